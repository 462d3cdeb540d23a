//! One project of the data: each key stands here once, with its type and its place in the model.

use crate::model::{
    ByMeasure, Decision, Declared, Department, FinalRating, FiscalYear, Grade, Item, Opinion,
    Project, Proposal, Scope, ScopeBasis, Source, TextField, Texts, YearRecord, exact,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize, Serializer};
use std::borrow::Cow;

/// What is written and read follows from rows `key: type = place,` alone; those behind the ratings stand
/// behind them in the file.
macro_rules! project_data {
    ($project:ident:
        $($(#[$attribute:meta])* $key:ident: $type:ty = $place:expr,)+
        ; ratings ;
        $($(#[$later_attribute:meta])* $later:ident: $later_type:ty = $later_place:expr,)+
    ) => {
        #[derive(Serialize, Deserialize)]
        pub(super) struct ProjectData<'a, S: Clone> {
            $($(#[$attribute])* $key: Cow<'a, $type>,)+
            ratings: ByMeasure<RatingData<'a>>,
            $($(#[$later_attribute])* $later: Cow<'a, $later_type>,)+
            source: Cow<'a, S>,
        }

        impl<'a> ProjectData<'a, Source> {
            pub(super) fn of($project: &'a Project) -> Self {
                Self {
                    $($key: Cow::Borrowed(&$place),)+
                    ratings: ByMeasure::each(|measure| RatingData::of(
                        $project.sheet.declared.get(measure),
                        $project.proposals.get(measure),
                        $project.decided.finals.get(measure),
                    )),
                    $($later: Cow::Borrowed(&$later_place),)+
                    source: Cow::Borrowed(&$project.sheet.source),
                }
            }
        }

        impl<S: Clone + Into<Source>> ProjectData<'_, S> {
            pub(super) fn project(self) -> Project {
                let mut $project = Project::blank(self.source.into_owned().into());
                $($place = self.$key.into_owned();)+
                self.ratings.into_each(|measure, rating| {
                    let (declared, proposal, stands) = rating.split();
                    *$project.sheet.declared.get_mut(measure) = declared;
                    *$project.proposals.get_mut(measure) = proposal;
                    *$project.decided.finals.get_mut(measure) = stands;
                });
                $($later_place = self.$later.into_owned();)+
                $project
            }
        }
    };
}

// `default`: data of older versions, or of a run before anybody decided, has no such key.
project_data! { project:
    number: Option<String> = project.sheet.number,
    name: Option<String> = project.sheet.name,
    fiscal_year: Option<FiscalYear> = project.sheet.fiscal_year,
    scope: Scope = project.responsibility.scope,
    scope_basis: ScopeBasis = project.responsibility.scope_basis,
    departments: Vec<Department> = project.sheet.departments,
    // Written here, among the offices; read with the other texts.
    #[serde(skip_deserializing)]
    implementer: Option<String> = project.sheet.texts[TextField::Implementer],
    evaluator: Option<String> = project.responsibility.evaluator,
    progress_manager: String = project.responsibility.progress_manager,
    #[serde(flatten, serialize_with = "all_but_implementer")]
    texts: Texts = project.sheet.texts,
    years: Vec<YearRecord> = project.sheet.years,
    items: Vec<Item> = project.sheet.items,
    ; ratings ;
    #[serde(default)]
    opinion: Option<Opinion> = project.decided.opinion,
    #[serde(default)]
    decision: Option<Decision> = project.decided.decision,
    #[serde(default)]
    schedule_unclear: bool = project.sheet.schedule_unclear,
}

fn all_but_implementer<S: Serializer>(texts: &Texts, serializer: S) -> Result<S::Ok, S::Error> {
    let others = texts.iter();
    let others = others.filter(|(field, _)| *field != TextField::Implementer);
    serializer.collect_map(others.map(|(field, text)| (field.key(), text)))
}

#[derive(Serialize, Deserialize)]
struct RatingData<'a> {
    declared: Option<Grade>,
    #[serde(default)]
    declared_text: Cow<'a, Option<String>>,
    reason: Cow<'a, Option<String>>,
    proposed: Option<Grade>,
    #[serde(with = "exact")]
    achievement: Option<Decimal>,
    basis: Cow<'a, str>,
    #[serde(default, rename = "final")]
    stands: Cow<'a, Option<FinalRating>>,
}

impl<'a> RatingData<'a> {
    const fn of(
        declared: &'a Declared,
        proposal: &'a Proposal,
        stands: &'a Option<FinalRating>,
    ) -> Self {
        Self {
            declared: declared.grade,
            declared_text: Cow::Borrowed(&declared.text),
            reason: Cow::Borrowed(&declared.reason),
            proposed: proposal.grade,
            achievement: proposal.achievement,
            basis: Cow::Borrowed(proposal.basis.as_str()),
            stands: Cow::Borrowed(stands),
        }
    }

    fn split(self) -> (Declared, Proposal, Option<FinalRating>) {
        let as_graded = || self.declared.map(|grade| grade.to_string());
        let declared = Declared {
            grade: self.declared,
            text: self.declared_text.into_owned().or_else(as_graded),
            reason: self.reason.into_owned(),
        };
        let proposal = Proposal {
            grade: self.proposed,
            achievement: self.achievement,
            basis: self.basis.into_owned(),
        };
        (declared, proposal, self.stands.into_owned())
    }
}

/// Where a project was read, without the cells of its values.
#[derive(Clone, Deserialize)]
pub(super) struct PlainSource {
    file: String,
    sheet: String,
}

impl From<PlainSource> for Source {
    fn from(PlainSource { file, sheet }: PlainSource) -> Self {
        Self {
            file,
            sheet,
            ..Self::default()
        }
    }
}
