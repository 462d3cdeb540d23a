//! What the headquarters (推進本部) decided: whether a project goes on, and the ratings that stand.

use super::rating::{ByMeasure, Grade, Measure};
use serde::{Deserialize, Serialize};

/// What becomes of a project (source: 第3章, 推進本部の決定).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Outcome {
    /// It goes on as planned.
    #[serde(rename = "継続")]
    Continue,
    /// It is planned anew.
    #[serde(rename = "再構築")]
    Rebuild,
    /// It is changed in part.
    #[serde(rename = "見直し")]
    Review,
    /// It ends.
    #[serde(rename = "撤退")]
    Withdraw,
}

impl Outcome {
    /// All, in the order of the source.
    pub const ALL: [Self; 4] = [Self::Continue, Self::Rebuild, Self::Review, Self::Withdraw];

    /// The word of the decision.
    pub const fn japanese(self) -> &'static str {
        match self {
            Self::Continue => "継続",
            Self::Rebuild => "再構築",
            Self::Review => "見直し",
            Self::Withdraw => "撤退",
        }
    }
}

/// The cell of a workbook that came back, from which something was taken.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Given {
    /// The workbook, relative to the folder that was named, `/` separated.
    pub file: String,
    /// Its sheet.
    pub sheet: String,
    /// The cell: `K25`.
    pub cell: String,
}

/// The decision on one project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// What becomes of it.
    pub outcome: Outcome,
    /// Why, as written.
    pub reason: Option<String>,
    /// Who decided: the meeting's name, else 推進本部; `None` where the data do not say.
    #[serde(default)]
    pub by: Option<String>,
    /// Where it was written; `None` where the data do not say.
    pub source: Option<Given>,
}

/// A rating that stands: given by the evaluator in the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FinalRating {
    /// The grade.
    pub grade: Grade,
    /// Why, as written.
    pub reason: Option<String>,
    /// The title of who gave it: `総合政策部長`.
    pub by: Option<String>,
    /// Where it was written; `None` where the data do not say.
    pub source: Option<Given>,
}

/// What the evaluator wrote on a project as a whole (意見).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    /// As written.
    pub text: String,
    /// The title of who wrote it.
    pub by: Option<String>,
    /// Where it was written; `None` where the data do not say.
    pub source: Option<Given>,
}

/// Everything that was decided on one project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decided {
    /// `None`: the headquarters has not decided yet.
    pub decision: Option<Decision>,
    /// Ratings that stand; `None` where none was given.
    pub finals: ByMeasure<Option<FinalRating>>,
    /// `None`: the evaluator wrote none.
    pub opinion: Option<Opinion>,
}

impl Decided {
    /// Whether nobody gave anything.
    pub fn is_empty(&self) -> bool {
        let rated = Measure::ALL.map(|measure| self.finals.get(measure).is_some());
        self.decision.is_none() && self.opinion.is_none() && !rated.contains(&true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_was_given_is_not_nothing() {
        assert!(Decided::default().is_empty());
        let mut given = [(); 3].map(|()| Decided::default());
        given[0].finals.kgi = Some(FinalRating {
            grade: Grade::A,
            reason: None,
            by: None,
            source: None,
        });
        given[1].opinion = Some(Opinion {
            text: "横展開すること".to_owned(),
            by: None,
            source: None,
        });
        given[2].decision = Some(Decision {
            outcome: Outcome::Continue,
            reason: None,
            by: None,
            source: None,
        });
        assert_eq!(given.map(|given| given.is_empty()), [false; 3]);
    }
}
