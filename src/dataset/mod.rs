//! `dataset.json` of a former run read back, for what is carried over to the next period.
//!
//! It is written by [`crate::report::dataset`]; keys that are not needed here are passed over.

use crate::finding::Code;
use crate::model::{
    Bound, ByMeasure, Cells, Decided, Decision, Declared, Department, FinalRating, FiscalYear,
    Grade, Item, Kind, Opinion, Part, Project, ProjectSheet, Proposal, Responsibility, Scope,
    ScopeBasis, Source, Value, YearRecord,
};
use crate::report::dataset::SCHEMA;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::serde::arbitrary_precision_option as exact;
use serde::Deserialize;

/// What a former run found out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dataset {
    /// Name of the plan.
    pub plan: String,
    /// The fiscal year rated then, and the part of it.
    pub period: (FiscalYear, Option<Part>),
    /// The day up to which progress was looked at.
    pub as_of: NaiveDate,
    /// Its projects, without the cells they were read from.
    pub projects: Vec<Project>,
    /// Numbers of the projects that were not sent then.
    pub missing: Vec<String>,
}

/// A file that is no data of kohyo.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DatasetError {
    /// Not JSON, or not of the shape.
    #[error("kohyo の dataset.json ではありません（{0}）")]
    Shape(#[from] serde_json::Error),
    /// Data of another shape.
    #[error("形式「{0}」の dataset.json は読めません。この版の kohyo で作り直してください")]
    Schema(String),
}

/// Reads the data.
///
/// # Errors
/// When the text is no data of this version.
pub fn read(text: &str) -> Result<Dataset, DatasetError> {
    let schema: Schema = serde_json::from_str(text)?;
    if schema.schema != SCHEMA {
        return Err(DatasetError::Schema(schema.schema));
    }
    let file: File = serde_json::from_str(text)?;
    let projects = file.projects.into_iter().map(ProjectData::project);
    let missing = file.findings.into_iter();
    let missing = missing.filter(|finding| finding.code == Code::MissingSubmission.as_str());
    Ok(Dataset {
        plan: file.plan,
        missing: missing.filter_map(|finding| finding.text).collect(),
        period: (file.period.fiscal_year, file.period.part),
        as_of: file.period.as_of,
        projects: projects.collect(),
    })
}

#[derive(Deserialize)]
struct Schema {
    schema: String,
}

#[derive(Deserialize)]
struct File {
    plan: String,
    period: PeriodData,
    projects: Vec<ProjectData>,
    findings: Vec<FindingData>,
}

#[derive(Deserialize)]
struct FindingData {
    code: String,
    text: Option<String>,
}

#[derive(Deserialize)]
struct PeriodData {
    fiscal_year: FiscalYear,
    part: Option<Part>,
    as_of: NaiveDate,
}

#[derive(Deserialize)]
struct ProjectData {
    number: Option<String>,
    name: Option<String>,
    fiscal_year: Option<FiscalYear>,
    scope: Scope,
    scope_basis: ScopeBasis,
    departments: Vec<Department>,
    implementer: Option<String>,
    evaluator: Option<String>,
    progress_manager: String,
    summary: Option<String>,
    focus_goal: Option<String>,
    current_state: Option<String>,
    kgi: Option<String>,
    kpi: Option<String>,
    expected_effect: Option<String>,
    remarks: Option<String>,
    // Data of older versions has no such keys.
    #[serde(default)]
    submitted_on: Option<String>,
    #[serde(default)]
    contact: Option<String>,
    years: Vec<YearData>,
    items: Vec<Item>,
    ratings: ByMeasure<RatingData>,
    // Data of a run before the headquarters met has no such key.
    #[serde(default)]
    decision: Option<Decision>,
    #[serde(default)]
    opinion: Option<Opinion>,
    source: SourceData,
}

#[derive(Deserialize)]
struct YearData {
    fiscal_year: FiscalYear,
    target: ByMeasure<Option<ValueData>>,
    actual: ByMeasure<Option<ValueData>>,
    #[serde(with = "exact")]
    budget: Option<Decimal>,
    #[serde(with = "exact")]
    settlement: Option<Decimal>,
}

#[derive(Deserialize)]
struct ValueData {
    text: String,
    kind: Kind,
    #[serde(with = "exact")]
    number: Option<Decimal>,
    unit: Option<String>,
    bound: Option<Bound>,
    cumulative: bool,
}

#[derive(Deserialize)]
struct RatingData {
    declared: Option<Grade>,
    reason: Option<String>,
    proposed: Option<Grade>,
    #[serde(with = "exact")]
    achievement: Option<Decimal>,
    basis: String,
    #[serde(default, rename = "final")]
    stands: Option<FinalRating>,
}

#[derive(Deserialize)]
struct SourceData {
    file: String,
    sheet: String,
}

