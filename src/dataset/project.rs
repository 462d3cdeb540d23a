//! One project of the data.

use crate::model::{
    Bound, ByMeasure, Cells, Decided, Decision, Declared, Department, Field, FinalRating,
    FiscalYear, Grade, Item, Kind, Opinion, Project, ProjectSheet, Proposal, Responsibility, Scope,
    ScopeBasis, Source, Value, YearRecord,
};
use crate::workbook::CellPos;
use rust_decimal::Decimal;
use rust_decimal::serde::arbitrary_precision_option as exact;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;

#[derive(Deserialize)]
pub(super) struct ProjectData<S> {
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
    // Data of older versions has no such key.
    #[serde(default)]
    schedule_unclear: bool,
    source: S,
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
    // Data of older versions has no such key.
    #[serde(default)]
    declared_text: Option<String>,
    reason: Option<String>,
    proposed: Option<Grade>,
    #[serde(with = "exact")]
    achievement: Option<Decimal>,
    basis: String,
    #[serde(default, rename = "final")]
    stands: Option<FinalRating>,
}

/// Where a project was read.
#[derive(Deserialize)]
pub(super) struct PlainSource {
    file: String,
    sheet: String,
}

/// Where a project was read, and the cells of its values.
#[derive(Deserialize)]
pub(super) struct FullSource {
    file: String,
    sheet: String,
    #[serde(deserialize_with = "by_path")]
    cells: Cells,
}

impl From<PlainSource> for Source {
    fn from(source: PlainSource) -> Self {
        Self {
            file: source.file,
            sheet: source.sheet,
            cells: Cells::default(),
        }
    }
}

impl From<FullSource> for Source {
    fn from(source: FullSource) -> Self {
        Self {
            file: source.file,
            sheet: source.sheet,
            cells: source.cells,
        }
    }
}

fn by_path<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Cells, D::Error> {
    let cells = BTreeMap::<Field, CellPos>::deserialize(deserializer)?;
    Ok(cells.into_iter().collect())
}

impl<S: Into<Source>> ProjectData<S> {
    pub(super) fn project(self) -> Project {
        let (declared, proposals, finals) = ratings(self.ratings);
        Project {
            sheet: ProjectSheet {
                source: self.source.into(),
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
                schedule_unclear: self.schedule_unclear,
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
            text: rating
                .declared_text
                .or_else(|| rating.declared.map(|grade| grade.to_string())),
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
