//! Names of the marks that an issued form carries out of sight.

/// Property: the layout's id.
pub const FORM: &str = "kohyo.form";
/// Property: the layout's version.
pub const VERSION: &str = "kohyo.version";
/// Property: the period the form was issued for, `R9-H1`.
pub const PERIOD: &str = "kohyo.period";
/// Constant on a sheet: the project's number.
pub const NUMBER: &str = "kohyo.number";