impl ProjectData {
    fn project(self) -> Project {
        let (declared, proposals, finals) = ratings(self.ratings);
        Project {
            sheet: ProjectSheet {
                source: Source {
                    file: self.source.file,
                    sheet: self.source.sheet,
                    cells: Cells::default(),
                },
                number: self.number,
                name: self.name,
                fiscal_year: self.fiscal_year,
                departments: self.departments,
                implementer: self.implementer,
                summary: self.summary,
                focus_goal: self.focus_goal,
                current_state: self.current_state,
                kgi: self.kgi,
                kpi: self.kpi,
                expected_effect: self.expected_effect,
                remarks: self.remarks,
                submitted_on: self.submitted_on,
                contact: self.contact,
                years: self.years.into_iter().map(YearData::record).collect(),
                items: self.items,
                schedule_unclear: false,
                declared,
            },
            responsibility: Responsibility {
                scope: self.scope,
                scope_basis: self.scope_basis,
                evaluator: self.evaluator,
                progress_manager: self.progress_manager,
            },
            proposals,
            decided: Decided {
                decision: self.decision,
                finals,
                opinion: self.opinion,
            },
        }
    }
}

/// The evaluators' entries, the rules' proposals, and the ratings that stand.
type Ratings = (
    ByMeasure<Declared>,
    ByMeasure<Proposal>,
    ByMeasure<Option<FinalRating>>,
);

fn ratings(ratings: ByMeasure<RatingData>) -> Ratings {
    let split = |rating: RatingData| {
        let declared = Declared {
            grade: rating.declared,
            text: rating.declared.map(|grade| grade.to_string()),
            reason: rating.reason,
        };
        let proposal = Proposal {
            grade: rating.proposed,
            achievement: rating.achievement,
            basis: rating.basis,
        };
        (declared, proposal, rating.stands)
    };
    let (progress, kpi, kgi) = (
        split(ratings.progress),
        split(ratings.kpi),
        split(ratings.kgi),
    );
    (
        ByMeasure {
            progress: progress.0,
            kpi: kpi.0,
            kgi: kgi.0,
        },
        ByMeasure {
            progress: progress.1,
            kpi: kpi.1,
            kgi: kgi.1,
        },
        ByMeasure {
            progress: progress.2,
            kpi: kpi.2,
            kgi: kgi.2,
        },
    )
}

impl YearData {
    fn record(self) -> YearRecord {
        YearRecord {
            fiscal_year: self.fiscal_year,
            target: values(self.target),
            actual: values(self.actual),
            budget: self.budget,
            settlement: self.settlement,
        }
    }
}

fn values(values: ByMeasure<Option<ValueData>>) -> ByMeasure<Option<Value>> {
    let value = |data: Option<ValueData>| {
        data.map(|data| Value {
            text: data.text,
            kind: data.kind,
            number: data.number,
            unit: data.unit,
            bound: data.bound,
            cumulative: data.cumulative,
        })
    };
    ByMeasure {
        progress: value(values.progress),
        kpi: value(values.kpi),
        kgi: value(values.kgi),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Outcome;
    use crate::report::{dataset, testdata};

    #[test]
    fn what_was_written_comes_back() {
        let written = testdata::consolidation();
        let text = String::from_utf8(dataset::render(&written).unwrap().bytes).unwrap();
        let read = read(&text).unwrap();
        assert_eq!(
            read.period,
            (written.period.fiscal_year, written.period.part)
        );
        assert_eq!(
            (read.plan, read.as_of),
            (written.plan, written.period.as_of)
        );
        assert_eq!(read.missing, ["8"]);
        assert_eq!(read.projects.len(), written.projects.len());
        for (read, mut wanted) in read.projects.into_iter().zip(written.projects) {
            wanted.sheet.source.cells = Cells::default();
            wanted.sheet.schedule_unclear = false;
            for declared in [
                &mut wanted.sheet.declared.progress,
                &mut wanted.sheet.declared.kpi,
                &mut wanted.sheet.declared.kgi,
            ] {
                // What a rating cell said beside its grade is not kept in the data.
                declared.text = declared.grade.map(|grade| grade.to_string());
            }
            assert_eq!(read, wanted);
        }
    }

    #[test]
    fn what_the_headquarters_decided_is_read_where_it_is_there() {
        let written = dataset::render(&testdata::consolidation()).unwrap().bytes;
        let mut data: serde_json::Value = serde_json::from_slice(&written).unwrap();
        let source = serde_json::json!({"file": "評価.xlsx", "sheet": "一覧", "cell": "B3"});
        data["projects"][0]["decision"] =
            serde_json::json!({"outcome": "再構築", "reason": "統合する", "source": source});
        data["projects"][0]["ratings"]["kpi"]["final"] =
            serde_json::json!({"grade": "B", "reason": null, "by": "教育部長", "source": source});
        let read = read(&data.to_string()).unwrap();
        let decided = &read.projects[0].decided;
        let decision = decided.decision.as_ref().unwrap();
        assert_eq!(decision.outcome, Outcome::Rebuild);
        let kpi = decided.finals.kpi.as_ref().unwrap();
        assert_eq!((kpi.grade, kpi.by.as_deref()), (Grade::B, Some("教育部長")));
        assert_eq!(decided.finals.kgi, None);
    }

    #[test]
    fn other_files_are_refused_with_a_word() {
        for (text, wanted) in [
            ("{", "dataset.json ではありません"),
            ("{}", "dataset.json ではありません"),
            (r#"{"schema": "kohyo/2"}"#, "kohyo/2"),
        ] {
            let said = read(text).unwrap_err().to_string();
            assert!(said.contains(wanted), "{said}");
        }
    }
}
