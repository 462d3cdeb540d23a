//! What all sheets of a workbook share: strings, formats, colours, the default font, the list of sheets.

use super::records::{Bytes, Record, Records, id};
use super::strings::{self, Rich, Spread};
use crate::marked::{self, Letters, Shift, Unshown};
use crate::numfmt::{self, Epoch};
use crate::xlsx::{Font, palette};
use crate::{Rgb, Visibility, names};
use std::collections::HashMap;
use std::sync::Arc;

/// The first palette entry a workbook can change.
const FIRST_OWN_COLOUR: usize = 8;

/// A sheet as the workbook lists it.
pub(super) struct Listed {
    /// Its name.
    pub(super) name: String,
    /// Whether it is shown.
    pub(super) visibility: Visibility,
    /// Whether it holds cells; charts and macros are others.
    pub(super) has_cells: bool,
    /// Where it begins in the stream.
    pub(super) start: usize,
}

/// How cells of one kind look.
#[derive(Default)]
pub(super) struct CellFormat {
    /// The number format.
    pub(super) number: Option<Arc<numfmt::Format>>,
    /// The fill.
    pub(super) fill: Option<Rgb>,
    /// How letters look.
    pub(super) letters: Letters,
    /// What the format shows as nothing.
    pub(super) unshown: Unshown,
}

/// Everything shared.
#[derive(Default)]
pub(super) struct Globals {
    /// The shared strings.
    pub(super) strings: Vec<Rich>,
    /// The looks, by the number cells name.
    pub(super) formats: Vec<CellFormat>,
    /// The date system.
    pub(super) epoch: Epoch,
    /// The default font, in which widths are counted.
    pub(super) font: Font,
    /// The sheets in the order of tabs.
    pub(super) sheets: Vec<Listed>,
    /// Texts with a name of their own: the sheet's number counted from 1, name, text.
    names: Vec<(usize, String, String)>,
    own_colours: Vec<Rgb>,
    faces: Vec<Face>,
}

impl Globals {
    /// Reads the globals at the beginning of the workbook's stream.
    pub(super) fn read(stream: &[u8]) -> Self {
        let mut globals = Self::default();
        let mut codes = HashMap::new();
        let mut looks = Vec::new();
        for record in Records::new(stream) {
            let mut bytes = record.bytes();
            match record.id {
                id::EOF => break,
                id::DATE_MODE if bytes.u16() == Some(1) => globals.epoch = Epoch::Y1904,
                id::FONT => {
                    // The first font is that of the default style.
                    if let (true, Some(font)) = (globals.faces.is_empty(), font(bytes)) {
                        globals.font = font;
                    }
                    globals.faces.push(Face::read(bytes).unwrap_or_default());
                }
                id::FORMAT => {
                    if let Some((number, code)) = format(&record) {
                        codes.insert(number, code);
                    }
                }
                id::XF => looks.push(Look::read(bytes).unwrap_or_default()),
                id::PALETTE => globals.own_colours = colours(bytes),
                id::NAME => globals.names.extend(named_text(bytes)),
                id::SHEET => globals.sheets.extend(listed(bytes)),
                id::SHARED_STRINGS => globals.strings = strings::shared(&record),
                _ => {}
            }
        }
        globals.formats = globals.cell_formats(&looks, &codes);
        globals
    }

    /// The constants that kohyo named on a sheet.
    pub(super) fn constants(&self) -> impl Iterator<Item = (String, String)> {
        self.names.iter().filter_map(|(sheet, name, text)| {
            let sheet = self.sheets.get(sheet.checked_sub(1)?)?;
            let formula = format!("\"{}\"", text.replace('"', "\"\""));
            names::constant(&sheet.name, name, &formula)
        })
    }

    fn cell_formats(&self, looks: &[Look], codes: &HashMap<u16, String>) -> Vec<CellFormat> {
        let mut parsed: HashMap<u16, Arc<numfmt::Format>> = HashMap::new();
        looks
            .iter()
            .map(|look| {
                let own = codes.get(&look.number).map(String::as_str);
                let code = own.or_else(|| numfmt::builtin(look.number.into()));
                let number = code.map(|code| {
                    let format = parsed
                        .entry(look.number)
                        .or_insert_with(|| Arc::new(numfmt::Format::parse(code)));
                    Arc::clone(format)
                });
                let fill = look.fill(self);
                CellFormat {
                    number,
                    fill,
                    letters: self.letters(look.font, fill),
                    unshown: code.map_or_else(Unshown::default, Unshown::of),
                }
            })
            .collect()
    }

    /// How the letters of a font look on a fill. No font has the number 4 ([MS-XLS] 2.5.129).
    pub(super) fn letters(&self, font: u16, fill: Option<Rgb>) -> Letters {
        let index = usize::from(font);
        let Some(face) = self.faces.get(if index > 4 { index - 1 } else { index }) else {
            return Letters::default();
        };
        Letters {
            struck: face.struck,
            shift: face.shift,
            hiding: marked::hiding(Some(face.points), self.colour(face.colour), fill),
        }
    }

