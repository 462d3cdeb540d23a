//! What an entry says, if that is certain.

use super::entry::{Entry, Written};
use crate::finding::{Code, Finding};
use crate::model::{Decided, Decision, FinalRating, Grade, Measure, Opinion, Outcome, Statement};
use crate::tag::RowKind;
use crate::text::{grade, outcome};

/// The word of a rating or a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Grade(Measure, Grade),
    Outcome(Outcome),
    /// An opinion has none.
    Opinion,
}

/// Reads an entry; `Ok(None)` where it says nothing that could stand by itself.
pub(super) fn word(entry: &Entry) -> Result<Option<Word>, Box<Finding>> {
    match (entry.tag.row.measure(), entry.tag.row) {
        (Some(measure), _) => graded(entry, measure),
        (None, RowKind::Decision) => decided(entry),
        (None, _) => Ok(Some(Word::Opinion)),
    }
}

fn graded(entry: &Entry, measure: Measure) -> Result<Option<Word>, Box<Finding>> {
    let Some(written) = &entry.word else {
        return Ok(None);
    };
    // 対象外 is read without doubt, but it is no rating.
    let read = grade::parse(&written.text);
    match (read.value, read.doubts.is_empty()) {
        (Some(grade), true) => Ok(Some(Word::Grade(measure, grade))),
        _ => Err(refused(
            entry,
            written,
            Code::RatingUnknown,
            "S・A・B・C のどれでもありません",
        )),
    }
}

fn decided(entry: &Entry) -> Result<Option<Word>, Box<Finding>> {
    let Some(written) = &entry.word else {
        return Ok(None);
    };
    match outcome::parse(&written.text) {
        Some(outcome) => Ok(Some(Word::Outcome(outcome))),
        None => Err(refused(
            entry,
            written,
            Code::OutcomeUnknown,
            "継続・再構築・見直し・撤退のどれでもありません",
        )),
    }
}

fn refused(entry: &Entry, written: &Written, code: Code, why: &str) -> Box<Finding> {
    let (subject, typed) = (entry.subject(), &written.text);
    let message = format!("{subject}の「{typed}」は{why}。反映していません");
    Box::new(entry.refusal(written, code, message))
}

/// An entry that nobody contradicts.
#[derive(Clone, Debug)]
pub(super) struct Taken<'a> {
    pub(super) word: Word,
    pub(super) text: Option<&'a str>,
    /// The entry that says so; of several the first.
    pub(super) entry: &'a Entry,
}

/// What stands in a place of the data.
pub(super) fn standing(decided: &Decided, row: RowKind) -> Option<Statement> {
    match (row.measure(), row) {
        (Some(measure), _) => {
            let rating = decided.finals.get(measure).as_ref()?;
            Some(Statement {
                word: Some(rating.grade.to_string()),
                text: rating.reason.clone(),
            })
        }
        (None, RowKind::Decision) => {
            let decision = decided.decision.as_ref()?;
            Some(Statement {
                word: Some(decision.outcome.japanese().to_owned()),
                text: decision.reason.clone(),
            })
        }
        (None, _) => Some(Statement {
            word: None,
            text: Some(decided.opinion.as_ref()?.text.clone()),
        }),
    }
}

impl Taken<'_> {
    /// What is said.
    pub(super) fn statement(&self) -> Statement {
        let word = match self.word {
            Word::Grade(_, grade) => Some(grade.to_string()),
            Word::Outcome(outcome) => Some(outcome.japanese().to_owned()),
            Word::Opinion => None,
        };
        Statement {
            word,
            text: self.text.map(str::to_owned),
        }
    }

    /// Whether it says nothing but what stands. A blank reason is no other reason.
    pub(super) fn is_known(&self, standing: &Statement) -> bool {
        let said = self.statement();
        said.word == standing.word && (said.text.is_none() || said.text == standing.text)
    }

    /// Who says so, given who decides in the headquarters.
    pub(super) fn by(&self, headquarters: &str) -> Option<String> {
        match self.word {
            Word::Outcome(_) => Some(headquarters.to_owned()),
            Word::Grade(..) | Word::Opinion => self.entry.tag.evaluator.clone(),
        }
    }

    /// Makes it stand.
    pub(super) fn put(&self, decided: &mut Decided, headquarters: &str) {
        let (reason, source) = (self.text.map(str::to_owned), Some(self.entry.given()));
        let by = self.by(headquarters);
        match self.word {
            Word::Grade(measure, grade) => {
                *decided.finals.get_mut(measure) = Some(FinalRating {
                    grade,
                    reason,
                    by,
                    source,
                });
            }
            Word::Outcome(outcome) => {
                decided.decision = Some(Decision {
                    outcome,
                    reason,
                    by,
                    source,
                });
            }
            Word::Opinion => {
                decided.opinion = reason.map(|text| Opinion { text, by, source });
            }
        }
    }
}
