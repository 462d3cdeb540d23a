//! Results → the output folder, and what is said of what lay there.

use super::say;
use super::usage::UsageError;
use kohyo::config::Config;
use kohyo::dataset;
use kohyo::model::Consolidation;
use kohyo::output::{Kept, OutputFile, OutputFolder, UserData};
use kohyo::report::Rendered;
use std::error::Error;
use std::path::{Path, PathBuf};

/// The folder that flags or settings name.
pub(super) fn folder(settings: &Config) -> Result<PathBuf, UsageError> {
    settings.out.clone().ok_or_else(|| {
        UsageError(
            "出力先がありません。--out <フォルダー> で指定するか、kohyo.toml に out を書いてください。"
                .to_owned(),
        )
    })
}

/// Holds an output folder for this run, and says what is odd about it.
pub(super) fn open(folder: &Path) -> Result<OutputFolder, Box<dyn Error>> {
    let target = OutputFolder::open(folder)?;
    target.remarks().iter().for_each(|remark| say::note(remark));
    Ok(target)
}

/// What was rendered, as it is published.
pub(super) fn piece(rendered: Rendered) -> OutputFile {
    OutputFile::new(rendered.output.key(), rendered.name, rendered.bytes)
}

/// The data, which hold what people gave if they gave anything; whether they have all of it that the ones
/// they replace had.
pub(super) fn data(data: &Consolidation, supersedes: bool) -> UserData<'static> {
    let mut projects = data.projects.iter();
    UserData {
        name: dataset::NAME,
        has_user_data: projects.any(|project| !project.decided.is_empty()),
        supersedes,
    }
}

/// Says what people must be told even where they asked for quiet: their entries moved.
pub(super) fn tell_kept(kept: &[Kept]) {
    tell_set_aside(
        kept,
        "回収したファイルで、もう一度 kohyo apply を行ってください。",
    );
}

/// As [`tell_kept`], with how to get back what had been decided.
pub(super) fn tell_set_aside(kept: &[Kept], how_to_get_it_back: &str) {
    for Kept {
        name,
        kept_as,
        changed,
    } in kept
    {
        say::note(&match changed {
            true => format!("「{name}」は手が加えられていたので「{kept_as}」として残しました。"),
            false => format!(
                "前の「{name}」にあった確定した評価・意見・決定には、今回の結果に入っていないものがあります。前のものは「{kept_as}」として残しました。{how_to_get_it_back}"
            ),
        });
    }
}
