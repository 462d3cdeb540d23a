//! Reading spreadsheet files: the only room that knows file formats.
//!
//! ```text
//! bytes ─ sniff ─┬─ xlsx, xlsm  one pass over each part, in-process, within Limits ─┐
//!                └─ xls, xlsb, ods  in a worker process with memory and time limits ─┴─ Workbook
//! ```
//! A [`Workbook`] holds sparse cells with absolute positions, merged regions, sizes, fills, displayed
//! texts, shapes and comments, whatever the format. What the format hides is said in [`Blind`].

pub mod grid;
pub mod limits;
mod numfmt;
pub mod problem;
pub mod shape;
pub mod xlsx;

pub use grid::{Axis, Blind, Cell, Comment, Content, Number, Sheet, Visibility, Workbook};
pub use limits::Limits;
pub use problem::{Problem, ProblemKind};
pub use shape::{Frame, Rgb, Shape, ShapeKind};

/// A file format, told from the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
