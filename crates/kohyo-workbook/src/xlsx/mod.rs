//! xlsx and xlsm, read in this process in one pass over each part that is needed.
//!
//! ```text
//! zip directory ─ bounds ─ relationships ─ workbook ─┬─ styles, theme, shared strings
//!                                                    └─ each sheet ─ cells ─ drawing ─ comments
//! ```
//! One odd cell never costs the sheet, and one odd sheet never the workbook: both become a [`Problem`].

mod axis;
mod binary;
mod calibrate;
mod cell;
mod comments;
mod contents;
mod controls;
mod digits;
mod drawing;
mod fast_path;
mod fonts;
mod geometry;
mod lines;
mod merges;
mod number;
mod paint;
mod properties;
mod relations;
mod ruler;
mod sheet;
mod sketch;
mod strings;
mod styles;
mod theme;
mod xml;

pub(super) use axis::Sizes;
pub(super) use cell::shown_content;
pub(super) use controls::checked;
#[cfg(test)]
pub(super) use merges::apart;
pub(super) use number::rounded;
pub use ruler::Ruler;
pub(super) use styles::Font;
pub(super) use theme::indexed as palette;

use super::memory::Memory;
use super::package::{Buffer, Package};
use super::{Format, Limits, MissingInfo, Problem, ProblemKind, Shape, ShapeKind, Sheet, Workbook};
use crate::address::CellPos;
use comments::Comments;
use contents::{Contents, Listed};
use controls::Controls;
use relations::Relations;
use std::collections::BTreeMap;
use std::rc::Rc;
use strings::Strings;
use styles::{Styles, Written};
use theme::Theme;

/// Sheets' worth of cells that a whole workbook may hold.
const FULL_SHEETS: u64 = 4;

thread_local! {
    static CONTENTS: Memory<Result<Rc<Contents>, Problem>> = const { Memory::new() };
    static STYLES: Memory<Rc<Written>> = const { Memory::new() };
    static THEMES: Memory<Theme> = const { Memory::new() };
}

/// Reads a workbook from the bytes of its file.
///
/// # Errors
/// A [`Problem`] where the file as a whole cannot be used: no package, no workbook in it, or a bound
/// hit by something that all sheets need.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, Problem> {
    read_package(Package::open(bytes, limits)?)
}

/// As [`read`], an `.xlsb`.
pub(super) fn read_binary(bytes: &[u8], limits: &Limits) -> Result<Workbook, Problem> {
    read_parts(Package::open(bytes, limits)?, Notation::Binary)
}

/// As [`read`], from a package just opened.
pub(super) fn read_package(package: Package<'_>) -> Result<Workbook, Problem> {
    read_parts(package, Notation::Xml)
}

/// How the parts of a workbook are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Notation {
    /// .xlsx, .xlsm
    Xml,
    /// .xlsb
    Binary,
}

/// The workbook part: where the package says it is, or a part of the right type.
pub(super) fn main_part(package: &mut Package<'_>, buffer: &mut Buffer) -> Option<String> {
    let root = package.relations("", buffer).ok()?;
    match root.targets("officeDocument").next() {
        Some(part) => Some(part.to_owned()),
        None => ["sheet.main+xml", "sheet.macroEnabled.main", "sheet.binary"]
            .into_iter()
            .find_map(|kind| package.part_of_type(kind, buffer)),
    }
}

fn read_parts(mut package: Package<'_>, notation: Notation) -> Result<Workbook, Problem> {
    let limits = package.limits;
    let mut buffer = Buffer::default();
    let root = package.relations("", &mut buffer)?;
    let part = main_part(&mut package, &mut buffer).ok_or_else(not_a_spreadsheet)?;
    let contents = match notation {
        Notation::Xml => package.load_known(&part, &mut buffer, &CONTENTS, |found| {
            Contents::read(found.text, limits).map(Rc::new)
        })??,
        Notation::Binary => {
            let found = package.load_bytes(&part, &mut buffer)?;
            Rc::new(Contents::read_binary(found, limits)?)
        }
    };
    if !contents.is_workbook {
        return Err(not_a_spreadsheet());
    }
    let relations = package.relations(&part, &mut buffer)?;
    let custom = root.targets("custom-properties").next();
    let mut properties = match custom.map(|part| package.load(part, &mut buffer)) {
        Some(Ok(found)) => properties::read(found.text, limits.depth),
        _ => BTreeMap::new(),
    };
    properties.extend(contents.names.iter().cloned());
    let core = root.targets("core-properties").next();
    let core = core.and_then(|part| package.load(part, &mut buffer).ok());
    let modified = core.and_then(|core| properties::modified(core.text, limits.depth));
    let mut problems = Vec::new();
    let ground = Ground::read(
        &mut package,
        notation,
        &relations,
        &mut buffer,
        &mut problems,
    )?;
    let has_cell_pictures = relations.targets("rdRichValueRel").next().is_some()
        || relations.targets("richValueRel").next().is_some();
    let mut reading = Reading {
        notation,
        has_cell_pictures,
        package,
        limits,
        buffer,
        beside: Buffer::default(),
        relations,
        ground,
        cells_left: u64::from(limits.cells).saturating_mul(FULL_SHEETS),
        painted_left: limits.painted,
        problems,
    };
    let sheets = reading.sheets(&contents);
    Ok(Workbook {
        format: match notation {
            Notation::Xml => Format::Xlsx,
            Notation::Binary => Format::Xlsb,
        },
        sheets,
        modified,
        properties,
        problems: reading.problems,
    })
}

