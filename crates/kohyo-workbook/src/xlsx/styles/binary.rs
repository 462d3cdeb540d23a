//! The style part of `.xlsb`.

use super::{Font, Ink, Numbers, Written};
use crate::Rgb;
use crate::marked::Shift;
use crate::xls::Bytes;
use crate::xlsx::binary::{Records, id, text};
use crate::xlsx::fonts;
use crate::xlsx::xml::Fault;

impl Written {
    /// As [`Written::read`].
    pub(in crate::xlsx) fn read_binary(part: &[u8]) -> Self {
        let mut styles = Self::default();
        let mut in_looks = false;
        let mut records = Records::new(part);
        for (number, bytes) in &mut records {
            match number {
                id::FORMAT => styles.codes.extend(code(bytes)),
                id::FONT => {
                    // The first font is the default one.
                    if styles.fonts.is_empty() {
                        styles.font = font(bytes).unwrap_or_default();
                    }
                    styles.fonts.push(letters(bytes).unwrap_or_default());
                }
                id::FILL => styles.fills.push(fill(bytes)),
                id::BEGIN_LOOKS => in_looks = true,
                id::END_LOOKS => in_looks = false,
                id::LOOK if in_looks => styles.looks.push(look(bytes).unwrap_or_default()),
                id::INDEXED_COLOUR => styles.palette.push(rgb(bytes).unwrap_or(Rgb(0, 0, 0))),
                _ => {}
            }
        }
        styles.fault = records.is_cut.then_some(Fault::Cut);
        styles
    }
}

fn code(mut bytes: Bytes<'_>) -> Option<(u32, String)> {
    Some((bytes.u16()?.into(), text(&mut bytes)?))
}

fn font(mut bytes: Bytes<'_>) -> Option<Font> {
    let points = f64::from(bytes.u16()?) / 20.0;
    // Weight, position, underline, family, character set, colour, scheme.
    bytes.take(2 + 2 + 2 + 4 + 8 + 1)?;
    Some(Font {
        name: text(&mut bytes)?,
        points: points.clamp(1.0, 409.0),
    })
}

/// As far as a font says more than how letters are drawn: size, flags, weight, position … colour.
fn letters(mut bytes: Bytes<'_>) -> Option<fonts::Written> {
    const STRUCK: u16 = 1 << 3;
    let points = f64::from(bytes.u16()?) / 20.0;
    let struck = bytes.u16()? & STRUCK != 0;
    bytes.u16()?;
    let shift = match bytes.u16()? {
        1 => Shift::Up,
        2 => Shift::Down,
        _ => Shift::None,
    };
    bytes.take(4)?;
    Some(fonts::Written {
        struck,
        shift,
        points: Some(points),
        ink: ink(bytes.take(8)?),
    })
}

/// The numbers of a look's parts, which come after that of its parent.
fn look(mut bytes: Bytes<'_>) -> Option<Numbers> {
    bytes.u16()?;
    let mut next = || bytes.u16().map(u32::from);
    Some(Numbers {
        format: next()?,
        font: next()?,
        fill: next()?,
        border: next()?,
    })
}

fn fill(mut bytes: Bytes<'_>) -> Option<Ink> {
    let pattern = bytes.u32()?;
    let (front, back) = (ink(bytes.take(8)?), ink(bytes.take(8)?));
    let coloured = |ink: &Ink| !matches!(ink, Ink::Indexed(64 | 65));
    match pattern {
        0 => None,
        1 => front,
        _ => back.filter(coloured).or(front).or(Some(Ink::Indexed(64))),
    }
}

/// A colour of eight bytes: how it is told, its number, its tint, its red, green and blue.
fn ink(bytes: &[u8]) -> Option<Ink> {
    let &[how, index, low, high, red, green, blue, _] = bytes else {
        return None;
    };
    let index = usize::from(index);
    let tint = f64::from(i16::from_le_bytes([low, high])) / f64::from(i16::MAX);
    match how >> 1 {
        1 => Some(Ink::Indexed(index)),
        2 => Some(Ink::Rgb(Rgb(red, green, blue))),
        3 => Some(Ink::Theme(index, tint)),
        _ => None,
    }
}

fn rgb(mut bytes: Bytes<'_>) -> Option<Rgb> {
    Some(Rgb(bytes.u8()?, bytes.u8()?, bytes.u8()?))
}
