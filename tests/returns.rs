//! Return copies: the division's own workbook with remarks, and the same workbook without them again.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking; clippy knows only functions marked #[test]"
)]

mod support;

use kohyo::finding::{Code, Finding};
use kohyo::provenance::CellPos;
use kohyo::report::Style;
use kohyo::returns::{self, About, Remark};
use kohyo::workbook::{Content, Limits, Workbook as Read, trace, xlsx};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Note, Workbook};
use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use support::{Office, TITLE, fill};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Name and content of every part, in the order of the archive.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|index| {
            let mut file = zip.by_index(index).unwrap();
            let mut content = Vec::new();
            std::io::copy(&mut file, &mut content).unwrap();
            (file.name().unwrap().into_owned(), content)
        })
        .collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    let found = parts(bytes).into_iter().find(|(part, _)| part == name);
    String::from_utf8(found.unwrap_or_else(|| panic!("no part {name}")).1).unwrap()
}

/// A package of these parts.
fn package(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn remark(code: Code, sheet: &str, cell: &str) -> Remark {
    let message = format!("「約百万 & <{sheet}> の'\"」は\n金額ではありません");
    let finding = Finding::new(code, message)
        .on_sheet(sheet)
        .at(cell.parse::<CellPos>().ok())
        .quoting("約百万");
    Remark::of(&finding).unwrap()
}

fn copy(bytes: &[u8], remarks: &[Remark]) -> returns::Returned {
    let style = Style {
        prepared_by: Some("ICT推進担当".to_owned()),
        ..Style::default()
    };
    let about = About {
        subject: "令和2年度上期の個票",
        style: &style,
    };
    returns::copy(bytes, remarks, &about, &Limits::default()).unwrap()
}

/// A copy that is the division's own workbook.
fn marked(bytes: &[u8], remarks: &[Remark]) -> Vec<u8> {
    let copy = copy(bytes, remarks);
    assert_eq!(copy.alone, None);
    copy.bytes
}

fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    returns::clean(bytes, &Limits::default()).unwrap()
}

fn read(bytes: &[u8]) -> Read {
    xlsx::read(bytes, &Limits::default()).unwrap()
}

/// Two forms, a note of the division's own, a print area on the second sheet.
fn form() -> Vec<u8> {
    let mut workbook = Workbook::new();
    // Two of these are compared: made in different seconds they would differ.
    let day = ExcelDateTime::from_ymd(2020, 9, 30).unwrap();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let sheet = workbook.add_worksheet();
    fill(sheet, "1", TITLE);
    let note = Note::new("要確認").set_author("山田");
    sheet.insert_note(3, 1, &note).unwrap();
    let sheet = workbook.add_worksheet().set_name("個票 'B' 案").unwrap();
    fill(sheet, "2", TITLE);
    sheet.set_print_area(0, 0, 21, 11).unwrap();
    let painted = Format::new().set_background_color("#00FF00");
    sheet
        .write_string_with_format(24, 0, "欄外", &painted)
        .unwrap();
    workbook.save_to_buffer().unwrap()
}

fn remarks() -> Vec<Remark> {
    vec![
        remark(Code::NotANumber, "Sheet1", "E17"),
        remark(Code::UnreadNote, "Sheet1", "B4"),
        remark(Code::UnreadCell, "個票 'B' 案", "A25"),
        remark(Code::ValueMissing, "個票 'B' 案", "B6"),
        remark(Code::AmbiguousNumber, "個票 'B' 案", "B6"),
    ]
}

