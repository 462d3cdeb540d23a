//! The whole workbook, read back with another program than wrote it.

use super::*;
use crate::model::{
    Bound, ByMeasure, Declared, Department, Grade, Item, Measure, Note, Scope, YearRecord,
};
use crate::report::testdata::{blank, consolidation, decimal, number, span};

/// As many projects as a city has, of every kind, without chance.
fn generated(count: usize) -> Consolidation {
    const BUREAUS: [(&str, [&str; 3]); 8] = [
        ("総合政策部", ["情報政策課", "企画課", "ICT推進室"]),
        ("総務部", ["総務課", "税務課", "人事課"]),
        ("市民生活部", ["市民課", "保険年金課", "生活環境課"]),
        ("健康福祉部", ["障がい福祉課", "高齢福祉課", "保健センター"]),
        ("子ども未来部", ["保育課", "子育て支援課", "こども相談室"]),
        ("都市整備部", ["都市計画課", "建設課", "下水道課"]),
        ("教育部", ["学校教育課", "図書館係", "生涯学習課"]),
        ("田原支所", ["窓口係", "管理係", "相談係"]),
    ];
    const NAMES: [&str; 6] = [
        "RPAによる定型業務の自動化",
        "行政手続のオンライン化（電子申請システムの導入と拡充）",
        "AIチャットボットによる問い合わせ対応",
        "保育所入所選考へのAI活用",
        "道路の損傷をスマートフォンで通報する仕組みの導入",
        "ペーパーレス会議",
    ];
    const GOALS: [&str; 4] = [
        "1 市民サービスの向上",
        "2 業務の効率化",
        "３　行政の見える化とオープンデータの推進",
        "4 情報セキュリティの確保",
    ];
    let mut data = consolidation();
    data.projects = (0..count)
        .map(|n| {
            let mut project = blank(Some(&(n + 1).to_string()), Some(NAMES[n % NAMES.len()]));
            let (bureau, divisions) = BUREAUS[n * 3 % 8];
            let division = divisions[n % 3];
            let sheet = &mut project.sheet;
            sheet.departments = vec![Department {
                bureau: Some(bureau.to_owned()),
                division: Some(division.to_owned()),
            }];
            sheet.implementer = Some(format!("{division}長"));
            sheet.focus_goal = (n % 11 != 5).then(|| GOALS[n % 4].to_owned());
            sheet.kpi = Some("オンライン申請に対応した手続の数".to_owned());
            sheet.years = (2019..2024)
                .map(|year| YearRecord::blank(FiscalYear(year)))
                .collect();
            for (at, record) in sheet.years.iter_mut().enumerate() {
                let goal = (10 * (at + 1)).to_string();
                record.target.kpi =
                    Some(number(&format!("{goal}手続以上"), &goal, Some("手続"), Some(Bound::AtLeast)));
                record.budget = (n % 5 != 4).then(|| decimal(&(n * 137 + 800 * at).to_string()));
            }
            sheet.years[0].settlement = (n % 2 == 0).then(|| decimal("1180.5"));
            let done = (n * 7 % 30).to_string();
            sheet.years[1].actual.kpi = Some(number(&format!("{done}手続"), &done, Some("手続"), None));
            sheet.items = (1..=2 + n as u32 % 4)
                .map(|item| Item {
                    number: item,
                    text: Some(["対象の選定", "システムの調達と契約の締結", "試行と検証を行い、結果を全課で共有する", "全庁への展開", "効果の測定"][item as usize - 1].to_owned()),
                    notes: (item == 2)
                        .then(|| Note { fiscal_year: FiscalYear(2020), text: "仕様検討".to_owned() })
                        .into_iter()
                        .collect(),
                    planned: vec![span((2018 + item as i32, 4 + n as u32 % 6), (2019 + item as i32, 3))],
                    actual: if item < 3 { vec![span((2018 + item as i32, 5), (2020, 9))] } else { vec![] },
                })
                .collect();
            for (at, measure) in Measure::ALL.into_iter().enumerate() {
                let proposal = project.proposals.get_mut(measure);
                if (n + at) % 7 != 3 {
                    proposal.grade = Some(Grade::ALL[(n * 5 + at) % 4]);
                    proposal.achievement = (at > 0).then(|| decimal("95.5"));
                    proposal.basis = "KPIの目標値20手続以上（E10）に対し実績値14手続（E12）で、達成率は70.0％です（80％未満）。年度末の目標値に対する上期末の実績です。".to_owned();
                }
                if (n + at) % 3 == 0 {
                    *sheet_declared(&mut project.sheet.declared, measure) = Declared {
                        grade: Some(Grade::ALL[(n * 3 + at) % 4]),
                        text: None,
                        reason: Some("契約手続に時間を要したため。".to_owned()),
                    };
                }
            }
            project.responsibility.scope = Scope::ALL[n % 3];
            project.responsibility.evaluator = Some(format!("{bureau}長"));
            project
        })
        .collect();
    data
}

fn sheet_declared(declared: &mut ByMeasure<Declared>, measure: Measure) -> &mut Declared {
    declared.get_mut(measure)
}

/// For looking at it: `KOHYO_REPORTS=<folder> cargo test --lib summary_can_be_looked_at -- --ignored`.
#[test]
#[ignore = "writes files, for a person to look at"]
fn summary_can_be_looked_at() {
    let folder = std::path::PathBuf::from(std::env::var("KOHYO_REPORTS").unwrap());
    let style = Style::default();
    let wide = Style {
        paper: crate::report::Paper::A3,
        ..Style::default()
    };
    for (name, data, style) in [
        ("odd", consolidation(), &style),
        ("6", generated(6), &style),
        ("40", generated(40), &style),
        ("40-A3", generated(40), &wide),
        ("0", generated(0), &style),
    ] {
        let report = render(&data, style).unwrap();
        std::fs::write(folder.join(format!("{name}.xlsx")), report.bytes).unwrap();
    }
}
