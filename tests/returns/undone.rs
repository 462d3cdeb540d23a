//! The remarks taken away again: by kohyo's own record, or by the marks alone.

use crate::desk::{
    clean, copy, fixtures, form, marked, part, parts, read, remark, remarks, saved_elsewhere,
};
use kohyo::finding::{Code, Finding};
use kohyo::returns::Remark;
use kohyo::seal;
use kohyo::workbook::{Limits, xlsx};
use std::fs;

#[test]
fn a_cleaned_copy_is_the_original_part_by_part() {
    let mut files: Vec<Vec<u8>> = vec![form()];
    for folder in ["formats", "forms", "hostile"] {
        files.extend(fixtures(folder).iter().map(|path| fs::read(path).unwrap()));
    }
    let mut held = 0;
    for original in files {
        let Ok(workbook) = xlsx::read(&original, &Limits::default()) else {
            continue;
        };
        let mut remarks: Vec<Remark> = workbook
            .sheets
            .iter()
            .flat_map(|sheet| ["A1", "B2", "C12"].map(|cell| (sheet.name.clone(), cell)))
            .map(|(sheet, cell)| remark(Code::UnreadCell, &sheet, cell))
            .collect();
        remarks.push(Remark::of(&Finding::new(Code::NotAForm, "様式ではありません")).unwrap());
        let copy = copy(&original, &remarks);
        if copy.alone.is_none() {
            assert_eq!(parts(&clean(&copy.bytes).unwrap()), parts(&original));
            held += 1;
        }
    }
    assert!(held > 12, "{held}");
}

#[test]
fn a_copy_saved_by_another_program_is_cleaned_by_its_marks() {
    let original = form();
    let cleaned = clean(&saved_elsewhere(&marked(&original, &remarks()))).unwrap();
    let (before, after) = (read(&original), read(&cleaned));
    assert_eq!(after.sheets, before.sheets);
    for name in ["xl/workbook.xml", "xl/worksheets/sheet1.xml"] {
        assert!(!part(&cleaned, name).contains("kohyo"));
    }
    assert!(part(&cleaned, "xl/workbook.xml").contains("localSheetId=\"1\""));
    assert!(!part(&cleaned, "xl/drawings/kohyo1.vml").contains("<v:shape "));
    assert_eq!(clean(&cleaned), None);
}

#[test]
fn a_form_returned_twice_has_only_the_new_remarks() {
    let original = form();
    let first = marked(&original, &remarks());
    let again = remarks()[..1].to_vec();
    for returned in [first.clone(), saved_elsewhere(&first)] {
        let second = marked(&returned, &again);
        let workbook = read(&second);
        let lists = workbook.sheets.iter().filter(|sheet| seal::is_list(sheet));
        assert_eq!(lists.count(), 1);
        let sealed = |sheet: &kohyo::workbook::Sheet| {
            let texts = sheet.comments.iter();
            texts.filter(|c| seal::remark(&c.text).is_some()).count()
        };
        assert_eq!(workbook.sheets.iter().map(sealed).sum::<usize>(), 1);
    }
    assert_eq!(marked(&first, &remarks()), marked(&original, &remarks()));
}
