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
    let tag_number = entry.number();
    let same_form = |project: &Project| {
        let source = &project.sheet.source;
        source.file == tag.file && source.sheet == tag.sheet
    };
    let unknown = |message: String| {
        let finding = entry.finding(Code::EntryUnknownProject, message);
        Err(Box::new(finding))
    };
    let form = projects.iter().position(same_form);
    if let Some(at) = form {
        let now = projects[at].sheet.number.as_deref();
        if now == tag.number.as_deref() {
            return Ok((at, None));
        }
        return unknown(format!(
            "{}の記入ですが、その個票（{} › {}）の番号は今は{}です。反映していません",
            tag_number,
            tag.file,
            tag.sheet,
            now.unwrap_or("ありません"),
        ));
    }
    let same_number =
        |project: &&Project| tag.number.is_some() && project.sheet.number == tag.number;
    let count = projects.iter().filter(same_number).count();
    let at = projects.iter().position(|project| same_number(&project));
    match (at, count) {
        (Some(at), 1) => {
            let source = &projects[at].sheet.source;
            let message = format!(
                "{}の個票が、記入のもとになった「{} › {}」から「{} › {}」に替わっています",
                tag_number, tag.file, tag.sheet, source.file, source.sheet,
            );
            Ok((at, Some(entry.finding(Code::EntrySourceDiffers, message))))
        }
        (Some(_), count) => unknown(format!(
            "{}の取組みがデータに{count}件あり、どれの記入か分かりません。反映していません",
            tag_number,
        )),
        (None, _) => unknown(format!(
            "{}（{} › {}）はデータにありません。反映していません",
            tag_number, tag.file, tag.sheet,
        )),
    }
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
