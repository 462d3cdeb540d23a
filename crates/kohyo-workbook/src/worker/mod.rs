//! Worker processes: kohyo itself, started to read the formats whose files can exhaust memory or never end.
//!
//! ```text
//! Reader ─ Pool ─ Worker ─ thread ══ stdin ═▶ serve ─ reader of the format, within memory and time
//!                                 ◀═ stdout ═
//! ```
//! A worker is used for many files. One that dies or takes too long costs one problem and is replaced.
//! It ends when its standard input does, so none outlives the program that started it.

mod guard;
mod pool;
mod serve;

pub(super) use pool::Pool;
pub use serve::serve;

use std::ffi::OsString;
use std::path::PathBuf;

/// How to start a worker: a program that calls [`serve`] on its standard input and output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkerCommand {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub args: Vec<OsString>,
}
