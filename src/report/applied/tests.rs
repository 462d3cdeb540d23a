use super::*;
use crate::finding::{Code, Finding};
use crate::model::{Field, FileStatus, Given, Measure};
use crate::report::inspect::Geometry;
use crate::report::testdata::{consolidation, part, sheet_texts};

fn applied() -> Applied {
    let said = |word: &str, text: &str| Statement {
        word: Some(word.to_owned()),
        text: (!text.is_empty()).then(|| text.to_owned()),
    };
    let long =
        "学校ごとの差はあるが、全校で運用が始まり、教員の負担が目に見えて減った。".repeat(12);
    let change = |field, before, after| AppliedChange {
        number: Some("4-1".to_owned()),
        name: Some("校務支援システムの導入".to_owned()),
        field,
        before,
        after,
        by: Some("教育部長".to_owned()),
        source: Given {
            file: "教育部/評価 第1/50% 戻り.xlsx".to_owned(),
            sheet: "4-1 校務支援's".to_owned(),
            cell: "M38".to_owned(),
        },
    };
    let file = |name: &str, status| ReturnedFile {
        file: name.to_owned(),
        status,
        entries: 3,
        taken: 2,
    };
    Applied {
        changes: vec![
            change(
                Field::RatingFinal(Measure::Kpi),
                Some(said("A", "届いた")),
                said("B", &long),
            ),
            change(Field::Decision, None, said("見直し", "")),
        ],
        unchanged: 5,
        findings: vec![
            Finding::new(
                Code::EntryConflict,
                "番号1の進捗評価に「A」と書かれていますが…",
            )
            .in_file("a.xlsx")
            .on_sheet("1")
            .at("K5".parse().ok())
            .quoting("A"),
            Finding::new(Code::UnreadNote, "コメントが付いています").in_file("a.xlsx"),
        ],
        files: vec![
            file("a.xlsx", FileStatus::Read),
            file("b.xlsx", FileStatus::Rejected),
        ],
    }
}

fn rendered(applied: &Applied, root: Option<&str>) -> Vec<u8> {
    let report = render(&consolidation(), applied, &Style::default(), root).unwrap();
    assert_eq!(
        (report.output, report.name.as_str()),
        (Output::Applied, NAME)
    );
    report.bytes
}

fn has(rows: &[Vec<String>], cells: &[&str]) -> bool {
    rows.iter().any(|row| {
        cells
            .iter()
            .all(|cell| row.iter().any(|shown| shown == cell))
    })
}

#[test]
fn changes_refusals_and_files_have_a_line_each() {
    let bytes = rendered(&applied(), None);
    let changes = sheet_texts(&bytes, "変更");
    assert!(has(
        &changes,
        &["1", "4-1", "実績評価KPI", "A\n届いた", "教育部長", "M38"]
    ));
    assert!(has(&changes, &["2", "推進本部の決定", "－", "見直し"]));
    assert!(changes[1][0].contains("変更 2件、変わりなし 5件、反映しなかったこと 1件"));
    let findings = sheet_texts(&bytes, "確認事項");
    let conflict = Code::EntryConflict;
    assert!(has(
        &findings,
        &["■ エラー", conflict.as_str(), "K5", "A", conflict.advice()]
    ));
    assert!(has(&findings, &["▲ 注意", "unread-note"]));
    let files = sheet_texts(&bytes, "ファイル");
    assert!(has(&files, &["a.xlsx", "読み取った", "3", "2", "1"]));
    assert!(has(&files, &["b.xlsx", "使えない", "0"]));
}

#[test]
fn links_lead_to_the_cell_that_was_filled_in() {
    let bytes = rendered(&applied(), Some("../回収"));
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(
        sheet.contains("location=\"'4-1 校務支援''s'!M38\""),
        "{sheet}"
    );
    let targets = part(&bytes, "xl/worksheets/_rels/sheet1.xml.rels");
    assert!(
        targets.contains("Target=\"../回収/教育部/評価%20第1/50%25%20戻り.xlsx\""),
        "{targets}"
    );
    let unlinked = part(&rendered(&applied(), None), "xl/worksheets/sheet1.xml");
    assert!(!unlinked.contains("<hyperlink"));
}

#[test]
fn nothing_is_said_in_words() {
    let bytes = rendered(&Applied::default(), None);
    for (sheet, words) in [
        ("変更", "変わったことはありません。"),
        ("確認事項", "確認事項はありません。"),
        ("ファイル", "ファイルはありません。"),
    ] {
        assert!(has(&sheet_texts(&bytes, sheet), &[words]), "{sheet}");
    }
}

#[test]
fn no_text_is_clipped_and_the_same_gives_the_same_bytes() {
    let bytes = rendered(&applied(), Some(".."));
    for sheet in 0..3 {
        assert_eq!(Geometry::of(&bytes, sheet).clipped(), Vec::<String>::new());
    }
    assert!(bytes == rendered(&applied(), Some("..")));
}
