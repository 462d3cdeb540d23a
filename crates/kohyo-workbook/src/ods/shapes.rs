//! Drawn shapes. What is anchored to a cell is measured from that cell's corner, what is anchored to
//! the sheet from the sheet's; both come out measured from the sheet's corner.

use super::controls::{Control, Controls};
use super::length;
use super::styles::{Looks, Styles};
use super::text::Paragraphs;
use super::xml::{Tag, Token, Xml};
use crate::address::CellPos;
use crate::{Frame, Limits, Problem, Shape, ShapeKind};

/// Where shapes are measured from, in EMU from the sheet's corner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Corner {
    /// From the left.
    pub(super) left: i64,
    /// From the top.
    pub(super) top: i64,
}

/// Gathers the shapes of a sheet.
pub(super) struct Shapes<'a> {
    styles: &'a Styles,
    limits: &'a Limits,
    /// The controls that shapes show.
    pub(super) controls: Controls,
    /// The shapes; the cell under each is not known yet.
    pub(super) found: Vec<Shape>,
}

/// Whether an element is a shape or a group of them.
pub(super) fn is_shape(name: &str) -> bool {
    name.starts_with("draw:") || name == "dr3d:scene"
}

impl<'a> Shapes<'a> {
    /// None yet.
    pub(super) fn new(styles: &'a Styles, limits: &'a Limits) -> Self {
        Self {
            styles,
            limits,
            controls: Controls::default(),
            found: Vec::new(),
        }
    }

    /// Takes an opened shape, or the shapes of an opened group, with all they hold.
    pub(super) fn take(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        corner: Corner,
    ) -> Result<(), Problem> {
        if is_hidden(tag) {
            return xml.skip();
        }
        if matches!(tag.name(), "draw:g" | "draw:a") {
            return self.take_all(xml, corner);
        }
        let frame = frame(tag, corner);
        let name = tag.attribute("draw:name").unwrap_or_default().into_owned();
        let looks = self
            .styles
            .looks(tag.attribute("draw:style-name").as_deref());
        let mut inside = Inside::new(tag.name(), self.limits);
        inside.take(xml)?;
        let Some(frame) = frame else { return Ok(()) };
        if self.found.len() >= self.limits.shapes as usize {
            let count = self.found.len() + 1;
            return Err(Problem::limit("shapes", count, self.limits.shapes));
        }
        let text = inside.text.finish();
        let (name, kind, text) = match self.controls.shown_by(tag).cloned() {
            Some(Control {
                name,
                kind,
                caption,
            }) => (name, kind, caption.or(text)),
            None => (name, kind(&inside.what, looks, text.is_some()), text),
        };
        self.found.push(Shape {
            across: None,
            name,
            kind,
            frame,
            colour: looks.colour,
            dashed: looks.dashed,
            text,
            under: CellPos::new(0, 0),
        });
        Ok(())
    }

    /// Takes every shape inside an opened element.
    pub(super) fn take_all(&mut self, xml: &mut Xml<'_>, corner: Corner) -> Result<(), Problem> {
        while let Some(token) = xml.inner()? {
            match token {
                Token::Open(tag) if is_shape(tag.name()) => self.take(xml, &tag, corner)?,
                Token::Open(_) => xml.skip()?,
                _ => {}
            }
        }
        Ok(())
    }
}

fn is_hidden(tag: &Tag<'_>) -> bool {
    ["drawooo:display", "draw:display"]
        .into_iter()
        .any(|name| matches!(tag.attribute(name).as_deref(), Some("none" | "printer")))
}

/// What stands inside a shape: its text, and what kind of thing it is.
struct Inside {
    what: String,
    text: Paragraphs,
}

impl Inside {
    fn new(element: &str, limits: &Limits) -> Self {
        Self {
            what: element.to_owned(),
            text: Paragraphs::new(limits),
        }
    }

    fn take(&mut self, xml: &mut Xml<'_>) -> Result<(), Problem> {
        while let Some(token) = xml.inner()? {
            let Token::Open(tag) = token else { continue };
            match tag.name() {
                "text:p" | "text:h" => self.text.take(xml)?,
                "draw:enhanced-geometry" => {
                    if let Some(preset) = tag.attribute("draw:type") {
                        self.what = preset.into_owned();
                    }
                    xml.skip()?;
                }
                // A frame is what it holds first; a second image is only a stand-in.
                name @ ("draw:text-box" | "draw:image" | "draw:object" | "draw:object-ole") => {
                    if self.what == "draw:frame" {
                        self.what = name.to_owned();
                    }
                    self.take(xml)?;
                }
                "text:list" | "text:list-item" => self.take(xml)?,
                _ => xml.skip()?,
            }
        }
        Ok(())
    }
}

