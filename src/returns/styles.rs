//! What the marks and the list look like: added at the end of the workbook's styles, so that every
//! style that was there keeps its number.

use super::Refusal;
use super::edits::Edits;
use super::relations::append;
use super::xml::{Node, escaped, outline};

/// The elements of a style sheet in the order of its schema.
const ORDER: [&str; 11] = [
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
];

/// How a marked cell looks. Only conditional formatting paints it: the cell keeps its own style.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// An error on a cell without fill.
    Error,
    /// A warning on a cell without fill.
    Warning,
    /// Anything on a painted cell: a frame alone, for paint may mean a span.
    Frame,
}

impl Mark {
    /// All, in the order they are added.
    pub(super) const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Frame];

    fn format(self, prefix: &str) -> String {
        let (frame, ground) = match self {
            Self::Error => ("FFC00000", Some("FFFFC7CE")),
            Self::Warning => ("FFE26B0A", Some("FFFFEB9C")),
            Self::Frame => ("FFFF0000", None),
        };
        let fill = ground.map_or_else(String::new, |ground| {
            format!("<{prefix}fill><{prefix}patternFill><{prefix}bgColor rgb=\"{ground}\"/></{prefix}patternFill></{prefix}fill>")
        });
        let sides: String = ["left", "right", "top", "bottom"]
            .iter()
            .map(|side| format!("<{prefix}{side} style=\"thin\"><{prefix}color rgb=\"{frame}\"/></{prefix}{side}>"))
            .collect();
        format!("<{prefix}dxf>{fill}<{prefix}border>{sides}</{prefix}border></{prefix}dxf>")
    }
}

/// The cells of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// The sheet's title.
    Title,
    /// A line below it.
    Note,
    /// A heading.
    Heading,
    /// Text.
    Text,
    /// Short text, centred.
    Centre,
    /// A link to a cell.
    Link,
    /// The word for an error.
    Error,
    /// The word for a warning.
    Warning,
}

/// Numbers of the styles that were added.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbers {
    /// The first of [`Mark::ALL`].
    mark: usize,
    /// The first of the list's styles.
    look: usize,
}

impl Numbers {
    /// The number of a mark among the differential formats.
    pub(super) fn mark(self, mark: Mark) -> usize {
        self.mark + mark as usize
    }

    /// The number of a look among the cell formats.
    pub(super) fn look(self, look: Look) -> usize {
        self.look + look as usize
    }
}

/// Adds everything to a style sheet.
///
/// # Errors
/// The style sheet lacks what every workbook has.
pub(super) fn add(text: &str, font: &str) -> Result<(Edits, Numbers), Refusal> {
    let root = outline(text, 3, &[])?;
    let prefix = root.prefix.as_str();
    let mut edits = Edits::default();
    let mut into = |name: &str, new: &[String]| -> Result<usize, Refusal> {
        let node = root
            .child(name)
            .ok_or_else(|| Refusal::new("ブックの書式の部品に、あるはずのものがありません"))?;
        extend(&mut edits, text, node, new);
        Ok(node.children.len())
    };
    let fonts = into("fonts", &fonts(prefix, font))?;
    let fills = into("fills", &fills(prefix))?;
    let borders = into("borders", &[border(prefix)])?;
    let look = into("cellXfs", &looks(prefix, fonts, fills, borders))?;
    let marks = Mark::ALL.map(|mark| mark.format(prefix));
    let mark = match root.child("dxfs") {
        Some(node) => {
            extend(&mut edits, text, node, &marks);
            node.children.len()
        }
        None => {
            let new = format!(
                "<{prefix}dxfs count=\"3\">{}</{prefix}dxfs>",
                marks.concat()
            );
            edits.insert(place_of(&root, "dxfs"), new);
            0
        }
    };
    Ok((edits, Numbers { mark, look }))
}

