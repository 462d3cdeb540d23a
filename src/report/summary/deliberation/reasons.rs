//! What is to be said of each project, and which of it weighs most. Pure.

use crate::model::{Grade, Measure, TextField};
use crate::report::summary::Book;
use crate::report::summary::standing::{Origin, Standing};
use crate::report::summary::tally::Line;

/// Why a project is to be talked about, the heaviest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    /// Some rating is C: not begun, or nothing reached.
    C,
    /// Some rating is B: late, or short of the target.
    B,
    /// The evaluator's grade is not the proposed one.
    Differs,
    /// Some rating is missing.
    Unrated,
    /// Nothing.
    Rest,
}

impl Class {
    pub(super) const ALL: [Self; 5] = [Self::C, Self::B, Self::Differs, Self::Unrated, Self::Rest];

    /// The words on paper.
    pub(super) const fn japanese(self) -> &'static str {
        match self {
            Self::C => "C評価",
            Self::B => "B評価",
            Self::Differs => "案と相違",
            Self::Unrated => "未評価",
            Self::Rest => "その他",
        }
    }
}

/// A project to be decided on.
pub(super) struct Case<'a> {
    /// The project's place in the list.
    pub(super) at: usize,
    pub(super) line: &'a Line<'a>,
    pub(super) class: Class,
    /// What is to be said: a rating a line, then 懸念事項.
    pub(super) why: String,
}

/// Every counted project once, the heaviest first, else in the order of the list.
pub(super) fn cases<'a>(book: &'a Book<'_>) -> Vec<Case<'a>> {
    let mut cases: Vec<Case<'a>> = book
        .lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.counted)
        .map(|(at, line)| {
            let said: Vec<(Class, String)> = Measure::ALL
                .into_iter()
                .filter_map(|measure| said(line, measure))
                .collect();
            let class = said.iter().map(|(class, _)| *class).min();
            let mut why: Vec<String> = said.into_iter().map(|(_, why)| why).collect();
            let concerns = line.project.sheet.text(TextField::Concerns);
            why.extend(concerns.map(|concerns| format!("懸念事項：{concerns}")));
            Case {
                at,
                line,
                class: class.unwrap_or(Class::Rest),
                why: why.join("\n"),
            }
        })
        .collect();
    cases.sort_by_key(|case| case.class);
    cases
}

/// What is to be said of one rating: `進捗：B（案）　…が計画より遅れています`.
fn said(line: &Line<'_>, measure: Measure) -> Option<(Class, String)> {
    let standing = *line.standings.get(measure);
    let proposal = line.project.proposals.get(measure);
    let name = measure.japanese();
    let (class, differs) = match standing {
        Standing::OutOfScope(_) => return None,
        Standing::Unrated => (Class::Unrated, None),
        Standing::Rated(grade, origin) => {
            let differs = proposal
                .grade
                .filter(|proposed| origin != Origin::Proposed && *proposed != grade);
            let class = match (grade, differs) {
                (Grade::C, _) => Class::C,
                (Grade::B, _) => Class::B,
                (_, Some(_)) => Class::Differs,
                (_, None) => return None,
            };
            (class, differs)
        }
    };
    let proposed = differs.map_or_else(String::new, |grade| format!("、案は{grade}"));
    // A basis is that of the proposal: it explains a grade that is the same, that differs, or is missing.
    let explains = differs.is_some() || standing.grade() == proposal.grade;
    let basis = if explains {
        proposal.basis.as_str()
    } else {
        ""
    };
    let text = format!("{name}：{}{proposed}　{basis}", standing.long());
    Some((class, text.trim_end().to_owned()))
}

/// What the evaluator wrote: the reasons for the ratings that stand, else those on the form, and the opinion.
/// A grade that was confirmed without a word keeps the reason it was given for; another one does not.
pub(super) fn evaluator(line: &Line<'_>) -> String {
    let project = line.project;
    let mut written = Vec::new();
    for measure in Measure::ALL {
        let declared = project.sheet.declared.get(measure);
        let last = project.decided.finals.get(measure).as_ref();
        let confirmed = last.is_none_or(|rating| Some(rating.grade) == declared.grade);
        let own = declared.reason.as_ref().filter(|_| confirmed);
        let reason = last.and_then(|rating| rating.reason.as_ref()).or(own);
        written.extend(reason.map(|reason| format!("{}：{reason}", measure.japanese())));
    }
    let opinion = project.decided.opinion.as_ref();
    written.extend(opinion.map(|opinion| format!("意見：{}", opinion.text)));
    written.join("\n")
}
