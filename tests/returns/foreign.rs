//! Return copies of workbooks with what kohyo cannot know: macros, conversations, names of the office.

use crate::desk::{self, package, saved_elsewhere};
use crate::support::{Office, TITLE, fill};
use kohyo::finding::{Code, Finding};
use kohyo::report::Style;
use kohyo::returns::{self, About, Remark};
use kohyo::seal;
use kohyo::workbook::{Limits, xlsx};
use rust_xlsxwriter::Workbook;
use std::collections::BTreeMap;

type Parts = BTreeMap<String, Vec<u8>>;

fn parts(bytes: &[u8]) -> Parts {
    desk::parts(bytes).into_iter().collect()
}

fn text<'a>(parts: &'a Parts, name: &str) -> &'a str {
    std::str::from_utf8(&parts[name]).unwrap()
}

/// Puts text before another text of a part.
fn insert(parts: &mut Parts, name: &str, before: &str, new: &str) {
    let changed = text(parts, name).replacen(before, &format!("{new}{before}"), 1);
    assert!(changed.contains(new), "{name}: no {before}");
    parts.insert(name.to_owned(), changed.into_bytes());
}

fn form() -> Parts {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet(), "1", TITLE);
    parts(&workbook.save_to_buffer().unwrap())
}

fn mark(parts: &Parts, cells: &[&str]) -> Vec<u8> {
    let remarks: Vec<Remark> = cells
        .iter()
        .map(|cell| {
            let finding = Finding::new(Code::NotANumber, "金額ではありません");
            let finding = finding.on_sheet("Sheet1").at(cell.parse().ok());
            Remark::of(&finding).unwrap()
        })
        .collect();
    let about = About {
        subject: "令和2年度上期の個票",
        style: &Style::default(),
    };
    returns::mark(&package(parts), &remarks, &about, &Limits::default()).unwrap()
}

fn clean(copy: &[u8]) -> Parts {
    parts(&returns::clean(copy, &Limits::default()).unwrap().unwrap())
}

const TYPES: &str = "[Content_Types].xml";
const WORKBOOK: &str = "xl/workbook.xml";
const RELATIONS: &str = "xl/_rels/workbook.xml.rels";

/// A workbook with macros: the part may hold any bytes.
fn with_macros() -> Parts {
    let mut parts = form();
    let any: Vec<u8> = (0..5000_u32).map(|n| (n * 7919 % 251) as u8).collect();
    parts.insert("xl/vbaProject.bin".to_owned(), any);
    let types = text(&parts, TYPES).replace(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    );
    parts.insert(TYPES.to_owned(), types.into_bytes());
    insert(
        &mut parts,
        TYPES,
        "<Override",
        "<Default Extension=\"bin\" ContentType=\"application/vnd.ms-office.vbaProject\"/>",
    );
    insert(
        &mut parts,
        RELATIONS,
        "</Relationships>",
        "<Relationship Id=\"rIdVba\" Type=\"http://schemas.microsoft.com/office/2006/relationships/vbaProject\" Target=\"vbaProject.bin\"/>",
    );
    insert(
        &mut parts,
        "xl/worksheets/sheet1.xml",
        "<dimension",
        "<sheetPr codeName=\"Sheet1\"/>",
    );
    parts
}

#[test]
fn macros_stay_byte_for_byte() {
    let original = with_macros();
    let copy = mark(&original, &["E17", "B4"]);
    let marked = parts(&copy);
    assert_eq!(marked["xl/vbaProject.bin"], original["xl/vbaProject.bin"]);
    assert!(text(&marked, TYPES).contains("sheet.macroEnabled.main+xml"));
    assert!(text(&marked, RELATIONS).contains("rIdVba"));
    assert!(text(&marked, "xl/worksheets/sheet1.xml").contains("codeName=\"Sheet1\""));
    assert!(clean(&copy) == original);
    // The same way through the program, whose copy keeps its name.
    let office = Office::new();
    let mut form = original;
    let sheet = "xl/worksheets/sheet1.xml";
    insert(
        &mut form,
        sheet,
        "</sheetData>",
        "<row r=\"40\"><c r=\"A40\" t=\"inlineStr\"><is><t>欄外</t></is></c></row>",
    );
    office.file("個票/a.xlsm", &package(&form));
    let run = ["return", "個票", "--out", "差戻し", "--period", "R2-H1"];
    office.kohyo(&run).ended(0);
    let copy = std::fs::read(office.path("差戻し/a.xlsm")).unwrap();
    assert_eq!(parts(&copy)["xl/vbaProject.bin"], form["xl/vbaProject.bin"]);
}

