//! What people do to sheets: sort, merge, copy, wipe out.

use super::*;

#[test]
fn rows_may_be_sorted_and_columns_inserted() {
    let returned = drawn(|sheet| {
        sheet
            .write_string(9, 20, ColumnTag::Reason.to_string())
            .unwrap();
        sheet
            .write_string(9, 15, ColumnTag::Grade.to_string())
            .unwrap();
        for (row, kind, grade) in [(3, RowKind::Kgi, "S"), (30, RowKind::Progress, "C")] {
            sheet.write_string(row, 0, tag(kind).to_string()).unwrap();
            sheet.write_string(row, 15, grade).unwrap();
        }
    });
    let (data, applied) = applied(&[returned]);
    assert_eq!(told(&applied), []);
    let project = &data.projects[0];
    assert_eq!(project.grade(Measure::Kgi), Some(Grade::S));
    assert_eq!(project.grade(Measure::Progress), Some(Grade::C));
}

#[test]
fn merged_cells_are_read_at_their_upper_left() {
    let returned = drawn(|sheet| {
        page(sheet, &[(tag(RowKind::Opinion), "", "")]);
        let plain = Format::new();
        sheet.merge_range(3, 1, 6, 5, "広い意見", &plain).unwrap();
    });
    let (data, applied) = applied(&[returned]);
    assert_eq!(told(&applied), []);
    let opinion = data.projects[0].decided.opinion.clone().unwrap();
    assert_eq!(opinion.text, "広い意見");
    assert_eq!(opinion.source.unwrap().cell, "B4");
}

#[test]
fn cells_merged_over_several_entries_are_refused() {
    let returned = drawn(|sheet| {
        let lines = [
            (tag(RowKind::Progress), "", ""),
            (tag(RowKind::Kpi), "", "理由"),
        ];
        page(sheet, &lines);
        sheet.merge_range(4, 2, 5, 2, "A", &Format::new()).unwrap();
    });
    refused(&[returned], &[(Code::EntryMarkBroken, "C5", "A")]);
}

#[test]
fn lost_and_damaged_words_are_told() {
    let line = [(tag(RowKind::Kpi), "A", "")];
    let word = tag(RowKind::Kpi).to_string();
    let later = word.replace("\"version\":1", "\"version\":2");
    // A later version's row.
    let returned = drawn(|sheet| {
        page(sheet, &line);
        sheet.write_string(4, TAGS, &later).unwrap();
    });
    refused(&[returned], &[(Code::EntryMarkBroken, "I5", &later)]);
    // Two words on a row.
    let other = tag(RowKind::Progress).to_string();
    let returned = drawn(|sheet| {
        page(sheet, &line);
        sheet.write_string(4, TAGS + 1, &other).unwrap();
    });
    refused(&[returned], &[(Code::EntryMarkBroken, "J5", &other)]);
    // No word of the column of reasons.
    let returned = drawn(|sheet| {
        page(sheet, &line);
        sheet.write_string(1, TEXT, "理由").unwrap();
    });
    let applied = refused(&[returned], &[(Code::EntryMarkBroken, "", "")]);
    assert!(applied.findings[0].message.contains("理由・意見"));
    // No word of any row.
    let returned = drawn(|sheet| page(sheet, &[]));
    let applied = refused(&[returned], &[(Code::EntryMarkBroken, "", "")]);
    assert!(applied.findings[0].message.contains("行の目印"));
}

/// A list as 要審議 has it, without row words: a heading above the numbers given.
fn list_without_words(numbers: &[&str]) -> ReturnedWorkbook {
    drawn(|sheet| {
        page(sheet, &[]);
        sheet
            .write_string(1, WORD, ColumnTag::Outcome.to_string())
            .unwrap();
        sheet
            .write_string(1, 1, ColumnTag::Number.to_string())
            .unwrap();
        sheet.write_string(3, 1, "番号").unwrap();
        for (row, number) in (4..).zip(numbers) {
            sheet.write_string(row, 1, *number).unwrap();
        }
    })
}

#[test]
fn a_list_of_no_project_lost_nothing() {
    refused(&[list_without_words(&[])], &[]);
    for numbers in [&["1", "2"][..], &["－"]] {
        let lost = list_without_words(numbers);
        refused(&[lost], &[(Code::EntryMarkBroken, "", "")]);
    }
}

