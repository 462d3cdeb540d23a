//! Changes to the text of one part, and how to take them back.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// One change: what stands in the range becomes `new`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Edit {
    place: Range<usize>,
    new: String,
}

/// How to take one change back: the piece at `at` becomes `old`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Undo {
    at: usize,
    length: usize,
    old: String,
}

/// The changes to one part, in the order they were asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Edits(Vec<Edit>);

impl Edits {
    /// Puts text in before a place; several at one place stand in the order they were asked for.
    pub(super) fn insert(&mut self, at: usize, new: impl Into<String>) {
        self.replace(at..at, new);
    }

    /// Replaces what stands in a place.
    pub(super) fn replace(&mut self, place: Range<usize>, new: impl Into<String>) {
        let new = new.into();
        self.0.push(Edit { place, new });
    }

    /// Adds the changes of another.
    pub(super) fn join(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Whether nothing is to be changed.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The changed text, and how to take every change back.
    pub(super) fn apply(mut self, text: &str) -> (String, Vec<Undo>) {
        self.0.sort_by_key(|edit| edit.place.start);
        let mut changed = String::with_capacity(text.len() + 256);
        let mut undo = Vec::with_capacity(self.0.len());
        let mut from = 0;
        for Edit { place, new } in self.0 {
            changed.push_str(&text[from..place.start.max(from)]);
            undo.push(Undo {
                at: changed.len(),
                length: new.len(),
                old: text[place.clone()].to_owned(),
            });
            changed.push_str(&new);
            from = place.end;
        }
        changed.push_str(&text[from..]);
        (changed, undo)
    }
}

/// The text before its changes; `None` where they do not fit it.
pub(super) fn undone(text: &str, undo: &[Undo]) -> Option<String> {
    let mut original = String::with_capacity(text.len());
    let mut from = 0;
    for Undo { at, length, old } in undo {
        original.push_str(text.get(from..*at)?);
        original.push_str(old);
        from = at.checked_add(*length)?;
    }
    original.push_str(text.get(from..)?);
    Some(original)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_change_can_be_taken_back(
            pieces in proptest::collection::vec(("[a-zあ漢]{0,5}", "[a-z漢]{0,4}", any::<bool>()), 0..12),
        ) {
            let mut text = String::new();
            let mut edits = Edits::default();
            let mut wanted = String::new();
            for (kept, new, replaces) in &pieces {
                let start = text.len();
                text.push_str(kept);
                if *replaces {
                    edits.replace(start..text.len(), new);
                    wanted.push_str(new);
                } else {
                    edits.insert(start, new);
                    wanted.push_str(new);
                    wanted.push_str(kept);
                }
            }
            let (changed, undo) = edits.apply(&text);
            prop_assert_eq!(&changed, &wanted);
            prop_assert_eq!(undone(&changed, &undo), Some(text));
        }
    }

    #[test]
    fn changes_that_do_not_fit_are_refused() {
        let undo = [Undo {
            at: 5,
            length: 9,
            old: String::new(),
        }];
        assert_eq!(undone("短い", &undo), None);
    }
}
