//! What a BIFF8 formula names, written as a formula's text ([MS-XLS] 2.5.198): cells, functions that
//! choose and the signs between them. The text is not the formula; it says where its result comes from.

use super::records::Bytes;
use crate::CellPos;
use std::fmt::Write as _;

/// Functions that matter, by their number ([MS-XLS] 2.5.198.17).
const FUNCTIONS: [(u16, &str); 9] = [
    (1, "IF"),
    (28, "LOOKUP"),
    (29, "INDEX"),
    (78, "OFFSET"),
    (100, "CHOOSE"),
    (101, "HLOOKUP"),
    (102, "VLOOKUP"),
    (148, "INDIRECT"),
    (228, "SUMPRODUCT"),
];

/// The text for the tokens of a formula; `sheet` gives the name for a number of the list of outside
/// sheets. `None` where the tokens cannot be followed.
pub(super) fn named(tokens: &[u8], sheet: impl Fn(u16) -> Option<String>) -> Option<String> {
    let mut bytes = Bytes(tokens);
    let mut text = String::new();
    while let Some(token) = bytes.u8() {
        let class = if token >= 0x20 {
            token & 0x1F | 0x20
        } else {
            token
        };
        match class {
            0x05 => text.push('*'),
            0x06 => text.push('/'),
            0x03..=0x16 => text.push('+'),
            0x17 => {
                let count = usize::from(bytes.u8()?);
                let wide = usize::from(bytes.u8()? & 1);
                bytes.take(count << wide)?;
            }
            0x19 => attribute(&mut bytes)?,
            0x1C | 0x1D => _ = bytes.take(1)?,
            0x1E => _ = bytes.take(2)?,
            0x1F => _ = bytes.take(8)?,
            0x21 => function(bytes.u16()?, &mut text),
            0x22 => {
                bytes.take(1)?;
                function(bytes.u16()? & 0x7FFF, &mut text);
            }
            0x23 => {
                bytes.take(4)?;
                text.push_str("+名前");
            }
            0x24 => cells(&mut bytes, 1, &mut text)?,
            0x25 => cells(&mut bytes, 2, &mut text)?,
            0x29 => _ = bytes.take(2)?,
            0x3A | 0x3B => {
                match sheet(bytes.u16()?) {
                    Some(name) => _ = write!(text, "+'{}'!", name.replace('\'', "''")),
                    None => text.push_str("+[1]"),
                }
                let corners = usize::from(class - 0x39);
                cells(&mut bytes, corners, &mut text)?;
            }
            _ => return None,
        }
    }
    Some(text)
}

/// What stands between the tokens to speed them up; a choice has a list of its branches.
fn attribute(bytes: &mut Bytes<'_>) -> Option<()> {
    let kind = bytes.u8()?;
    let count = usize::from(bytes.u16()?);
    if kind & 4 != 0 {
        bytes.take((count + 1) * 2)?;
    }
    Some(())
}

fn function(number: u16, text: &mut String) {
    let known = FUNCTIONS.iter().find(|(known, _)| *known == number);
    let name = known.map_or("F", |(_, name)| name);
    let _ = write!(text, "+{name}()");
}

/// One cell, or two corners: rows first, then columns with two bits for what is fixed.
fn cells(bytes: &mut Bytes<'_>, corners: usize, text: &mut String) -> Option<()> {
    if !text.ends_with(['!', ']']) {
        text.push('+');
    }
    let mut rows = Vec::with_capacity(corners);
    for _ in 0..corners {
        rows.push(u32::from(bytes.u16()?));
    }
    for (corner, row) in rows.into_iter().enumerate() {
        let col = u32::from(bytes.u16()? & 0x3FFF);
        let between = if corner > 0 { ":" } else { "" };
        let _ = write!(text, "{between}{}", CellPos::new(row, col));
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::named;

    fn sheet(number: u16) -> Option<String> {
        (number == 0).then(|| "入力".to_owned())
    }

    #[test]
    fn cells_and_choices_are_named() {
        for (tokens, text) in [
            (&[0x44, 2, 0, 1, 0xC0][..], Some("+B3")),
            (&[0x5A, 0, 0, 2, 0, 1, 0], Some("+'入力'!B3")),
            (&[0x5A, 1, 0, 2, 0, 1, 0], Some("+[1]B3")),
            (
                &[0x25, 0, 0, 8, 0, 2, 0, 2, 0, 0x19, 0x10, 0, 0],
                Some("+C1:C9"),
            ),
            (&[0x44, 2, 0, 1, 0, 0x1E, 5, 0, 0x05], Some("+B3*")),
            (&[0x42, 3, 1, 0], Some("+IF()")),
            (&[0x1E, 0, 0], Some("")),
            (&[0x01, 0, 0, 0, 0], None),
            (&[0x44, 2], None),
        ] {
            assert_eq!(named(tokens, sheet).as_deref(), text, "{tokens:?}");
        }
    }
}
