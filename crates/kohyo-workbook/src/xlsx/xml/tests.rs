//! What the walk sees, and where it ends.

use super::*;

fn names(text: &str) -> Result<Vec<String>, Fault> {
    let mut xml = Xml::new(text, 8);
    let mut names = Vec::new();
    if xml.child(0)?.is_some() {
        while let Some(tag) = xml.child(1)? {
            names.push(tag.local().to_owned());
        }
    }
    Ok(names)
}

#[test]
fn children_are_seen_whatever_lies_between() {
    for (text, expected) in [
        ("<r><a/><x:b><c/></x:b><d>t</d></r>", "a b d"),
        (
            "<r><m:AlternateContent><m:Choice><a/></m:Choice><m:Choice><b/></m:Choice>\
             <m:Fallback><c/></m:Fallback></m:AlternateContent><d/></r>",
            "a d",
        ),
        (
            "<r><AlternateContent><Choice/><Fallback><c/><e/></Fallback></AlternateContent></r>",
            "c e",
        ),
        (
            "<r><AlternateContent><Choice><AlternateContent><Choice/><Fallback><i/></Fallback>\
             </AlternateContent></Choice><Fallback><c/></Fallback></AlternateContent><d/></r>",
            "i d",
        ),
    ] {
        assert_eq!(names(text).map(|n| n.join(" ")), Ok(expected.to_owned()));
    }
}

#[test]
fn broken_parts_end_in_a_fault() {
    assert_eq!(names("<r><a>"), Err(Fault::Cut));
    assert_eq!(names("<r><a></r"), Err(Fault::Syntax));
    assert_eq!(
        names("<r><a><a><a><a><a><a><a><a/></a></a></a></a></a></a></a></r>"),
        Err(Fault::Depth)
    );
}

#[test]
fn leaping_ends_where_walking_does() {
    for text in [
        "<r><s><t>x</t></s><d/></r>",
        "<r><s/><s>y</s><d/></r>",
        "<r><s><s/></s><d/></r>",
        "<r><s><!-- </s> --><t/></s><d/></r>",
        "<r><s a='1'/><d/><s></s></r>",
        "<r><p:s><q:s/></p:s><s><t></r>",
    ] {
        let leapt = |leap: bool| {
            let mut xml = Xml::new(text, 8);
            let mut names = Vec::new();
            xml.child(0)?;
            while let Some(tag) = xml.child(1)? {
                names.push(tag.local().to_owned());
                if leap && tag.local() == "s" {
                    xml.leap(&tag);
                }
            }
            Ok::<_, Fault>((names, xml.child(0)?.is_none()))
        };
        assert_eq!(leapt(true), leapt(false), "{text}");
    }
}

#[test]
fn text_is_decoded_and_unknown_entities_stay() {
    let mut xml = Xml::new(
        "<t>a&amp;b<![CDATA[<c>]]>&#x3042;&x; & d<i>no</i>e\r\nf</t>",
        8,
    );
    let mut text = String::new();
    assert!(xml.child(0).is_ok_and(|tag| tag.is_some()));
    assert_eq!(xml.text(&mut text), Ok(()));
    assert_eq!(text, "a&b<c>あ&x; & de\nf");
}

#[test]
fn what_is_in_another_element_is_not_taken_ahead() {
    let mut xml = Xml::new("<r><s><c/></s><c/><c/><d/></r>", 8);
    let taken = |xml: &mut Xml<'_>| {
        let mut taken = 0;
        let ended = xml.take_ahead(1, 1, |rest| {
            let after = rest.strip_prefix("<c/>");
            taken += usize::from(after.is_some());
            Ok::<_, Fault>(after.map(|after| *rest = after))
        });
        assert_eq!(ended, Ok(()));
        taken
    };
    let next = |xml: &mut Xml<'_>, level| {
        xml.child(level)
            .map(|tag| tag.map(|tag| tag.local().to_owned()))
    };
    assert_eq!(next(&mut xml, 0), Ok(Some("r".to_owned())));
    assert_eq!(next(&mut xml, 1), Ok(Some("s".to_owned())));
    assert_eq!(taken(&mut xml), 0);
    assert_eq!(next(&mut xml, 2), Ok(Some("c".to_owned())));
    assert_eq!(next(&mut xml, 2), Ok(None));
    assert_eq!(taken(&mut xml), 2);
    assert_eq!(next(&mut xml, 1), Ok(Some("d".to_owned())));
    // Nothing follows inside an empty element.
    assert_eq!(taken(&mut xml), 0);
    assert_eq!(next(&mut xml, 1), Ok(None));
}
