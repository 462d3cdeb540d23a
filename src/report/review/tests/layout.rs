//! Pages say what the office's own form says, in its words and its order.

use super::{consolidation, part};
use crate::layout::{self, Layout};
use crate::model::Consolidation;
use crate::report::inspect::{Geometry, sheet_texts};
use crate::report::{Output, Style, render};
use std::sync::Arc;

/// A form of another city, made up.
const MINATO: &str = include_str!("../../../../tests/fixtures/layouts/minato.toml");
const PAGE: &str = "1 RPAによる定型業務の自動化";

/// The review workbook of the ordinary project.
fn drawn_as(layout: Option<Layout>) -> Vec<u8> {
    let style = Style {
        form: layout.map(Arc::new),
        ..Style::default()
    };
    let data = Consolidation {
        projects: vec![consolidation().projects.remove(0)],
        ..consolidation()
    };
    let wanted = [Output::Review];
    let mut books = render(&data, &style, None, &wanted).unwrap();
    books.remove(0).bytes
}

/// What stands in column A of the page, without what is no label.
fn labels(workbook: &[u8]) -> Vec<String> {
    let rows = sheet_texts(workbook, PAGE);
    let first = rows.into_iter().map(|mut row| row.swap_remove(0));
    first
        .skip(3)
        .filter(|text| !text.is_empty() && !text.starts_with(|c: char| c.is_ascii_digit()))
        .take_while(|text| text != "区分")
        .collect()
}

#[test]
fn another_city_sees_its_own_labels_blocks_and_rows() {
    let bytes = drawn_as(Some(layout::parse(MINATO).unwrap()));
    let expected = [
        "整理No",
        "１　取組みのあらまし",
        "所管部",
        "いまの姿",
        "KGI(重要目標達成指標)",
        "２　お金と進め方",
        "年度",
        "お金（円）",
        "進め方　□計画 ■実績 │基準日",
        "めざす値",
        "届いた値",
        "申し送り",
    ];
    let found = labels(&bytes);
    let in_order: Vec<&String> = found
        .iter()
        .filter(|text| expected.contains(&text.as_str()))
        .collect();
    assert_eq!(in_order, expected, "{found:?}");
    let all = sheet_texts(&bytes, PAGE).concat();
    for foreign in [
        "番号",
        "事業概要",
        "目標値",
        "予算額",
        "進捗評価",
        "備考(実績等)",
    ] {
        assert!(!all.iter().any(|text| text == foreign), "{foreign}");
    }
    for own in [
        "取組みの名称",
        "所管課名",
        "なにをするか",
        "見積り",
        "歩みの評価",
        "そのわけ",
    ] {
        assert!(all.iter().any(|text| text == own), "{own}");
    }
}

#[test]
fn amounts_stand_in_the_unit_of_the_form() {
    let budget = consolidation().projects[0].sheet.years[0].budget.unwrap();
    let yen = (budget * rust_decimal::Decimal::ONE_THOUSAND).normalize();
    let amounts = |layout| sheet_texts(&drawn_as(layout), PAGE).concat();
    let own = amounts(Some(layout::parse(MINATO).unwrap()));
    assert!(own.contains(&yen.to_string()), "{yen}");
    assert!(!own.contains(&budget.normalize().to_string()));
    assert!(amounts(None).contains(&budget.normalize().to_string()));
}

#[test]
fn what_the_form_does_not_draw_is_shown_all_the_same() {
    // The form has rows for KPI and progress alone, and no cell for several departments.
    let text = MINATO.replace(
        "[[draw.row]]\ncells = [{ label = \"departments\", to = 1 }, { value = \"departments\" }]\n",
        "",
    );
    let text = text.replacen(
        "key = \"departments\"",
        "optional = true\nkey = \"departments\"",
        1,
    );
    let mut data = consolidation();
    data.projects.truncate(1);
    let another = crate::model::Department {
        bureau: Some("総務部".to_owned()),
        division: Some("契約検査課".to_owned()),
    };
    data.projects[0].sheet.departments.push(another);
    let style = Style {
        form: Some(Arc::new(layout::parse(&text).unwrap())),
        ..Style::default()
    };
    let bytes = render(&data, &style, None, &[Output::Review])
        .unwrap()
        .remove(0)
        .bytes;
    let all = sheet_texts(&bytes, PAGE).concat();
    let kgi = &data.projects[0].sheet.years[0].target.kgi;
    assert!(all.contains(&kgi.as_ref().unwrap().text));
    assert!(
        all.iter().any(|text| text.contains("総務部 契約検査課")),
        "{all:?}"
    );
    assert_eq!(Geometry::of(&bytes, 1).clipped(), Vec::<String>::new());
}

/// A layout learned from a form says nothing of drawing, but has the form's words.
#[test]
fn a_layout_without_a_drawing_lends_its_words() {
    let (words, _) = MINATO.split_once("[draw]").unwrap();
    let bytes = drawn_as(Some(layout::parse(words).unwrap()));
    let found = labels(&bytes);
    for own in [
        "整理No",
        "なにをするか",
        "いまの姿",
        "年度",
        "めざす値",
        "届いた値",
        "申し送り",
    ] {
        assert!(found.iter().any(|text| text == own), "{own}: {found:?}");
    }
    assert!(!found.iter().any(|text| text == "事業概要"), "{found:?}");
}

#[test]
fn entries_of_another_city_are_protected_and_printed_like_all_others() {
    let bytes = drawn_as(Some(layout::parse(MINATO).unwrap()));
    let page = Geometry::of(&bytes, 1);
    assert_eq!(page.clipped(), Vec::<String>::new());
    assert_eq!(page.crossing(), Vec::<String>::new());
    assert_eq!(page.unlocked().len(), 7);
    assert!(part(&bytes, "xl/worksheets/sheet2.xml").contains("<sheetProtection "));
}
