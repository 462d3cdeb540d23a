//! Which of several sheets of one number is proposed: the one titled with the newer year, then the one
//! whose workbook was changed later, as the workbook itself says. Times of files are worth nothing: they
//! change with every copy.

use crate::model::{ProjectSheet, Submission};
use chrono::{DateTime, Utc};
use std::cmp::{Ordering, Reverse};

/// The order of preference of sheets of one number; a year or change that is not known comes last.
pub fn newest_first(a: &ProjectSheet, b: &ProjectSheet, submissions: &[Submission]) -> Ordering {
    let key = |sheet: &ProjectSheet| Reverse((sheet.fiscal_year, modified(sheet, submissions)));
    key(a).cmp(&key(b))
}

fn modified(sheet: &ProjectSheet, submissions: &[Submission]) -> Option<DateTime<Utc>> {
    let of_file = |submission: &&Submission| submission.file == sheet.source.file;
    submissions.iter().find(of_file)?.modified
}

/// One sentence on sheets in the order of preference: why the first is proposed, or that none can be.
pub(super) fn proposal(sheets: &[&ProjectSheet], submissions: &[Submission]) -> String {
    const UNTOLD: &str = "どれを採るか決められません。所管課に確認してください";
    let [first, second, ..] = sheets else {
        return String::new();
    };
    match (first.fiscal_year, second.fiscal_year) {
        (Some(newer), Some(older)) if newer > older => {
            return format!("表題が新しい{}の方を採る案です", newer.japanese());
        }
        (one, other) if one != other => return UNTOLD.to_owned(),
        _ => {}
    }
    match (modified(first, submissions), modified(second, submissions)) {
        (Some(later), Some(earlier)) if later > earlier => {
            "ブックの更新日時が新しい方（先頭）を採る案です".to_owned()
        }
        _ => UNTOLD.to_owned(),
    }
}
