//! The few shapes in which nearly all of a workbook is written, taken at once instead of event by event.
//!
//! ```text
//! <c r="B2" s="5"/>   <c r="B2" s="5" t="s"><v>12</v></c>
//! <mergeCell ref="B2:F2"/>
//! <xf numFmtId="0" fillId="2"/>   <xf numFmtId="0" fillId="2"><alignment wrapText="1"/></xf>
//! <si><t>要介護</t><rPh sb="0" eb="3"><t>ヨウカイゴ</t></rPh><phoneticPr fontId="1"/></si>
//! ```
//! Whatever differs by a single letter is left where it stands, for the walk ([`super::xml`]) that knows
//! all of XML. Tests hold the two to the same workbook, whatever is broken in it.

/// A cell with nothing but a plain value in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Plain<'a> {
    /// The text of `v`; none where the cell has none.
    pub(super) value: Option<&'a str>,
}

/// Takes a cell off the start of `rest`, and calls `take` with its attributes, which may also happen
/// where there turns out to be none: then `rest` stays as it was.
pub(super) fn cell<'a>(
    rest: &mut &'a str,
    take: impl FnMut(&'a str, &'a str),
) -> Option<Plain<'a>> {
    let mut ahead = rest.strip_prefix("<c")?;
    attributes(&mut ahead, take)?;
    let mut value = None;
    if !pass(&mut ahead, "/>") {
        expect(&mut ahead, ">")?;
        if pass(&mut ahead, "<v>") {
            value = Some(letters(&mut ahead).filter(|value| is_plain(value))?);
            expect(&mut ahead, "</v>")?;
        }
        expect(&mut ahead, "</c>")?;
    }
    *rest = ahead;
    Some(Plain { value })
}

/// As [`cell`], for an element of a name that holds no more than empty elements.
pub(super) fn bare<'a>(
    rest: &mut &'a str,
    name: &str,
    take: impl FnMut(&'a str, &'a str),
) -> Option<()> {
    let mut ahead = rest.strip_prefix('<')?.strip_prefix(name)?;
    attributes(&mut ahead, take)?;
    if !pass(&mut ahead, "/>") {
        expect(&mut ahead, ">")?;
        while !pass(&mut ahead, "</") {
            expect(&mut ahead, "<")?;
            name_of(&mut ahead)?;
            attributes(&mut ahead, |_, _| ())?;
            expect(&mut ahead, "/>")?;
        }
        expect(&mut ahead, name)?;
        expect(&mut ahead, ">")?;
    }
    *rest = ahead;
    Some(())
}

/// Takes a shared string of a single run off the start of `rest`, with its furigana, and gives its text.
pub(super) fn string<'a>(rest: &mut &'a str) -> Option<&'a str> {
    let mut ahead = rest.strip_prefix("<si><t")?;
    if !pass(&mut ahead, ">") {
        expect(&mut ahead, " xml:space=\"preserve\">")?;
    }
    let text = letters(&mut ahead).filter(|text| is_plain(text))?;
    expect(&mut ahead, "</t>")?;
    while pass(&mut ahead, "<rPh") {
        attributes(&mut ahead, |_, _| ())?;
        expect(&mut ahead, "><t>")?;
        letters(&mut ahead)?;
        expect(&mut ahead, "</t></rPh>")?;
    }
    if pass(&mut ahead, "<phoneticPr") {
        attributes(&mut ahead, |_, _| ())?;
        expect(&mut ahead, "/>")?;
    }
    expect(&mut ahead, "</si>")?;
    *rest = ahead;
    Some(text)
}

/// Takes attributes in double quotes, one blank before each, and a blank before `/>`, as some write it.
fn attributes<'a>(rest: &mut &'a str, mut take: impl FnMut(&'a str, &'a str)) -> Option<()> {
    while pass(rest, " ") && !rest.starts_with('/') {
        let name = name_of(rest)?;
        expect(rest, "=\"")?;
        let value = until(rest, |byte| matches!(byte, b'"' | b'&' | b'<'))?;
        expect(rest, "\"")?;
        take(name, value);
    }
    Some(())
}

/// Takes a name.
fn name_of<'a>(rest: &mut &'a str) -> Option<&'a str> {
    let name = until(rest, |byte| !byte.is_ascii_alphanumeric() && byte != b':')?;
    (!name.is_empty()).then_some(name)
}

/// Takes the text up to the next mark-up.
fn letters<'a>(rest: &mut &'a str) -> Option<&'a str> {
    until(rest, |byte| byte == b'<')
}

