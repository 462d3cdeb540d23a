//! One worksheet in a single pass: cells, sizes, merged regions, and the drawing it names.

pub(super) mod binary;

use super::axis::{COLUMNS, ROWS, Sizes};
use super::cell::{self, Ground, Place, Raw, Taken};
use super::controls::{Controls, checked};
use super::fast_path;
use super::fonts;
use super::lines;
use super::merges;
use super::strings::{Strings, clean, rich_text};
use super::styles::Styles;
use super::theme::Theme;
use super::xml::{Fault, Tag, Xml, is_yes};
use crate::address::{CellPos, Region};
use crate::grid::{Edges, Marks};
use crate::marked::Marked;
use crate::numfmt::Epoch;
use crate::{Axis, Cell, Content, ControlKind, Limits, Problem, ProblemKind, Rgb, ShapeKind};
use crate::{formula, grid};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Odd cells told one by one; the rest is counted.
const MAX_ODD: usize = 1_000;

/// The function of WPS Office for pictures in cells.
const DISPIMG: &str = "DISPIMG(";

/// What all sheets of a workbook share.
pub(super) struct Shared<'w> {
    /// Bounds.
    pub(super) limits: &'w Limits,
    /// The shared strings.
    pub(super) strings: &'w Strings,
    /// The styles, resolved as they are met.
    pub(super) styles: &'w mut Styles,
    /// The theme's colours, where a fill needs them.
    pub(super) theme: Option<&'w Theme>,
    /// The date system.
    pub(super) epoch: Epoch,
    /// Whether the workbook has pictures that cells hold as values.
    pub(super) has_cell_pictures: bool,
    /// Cells that may still be kept in the whole workbook.
    pub(super) cells_left: &'w mut u64,
    /// Blank painted cells that may still be kept in it.
    pub(super) painted_left: &'w mut u32,
}

/// What a worksheet part holds.
pub(super) struct Grid {
    /// Cells in order, one for each position.
    pub(super) cells: Vec<Cell>,
    /// What the look of their letters says, in order.
    pub(super) marked: Vec<Marked>,
    /// Merged regions in order, none overlapping.
    pub(super) merges: Vec<Region>,
    /// Column widths.
    pub(super) columns: Axis,
    /// What the sheet says of them.
    pub(super) sizes: Sizes,
    /// Row heights.
    pub(super) rows: Axis,
    /// The relationship of its drawing.
    pub(super) drawing: Option<String>,
    /// Heavy borders and conditional fills.
    pub(super) marks: Marks,
    /// Its controls and embedded objects.
    pub(super) controls: Controls,
    /// What stands in cells in place of a value: pictures and check boxes.
    pub(super) in_cells: Vec<(CellPos, ShapeKind)>,
    /// What went wrong.
    pub(super) problems: Vec<Problem>,
}

/// Why a sheet is not read any further.
enum Stop {
    /// Its XML ends or breaks here; what was read is kept.
    Fault(Fault),
    /// A bound was hit; the sheet is lost.
    Limit(Box<Problem>),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::Limit(Box::new(problem))
    }
}

/// Reads a worksheet part; an error is a bound that was hit.
pub(super) fn read(text: &str, shared: Shared<'_>) -> Result<Grid, Problem> {
    let mut xml = Xml::new(text, shared.limits.depth);
    let mut pass = Pass::new(shared);
    match pass.worksheet(&mut xml) {
        Ok(()) => {}
        Err(Stop::Limit(problem)) => return Err(*problem),
        Err(Stop::Fault(Fault::Depth)) => {
            let allowed = pass.shared.limits.depth;
            return Err(Problem::limit("depth", "入れ子が深すぎます", allowed));
        }
        Err(Stop::Fault(fault)) => pass.problems.push(broken(&fault)),
    }
    Ok(pass.finish())
}

/// What a cell shows in place of its value: a picture, or a box to check.
fn in_cell(
    raw: &Raw,
    content: &Content,
    has_pictures: bool,
    is_check_box: impl FnOnce() -> bool,
) -> Option<ShapeKind> {
    // WPS Office keeps pictures as formulas that nothing else knows.
    let dispimg = |formula: &str| formula.starts_with(DISPIMG) || formula.contains("_xlfn.DISPIMG");
    match content {
        // The value of a picture is an error to programs that do not know it.
        Content::Error(_) if has_pictures => Some(ShapeKind::CellPicture),
        Content::Bool(truth) if is_check_box() => {
            let state = checked(u8::from(*truth));
            Some(ShapeKind::Control(ControlKind::CheckBox, Some(state)))
        }
        Content::Text(text) if text.starts_with('=') && dispimg(&text[1..]) => {
            Some(ShapeKind::CellPicture)
        }
        Content::Blank => None,
        _ if raw.formula.get().is_some_and(dispimg) => Some(ShapeKind::CellPicture),
        _ => None,
    }
}