    /// A colour by its number in the palette; 64 and above are the system's.
    pub(super) fn colour(&self, index: usize) -> Option<Rgb> {
        let own = index.checked_sub(FIRST_OWN_COLOUR);
        own.and_then(|own| self.own_colours.get(own).copied())
            .filter(|_| index < 64)
            .or_else(|| palette(index))
    }
}

/// An XF record as far as it matters.
#[derive(Default)]
struct Look {
    font: u16,
    number: u16,
    pattern: u8,
    front: usize,
    back: usize,
}

impl Look {
    /// [MS-XLS] 2.4.353: the number format at 2, pattern and colours in the last six bytes of twenty.
    fn read(mut bytes: Bytes<'_>) -> Option<Self> {
        let font = bytes.u16()?;
        let number = bytes.u16()?;
        bytes.take(10)?;
        let borders = bytes.u32()?;
        let colours = usize::from(bytes.u16()?);
        Some(Self {
            font,
            number,
            pattern: (borders >> 26) as u8,
            front: colours & 0x7F,
            back: colours >> 7 & 0x7F,
        })
    }

    /// The colour one sees: a solid pattern's front, another pattern's front unless that is the
    /// system's text colour, else its back. White is no fill.
    fn fill(&self, globals: &Globals) -> Option<Rgb> {
        let colour = match (self.pattern, self.front) {
            (0, _) => None,
            (1, front) => globals.colour(front),
            (_, 64..) => globals.colour(self.back),
            (_, front) => globals.colour(front),
        };
        colour.filter(|colour| *colour != Rgb(255, 255, 255))
    }
}

/// A FONT record as far as it says more than how letters are drawn.
struct Face {
    points: f64,
    struck: bool,
    colour: usize,
    shift: Shift,
}

impl Default for Face {
    fn default() -> Self {
        Self {
            points: 11.0,
            struck: false,
            colour: usize::MAX,
            shift: Shift::None,
        }
    }
}

impl Face {
    /// [MS-XLS] 2.4.122: height in twentieths of a point, flags, colour, weight, where letters stand.
    fn read(mut bytes: Bytes<'_>) -> Option<Self> {
        const STRUCK: u16 = 0x08;
        let points = f64::from(bytes.u16()?) / 20.0;
        let struck = bytes.u16()? & STRUCK != 0;
        let colour = usize::from(bytes.u16()?);
        bytes.u16()?;
        let shift = match bytes.u16()? {
            1 => Shift::Up,
            2 => Shift::Down,
            _ => Shift::None,
        };
        Some(Self {
            points,
            struck,
            colour,
            shift,
        })
    }
}

/// [MS-XLS] 2.4.122: height in twentieths of a point, the name after twelve more bytes.
fn font(mut bytes: Bytes<'_>) -> Option<Font> {
    let points = f64::from(bytes.u16()?) / 20.0;
    bytes.take(12)?;
    Some(Font {
        name: short_string(&mut bytes)?,
        points,
    })
}

fn format(record: &Record<'_>) -> Option<(u16, String)> {
    let mut bytes = Spread::new(&record.parts);
    Some((bytes.u16()?, bytes.string()?))
}

fn colours(mut bytes: Bytes<'_>) -> Vec<Rgb> {
    let count = bytes.u16().unwrap_or(0).min(56);
    let colour = |_| {
        let raw = bytes.take(4)?;
        Some(Rgb(raw[0], raw[1], raw[2]))
    };
    (0..count).map_while(colour).collect()
}

fn listed(mut bytes: Bytes<'_>) -> Option<Listed> {
    let start = bytes.u32()? as usize;
    let visibility = match bytes.u8()? & 3 {
        0 => Visibility::Visible,
        1 => Visibility::Hidden,
        _ => Visibility::VeryHidden,
    };
    let has_cells = bytes.u8()? == 0;
    Some(Listed {
        name: short_string(&mut bytes)?,
        visibility,
        has_cells,
        start,
    })
}

/// [MS-XLS] 2.4.150: a name of one sheet whose formula is nothing but a text (PtgStr, 2.5.198.89).
fn named_text(mut bytes: Bytes<'_>) -> Option<(usize, String, String)> {
    const TEXT: u8 = 0x17;
    const WIDE: u8 = 1;
    bytes.take(3)?;
    let letters = usize::from(bytes.u8()?);
    bytes.take(4)?;
    let sheet = usize::from(bytes.u16()?);
    bytes.take(4)?;
    let name = Spread::new(&[bytes.0]).flagged(letters)?;
    let width = if bytes.u8()? & WIDE == 0 { 1 } else { 2 };
    bytes.take(letters * width)?;
    if bytes.u8()? != TEXT {
        return None;
    }
    Some((sheet, name, short_string(&mut bytes)?))
}

/// A string with its count in one byte. Whatever the workbook's code page says, BIFF8 text is Unicode.
fn short_string(bytes: &mut Bytes<'_>) -> Option<String> {
    let count = usize::from(bytes.u8()?);
    Spread::new(&[bytes.0]).flagged(count)
}
