//! The entries come back: the workbook is read like any other, and each entry is found by its words.

use super::{alone, consolidation, rendered};
use crate::model::{FinalRating, Grade, Measure, Opinion, Project};
use crate::provenance::CellPos;
use crate::tag::{ColumnTag, RowKind, RowTag, Tag, read};
use crate::workbook::{Limits, Reader, Sheet, Workbook};

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

/// What stands in the entry of a row and a column.
fn entry(sheet: &Sheet, kind: RowKind, column: ColumnTag) -> String {
    let Words { columns, rows } = words(sheet);
    let row = rows.iter().find(|(_, tag)| tag.row == kind).unwrap().0;
    let col = columns.iter().find(|(_, tag)| *tag == column).unwrap().0;
    let at = sheet.region(CellPos::new(row, col)).first;
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

#[test]
fn entries_are_empty_until_something_was_decided() {
    for report in rendered() {
        for sheet in workbook(&report.bytes).sheets.iter().skip(1) {
            for measure in Measure::ALL {
                for column in [ColumnTag::Grade, ColumnTag::Reason] {
                    assert_eq!(entry(sheet, RowKind::of(measure), column), "");
                }
            }
            assert_eq!(entry(sheet, RowKind::Opinion, ColumnTag::Reason), "");
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
