//! The shared strings of `.xlsb`.

use super::{Stop, Strings, most};
use crate::xlsx::binary::{Records, id, rich_text};
use crate::xlsx::fonts::Written;
use crate::xlsx::xml::Fault;
use crate::{Limits, Problem};
use std::sync::Arc;

impl Strings {
    /// As [`Strings::read`].
    pub(in crate::xlsx) fn read_binary(
        part: &[u8],
        fonts: &[Written],
        limits: &Limits,
    ) -> Result<Self, Problem> {
        let mut strings = Self::default();
        let empty: Arc<str> = Arc::from("");
        let mut records = Records::new(part);
        for (number, mut bytes) in &mut records {
            if number != id::SHARED_STRING {
                continue;
            }
            // A string that cannot be read still has its number.
            let (text, runs) = rich_text(&mut bytes, fonts).unwrap_or_default();
            if !runs.is_empty() {
                strings.runs.insert(strings.list.len(), runs);
            }
            if let Err(Stop::TooMany) = strings.push(&text, limits, &empty) {
                let allowed = most(limits);
                return Err(Problem::limit("cells", "共有文字列が多すぎます", allowed));
            }
        }
        strings.fault = records.is_cut.then_some(Fault::Cut);
        Ok(strings)
    }
}
