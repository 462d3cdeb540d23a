//! What holds for every text, not only for those somebody thought of.

use super::{Figure, department, era, grade, label, money, number, period, value, width};
use crate::model::{Department, FiscalYear, Kind};
use proptest::prelude::*;
use rust_decimal::Decimal;

/// Texts made of the pieces that the readers know, in senseless order, and any text at all.
fn texts() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "1",
        "２",
        "0",
        "元",
        "三",
        "十",
        "千",
        "万",
        "億",
        "割",
        "分",
        ",",
        ".",
        "，",
        "、",
        "/",
        "／",
        "-",
        "ー",
        "▲",
        "△",
        "±",
        "+",
        "(",
        ")",
        "（",
        "）",
        "【",
        "】",
        "%",
        "％",
        "人",
        "件",
        "箇所",
        "ヶ",
        "m2",
        "年",
        "年度",
        "月",
        "日",
        "令和",
        "平成",
        "㋿",
        "R",
        "H",
        "2020",
        "以上",
        "未満",
        "累計",
        "約",
        "年間",
        "円",
        "¥",
        "なし",
        "未定",
        "#DIV/0!",
        "KPI",
        "：",
        "\n",
        "　",
        " ",
        "A",
        "B",
        "評価",
        "第",
        "号",
        "No.",
        "総務部",
        "課",
        "室",
        "・",
        "局",
        "①",
        "½",
        "²",
        "※",
        "→",
        "99999999999999999999",
        "\u{200B}",
        "ﾊﾟ",
        "゙",
    ];
    prop_oneof![
        any::<String>(),
        prop::collection::vec(prop::sample::select(PIECES), 0..12)
            .prop_map(|pieces| pieces.concat()),
    ]
}

fn full_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '!'..='~' => char::from_u32(c as u32 + 0xFEE0).unwrap_or(c),
            other => other,
        })
        .collect()
}

/// `1234567.5` → `1,234,567.5`
fn with_separators(digits: &str) -> String {
    let (whole, fraction) = digits
        .split_once('.')
        .map_or((digits, None), |(w, f)| (w, Some(f)));
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    fraction.map_or(out.clone(), |fraction| format!("{out}.{fraction}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_text_makes_a_reader_panic(text in texts(), other in texts()) {
        let listed = [Department { bureau: Some(other), division: Some("総務課".to_owned()) }];
        for unit in [money::Unit::Thousand, money::Unit::Yen, money::Unit::Million] {
            money::parse(&text, unit);
        }
        let figure = Figure {
            shown: &text,
            exact: &text,
            stored: Decimal::MAX,
            foreign_digits: false,
        };
        value::from_number(figure);
        money::from_number(figure, money::Unit::Thousand);
        era::fiscal_year(&text);
        era::title_year(&text);
        grade::parse(&text);
        number::parse(&text);
        period::parse(&text);
        department::parse(&text, &[]);
        department::parse(&text, &listed);
        value::split_indicators(&text);
    }

    #[test]
    fn a_value_is_a_number_or_none_and_keeps_its_text(text in texts()) {
        let value = value::parse(&text).value;
        prop_assert_eq!(value.kind == Kind::Number, value.number.is_some());
        prop_assert_eq!(value.text, width::kept(&text));
    }

    #[test]
    fn labels_are_normal_after_one_go(text in texts()) {
        let once = label::normalise(&text);
        prop_assert_eq!(label::normalise(&once), once);
    }

    #[test]
    fn a_printed_number_is_read_back_exactly(
        mantissa in -999_999_999_999_999_i64..=999_999_999_999_999,
        scale in 0_u32..6,
        sign in prop::sample::select(vec!["-", "▲", "△", "−", "－"]),
        unit in prop::sample::select(vec!["", "%", "件", "人/年", "m2"]),
        bound in prop::sample::select(vec!["", "以上", "未満"]),
        separated: bool,
        wide: bool,
    ) {
        let number = Decimal::new(mantissa, scale);
        let digits = number.abs().to_string();
        let digits = if separated { with_separators(&digits) } else { digits };
        let sign = if number.is_sign_negative() { sign } else { "" };
        let typed = format!("{sign}{digits}{unit}{bound}");
        let typed = if wide { full_width(&typed) } else { typed };
        let value = value::parse(&typed).value;
        prop_assert_eq!(value.number, Some(number), "{}", typed);
        prop_assert_eq!(value.unit.as_deref().unwrap_or_default(), unit);
        prop_assert_eq!(value.bound.is_some(), !bound.is_empty());
        let amount = format!("{sign}{digits}千円");
        prop_assert_eq!(money::parse(&amount, money::Unit::Yen).value, Some(number), "{}", amount);
    }

    #[test]
    fn indicator_pieces_come_from_the_text_in_order(text in texts()) {
        let mut rest = text.as_str();
        for (_, piece) in value::split_indicators(&text) {
            let at = rest.find(piece);
            prop_assert!(at.is_some());
            rest = &rest[at.unwrap_or_default() + piece.len()..];
        }
    }
}

#[test]
fn every_year_is_read_back_as_it_is_printed() {
    for year in (1989..=2100).map(FiscalYear) {
        for printed in [year.japanese(), year.short(), year.to_string()] {
            for typed in [
                full_width(&printed),
                format!("{printed}\n({year})"),
                printed,
            ] {
                assert_eq!(era::fiscal_year(&typed), Some(year), "{typed}");
                assert_eq!(
                    period::parse(&typed).map(|(year, _)| year),
                    Some(year),
                    "{typed}"
                );
            }
        }
        let title = format!("（{}）年度 個票", year.japanese().trim_end_matches("年度"));
        assert_eq!(era::title_year(&title), Some(year), "{title}");
    }
}
