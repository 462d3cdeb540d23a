//! A number in a format reads as the text that it shows would if somebody had typed it, with every digit.
//!
//! Formats are drawn piece by piece together with the text that a spreadsheet program shows by them, so
//! that what is expected comes from neither the renderer nor the readers.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use kohyo::model::Value;
use kohyo::text::money::{self, Unit};
use kohyo::text::{Figure, Parsed, value};
use kohyo::workbook::{CellPos, Content, Limits, Number, Reader};
use proptest::prelude::*;
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use rust_xlsxwriter::{Format, Workbook};

/// How the digits of a number are laid out.
#[derive(Clone, Copy, Debug)]
struct Core {
    code: &'static str,
    /// Power of ten from the stored to the shown number.
    scale: i32,
    places: u32,
    grouped: bool,
}

const fn core(code: &'static str, scale: i32, places: u32, grouped: bool) -> Core {
    Core {
        code,
        scale,
        places,
        grouped,
    }
}

const CORES: &[Core] = &[
    core("0", 0, 0, false),
    core("#,##0", 0, 0, true),
    core("0.0", 0, 1, false),
    core("#,##0.00", 0, 2, true),
    core("#,##0,", -3, 0, true),
    core("#,##0.0,", -3, 1, true),
    core("#,##0,,", -6, 0, true),
    core("0.00,,", -6, 2, false),
    core("0!.0,", -4, 1, false),
    core("0\\.0,", -4, 1, false),
    core("0!.0000", -4, 4, false),
    core("0%", 2, 0, false),
    core("0.0%", 2, 1, false),
    core("#,##0.00%", 2, 2, true),
    core("[DBNum3]0", 0, 0, false),
    core("[DBNum3]#,##0.0", 0, 1, true),
];

/// What stands around the digits: in the code, and shown.
const BEFORE: &[(&str, &str)] = &[
    ("", ""),
    ("", ""),
    ("", ""),
    ("\"¥\"", "¥"),
    ("\\¥", "¥"),
    ("[$¥-411]", "¥"),
    ("[$￥-411]", "￥"),
    ("\"約\"", "約"),
    ("\"金\"", "金"),
    ("\"▲\"", "▲"),
    ("\"△ \"", "△ "),
    ("\"－\"", "－"),
    ("\"(\"", "("),
    ("\"（\"", "（"),
    ("\"延べ\"", "延べ"),
    ("\"第\"", "第"),
    ("\"R\"", "R"),
    ("\"≧\"", "≧"),
    ("[Red]", ""),
    ("[Color10]", ""),
    ("_ * ", ""),
    ("[$-411]", ""),
];
const BEHIND: &[(&str, &str)] = &[
    ("", ""),
    ("", ""),
    ("", ""),
    ("\"円\"", "円"),
    ("\"千円\"", "千円"),
    ("\"万円\"", "万円"),
    ("\"百万円\"", "百万円"),
    ("\"億円\"", "億円"),
    ("\"円（税込）\"", "円（税込）"),
    ("\"千円（2年分）\"", "千円（2年分）"),
    ("\"万\"", "万"),
    ("\"万人\"", "万人"),
    ("\"人\"", "人"),
    ("\"件\"", "件"),
    ("\"人以上\"", "人以上"),
    ("\"以上\"", "以上"),
    ("\"以下\"", "以下"),
    ("\"％\"", "％"),
    ("\"％以上\"", "％以上"),
    ("\"割\"", "割"),
    ("\"千\"", "千"),
    ("\"000\"", "000"),
    ("\",000\"", ",000"),
    ("\"（累計）\"", "（累計）"),
    ("\"回目\"", "回目"),
    ("\"年度\"", "年度"),
    ("\"時間\"", "時間"),
    ("\"分\"", "分"),
    ("\")\"", ")"),
    ("\"）\"", "）"),
    ("_ ", ""),
    ("_)", ""),
    ("\\ ", ""),
    ("\"/100\"", "/100"),
    ("\"-\"", "-"),
];

