//! Drawn shapes with their place on the sheet in EMU (914,400 to the inch).

use crate::address::CellPos;
use serde::{Deserialize, Serialize};

/// A colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// What a shape looks like, as far as it matters for a schedule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ShapeKind {
    /// A line or straight connector, with or without arrow heads.
    Line,
    /// A block arrow: left, right or both.
    BlockArrow,
    /// A bracket or brace.
    Bracket,
    /// A rectangle, rounded or not.
    Rectangle,
    /// A box made for text.
    TextBox,
    /// A picture.
    Picture,
    /// A picture that a cell holds as its value.
    CellPicture,
    /// A control, and what it is set to in words, as far as the file says.
    Control(ControlKind, Option<String>),
    /// An object of another program, by that program's name in the file: `Word.Document.12`; empty
    /// where the file does not tell.
    Embedded(String),
    /// Anything else, by its preset name.
    Other(String),
}

/// What a control is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ControlKind {
    /// A check box.
    CheckBox,
    /// One of several options.
    Option,
    /// A label.
    Label,
    /// A list.
    List,
    /// A list that unfolds.
    DropDown,
    /// A spinner.
    Spinner,
    /// A scroll bar.
    ScrollBar,
    /// A button.
    Button,
    /// A frame around options.
    GroupBox,
    /// A box to type in.
    TextField,
    /// A control of another program's making.
    Other,
}

impl ControlKind {
    /// Its name as Japanese Excel gives it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::CheckBox => "チェックボックス",
            Self::Option => "オプションボタン",
            Self::Label => "ラベル",
            Self::List => "リストボックス",
            Self::DropDown => "コンボボックス",
            Self::Spinner => "スピンボタン",
            Self::ScrollBar => "スクロールバー",
            Self::Button => "ボタン",
            Self::GroupBox => "グループボックス",
            Self::TextField => "テキストボックス",
            Self::Other => "コントロール",
        }
    }
}

/// A rectangle on the sheet in EMU from its upper left corner; left ≤ right, top ≤ bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// Left edge.
    pub left: i64,
    /// Upper edge.
    pub top: i64,
    /// Right edge.
    pub right: i64,
    /// Lower edge.
    pub bottom: i64,
}

impl Frame {
    /// Width, at least 0.
    pub const fn width(&self) -> i64 {
        self.right - self.left
    }

    /// Height, at least 0.
    pub const fn height(&self) -> i64 {
        self.bottom - self.top
    }

    /// A place just inside the left edge: programs round an edge that lies on a column's border to
    /// either side of it, by up to two points.
    pub const fn left_end(&self) -> i64 {
        let inside = self.width() / 2;
        self.left
            + if inside < Self::ROUNDING {
                inside
            } else {
                Self::ROUNDING
            }
    }

    /// Two points in EMU.
    const ROUNDING: i64 = 25_400;

    /// The vertical middle.
    pub const fn middle(&self) -> i64 {
        self.top + (self.bottom - self.top) / 2
    }
}

/// One visible shape; groups are already taken apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    /// The name the program gave it: `直線矢印コネクタ 2`.
    pub name: String,
    /// What it looks like.
    pub kind: ShapeKind,
    /// Where it lies.
    pub frame: Frame,
    /// Its line's colour, else its fill's; theme colours resolved.
    pub colour: Option<Rgb>,
    /// Whether its line is dashed or dotted.
    pub dashed: bool,
    /// Text inside it.
    pub text: Option<String>,
    /// Its left and right edge by its own measure, where it says them (xlsx): what its anchor's columns come
    /// to may differ.
    pub across: Option<(i64, i64)>,
    /// The cell under its left end at its vertical middle.
    pub under: CellPos,
}
