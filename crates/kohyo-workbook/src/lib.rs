//! Reading spreadsheet files: the only room that knows file formats.
//!
//! ```text
//! bytes ─ sniff ─┬─ xlsx, xlsm  one pass over each part, in-process, within Limits ─┐
//!                └─ xls, xlsb, ods  in a worker process with memory and time limits ─┴─ Workbook
//! ```
//! A [`Workbook`] holds sparse cells with absolute positions, merged regions, sizes, fills, displayed
//! texts, shapes and comments, whatever the format. What the format hides is said in [`MissingInfo`].

pub mod address;
mod compound;
mod crypt;
mod formula;
pub mod grid;
pub mod limits;
pub mod marked;
mod memory;
mod names;
mod numbers;
mod numfmt;
mod ods;
mod package;
pub mod problem;
mod reader;
mod regions;
pub mod shape;
pub mod sniff;
pub mod worker;
mod worker_protocol;
mod xls;
pub mod xlsx;

pub use address::{CellPos, ParseCellError, Region};
pub use grid::{
    Axis, Cell, Comment, Content, Edges, Marks, MissingInfo, Number, NumberDetail, Sheet,
    Visibility, Workbook,
};
pub use limits::Limits;
pub use marked::{Hiding, Marked, Raised};
pub use package::resolve;
pub use problem::{Problem, ProblemKind};
pub use reader::Reader;
pub use regions::Regions;
pub use shape::{ControlKind, Frame, Rgb, Shape, ShapeKind};
pub use worker::WorkerCommand;
pub use xlsx::Ruler;

use serde::{Deserialize, Serialize};

/// A file format, told from the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// Office Open XML without or with macros.
    Xlsx,
    /// Binary OOXML.
    Xlsb,
    /// BIFF in a compound file.
    Xls,
    /// OpenDocument.
    Ods,
}

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
