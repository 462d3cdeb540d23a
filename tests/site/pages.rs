//! The pages: well-formed, linked, light, escaped, the same every time.

use crate::city::{Wish, dataset, project, text, texts};
use kohyo::model::TextField;
use kohyo::site::{HEAVY, Site};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

/// What a page says, read as XML: every element must be closed and every character allowed.
#[derive(Default)]
struct Page {
    links: Vec<String>,
    ids: Vec<String>,
    /// Ids that other elements name.
    named: Vec<String>,
    headings: Vec<u8>,
    /// Texts of elements, by element.
    elements: Vec<String>,
    /// All text.
    text: String,
}

fn parse(name: &str, html: &str) -> Page {
    let body = html
        .strip_prefix("<!DOCTYPE html>")
        .unwrap_or_else(|| panic!("{name}"));
    let mut reader = Reader::from_str(body);
    let mut page = Page::default();
    loop {
        match reader
            .read_event()
            .unwrap_or_else(|error| panic!("{name}: {error}"))
        {
            Event::Eof => return page,
            Event::Start(element) | Event::Empty(element) => page.take(&element),
            Event::Text(words) => page.text.push_str(&words),
            Event::GeneralRef(entity) => page.text.push_str(match &*entity {
                "lt" | "#60" => "<",
                "gt" | "#62" => ">",
                "amp" | "#38" => "&",
                "quot" | "#34" => "\"",
                "#39" => "'",
                other => panic!("{name}: &{other};"),
            }),
            Event::End(_) => {}
            other => panic!("{name}: {other:?}"),
        }
    }
}

impl Page {
    fn take(&mut self, element: &BytesStart<'_>) {
        let tag = element.name().as_ref().to_owned();
        if let [b'h', level @ b'1'..=b'6'] = tag.as_bytes() {
            self.headings.push(level - b'0');
        }
        for attribute in element.attributes() {
            let attribute = attribute.unwrap();
            let value = attribute.value.to_string();
            match attribute.key.as_ref() {
                "href" | "src" => self.links.push(value),
                "id" => self.ids.push(value),
                "aria-labelledby" => self.named.push(value),
                "style" => panic!("style on {tag}"),
                key if key.starts_with("on") => panic!("a handler on {tag}"),
                _ => {}
            }
        }
        self.elements.push(tag);
    }
}

fn parsed(site: &Site) -> BTreeMap<String, Page> {
    let html = texts(site)
        .into_iter()
        .filter(|(name, _)| name.ends_with(".html"));
    html.map(|(name, html)| {
        let page = parse(&name, &html);
        (name, page)
    })
    .collect()
}

/// A city with something on every kind of page.
fn city() -> (Json, Vec<Json>) {
    let mut projects: Vec<Json> = (1..=40).map(|n| project(&n.to_string())).collect();
    for (at, project) in projects.iter_mut().enumerate() {
        project["focus_goal"] = json!(format!("目標{at}"));
        project["departments"][0]["bureau"] = json!(format!("部{}", at % 3));
    }
    let mut before = projects.clone();
    before[0]["years"][1]["target"]["kpi"]["text"] = json!("75%");
    before.push(project("41"));
    (dataset(2020, projects), vec![dataset(2019, before)])
}

#[test]
fn same_data_same_bytes() {
    let (data, before) = city();
    let first = Wish::default().build(&data, &before).unwrap();
    // The zip container keeps times in steps of two seconds.
    std::thread::sleep(std::time::Duration::from_millis(2100));
    assert!(first == Wish::default().build(&data, &before).unwrap());
}