fn not_a_spreadsheet() -> Problem {
    Problem::new(
        ProblemKind::NotASpreadsheet,
        "Excelブックではありません（中にシートがありません）",
    )
}

/// What the sheets stand on.
struct Ground {
    strings: Strings,
    styles: Styles,
    /// The theme's colours, once something needs them.
    theme: Option<Theme>,
    /// What cannot be seen for want of styles.
    missing_info: MissingInfo,
}

impl Ground {
    fn read(
        package: &mut Package<'_>,
        notation: Notation,
        relations: &Relations,
        buffer: &mut Buffer,
        problems: &mut Vec<Problem>,
    ) -> Result<Self, Problem> {
        let limits = package.limits;
        let mut missing_info = MissingInfo::default();
        let mut styles = Styles::default();
        if let Some(part) = relations.targets("styles").next() {
            let size = package.size(part).unwrap_or(0);
            if size > limits.styles_bytes {
                return Err(Problem::limit("styles_bytes", size, limits.styles_bytes));
            }
            let written = match notation {
                Notation::Xml => package.load_known(part, buffer, &STYLES, |found| {
                    Rc::new(Written::read(found.text, limits.depth))
                }),
                Notation::Binary => package
                    .load_bytes(part, buffer)
                    .map(|found| Rc::new(Written::read_binary(found))),
            };
            styles = written.map_or_else(
                |problem| {
                    problems.push(problem);
                    Styles::lost()
                },
                Styles::of,
            );
        }
        if styles.is_cut() {
            missing_info.formats = true;
            missing_info.fills = true;
        }
        let mut strings = Strings::default();
        if let Some(part) = relations.targets("sharedStrings").next() {
            let found = match notation {
                Notation::Xml => package
                    .load(part, buffer)
                    .map(|found| Strings::read(found.text, limits)),
                Notation::Binary => package
                    .load_bytes(part, buffer)
                    .map(|found| Strings::read_binary(found, styles.fonts(), limits)),
            };
            match found {
                Ok(found) => strings = found?,
                Err(problem) if matches!(problem.kind, ProblemKind::Limit(_)) => {
                    return Err(problem);
                }
                Err(problem) => problems.push(problem),
            }
        }
        if strings.fault.is_some() {
            problems.push(Problem::new(
                ProblemKind::Unreadable,
                "文字列の部品が途中で壊れています。読めたところまでを使います",
            ));
        }
        let theme = styles
            .needs_theme()
            .then(|| theme(package, relations, limits, buffer));
        Ok(Self {
            strings,
            styles,
            theme,
            missing_info,
        })
    }
}

/// The theme's colours; where the part is missing or broken, those of Office.
fn theme(
    package: &mut Package<'_>,
    relations: &Relations,
    limits: &Limits,
    buffer: &mut Buffer,
) -> Theme {
    let part = relations.targets("theme").next();
    let mut read = |part| {
        package.load_known(part, buffer, &THEMES, |found| {
            Theme::read(found.text, limits.depth)
        })
    };
    part.and_then(|part| read(part).ok()).unwrap_or_default()
}

/// The workbook while its sheets are read.
struct Reading<'a> {
    notation: Notation,
    package: Package<'a>,
    limits: &'a Limits,
    buffer: Buffer,
    /// A second part beside the one in `buffer`.
    beside: Buffer,
    relations: Relations,
    ground: Ground,
    cells_left: u64,
    painted_left: u32,
    /// Whether cells may hold pictures as values.
    has_cell_pictures: bool,
    problems: Vec<Problem>,
}

