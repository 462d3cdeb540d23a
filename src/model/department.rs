//! Bureaus (部) and divisions (課・室).

use serde::{Deserialize, Serialize};

/// One division with the bureau it belongs to, as far as written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Department {
    /// 部・局; `None` where not written.
    pub bureau: Option<String>,
    /// 課・室・センター・係; `None` where only the bureau is named.
    pub division: Option<String>,
}