#[test]
fn every_link_leads_to_a_file_of_the_site_and_every_page_is_linked() {
    let (data, before) = city();
    let site = Wish::default().build(&data, &before).unwrap();
    let files: BTreeSet<&str> = site.files.iter().map(|file| file.name.as_str()).collect();
    let pages = parsed(&site);
    let mut reached = BTreeSet::from(["index.html".to_owned()]);
    for (name, page) in &pages {
        let depth = name.matches('/').count();
        for link in &page.links {
            let (path, place) = link.split_once('#').unwrap_or((link, ""));
            let ups = path.matches("../").count();
            assert!(ups <= depth, "{name}: {link}");
            let bare = path.trim_start_matches("../");
            let folder = match (ups, name.rsplit_once('/')) {
                (0, Some((folder, _))) => format!("{folder}/"),
                _ => String::new(),
            };
            let target = if path.is_empty() {
                name.clone()
            } else {
                format!("{folder}{bare}")
            };
            assert!(files.contains(target.as_str()), "{name}: {link}");
            if !place.is_empty() {
                assert!(
                    pages[&target].ids.iter().any(|id| id == place),
                    "{name}: {link}"
                );
            }
            reached.insert(target);
        }
    }
    let lost: Vec<&&str> = files
        .iter()
        .filter(|name| !reached.contains(**name))
        .collect();
    // The CSV files are linked, too; what nobody links is nobody's.
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn pages_have_the_marks_that_readers_aloud_go_by() {
    let (data, before) = city();
    for (name, page) in parsed(&Wish::default().build(&data, &before).unwrap()) {
        let count = |tag: &str| {
            page.elements
                .iter()
                .filter(|element| *element == tag)
                .count()
        };
        for tag in ["h1", "main", "header", "footer", "title"] {
            assert_eq!(count(tag), 1, "{tag} in {name}");
        }
        assert!(
            page.headings.windows(2).all(|pair| pair[1] <= pair[0] + 1),
            "{name}: {:?}",
            page.headings
        );
        assert_eq!(count("table"), count("caption"), "{name}");
        let ids: BTreeSet<&String> = page.ids.iter().collect();
        assert_eq!(
            ids.len(),
            page.ids.len(),
            "an id twice in {name}: {:?}",
            page.ids
        );
        assert!(page.named.iter().all(|id| ids.contains(id)), "{name}");
    }
}

#[test]
fn text_from_forms_is_text_everywhere() {
    const EVIL: &str = "<script>alert(1)</script>\"'&amp;]]> \u{0}\u{8}\u{1b}\u{202e}裏\u{2066}\u{200f}\u{feff}\u{fffe} =cmd|'/c calc'!A0";
    const SHOWN: &str = "<script>alert(1)</script>\"'&amp;]]> 裏 =cmd|'/c calc'!A0";
    let mut evil = project("1");
    evil["name"] = json!(EVIL);
    for field in TextField::ALL {
        evil[field.key()] = json!(EVIL);
    }
    evil["number"] = json!("<b>1");
    evil["departments"] = json!([{"bureau": EVIL, "division": EVIL}]);
    evil["years"][0]["target"]["kpi"]["text"] = json!(EVIL);
    evil["years"][0]["target"]["kpi"]["unit"] = json!(EVIL);
    evil["items"][0]["text"] = json!(EVIL);
    evil["items"][0]["notes"][0]["text"] = json!(EVIL);
    evil["ratings"]["kpi"]["final"]["reason"] = json!(EVIL);
    let mut data = dataset(2020, vec![evil.clone()]);
    data["plan"] = json!(EVIL);
    let mut former = dataset(2019, vec![evil]);
    former["projects"][0]["summary"] = json!(format!("{EVIL}前"));
    let site = Wish::default().build(&data, &[former]).unwrap();
    for (name, page) in parsed(&site) {
        let scripts = page.elements.iter().filter(|tag| *tag == "script").count();
        assert_eq!(scripts, 1, "{name}");
        assert!(page.text.contains(SHOWN), "{name}");
    }
    let odd = |c: char| {
        (c.is_control() && !"\n\r\t".contains(c))
            || matches!(c, '\u{200f}' | '\u{202e}' | '\u{2066}' | '\u{fffe}')
    };
    for (name, text) in texts(&site) {
        assert_eq!(text.chars().find(|c| odd(*c)), None, "{name}");
    }
    assert!(
        site.files
            .iter()
            .any(|file| file.name == "projects/p_3c_b_3e_1.html")
    );
}

#[test]
fn no_page_of_a_thousand_projects_is_heavy() {
    let projects = (1..=1000).map(|n| {
        let mut project = project(&n.to_string());
        project["name"] = json!(format!("{}{n}", "長い名前の取組み".repeat(12)));
        project["focus_goal"] = json!(format!("{}{n}", "重点目標".repeat(30)));
        project
    });
    let mut projects: Vec<Json> = projects.collect();
    let now = dataset(2020, projects.clone());
    projects.extend((2001..=2600).map(|n| project(&n.to_string())));
    let site = Wish::default()
        .build(&now, &[dataset(2019, projects)])
        .unwrap();
    assert_eq!(site.projects, (1000, 600));
    assert_eq!(site.heavy().collect::<Vec<_>>(), []);
    let pages: Vec<&str> = site.files.iter().map(|file| file.name.as_str()).collect();
    for name in [
        "list-2.html",
        "bureau1-2.html",
        "goals-2.html",
        "schedule-2.html",
        "ended-2.html",
    ] {
        assert!(pages.contains(&name), "{name}");
    }
    // Every project stands in the list once.
    let lists = texts(&site)
        .into_iter()
        .filter(|(name, _)| name.starts_with("list"));
    let linked: usize = lists
        .map(|(_, html)| html.matches("href=\"projects/").count())
        .sum();
    assert_eq!(linked, 1000);
}

#[test]
fn a_page_that_is_heavy_all_the_same_is_named() {
    let mut long = project("1");
    long["summary"] = json!("長".repeat(40_000));
    let site = Wish::default()
        .build(&dataset(2020, vec![long]), &[])
        .unwrap();
    let heavy: Vec<_> = site.heavy().collect();
    assert_eq!(heavy.len(), 1);
    assert!(
        heavy[0].0 == "projects/p1.html" && heavy[0].1 > HEAVY,
        "{heavy:?}"
    );
}

#[test]
fn charts_and_tables_say_the_same() {
    let page = text(
        &Wish::default()
            .build(&dataset(2020, vec![project("1")]), &[])
            .unwrap(),
        "projects/p1.html",
    );
    for said in [
        "<text class=\"figure\"",
        ">80</text>",
        "<td>80%</td>",
        "1,100.5",
        "2019年4月～12月",
        "2019年5月～2020年1月",
    ] {
        assert!(page.contains(said), "{said}:\n{page}");
    }
}