/// Adds children and corrects the count.
fn extend(edits: &mut Edits, text: &str, node: &Node, new: &[String]) {
    if let Some(count) = node.attr_place(text, "count")
        && node.close.is_some()
    {
        let count_now = node.children.len() + new.len();
        edits.replace(count, count_now.to_string());
        append(edits, text, node, &new.concat());
        return;
    }
    if node.close.is_some() {
        append(edits, text, node, &new.concat());
        return;
    }
    let name = format!("{}{}", node.prefix, node.local);
    let whole = format!("<{name} count=\"{}\">{}</{name}>", new.len(), new.concat());
    edits.replace(node.span(), whole);
}

/// Where an element that is missing belongs.
fn place_of(root: &Node, name: &str) -> usize {
    let rank = |name: &str| ORDER.iter().position(|known| *known == name);
    let before = root
        .children
        .iter()
        .filter(|child| rank(&child.local) < rank(name) && rank(&child.local).is_some());
    before
        .map(|child| child.span().end)
        .max()
        .unwrap_or(root.tag.end)
}

/// Title, note, heading, text, link, word for an error.
fn fonts(prefix: &str, name: &str) -> [String; 6] {
    let font = |size: u32, colour: &str, extra: &str| {
        format!(
            "<{prefix}font>{extra}<{prefix}sz val=\"{size}\"/><{prefix}color rgb=\"{colour}\"/><{prefix}name val=\"{}\"/><{prefix}family val=\"3\"/><{prefix}charset val=\"128\"/></{prefix}font>",
            escaped(name)
        )
    };
    let bold = format!("<{prefix}b/>");
    let underlined = format!("<{prefix}u/>");
    [
        font(14, "FF1F3A5F", &bold),
        font(9, "FF5F6873", ""),
        font(9, "FF000000", &bold),
        font(9, "FF000000", ""),
        font(9, "FF0B57A4", &underlined),
        font(9, "FFFFFFFF", &bold),
    ]
}

/// Heading, error, warning.
fn fills(prefix: &str) -> [String; 3] {
    ["FFE8EEF5", "FFA61C28", "FFFFE099"].map(|colour| {
        format!("<{prefix}fill><{prefix}patternFill patternType=\"solid\"><{prefix}fgColor rgb=\"{colour}\"/><{prefix}bgColor indexed=\"64\"/></{prefix}patternFill></{prefix}fill>")
    })
}

fn border(prefix: &str) -> String {
    let sides: String = ["left", "right", "top", "bottom"]
        .iter()
        .map(|side| {
            format!(
                "<{prefix}{side} style=\"thin\"><{prefix}color rgb=\"FF8C96A3\"/></{prefix}{side}>"
            )
        })
        .collect();
    format!("<{prefix}border>{sides}<{prefix}diagonal/></{prefix}border>")
}

/// In the order of [`Look`].
fn looks(prefix: &str, font: usize, fill: usize, border: usize) -> [String; 8] {
    let look = |font: usize, fill: Option<usize>, boxed: bool, alignment: &str| {
        format!(
            "<{prefix}xf numFmtId=\"49\" fontId=\"{font}\" fillId=\"{}\" borderId=\"{}\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><{prefix}alignment {alignment}/></{prefix}xf>",
            fill.unwrap_or(0),
            if boxed { border } else { 0 },
        )
    };
    let text = "vertical=\"top\" wrapText=\"1\"";
    let centre = "horizontal=\"center\" vertical=\"top\" wrapText=\"1\"";
    let heading = "horizontal=\"center\" vertical=\"center\" wrapText=\"1\"";
    [
        look(font, None, false, "vertical=\"center\""),
        look(font + 1, None, false, "vertical=\"center\" wrapText=\"1\""),
        look(font + 2, Some(fill), true, heading),
        look(font + 3, None, true, text),
        look(font + 3, None, true, centre),
        look(font + 4, None, true, centre),
        look(font + 5, Some(fill + 1), true, centre),
        look(font + 2, Some(fill + 2), true, centre),
    ]
}
