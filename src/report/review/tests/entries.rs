//! The entries come back: the workbook is read like any other, and each entry is found by its words.

use super::{alone, consolidation, rendered};
use crate::model::{FinalRating, Grade, Opinion, Project};
use crate::report::inspect::{Geometry, part};
use crate::tag::{ColumnTag, RowKind, RowTag, Tag, read};
use crate::workbook::CellPos;
use crate::workbook::{Limits, Reader, Sheet, Workbook};
use std::collections::BTreeSet;

fn workbook(bytes: &[u8]) -> Workbook {
    Reader::new(Limits::default(), None)
        .read(bytes.to_vec())
        .unwrap()
}

/// The words of a sheet, each with the column or row it stands in.
#[derive(Default)]
struct Words {
    columns: Vec<(u32, ColumnTag)>,
    rows: Vec<(u32, RowTag)>,
}

/// The words of a sheet in the order of cells.
fn words(sheet: &Sheet) -> Words {
    let mut words = Words::default();
    for cell in &sheet.cells {
        match read(cell.content.shown()) {
            Some(Tag::Column(tag)) => {
                assert!(sheet.rows.is_hidden(cell.pos.row));
                words.columns.push((cell.pos.col, tag));
            }
            Some(Tag::Row(tag)) => {
                assert!(sheet.columns.is_hidden(cell.pos.col));
                words.rows.push((cell.pos.row, *tag));
            }
            Some(Tag::Unknown) => panic!("{:?}", cell.content),
            None => {}
        }
    }
    words
}

/// The cell of a row and a column.
fn place(sheet: &Sheet, kind: RowKind, column: ColumnTag) -> CellPos {
    let Words { columns, rows } = words(sheet);
    let row = rows.iter().find(|(_, tag)| tag.row == kind).unwrap().0;
    let col = columns.iter().find(|(_, tag)| *tag == column).unwrap().0;
    sheet.regions().around(CellPos::new(row, col)).first
}

/// What stands in the entry of a row and a column.
fn entry(sheet: &Sheet, kind: RowKind, column: ColumnTag) -> String {
    let at = place(sheet, kind, column);
    sheet.content(at).shown().to_owned()
}

/// What the rows of a page take, from top to bottom.
const KINDS: [RowKind; 4] = [
    RowKind::Progress,
    RowKind::Kpi,
    RowKind::Kgi,
    RowKind::Opinion,
];

#[test]
fn every_page_says_whose_each_of_its_entries_is() {
    let data = consolidation();
    let mut found: Vec<Vec<String>> = Vec::new();
    for report in rendered() {
        for sheet in workbook(&report.bytes).sheets.iter().skip(1) {
            let Words { columns, rows } = words(sheet);
            let tags: Vec<ColumnTag> = columns.iter().map(|(_, tag)| *tag).collect();
            assert_eq!(tags, [ColumnTag::Grade, ColumnTag::Reason]);
            found.push(rows.iter().map(|(_, tag)| tag.to_string()).collect());
        }
    }
    let words = |project: &Project| {
        let word = |kind| {
            let source = &project.sheet.source;
            RowTag::new(
                kind,
                &data.period,
                project.sheet.number.as_deref(),
                [&source.file, &source.sheet],
                project.responsibility.evaluator.as_deref(),
            )
        };
        KINDS.map(|kind| word(kind).to_string()).to_vec()
    };
    let mut expected: Vec<Vec<String>> = data.projects.iter().map(words).collect();
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
}

/// Every entry of a page.
const ENTRIES: [(RowKind, ColumnTag); 7] = [
    (RowKind::Progress, ColumnTag::Grade),
    (RowKind::Progress, ColumnTag::Reason),
    (RowKind::Kpi, ColumnTag::Grade),
    (RowKind::Kpi, ColumnTag::Reason),
    (RowKind::Kgi, ColumnTag::Grade),
    (RowKind::Kgi, ColumnTag::Reason),
    (RowKind::Opinion, ColumnTag::Reason),
];

#[test]
fn entries_are_empty_until_something_was_decided() {
    for report in rendered() {
        for sheet in workbook(&report.bytes).sheets.iter().skip(1) {
            for (kind, column) in ENTRIES {
                assert_eq!(entry(sheet, kind, column), "", "{}", sheet.name);
            }
        }
    }
}

/// An ordinary project with two ratings and an opinion.
fn decided() -> Project {
    let mut project = consolidation().projects.remove(0);
    let rating = |grade, reason: Option<&str>| FinalRating {
        grade,
        reason: reason.map(str::to_owned),
        by: None,
        source: None,
    };
    project.decided.finals.progress = Some(rating(Grade::B, Some("=半年の遅れ\n見込みあり")));
    project.decided.finals.kgi = Some(rating(Grade::C, None));
    project.decided.opinion = Some(Opinion {
        text: "来年度の目標を見直すこと。".to_owned(),
        by: None,
        source: None,
    });
    project
}

