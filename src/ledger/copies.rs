//! Which of several sheets of one number is proposed: the one titled with the newer year, then the one
//! whose workbook was changed later, as the workbook itself says. Times of files are worth nothing: they
//! change with every copy.

use crate::model::{ProjectSheet, Submission};
use chrono::{DateTime, Utc};
use std::cmp::{Ordering, Reverse};
use std::collections::HashMap;

/// What was sent, by file.
#[derive(Debug)]
pub struct Files<'a>(HashMap<&'a str, &'a Submission>);

impl<'a> Files<'a> {
    /// Of files named twice the first counts.
    pub fn of(submissions: &'a [Submission]) -> Self {
        let by_file = submissions.iter().rev();
        Self(by_file.map(|sent| (sent.file.as_str(), sent)).collect())
    }

    /// What was sent as the file a sheet stands in.
    pub(super) fn with(&self, sheet: &ProjectSheet) -> Option<&'a Submission> {
        self.0.get(sheet.source.file.as_str()).copied()
    }

    fn modified(&self, sheet: &ProjectSheet) -> Option<DateTime<Utc>> {
        self.with(sheet)?.modified
    }
}

/// The order of preference of sheets of one number; a year or change that is not known comes last.
pub fn newest_first(a: &ProjectSheet, b: &ProjectSheet, sent: &Files<'_>) -> Ordering {
    let key = |sheet: &ProjectSheet| Reverse((sheet.fiscal_year, sent.modified(sheet)));
    key(a).cmp(&key(b))
}

/// One sentence on sheets in the order of preference: why the first is proposed, or that none can be.
pub(super) fn proposal(sheets: &[&ProjectSheet], sent: &Files<'_>) -> String {
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
    match (sent.modified(first), sent.modified(second)) {
        (Some(later), Some(earlier)) if later > earlier => {
            "ブックの更新日時が新しい方（先頭）を採る案です".to_owned()
        }
        _ => UNTOLD.to_owned(),
    }
}
