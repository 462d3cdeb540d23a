//! Findings → the copies that go back to the divisions.

use super::super::usage::UsageError;
use kohyo::batch::walk::{Found, FoundKind, Walk};
use kohyo::config::Config;
use kohyo::files;
use kohyo::finding::Finding;
use kohyo::model::Period;
use kohyo::output::OutputFile;
use kohyo::returns::{self, About, Remark, Returned};
use kohyo::workbook::Limits;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The kind of these outputs: a run replaces those of the last one.
pub(in crate::cli) const KIND: &str = "returns";
/// Ends the name of a list alone.
const ALONE: &str = "_確認事項.xlsx";

/// What became of one file.
#[derive(Serialize)]
pub(in crate::cli) struct Sent {
    file: String,
    pub(super) written: String,
    /// Why it is the list alone.
    pub(super) alone: Option<String>,
}

/// Everything that goes back.
pub(in crate::cli) struct Copies {
    pub(in crate::cli) pieces: Vec<OutputFile>,
    /// One for each piece.
    pub(in crate::cli) returned: Vec<Sent>,
}

/// Makes a copy of every file that has errors or warnings for its division.
pub(in crate::cli) fn make(
    findings: &[Finding],
    found: &Walk,
    out: &Path,
    period: Option<&Period>,
    settings: &Config,
) -> Result<Copies, Box<dyn Error>> {
    let mut remarks: BTreeMap<&str, Vec<Remark>> = BTreeMap::new();
    for finding in findings {
        if let Some(remark) = Remark::of(finding) {
            remarks.entry(&finding.file).or_default().push(remark);
        }
    }
    let subject = period.map_or_else(
        || "提出された個票".to_owned(),
        |period| format!("{}の個票", period.japanese()),
    );
    let about = About {
        subject: &subject,
        style: &settings.report,
    };
    let inputs = found.found.iter();
    let inputs = inputs.filter(|found| found.kind == FoundKind::Input);
    let concerned: Vec<(&Found, &Vec<Remark>)> = inputs
        .filter_map(|found| Some((found, remarks.get(found.file.as_str())?)))
        .collect();
    for (found, _) in &concerned {
        refuse_same(&out.join(&found.file), &found.path)?;
    }
    let copies: Vec<Returned> = concerned
        .par_iter()
        .map(|(found, remarks)| {
            let bytes = load(&found.path, &settings.limits)?;
            returns::copy(&bytes, remarks, &about, &settings.limits).map_err(|why| {
                UsageError(format!("「{}」の差戻しを作れません: {why}。", found.file))
            })
        })
        .collect::<Result<_, UsageError>>()?;
    let mut names = Names::default();
    let (mut pieces, mut returned) = (Vec::new(), Vec::new());
    for ((found, _), copy) in concerned.into_iter().zip(copies) {
        let written = names.of(&found.file, copy.alone.is_some());
        pieces.push(OutputFile::new(KIND, &written, copy.bytes));
        returned.push(Sent {
            file: found.file.clone(),
            written,
            alone: copy.alone.map(|why| why.to_string()),
        });
    }
    Ok(Copies { pieces, returned })
}

/// Copies among the forms would be read as forms sent twice.
pub(in crate::cli) fn refuse_inside(out: &Path, inputs: &[PathBuf]) -> Result<(), UsageError> {
    let place = nearest(out);
    let inside = inputs
        .iter()
        .filter_map(|input| dunce::canonicalize(input).ok())
        .any(|input| input.is_dir() && place.starts_with(&input));
    if inside {
        return Err(UsageError(format!(
            "出力先「{}」は個票のフォルダーの中にあり、次の集計で二重に読まれます。外のフォルダーを指定してください。",
            out.display()
        )));
    }
    Ok(())
}

/// The real place of a path, as far as it exists.
pub(in crate::cli) fn nearest(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    absolute
        .ancestors()
        .find_map(|folder| {
            let rest = absolute.strip_prefix(folder).ok()?;
            Some(dunce::canonicalize(folder).ok()?.join(rest))
        })
        .unwrap_or(absolute.clone())
}

/// What people sent is never written to.
pub(super) fn refuse_same(target: &Path, input: &Path) -> Result<(), UsageError> {
    if nearest(target) == nearest(input) {
        return Err(UsageError(format!(
            "「{}」を上書きすることになります。--out に別のフォルダーを指定してください。",
            input.display()
        )));
    }
    Ok(())
}

/// The bytes of a file.
pub(super) fn load(path: &Path, limits: &Limits) -> Result<Vec<u8>, UsageError> {
    let read = || -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        // A file beyond the bound was not read as a form; its beginning is enough to say so.
        files::open_regular(path)?
            .take(limits.file_bytes)
            .read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    read().map_err(|error| {
        UsageError(format!(
            "「{}」を開けません（{error}）。ファイル名と読み取りの権限を確認してください。",
            path.display()
        ))
    })
}

/// Names of the copies below the output folder, each once.
#[derive(Default)]
struct Names(BTreeSet<String>);

impl Names {
    fn of(&mut self, file: &str, alone: bool) -> String {
        let name = if alone {
            self.alone(file)
        } else {
            file.to_owned()
        };
        self.0.insert(name.to_lowercase());
        name
    }

    /// `a.xls` → `a_確認事項.xlsx`, where another file has that name `a.xls_確認事項.xlsx`.
    fn alone(&self, file: &str) -> String {
        let (folder, name) = file.rsplit_once('/').unwrap_or(("", file));
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let slash = if folder.is_empty() { "" } else { "/" };
        [stem, name]
            .iter()
            .map(|name| format!("{folder}{slash}{name}{ALONE}"))
            .find(|name| !self.0.contains(&name.to_lowercase()))
            .unwrap_or_else(|| format!("{file}{ALONE}"))
    }
}