/// One section: what it is written like and what it shows.
#[derive(Clone, Debug)]
struct Section {
    before: (&'static str, &'static str),
    core: Core,
    behind: (&'static str, &'static str),
}

impl Section {
    fn code(&self) -> String {
        format!("{}{}{}", self.before.0, self.core.code, self.behind.0)
    }

    /// The shown text: `rounded` as the cell shows it, else with every digit.
    fn text(&self, size: Decimal, rounded: bool) -> String {
        let core = self.core;
        let by = Decimal::from(10_u64.pow(core.scale.unsigned_abs()));
        let mut size = if core.scale < 0 { size / by } else { size * by };
        let strategy = RoundingStrategy::MidpointAwayFromZero;
        if rounded {
            size = size.round_dp_with_strategy(core.places, strategy);
        }
        let places = size.normalize().scale().max(core.places) as usize;
        let digits = format!("{:.places$}", size.normalize());
        let digits = if core.grouped {
            grouped(&digits)
        } else {
            digits
        };
        let digits = if core.code.starts_with("[DBNum3]") {
            full_width(&digits)
        } else {
            digits
        };
        let percent = if core.code.ends_with('%') { "%" } else { "" };
        let text = format!("{}{digits}{percent}{}", self.before.1, self.behind.1);
        text.trim().to_owned()
    }
}

fn full_width(digits: &str) -> String {
    let wide = |digit: u32| char::from_u32('０' as u32 + digit).unwrap();
    let letters = digits.chars();
    letters.map(|c| c.to_digit(10).map_or(c, wide)).collect()
}

fn grouped(digits: &str) -> String {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if fraction.is_empty() {
        out
    } else {
        format!("{out}.{fraction}")
    }
}

/// A number in a cell, and the texts that somebody would have typed for it.
#[derive(Clone, Debug)]
struct Drawn {
    code: String,
    stored: Decimal,
    /// As the cell shows it.
    shown: String,
    /// With every digit.
    exact: String,
}

fn sections() -> impl Strategy<Value = Section> {
    let of = |list: &'static [(&'static str, &'static str)]| prop::sample::select(list);
    (of(BEFORE), prop::sample::select(CORES), of(BEHIND)).prop_map(|(before, core, behind)| {
        Section {
            before,
            core,
            behind,
        }
    })
}

fn numbers() -> impl Strategy<Value = Decimal> {
    let special = [
        "0",
        "1",
        "5",
        "24",
        "0.5",
        "0.795",
        "0.004",
        "999.6",
        "1234.567",
        "2400",
        "-2400",
        "2400000",
        "-0.4",
        "1000",
        "123456789",
        "-1234567",
        "20000000",
        "0.8",
        "100",
    ];
    prop_oneof![
        prop::sample::select(special.to_vec()).prop_map(|text| text.parse().unwrap()),
        (-9_999_999_999_i64..=9_999_999_999, 0_u32..5)
            .prop_map(|(mantissa, scale)| Decimal::new(mantissa, scale).normalize()),
        (-99_999_i64..=99_999, 0_u32..5)
            .prop_map(|(mantissa, scale)| Decimal::new(mantissa, scale).normalize()),
    ]
}

