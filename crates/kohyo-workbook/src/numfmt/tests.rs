//! Codes, numbers and what a Japanese Excel shows.

use super::*;
use proptest::prelude::*;

fn number(text: &str) -> Decimal {
    Decimal::from_scientific(text)
        .or_else(|_| text.parse())
        .expect("a number")
}

fn text(code: &str, value: &str) -> String {
    match Format::parse(code).show(number(value), Epoch::Y1900) {
        Shown::Number { text, .. } | Shown::Date { text, .. } => text,
        Shown::NoDate => "#".to_owned(),
    }
}

#[test]
fn numbers_are_shown_as_excel_shows_them() {
    for (code, value, shown) in [
        ("General", "1200", "1200"),
        ("General", "0.1", "0.1"),
        ("General", "-0.5", "-0.5"),
        ("General", "123456789012", "1.23457E+11"),
        ("General", "99999999999", "99999999999"),
        ("General", "0.123456789012", "0.123456789"),
        ("General", "1234567.891234", "1234567.891"),
        ("General", "0.00001", "0.00001"),
        ("General", "0.0000123456789", "1.23457E-05"),
        ("G/標準", "12", "12"),
        (r#"G/標準"件""#, "12", "12件"),
        ("0%", "0.285", "29%"),
        ("0%", "0.125", "13%"),
        ("0.0%", "0.8", "80.0%"),
        ("0.00", "1.005", "1.01"),
        ("#,##0", "1234567", "1,234,567"),
        ("#,##0", "0", "0"),
        ("#,##0", "-1234.5", "-1,235"),
        ("#,##0,", "1234567", "1,235"),
        ("0.0,,", "1234567", "1.2"),
        (r#"0"件""#, "10", "10件"),
        (r#"#,##0"千円""#, "1200", "1,200千円"),
        (r#""令和"0"年""#, "2", "令和2年"),
        (r##""¥"#,##0;[Red]"¥"-#,##0"##, "-1200", "¥-1,200"),
        (r"#,##0_ ;[Red]\-#,##0\ ", "-1200", "-1,200"),
        (
            r#"_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ "#,
            "1200",
            "1,200",
        ),
        (r#"_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ "#, "0", "-"),
        ("#,##0;▲#,##0", "-5", "▲5"),
        ("#,##0;(#,##0)", "-5", "(5)"),
        ("000-0000", "5750021", "575-0021"),
        ("00000", "42", "00042"),
        ("0.##", "1.5", "1.5"),
        ("0.0##", "1", "1.0"),
        ("#.##", "0.5", ".5"),
        ("[>=1000]#,##0,\"千\";0", "1500", "2千"),
        ("[>=1000]#,##0,\"千\";0", "999", "999"),
        ("[<0]\"-\"0;0", "-3", "-3"),
        ("@", "1234567890123", "1234567890123"),
        ("0_);@", "7", "7"),
        ("# ?/?", "1.5", "1 1/2"),
        ("0.00E+00", "12345", "1.23E+04"),
        ("[DBNum3]0", "12", "１２"),
        (
            "[DBNum3]0.0\"千円（2年分）\"",
            "12.5",
            "１２.５千円（2年分）",
        ),
        ("[DBNum1]0\"年\"", "12", "一二年"),
        ("@\"課長\"", "12", "12課長"),
        ("[$¥-411]#,##0", "1200", "¥1,200"),
        ("[h]:mm", "1.5", "36:00"),
        (r#"[h]"時間""#, "1.0625", "25時間"),
        (r#"[m]"分""#, "0.0208333333333333", "30分"),
    ] {
        assert_eq!(text(code, value), shown, "{code} {value}");
    }
}

#[test]
fn nothing_is_hidden() {
    for (code, value, shown) in [
        (";;;", "5", "5"),
        ("#,##0;-#,##0;", "0", "0"),
        ("#", "0", "0"),
        (r#""";"""#, "-7", "-7"),
        ("0;;", "-7", "-7"),
    ] {
        assert_eq!(text(code, value), shown, "{code} {value}");
    }
}

#[test]
fn what_is_hidden_is_said() {
    for (code, value, is_hidden) in [
        (";;;", "5", true),
        ("0;-0;;@", "0", true),
        ("#,###", "0", true),
        ("0;;", "-7", true),
        ("0;-0;\"－\"", "0", false),
        ("General", "0", false),
        ("", "0", false),
        ("0", "0", false),
    ] {
        let shown = Format::parse(code).show(number(value), Epoch::Y1900);
        assert!(
            matches!(shown, Shown::Number { hidden, .. } if hidden == is_hidden),
            "{code} {value}: {shown:?}"
        );
    }
}

#[test]
fn texts_are_shown_by_their_section() {
    for (code, text, shown) in [
        ("@\"課長\"", "図書館", Some("図書館課長")),
        (";;;@\"課長\"", "図書館", Some("図書館課長")),
        ("0\"件\";-0;0;\"【\"@\"】\"", "集計中", Some("【集計中】")),
        ("\"部 \"@", "総務", Some("部 総務")),
        ("0;-0;0;\"様式\"", "総務", Some("様式")),
        ("@", "図書館", None),
        ("_ @_ ", "図書館", None),
        ("0\"件\"", "図書館", None),
        (";;;", "図書館", None),
    ] {
        assert_eq!(
            Format::parse(code).show_text(text).as_deref(),
            shown,
            "{code}"
        );
    }
}

#[test]
fn scale_leads_from_the_stored_to_the_shown_number() {
    for (code, scale) in [
        ("0%", 2),
        ("0.0%", 2),
        ("#,##0,", -3),
        ("0.0,,", -6),
        ("#,##0", 0),
        (r#"0"%""#, 0),
        ("General", 0),
    ] {
        let shown = Format::parse(code).show(Decimal::ONE, Epoch::Y1900);
        assert!(
            matches!(shown, Shown::Number { scale: s, .. } if s == scale),
            "{code}"
        );
    }
}

#[test]
fn dates_are_shown_with_eras_and_weekdays() {
    // 43586 is 2019-05-01, 44105.75 is 2020-10-01 18:00, a Thursday.
    for (code, value, shown) in [
        (r#"[$-411]ggge"年"m"月"d"日";@"#, "43586", "令和1年5月1日"),
        (
            r#"[$-ja-JP-x-gannen]ggge"年"m"月"d"日""#,
            "43586",
            "令和元年5月1日",
        ),
        ("[$-411]ge.m.d;@", "43585", "H31.4.30"),
        ("[$-030411]ge.m.d", "43586", "R1.5.1"),
        (r#"[$-411]ggge"年""#, "44105", "令和2年"),
        ("gge", "44105", "令2"),
        ("[$-411]e", "44105", "2"),
        ("gggee", "44105", "令和02"),
        ("[$-411]e/m", "44105", "2/10"),
        (r#"yyyy"年"m"月""#, "44105", "2020年10月"),
        ("yyyy", "44105", "2020"),
        ("yy/mm/dd", "44105", "20/10/01"),
        ("aaa", "44105", "木"),
        ("yyyy/m/d(aaaa)", "44105", "2020/10/1(木曜日)"),
        ("d-mmm-yy", "44105", "1-Oct-20"),
        ("ddd", "44105", "Thu"),
        ("h:mm", "44105.75", "18:00"),
        ("h:mm AM/PM", "44105.75", "6:00 PM"),
        ("[$-411]AM/PM h:mm", "44105.75", "午後 6:00"),
        (r#"h"時"mm"分""#, "0.5", "12時00分"),
        ("mm:ss.0", "0.0000001", "00:00.0"),
        ("[$-F800]dddd, mmmm dd, yyyy", "44105", "2020年10月1日"),
        ("[mm]:ss", "0.5", "720:00"),
        ("m/d h:mm", "44105.0416666667", "10/1 1:00"),
        (r#"[<43586]"平成"e"年";"令和"e"年""#, "43585", "平成31年"),
        (r#"[<43586]"平成"e"年";"令和"e"年""#, "44105", "令和2年"),
        ("yyyy/m/d", "0", "1900/1/0"),
        ("yyyy/m/d", "59", "1900/2/28"),
        ("yyyy/m/d", "60", "1900/2/29"),
        ("yyyy/m/d", "61", "1900/3/1"),
        ("yyyy/m/d", "2958465", "9999/12/31"),
        ("yyyy/m/d", "2958466", "#"),
        ("yyyy/m/d", "-1", "#"),
    ] {
        assert_eq!(text(code, value), shown, "{code} {value}");
    }
}

#[test]
fn both_date_systems_name_the_same_moment() {
    let format = Format::parse("yyyy/m/d");
    let at = |value: i64, epoch| match format.show(value.into(), epoch) {
        Shown::Date { at, .. } => at.to_string(),
        other => format!("{other:?}"),
    };
    assert_eq!(at(44_105, Epoch::Y1900), "2020-10-01 00:00:00");
    assert_eq!(at(42_643, Epoch::Y1904), "2020-10-01 00:00:00");
    assert_eq!(at(0, Epoch::Y1904), "1904-01-01 00:00:00");
}

#[test]
fn built_in_formats_are_those_of_a_japanese_excel() {
    for (id, value, shown) in [
        (14, "44105", "2020/10/1"),
        (27, "44105", "R2.10.1"),
        (28, "44105", "令和2年10月1日"),
        (31, "44105", "2020年10月1日"),
        (38, "-1200", "-1,200"),
        (55, "44105", "2020年10月"),
        (58, "44105", "令和2年10月1日"),
    ] {
        assert_eq!(text(builtin(id).expect("built in"), value), shown, "{id}");
    }
    assert_eq!(builtin(59), None);
}

proptest! {
    #[test]
    fn any_code_shows_any_number(code in r#"[0#?.,%;@ymdhsgeaAPM/:\[\]"\\_*E+ 元年件$<>=\-1-9]{0,24}"#, mantissa: i64, scale in 0_u32..20) {
        let value = Decimal::new(mantissa, scale);
        let shown = Format::parse(&code).show(value, Epoch::Y1900);
        match shown {
            Shown::Number { text, .. } | Shown::Date { text, .. } => prop_assert!(!text.is_empty()),
            Shown::NoDate => {}
        }
    }

    #[test]
    fn general_reads_back(mantissa in -99_999_999_i64..99_999_999, scale in 0_u32..4) {
        let value = Decimal::new(mantissa, scale);
        prop_assert_eq!(general(value).parse::<Decimal>().ok(), Some(value));
    }
}