/// A part that ends or breaks before its end.
pub(super) fn broken(fault: &Fault) -> Problem {
    let message = match fault {
        Fault::Cut => "シートのデータが途中で切れています。読めたところまでを使います",
        _ => "シートのデータが途中で壊れています。読めたところまでを使います",
    };
    Problem::new(ProblemKind::Unreadable, message)
}

/// The pass over one sheet.
struct Pass<'w> {
    shared: Shared<'w>,
    cells: Vec<Cell>,
    marked: Vec<Marked>,
    merges: Vec<Region>,
    sizes: Sizes,
    drawing: Option<String>,
    marks: Marks,
    /// Blank painted cells kept.
    painted: usize,
    controls: Controls,
    in_cells: Vec<(CellPos, ShapeKind)>,
    problems: Vec<Problem>,
    /// Odd cells met, told or not.
    odd: usize,
    rows_seen: u64,
    /// The row that follows the last one, where a row does not say its number.
    next_row: u32,
    raw: Raw,
    /// Shared formulas by their number: the cell of the first and its text.
    masters: HashMap<u32, (Option<CellPos>, String)>,
    /// Whether the sheet shows zeros.
    shows_zeros: bool,
}

impl<'w> Pass<'w> {
    fn new(shared: Shared<'w>) -> Self {
        Self {
            shared,
            cells: Vec::new(),
            marked: Vec::new(),
            merges: Vec::new(),
            sizes: Sizes::default(),
            drawing: None,
            marks: Marks::default(),
            painted: 0,
            controls: Controls::default(),
            in_cells: Vec::new(),
            problems: Vec::new(),
            odd: 0,
            rows_seen: 0,
            next_row: 0,
            raw: Raw::default(),
            masters: HashMap::new(),
            shows_zeros: true,
        }
    }
}