/// Every file below a folder of the fixtures.
fn fixtures(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut folders = vec![root.join(folder)];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

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
    assert!(trace::is_list(list) && trace::is_untouched(list));
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

/// The copy as another program leaves it: no record of what was done, the marks only.
fn saved_elsewhere(copy: &[u8]) -> Vec<u8> {
    let parts: Vec<(String, Vec<u8>)> = parts(copy)
        .into_iter()
        .map(|(name, content)| {
            let Ok(text) = String::from_utf8(content.clone()) else {
                return (name, content);
            };
            match (text.split_once("<!--kohyo "), text.split_once("-->")) {
                (Some((before, _)), Some((_, after))) => {
                    (name, format!("{before}{after}").into_bytes())
                }
                _ => (name, content),
            }
        })
        .collect();
    package(&parts)
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
        let lists = workbook.sheets.iter().filter(|sheet| trace::is_list(sheet));
        assert_eq!(lists.count(), 1);
        let sealed = |sheet: &kohyo::workbook::Sheet| {
            let texts = sheet.comments.iter();
            texts.filter(|c| trace::remark(&c.text).is_some()).count()
        };
        assert_eq!(workbook.sheets.iter().map(sealed).sum::<usize>(), 1);
    }
    assert_eq!(marked(&first, &remarks()), marked(&original, &remarks()));
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

const READ: [&str; 4] = ["--period", "R2-H1", "--as-of", "2020-09-30"];

/// An office with the forms of the fixtures and some made here.
fn office() -> Office {
    let office = Office::new();
    office
        .form("個票/教育部/a.xlsx", "1", TITLE)
        .file("個票/b.xlsx", &form());
    for folder in ["formats", "forms"] {
        for path in fixtures(folder) {
            let name = path.file_name().unwrap().to_string_lossy();
            office.file(&format!("個票/{folder}/{name}"), &fs::read(&path).unwrap());
        }
    }
    office
}

#[test]
fn the_corrected_copies_read_like_the_originals() {
    let office = office();
    let before = office.tree("個票");
    office
        .kohyo(&[&["return", "個票", "--out", "差戻し"], &READ[..]].concat())
        .ended(1);
    assert!(before == office.tree("個票"));
    // Files that had nothing to remark, or got a list alone, are as they were sent.
    let copies = office.tree("差戻し");
    for (name, content) in &before {
        let returned = name.replacen("個票/", "差戻し/", 1);
        if !name.ends_with('/') && !copies.contains_key(&returned) {
            office.file(&returned, content);
        }
    }
    let run = |input: &str, out: &str| {
        let args = [&["consolidate", input, "--out", out], &READ[..]].concat();
        office.kohyo(&args).ended(1);
        office.dataset(out)
    };
    let (mut original, mut copy) = (run("個票", "結果"), run("差戻し", "結果2"));
    let submissions = copy["submissions"].as_array_mut().unwrap();
    // The lists alone are outputs of kohyo, told by their mark and passed over.
    submissions.retain(|s| !s["file"].as_str().unwrap().ends_with("_確認事項.xlsx"));
    for data in [&mut original, &mut copy] {
        for submission in data["submissions"].as_array_mut().unwrap() {
            submission.as_object_mut().unwrap().remove("modified");
        }
    }
    assert_eq!(original["projects"], copy["projects"]);
    assert_eq!(original["findings"], copy["findings"]);
    assert_eq!(original["submissions"], copy["submissions"]);
}

#[test]
fn the_same_forms_give_the_same_copies() {
    let office = office();
    for out in ["差戻し1", "差戻し2"] {
        office
            .kohyo(&[&["return", "個票", "--out", out], &READ[..]].concat())
            .ended(1);
    }
    let visible = |out: &str| -> Vec<Vec<u8>> {
        let tree = office.tree(out);
        tree.into_iter()
            .filter(|(name, _)| !name.contains("/."))
            .map(|(_, c)| c)
            .collect()
    };
    assert!(visible("差戻し1") == visible("差戻し2"));
}

#[test]
fn a_list_somebody_wrote_into_is_told() {
    let office = Office::new();
    let copy = marked(&form(), &remarks());
    let parts: Vec<(String, Vec<u8>)> = parts(&copy)
        .into_iter()
        .map(|(name, content)| match name.as_str() {
            "xl/worksheets/kohyoList.xml" => {
                let text = String::from_utf8(content).unwrap();
                let typed =
                    "<c r=\"I5\" t=\"inlineStr\"><is><t>直しました</t></is></c></row><row r=\"6\"";
                (
                    name,
                    text.replacen("</row><row r=\"6\"", typed, 1).into_bytes(),
                )
            }
            _ => (name, content),
        })
        .collect();
    office.file("個票/a.xlsx", &package(&parts));
    office.kohyo(&[&["consolidate", "個票", "--out", "結果"], &READ[..]].concat());
    let told = office.findings("結果", "not-a-form");
    assert_eq!(told.len(), 1, "{told:?}");
}

#[test]
fn copies_are_never_put_where_forms_are_read() {
    let office = Office::new();
    office.file("個票/a.xlsx", &form());
    for (input, out) in [
        ("個票", "個票/差戻し"),
        ("個票", "個票"),
        ("個票/a.xlsx", "個票"),
    ] {
        let before = office.tree("個票");
        office
            .kohyo(&["return", input, "--out", out, "--period", "R2-H1"])
            .ended(2);
        assert!(office.tree("個票") == before, "{input} {out}");
    }
}

#[test]
fn a_copy_is_cleaned_by_the_program() {
    let office = Office::new();
    office.file("個票/部/b.xlsx", &form());
    office.kohyo(&[&["return", "個票", "--out", "差戻し"], &READ[..]].concat());
    office
        .kohyo(&["return", "clean", "差戻し/部/b.xlsx", "--out", "元"])
        .ended(0);
    let cleaned = fs::read(office.path("元/b.xlsx")).unwrap();
    assert_eq!(parts(&cleaned), parts(&form()));
}
