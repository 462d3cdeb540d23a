//! Workbooks that came back filled in, as files: each to what was entered in it, in parallel.

use super::walk::{Found, FoundKind, Walk};
use super::{BatchError, problems, threads};
use crate::apply::{self, ReturnedWorkbook};
use crate::finding::{Code, Finding, Severity};
use crate::workbook::{Problem, ProblemKind, Reader, Workbook};
use rayon::prelude::*;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Reads every file once, `jobs` at the same time. A bad file is a finding in its own returned workbook.
///
/// # Errors
/// When the system gives no threads.
pub fn read(
    reader: &Reader,
    walk: &Walk,
    jobs: Option<NonZeroUsize>,
) -> Result<Vec<ReturnedWorkbook>, BatchError> {
    let one = |found: &Found| match &found.kind {
        FoundKind::Other => ReturnedWorkbook::skipped(&found.file),
        FoundKind::Unreadable(why) => {
            let message = format!("フォルダーやファイルを開けません（{why}）");
            ReturnedWorkbook::rejected(&found.file, Finding::new(Code::UnreadableFile, message))
        }
        FoundKind::Input => {
            let open = AssertUnwindSafe(|| open(reader, found));
            catch_unwind(open).unwrap_or_else(|_| {
                let message =
                    "読み取りの途中で想定外の内容に当たり、このファイルは読めませんでした";
                ReturnedWorkbook::rejected(&found.file, Finding::new(Code::UnreadableFile, message))
            })
        }
    };
    Ok(threads(jobs)?.install(|| walk.found.par_iter().map(one).collect()))
}

fn open(reader: &Reader, found: &Found) -> ReturnedWorkbook {
    match reader.open(&found.path) {
        Ok(workbook) => apply::read(&found.file, &workbook).with(told(&workbook)),
        Err(problem) => {
            let finding = problems::of_file(&problem);
            ReturnedWorkbook::rejected(&found.file, finding.severity(Severity::Error))
        }
    }
}

/// What else went wrong: parts that cannot be read may hold entries. How cells look does not matter here.
fn told(workbook: &Workbook) -> Vec<Finding> {
    let counts = |problem: &&Problem| problem.kind != ProblemKind::Hidden;
    let of_workbook = workbook.problems.iter().filter(counts);
    let of_workbook = of_workbook.map(problems::of_file);
    let of_sheets = workbook.sheets.iter().flat_map(|sheet| {
        let problems = sheet.problems.iter().filter(counts);
        problems.map(|problem| problems::of_file(problem).on_sheet(&sheet.name))
    });
    of_workbook.chain(of_sheets).collect()
}
