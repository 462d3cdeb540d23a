//! One project of the roadmap: what its sheet says, who is responsible, what the rules propose.

use super::decision::Decided;
use super::department::Department;
use super::exact;
use super::field::Cells;
use super::fiscal::FiscalYear;
use super::quantity::Value;
use super::rating::{ByMeasure, Grade, Measure};
use super::schedule::Item;
use super::texts::{TextField, Texts};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// Who a project concerns (区分); decides who is responsible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// 全庁的な取組み
    CityWide,
    /// 課（室）を超えた取組み
    CrossDivision,
    /// 課（室）の取組み
    Division,
}

impl Scope {
    /// All scopes, in the source's order.
    pub const ALL: [Self; 3] = [Self::CityWide, Self::CrossDivision, Self::Division];

    /// The name on paper.
    pub const fn japanese(self) -> &'static str {
        match self {
            Self::CityWide => "全庁的な取組み",
            Self::CrossDivision => "課（室）を超えた取組み",
            Self::Division => "課（室）の取組み",
        }
    }
}

/// Where the scope comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScopeBasis {
    /// The register says so.
    Register,
    /// Inferred from the sheet.
    Inferred,
}

/// One year column of the form; `None` where the cell is blank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearRecord {
    /// The year of the heading.
    pub fiscal_year: FiscalYear,
    /// 目標値
    pub target: ByMeasure<Option<Value>>,
    /// 実績値
    pub actual: ByMeasure<Option<Value>>,
    /// 予算額 in thousand yen.
    #[serde(with = "exact")]
    pub budget: Option<Decimal>,
    /// 決算額 in thousand yen.
    #[serde(with = "exact")]
    pub settlement: Option<Decimal>,
}

impl YearRecord {
    /// A year with all cells blank.
    pub fn blank(fiscal_year: FiscalYear) -> Self {
        Self {
            fiscal_year,
            target: ByMeasure::default(),
            actual: ByMeasure::default(),
            budget: None,
            settlement: None,
        }
    }
}

/// The evaluator's own entry for one measure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declared {
    /// The grade, where one could be read.
    pub grade: Option<Grade>,
    /// The rating cell as written.
    pub text: Option<String>,
    /// 評価理由 as written.
    pub reason: Option<String>,
}

/// Words of an evaluator who leaves a rating out on purpose.
const OUT_OF_SCOPE: [&str; 2] = ["対象外", "評価対象外"];

impl Declared {
    /// Whether the evaluator wrote that this is not to be rated: `対象外`, `（対象外）`, `対象外（R4から）`.
    pub fn is_out_of_scope(&self) -> bool {
        let Some(text) = self.text.as_deref().filter(|_| self.grade.is_none()) else {
            return false;
        };
        let plain: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
        let plain = plain.trim_start_matches(['(', '[', '【']);
        let word = plain.split(['(', ')', '[', ']', '】']).next();
        word.is_some_and(|word| OUT_OF_SCOPE.contains(&word))
    }
}

/// Where a sheet was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// File relative to the input root, `/` separated.
    pub file: String,
    /// Sheet name.
    pub sheet: String,
    /// The cell of every value taken.
    pub cells: Cells,
}

/// What one 個票 says. Nothing here is derived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectSheet {
    /// Where it was read.
    pub source: Source,
    /// 番号, normalised: `7`, `4-1`.
    pub number: Option<String>,
    /// 事業名称
    pub name: Option<String>,
    /// The year in the form's title.
    pub fiscal_year: Option<FiscalYear>,
    /// 担当部課, the first is the lead.
    pub departments: Vec<Department>,
    /// Everything else that is a single text, as written.
    pub texts: Texts,
    /// Every year column of the form, in order.
    pub years: Vec<YearRecord>,
    /// The schedule.
    pub items: Vec<Item>,
    /// Some span of the schedule could not be told for certain: no progress is proposed from spans.
    pub schedule_unclear: bool,
    /// The evaluator's entries on the form.
    pub declared: ByMeasure<Declared>,
}

impl ProjectSheet {
    /// A form with nothing filled in.
    pub fn blank(source: Source) -> Self {
        Self {
            source,
            number: None,
            name: None,
            fiscal_year: None,
            departments: Vec::new(),
            texts: Texts::default(),
            years: Vec::new(),
            items: Vec::new(),
            schedule_unclear: false,
            declared: ByMeasure::default(),
        }
    }

    /// One of the texts.
    pub fn text(&self, field: TextField) -> Option<&str> {
        self.texts[field].as_deref()
    }

    /// The column of a year.
    pub fn year(&self, year: FiscalYear) -> Option<&YearRecord> {
        self.years.iter().find(|record| record.fiscal_year == year)
    }
}

/// Who is responsible for a project (source: 第3章).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Responsibility {
    /// 区分
    pub scope: Scope,
    /// Where the scope comes from.
    pub scope_basis: ScopeBasis,
    /// 実績評価責任者; `None` where no bureau is known.
    pub evaluator: Option<String>,
    /// 進捗管理責任者
    pub progress_manager: String,
}

/// What the rules propose for one measure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    /// The proposed grade; `None` where nothing can be proposed without guessing.
    pub grade: Option<Grade>,
    /// Achievement in percent, truncated to one decimal; `None` where there is no ratio.
    pub achievement: Option<Decimal>,
    /// Why, in one Japanese sentence with the figures and cells used.
    pub basis: String,
}

impl Proposal {
    /// No grade, and the sentence saying why.
    pub fn none(why: impl Into<String>) -> Self {
        Self {
            grade: None,
            achievement: None,
            basis: why.into(),
        }
    }
}

impl Project {
    /// A form with nothing filled in and nothing known about it.
    pub fn blank(source: Source) -> Self {
        Self {
            sheet: ProjectSheet::blank(source),
            responsibility: Responsibility {
                scope: Scope::Division,
                scope_basis: ScopeBasis::Inferred,
                evaluator: None,
                progress_manager: String::new(),
            },
            proposals: ByMeasure::default(),
            decided: Decided::default(),
        }
    }

    /// The grade that counts: the final one, else the one on the form, else the proposal. An evaluator who
    /// leaves a rating out of scope gets none proposed in its place.
    pub fn grade(&self, measure: Measure) -> Option<Grade> {
        let stands = self.decided.finals.get(measure).as_ref();
        let declared = self.sheet.declared.get(measure);
        let proposed = self.proposals.get(measure).grade;
        stands
            .map(|rating| rating.grade)
            .or(declared.grade)
            .or(proposed.filter(|_| !declared.is_out_of_scope()))
    }
}

/// A project with everything known about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// What the form says.
    pub sheet: ProjectSheet,
    /// Who is responsible.
    pub responsibility: Responsibility,
    /// What the rules propose.
    pub proposals: ByMeasure<Proposal>,
    /// What the evaluator and the headquarters decided; nothing before they met.
    pub decided: Decided,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_leaves_a_rating_out_says_so_in_one_word() {
        let written = |text: &str| Declared {
            text: Some(text.to_owned()),
            ..Declared::default()
        };
        for text in [
            "対象外",
            "（対象外）",
            "評価 対象外",
            "対象外（令和4年度から）",
            "【対象外】",
        ] {
            assert!(written(text).is_out_of_scope(), "{text}");
        }
        for text in ["", "－", "未評価", "A", "対象外とするか検討中"] {
            assert!(!written(text).is_out_of_scope(), "{text}");
        }
        let graded = Declared {
            grade: Some(Grade::A),
            ..written("対象外")
        };
        assert!(!graded.is_out_of_scope());
    }
}
