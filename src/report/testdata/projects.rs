//! The projects of the test data, from ordinary to strange.

use super::{blank, decimal, number, span};
use crate::model::{
    Bound, ByMeasure, Declared, Department, Field, FiscalYear, Grade, Item, Kind, Measure, Note,
    Project, Proposal, Scope, ScopeBasis, Span, TextField, Value, YearRecord,
};

fn department(bureau: &str, division: &str) -> Department {
    Department {
        bureau: (!bureau.is_empty()).then(|| bureau.to_owned()),
        division: (!division.is_empty()).then(|| division.to_owned()),
    }
}

fn item(number: u32, text: &str, planned: Vec<Span>, actual: Vec<Span>) -> Item {
    Item {
        number,
        text: (!text.is_empty()).then(|| text.to_owned()),
        notes: Vec::new(),
        planned,
        actual,
    }
}

fn declare(project: &mut Project, measure: Measure, grade: Grade, text: &str, reason: &str) {
    *project.sheet.declared.get_mut(measure) = Declared {
        grade: Some(grade),
        text: Some(text.to_owned()),
        reason: Some(reason.to_owned()),
    };
}

fn propose(
    project: &mut Project,
    measure: Measure,
    grade: Grade,
    percent: Option<&str>,
    why: &str,
) {
    *project.proposals.get_mut(measure) = Proposal {
        grade: Some(grade),
        achievement: percent.map(decimal),
        basis: why.to_owned(),
    };
}

fn years(first: i32, count: i32) -> Vec<YearRecord> {
    (first..first + count)
        .map(|year| YearRecord::blank(FiscalYear(year)))
        .collect()
}

/// What most projects look like.
pub(super) fn ordinary() -> Project {
    let mut project = blank(Some("1"), Some("RPAによる定型業務の自動化"));
    let sheet = &mut project.sheet;
    sheet.source.file = "総合政策部/情報政策課 個票01.xlsx".to_owned();
    sheet.departments = vec![department("総合政策部", "情報政策課")];
    sheet.texts[TextField::Implementer] = Some("情報政策課長".to_owned());
    sheet.texts[TextField::Summary] = Some(
        "税・福祉の窓口業務のうち、件数の多い定型入力をRPAで自動化し、職員の時間外勤務を減らす。"
            .to_owned(),
    );
    sheet.texts[TextField::FocusGoal] = Some("2 業務の効率化".to_owned());
    sheet.texts[TextField::CurrentState] = Some(
        "紙の申請書を職員が手入力している。\n繁忙期は入力だけで月120時間を要する。".to_owned(),
    );
    sheet.texts[TextField::Kgi] = Some("定型業務にかかる時間の削減率（平成30年度比）".to_owned());
    sheet.texts[TextField::Kpi] = Some("RPAを適用した業務の数".to_owned());
    sheet.texts[TextField::ExpectedEffect] =
        Some("年間およそ1,400時間の削減。入力誤りの減少。".to_owned());
    sheet.texts[TextField::Remarks] =
        Some("令和元年度：3業務で試行。令和2年度：住民税の当初賦課に適用。".to_owned());
    sheet.years = years(2019, 5);
    for (at, record) in sheet.years.iter_mut().enumerate() {
        let goal = (at + 1) * 4;
        record.target = ByMeasure {
            progress: Some(number(
                &format!("{}％", (at + 1) * 20),
                &((at + 1) * 20).to_string(),
                Some("%"),
                None,
            )),
            kpi: Some(number(
                &format!("{goal}業務"),
                &goal.to_string(),
                Some("業務"),
                None,
            )),
            kgi: Some(number(
                &format!("{}％以上", (at + 1) * 5),
                &((at + 1) * 5).to_string(),
                Some("%"),
                Some(Bound::AtLeast),
            )),
        };
        record.budget = Some(decimal(if at == 1 { "12345.5" } else { "1200" }));
    }
    sheet.years[0].settlement = Some(decimal("1180"));
    sheet.years[0].actual.kpi = Some(number("3業務", "3", Some("業務"), None));
    sheet.years[0].actual.kgi = Some(number("4.2％", "4.2", Some("%"), None));
    sheet.years[1].actual.progress = Some(number("38％", "38", Some("%"), None));
    sheet.years[1].actual.kpi = Some(number("5業務", "5.0", Some("業務"), None));
    sheet.items = vec![
        item(
            1,
            "対象業務の選定",
            vec![span((2019, 4), (2019, 9))],
            vec![span((2019, 4), (2019, 10))],
        ),
        item(
            2,
            "シナリオの作成と試行",
            vec![span((2019, 7), (2020, 6))],
            vec![span((2019, 8), (2020, 9))],
        ),
        item(3, "全庁への展開", vec![span((2020, 10), (2024, 3))], vec![]),
    ];
    sheet.items[1].notes = vec![
        Note {
            fiscal_year: FiscalYear(2019),
            text: "3業務".to_owned(),
        },
        Note {
            fiscal_year: FiscalYear(2020),
            text: "住民税・国保".to_owned(),
        },
    ];
    for (field, cell) in [
        (Field::Number, "A4"),
        (Field::Name, "B4"),
        (Field::Target(FiscalYear(2019), Measure::Kpi), "C10"),
        (Field::ItemNote(2, FiscalYear(2020)), "F17"),
    ] {
        sheet.source.cells.note(field, cell.parse().unwrap());
    }
    declare(
        &mut project,
        Measure::Progress,
        Grade::A,
        "Ａ",
        "概ね計画どおり。",
    );
    declare(
        &mut project,
        Measure::Kpi,
        Grade::A,
        "A評価",
        "目標8業務に対し5業務。",
    );
    propose(
        &mut project,
        Measure::Progress,
        Grade::A,
        Some("95"),
        "進捗の目標値40％（E9）に対し実績値38％（E11）で、達成率は95.0％です（100％以下・80％以上）。",
    );
    propose(
        &mut project,
        Measure::Kpi,
        Grade::B,
        Some("62.5"),
        "KPIの目標値8業務（E10）に対し実績値5業務（E12）で、達成率は62.5％です（80％未満）。年度末の目標値に対する上期末の実績です。",
    );
    project.responsibility.evaluator = Some("総合政策部長".to_owned());
    project.responsibility.scope_basis = ScopeBasis::Register;
    project
}

