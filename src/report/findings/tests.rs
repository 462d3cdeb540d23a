use super::*;
use crate::finding::Code;
use crate::report::testdata::{consolidation, part, sheet_texts};
use proptest::prelude::*;

fn rendered(input_root: Option<&str>) -> Vec<u8> {
    render(&consolidation(), &Style::default(), input_root)
        .unwrap()
        .bytes
}

#[test]
fn every_finding_has_its_line_with_all_it_says() {
    let data = consolidation();
    let rows = sheet_texts(&rendered(None), "一覧");
    let lines: Vec<&Vec<String>> = rows
        .iter()
        .filter(|row| row[0].parse::<u32>().is_ok())
        .collect();
    assert_eq!(lines.len(), data.findings.len());
    for finding in &data.findings {
        let line = lines
            .iter()
            .find(|line| line[8] == finding.message)
            .unwrap_or_else(|| panic!("no line says {}", finding.message));
        assert!(line[1].ends_with(finding.severity.japanese()));
        assert_eq!(line[2], finding.code.as_str());
        assert_eq!(line[3], finding.file);
        assert_eq!(line[4], finding.sheet.clone().unwrap_or_default());
        assert_eq!(
            line[5],
            finding
                .cell
                .map(|cell| cell.to_string())
                .unwrap_or_default()
        );
        assert_eq!(line[7], finding.text.clone().unwrap_or_default());
        assert_eq!(line[9], finding.code.advice());
    }
}

#[test]
fn errors_come_first_then_file_sheet_and_cell() {
    let rows = sheet_texts(&rendered(None), "一覧");
    let severities: Vec<char> = rows
        .iter()
        .skip(3)
        .filter_map(|row| row[1].chars().next())
        .collect();
    assert_eq!(severities, ['■', '■', '■', '▲', '▲', '▲', '○', '○']);
    assert_eq!(rows[3][2], "missing-submission");
    let mut warnings: Vec<(String, String)> = rows
        .iter()
        .filter(|row| row[1].starts_with('▲'))
        .map(|row| (row[3].clone(), row[5].clone()))
        .collect();
    let listed = warnings.clone();
    warnings
        .sort_by_key(|(file, cell)| (file.clone(), cell.parse::<crate::workbook::CellPos>().ok()));
    assert_eq!(listed, warnings);
}

#[test]
fn the_overview_counts_by_severity_code_and_file() {
    let rows = sheet_texts(&rendered(None), "概要");
    let has = |cells: &[&str]| {
        rows.iter().any(|row| {
            cells
                .iter()
                .all(|cell| row.iter().any(|shown| shown == cell))
        })
    };
    assert!(has(&["■ エラー", "3 件"]) && has(&["▲ 注意", "3 件"]) && has(&["○ 情報", "2 件"]));
    assert!(has(&[
        "unread-cell",
        Code::UnreadCell.meaning(),
        Code::UnreadCell.advice(),
        "1"
    ]));
    assert!(has(&["× 読めない", "教育部/パスワード付き.xlsx", "1", "0"]));
    assert!(has(&["対象外", "総合政策部/~$個票.xlsx", "0"]));
    assert!(has(&["（ファイルなし）", "1"]));
}

#[test]
fn links_are_relative_and_lead_to_the_cell() {
    let bytes = rendered(Some("../入力 50%/forms/"));
    let targets = part(&bytes, "xl/worksheets/_rels/sheet2.xml.rels");
    assert!(
        targets.contains("Target=\"../入力%2050%25/forms/総合政策部/情報政策課%20個票01.xlsx\"")
    );
    assert!(targets.contains("TargetMode=\"External\""));
    let sheet = part(&bytes, "xl/worksheets/sheet2.xml");
    assert!(sheet.contains("location=\"'個票'!B27\""), "{sheet}");
    // A missing submission has no file and a name with # cannot be linked to.
    assert_eq!(
        sheet.matches("<hyperlink ").count(),
        consolidation().findings.len() - 2
    );
    assert!(!part(&rendered(None), "xl/worksheets/sheet2.xml").contains("<hyperlink"));
}

fn target_and_place(file: &str, sheet: &str) -> Option<(String, String)> {
    let mut data = consolidation();
    let cell = "C3".parse().ok();
    data.findings = vec![
        Finding::new(Code::UnreadCell, "m")
            .in_file(file)
            .on_sheet(sheet)
            .at(cell),
    ];
    let bytes = render(&data, &Style::default(), Some("..")).unwrap().bytes;
    let sheet = part(&bytes, "xl/worksheets/sheet2.xml");
    let place = sheet
        .split("location=\"")
        .nth(1)?
        .split('"')
        .next()?
        .to_owned();
    let rels = part(&bytes, "xl/worksheets/_rels/sheet2.xml.rels");
    let target = rels
        .split("Target=\"")
        .nth(1)?
        .split('"')
        .next()?
        .to_owned();
    Some((target, place))
}

#[test]
fn names_that_look_like_escapes_or_quotes_are_linked_as_they_are() {
    let link = target_and_place("50%20案/a'b&c [最終].xlsx", "it's ＆ & 案").unwrap();
    assert_eq!(link.0, "../50%2520案/a'b&amp;c%20%5B最終%5D.xlsx");
    assert_eq!(link.1, "'it''s ＆ &amp; 案'!C3");
    assert_eq!(target_and_place("a#1.xlsx", "個票"), None);
    assert_eq!(target_and_place(&"長".repeat(2_100), "個票"), None);
}

#[test]
fn no_finding_is_said_in_words() {
    let mut data = consolidation();
    data.findings.clear();
    let bytes = render(&data, &Style::default(), None).unwrap().bytes;
    let rows = sheet_texts(&bytes, "一覧");
    assert!(rows.iter().any(|row| row[0] == "確認事項はありません。"));
}

#[test]
fn no_text_is_clipped() {
    use crate::report::inspect::Geometry;
    let bytes = rendered(Some(".."));
    for sheet in [0, 1] {
        assert_eq!(Geometry::of(&bytes, sheet).clipped(), Vec::<String>::new());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn a_link_never_loses_the_path(name in "[a-z%0-9 あ漢\\[\\]{}^`'&.,-]{1,24}") {
        let (target, _) = target_and_place(&name, "s").unwrap();
        let xml = target.replace("&amp;", "&").replace("&apos;", "'");
        let mut decoded = xml;
        for (code, c) in [("%20", " "), ("%5B", "["), ("%5D", "]"), ("%5E", "^"), ("%60", "`"), ("%7B", "{"), ("%7D", "}"), ("%25", "%")] {
            // %25 comes last: what it stands for must not be decoded again.
            decoded = decoded.replace(code, c);
        }
        prop_assert_eq!(decoded, format!("../{name}"));
    }
}
