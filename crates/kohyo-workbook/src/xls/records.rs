//! BIFF records: a number, a length, bytes; what does not fit goes on in CONTINUE records ([MS-XLS] 2.1.4).

/// Record numbers that are read.
pub(super) mod id {
    pub(crate) const FORMULA: u16 = 0x0006;
    pub(crate) const EOF: u16 = 0x000A;
    pub(crate) const NAME: u16 = 0x0018;
    pub(crate) const NOTE: u16 = 0x001C;
    pub(crate) const DATE_MODE: u16 = 0x0022;
    pub(crate) const FONT: u16 = 0x0031;
    pub(crate) const CONTINUE: u16 = 0x003C;
    pub(crate) const DEFAULT_COLUMN_WIDTH: u16 = 0x0055;
    pub(crate) const OBJECT: u16 = 0x005D;
    pub(crate) const COLUMN_INFO: u16 = 0x007D;
    pub(crate) const SHEET: u16 = 0x0085;
    pub(crate) const PALETTE: u16 = 0x0092;
    pub(crate) const STANDARD_WIDTH: u16 = 0x0099;
    pub(crate) const MULTIPLE_RK: u16 = 0x00BD;
    pub(crate) const MULTIPLE_BLANK: u16 = 0x00BE;
    pub(crate) const RICH_LABEL: u16 = 0x00D6;
    pub(crate) const XF: u16 = 0x00E0;
    pub(crate) const MERGES: u16 = 0x00E5;
    pub(crate) const DRAWING: u16 = 0x00EC;
    pub(crate) const SHARED_STRINGS: u16 = 0x00FC;
    pub(crate) const SHARED_LABEL: u16 = 0x00FD;
    pub(crate) const TEXT_OBJECT: u16 = 0x01B6;
    pub(crate) const BLANK: u16 = 0x0201;
    pub(crate) const NUMBER: u16 = 0x0203;
    pub(crate) const LABEL: u16 = 0x0204;
    pub(crate) const BOOL_OR_ERROR: u16 = 0x0205;
    pub(crate) const STRING: u16 = 0x0207;
    pub(crate) const ROW: u16 = 0x0208;
    pub(crate) const DEFAULT_ROW_HEIGHT: u16 = 0x0225;
    pub(crate) const RK: u16 = 0x027E;
    pub(crate) const FORMAT: u16 = 0x041E;
    pub(crate) const BEGIN: u16 = 0x0809;
}

/// A record with the parts it continues in.
pub(super) struct Record<'a> {
    /// Its number.
    pub(super) id: u16,
    /// Its bytes; the first part is the record itself.
    pub(super) parts: Vec<&'a [u8]>,
}

impl<'a> Record<'a> {
    /// The record's own bytes.
    pub(super) fn bytes(&self) -> Bytes<'a> {
        Bytes(self.parts.first().copied().unwrap_or_default())
    }
}

/// The records of a stream, from some place on. Ends where the bytes end, even within a record.
pub(super) struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    /// From the beginning of `stream`.
    pub(super) fn new(stream: &'a [u8]) -> Self {
        Self { rest: stream }
    }

    /// The next record's number and bytes without going on.
    fn peek(&self) -> Option<(u16, &'a [u8])> {
        let mut bytes = Bytes(self.rest);
        let id = bytes.u16()?;
        let length = usize::from(bytes.u16()?);
        Some((id, bytes.take(length)?))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (id, first) = self.peek()?;
        let mut parts = vec![first];
        self.rest = &self.rest[4 + first.len()..];
        while let Some((id::CONTINUE, more)) = self.peek() {
            parts.push(more);
            self.rest = &self.rest[4 + more.len()..];
        }
        Some(Record { id, parts })
    }
}

/// Little-endian numbers off the front of some bytes; `None` where they have run out.
#[derive(Clone, Copy)]
pub(crate) struct Bytes<'a>(pub(crate) &'a [u8]);

impl<'a> Bytes<'a> {
    /// The next `count` bytes.
    pub(crate) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    /// The next byte.
    pub(crate) fn u8(&mut self) -> Option<u8> {
        self.array().map(u8::from_le_bytes)
    }

    /// The next two bytes.
    pub(crate) fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    /// The next four bytes.
    pub(crate) fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    /// The next four bytes, signed.
    pub(crate) fn i32(&mut self) -> Option<i32> {
        self.array().map(i32::from_le_bytes)
    }

    /// The next eight bytes as a floating point number.
    pub(crate) fn f64(&mut self) -> Option<f64> {
        self.array().map(f64::from_le_bytes)
    }
}
