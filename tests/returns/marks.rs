//! What a copy shows: marks and remarks on the cells, the list, and nothing else that changed.

use crate::desk::{copy, fixtures, form, marked, part, parts, read, remarks};
use kohyo::seal;
use kohyo::workbook::CellPos;
use kohyo::workbook::{Content, Limits, Workbook as Read, xlsx};
use std::collections::BTreeMap;
use std::fs;

#[test]
fn only_what_must_change_changes() {
    let original = form();
    let copy = marked(&original, &remarks());
    let after: BTreeMap<String, Vec<u8>> = parts(&copy).into_iter().collect();
    let mut changed: Vec<String> = parts(&original)
        .into_iter()
        .filter(|(name, content)| after[name] != *content)
        .map(|(name, _)| name)
        .collect();
    changed.sort();
    assert_eq!(
        changed,
        [
            "[Content_Types].xml",
            "xl/_rels/workbook.xml.rels",
            "xl/comments1.xml",
            "xl/drawings/vmlDrawing1.vml",
            "xl/styles.xml",
            "xl/workbook.xml",
            "xl/worksheets/sheet1.xml",
            "xl/worksheets/sheet2.xml",
        ]
    );
    // The cells of a sheet are as they were written.
    for sheet in ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"] {
        let data = |bytes: &[u8]| {
            let text = part(bytes, sheet);
            let (_, rest) = text.split_once("<sheetData>").unwrap();
            rest.split_once("</sheetData>").unwrap().0.to_owned()
        };
        assert_eq!(data(&original), data(&copy));
    }
}

#[test]
fn every_cell_concerned_has_its_remark_and_is_marked() {
    let copy = marked(&form(), &remarks());
    let workbook = read(&copy);
    let names: Vec<&str> = workbook.sheets.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names, ["確認事項", "Sheet1", "個票 'B' 案"]);
    let noted = |sheet: usize| -> Vec<(String, String)> {
        let comments = workbook.sheets[sheet].comments.iter();
        comments
            .map(|c| (c.pos.to_string(), c.text.clone()))
            .collect()
    };
    let first = noted(1);
    assert_eq!(
        first
            .iter()
            .map(|(pos, _)| pos.as_str())
            .collect::<Vec<_>>(),
        ["B4", "E17"]
    );
    assert!(first[0].1.contains("要確認\n【確認事項】"), "{first:?}");
    assert!(
        first[1]
            .1
            .contains("■ エラー: 「約百万 & <Sheet1> の'\"」は\n金額では"),
        "{first:?}"
    );
    assert!(
        first[1]
            .1
            .contains("→ 千円単位の数字だけを入力してください。"),
        "{first:?}"
    );
    let second = noted(2);
    assert_eq!(second.len(), 2);
    // Two findings on one cell are one remark.
    assert_eq!(second[0].1.matches("▲ 注意").count(), 2);
    let sheet = part(&copy, "xl/worksheets/sheet2.xml");
    assert!(sheet.contains("sqref=\"B6:L6\""), "{sheet}"); // a merged cell is marked whole
    // A painted cell gets a frame alone: the third of our formats.
    assert!(
        sheet.contains("sqref=\"A25\"><cfRule type=\"expression\" dxfId=\"2\""),
        "{sheet}"
    );
    // What looks painted to a reader is what was painted before.
    let fills = |workbook: &Read| -> Vec<_> {
        let sheet = workbook
            .sheets
            .iter()
            .find(|s| s.name == "個票 'B' 案")
            .unwrap();
        sheet
            .cells
            .iter()
            .map(|cell| (cell.pos, cell.fill))
            .collect()
    };
    assert_eq!(fills(&workbook), fills(&read(&form())));
}

#[test]
fn the_list_comes_first_and_leads_to_the_cells() {
    let copy = marked(&form(), &remarks());
    let workbook = read(&copy);
    let list = &workbook.sheets[0];
    assert!(seal::is_list(list) && seal::is_untouched(list));
    let shown = |cell: &str| list.content(cell.parse().unwrap()).shown().to_owned();
    assert_eq!(shown("A2"), "確認事項");
    assert!(shown("A3").starts_with("令和2年度上期の個票を確認したところ"));
    assert_eq!(
        ["A5", "B5", "C5", "D5"].map(shown),
        ["1", "■ エラー", "Sheet1", "E17"]
    );
    let xml = part(&copy, "xl/worksheets/kohyoList.xml");
    assert!(
        xml.contains(
            "<hyperlink ref=\"D7\" location=\"&apos;個票 &apos;&apos;B&apos;&apos; 案&apos;!A25\"/>"
        ),
        "{xml}"
    );
}

#[test]
fn what_counts_sheets_is_moved_on() {
    let book = part(&marked(&form(), &remarks()), "xl/workbook.xml");
    assert!(
        book.contains("name=\"_xlnm.Print_Area\" localSheetId=\"2\""),
        "{book}"
    );
    let sheet = part(&marked(&form(), &remarks()), "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("tabSelected=\"0\""), "{sheet}");
}

#[test]
fn what_cannot_be_edited_becomes_a_list_alone() {
    let strict = fs::read(
        fixtures("hostile")
            .iter()
            .find(|p| p.ends_with("s_strict.xlsx"))
            .unwrap(),
    );
    for bytes in [b"".to_vec(), b"PK\x03\x04".to_vec(), strict.unwrap()] {
        let copy = copy(&bytes, &remarks());
        assert!(copy.alone.is_some());
        let workbook = read(&copy.bytes);
        assert_eq!(workbook.properties["kohyo.output"], "returns");
        let Content::Text(note) = workbook.sheets[0].content(CellPos::new(2, 0)) else {
            panic!("no note");
        };
        assert!(note.contains("一覧だけをお送りします"), "{note}");
    }
}

#[test]
fn whatever_the_file_a_copy_comes_out_that_can_be_read() {
    for path in fixtures("hostile") {
        let bytes = fs::read(&path).unwrap();
        let copy = copy(&bytes, &remarks());
        assert!(
            xlsx::read(&copy.bytes, &Limits::default()).is_ok(),
            "{}",
            path.display()
        );
    }
}
