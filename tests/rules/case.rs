//! One line of a table: what a sheet holds, and what must come out.

use super::sheet::{add_item, blank, declared, department, put, value};
use chrono::NaiveDate;
use kohyo::finding::Finding;
use kohyo::model::{
    Direction, FiscalYear, Indicator, Measure, OfficeHolders, Part, Period, Project, ProjectSheet,
    Proposal, Register, RegisterEntry, Scope, TextField,
};
use kohyo::rules::{Settings, judge};
use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::BTreeMap;

/// `[target, actual]`.
type Pair = [Option<String>; 2];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    pub(super) case: String,
    #[serde(default)]
    part: Option<String>,
    #[serde(default)]
    as_of: Option<NaiveDate>,
    #[serde(default = "five_years")]
    columns: Vec<i32>,
    #[serde(default)]
    progress: Option<Pair>,
    #[serde(default)]
    kpi: Option<Pair>,
    #[serde(default)]
    kgi: Option<Pair>,
    /// Other years: `{"2019": {"kpi": ["10件", "8件"]}}`.
    #[serde(default)]
    years: BTreeMap<String, BTreeMap<String, Pair>>,
    /// `[planned, actual]` spans.
    #[serde(default)]
    items: Vec<[String; 2]>,
    #[serde(default)]
    unclear: bool,
    #[serde(default = "one_division")]
    departments: Vec<String>,
    #[serde(default = "its_head")]
    implementer: Option<String>,
    #[serde(default)]
    declared: BTreeMap<String, String>,
    #[serde(default)]
    register: Option<RegisterLine>,
    #[serde(default)]
    settings: Settings,
    expect: Expect,
}

fn five_years() -> Vec<i32> {
    (2019..=2023).collect()
}

fn one_division() -> Vec<String> {
    vec!["総務部/情報政策課".to_owned()]
}