/// Takes what stands before the first byte of a kind, which is ASCII or the first of a letter.
fn until<'a>(rest: &mut &'a str, is_end: impl Fn(u8) -> bool) -> Option<&'a str> {
    let end = rest.as_bytes().iter().position(|byte| is_end(*byte))?;
    let (before, after) = rest.split_at_checked(end)?;
    *rest = after;
    Some(before)
}

/// Whether a text stands for itself: no entity, no `_x000D_`, no line break to be made one.
fn is_plain(text: &str) -> bool {
    !text.bytes().any(|byte| matches!(byte, b'&' | b'_' | b'\r'))
}

/// Takes what is expected, if it is there.
fn pass(rest: &mut &str, expected: &str) -> bool {
    expect(rest, expected).is_some()
}

fn expect(rest: &mut &str, expected: &str) -> Option<()> {
    *rest = rest.strip_prefix(expected)?;
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_cell_is_taken_whole() {
        for (text, attributes, value) in [
            ("<c/>", "", None),
            ("<c r=\"B2\" s=\"5\"/>", "r=B2 s=5", None),
            ("<c r=\"B2\"></c>", "r=B2", None),
            ("<c r=\"B2\" />", "r=B2", None),
            ("<c r=\"B2\" t=\"s\"><v>12</v></c>", "r=B2 t=s", Some("12")),
            ("<c x:a=\" \"><v></v></c>", "x:a= ", Some("")),
        ] {
            let whole = format!("{text}<c/>");
            let mut rest = whole.as_str();
            let mut seen = Vec::new();
            let found = cell(&mut rest, |name, value| {
                seen.push(format!("{name}={value}"))
            });
            assert_eq!((found, rest), (Some(Plain { value }), "<c/>"));
            assert_eq!(seen.join(" "), attributes);
        }
    }

    #[test]
    fn what_is_not_plain_stays_where_it_stands() {
        for text in [
            "<c r='B2'/>",
            "<c  r=\"B2\"/>",
            "<c r=\"B2\"  />",
            "<c r=\"B2\" ></c>",
            "<c r=\"&#66;2\"/>",
            "<c =\"B2\"/>",
            "<c r=\"B2\"><v>1</v><f>1</f></c>",
            "<c r=\"B2\"><v>a&amp;b</v></c>",
            "<c r=\"B2\"><v>a_x000D_</v></c>",
            "<c r=\"B2\"><v>a\r\n</v></c>",
            "<c r=\"B2\"><v>a<!-- b --></v></c>",
            "<c r=\"B2\"><v>1</v>",
            "<cols/>",
            "<x:c/>",
            "<c",
        ] {
            let mut rest = text;
            assert_eq!(cell(&mut rest, |_, _| ()), None, "{text}");
            assert_eq!(rest, text);
        }
        for text in [
            "<xf a=\"1\"><b>c</b></xf>",
            "<xf a=\"1\"><b/><!-- --></xf>",
            "<xf></x>",
            "<xfs/>",
        ] {
            let mut rest = text;
            assert_eq!(bare(&mut rest, "xf", |_, _| ()), None, "{text}");
            assert_eq!(rest, text);
        }
        for text in [
            "<si><r><t>a</t></r></si>",
            "<si><t>a&lt;</t></si>",
            "<si><t>a</t><rPh sb=\"0\"><t>b</t><!-- --></rPh></si>",
            "<si><t>a</t><t>b</t></si>",
            "<si/>",
            "<si><t/></si>",
        ] {
            let mut rest = text;
            assert_eq!(string(&mut rest), None, "{text}");
            assert_eq!(rest, text);
        }
    }

    #[test]
    fn a_bare_element_is_taken_with_what_is_in_it() {
        for text in [
            "<xf a=\"1\"/>",
            "<xf a=\"1\"></xf>",
            "<xf a=\"1\"><b c=\"2\"/><d/></xf>",
        ] {
            let mut rest = text;
            let mut seen = Vec::new();
            let found = bare(&mut rest, "xf", |name, value| seen.push((name, value)));
            assert_eq!(
                (found, rest, seen),
                (Some(()), "", vec![("a", "1")]),
                "{text}"
            );
        }
    }

    #[test]
    fn furigana_goes_with_its_string() {
        let mut rest = "<si><t xml:space=\"preserve\"> 東京 </t><rPh sb=\"0\" eb=\"2\"><t>トウ&amp;</t></rPh>\
                        <rPh sb=\"1\"><t></t></rPh><phoneticPr fontId=\"1\"/></si><si><t>b</t></si></sst>";
        assert_eq!(string(&mut rest), Some(" 東京 "));
        assert_eq!(string(&mut rest), Some("b"));
        assert_eq!((string(&mut rest), rest), (None, "</sst>"));
    }
}
