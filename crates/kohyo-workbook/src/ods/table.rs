//! One sheet: columns, then rows of cells, with repeats kept short.

use super::axis::Runs;
use super::shapes::{Corner, Shapes, is_shape};
use super::styles::{CellLooks, Styles};
use super::text::{Paragraphs, Styled};
use super::value::Stored;
use super::xml::{Tag, Token, Xml};
use crate::address::{CellPos, Region};
use crate::marked::{self, Hiding, Marked};
use crate::xlsx::Ruler;
use crate::{
    Axis, Cell, Comment, Content, Limits, MissingInfo, Problem, ProblemKind, Sheet, Visibility,
    names,
};

/// Columns a sheet can have.
const COLUMNS: u32 = 16_384;
/// Rows a sheet can have.
const ROWS: u32 = 1_048_576;
/// Longer runs of painted blank cells are the sheet's background, not part of a form.
const LONG_BLANK_RUN: u32 = 512;
/// Sizes where no style says any: 0.889 inch and 0.178 inch, those of a new sheet in LibreOffice.
const USUAL_WIDTH: i64 = 812_902;
const USUAL_HEIGHT: i64 = 162_763;

/// Reads an opened `table:table`: the sheet, and the constants that kohyo named on it.
pub(super) fn read(
    xml: &mut Xml<'_>,
    tag: &Tag<'_>,
    styles: &Styles,
    limits: &Limits,
) -> Result<(Sheet, Vec<(String, String)>), Problem> {
    let shown = styles.shows_sheet(tag.attribute("table:style-name").as_deref());
    let mut table = Table {
        styles,
        limits,
        columns: Runs::new(USUAL_WIDTH),
        column_looks: Vec::new(),
        widths: None,
        rows: Runs::new(USUAL_HEIGHT),
        cells: Vec::new(),
        marked: Vec::new(),
        merges: Vec::new(),
        comments: Vec::new(),
        shapes: Shapes::new(styles, limits),
        problems: Vec::new(),
        names: Vec::new(),
    };
    let depth = xml.depth();
    match table.take(xml) {
        Ok(()) => {}
        // What was read so far stays, and so do the other sheets.
        Err(problem) if matches!(problem.kind, ProblemKind::Limit(_)) => {
            table.problems.push(problem);
            xml.leave(depth)?;
        }
        Err(problem) => return Err(problem),
    }
    let name = tag.attribute("table:name").unwrap_or_default().into_owned();
    let visibility = if shown {
        Visibility::Visible
    } else {
        Visibility::Hidden
    };
    let named = std::mem::take(&mut table.names).into_iter();
    let named = named.filter_map(|(of, formula)| names::constant(&name, &of, &formula));
    let named = named.collect();
    Ok((table.finish(name, visibility), named))
}

struct Table<'a> {
    styles: &'a Styles,
    limits: &'a Limits,
    columns: Runs,
    /// Looks of columns' default styles, as (first column after them, looks).
    column_looks: Vec<(u32, CellLooks<'a>)>,
    /// The columns, once the first row has begun.
    widths: Option<Axis>,
    rows: Runs,
    cells: Vec<Cell>,
    marked: Vec<Marked>,
    merges: Vec<Region>,
    comments: Vec<Comment>,
    shapes: Shapes<'a>,
    problems: Vec<Problem>,
    /// Names of formulas on this sheet.
    names: Vec<(String, String)>,
}

/// What all cells of a row have in common.
struct Row<'a> {
    index: u32,
    repeated: u32,
    looks: Option<CellLooks<'a>>,
    top: i64,
    cells: Vec<Cell>,
    marked: Vec<Marked>,
}

