//! A register is written so that it is read back as it was.

use chrono::{Days, NaiveDate};
use kohyo::model::{
    Alias, Department, Direction, FiscalYear, Indicator, OfficeHolders, Register, RegisterEntry,
    Renumbering, Scope, Status,
};
use kohyo::report::{Style, register};
use kohyo::workbook::{Limits, xlsx};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn read_back(written: &Register) -> Register {
    let bytes = register::render(written, &Style::default(), "台帳.xlsx").unwrap();
    let workbook = xlsx::read(&bytes, &Limits::default()).unwrap();
    kohyo::register::read(&workbook).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn a_new_register_is_read_as_an_empty_one() {
    let offices = OfficeHolders {
        ict_head: None,
        vice_mayor: Some("副市長".to_owned()),
    };
    let empty = Register {
        offices,
        ..Register::default()
    };
    assert_eq!(read_back(&empty), empty);
    assert_eq!(read_back(&Register::default()), Register::default());
}

fn department(bureau: &str, division: Option<&str>) -> Department {
    Department {
        bureau: Some(bureau.to_owned()),
        division: division.map(str::to_owned),
    }
}

/// Two bureaus have a 総務課; 消防本部 has no division.
fn organisation() -> Vec<Department> {
    vec![
        department("総務部", Some("総務課")),
        department("総務部", Some("情報政策課")),
        department("教育部", Some("総務課")),
        department("教育部", Some("空港・港湾課")),
        department("消防局", None),
        Department {
            bureau: None,
            division: Some("監査事務局庶務係".to_owned()),
        },
    ]
}

fn text() -> impl Strategy<Value = Option<String>> {
    prop::option::of("[あ-ん漢字=+]{1,12}(\n[あ-ん]{1,5})?")
}

fn indicator() -> impl Strategy<Value = Indicator> {
    let way = prop::option::of(prop::sample::select(vec![
        Direction::Higher,
        Direction::Lower,
    ]));
    let baseline = prop::option::of((-1_000_000_i64..1_000_000_000_000, 0..4_u32));
    (way, baseline, any::<bool>()).prop_map(|(direction, baseline, from)| {
        let baseline = baseline.map(|(number, scale)| Decimal::new(number, scale));
        Indicator {
            direction,
            baseline,
            from_baseline: from && direction.is_some() && baseline.is_some(),
        }
    })
}

fn entry() -> impl Strategy<Value = RegisterEntry> {
    let departments = prop::sample::subsequence(organisation(), 1..=4).prop_map(|mut some| {
        // The lead's divisions stand together, as the register keeps them.
        let lead = some[0].bureau.clone();
        some.sort_by_key(|d| d.bureau != lead);
        some
    });
    let scope = prop::sample::select(Scope::ALL.to_vec());
    let status = prop::sample::select(Status::ALL.to_vec());
    let days = prop::option::of(0..20_000_u64);
    (
        (
            "[あ-ん漢字]{1,30}",
            prop::option::of(scope),
            departments,
            [text(), text(), text(), text()],
        ),
        (
            prop::option::of(1989..2100),
            [indicator(), indicator()],
            days,
            status,
        ),
    )
        .prop_map(
            |((name, scope, departments, texts), (adopted, indicators, days, status))| {
                let [implementer, focus_goal, priority, remarks] = texts;
                let [kpi, kgi] = indicators;
                let mut entry = RegisterEntry {
                    name: Some(name),
                    scope,
                    departments,
                    implementer,
                    focus_goal,
                    priority,
                    adopted: adopted.map(FiscalYear),
                    due: days.and_then(|days| {
                        NaiveDate::from_ymd_opt(2001, 1, 1)?.checked_add_days(Days::new(days))
                    }),
                    status,
                    remarks,
                    ..RegisterEntry::default()
                };
                entry.indicators.kpi = kpi;
                entry.indicators.kgi = kgi;
                entry
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_register_comes_back(entries in prop::collection::vec(entry(), 0..6)) {
        let mut register = Register {
            entries,
            organisation: organisation(),
            aliases: vec![Alias { written: "情報課".to_owned(), department: organisation()[1].clone() }],
            offices: OfficeHolders { ict_head: Some("総務部長".to_owned()), vice_mayor: None },
            renumbered: vec![
                Renumbering { from: "3".to_owned(), to: "4-1".to_owned(), fiscal_year: FiscalYear(2020) },
                Renumbering { from: "4-1".to_owned(), to: "8".to_owned(), fiscal_year: FiscalYear(2022) },
            ],
            ..Register::default()
        };
        for (index, entry) in register.entries.iter_mut().enumerate() {
            entry.number = if index % 2 == 0 { format!("{}", index + 1) } else { format!("4-{index}") };
        }
        prop_assert_eq!(read_back(&register), register);
    }
}