impl Reading<'_> {
    fn sheets(&mut self, contents: &Contents) -> Vec<Sheet> {
        if contents.fault.is_some() {
            self.problems.push(Problem::new(
                ProblemKind::Unreadable,
                "シートの一覧が途中で壊れています。読めたシートだけを使います",
            ));
        }
        let mut sheets: Vec<Sheet> = Vec::with_capacity(contents.sheets.len());
        for listed in &contents.sheets {
            let in_sheet = |mut problem: Problem| {
                problem.sheet = Some(listed.name.clone());
                problem
            };
            match self.sheet(listed, contents) {
                Ok(Some(mut sheet)) => {
                    if sheets.iter().any(|other| other.name == sheet.name) {
                        sheet.problems.push(Problem {
                            text: Some(sheet.name.clone()),
                            ..Problem::new(
                                ProblemKind::OddCell,
                                "同じ名前のシートがもう一つあります",
                            )
                        });
                    }
                    sheet.problems = sheet.problems.into_iter().map(in_sheet).collect();
                    sheets.push(sheet);
                }
                Ok(None) => {}
                Err(problem) => self.problems.push(in_sheet(problem)),
            }
        }
        sheets
    }

    /// One sheet; `None` for charts, dialogs and macros.
    fn sheet(&mut self, listed: &Listed, contents: &Contents) -> Result<Option<Sheet>, Problem> {
        let relation = self.relations.by_id(&listed.relation).ok_or_else(|| {
            Problem::new(
                ProblemKind::Unreadable,
                "シートの一覧にあるシートが、ブックの中に見つかりません",
            )
        })?;
        if !relation.is("worksheet") {
            let macros = relation.is("xlMacrosheet") || relation.is("xlIntlMacrosheet");
            return if macros {
                self.macro_sheet(listed)
            } else {
                Ok(None)
            };
        }
        let part = relation.target.clone();
        let shared = sheet::Shared {
            limits: self.limits,
            strings: &self.ground.strings,
            styles: &mut self.ground.styles,
            theme: self.ground.theme.as_ref(),
            epoch: contents.epoch,
            has_cell_pictures: self.has_cell_pictures,
            cells_left: &mut self.cells_left,
            painted_left: &mut self.painted_left,
        };
        let (mut grid, damaged) = match self.notation {
            Notation::Xml => {
                let found = self.package.load(&part, &mut self.buffer)?;
                (sheet::read(found.text, shared)?, found.damaged)
            }
            Notation::Binary => {
                let found = self.package.load_bytes(&part, &mut self.buffer)?;
                (sheet::binary::read(found, shared)?, false)
            }
        };
        if damaged {
            grid.problems.push(Problem::new(
                ProblemKind::Unreadable,
                "文字コードの壊れた文字があります。その文字は「\u{fffd}」になっています",
            ));
        }
        let mut sheet = Sheet {
            name: listed.name.clone(),
            visibility: listed.visibility,
            cells: grid.cells,
            marked: grid.marked,
            merges: grid.merges,
            columns: grid.columns,
            rows: grid.rows,
            shapes: Vec::new(),
            comments: Vec::new(),
            marks: grid.marks,
            missing_info: self.ground.missing_info,
            problems: grid.problems,
        };
        let relations = self.package.relations(&part, &mut self.buffer)?;
        let mut controls = grid.controls;
        if let Some(drawing) = grid.drawing {
            let twins = self.drawing(&relations, &drawing, &mut grid.sizes, &mut sheet)?;
            controls.take_twins(twins);
        }
        self.controls(&relations, controls, grid.in_cells, &mut sheet)?;
        self.comments(&relations, &mut sheet)?;
        Ok(Some(sheet))
    }

    /// A sheet of Excel 4 macros is no form; one with cells in it is worth a word.
    fn macro_sheet(&mut self, listed: &Listed) -> Result<Option<Sheet>, Problem> {
        let part = self.relations.by_id(&listed.relation);
        let part = part.map_or("", |relation| relation.target.as_str());
        let text = self.package.load(part, &mut self.buffer)?.text;
        if text.contains("<c ") || text.contains(":c ") {
            return Err(Problem::new(
                ProblemKind::Hidden,
                "マクロのシートです。中のセルは読んでいません",
            ));
        }
        Ok(None)
    }

    /// The shapes of a sheet; handed back are those that stand for controls.
    fn drawing(
        &mut self,
        relations: &Relations,
        drawing: &str,
        sizes: &mut Sizes,
        sheet: &mut Sheet,
    ) -> Result<Vec<(u32, Shape)>, Problem> {
        let part = relations
            .by_id(drawing)
            .map(|relation| relation.target.as_str());
        let found = match self.package.load(part.unwrap_or(drawing), &mut self.buffer) {
            Ok(found) => found,
            Err(problem) if matches!(problem.kind, ProblemKind::Limit(_)) => return Err(problem),
            Err(problem) => {
                sheet.missing_info.shapes = true;
                sheet.problems.push(problem);
                return Ok(Vec::new());
            }
        };
        if found.text.contains("schemeClr") && self.ground.theme.is_none() {
            let theme = theme(
                &mut self.package,
                &self.relations,
                self.limits,
                &mut self.beside,
            );
            self.ground.theme = Some(theme);
        }
        let plain = Theme::default();
        let theme = self.ground.theme.as_ref().unwrap_or(&plain);
        let axes = (&sheet.columns, &sheet.rows);
        let mut drawn = drawing::read(found.text, theme, axes, self.limits)?;
        if let Some(columns) = calibrate::calibrated(sizes, &sheet.columns, &drawn.witnesses) {
            sheet.columns = columns;
            let axes = (&sheet.columns, &sheet.rows);
            drawn = drawing::read(found.text, theme, axes, self.limits)?;
        }
        sheet.shapes = drawn.shapes;
        if drawn.fault.is_some() {
            sheet.missing_info.shapes = true;
            sheet.problems.push(Problem::new(
                ProblemKind::Unreadable,
                "図形の部品が途中で壊れています。読めたところまでを使います",
            ));
        }
        Ok(drawn.twins)
    }

    /// The controls and embedded objects of a sheet, put down among its shapes.
    fn controls(
        &mut self,
        relations: &Relations,
        mut controls: Controls,
        in_cells: Vec<(CellPos, ShapeKind)>,
        sheet: &mut Sheet,
    ) -> Result<(), Problem> {
        if controls.is_empty() && in_cells.is_empty() {
            return Ok(());
        }
        let depth = self.limits.depth;
        let target = |id: &str| relations.by_id(id).map(|relation| relation.target.as_str());
        let mut is_broken = false;
        if let Some(part) = controls.drawing.as_deref().and_then(target) {
            let found = bounded(self.package.load(part, &mut self.buffer))?;
            is_broken |= found.is_none_or(|f| controls.take_legacy(f.text, depth).is_err());
        }
        for (number, id) in controls.relations() {
            if let Some(part) = target(&id) {
                let found = bounded(self.package.load(part, &mut self.buffer))?;
                is_broken |=
                    found.is_none_or(|f| controls.take_part(number, f.text, depth).is_err());
            }
        }
        if is_broken {
            sheet.problems.push(Problem::new(
                ProblemKind::Hidden,
                "チェックボックスなどの部品が壊れています。読めたところまでを使います",
            ));
        }
        let columns = Ruler::new(&sheet.columns, axis::COLUMNS);
        let rows = Ruler::new(&sheet.rows, axis::ROWS);
        let mut shapes = controls.shapes(sheet, &columns, &rows);
        shapes.extend(controls::in_cells(in_cells, &columns, &rows));
        let (found, allowed) = (sheet.shapes.len() + shapes.len(), self.limits.shapes);
        if !shapes.is_empty() && found > allowed as usize {
            return Err(Problem::limit("shapes", found, allowed));
        }
        sheet.shapes.extend(shapes);
        Ok(())
    }

    /// The comments of a sheet.
    fn comments(&mut self, relations: &Relations, sheet: &mut Sheet) -> Result<(), Problem> {
        let mut comments = Comments::default();
        let depth = self.limits.depth;
        for (kind, threaded) in [("comments", false), ("threadedComment", true)] {
            for part in relations.targets(kind) {
                if self.notation == Notation::Binary && !threaded {
                    let found = bounded(self.package.load_bytes(part, &mut self.buffer))?;
                    let read = found.is_some_and(|found| comments.take_binary(found).is_ok());
                    if !read {
                        sheet.problems.push(broken_comments());
                    }
                    continue;
                }
                let found = match self.package.load(part, &mut self.buffer) {
                    Ok(found) if threaded => comments.take_threads(found.text, depth).is_ok(),
                    Ok(found) => comments.take_notes(found.text, depth).is_ok(),
                    Err(problem) if matches!(problem.kind, ProblemKind::Limit(_)) => {
                        return Err(problem);
                    }
                    Err(_) => false,
                };
                if !found {
                    sheet.problems.push(broken_comments());
                }
            }
        }
        sheet.comments = comments.finish();
        Ok(())
    }
}

fn broken_comments() -> Problem {
    Problem::new(
        ProblemKind::Unreadable,
        "コメントの部品が壊れています。読めたところまでを使います",
    )
}

/// A part that may be missing or broken, but for bounds that were hit.
fn bounded<T>(part: Result<T, Problem>) -> Result<Option<T>, Problem> {
    match part {
        Err(problem) if matches!(problem.kind, ProblemKind::Limit(_)) => Err(problem),
        part => Ok(part.ok()),
    }
}

#[cfg(test)]
mod tests;
