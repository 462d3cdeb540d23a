//! What went wrong while reading a file, in terms of the file; callers turn it into findings.

use crate::address::CellPos;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What kind of thing went wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ProblemKind {
    /// The whole file, or a named part of it, cannot be read.
    Unreadable,
    /// The file has a password.
    Encrypted,
    /// Access to the file is managed by an organisation's server (IRM, sensitivity labels).
    RightsManaged,
    /// Encrypted with the password that Excel tries by itself (ブックの保護): it was read all the same.
    BookProtected,
    /// No spreadsheet at all (a web page, text, another document).
    NotASpreadsheet,
    /// A bound was hit; the name is the key in `[limits]`.
    Limit(String),
    /// A cell's content breaks the format's own rules; its raw text is kept in the problem.
    OddCell,
    /// The format or file hides what the sheet looks like (the sheet is read as far as it goes).
    Hidden,
}

/// One thing that went wrong, with its place as far as known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub struct Problem {
    /// What kind.
    pub kind: ProblemKind,
    /// The sheet, where one is concerned.
    pub sheet: Option<String>,
    /// The cell, where one is concerned.
    #[serde(with = "cell_text")]
    pub cell: Option<CellPos>,
    /// What stands there, as far as it can be shown.
    pub text: Option<String>,
    /// One Japanese sentence saying what was found.
    pub message: String,
}

impl Problem {
    /// A problem of the whole file.
    pub fn new(kind: ProblemKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            sheet: None,
            cell: None,
            text: None,
            message: message.into(),
        }
    }

    /// A limit that was hit: its key in `[limits]`, what was found and what is allowed.
    pub fn limit(key: &str, found: impl fmt::Display, allowed: impl fmt::Display) -> Self {
        Self::new(
            ProblemKind::Limit(key.to_owned()),
            format!(
                "上限 {key}（{allowed}）を超えています（{found}）{}",
                Self::cause(key)
            ),
        )
    }

    /// What mostly makes a workbook hit a limit, and how to mend it in Excel.
    fn cause(key: &str) -> &'static str {
        match key {
            "part_bytes" | "package_bytes" | "rows" | "cells" | "painted" => {
                "。使っていない行や列に書式・塗りつぶし・値が残っていることが多いので、表の外の行と列を選んで削除し、保存し直すと読めるようになります"
            }
            "styles_bytes" => {
                "。使われていないセルのスタイルがたまっていることが多いので、必要なシートを新しいブックに写して保存し直すと読めるようになります"
            }
            "shapes" => {
                "。見えない図形が写し重ねられていることが多いので、「ジャンプ」の「オブジェクト」で選んで削除し、保存し直すと読めるようになります"
            }
            "merges" => {
                "。表の外にセルの結合が残っていることが多いので、表の外の行と列を選んで削除し、保存し直すと読めるようになります"
            }
            _ => "",
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

mod cell_text {
    use crate::address::CellPos;
    use serde::{Deserialize, Deserializer, Serializer};

    #[allow(
        clippy::ref_option,
        reason = "serde's `with` hands the field by reference"
    )]
    pub(super) fn serialize<S: Serializer>(
        cell: &Option<CellPos>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match cell {
            Some(cell) => serializer.collect_str(cell),
            None => serializer.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<CellPos>, D::Error> {
        Option::<String>::deserialize(deserializer)?
            .map(|text| text.parse().map_err(serde::de::Error::custom))
            .transpose()
    }
}
