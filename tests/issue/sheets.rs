//! Random projects, as a division could have filled them in.

use kohyo::layout::draw::QUARTERS;
use kohyo::model::{
    ByMeasure, Cells, Declared, Department, FiscalYear, Item, Note, ProjectSheet, Source, Span,
    TextField, Texts, Value, YearRecord,
};
use kohyo::text;
use proptest::prelude::*;
use rust_decimal::Decimal;

/// Texts of indicators that are read without a doubt.
const VALUES: &[&str] = &[
    "80％",
    "20人",
    "60分以内",
    "1,239",
    "12",
    "-3",
    "3.5",
    "1万2,600件",
    "集計中",
    "－",
    "該当なし",
    "導入済",
    "0",
    "200人（累計）",
    "▲5",
    "全校展開",
];

/// A project of the years given; whatever is in it stands on the form after it was drawn.
pub(crate) fn project(
    years: Vec<FiscalYear>,
    year: FiscalYear,
) -> impl Strategy<Value = ProjectSheet> {
    let count = years.len();
    let records = prop::collection::vec(record(), count);
    let items = prop::collection::vec(item(years.clone()), 0..7);
    let texts = prop::collection::vec(prop::option::of(words()), TextField::ALL.len());
    let words = (words(), texts);
    let head = ("[1-9][0-9]{0,2}(-[1-9])?", words, departments());
    (head, records, items, prop::array::uniform3(declared())).prop_map(
        move |((number, texts, departments), records, items, declared)| {
            let (name, texts) = texts;
            let mut texts: Texts = TextField::ALL.iter().copied().zip(texts).collect();
            // A day has a format of its own.
            texts[TextField::SubmittedOn] = None;
            let [progress, kpi, kgi] = declared;
            ProjectSheet {
                source: Source {
                    file: String::new(),
                    sheet: String::new(),
                    cells: Cells::default(),
                },
                number: Some(number),
                name: Some(name),
                fiscal_year: Some(year),
                departments,
                texts,
                years: years
                    .iter()
                    .zip(records)
                    .map(|(year, record)| YearRecord {
                        fiscal_year: *year,
                        ..record
                    })
                    .collect(),
                items: items
                    .into_iter()
                    .zip(1..)
                    .map(|(item, number)| Item { number, ..item })
                    .collect(),
                schedule_unclear: false,
                declared: ByMeasure { progress, kpi, kgi },
            }
        },
    )
}

/// Words that are no label, some over several lines, some that look like formulas.
fn words() -> impl Strategy<Value = String> {
    "[=+@あ-ん漢字情報][あ-ん漢字情報A-Za-z0-9、。「」 　]{0,60}[あ-ん]|[あ-ん]{1,9}\n\n?[漢字0-9]{2,9}"
}

fn departments() -> impl Strategy<Value = Vec<Department>> {
    let all = [
        ("総合政策部", "情報政策課"),
        ("市民部", "市民課"),
        ("市民部", "税務課"),
        ("教育部", "学校教育課"),
    ];
    prop::sample::subsequence(all.to_vec(), 1..=3).prop_map(|some| {
        some.into_iter()
            .map(|(bureau, division)| Department {
                bureau: Some(bureau.to_owned()),
                division: Some(division.to_owned()),
            })
            .collect()
    })
}

fn record() -> impl Strategy<Value = YearRecord> {
    let values = || prop::array::uniform3(prop::option::of(value()));
    let money = || prop::option::of((0..100_000_000_i64, 0..3_u32));
    (values(), values(), money(), money()).prop_map(|(target, actual, budget, settlement)| {
        let by = |[progress, kpi, kgi]: [Option<Value>; 3]| ByMeasure { progress, kpi, kgi };
        let amount = |money: Option<(i64, u32)>| {
            money.map(|(number, scale)| Decimal::new(number, scale).normalize())
        };
        YearRecord {
            fiscal_year: FiscalYear(0),
            target: by(target),
            actual: by(actual),
            budget: amount(budget),
            settlement: amount(settlement),
        }
    })
}

fn value() -> impl Strategy<Value = Value> {
    let number = (0..10_000_000_i64, 0..3_u32)
        .prop_map(|(number, scale)| Decimal::new(number, scale).normalize().to_string());
    let text = prop_oneof![prop::sample::select(VALUES).prop_map(str::to_owned), number];
    text.prop_map(|text| text::value::parse(&text).value)
}

fn declared() -> impl Strategy<Value = Declared> {
    let grade = prop::option::of(prop::sample::select(vec!["S", "A", "B", "C"]));
    (grade, prop::option::of(words())).prop_map(|(grade, reason)| Declared {
        grade: grade.and_then(|grade| text::grade::parse(grade).value),
        text: grade.map(str::to_owned),
        reason,
    })
}

/// An item with spans of whole quarters, and notes of years that have room for one.
fn item(years: Vec<FiscalYear>) -> impl Strategy<Value = Item> {
    let quarters = years.len() * usize::from(QUARTERS);
    let row = || prop::collection::vec(any::<bool>(), quarters);
    let notes = prop::collection::vec(prop::option::of("[設計導入試行]{2,6}"), years.len());
    ("[あ-ん][あ-ん漢字]{1,30}", row(), row(), notes).prop_map(
        move |(text, plan, actual, notes)| {
            let first = years[0];
            let room = |place: usize| {
                let of_year = place * usize::from(QUARTERS)..(place + 1) * usize::from(QUARTERS);
                plan[of_year.clone()]
                    .iter()
                    .chain(&actual[of_year])
                    .any(|marked| !marked)
            };
            let notes = notes
                .into_iter()
                .enumerate()
                .filter(|(place, _)| room(*place))
                .filter_map(|(place, text)| {
                    Some(Note {
                        fiscal_year: years[place],
                        text: text?,
                    })
                });
            Item {
                number: 0,
                text: Some(text),
                notes: notes.collect(),
                planned: spans(&plan, first),
                actual: spans(&actual, first),
            }
        },
    )
}

/// Runs of marked quarters as months.
fn spans(marked: &[bool], first: FiscalYear) -> Vec<Span> {
    let april = first.first_month();
    let mut spans: Vec<Span> = Vec::new();
    for (quarter, _) in marked.iter().enumerate().filter(|(_, marked)| **marked) {
        let from = april.plus(quarter as i32 * 3);
        match spans.last_mut() {
            Some(last) if last.to.plus(1) == from => last.to = from.plus(2),
            _ => spans.push(Span {
                from,
                to: from.plus(2),
            }),
        }
    }
    spans
}
