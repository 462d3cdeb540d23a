//! The one engine of all tabular sheets: a table is data, a list of columns that each say what they show of
//! an entry and how.
//!
//! ```text
//! column  what a column is: heading, width, what it shows, look, link, formula, group, entry cell
//! cell    what stands in a cell
//! look    how it looks, as a small value; the formats made from it
//! entry   what may be typed into it
//! layout  what a table is, and how its entries fit
//! draw    a table of columns and entries on a sheet: headings, heights, filters, hidden words
//! sheet   the sheet that tables stand on: titles, free rows, print area
//! pages   where pages break
//! ```
//! A sheet is a file with its columns; [`TableSheet::table`] draws one table that fills the sheet,
//! [`TableSheet::section`] one below another.

mod cell;
mod column;
mod column_runs;
mod draw;
mod entry;
mod layout;
mod list;
mod look;
mod pages;
mod sheet;

pub(crate) use cell::Cell;
pub(crate) use column::{At, Column, Width, grouped};
pub(crate) use entry::Check;
pub(crate) use layout::{Fitted, Frame, RowStyle, Table};
pub(crate) use list::List;
pub(crate) use look::{Digits, Look};
pub(crate) use pages::{IN_ANNEX, IN_FINDINGS, IN_REVIEW, OMITTED, Pages, Start};
pub(crate) use sheet::{Paged, Placed, ROW, TableSheet, is_exact, placed};
