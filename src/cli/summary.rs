//! What a run came to: a few lines for people, one object for programs.

use super::Status;
use super::returns::copies::Sent;
use kohyo::finding::{Finding, Severity};
use kohyo::model::{Consolidation, Period, SubmissionStatus};
use kohyo::output::{Kept, Placed};
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::Path;

/// How many findings there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Counts {
    error: usize,
    warning: usize,
    info: usize,
}

impl Counts {
    pub(super) fn of(findings: &[Finding]) -> Self {
        let count = |severity| findings.iter().filter(|f| f.severity == severity).count();
        Self {
            error: count(Severity::Error),
            warning: count(Severity::Warning),
            info: count(Severity::Info),
        }
    }

    pub(super) fn japanese(&self) -> String {
        format!(
            "確認事項: エラー {}件、注意 {}件、情報 {}件",
            self.error, self.warning, self.info
        )
    }
}

/// The exit status that findings amount to.
pub(super) fn status(findings: &[Finding]) -> Status {
    match findings.iter().any(|f| f.severity == Severity::Error) {
        true => Status::Errors,
        false => Status::Clean,
    }
}

/// Input files by what became of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
struct Files {
    read: usize,
    rejected: usize,
    skipped: usize,
}

/// The summary object of a run.
#[derive(Serialize)]
pub(super) struct Summary<'a> {
    status: u8,
    period: Period,
    files: Files,
    projects: usize,
    findings: Counts,
    out: String,
    outputs: Vec<String>,
    kept: Vec<Kept>,
    removed: Vec<String>,
    /// The return copies, where they were asked for.
    returns: Option<Returns>,
    #[serde(skip)]
    consolidation: &'a Consolidation,
}

#[derive(Serialize)]
struct Returns {
    out: String,
    returned: Vec<Sent>,
}

impl<'a> Summary<'a> {
    /// `published` is what became of the outputs, and of the return copies where there are some.
    pub(super) fn new(
        consolidation: &'a Consolidation,
        out: &Path,
        published: Vec<Placed>,
        returned: Option<(&Path, Vec<Sent>)>,
    ) -> Self {
        let files = |status| {
            let submissions = consolidation.submissions.iter();
            submissions.filter(|s| s.status == status).count()
        };
        let outputs = published.first().map(|first| first.written.clone());
        let (kept, removed): (Vec<_>, Vec<_>) =
            published.into_iter().map(|p| (p.kept, p.removed)).unzip();
        Self {
            status: status(&consolidation.findings).code(),
            period: consolidation.period,
            files: Files {
                read: files(SubmissionStatus::Read),
                rejected: files(SubmissionStatus::Rejected),
                skipped: files(SubmissionStatus::Skipped),
            },
            projects: projects(consolidation),
            findings: Counts::of(&consolidation.findings),
            out: out.display().to_string(),
            outputs: outputs.unwrap_or_default(),
            kept: kept.concat(),
            removed: removed.concat(),
            returns: returned.map(|(out, returned)| Returns {
                out: out.display().to_string(),
                returned,
            }),
            consolidation,
        }
    }

    pub(super) fn status(&self) -> Status {
        status(&self.consolidation.findings)
    }

    /// Fewer than ten lines.
    pub(super) fn to_text(&self) -> String {
        let Self { files, period, .. } = self;
        let mut lines = vec![
            format!(
                "{}（基準日 {}）を集計しました。",
                period.japanese(),
                period.as_of
            ),
            format!(
                "読み取り: {}ファイル、取組み {}件{}",
                files.read,
                self.projects,
                self.left_out()
            ),
            self.findings.japanese(),
            format!("出力先: {}（{}）", self.out, self.names()),
        ];
        if let Some(Returns { out, returned }) = &self.returns {
            lines.push(format!("差戻し: {out}（{}ファイル）", returned.len()));
        }
        if !self.removed.is_empty() {
            lines.push(format!(
                "前回の出力のうち不要になったもの: {}（削除しました）",
                self.removed.join("、")
            ));
        }
        lines.extend(self.look_first());
        lines.join("\n") + "\n"
    }

    fn left_out(&self) -> String {
        let parts = [
            ("読めなかったファイル", self.files.rejected),
            ("個票として扱わなかったファイル", self.files.skipped),
        ];
        let parts: Vec<String> = parts
            .iter()
            .filter(|(_, count)| *count > 0)
            .map(|(what, count)| format!("{what} {count}件"))
            .collect();
        if parts.is_empty() {
            return String::new();
        }
        format!("（{}）", parts.join("、"))
    }

    /// The outputs' names; several of a kind (評価シート_…) as their number.
    fn names(&self) -> String {
        let kind = |name: &str| name.split_once('_').map(|(kind, _)| kind.to_owned());
        let mut shown: Vec<String> = Vec::new();
        for names in self
            .outputs
            .chunk_by(|a, b| kind(a).is_some() && kind(a) == kind(b))
        {
            match (names, names.first().and_then(|name| kind(name))) {
                ([_, _, ..], Some(kind)) => shown.push(format!("{kind} {}件", names.len())),
                _ => shown.extend_from_slice(names),
            }
        }
        shown.join("、")
    }

    /// Where to look first: the first error, else the first warning.
    fn look_first(&self) -> Option<String> {
        let findings = &self.consolidation.findings;
        let worst = [Severity::Error, Severity::Warning];
        let first = worst
            .iter()
            .find_map(|severity| findings.iter().find(|f| f.severity == *severity))?;
        Some(format!("まずご確認ください: {first}"))
    }
}

/// Projects counted once, however often they were sent.
fn projects(consolidation: &Consolidation) -> usize {
    let numbers = consolidation.projects.iter().map(|p| &p.sheet.number);
    let unnumbered = numbers.clone().filter(|number| number.is_none()).count();
    numbers.flatten().collect::<BTreeSet<_>>().len() + unnumbered
}
