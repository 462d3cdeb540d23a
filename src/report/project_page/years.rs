//! The heading with the years.

use super::ProjectPage;
use crate::layout::draw::{DrawRow, QUARTERS};
use crate::report::page_writer::{Cell, CellStyle, FormCell, Side};
use crate::report::write::Area;
use rust_xlsxwriter::XlsxError;

impl ProjectPage<'_, '_> {
    /// On a form `年度 │ R9（2027） │ …` above `4-6 │ 7-9 │ 10-12 │ 1-3`; on a review page the first line,
    /// in which the year reported on stands out.
    pub(super) fn years(
        &mut self,
        label: &str,
        quarters: &[String; QUARTERS as usize],
    ) -> Result<(), XlsxError> {
        let mut cells = self.year_cells();
        let left = (0, self.writer.grid.left_end());
        if !self.is_form() {
            cells.insert(0, Cell::new(left, label, CellStyle::Heading(Side::Left)));
            self.writer.row(&cells, self.least())?;
            self.years_on = self.writer.page();
            return Ok(());
        }
        let (top, _) = self.writer.place(&cells, self.least())?;
        let below = self.year_columns().flat_map(|(_, (first, _))| {
            let columns = (first..).zip(quarters);
            columns.map(|(col, quarter)| self.label((col, col), quarter))
        });
        let below: Vec<Cell<'_>> = below.collect();
        let (bottom, _) = self.writer.place(&below, self.least())?;
        let area = Area {
            top,
            left: left.0,
            bottom,
            right: left.1,
        };
        self.writer
            .text(area, label, CellStyle::Form(FormCell::Heading))
    }

    fn year_cells<'t>(&self) -> Vec<Cell<'t>> {
        let years = self.year_columns().map(|(year, columns)| {
            let text = format!("{}（{year}）", year.short());
            let review = match year == self.current {
                true => CellStyle::Rated,
                false => CellStyle::Heading(Side::Right),
            };
            Cell::new(columns, text, self.style(FormCell::Heading, review))
        });
        years.collect()
    }

    /// Begins a new sheet of paper unless a height fits on this one, and writes the years again where a new
    /// one was begun since they were written: `below` is what is written again below them. Says whether it
    /// was.
    pub(super) fn under_years(&mut self, height: f64, below: f64) -> Result<bool, XlsxError> {
        let turned = self.years_on != self.writer.page();
        let heading = self.writer.height_of(&self.year_cells()).max(self.least());
        let again = if turned { heading + below } else { 0.0 };
        self.writer.keep(height + again);
        let turned = self.years_on != self.writer.page();
        if turned {
            let draw = self.draw;
            let heading = draw.rows.iter().find_map(|row| match row {
                DrawRow::Years { label, quarters } => Some((label, quarters)),
                _ => None,
            });
            if let Some((label, quarters)) = heading {
                self.years(label, quarters)?;
            }
        }
        Ok(turned)
    }
}
