//! Pages of any content hold what they show: nothing is clipped, nothing lies beyond the paper.

use super::{alone, consolidation, part};
use crate::model::{
    Department, FinalRating, FiscalYear, Grade, Item, Measure, Note, Opinion, Project, Span,
    TextField, YearRecord,
};
use crate::report::inspect::Geometry;
use crate::report::page::printable;
use crate::report::style::Paper;
use crate::report::testdata::{number, span};
use proptest::prelude::*;

/// Rows of a defined name of the page's sheet, counted from 0, the end excluded: of `'…'!$3:$4` or
/// `'…'!$A$3:$U$45`.
fn rows(workbook: &[u8], name: &str) -> Option<std::ops::Range<u32>> {
    let xml = part(workbook, "xl/workbook.xml");
    let start = format!("<definedName name=\"_xlnm.{name}\" localSheetId=\"1\">");
    let area = xml.split(&start).nth(1)?.split('<').next()?;
    let (_, area) = area.rsplit_once('!')?;
    let row = |corner: &str| corner.rsplit('$').next()?.parse::<u32>().ok();
    let (first, last) = area.split_once(':')?;
    Some(row(first)? - 1..row(last)?)
}

/// Every page that is higher than the paper, with its height in points as printed.
fn too_high(workbook: &[u8]) -> Vec<f64> {
    let page = Geometry::of(workbook, 1);
    let room = printable(Paper::A4);
    // Excel shrinks to a whole percentage.
    let scale = (room.width / (page.width() * 0.75) * 100.0)
        .floor()
        .min(100.0)
        / 100.0;
    let area = rows(workbook, "Print_Area").unwrap();
    let titles = rows(workbook, "Print_Titles").map_or(0.0, |rows| page.height(rows));
    let mut edges = vec![area.start];
    edges.extend(&page.breaks);
    edges.push(area.end);
    let heights = edges.windows(2).enumerate().map(|(n, pair)| {
        let repeated = if n == 0 { 0.0 } else { titles };
        (page.height(pair[0]..pair[1]) + repeated) * scale
    });
    heights.filter(|height| *height > room.height).collect()
}

/// What the form of a page may say, by length.
#[derive(Clone, Debug)]
struct Lengths {
    texts: Vec<String>,
    items: u32,
    years: i32,
    departments: usize,
}

fn lengths() -> impl Strategy<Value = Lengths> {
    let text = prop_oneof![
        3 => "[ぁ-ん漢字一覧、。（）]{0,60}",
        2 => "[a-zA-Z0-9 .,%漢字\n]{0,300}",
        1 => "[市民が窓口に来なくても、24時間]{200,700}",
    ];
    (
        prop::collection::vec(text, 16),
        0..24_u32,
        0..12_i32,
        0..9_usize,
    )
        .prop_map(|(texts, items, years, departments)| Lengths {
            texts,
            items,
            years,
            departments,
        })
}

fn project(lengths: &Lengths) -> Project {
    let text = |n: usize| Some(lengths.texts[n % lengths.texts.len()].clone());
    let mut project = consolidation().projects.remove(0);
    let sheet = &mut project.sheet;
    sheet.name = text(0);
    for (n, field) in TextField::ALL.iter().enumerate() {
        sheet.texts[*field] = text(n + 1);
    }
    let department = |n| Department {
        bureau: Some(format!("第{n}総合政策推進部")),
        division: Some("情報政策・行政改革推進課".to_owned()),
    };
    sheet.departments = (0..lengths.departments).map(department).collect();
    let year = |n: i32| {
        let mut year = YearRecord::blank(FiscalYear(2018 + n));
        let many = (n * n * 37).to_string();
        year.target.kpi = Some(number(&format!("{many}件"), &many, Some("件"), None));
        year.target.progress = text(n as usize).map(|text| {
            let short: String = text.chars().take(40).collect();
            crate::model::Value::words(short, crate::model::Kind::Text)
        });
        year.budget = Some("1234567.8".parse().unwrap());
        year
    };
    sheet.years = (0..lengths.years).map(year).collect();
    let spans: Vec<Span> = vec![span((2019, 4), (2020, 9))];
    let item = |n: u32| Item {
        number: n,
        text: text(n as usize),
        notes: vec![Note {
            fiscal_year: FiscalYear(2019),
            text: text(n as usize + 3).unwrap(),
        }],
        planned: spans.clone(),
        actual: spans.clone(),
    };
    sheet.items = (1..=lengths.items).map(item).collect();
    for (n, measure) in Measure::ALL.into_iter().enumerate() {
        project.sheet.declared.get_mut(measure).reason = text(n + 9);
        project.proposals.get_mut(measure).basis = text(n + 12).unwrap();
        let reason = text(n + 10).map(|text| text.chars().take(300).collect());
        *project.decided.finals.get_mut(measure) = Some(FinalRating {
            grade: Grade::A,
            reason,
            by: None,
            source: None,
        });
    }
    project.decided.opinion = text(15).map(|text| Opinion {
        text,
        by: None,
        source: None,
    });
    project
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn pages_hold_what_they_show(lengths in lengths()) {
        let bytes = alone(project(&lengths));
        let page = Geometry::of(&bytes, 1);
        // An entry higher than a page is told again in whole below.
        let again = page.texts().filter(|(_, text)| text.contains("　記入の全文：")).count();
        prop_assert!(page.clipped().len() <= again, "{:?}", page.clipped());
        prop_assert_eq!(page.crossing(), Vec::<String>::new());
        prop_assert_eq!(too_high(&bytes), Vec::<f64>::new());
        prop_assert_eq!(page.unlocked().len(), 7);
    }
}