/// What a format does besides its first section.
#[derive(Clone, Copy, Debug)]
enum Rest {
    /// Nothing: a minus sign is put before everything.
    Alone,
    /// Negative numbers after a sign of their own, zeros as a text.
    Negative(&'static str, &'static str),
    Zero(&'static str),
    /// Another section from a thousand on.
    FromThousand,
    /// A section for texts.
    Texts,
    /// A condition on small numbers, and one on negative ones, which show their own sign.
    Conditions,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    use Rest::{Alone, Conditions, FromThousand, Negative, Texts, Zero};
    let rest = prop::sample::select(vec![
        Alone,
        Alone,
        Negative("\"▲ \"", "▲ "),
        Negative("△", "△"),
        Negative("[Red]-", "-"),
        Negative("", ""),
        Zero("－"),
        Zero("0件"),
        Zero("該当なし"),
        FromThousand,
        Texts,
        Conditions,
    ]);
    (sections(), sections(), rest, numbers()).prop_map(|(first, other, rest, stored)| {
        let size = stored.abs();
        let negative = stored.is_sign_negative() && !stored.is_zero();
        let sign = if negative { "-" } else { "" };
        let texts = |sign: &str, section: &Section| {
            let text = |rounded| format!("{sign}{}", section.text(size, rounded));
            (text(true), text(false))
        };
        let one = first.code();
        let (code, (shown, exact)) = match rest {
            Alone => (one, texts(sign, &first)),
            Texts => (format!("{one};-{one};{one};@"), texts(sign, &first)),
            Negative(code, shown) => {
                let sign = if negative { shown } else { "" };
                (format!("{one};{code}{one}"), texts(sign, &first))
            }
            Zero(word) => {
                let code = format!("{one};-{one};\"{word}\"");
                let own = (word.to_owned(), word.to_owned());
                let texts = texts(sign, &first);
                (code, if stored.is_zero() { own } else { texts })
            }
            Conditions => {
                let code = format!("[<0]\"▲\"{one};[<1000]{};{one}", other.code());
                let small = !negative && stored < Decimal::ONE_THOUSAND;
                let sign = if negative { "▲" } else { "" };
                (code, texts(sign, if small { &other } else { &first }))
            }
            FromThousand => {
                let section = if stored >= Decimal::ONE_THOUSAND {
                    &first
                } else {
                    &other
                };
                let code = format!("[>=1000]{one};{}", other.code());
                (code, texts(sign, section))
            }
        };
        Drawn {
            code,
            stored,
            shown,
            exact,
        }
    })
}

/// The cells as a workbook's reader gives them.
fn read(drawn: &[Drawn]) -> Vec<Content> {
    let format = |cell: &Drawn| Format::new().set_num_format(&cell.code);
    read_cells(drawn.iter().map(|cell| (cell.stored, format(cell))))
}

fn read_cells(cells: impl IntoIterator<Item = (Decimal, Format)>) -> Vec<Content> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let mut rows = 0;
    for (stored, format) in cells {
        let number = stored.to_f64().unwrap();
        sheet
            .write_number_with_format(rows, 0, number, &format)
            .unwrap();
        rows += 1;
    }
    let bytes = workbook.save_to_buffer().unwrap();
    let read = Reader::new(Limits::default(), None).read(bytes);
    let sheet = &read
        .map_err(|problem| format!("{problem:?}"))
        .unwrap()
        .sheets[0];
    (0..rows)
        .map(|row| sheet.content(CellPos::new(row, 0)).clone())
        .collect()
}

fn figure(number: &Number) -> Figure<'_> {
    Figure {
        shown: &number.shown,
        exact: number.exact(),
        stored: number.stored,
        foreign_digits: number.has_foreign_digits(),
    }
}

/// What is wrong with a reading, if anything: it is silent and other than typed.
fn wrong_value(read: &Parsed<Value>, exact: &Parsed<Value>) -> bool {
    let (one, other) = (&read.value, &exact.value);
    let silent = read.doubts.is_empty();
    let same = one.number == other.number
        && (one.kind, &one.unit, one.bound, one.cumulative)
            == (other.kind, &other.unit, other.bound, other.cumulative);
    let refused = one.number.is_none() && !silent;
    !(refused || same && silent == exact.doubts.is_empty())
}

fn wrong_amount(read: &Parsed<Option<Decimal>>, exact: &Parsed<Option<Decimal>>) -> bool {
    let refused = read.value.is_none() && !read.doubts.is_empty();
    let same = read.value == exact.value && read.doubts.is_empty() == exact.doubts.is_empty();
    !(refused || same)
}

