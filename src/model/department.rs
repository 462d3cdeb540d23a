//! Bureaus (部) and divisions (課・室).

use serde::{Deserialize, Serialize};
use std::fmt;

/// One division with the bureau it belongs to, as far as written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Department {
    /// 部・局; `None` where not written.
    pub bureau: Option<String>,
    /// 課・室・センター・係; `None` where only the bureau is named.
    pub division: Option<String>,
}

impl fmt::Display for Department {
    /// `総合政策部 情報政策課`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.bureau, &self.division) {
            (Some(bureau), Some(division)) => write!(f, "{bureau} {division}"),
            (Some(only), None) | (None, Some(only)) => f.write_str(only),
            (None, None) => Ok(()),
        }
    }
}

impl Department {
    /// As one word: `総合政策部情報政策課`.
    pub fn full_name(&self) -> String {
        [&self.bureau, &self.division]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect()
    }

    /// Several in one text, with something between.
    pub fn joined(departments: &[Self], between: &str) -> String {
        let names: Vec<String> = departments.iter().map(Self::to_string).collect();
        names.join(between)
    }
}
