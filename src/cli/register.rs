//! `kohyo register`: writes a register, blank or from what the divisions sent.

use super::options::{LayoutOption, QuietOption, settings_of};
use super::previous::read_dataset;
use super::reading::{self, Read};
use super::usage::UsageError;
use super::{Outcome, Status, say};
use clap::Subcommand;
use kohyo::config::{self, Config};
use kohyo::model::{FiscalYear, OfficeHolders, Period, Project, Register};
use kohyo::output;
use kohyo::register::{Derived, derive};
use kohyo::report;
use std::error::Error;
use std::path::PathBuf;

/// 台帳のファイルを作ります（あるファイルには上書きしません）
#[derive(clap::Args)]
#[command(
    override_usage = "kohyo register <new|from> … --out <台帳.xlsx>",
    arg_required_else_help = false, // what is missing is said, in Japanese
    subcommand_help_heading = "作り方",
    after_help = "例: kohyo register new --out 台帳.xlsx\n    kohyo register from 個票 --out 台帳.xlsx"
)]
pub(super) struct Args {
    #[command(subcommand)]
    how: How,
}

#[derive(Subcommand)]
enum How {
    New(NewArgs),
    From(FromArgs),
}

/// 何も書かれていない台帳を作ります
#[derive(clap::Args)]
#[command(override_usage = "kohyo register new --out <台帳.xlsx> [オプション]")]
struct NewArgs {
    #[command(flatten)]
    to: To,
}

/// 集計した dataset.json か、届いた個票から台帳を作ります
#[derive(clap::Args)]
#[command(override_usage = "kohyo register from <入力>... --out <台帳.xlsx> [オプション]")]
struct FromArgs {
    /// dataset.json か、個票のフォルダーまたはファイル（いくつでも）
    #[arg(value_name = "入力", required = true, help_heading = "引数")]
    inputs: Vec<PathBuf>,
    #[command(flatten)]
    to: To,
    #[command(flatten)]
    layout: LayoutOption,
}

#[derive(clap::Args)]
struct To {
    /// 作る台帳のファイル
    #[arg(long, value_name = "台帳.xlsx", help_heading = "オプション")]
    out: PathBuf,
    /// 設定ファイル（省略すると台帳と同じ場所の kohyo.toml）
    #[arg(long, value_name = "kohyo.toml", help_heading = "オプション")]
    config: Option<PathBuf>,
    #[command(flatten)]
    told: QuietOption,
}

pub(super) fn run(args: &Args) -> Outcome {
    match &args.how {
        How::New(new) => {
            let settings = new.to.settings()?;
            let register = Register {
                offices: holders(&settings),
                ..Register::default()
            };
            new.to.write(&register, &settings)
        }
        How::From(from) => {
            let settings = from.settings()?;
            let projects = projects(&from.inputs, &settings, from.to.told.quiet)?;
            if projects.is_empty() {
                let message = "個票が一つも読めないため、台帳を作れません。kohyo check で理由を確認してください。";
                return Err(UsageError(message.to_owned()).into());
            }
            let Derived { register, remarks } = derive(&projects, holders(&settings));
            let status = from.to.write(&register, &settings)?;
            for remark in remarks {
                say::note(&format!("確認: {remark}"));
            }
            Ok(status)
        }
    }
}

impl FromArgs {
    fn settings(&self) -> Result<Config, Box<dyn Error>> {
        let mut settings = self.to.settings()?;
        settings.inputs.clone_from(&self.inputs);
        self.layout.prefer(&mut settings);
        settings.register = None;
        Ok(settings)
    }
}

impl To {
    /// The settings; a place where no register can be made is refused before anything is read.
    fn settings(&self) -> Result<Config, Box<dyn Error>> {
        if self.out.extension().is_none_or(|ending| ending != "xlsx") {
            let message = format!(
                "台帳「{}」の名前を .xlsx で終わるようにしてください。",
                self.out.display()
            );
            return Err(UsageError(message).into());
        }
        if self.out.exists() {
            return Err(output::OutputError::Exists(self.out.clone()).into());
        }
        output::check_place(&self.out)?;
        let beside = || config::beside(&self.out);
        let file = self.config.clone().or_else(beside);
        Ok(settings_of(file)?)
    }

    fn write(&self, register: &Register, settings: &Config) -> Outcome {
        let name = self.out.display().to_string();
        let bytes = report::register::render(register, &settings.report, &name)?;
        output::create(&self.out, &bytes)?;
        if !self.told.quiet {
            say::out(&format!(
                "{name} を作りました（取組み{}件、課・室{}）。\n",
                register.entries.len(),
                register.organisation.len()
            ))?;
        }
        Ok(Status::Clean)
    }
}

/// Who holds the offices, as far as the settings say.
fn holders(settings: &Config) -> OfficeHolders {
    let offices = &settings.offices;
    OfficeHolders {
        ict_head: offices
            .ict_head_bureau
            .as_deref()
            .map(|bureau| offices.head(bureau)),
        vice_mayor: Some(offices.vice_mayor.clone()),
    }
}

/// Projects from one dataset.json, or from forms.
fn projects(
    inputs: &[PathBuf],
    settings: &Config,
    quiet: bool,
) -> Result<Vec<Project>, Box<dyn Error>> {
    if let [only] = inputs
        && only.extension().is_some_and(|ending| ending == "json")
    {
        return Ok(read_dataset(only)?.projects);
    }
    let found = reading::walk(settings, None)?;
    let Read { batch, .. } = reading::read(settings, &found, quiet)?;
    // Nothing is rated here, so the year makes no difference.
    let any = Period::ending(FiscalYear(2019), None);
    let consolidation = reading::judge(batch, settings, &any, None, None)?;
    Ok(consolidation.projects)
}
