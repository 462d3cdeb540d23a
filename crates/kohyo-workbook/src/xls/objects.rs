//! OBJ records: what a drawn object is beside its shape ([MS-XLS] 2.4.181).
//!
//! ```text
//! 15 kind, number, flags ─ 0A or 12 checked ─ 0C value ─ 13 selected line ─ 09 another program's object ─ 00
//! ```

use super::records::Bytes;
use crate::xlsx::checked;
use crate::{ControlKind, ShapeKind};

/// Kinds of objects ([MS-XLS] 2.5.143).
mod kinds {
    pub(super) const CHART: u16 = 0x05;
    pub(super) const BUTTON: u16 = 0x07;
    pub(super) const PICTURE: u16 = 0x08;
    pub(super) const CHECK_BOX: u16 = 0x0B;
    pub(super) const OPTION: u16 = 0x0C;
    pub(super) const TEXT_FIELD: u16 = 0x0D;
    pub(super) const LABEL: u16 = 0x0E;
    pub(super) const SPINNER: u16 = 0x10;
    pub(super) const SCROLL_BAR: u16 = 0x11;
    pub(super) const LIST: u16 = 0x12;
    pub(super) const GROUP_BOX: u16 = 0x13;
    pub(super) const DROP_DOWN: u16 = 0x14;
    pub(super) const COMMENT: u16 = 0x19;
}

/// The flag of what Excel itself shows beside a cell: the arrow of a filter or of a list to choose from.
const OWN: u16 = 0x0100;
/// The flag of a picture that is taken of cells.
const CAMERA: u16 = 0x80;

/// An object as its record says.
pub(super) struct Object {
    /// Its number, by which comments are known.
    pub(super) number: u16,
    /// What it is, where that is more than its shape.
    pub(super) what: Option<ShapeKind>,
    /// Whether it belongs to a cell: a comment, or what Excel shows beside it.
    pub(super) is_beside_a_cell: bool,
}

impl Object {
    /// Reads a record; `None` where it is cut short.
    pub(super) fn read(mut bytes: Bytes<'_>) -> Option<Self> {
        // The first part: kind 0x15, eighteen bytes, the object's kind, number and flags.
        bytes.take(4)?;
        let mut common = Bytes(bytes.take(18)?);
        let (kind, number, flags) = (common.u16()?, common.u16()?, common.u16()?);
        let parts = Parts::read(bytes);
        Some(Self {
            number,
            what: parts.what(kind),
            is_beside_a_cell: kind == kinds::COMMENT
                || kind == kinds::DROP_DOWN && flags & OWN != 0,
        })
    }
}

/// What the other parts of a record say.
#[derive(Default)]
struct Parts {
    checked: u16,
    value: Option<i16>,
    selected: u16,
    is_embedded: bool,
    is_camera: bool,
}

impl Parts {
    fn read(mut bytes: Bytes<'_>) -> Self {
        let mut parts = Self::default();
        while let Some((id, length)) = bytes.u16().zip(bytes.u16()) {
            // The part with a list's lines says its length in another way.
            let rest = bytes;
            let inside = match id {
                0x13 => rest,
                _ => match bytes.take(length.into()) {
                    Some(inside) => Bytes(inside),
                    None => break,
                },
            };
            parts.part(id, inside);
            if matches!(id, 0 | 0x13) {
                break;
            }
        }
        parts
    }

    fn part(&mut self, id: u16, mut inside: Bytes<'_>) -> Option<()> {
        match id {
            0x0A | 0x12 => self.checked = inside.u16()?,
            0x0C => {
                inside.take(4)?;
                self.value = Some(i16::from_le_bytes(inside.take(2)?.try_into().ok()?));
            }
            0x08 => self.is_camera = inside.u16()? & CAMERA != 0,
            0x09 => self.is_embedded = true,
            0x13 => {
                let formula = inside.u16()?;
                inside.take(formula.into())?;
                inside.u16()?;
                self.selected = inside.u16()?;
            }
            _ => {}
        }
        Some(())
    }

    fn what(&self, kind: u16) -> Option<ShapeKind> {
        let control = match kind {
            kinds::CHECK_BOX => ControlKind::CheckBox,
            kinds::OPTION => ControlKind::Option,
            kinds::LABEL => ControlKind::Label,
            kinds::LIST => ControlKind::List,
            kinds::DROP_DOWN => ControlKind::DropDown,
            kinds::SPINNER => ControlKind::Spinner,
            kinds::SCROLL_BAR => ControlKind::ScrollBar,
            kinds::BUTTON => ControlKind::Button,
            kinds::GROUP_BOX => ControlKind::GroupBox,
            kinds::TEXT_FIELD => ControlKind::TextField,
            kinds::CHART => return Some(ShapeKind::Other("chart".to_owned())),
            kinds::PICTURE if self.is_embedded && !self.is_camera => {
                return Some(ShapeKind::Embedded(String::new()));
            }
            _ => return None,
        };
        let state = match control {
            ControlKind::CheckBox | ControlKind::Option => {
                Some(checked(u8::try_from(self.checked).unwrap_or(2)))
            }
            ControlKind::List | ControlKind::DropDown => Some(match self.selected {
                0 => "選択なし".to_owned(),
                line => format!("上から{line}番目を選択"),
            }),
            ControlKind::Spinner | ControlKind::ScrollBar => {
                self.value.map(|value| format!("値 {value}"))
            }
            _ => None,
        };
        Some(ShapeKind::Control(control, state))
    }
}