#[test]
fn what_was_decided_stands_in_the_entries() {
    let bytes = alone(decided());
    let book = workbook(&bytes);
    let page = &book.sheets[1];
    let texts = |column| {
        [RowKind::Progress, RowKind::Kpi, RowKind::Kgi].map(|kind| entry(page, kind, column))
    };
    assert_eq!(texts(ColumnTag::Grade), ["B", "", "C"]);
    assert_eq!(
        texts(ColumnTag::Reason),
        ["=半年の遅れ\n見込みあり", "", ""]
    );
    let opinion = entry(page, RowKind::Opinion, ColumnTag::Reason);
    assert_eq!(opinion, "来年度の目標を見直すこと。");
    let line = super::sheet_texts(&bytes, "一覧");
    let line = line.iter().find(|row| row[0] == "1").unwrap();
    assert_eq!(line[13..16], ["B", "－", "C"]);
}

/// Reasons of every length stand whole in their cells, and on paper, whatever the form says beside them.
#[test]
fn entries_are_never_torn() {
    for letters in [0, 30, 200, 500, 900, 6000] {
        let mut project = decided();
        project.sheet.declared.kpi.reason = Some("とても長い評価理由。".repeat(200));
        project.proposals.kgi.basis = "とても長い根拠。".repeat(150);
        let reason = "部".repeat(letters);
        let rating = project.decided.finals.progress.as_mut().unwrap();
        rating.reason = Some(reason.clone());
        let opinion = "見".repeat(letters * 5);
        project.decided.opinion.as_mut().unwrap().text = opinion.clone();
        let bytes = alone(project.clone());
        let page = &workbook(&bytes).sheets[1];
        let written = [RowKind::Progress, RowKind::Opinion];
        let written = written.map(|kind| entry(page, kind, ColumnTag::Reason));
        assert_eq!(written, [reason.clone(), opinion.clone()], "{letters}");
        let geometry = Geometry::of(&bytes, 1);
        assert_eq!(geometry.crossing(), Vec::<String>::new(), "{letters}");
        assert_eq!(geometry.unlocked().len(), ENTRIES.len());
        let below = &super::columns(&bytes, &page.name)[0];
        assert!(below.contains(project.sheet.declared.kpi.reason.as_ref().unwrap()));
        assert!(below.contains(&project.proposals.kgi.basis));
        let clipped = geometry.clipped();
        for (text, what) in [(reason, "進捗評価"), (opinion, "意見")] {
            let said = below.contains(&format!("{what}　記入の全文：{text}"));
            let is_clipped = clipped
                .iter()
                .any(|cell| cell.ends_with(&format!(": {text}")));
            assert_eq!(said, is_clipped && !text.is_empty(), "{letters}: {what}");
        }
        assert!(
            clipped.len() <= 2 && (letters > 500 || clipped.is_empty()),
            "{clipped:?}"
        );
    }
}

#[test]
fn only_entries_can_be_typed_into() {
    for report in rendered() {
        let book = workbook(&report.bytes);
        for (n, sheet) in book.sheets.iter().enumerate() {
            let xml = part(&report.bytes, &format!("xl/worksheets/sheet{}.xml", n + 1));
            let guard = xml.split("<sheetProtection ").nth(1).unwrap();
            let guard = guard.split("/>").next().unwrap();
            for allowed in ["formatColumns", "formatRows", "sort", "autoFilter"] {
                assert!(guard.contains(&format!("{allowed}=\"0\"")), "{guard}");
            }
            assert!(!guard.contains("password"), "{guard}");
            let open = Geometry::of(&report.bytes, n).unlocked();
            let entries: BTreeSet<CellPos> = match n {
                0 => BTreeSet::new(),
                _ => ENTRIES
                    .map(|(kind, column)| place(sheet, kind, column))
                    .into(),
            };
            assert_eq!(open, entries, "{}", sheet.name);
        }
    }
}

/// Where ratings go on on another page, that page says what stands in which column.
#[test]
fn headings_stand_above_ratings_on_every_page() {
    let mut project = decided();
    for (measure, letters) in crate::model::Measure::ALL.into_iter().zip([300, 900, 700]) {
        let rating = project.decided.finals.get_mut(measure);
        *rating = Some(FinalRating {
            grade: Grade::B,
            reason: Some("理".repeat(letters)),
            by: None,
            source: None,
        });
    }
    let bytes = alone(project);
    let geometry = Geometry::of(&bytes, 1);
    let page_of = |row: u32| {
        geometry
            .breaks
            .iter()
            .filter(|start| **start <= row)
            .count()
    };
    let headed: BTreeSet<usize> = geometry
        .texts()
        .filter(|(_, text)| *text == "根拠")
        .map(|(at, _)| page_of(at.row))
        .collect();
    let rated: BTreeSet<usize> = geometry
        .texts()
        .filter(|(at, text)| at.col == 0 && text.ends_with("評価") || text.starts_with("実績評価K"))
        .map(|(at, _)| page_of(at.row))
        .collect();
    assert!(rated.len() > 1, "{rated:?}");
    assert_eq!(headed, rated);
}
