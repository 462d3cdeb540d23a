//! `kohyo check`: reads the forms and shows what was found, without writing anything.

use super::options::ReadOptions;
use super::reading::{self, Read};
use super::summary::{Counts, status};
use super::{Outcome, say};
use kohyo::batch::walk::Walk;
use kohyo::config::Config;
use kohyo::finding::Finding;
use kohyo::history;
use kohyo::model::Period;
use serde::Serialize;
use std::error::Error;
use std::fmt::Write;

/// 個票を読み、確認事項をファイルごとに表示します（何も書き込みません）
#[derive(clap::Args)]
#[command(
    override_usage = "kohyo check <入力>... [オプション]",
    after_help = "例: kohyo check 個票/教育部/学校教育課.xlsx"
)]
pub(super) struct Args {
    #[command(flatten)]
    read: ReadOptions,
}

#[derive(Serialize)]
struct Report<'a> {
    findings: &'a [Finding],
    counts: Counts,
}

/// What was found, and in what.
pub(super) struct Checked {
    pub(super) settings: Config,
    pub(super) found: Walk,
    /// The period looked at, where it could be told.
    pub(super) period: Option<Period>,
    pub(super) findings: Vec<Finding>,
}

/// Reads everything and finds what can be found without writing anything.
pub(super) fn check(read: &ReadOptions) -> Result<Checked, Box<dyn Error>> {
    let settings = read.settings()?;
    let found = reading::walk(&settings, settings.out.as_deref())?;
    let Read {
        batch,
        register,
        previous,
    } = reading::read(&settings, &found, read.sources.quiet)?;
    let (period, findings) = match batch.period(settings.period, settings.as_of) {
        Ok(period) => {
            if let Some(remark) = period.remark() {
                say::note(&remark);
            }
            if let Some(previous) = &previous {
                history::check_order(previous, &period.period)?;
            }
            let (register, previous) = (register.as_ref(), previous.as_ref());
            let consolidation =
                reading::judge(batch, &settings, &period.period, register, previous)?;
            (Some(period.period), consolidation.findings)
        }
        Err(_) => {
            say::note(
                "対象の期間を決められないので、評価と表題の年度は確かめていません。\
                 確かめるには --period R2-H1 のように指定してください。",
            );
            (None, batch.into_findings())
        }
    };
    Ok(Checked {
        settings,
        found,
        period,
        findings,
    })
}

pub(super) fn run(args: &Args) -> Outcome {
    let Checked { findings, .. } = check(&args.read)?;
    let counts = Counts::of(&findings);
    let report = Report {
        findings: &findings,
        counts,
    };
    // What was found is all that this command does: quiet leaves out the progress alone.
    let telling = args.read.telling.format;
    telling.tell(false, &report, || by_file(&findings, &counts))?;
    Ok(status(&findings))
}

/// The findings as text, a heading for each file.
fn by_file(findings: &[Finding], counts: &Counts) -> String {
    let mut text = String::new();
    let mut file = None;
    for finding in findings {
        if file != Some(&finding.file) {
            file = Some(&finding.file);
            let heading = Some(finding.file.as_str()).filter(|file| !file.is_empty());
            text.push_str(heading.unwrap_or("（ファイルなし）"));
            text.push('\n');
        }
        line(&mut text, finding);
    }
    text.push_str(&counts.japanese());
    text.push('\n');
    text
}

/// `  注意 unread-cell 個票 › M7「…」: 説明`; the text is left out where the message quotes it.
fn line(text: &mut String, finding: &Finding) {
    let style = say::colour(finding.severity);
    let cell = finding.cell.map(|cell| cell.to_string());
    let place: Vec<String> = finding.sheet.clone().into_iter().chain(cell).collect();
    let mut place = place.join(" › ");
    if let Some(quoted) = &finding.text
        && !finding.message.contains(quoted.as_str())
    {
        place += &format!("「{}」", one_line(quoted));
    }
    let place = match place.as_str() {
        "" => String::new(),
        place => format!(" {place}"),
    };
    // Writing into a String cannot fail.
    let _ = writeln!(
        text,
        "  {style}{}{style:#} {}{place}: {}",
        finding.severity.japanese(),
        finding.code,
        one_line(&finding.message)
    );
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
