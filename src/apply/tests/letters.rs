//! Entries of which something is struck out, raised or not to be seen.

use super::*;
use rust_xlsxwriter::Color;

#[test]
fn what_is_struck_out_of_an_entry_is_left_out() {
    let (plain, struck) = (Format::new(), Format::new().set_font_strikethrough());
    let returned = drawn(|sheet| {
        page(
            sheet,
            &[
                (tag(RowKind::Progress), "", "遅れた"),
                (tag(RowKind::Kpi), "", ""),
            ],
        );
        let runs = [(&struck, "S"), (&plain, "B")];
        sheet.write_rich_string(4, WORD, &runs).unwrap();
        sheet
            .write_string_with_format(5, WORD, "S", &struck)
            .unwrap();
    });
    let (data, applied) = applied(&[returned]);
    let wanted = [("C5", "S"), ("C6", "S")];
    let wanted = wanted.map(|(cell, text)| (Code::StruckOut, cell.to_owned(), text));
    assert_eq!(told(&applied), wanted);
    let project = &data.projects[0];
    assert_eq!(project.grade(Measure::Progress), Some(Grade::B));
    assert_eq!(project.decided.opinion, None);
    let before = testdata::consolidation();
    assert_eq!(
        project.grade(Measure::Kpi),
        before.projects[0].grade(Measure::Kpi)
    );
}

#[test]
fn an_entry_that_cannot_be_seen_is_told() {
    let white = Format::new().set_font_color(Color::White);
    let returned = drawn(|sheet| {
        page(sheet, &[(tag(RowKind::Progress), "", "遅れた")]);
        sheet
            .write_string_with_format(4, WORD, "B", &white)
            .unwrap();
    });
    let (data, applied) = applied(&[returned]);
    let wanted = (Code::HiddenContent, "C5".to_owned(), "B");
    assert_eq!(told(&applied), [wanted]);
    assert_eq!(data.projects[0].grade(Measure::Progress), Some(Grade::B));
}
