//! The outputs on paper: every workbook made from the samples is printed by LibreOffice and looked at.
//!
//! Needs soffice, poppler's tools and the fonts named in `.ci/run`; what is missing is a failure.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking; clippy knows only functions marked #[test]"
)]

mod counted;
mod extremes;
mod faults;
#[path = "../apply/fill.rs"]
mod fill;
mod pages;
mod paper;
mod projects;
#[path = "../support/samples.rs"]
mod samples;
mod sheets;
mod summary;
mod words;

use kohyo::tag::{ColumnTag, RowKind};
use paper::Printed;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// A4 landscape in points, and how far off a printer driver may be.
const A4: (f64, f64) = (841.9, 595.3);
const SLACK: f64 = 1.0;

struct Paper {
    dataset: Value,
    printed: Vec<Printed>,
}

static PAPER: LazyLock<Paper> = LazyLock::new(|| {
    let out = samples::fresh_folder("rendering");
    let run = samples::consolidate(&out);
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(1), "{said}");
    let mut workbooks: Vec<PathBuf> = fs::read_dir(&out)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "xlsx"))
        .collect();
    workbooks.extend(extremes::write(&out, &out));
    workbooks.sort();
    workbooks.push(applied(&out));
    Paper {
        dataset: samples::dataset(&out),
        printed: paper::print(&workbooks, &out),
    }
});

/// 反映結果.xlsx of two returns with long reasons that disagree in one grade, and what is no return.
fn applied(out: &Path) -> PathBuf {
    let (returned, target) = (out.join("回収"), out.join("確定"));
    fs::create_dir_all(&returned).unwrap();
    let review = fs::read(out.join(review_name("教育部長"))).unwrap();
    let long = "学校ごとの差はあるが、全校で運用が始まり、教員の負担が目に見えて減った。".repeat(8);
    for (name, grade) in [("教育部長.xlsx", "B"), ("教育部長（訂正）.xlsx", "A")] {
        let typed = [
            ("12", RowKind::Kpi, ColumnTag::Grade, grade),
            ("12", RowKind::Progress, ColumnTag::Grade, "A"),
            ("12", RowKind::Progress, ColumnTag::Reason, long.as_str()),
            ("13", RowKind::Opinion, ColumnTag::Reason, long.as_str()),
            ("13", RowKind::Kgi, ColumnTag::Grade, "A→B"),
        ];
        fs::write(returned.join(name), fill::fill(&review, &typed)).unwrap();
    }
    fs::write(returned.join("壊れた.xlsx"), "PK").unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_kohyo"))
        .args([
            Path::new("apply"),
            &returned,
            Path::new("--dataset"),
            &out.join("dataset.json"),
        ])
        .args([
            Path::new("--out"),
            &target,
            Path::new("--config"),
            &samples::root().join("samples/kohyo.toml"),
        ])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(1), "{said}");
    target.join("反映結果.xlsx")
}

fn review_name(evaluator: &str) -> String {
    format!("評価シート_{evaluator}.xlsx")
}