impl Pass<'_> {
    fn worksheet(&mut self, xml: &mut Xml<'_>) -> Result<(), Stop> {
        if xml.child(0)?.is_none() {
            return Err(Fault::Cut.into());
        }
        let mut data = false;
        while let Some(tag) = xml.child(1)? {
            match tag.local() {
                "sheetViews" => {
                    while let Some(tag) = xml.child(2)? {
                        self.shows_zeros &= tag.attr("showZeros").is_none_or(|text| is_yes(&text));
                    }
                }
                "sheetFormatPr" => self.sizes.take_defaults(&tag),
                "cols" => {
                    while let Some(tag) = xml.child(2)? {
                        self.sizes.take_column(&tag);
                    }
                }
                "sheetData" => {
                    data = true;
                    while let Some(tag) = xml.child(2)? {
                        if tag.local() == "row" {
                            self.row(xml, &tag)?;
                        }
                    }
                }
                "mergeCells" => self.merge_cells(xml)?,
                "conditionalFormatting" => {
                    let cells = tag.attr("sqref").unwrap_or_default();
                    let cells: Vec<Region> = cells
                        .split_whitespace()
                        .filter_map(merges::region)
                        .collect();
                    let around = cells
                        .iter()
                        .copied()
                        .reduce(|one, other| one.around(&other));
                    let own = around.map(|around| around.first);
                    if lines::paints(xml, self.shared.styles.painting(), own)? {
                        self.marks.conditional.extend(cells);
                    }
                }
                "drawing" => self.drawing = tag.relation(),
                "legacyDrawing" => self.controls.drawing = tag.relation(),
                "controls" | "oleObjects" => self.controls.take_list(xml)?,
                _ => {}
            }
        }
        if data { Ok(()) } else { Err(Fault::Cut.into()) }
    }

    fn merge_cells(&mut self, xml: &mut Xml<'_>) -> Result<(), Stop> {
        loop {
            xml.take_ahead(2, 1, |rest| {
                let mut text = None;
                let take = |name: &str, value| text = (name == "ref").then_some(value).or(text);
                match fast_path::bare(rest, "mergeCell", take) {
                    Some(()) => self.merge(text).map(Some),
                    None => Ok(None),
                }
            })?;
            match xml.child(2)? {
                Some(tag) => self.merge(tag.attr("ref").as_deref())?,
                None => return Ok(()),
            }
        }
    }

    fn merge(&mut self, text: Option<&str>) -> Result<(), Stop> {
        let Some(text) = text else {
            return Ok(());
        };
        let allowed = self.shared.limits.merges;
        if self.merges.len() as u64 >= u64::from(allowed) {
            let found = self.merges.len() + 1;
            return Err(Problem::limit("merges", found, allowed).into());
        }
        match merges::region(text) {
            Some(region) => self.merges.push(region),
            None => self.tell(None, text.to_owned(), "結合セルの範囲が正しくありません"),
        }
        Ok(())
    }

    fn row(&mut self, xml: &mut Xml<'_>, tag: &Tag<'_>) -> Result<(), Stop> {
        self.rows_seen += 1;
        let allowed = self.shared.limits.rows;
        if self.rows_seen > u64::from(allowed) {
            return Err(Problem::limit("rows", self.rows_seen, allowed).into());
        }
        let (mut number, mut points, mut hidden) = (None, None, false);
        tag.each(|name, value| match name {
            "r" => number = Some(value.to_owned()),
            "ht" => points = value.trim().parse().ok(),
            "hidden" => hidden = is_yes(value),
            _ => {}
        });
        let row = match number {
            None => (self.next_row < ROWS).then_some(self.next_row),
            Some(text) => {
                let row = text.trim().parse::<u32>().ok();
                let row = row.filter(|row| (1..=ROWS).contains(row));
                if row.is_none() {
                    self.tell(None, text, "行番号が表の範囲の外です");
                }
                row.map(|row| row - 1)
            }
        };
        if let Some(row) = row {
            self.next_row = row + 1;
            self.sizes.take_row(row, points, hidden);
        }
        let level = xml.level();
        let mut next_col = 0;
        loop {
            self.plain_cells(xml, (row, level), &mut next_col)?;
            match xml.child(level)? {
                Some(tag) if tag.local() == "c" => self.cell(xml, &tag, row, &mut next_col)?,
                Some(_) => {}
                None => return Ok(()),
            }
        }
    }

    /// Takes as many cells of the row at `level` as follow in the shape nearly all have.
    fn plain_cells(
        &mut self,
        xml: &mut Xml<'_>,
        (row, level): (Option<u32>, u32),
        next_col: &mut u32,
    ) -> Result<(), Stop> {
        xml.take_ahead(level, 2, |rest| {
            self.raw.clear();
            let mut place = Place::next(row, *next_col);
            let kind = &mut self.raw.kind;
            let found = fast_path::cell(rest, |name, value| place.take(kind, name, value));
            let Some(fast_path::Plain { value }) = found else {
                return Ok(None);
            };
            if let Some(value) = value {
                self.raw.value.open().push_str(value);
            }
            self.keep(place, next_col).map(Some)
        })
    }

    fn cell(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        row: Option<u32>,
        next_col: &mut u32,
    ) -> Result<(), Stop> {
        self.raw.clear();
        let mut place = Place::next(row, *next_col);
        let kind = &mut self.raw.kind;
        tag.each(|name, value| place.take(kind, name, value));
        self.cell_parts(xml, place.pos)?;
        self.keep(place, next_col)
    }

    /// Collects `v`, `f` and `is` in whatever order.
    fn cell_parts(&mut self, xml: &mut Xml<'_>, pos: Option<CellPos>) -> Result<(), Stop> {
        let level = xml.level();
        while let Some(tag) = xml.child(level)? {
            match tag.local() {
                "v" => {
                    let text = self.raw.value.open();
                    xml.text(text)?;
                    clean(text, 0);
                }
                "f" => {
                    let number: Option<u32> = tag.number("si");
                    let text = self.raw.formula.open();
                    xml.text(text)?;
                    match number.map(|number| self.masters.entry(number)) {
                        Some(Entry::Vacant(master)) if !text.is_empty() => {
                            master.insert((pos, text.clone()));
                        }
                        Some(_) if text.is_empty() => self.raw.shared = number,
                        _ => {}
                    }
                }
                "is" => rich_text(xml, self.raw.inline.open(), &mut self.raw.runs)?,
                _ => {}
            }
        }
        self.share_formula(pos);
        Ok(())
    }

    /// Gives a cell the formula it shares, moved to its place, where somebody will look at it: thousands of
    /// cells may share a long one.
    fn share_formula(&mut self, pos: Option<CellPos>) {
        let shared = self.raw.shared.and_then(|number| self.masters.get(&number));
        if let Some((from, master)) = shared
            && self.raw.needs_formula()
        {
            let moved = formula::moved(master, *from, pos);
            self.raw.formula.open().push_str(&moved);
        }
    }

    /// Keeps the cell just collected, if it has content or a fill.
    fn keep(&mut self, place: Place, next_col: &mut u32) -> Result<(), Stop> {
        let Place {
            pos,
            wrong,
            style,
            is_rich,
        } = place;
        let pos = pos.filter(|pos| wrong.is_none() && pos.col < COLUMNS);
        if let Some(pos) = pos {
            *next_col = pos.col + 1;
        }
        let look = self.shared.styles.look(style, self.shared.theme);
        let known = look.is_some();
        let edges = look.map_or_else(Edges::default, |look| look.edges);
        let (fill, format, letters, unshown) = match look {
            Some(look) => (look.fill, look.format.clone(), look.letters, look.unshown),
            None => Default::default(),
        };
        let ground = Ground {
            strings: self.shared.strings,
            epoch: self.shared.epoch,
            limits: self.shared.limits,
        };
        let mut taken = ground.content(&self.raw, format.as_deref())?;
        let has_pictures = is_rich && self.shared.has_cell_pictures;
        let object = in_cell(&self.raw, &taken.content, has_pictures, || {
            self.shared.styles.is_check_box(style)
        });
        if let (Some(pos), Some(object)) = (pos, object) {
            self.in_cells.push((pos, object));
            taken = Taken {
                content: Content::Blank,
                odd: None,
            };
        }
        let Some(pos) = pos else {
            if taken.content != Content::Blank {
                let text = taken.content.shown().to_owned();
                let place = wrong.unwrap_or_default();
                self.tell(
                    None,
                    text,
                    &format!("セル番地「{place}」が表の範囲の外です"),
                );
            }
            return Ok(());
        };
        if let Some((text, message)) = taken.odd {
            self.tell(Some(pos), text, message);
        }
        if edges.any() && self.marks.heavy.len() < self.shared.limits.cells as usize {
            self.marks.heavy.push((pos, edges));
        }
        if taken.content == Content::Blank {
            return match fill {
                Some(_) => self.keep_painted(pos, fill),
                None => Ok(()),
            };
        }
        let runs = ground.runs(&self.raw);
        if runs.is_some() || !letters.is_plain() || unshown.hides(&taken.content) {
            let cell = fonts::InCell {
                pos,
                letters,
                unshown,
                fill,
                theme: self.shared.theme,
                styles: self.shared.styles,
            };
            let (content, mark) = cell.part(taken.content, runs);
            taken.content = content;
            self.marked.extend(mark);
        }
        if !known && style != 0 && matches!(taken.content, Content::Number(_)) {
            let text = taken.content.shown().to_owned();
            self.tell(
                Some(pos),
                text,
                "書式がブックの中にないため、表示のとおりか分かりません",
            );
        }
        let allowed = self.shared.limits.cells;
        let kept = self.cells.len() - self.painted;
        if kept as u64 >= u64::from(allowed) || *self.shared.cells_left == 0 {
            return Err(Problem::limit("cells", kept + 1, allowed).into());
        }
        *self.shared.cells_left -= 1;
        self.cells.push(Cell {
            pos,
            content: cell::with_literals(taken.content, format.as_deref()),
            fill,
        });
        Ok(())
    }

    /// Keeps a blank cell for its fill.
    fn keep_painted(&mut self, pos: CellPos, fill: Option<Rgb>) -> Result<(), Stop> {
        if *self.shared.painted_left == 0 {
            let allowed = self.shared.limits.painted;
            return Err(Problem::limit("painted", u64::from(allowed) + 1, allowed).into());
        }
        *self.shared.painted_left -= 1;
        self.painted += 1;
        self.cells.push(Cell {
            pos,
            content: Content::Blank,
            fill,
        });
        Ok(())
    }

    /// Notes something odd.
    fn tell(&mut self, cell: Option<CellPos>, text: String, message: &str) {
        self.odd += 1;
        if self.odd > MAX_ODD {
            return;
        }
        self.problems.push(Problem {
            cell,
            text: Some(text),
            ..Problem::new(ProblemKind::OddCell, message)
        });
    }

    fn finish(mut self) -> Grid {
        self.marks.heavy.sort_unstable_by_key(|(pos, _)| *pos);
        let (mut cells, others) = cell::in_order(std::mem::take(&mut self.cells));
        if !self.shows_zeros {
            grid::hide_zeros(&mut cells);
        }
        for cell in others {
            self.tell(
                Some(cell.pos),
                cell.content.shown().to_owned(),
                "同じ番地のセルがもう一つあり、この値は使っていません",
            );
        }
        let (merges, overlapping) = merges::apart(std::mem::take(&mut self.merges));
        for region in overlapping {
            self.tell(
                Some(region.first),
                region.to_string(),
                "ほかの結合セルと重なっているため、結合されていないものとして読みます",
            );
        }
        if self.odd > MAX_ODD {
            let message = format!("ほかにも読めないセルが{}個あります", self.odd - MAX_ODD);
            self.problems
                .push(Problem::new(ProblemKind::OddCell, message));
        }
        // Of two cells at one place the first mark counts.
        self.marked.sort_by_key(|marked| marked.pos);
        self.marked.dedup_by_key(|marked| marked.pos);
        Grid {
            cells,
            marked: self.marked,
            merges,
            columns: self.sizes.columns(self.shared.styles.font()),
            rows: self.sizes.rows(self.shared.styles.font()),
            sizes: self.sizes,
            drawing: self.drawing,
            marks: self.marks,
            controls: self.controls,
            in_cells: self.in_cells,
            problems: self.problems,
        }
    }
}