/// A workbook with a conversation at B4, as Excel keeps one: the thread, and a note that repeats it.
fn with_conversation() -> Parts {
    let mut parts = form();
    let add = |parts: &mut Parts, name: &str, text: &str| {
        parts.insert(name.to_owned(), text.as_bytes().to_vec());
    };
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let threads = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments";
    let id = "{11111111-2222-3333-4444-555555555555}";
    let person = "{99999999-2222-3333-4444-555555555555}";
    add(
        &mut parts,
        "xl/threadedComments/threadedComment1.xml",
        &format!(
            "<ThreadedComments xmlns=\"{threads}\"><threadedComment ref=\"B4\" dT=\"2020-10-01T00:00:00.00\" personId=\"{person}\" id=\"{id}\"><text>これでよいですか</text></threadedComment></ThreadedComments>"
        ),
    );
    add(
        &mut parts,
        "xl/persons/person.xml",
        &format!(
            "<personList xmlns=\"{threads}\"><person displayName=\"山田\" id=\"{person}\" userId=\"yamada\" providerId=\"None\"/></personList>"
        ),
    );
    add(
        &mut parts,
        "xl/comments1.xml",
        &format!(
            "<comments xmlns=\"{main}\"><authors><author>tc={id}</author></authors><commentList><comment ref=\"B4\" authorId=\"0\" shapeId=\"0\"><text><t>[Threaded comment] これでよいですか</t></text></comment></commentList></comments>"
        ),
    );
    add(
        &mut parts,
        "xl/drawings/vmlDrawing1.vml",
        "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"/><v:shape id=\"_x0000_s1025\" type=\"#_x0000_t202\" style=\"visibility:hidden\"><x:ClientData ObjectType=\"Note\"><x:Anchor>2, 15, 3, 2, 4, 31, 7, 1</x:Anchor><x:Row>3</x:Row><x:Column>1</x:Column></x:ClientData></v:shape></xml>",
    );
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let microsoft = "http://schemas.microsoft.com/office/2017/10/relationships";
    add(
        &mut parts,
        "xl/worksheets/_rels/sheet1.xml.rels",
        &format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{office}/vmlDrawing\" Target=\"../drawings/vmlDrawing1.vml\"/><Relationship Id=\"rId2\" Type=\"{office}/comments\" Target=\"../comments1.xml\"/><Relationship Id=\"rId3\" Type=\"{microsoft}/threadedComment\" Target=\"../threadedComments/threadedComment1.xml\"/></Relationships>"
        ),
    );
    insert(
        &mut parts,
        RELATIONS,
        "</Relationships>",
        &format!(
            "<Relationship Id=\"rIdP\" Type=\"{microsoft}/person\" Target=\"persons/person.xml\"/>"
        ),
    );
    insert(
        &mut parts,
        TYPES,
        "<Override",
        "<Default Extension=\"vml\" ContentType=\"application/vnd.openxmlformats-officedocument.vmlDrawing\"/><Override PartName=\"/xl/comments1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml\"/><Override PartName=\"/xl/threadedComments/threadedComment1.xml\" ContentType=\"application/vnd.ms-excel.threadedcomments+xml\"/><Override PartName=\"/xl/persons/person.xml\" ContentType=\"application/vnd.ms-excel.person+xml\"/>",
    );
    insert(
        &mut parts,
        "xl/worksheets/sheet1.xml",
        "</worksheet>",
        &format!("<legacyDrawing xmlns:r=\"{office}\" r:id=\"rId1\"/>"),
    );
    parts
}

#[test]
fn a_conversation_is_left_alone_and_other_cells_have_their_remarks() {
    let original = with_conversation();
    let copy = mark(&original, &["B4", "E17"]);
    let marked = parts(&copy);
    for kept in [
        "xl/threadedComments/threadedComment1.xml",
        "xl/persons/person.xml",
    ] {
        assert_eq!(marked[kept], original[kept], "{kept}");
    }
    let read = xlsx::read(&copy, &Limits::default()).unwrap();
    let sheet = read.sheets.iter().find(|s| s.name == "Sheet1").unwrap();
    let remarked: Vec<(String, bool)> = sheet
        .comments
        .iter()
        .map(|comment| {
            (
                comment.pos.to_string(),
                seal::remark(&comment.text).is_some(),
            )
        })
        .collect();
    assert_eq!(
        remarked,
        [("B4".to_owned(), false), ("E17".to_owned(), true)]
    );
    // The cell with the conversation is marked and on the list all the same.
    let marks = text(&marked, "xl/worksheets/sheet1.xml");
    assert!(
        marks.contains("conditionalFormatting") && marks.contains("B4"),
        "{marks}"
    );
    assert!(text(&marked, "xl/worksheets/kohyoList.xml").contains("B4"));
    assert!(clean(&copy) == original);
    let cleaned = clean(&saved_elsewhere(&copy));
    let thread = "xl/threadedComments/threadedComment1.xml";
    assert_eq!(cleaned[thread], original[thread]);
    let sheets = |parts: &Parts| {
        xlsx::read(&package(parts), &Limits::default())
            .unwrap()
            .sheets
    };
    assert_eq!(sheets(&cleaned), sheets(&original));
}

#[test]
fn the_lists_headings_stand_above_each_of_its_pages() {
    const TITLES: &str = "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"0\">&apos;確認事項&apos;!$4:$4</definedName>";
    // Without names of its own, and with some.
    let plain = form();
    let mut named = form();
    insert(
        &mut named,
        WORKBOOK,
        "<calcPr",
        "<definedNames><definedName name=\"_xlnm.Print_Area\" localSheetId=\"0\">Sheet1!$A$1:$L$22</definedName></definedNames>",
    );
    for original in [plain, named] {
        let copy = mark(&original, &["E17"]);
        let marked = parts(&copy);
        let workbook = text(&marked, WORKBOOK);
        assert!(workbook.contains(TITLES), "{workbook}");
        let place = |what: &str| workbook.find(what).unwrap();
        assert!(place("</sheets>") < place("<definedNames>"));
        assert!(place("</definedNames>") < place("<calcPr"));
        assert_eq!(workbook.matches("<definedNames>").count(), 1);
        assert!(clean(&copy) == original);
        let cleaned = clean(&saved_elsewhere(&copy));
        assert_eq!(text(&cleaned, WORKBOOK), text(&original, WORKBOOK));
    }
}
