//! A city's worth of projects of every kind, made without chance.

use crate::model::{
    Bound, Consolidation, Decision, Declared, Department, FinalRating, FiscalYear, Grade, Item,
    Kind, Measure, Note, Opinion, Outcome, Project, Scope, TextField, Value, YearRecord,
};
use crate::report::testdata::{blank, consolidation, decimal, number, span};

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
const GOALS: [&str; 5] = [
    "1 市民サービスの向上",
    "2 業務の効率化",
    "３　行政の見える化とオープンデータの推進",
    "4 情報セキュリティの確保",
    "１　市民サービスの向上",
];
const ITEMS: [&str; 5] = [
    "対象の選定",
    "システムの調達と契約の締結",
    "試行と検証を行い、結果を全課で共有する",
    "全庁への展開",
    "効果の測定",
];

/// So many projects, with the findings and files of the usual test data.
pub(super) fn city(projects: usize) -> Consolidation {
    Consolidation {
        projects: (0..projects).map(project).collect(),
        ..consolidation()
    }
}

fn project(n: usize) -> Project {
    let mut project = blank(Some(&(n + 1).to_string()), Some(NAMES[n % NAMES.len()]));
    let (bureau, divisions) = BUREAUS[n * 3 % BUREAUS.len()];
    let division = divisions[n % 3];
    let sheet = &mut project.sheet;
    sheet.departments = vec![Department {
        bureau: Some(bureau.to_owned()),
        division: Some(division.to_owned()),
    }];
    sheet.texts[TextField::Implementer] = Some(format!("{division}長"));
    sheet.texts[TextField::FocusGoal] = (n % 11 != 5).then(|| GOALS[n % GOALS.len()].to_owned());
    sheet.texts[TextField::Kpi] = Some("オンライン申請に対応した手続の数".to_owned());
    sheet.years = (2019..2024).map(|year| record(n, year)).collect();
    sheet.items = (0..2 + n % 4).map(|at| item(n, at)).collect();
    for (at, measure) in Measure::ALL.into_iter().enumerate() {
        rate(&mut project, measure, n, at);
    }
    decide(&mut project, n);
    project.responsibility.scope = Scope::ALL[n % 3];
    project.responsibility.evaluator = Some(format!("{bureau}長"));
    project
}

/// Some ratings stand already, some are left out, and on some projects the headquarters has decided.
fn decide(project: &mut Project, n: usize) {
    if n.is_multiple_of(4) {
        project.decided.finals.kpi = Some(FinalRating {
            grade: Grade::ALL[(n / 4 + 1) % 4],
            reason: Some("ヒアリングの結果による。".to_owned()),
            by: project.responsibility.evaluator.clone(),
            source: None,
        });
    }
    if n % 10 == 9 {
        project.sheet.declared.kgi.text = Some("対象外（令和4年度から）".to_owned());
        project.sheet.declared.kgi.grade = None;
    }
    if n % 6 == 1 {
        project.decided.decision = Some(Decision {
            outcome: Outcome::ALL[n / 6 % 4],
            reason: Some("効果が見込めるため。".to_owned()),
            by: None,
            source: None,
        });
        project.decided.opinion = Some(Opinion {
            text: "次年度に向けて指標を見直すこと。".to_owned(),
            by: None,
            source: None,
        });
    }
}

fn record(n: usize, year: i32) -> YearRecord {
    let at = (year - 2019) as usize;
    let goal = (10 * (at + 1)).to_string();
    let mut record = YearRecord::blank(FiscalYear(year));
    record.target.kpi = Some(number(
        &format!("{goal}手続以上"),
        &goal,
        Some("手続"),
        Some(Bound::AtLeast),
    ));
    record.target.kgi = n
        .is_multiple_of(7)
        .then(|| Value::words("設定なし", Kind::None));
    record.budget = (n % 5 != 4).then(|| decimal(&(n * 137 + 800 * at).to_string()));
    record.settlement = (at == 0 && n.is_multiple_of(2)).then(|| decimal("1180.5"));
    if at == 1 {
        let done = (n * 7 % 30).to_string();
        record.actual.kpi = Some(number(&format!("{done}手続"), &done, Some("手続"), None));
    }
    record
}

fn item(n: usize, at: usize) -> Item {
    // No plan goes beyond the last year column.
    let year = 2019 + at.min(3) as i32;
    Item {
        number: at as u32 + 1,
        text: Some(ITEMS[at].to_owned()),
        notes: (at == 1)
            .then(|| Note {
                fiscal_year: FiscalYear(2020),
                text: "仕様検討".to_owned(),
            })
            .into_iter()
            .collect(),
        planned: vec![span((year, 4 + n as u32 % 6), (year + 1, 3))],
        actual: if at < 2 {
            vec![span((year, 5), (2020, 9))]
        } else {
            vec![]
        },
    }
}

fn rate(project: &mut Project, measure: Measure, n: usize, at: usize) {
    if (n + at) % 7 != 3 {
        let proposal = project.proposals.get_mut(measure);
        proposal.grade = Some(Grade::ALL[(n * 5 + at + n / 8) % 4]);
        proposal.achievement = (at > 0).then(|| decimal("95.5"));
        proposal.basis = format!(
            "{}の目標値20手続以上（E10）に対し実績値14手続（E12）で、達成率は70.0％です（80％未満）。年度末の目標値に対する上期末の実績です。",
            measure.japanese()
        );
    }
    if (n + at).is_multiple_of(3) {
        *project.sheet.declared.get_mut(measure) = Declared {
            grade: Some(Grade::ALL[(n * 3 + at) % 4]),
            text: None,
            reason: Some("契約手続に時間を要したため。".to_owned()),
        };
    }
}
