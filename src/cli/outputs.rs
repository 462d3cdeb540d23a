//! Results → the output folder, and what is said of what lay there.

use super::say;
use super::usage::UsageError;
use kohyo::config::Config;
use kohyo::publish::{Kept, Piece};
use kohyo::report::Rendered;
use std::path::PathBuf;

/// The folder that flags or settings name.
pub(super) fn folder(settings: &Config) -> Result<PathBuf, UsageError> {
    settings.out.clone().ok_or_else(|| {
        UsageError(
            "出力先がありません。--out <フォルダー> で指定するか、kohyo.toml に out を書いてください。"
                .to_owned(),
        )
    })
}

/// What was rendered, as it is published.
pub(super) fn pieces(rendered: Vec<Rendered>) -> Vec<Piece> {
    let piece = |rendered: Rendered| Piece {
        kind: rendered.output.key().to_owned(),
        name: rendered.name,
        bytes: rendered.bytes,
    };
    rendered.into_iter().map(piece).collect()
}

/// Says what people must be told even where they asked for quiet: their entries moved.
pub(super) fn tell_kept(kept: &[Kept]) {
    for kept in kept {
        say::note(&format!(
            "「{}」は手が加えられていたので「{}」として残しました。",
            kept.name, kept.kept_as
        ));
    }
}