impl<'a> Table<'a> {
    /// Groups, header rows and the like hold columns and rows like the table itself.
    fn take(&mut self, xml: &mut Xml<'_>) -> Result<(), Problem> {
        while let Some(token) = xml.inner()? {
            let Token::Open(tag) = token else { continue };
            match tag.name() {
                "table:table-columns"
                | "table:table-header-columns"
                | "table:table-column-group"
                | "table:table-rows"
                | "table:table-header-rows"
                | "table:table-row-group" => self.take(xml)?,
                "table:table-column" => {
                    self.column(&tag);
                    xml.skip()?;
                }
                "table:table-row" => self.row(xml, &tag)?,
                "table:shapes" => self.shapes.take_all(xml, Corner::default())?,
                "office:forms" => {
                    let most = self.limits.shapes as usize;
                    self.shapes.controls.take(xml, most)?;
                }
                "table:named-expressions" => self.take(xml)?,
                "table:named-expression" => {
                    let text = |of: &str| tag.attribute(of).unwrap_or_default().into_owned();
                    let name = (text("table:name"), text("table:expression"));
                    self.names.push(name);
                    xml.skip()?;
                }
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    fn column(&mut self, tag: &Tag<'_>) {
        let room = COLUMNS - self.columns.next();
        let count = tag
            .count("table:number-columns-repeated", COLUMNS)
            .min(room);
        if count == 0 {
            return;
        }
        let width = self
            .styles
            .width(tag.attribute("table:style-name").as_deref());
        self.columns.push(count, width, is_collapsed(tag));
        let style = tag.attribute("table:default-cell-style-name");
        self.column_looks
            .push((self.columns.next(), self.styles.cell(style.as_deref())));
    }

    fn row(&mut self, xml: &mut Xml<'_>, tag: &Tag<'_>) -> Result<(), Problem> {
        if self.widths.is_none() {
            let columns = std::mem::replace(&mut self.columns, Runs::new(USUAL_WIDTH));
            self.widths = Some(columns.finish());
        }
        let room = ROWS.min(self.limits.rows) - self.rows.next().min(self.limits.rows);
        let repeated = tag.count("table:number-rows-repeated", ROWS).min(room);
        if repeated == 0 {
            let rows = u64::from(self.rows.next()) + 1;
            return Err(Problem::limit("rows", rows, self.limits.rows));
        }
        let default = tag.attribute("table:default-cell-style-name");
        let mut row = Row {
            index: self.rows.next(),
            repeated,
            looks: default.map(|name| self.styles.cell(Some(&name))),
            top: self.rows.edge(),
            cells: Vec::new(),
            marked: Vec::new(),
        };
        let height = self
            .styles
            .height(tag.attribute("table:style-name").as_deref());
        let mut column = 0;
        while let Some(token) = xml.inner()? {
            match token {
                Token::Open(tag) if is_cell(tag.name()) => {
                    column = self.cell(xml, &tag, &mut row, column)?;
                }
                Token::Open(_) => xml.skip()?,
                _ => {}
            }
        }
        self.rows.push(repeated, height, is_collapsed(tag));
        self.keep(row)
    }

    /// Takes one cell element and says which column comes next.
    fn cell(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        row: &mut Row<'a>,
        column: u32,
    ) -> Result<u32, Problem> {
        let room = COLUMNS - column.min(COLUMNS);
        let repeated = tag
            .count("table:number-columns-repeated", COLUMNS)
            .min(room);
        let pos = CellPos::new(row.index, column);
        let stored = Stored::of(tag);
        let styled = self.inside(xml, pos, row.top)?;
        let shown = styled.as_ref().map(|styled| styled.text.clone());
        let (content, odd) = stored.content(shown);
        if let Some(raw) = odd {
            self.problems.push(odd_cell(pos, raw));
        }
        self.merge(tag, pos);
        let long = repeated > LONG_BLANK_RUN || row.repeated > LONG_BLANK_RUN;
        if matches!(content, Content::Blank) && long {
            return Ok(column + repeated);
        }
        let style = tag.attribute("table:style-name");
        for column in column..column + repeated {
            let looks = match (&style, row.looks) {
                (Some(style), _) => self.styles.cell(Some(style)),
                (None, Some(looks)) => looks,
                (None, None) => self.column_looks(column),
            };
            if matches!(content, Content::Blank) && looks.fill.is_none() {
                continue;
            }
            let pos = CellPos::new(row.index, column);
            let content = self.styles.shown(looks, content.clone());
            let (content, mark) = self.part(pos, content, &looks, styled.as_ref());
            row.marked.extend(mark);
            row.cells.push(Cell {
                pos,
                content,
                fill: looks.fill,
            });
            self.bound_cells(row.cells.len())?;
        }
        Ok(column + repeated)
    }

    /// Parts a content into what stands and its mark.
    fn part(
        &self,
        pos: CellPos,
        content: Content,
        looks: &CellLooks<'_>,
        styled: Option<&Styled>,
    ) -> (Content, Option<Marked>) {
        let mut own = looks.letters();
        // A number that is there without a text is one that its format shows as nothing.
        let unshown = styled.is_none_or(|styled| styled.text.is_empty()) && looks.has_format();
        if unshown && matches!(&content, Content::Number(number) if !number.stored.is_zero()) {
            own.hiding = own.hiding.or(Some(Hiding::Format));
        }
        match styled.filter(|styled| styled.has_parts()) {
            Some(styled) => {
                let parts = styled.parts().into_iter();
                let parts = parts.map(|(text, names)| (text, self.styles.part(looks, &names)));
                marked::runs(pos, content, parts)
            }
            None => marked::whole(pos, content, own),
        }
    }

    /// Reads what a cell holds: paragraphs are its text, everything else stands beside it.
    fn inside(
        &mut self,
        xml: &mut Xml<'_>,
        pos: CellPos,
        top: i64,
    ) -> Result<Option<Styled>, Problem> {
        let mut text = Paragraphs::new(self.limits);
        while let Some(token) = xml.inner()? {
            let Token::Open(tag) = token else { continue };
            match tag.name() {
                "text:p" | "text:h" => text.take(xml)?,
                "office:annotation" => self.comment(xml, pos)?,
                name if is_shape(name) => {
                    let left = self.widths.as_ref().map_or(0, |axis| axis.edge(pos.col));
                    self.shapes.take(xml, &tag, Corner { left, top })?;
                }
                "table:shapes" => self.shapes.take_all(xml, Corner::default())?,
                _ => xml.skip()?,
            }
        }
        Ok(text.finish_styled())
    }

    fn comment(&mut self, xml: &mut Xml<'_>, pos: CellPos) -> Result<(), Problem> {
        let mut text = Paragraphs::new(self.limits);
        while let Some(token) = xml.inner()? {
            match token {
                Token::Open(tag) if tag.name() == "text:p" => text.take(xml)?,
                Token::Open(_) => xml.skip()?,
                _ => {}
            }
        }
        if let Some(text) = text.finish() {
            self.comments.push(Comment { pos, text });
        }
        Ok(())
    }

    fn merge(&mut self, tag: &Tag<'_>, pos: CellPos) {
        let across = tag.count(
            "table:number-columns-spanned",
            COLUMNS - pos.col.min(COLUMNS - 1),
        );
        let down = tag.count("table:number-rows-spanned", ROWS - pos.row);
        if across > 1 || down > 1 {
            self.merges.push(Region {
                first: pos,
                last: CellPos::new(pos.row + down - 1, pos.col + across - 1),
            });
        }
    }

    fn column_looks(&self, column: u32) -> CellLooks<'a> {
        let index = self.column_looks.partition_point(|(end, _)| *end <= column);
        let looks = self.column_looks.get(index).map(|(_, looks)| *looks);
        looks.unwrap_or_default()
    }

    /// Puts a finished row onto the sheet as often as it is repeated.
    fn keep(&mut self, row: Row<'_>) -> Result<(), Problem> {
        let cells = row.cells.len() as u64 * u64::from(row.repeated);
        self.bound_cells(usize::try_from(cells).unwrap_or(usize::MAX))?;
        if row.cells.is_empty() {
            return Ok(());
        }
        for offset in 0..row.repeated {
            self.cells.extend(row.cells.iter().map(|cell| Cell {
                pos: CellPos::new(row.index + offset, cell.pos.col),
                ..cell.clone()
            }));
            self.marked.extend(row.marked.iter().map(|marked| Marked {
                pos: CellPos::new(row.index + offset, marked.pos.col),
                ..marked.clone()
            }));
        }
        Ok(())
    }

    fn bound_cells(&self, more: usize) -> Result<(), Problem> {
        let count = self.cells.len().saturating_add(more);
        if count > self.limits.cells as usize {
            return Err(Problem::limit("cells", count, self.limits.cells));
        }
        Ok(())
    }

    fn finish(self, name: String, visibility: Visibility) -> Sheet {
        let columns = self.widths.unwrap_or_else(|| self.columns.finish());
        let rows = self.rows.finish();
        let mut shapes = self.shapes.found;
        let (across, down) = (Ruler::new(&columns, COLUMNS), Ruler::new(&rows, ROWS));
        for shape in &mut shapes {
            let row = down.index_at(shape.frame.middle());
            shape.under = CellPos::new(row, across.index_at(shape.frame.left_end()));
        }
        let mut problems = self.problems;
        let mut merges = self.merges;
        if merges.len() > self.limits.merges as usize {
            problems.push(Problem::limit("merges", merges.len(), self.limits.merges));
            merges.truncate(self.limits.merges as usize);
        }
        for problem in &mut problems {
            problem.sheet = Some(name.clone());
        }
        Sheet {
            marks: crate::Marks::default(),
            name,
            visibility,
            cells: self.cells,
            marked: self.marked,
            merges,
            columns,
            rows,
            shapes,
            comments: self.comments,
            missing_info: MissingInfo::default(),
            problems,
        }
    }
}

fn is_cell(name: &str) -> bool {
    matches!(name, "table:table-cell" | "table:covered-table-cell")
}

fn is_collapsed(tag: &Tag<'_>) -> bool {
    matches!(
        tag.attribute("table:visibility").as_deref(),
        Some("collapse" | "filter")
    )
}

fn odd_cell(pos: CellPos, raw: String) -> Problem {
    Problem {
        kind: ProblemKind::OddCell,
        sheet: None,
        cell: Some(pos),
        message: format!("値「{raw}」を読み取れません。見えているとおりの文字として扱います"),
        text: Some(raw),
    }
}
