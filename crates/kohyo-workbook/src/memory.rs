//! What parts were read to, kept for the files that follow: workbooks made from one template have most of
//! their parts alike to the byte, all but the cells and their texts.

use super::Limits;
use std::cell::RefCell;

/// So many parts of a kind are kept.
const KEPT: usize = 8;

/// Parts of more bytes are read each time.
const LARGEST: u64 = 256 << 10;

/// A part as it lies in its package. With its name and the bounds, what it is read to depends on nothing else.
#[derive(Clone, Copy)]
pub(super) struct Packed<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) is_deflated: bool,
    /// Its size and checksum once inflated, as the package says.
    pub(super) size: u64,
    pub(super) sum: u32,
}

/// The parts of one kind that a thread read last.
pub(super) struct Memory<T>(RefCell<Vec<Known<T>>>);

struct Known<T> {
    name: String,
    bytes: Vec<u8>,
    is_deflated: bool,
    size: u64,
    sum: u32,
    limits: Limits,
    read: T,
}

impl<T: Clone> Memory<T> {
    pub(super) const fn new() -> Self {
        Self(RefCell::new(Vec::new()))
    }

    /// What the very same part was read to.
    pub(super) fn recall(&self, name: &str, part: Packed<'_>, limits: &Limits) -> Option<T> {
        let mut known = self.0.borrow_mut();
        let place = known.iter().position(|known| {
            let same = known.size == part.size
                && known.sum == part.sum
                && known.is_deflated == part.is_deflated
                && known.bytes == part.bytes;
            same && known.name == name && known.limits == *limits
        })?;
        known[..=place].rotate_right(1);
        Some(known[0].read.clone())
    }

    /// Keeps what a part was read to, instead of what was not asked for longest.
    pub(super) fn keep(&self, name: &str, part: Packed<'_>, limits: &Limits, read: &T) {
        if part.size > LARGEST {
            return;
        }
        let mut known = self.0.borrow_mut();
        known.truncate(KEPT - 1);
        let latest = Known {
            name: name.to_owned(),
            bytes: part.bytes.to_owned(),
            is_deflated: part.is_deflated,
            size: part.size,
            sum: part.sum,
            limits: *limits,
            read: read.clone(),
        };
        known.insert(0, latest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(bytes: &[u8]) -> Packed<'_> {
        Packed {
            bytes,
            is_deflated: true,
            size: bytes.len() as u64,
            sum: 7,
        }
    }

    #[test]
    fn only_the_very_same_part_is_recalled() {
        let (memory, limits) = (Memory::new(), Limits::default());
        let styles = part(b"<a/>");
        memory.keep("xl/styles.xml", styles, &limits, &1);
        let recall = |name: &str, part, limits: &Limits| memory.recall(name, part, limits);
        assert_eq!(recall("xl/styles.xml", styles, &limits), Some(1));
        assert_eq!(recall("xl/theme.xml", styles, &limits), None);
        assert_eq!(recall("xl/styles.xml", part(b"<b/>"), &limits), None);
        let others = [
            Packed { size: 9, ..styles },
            Packed { sum: 8, ..styles },
            Packed {
                is_deflated: false,
                ..styles
            },
        ];
        for other in others {
            assert_eq!(recall("xl/styles.xml", other, &limits), None);
        }
        let tight = Limits { depth: 3, ..limits };
        assert_eq!(recall("xl/styles.xml", styles, &tight), None);
    }

    #[test]
    fn what_was_not_asked_for_longest_is_forgotten_and_large_parts_are_not_kept() {
        let (memory, limits) = (Memory::new(), Limits::default());
        let bytes: Vec<[u8; 1]> = (0..=KEPT as u8).map(|byte| [byte]).collect();
        let (last, first) = bytes.split_last().unwrap();
        for (number, bytes) in first.iter().enumerate() {
            memory.keep("a", part(bytes), &limits, &number);
        }
        assert_eq!(memory.recall("a", part(&first[0]), &limits), Some(0));
        memory.keep("a", part(last), &limits, &KEPT);
        assert_eq!(memory.recall("a", part(&first[1]), &limits), None);
        assert_eq!(memory.recall("a", part(&first[0]), &limits), Some(0));
        let large = Packed {
            size: LARGEST + 1,
            ..part(b"large")
        };
        memory.keep("a", large, &limits, &0);
        assert_eq!(memory.recall("a", large, &limits), None);
    }
}