/// The kind of an element or of a preset, with or without the prefix of its origin.
fn kind(what: &str, looks: Looks, has_text: bool) -> ShapeKind {
    let bare = ["draw:", "ooxml-"]
        .into_iter()
        .find_map(|prefix| what.strip_prefix(prefix))
        .unwrap_or(what);
    match bare {
        // 20 and 32 are the line and the straight connector of the old binary drawings.
        "line" | "connector" | "straightConnector1" | "mso-spt20" | "mso-spt32" => ShapeKind::Line,
        "leftRightArrow"
        | "rightArrow"
        | "leftArrow"
        | "left-right-arrow"
        | "right-arrow"
        | "left-arrow"
        | "notchedRightArrow"
        | "notched-right-arrow"
        | "stripedRightArrow"
        | "striped-right-arrow"
        | "homePlate"
        | "pentagon-right" => ShapeKind::BlockArrow,
        "text-box" | "mso-spt202" | "caption" => ShapeKind::TextBox,
        "rect" | "roundRect" | "rectangle" | "round-rectangle" if looks.bare && has_text => {
            ShapeKind::TextBox
        }
        "rect" | "roundRect" | "rectangle" | "round-rectangle" => ShapeKind::Rectangle,
        "image" => ShapeKind::Picture,
        other if is_bracket(other) => ShapeKind::Bracket,
        other => ShapeKind::Other(other.to_owned()),
    }
}

fn is_bracket(preset: &str) -> bool {
    let lower = preset.to_ascii_lowercase();
    lower.contains("brace") || lower.contains("bracket")
}

/// The frame of a shape; `None` where it has no place.
fn frame(tag: &Tag<'_>, corner: Corner) -> Option<Frame> {
    let length = |name| tag.attribute(name).and_then(|text| length::emu(&text));
    let ends = (
        length("svg:x1"),
        length("svg:y1"),
        length("svg:x2"),
        length("svg:y2"),
    );
    let corners = if let (Some(x1), Some(y1), Some(x2), Some(y2)) = ends {
        vec![(x1, y1), (x2, y2)]
    } else {
        let width = length("svg:width").unwrap_or(0);
        let height = length("svg:height").unwrap_or(0);
        match tag.attribute("draw:transform") {
            Some(transform) => transformed(&transform, width, height)?,
            None => {
                let (x, y) = (length("svg:x")?, length("svg:y")?);
                vec![(x, y), (x + width, y + height)]
            }
        }
    };
    Some(Frame {
        left: corner.left + corners.iter().map(|(x, _)| *x).min()?,
        top: corner.top + corners.iter().map(|(_, y)| *y).min()?,
        right: corner.left + corners.iter().map(|(x, _)| *x).max()?,
        bottom: corner.top + corners.iter().map(|(_, y)| *y).max()?,
    })
}

/// The four corners of a shape after `rotate (1.57) translate (1in 1in)`, applied from left to right;
/// angles are counter-clockwise, in radians.
fn transformed(transform: &str, width: i64, height: i64) -> Option<Vec<(i64, i64)>> {
    let (width, height) = (width as f64, height as f64);
    let mut corners = vec![(0.0, 0.0), (width, 0.0), (0.0, height), (width, height)];
    for step in transform
        .split(')')
        .map(str::trim)
        .filter(|step| !step.is_empty())
    {
        let (name, arguments) = step.split_once('(')?;
        let arguments: Vec<&str> = arguments
            .split([' ', ','])
            .filter(|argument| !argument.is_empty())
            .collect();
        match (name.trim(), arguments.as_slice()) {
            ("rotate", [angle]) => {
                let (sin, cos) = angle.parse::<f64>().ok()?.sin_cos();
                for (x, y) in &mut corners {
                    (*x, *y) = (*x * cos + *y * sin, *y * cos - *x * sin);
                }
            }
            ("translate", [x, rest @ ..]) => {
                let down = rest.first().and_then(|y| length::emu(y)).unwrap_or(0) as f64;
                let right = length::emu(x)? as f64;
                for (x, y) in &mut corners {
                    (*x, *y) = (*x + right, *y + down);
                }
            }
            ("scale", [x, rest @ ..]) => {
                let across = x.parse::<f64>().ok()?;
                let along = rest.first().map_or(Some(across), |y| y.parse().ok())?;
                for (x, y) in &mut corners {
                    (*x, *y) = (*x * across, *y * along);
                }
            }
            // A slant moves the corners little along a row; its translation counts.
            _ => {}
        }
    }
    let near = |number: f64| number.round().clamp(-length::FARTHEST, length::FARTHEST) as i64;
    let whole = |(x, y): (f64, f64)| (near(x), near(y));
    Some(corners.into_iter().map(whole).collect())
}
