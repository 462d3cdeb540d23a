//! kohyo reads the project sheets (個票) that a city's divisions fill in Excel, applies the rating
//! rules of the ICT roadmap, and writes review workbooks and a headquarters summary (総括表).
//!
//! ```text
//! files ─ workbook ─ grid ─ form(layout, text) ─ ProjectSheet ─ rules ─ Project ─┐
//!            └ problems      └ findings              └ findings                  ├─ Consolidation ─ report ─ bytes
//! ```
//! - [`model`] and [`finding`] are the words; they know nobody but the addresses of cells.
//! - [`text`] turns Japanese text into values, [`rules`] turn values into proposals: both pure.
//! - [`workbook`], a crate of its own, is the only one that knows file formats, [`report`] the only one that
//!   writes them.
//! - [`layout`] says what a form looks like, [`form`] finds a layout's fields on a sheet.
//! - [`returns`] puts findings back on the cells of a division's own workbook (差戻し).
//! - [`register`] is what the officer keeps of every project (台帳), read or drawn up.
//! - [`ledger`] holds the register against what was sent (提出状況).
//! - [`dataset`] is what a run found out as data, written and read back.
//! - [`history`] holds this period against the last one (前回比).
//! - [`site`] makes the yearly publication from data of one or several periods.
//! - [`part`] keeps what a share of the files came to, until all are joined.
//! - [`apply`] takes what evaluators and the headquarters wrote back into the data.
//! - [`seal`] tells what kohyo itself wrote into a return copy from what people wrote.
//! - [`tag`] marks the cells of an output that come back filled in.
//! - [`batch`] takes paths to one consolidation, [`output`] puts outputs in place.

pub mod apply;
mod archive;
pub mod batch;
pub mod config;
pub mod dataset;
mod digest;
pub mod files;
pub mod finding;
pub mod form;
pub mod history;
pub mod layout;
pub mod ledger;
pub mod model;
pub mod output;
pub mod part;
pub mod register;
pub mod report;
pub mod returns;
pub mod rules;
pub mod seal;
pub mod site;
pub mod tag;
pub mod text;

/// Reading spreadsheets as people see them: cells, merged regions, shapes, comments.
pub use kohyo_workbook as workbook;