/// The same number sent twice, from another file.
pub(super) fn copy_of_ordinary() -> Project {
    let mut project = ordinary();
    project.sheet.source.file = "総合政策部/情報政策課 個票01（修正版）.xlsx".to_owned();
    project
}

/// City-wide, with texts as long as people write them when nobody stops them.
pub(super) fn long_texts() -> Project {
    let mut project = blank(
        Some("2"),
        Some("行政手続のオンライン化（電子申請システムの導入と拡充）"),
    );
    let sheet = &mut project.sheet;
    sheet.departments = vec![
        department("総合政策部", "ICT推進室"),
        department("総務部", "総務課"),
        department("", "税務課"),
    ];
    sheet.texts[TextField::Implementer] = Some("ICT推進担当部長".to_owned());
    sheet.texts[TextField::Summary] = Some("市民が来庁せずに行政手続を終えられるよう、電子申請システムを導入し、対象となる手続を順次広げていく。".repeat(40));
    sheet.texts[TextField::FocusGoal] = Some("1 市民サービスの向上\n3 行政の見える化".to_owned());
    sheet.texts[TextField::CurrentState] = Some("- 手続ごとに様式が異なる\n- 押印が必要な手続が412件ある\n- 問い合わせは電話が中心で、受付時間が限られている\n".repeat(12).trim_end().to_owned());
    sheet.texts[TextField::Kgi] = Some("オンラインで完結した申請の割合。".repeat(20));
    sheet.texts[TextField::Kpi] = Some("オンライン申請に対応した手続の数".to_owned());
    sheet.texts[TextField::ExpectedEffect] =
        Some("来庁と待ち時間の減少、窓口の混雑緩和。".repeat(30));
    sheet.texts[TextField::Remarks] = Some("Ａ".repeat(5000));
    sheet.years = years(2019, 6);
    sheet.years[1].target.kpi = Some(number(
        "KPI対象手続を累計で120手続以上とする（押印見直し分を含む。令和2年度末時点）",
        "120",
        Some("手続"),
        Some(Bound::AtLeast),
    ));
    sheet.years[1].actual.kpi = Some(Value {
        cumulative: true,
        ..number("134手続（累計）", "134", Some("手続"), None)
    });
    sheet.years[1].target.progress = Some(Value::words("システム調達・契約締結", Kind::Text));
    sheet.years[1].actual.kgi = Some(Value::words("集計中", Kind::Pending));
    sheet.items = (1..=6)
        .map(|n| {
            item(
                n,
                &"要件定義、調達、設計、構築、試験、移行、研修を行い、利用者の声を反映する。"
                    .repeat(n as usize),
                vec![span((2019, 4 + n), (2020, n)), span((2021, 4), (2024, 3))],
                vec![span((2019, 5 + n), (2020, 9))],
            )
        })
        .collect();
    for (at, item) in sheet.items.iter_mut().enumerate() {
        item.notes.push(Note {
            fiscal_year: FiscalYear(2019 + at as i32),
            text: "関係課との調整会議を毎月開催し、対象手続の一覧を更新する。".repeat(at + 1),
        });
    }
    declare(
        &mut project,
        Measure::Kpi,
        Grade::S,
        "S",
        &"目標を上回る手続に対応した。".repeat(30),
    );
    propose(
        &mut project,
        Measure::Progress,
        Grade::S,
        None,
        "期日の来た実施項目6件はすべて計画どおりで、1件は計画より早く始まっています。",
    );
    propose(
        &mut project,
        Measure::Kpi,
        Grade::S,
        Some("111.6"),
        &"KPIの目標値120手続以上に対し実績値134手続で、達成率は111.6％です（100％以上）。"
            .repeat(6),
    );
    project.responsibility.scope = Scope::CityWide;
    project.responsibility.evaluator = Some("副市長".to_owned());
    project
}