fn its_head() -> Option<String> {
    Some("情報政策課長".to_owned())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RegisterLine {
    /// The project's number on the sheet is 1.
    #[serde(default = "number_one")]
    number: String,
    #[serde(default)]
    scope: Option<String>,
    #[serde(default)]
    departments: Vec<String>,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    implementer: Option<String>,
    #[serde(default)]
    organisation: Vec<String>,
    #[serde(default)]
    kpi: IndicatorLine,
    #[serde(default)]
    ict_head: Option<String>,
    #[serde(default)]
    vice_mayor: Option<String>,
}

fn number_one() -> String {
    "1".to_owned()
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct IndicatorLine {
    direction: Option<String>,
    baseline: Option<Decimal>,
    from_baseline: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    #[serde(default)]
    progress: Option<Expected>,
    #[serde(default)]
    kpi: Option<Expected>,
    #[serde(default)]
    kgi: Option<Expected>,
    #[serde(default)]
    scope: Option<String>,
    #[serde(default)]
    scope_basis: Option<String>,
    /// `""`: nobody.
    #[serde(default)]
    evaluator: Option<String>,
    #[serde(default)]
    findings: Vec<Wanted>,
    /// Codes that must not occur.
    #[serde(default)]
    absent: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    grade: Option<String>,
    #[serde(default)]
    achievement: Option<String>,
    /// Pieces of the basis.
    #[serde(default)]
    basis: Vec<String>,
}

/// A finding by its code alone, or with its place and words.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Wanted {
    Code(String),
    Whole(ExpectedFinding),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedFinding {
    code: String,
    #[serde(default)]
    cell: Option<String>,
    #[serde(default)]
    field: Option<String>,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    message: Vec<String>,
}

impl Case {
    fn sheet(&self) -> ProjectSheet {
        let mut sheet = blank(&self.columns);
        let measures = Measure::ALL.into_iter();
        for (measure, pair) in measures.zip([&self.progress, &self.kpi, &self.kgi]) {
            if let Some(pair) = pair {
                put(&mut sheet, 2020, measure, values(pair));
            }
        }
        for (year, pairs) in &self.years {
            for (key, pair) in pairs {
                put(
                    &mut sheet,
                    year.parse().unwrap(),
                    measure(key),
                    values(pair),
                );
            }
        }
        for [planned, actual] in &self.items {
            add_item(&mut sheet, planned, actual);
        }
        sheet.schedule_unclear = self.unclear;
        sheet.departments = self.departments.iter().map(|d| department(d)).collect();
        sheet.texts[TextField::Implementer].clone_from(&self.implementer);
        for (key, text) in &self.declared {
            *sheet.declared.get_mut(measure(key)) = declared(text);
        }
        sheet
    }

    fn period(&self) -> Period {
        let part = self
            .part
            .as_deref()
            .map(|part| part.parse::<Part>().unwrap());
        let mut period = Period::ending(FiscalYear(2020), part);
        period.as_of = self.as_of.unwrap_or(period.as_of);
        period
    }
}

fn values(pair: &Pair) -> [Option<kohyo::model::Value>; 2] {
    pair.clone().map(|text| text.map(|text| value(&text)))
}

fn measure(key: &str) -> Measure {
    Measure::ALL
        .into_iter()
        .find(|measure| measure.key() == key)
        .unwrap()
}

impl RegisterLine {
    fn register(&self) -> Register {
        let mut entry = RegisterEntry {
            number: self.number.clone(),
            name: self.name.clone(),
            implementer: self.implementer.clone(),
            scope: self.scope.as_deref().map(scope),
            departments: self.departments.iter().map(|d| department(d)).collect(),
            ..RegisterEntry::default()
        };
        entry.indicators.kpi = Indicator {
            direction: self.kpi.direction.as_deref().map(direction),
            baseline: self.kpi.baseline,
            from_baseline: self.kpi.from_baseline,
        };
        Register {
            entries: vec![entry],
            organisation: self.organisation.iter().map(|d| department(d)).collect(),
            offices: OfficeHolders {
                ict_head: self.ict_head.clone(),
                vice_mayor: self.vice_mayor.clone(),
            },
            ..Register::default()
        }
    }
}

fn direction(text: &str) -> Direction {
    match text {
        "higher" => Direction::Higher,
        "lower" => Direction::Lower,
        other => panic!("{other}"),
    }
}

fn scope(text: &str) -> Scope {
    Scope::ALL
        .into_iter()
        .find(|scope| snake(scope) == text)
        .unwrap()
}

fn snake(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value)
        .unwrap()
        .as_str()
        .unwrap()
        .to_owned()
}

/// Judges the case; every difference in words.
pub(super) fn check(case: &Case) -> Vec<String> {
    let register = case.register.as_ref().map(RegisterLine::register);
    let (project, findings) = judge(
        case.sheet(),
        &case.period(),
        register.as_ref(),
        &case.settings,
    );
    let expect = &case.expect;
    let proposals = &project.proposals;
    let mut failures = Vec::new();
    for (expected, proposal) in [
        (&expect.progress, &proposals.progress),
        (&expect.kpi, &proposals.kpi),
        (&expect.kgi, &proposals.kgi),
    ] {
        if let Some(expected) = expected {
            failures.extend(compare(expected, proposal));
        }
    }
    failures.extend(responsibility(expect, &project));
    failures.extend(found(expect, &findings));
    failures
}

fn compare(expected: &Expected, proposal: &Proposal) -> Vec<String> {
    let mut failures = Vec::new();
    let grade = proposal.grade.map(|grade| grade.to_string());
    let achievement = proposal.achievement.map(|percent| percent.to_string());
    if grade != expected.grade {
        failures.push(format!("grade {grade:?}, not {:?}", expected.grade));
    }
    if achievement != expected.achievement {
        let wanted = &expected.achievement;
        failures.push(format!("achievement {achievement:?}, not {wanted:?}"));
    }
    for piece in &expected.basis {
        if !proposal.basis.contains(piece) {
            failures.push(format!("basis 「{}」 lacks 「{piece}」", proposal.basis));
        }
    }
    if proposal.basis.is_empty() || proposal.basis.contains('。') {
        failures.push(format!("basis 「{}」 is not one sentence", proposal.basis));
    }
    failures
}

fn responsibility(expect: &Expect, project: &Project) -> Vec<String> {
    let got = &project.responsibility;
    [
        (&expect.scope, snake(&got.scope)),
        (&expect.scope_basis, snake(&got.scope_basis)),
        (&expect.evaluator, got.evaluator.clone().unwrap_or_default()),
    ]
    .into_iter()
    .filter_map(|(wanted, got)| {
        let wanted = wanted.as_ref()?;
        (*wanted != got).then(|| format!("{got:?}, not {wanted:?}"))
    })
    .collect()
}

/// Codes that most cases raise; they count only where a case names them.
const USUAL: [&str; 2] = ["scope-inferred", "direction-assumed"];

fn found(expect: &Expect, findings: &[Finding]) -> Vec<String> {
    let mut left: Vec<&Finding> = findings.iter().collect();
    let mut failures = Vec::new();
    for wanted in &expect.findings {
        match left.iter().position(|finding| wanted.is(finding)) {
            Some(at) => {
                left.remove(at);
            }
            None => failures.push(format!("no {wanted:?} in {findings:#?}")),
        }
    }
    for finding in left {
        let code = finding.code.as_str();
        let wanted_none = expect.absent.iter().any(|absent| absent == code);
        if wanted_none || !USUAL.contains(&code) {
            failures.push(format!("unexpected: {finding}"));
        }
    }
    for finding in findings {
        if finding.file != "総務部/個票.xlsx" || finding.sheet.as_deref() != Some("個票") {
            failures.push(format!("without its place: {finding}"));
        }
    }
    failures
}

impl Wanted {
    fn is(&self, finding: &Finding) -> bool {
        match self {
            Self::Code(code) => finding.code.as_str() == code,
            Self::Whole(whole) => whole.is(finding),
        }
    }
}

impl ExpectedFinding {
    fn is(&self, finding: &Finding) -> bool {
        let same =
            |wanted: &Option<String>, got: Option<String>| wanted.is_none() || *wanted == got;
        finding.code.as_str() == self.code
            && same(&self.cell, finding.cell.map(|cell| cell.to_string()))
            && same(&self.field, finding.field.map(|field| field.to_string()))
            && same(&self.text, finding.text.clone())
            && self
                .message
                .iter()
                .all(|piece| finding.message.contains(piece))
    }
}