#[test]
fn a_column_copied_and_filled_in_otherwise_is_refused() {
    let draw = |typed: &'static str| {
        drawn(move |sheet| {
            page(sheet, &[(tag(RowKind::Kpi), "A", "")]);
            sheet
                .write_string(1, 6, ColumnTag::Grade.to_string())
                .unwrap();
            sheet.write_string(4, 6, typed).unwrap();
        })
    };
    refused(&[draw("B")], &[(Code::EntryMarkBroken, "G5", "B")]);
    let (_, same) = applied(&[draw("A")]);
    assert_eq!((told(&same), same.changes.len()), (Vec::new(), 1));
}

#[test]
fn a_copied_row_filled_in_otherwise_is_refused() {
    let lines = [(tag(RowKind::Kpi), "A", ""), (tag(RowKind::Kpi), "B", "")];
    let found = [
        (Code::EntryConflict, "C5", "A"),
        (Code::EntryConflict, "C6", "B"),
    ];
    refused(&[returned_file("a.xlsx", &lines)], &found);
}

#[test]
fn a_decision_beside_the_rows_and_comments_are_told() {
    let returned = drawn(|sheet| {
        page(sheet, &[(tag(RowKind::Decision), "", "")]);
        sheet.write_string(9, WORD, "撤退").unwrap();
        sheet.insert_note(4, WORD, &Note::new("要相談")).unwrap();
    });
    let (_, applied) = applied(&[returned]);
    let codes: Vec<Code> = applied
        .findings
        .iter()
        .map(|finding| finding.code)
        .collect();
    assert_eq!(codes, [Code::UnreadNote, Code::EntryMarkBroken]);
    assert_eq!(applied.findings[1].text.as_deref(), Some("撤退"));
}

#[test]
fn lines_sorted_without_their_words_are_refused() {
    let listed = |number: &str| {
        drawn(|sheet| {
            page(sheet, &[(tag(RowKind::Decision), "撤退", "")]);
            let word = ColumnTag::Number.to_string();
            sheet.write_string(1, 0, word).unwrap();
            sheet.write_string(4, 0, number).unwrap();
        })
    };
    refused(&[listed("2")], &[(Code::EntryMarkBroken, "C5", "撤退")]);
    refused(&[listed("")], &[(Code::EntryMarkBroken, "C5", "撤退")]);
    let (_, right) = applied(&[listed("1")]);
    assert_eq!((told(&right), right.changes.len()), (Vec::new(), 1));
}

#[test]
fn cells_without_a_text_of_their_own_are_refused() {
    let returned = drawn(|sheet| {
        page(
            sheet,
            &[(tag(RowKind::Kpi), "", ""), (tag(RowKind::Kgi), "", "")],
        );
        let formula = rust_xlsxwriter::Formula::new("=B1").set_result("#REF!");
        sheet.write_formula(4, WORD, formula).unwrap();
        sheet.write_number(5, WORD, 1).unwrap();
    });
    let found = [
        (Code::ErrorCell, "C5", "#REF!"),
        (Code::RatingUnknown, "C6", "1"),
    ];
    refused(&[returned], &found);
}

#[test]
fn other_workbooks_are_told_apart() {
    let marked = |kind: &str| {
        let mut workbook = Workbook::new();
        let properties = DocProperties::new().set_custom_property("kohyo.output", kind);
        workbook.set_properties(&properties);
        workbook.add_worksheet().write_string(0, 0, "A").unwrap();
        sheaf_of("a.xlsx", workbook)
    };
    let foreign = drawn(|sheet| {
        sheet.write_string(0, 0, "売上").unwrap();
    });
    let applied = refused(&[foreign], &[(Code::NotAReturn, "", "")]);
    assert_eq!(applied.files[0].status, FileStatus::Rejected);
    let applied = refused(&[marked("review")], &[(Code::EntryMarkBroken, "", "")]);
    assert_eq!(applied.files[0].status, FileStatus::Rejected);
    for other in ["summary", "findings", "applied"] {
        let applied = refused(&[marked(other)], &[]);
        assert_eq!(applied.files[0].status, FileStatus::Skipped, "{other}");
    }
}