/// Twelve rows in the schedule.
pub(super) fn many_items() -> Project {
    let mut project = blank(Some("3"), Some("小中学校の一人一台端末の活用"));
    let sheet = &mut project.sheet;
    sheet.source.file = "教育部/学校教育課.xlsx".to_owned();
    sheet.departments = vec![department("教育部", "学校教育課")];
    sheet.texts[TextField::Implementer] = Some("学校教育課長".to_owned());
    sheet.texts[TextField::Summary] =
        Some("児童生徒に一人一台の端末を配り、授業と家庭学習で使う。".to_owned());
    sheet.years = years(2018, 5);
    sheet.years[2].target.kgi = Some(Value::words("－", Kind::None));
    sheet.items = (1..=12)
        .map(|n| {
            let start = 2018 + (n as i32) / 3;
            item(
                n,
                &format!("第{n}段階の整備"),
                vec![span((start, 4 + n % 8), (start + 1, 3))],
                if n < 6 {
                    vec![span((start, 5 + n % 7), (start + 1, 1))]
                } else {
                    vec![]
                },
            )
        })
        .collect();
    declare(&mut project, Measure::Progress, Grade::B, "【B】", "");
    project.sheet.declared.progress.reason = None;
    propose(
        &mut project,
        Measure::Progress,
        Grade::B,
        None,
        "実施項目5が計画より遅れています（計画の終わりR2.3、実績の終わりR2.1）。",
    );
    project.responsibility.evaluator = Some("教育部長".to_owned());
    project
}

/// Texts that look like formulas, markup or escapes.
pub(super) fn odd_characters() -> Project {
    let mut project = blank(Some("4-1"), Some("=SUM(A1:A9)"));
    let sheet = &mut project.sheet;
    sheet.source.file = "総務部/50% 達成 #1/個票's [最終].xlsx".to_owned();
    sheet.source.sheet = "個票 'A' 案".to_owned();
    sheet.departments = vec![
        department("総務部", "総務課"),
        department("都市整備部", "都市計画課"),
    ];
    sheet.texts[TextField::Implementer] = Some("総務部長".to_owned());
    sheet.texts[TextField::Summary] =
        Some("「引用」 \"quotes\" 'single' <b>&amp;</b> _x0041_ \\ / 🗾𠮷野家\t終".to_owned());
    sheet.texts[TextField::CurrentState] = Some("+81-72-877-2121\n@home".to_owned());
    sheet.texts[TextField::Concerns] = Some("=委託先の人員の確保".to_owned());
    sheet.texts[TextField::Remarks] = Some("-1".to_owned());
    sheet.years = years(2019, 5);
    sheet.years[1].target.kpi = Some(number("60分以内", "60", Some("分"), Some(Bound::AtMost)));
    sheet.years[1].actual.kpi = Some(number("▲5", "-5", None, None));
    sheet.years[1].budget = Some(decimal("-350"));
    sheet.items = vec![item(
        1,
        "=HYPERLINK(\"http://example.com\")",
        vec![span((2019, 4), (2019, 4))],
        vec![span((2030, 1), (2030, 3))],
    )];
    declare(&mut project, Measure::Kgi, Grade::C, "Ｃ", "未着手");
    propose(
        &mut project,
        Measure::Kgi,
        Grade::C,
        Some("0"),
        "実績値が0です。",
    );
    project.sheet.declared.kpi.text = Some("A→B".to_owned());
    project.responsibility.scope = Scope::CrossDivision;
    project.responsibility.evaluator = Some("総務/文書:部長?".to_owned());
    project
}

/// A name of 300 characters and ten year columns.
pub(super) fn ten_years() -> Project {
    let mut project = blank(Some("10"), Some(&"長い事業名称".repeat(50)));
    let sheet = &mut project.sheet;
    sheet.departments = vec![department("総合政策部", "")];
    sheet.texts[TextField::Implementer] = Some("総合政策部長".to_owned());
    sheet.fiscal_year = None;
    sheet.years = years(2016, 10);
    for record in &mut sheet.years {
        record.target.kpi = Some(number("1,234,567人", "1234567", Some("人"), None));
        record.actual.kpi = Some(number("987,654人", "987654", Some("人"), None));
        record.budget = Some(decimal("1234567"));
        record.settlement = Some(decimal("0"));
    }
    sheet.items = vec![item(
        1,
        "",
        vec![span((2016, 4), (2026, 3))],
        vec![span((2016, 4), (2020, 9))],
    )];
    sheet.items[0].notes.push(Note {
        fiscal_year: FiscalYear(2016),
        text: "開始".to_owned(),
    });
    sheet.schedule_unclear = true;
    project.responsibility.evaluator = Some("総合政策部長".to_owned());
    project
}

/// A sheet that says next to nothing: no number, no bureau, one year.
pub(super) fn nearly_blank() -> Project {
    let mut project = blank(None, None);
    project.sheet.years = years(2020, 1);
    project
}