/// Without the room that `_ ` leaves.
fn tight(text: &str) -> String {
    text.replace(' ', "")
}

/// Everything that reads otherwise than typed, as lines.
fn disagreements(drawn: &[Drawn]) -> Vec<String> {
    let mut found = Vec::new();
    for (cell, content) in drawn.iter().zip(read(drawn)) {
        let Content::Number(number) = &content else {
            found.push(format!("{cell:?} is no number: {content:?}"));
            continue;
        };
        if number.is_unseen_zero() {
            continue;
        }
        if tight(&number.shown) != tight(&cell.shown) {
            found.push(format!("{cell:?} shows {}", number.shown));
        }
        let read = value::from_number(figure(number));
        let typed = match value::parse(&cell.exact) {
            Parsed {
                value: Value { number: None, .. },
                ..
            } => value::parse(&cell.shown),
            typed => typed,
        };
        if wrong_value(&read, &typed) {
            found.push(format!("{cell:?} reads {read:?}, typed {typed:?}"));
        }
        for unit in [
            Unit::Yen,
            Unit::Thousand,
            Unit::TenThousand,
            Unit::Million,
            Unit::HundredMillion,
        ] {
            let read = money::from_number(figure(number), unit).amount;
            let typed = match money::parse(&cell.exact, unit) {
                Parsed { value: None, .. } => money::parse(&cell.shown, unit),
                typed => typed,
            };
            if wrong_amount(&read, &typed) {
                found.push(format!("{cell:?} in {unit:?} {read:?}, typed {typed:?}"));
            }
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_formatted_number_reads_as_its_text_would(drawn in prop::collection::vec(drawn(), 1..100)) {
        let found = disagreements(&drawn);
        prop_assert!(found.is_empty(), "{}", found.join("\n"));
    }
}

/// Formats that have a number only, times, and the text of a whole number, with what they show.
#[test]
fn built_in_formats_and_times_read_as_their_text_would() {
    const BUILT_IN: &[(u8, &str, &str)] = &[
        (5, "1234567.8", "¥1,234,567.8"),
        (6, "-2400", "¥-2,400"),
        (7, "0.125", "¥0.125"),
        (8, "-0.5", "¥-0.50"),
        (37, "-1234", "-1,234"),
        (38, "2400000", "2,400,000"),
        (39, "999.996", "999.996"),
        (40, "-999.5", "-999.50"),
        (41, "2400", "2,400"),
        (42, "-2400.5", "¥-2,400.5"),
        (43, "12.345", "12.345"),
        (44, "1200", "¥1,200.00"),
    ];
    for (index, stored, exact) in BUILT_IN {
        let format = Format::new().set_num_format_index(*index);
        let stored: Decimal = stored.parse().unwrap();
        let content = &read_cells([(stored, format)])[0];
        let Content::Number(number) = content else {
            unreachable!("{index}: {content:?}")
        };
        let read = value::from_number(figure(number));
        let typed = value::parse(exact);
        assert!(read.value.number.is_some(), "{index} {read:?}");
        assert!(!wrong_value(&read, &typed), "{index} {read:?} {typed:?}");
        for unit in [Unit::Yen, Unit::Thousand, Unit::Million] {
            let read = money::from_number(figure(number), unit).amount;
            assert_eq!(read, money::parse(exact, unit), "{index} {unit:?}");
        }
    }
    for (code, stored) in [
        ("[h]\"時間\"", 1.5),
        ("[m]\"分\"", 0.03125),
        ("[h]:mm", 0.75),
    ] {
        let stored = Decimal::from_f64_retain(stored).unwrap();
        let content = &read_cells([(stored, Format::new().set_num_format(code))])[0];
        assert!(
            matches!(content, Content::Date { .. }),
            "{code} {content:?}"
        );
    }
}
