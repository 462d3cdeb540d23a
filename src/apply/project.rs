//! Which project an entry is for.
//!
//! | the data have | the entry is for |
//! | --- | --- |
//! | a form of this file, sheet and number | that form's project |
//! | a form of this file and sheet with another number | none: the evaluator saw another project |
//! | no such form, but one project of this number | that project, with a remark: the form was replaced |
//! | anything else | none |

use super::entry::Entry;
use crate::finding::{Code, Finding};
use crate::model::{Period, Project};

/// Where a project stands in the data, with a remark where its form was replaced; else a refusal.
pub(super) type Found = Result<(usize, Option<Finding>), Box<Finding>>;

/// Finds the project of an entry.
pub(super) fn find(entry: &Entry, projects: &[Project], period: &Period) -> Found {
    other_period(entry, period).map_or(Ok(()), Err)?;
    let tag = &entry.tag;
    let same_form = |project: &Project| {
        let source = &project.sheet.source;
        source.file == tag.file && source.sheet == tag.sheet
    };
    let exact = |project: &Project| same_form(project) && project.sheet.number == tag.number;
    if let Some(at) = projects.iter().position(exact) {
        return Ok((at, None));
    }
    match projects.iter().find(|project| same_form(project)) {
        Some(form) => Err(renumbered(entry, form)),
        None => replaced(entry, projects),
    }
}

fn renumbered(entry: &Entry, form: &Project) -> Box<Finding> {
    let message = format!(
        "{}の記入ですが、その個票（{} › {}）の番号は今は{}です。反映していません",
        entry.number(),
        entry.tag.file,
        entry.tag.sheet,
        form.sheet.number.as_deref().unwrap_or("ありません"),
    );
    unknown(entry, message)
}

/// The one project that has the number now.
fn replaced(entry: &Entry, projects: &[Project]) -> Found {
    let (tag, numbered) = (&entry.tag, entry.number());
    let same = |project: &Project| tag.number.is_some() && project.sheet.number == tag.number;
    let places: Vec<usize> = (0..projects.len())
        .filter(|at| same(&projects[*at]))
        .collect();
    let message = match places.as_slice() {
        [at] => {
            let source = &projects[*at].sheet.source;
            let message = format!(
                "{numbered}の個票が、記入のもとになった「{} › {}」から「{} › {}」に替わっています",
                tag.file, tag.sheet, source.file, source.sheet,
            );
            let remark = entry.finding(Code::EntrySourceDiffers, message);
            return Ok((*at, Some(remark)));
        }
        [] => format!(
            "{numbered}（{} › {}）はデータにありません。反映していません",
            tag.file, tag.sheet,
        ),
        several => format!(
            "{numbered}の取組みがデータに{}件あり、どれの記入か分かりません。反映していません",
            several.len(),
        ),
    };
    Err(unknown(entry, message))
}

fn unknown(entry: &Entry, message: String) -> Box<Finding> {
    Box::new(entry.finding(Code::EntryUnknownProject, message))
}

fn other_period(entry: &Entry, period: &Period) -> Option<Box<Finding>> {
    let tag = &entry.tag;
    if (tag.fiscal_year, tag.part) == (period.fiscal_year, period.part) {
        return None;
    }
    let message = format!(
        "{}の記入です。データは{}のものなので反映していません",
        Period::ending(tag.fiscal_year, tag.part).japanese(),
        period.japanese(),
    );
    Some(Box::new(entry.finding(Code::EntryOtherPeriod, message)))
}
