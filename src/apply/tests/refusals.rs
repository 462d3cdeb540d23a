//! What is refused: words nobody knows, what does not belong here, and those who disagree.

use super::*;

#[rstest]
#[case("A→B")]
#[case("B+")]
#[case("対象外")]
#[case("◎")]
#[case("D")]
fn other_grades_are_refused(#[case] typed: &str) {
    let returned = returned_file("a.xlsx", &[(tag(RowKind::Kpi), typed, "理由")]);
    let applied = refused(&[returned], &[(Code::RatingUnknown, "C5", typed)]);
    assert_eq!(applied.findings[0].severity, Severity::Error);
}

#[test]
fn other_outcomes_are_refused() {
    let line = [(tag(RowKind::Decision), "継続・見直し", "")];
    let found = [(Code::OutcomeUnknown, "C5", "継続・見直し")];
    refused(&[returned_file("a.xlsx", &line)], &found);
}

#[test]
fn entries_of_another_period_are_refused() {
    let other = Period::ending(FiscalYear(2020), Some(Part::H2));
    let tag = RowTag::new(RowKind::Kpi, &other, Some("1"), FORM, None);
    let applied = refused(
        &[returned_file("a.xlsx", &[(tag, "A", "")])],
        &[(Code::EntryOtherPeriod, "C5", "A")],
    );
    let message = &applied.findings[0].message;
    assert!(message.contains("令和2年度下期") && message.contains("令和2年度上期"));
}

#[rstest]
#[case::number(Some("99"), ["どこか.xlsx", "個票"])]
#[case::renumbered_since(Some("7"), FORM)]
#[case::twice_in_the_data(Some("1"), ["どこか.xlsx", "個票"])]
#[case::no_number(None, ["どこか.xlsx", "個票"])]
fn entries_for_no_project_are_refused(#[case] number: Option<&str>, #[case] form: [&str; 2]) {
    let tag = RowTag::new(RowKind::Kpi, &period(), number, form, None);
    let found = [(Code::EntryUnknownProject, "C5", "A")];
    refused(&[returned_file("a.xlsx", &[(tag, "A", "")])], &found);
}

#[test]
fn who_disagrees_is_shown_and_nobody_is_taken() {
    let [a, b] = ["A", "B"].map(|grade| [(tag(RowKind::Kpi), grade, "理由")]);
    let returned = [
        returned_file("a.xlsx", &a),
        returned_file("b.xlsx", &b),
        returned_file("c.xlsx", &a),
    ];
    let found = [
        (Code::EntryConflict, "C5", "A"),
        (Code::EntryConflict, "C5", "B"),
        (Code::EntryConflict, "C5", "A"),
    ];
    let applied = refused(&returned, &found);
    let message = &applied.findings[1].message;
    assert!(
        message.contains("a.xlsx › 頁 › C5の「A　理由」"),
        "{message}"
    );
    assert!(
        message.contains("c.xlsx › 頁 › C5の「A　理由」"),
        "{message}"
    );
    // Reasons that differ are no agreement either.
    let other = returned_file("d.xlsx", &[(tag(RowKind::Kpi), "A", "別の理由")]);
    let found = [
        (Code::EntryConflict, "C5", "A"),
        (Code::EntryConflict, "C5", "A"),
    ];
    refused(&[returned_file("a.xlsx", &a), other], &found);
}

#[test]
fn a_word_nobody_can_read_leaves_others_of_the_same_cell_in_doubt() {
    let returned = [
        returned_file("a.xlsx", &[(tag(RowKind::Kpi), "A→B", "")]),
        returned_file("b.xlsx", &[(tag(RowKind::Kpi), "A", "")]),
    ];
    let found = [
        (Code::RatingUnknown, "C5", "A→B"),
        (Code::EntryConflict, "C5", "A"),
    ];
    refused(&returned, &found);
}

#[test]
fn a_reason_alone_is_told_and_not_taken() {
    let lines = [(tag(RowKind::Kpi), "", "検討中")];
    let found = [(Code::ReasonWithoutGrade, "D5", "検討中")];
    let applied = refused(&[returned_file("a.xlsx", &lines)], &found);
    assert_eq!(applied.findings[0].severity, Severity::Warning);
    let lines = [(tag(RowKind::Decision), "", "検討中")];
    refused(&[returned_file("a.xlsx", &lines)], &found);
}
