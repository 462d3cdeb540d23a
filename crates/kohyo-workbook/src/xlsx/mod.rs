//! xlsx and xlsm, read in this process in one pass over each part that is needed.
//!
//! ```text
//! zip directory ─ bounds ─ relationships ─ workbook ─┬─ styles, theme, shared strings
//!                                                    └─ each sheet ─ cells ─ drawing ─ comments
//! ```
//! One odd cell never costs the sheet, and one odd sheet never the workbook: both become a [`Problem`].

mod axis;
mod calibrate;
mod cell;
mod comments;
mod contents;
mod digits;
mod drawing;
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
mod swift;
mod theme;
mod xml;

pub(super) use axis::Sizes;
pub(super) use cell::shown_content;
#[cfg(test)]
pub(super) use merges::apart;
pub(super) use number::rounded;
pub use ruler::Ruler;
pub(super) use styles::Font;
pub(super) use theme::indexed as palette;

use super::memory::Memory;
use super::package::{Buffer, Package};
use super::{Blind, Format, Limits, Problem, ProblemKind, Sheet, Workbook};
use comments::Comments;
use contents::{Contents, Listed};
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

/// As [`read`], from a package just opened.
pub(super) fn read_package(mut package: Package<'_>) -> Result<Workbook, Problem> {
    let limits = package.limits;
    let mut buffer = Buffer::default();
    let root = package.relations("", &mut buffer)?;
    let part = match root.targets("officeDocument").next() {
        Some(part) => part.to_owned(),
        None => package
            .part_of_type("sheet.main+xml", &mut buffer)
            .or_else(|| package.part_of_type("sheet.macroEnabled.main+xml", &mut buffer))
            .ok_or_else(not_a_spreadsheet)?,
    };
    let contents = package.load_known(&part, &mut buffer, &CONTENTS, |found| {
        Contents::read(found.text, limits).map(Rc::new)
    })??;
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
    let ground = Ground::read(&mut package, &relations, limits, &mut buffer, &mut problems)?;
    let mut reading = Reading {
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
        format: Format::Xlsx,
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
    blind: Blind,
}

impl Ground {
    fn read(
        package: &mut Package<'_>,
        relations: &Relations,
        limits: &Limits,
        buffer: &mut Buffer,
        problems: &mut Vec<Problem>,
    ) -> Result<Self, Problem> {
        let mut blind = Blind::default();
        let mut styles = Styles::default();
        if let Some(part) = relations.targets("styles").next() {
            let size = package.size(part).unwrap_or(0);
            if size > limits.styles_bytes {
                return Err(Problem::limit("styles_bytes", size, limits.styles_bytes));
            }
            let written = package.load_known(part, buffer, &STYLES, |found| {
                Rc::new(Written::read(found.text, limits.depth))
            });
            styles = written.map_or_else(
                |problem| {
                    problems.push(problem);
                    Styles::lost()
                },
                Styles::of,
            );
        }
        if styles.is_cut() {
            blind.formats = true;
            blind.fills = true;
        }
        let mut strings = Strings::default();
        if let Some(part) = relations.targets("sharedStrings").next() {
            match package.load(part, buffer) {
                Ok(found) => strings = Strings::read(found.text, limits)?,
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
            blind,
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
    package: Package<'a>,
    limits: &'a Limits,
    buffer: Buffer,
    /// A second part beside the one in `buffer`.
    beside: Buffer,
    relations: Relations,
    ground: Ground,
    cells_left: u64,
    painted_left: u32,
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
        let found = self.package.load(&part, &mut self.buffer)?;
        let damaged = found.damaged;
        let mut grid = sheet::read(
            found.text,
            sheet::Shared {
                limits: self.limits,
                strings: &self.ground.strings,
                styles: &mut self.ground.styles,
                theme: self.ground.theme.as_ref(),
                epoch: contents.epoch,
                cells_left: &mut self.cells_left,
                painted_left: &mut self.painted_left,
            },
        )?;
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
            blind: self.ground.blind,
            problems: grid.problems,
        };
        let relations = self.package.relations(&part, &mut self.buffer)?;
        if let Some(drawing) = grid.drawing {
            self.drawing(&relations, &drawing, &mut grid.sizes, &mut sheet)?;
        }
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

    /// The shapes of a sheet.
    fn drawing(
        &mut self,
        relations: &Relations,
        drawing: &str,
        sizes: &mut Sizes,
        sheet: &mut Sheet,
    ) -> Result<(), Problem> {
        let part = relations
            .by_id(drawing)
            .map(|relation| relation.target.as_str());
        let found = match self.package.load(part.unwrap_or(drawing), &mut self.buffer) {
            Ok(found) => found,
            Err(problem) if matches!(problem.kind, ProblemKind::Limit(_)) => return Err(problem),
            Err(problem) => {
                sheet.blind.shapes = true;
                sheet.problems.push(problem);
                return Ok(());
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
        let mut read = drawing::read(found.text, theme, axes, self.limits)?;
        if let Some(columns) = calibrate::calibrated(sizes, &sheet.columns, &read.witnesses) {
            sheet.columns = columns;
            let axes = (&sheet.columns, &sheet.rows);
            read = drawing::read(found.text, theme, axes, self.limits)?;
        }
        sheet.shapes = read.shapes;
        if read.fault.is_some() {
            sheet.blind.shapes = true;
            sheet.problems.push(Problem::new(
                ProblemKind::Unreadable,
                "図形の部品が途中で壊れています。読めたところまでを使います",
            ));
        }
        Ok(())
    }

    /// The comments of a sheet.
    fn comments(&mut self, relations: &Relations, sheet: &mut Sheet) -> Result<(), Problem> {
        let mut comments = Comments::default();
        let depth = self.limits.depth;
        for (kind, threaded) in [("comments", false), ("threadedComment", true)] {
            for part in relations.targets(kind) {
                let found = match self.package.load(part, &mut self.buffer) {
                    Ok(found) if threaded => comments.take_threads(found.text, depth).is_ok(),
                    Ok(found) => comments.take_notes(found.text, depth).is_ok(),
                    Err(problem) if matches!(problem.kind, ProblemKind::Limit(_)) => {
                        return Err(problem);
                    }
                    Err(_) => false,
                };
                if !found {
                    sheet.problems.push(Problem::new(
                        ProblemKind::Unreadable,
                        "コメントの部品が壊れています。読めたところまでを使います",
                    ));
                }
            }
        }
        sheet.comments = comments.finish();
        Ok(())
    }
}

#[cfg(test)]
mod tests;
