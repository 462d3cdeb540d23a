//! The words of the roadmap as types: fiscal years, quantities, departments, projects, ratings.
//!
//! ```text
//! ProjectSheet (what the division wrote)  ─┐
//! Responsibility (who rates it)            ├─ Project ─┐
//! Proposals (what the rules say)          ─┘           ├─ Consolidation
//!                         Finding, Submission ─────────┘
//! ```
//! Nothing here knows of files, workbooks or rules.

pub mod applied;
pub mod changes;
pub mod consolidation;
pub mod decision;
pub mod department;
pub(crate) mod exact;
pub mod field;
pub mod fiscal;
pub(crate) mod key;
pub mod ledger;
pub mod project;
pub mod quantity;
pub mod rating;
pub mod register;
pub mod schedule;
pub mod texts;

pub use applied::{Applied, AppliedChange, FileStatus, ReturnedFile, Statement};
pub use changes::{Added, Changes, Departure, Ended, NamedProject, Revision, Transition};
pub use consolidation::{Consolidation, Issued, Submission, SubmissionStatus};
pub use decision::{Decided, Decision, FinalRating, Given, Opinion, Outcome};
pub use department::Department;
pub use field::{Cells, Field};
pub use fiscal::{FiscalYear, Month, Part, Period};
pub use ledger::{Contact, Ledger, LedgerLine, Place, Reminder, Standing, Stray, Unopened};
pub use project::{
    Declared, Project, ProjectSheet, Proposal, Responsibility, Scope, ScopeBasis, Source,
    YearRecord,
};
pub use quantity::{Bound, Kind, Value};
pub use rating::{ByMeasure, Grade, Measure};
pub use register::{
    Alias, Direction, Indicator, OfficeHolders, Register, RegisterEntry, Renumbering, Status,
    Withdrawn,
};
pub use schedule::{Item, Note, Span};
pub use texts::{NextForm, Publicity, TextField, Texts};
