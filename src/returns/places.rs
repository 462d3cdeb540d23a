//! Where on a sheet remarks go, and the notes put there.

use super::edits::Edits;
use super::notes::{self, Note};
use super::package::Part;
use super::relations::Relations;
use super::remark::Remark;
use super::sheet::SheetPart;
use super::styles::Mark;
use super::xml::outline;
use super::{Refusal, ReturnCopy};
use crate::finding::Severity;
use crate::seal;
use crate::workbook::Sheet;
use crate::workbook::{CellPos, Region};
use std::collections::{BTreeMap, BTreeSet};

/// Cells of a sheet that get a note; the list names all.
const MOST_NOTES: usize = 1_000;
const COMMENTS_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const DRAWING_TYPE: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";

/// A sheet that is being marked.
pub(super) struct Place<'p> {
    /// Its part.
    pub(super) name: &'p str,
    /// What stands on it.
    pub(super) grid: &'p Sheet,
}

/// The remarks on a sheet by cell; of merged ones the first.
pub(super) fn places<'r>(
    grid: &Sheet,
    remarks: &'r [Remark],
) -> BTreeMap<CellPos, Vec<&'r Remark>> {
    let merged = grid.regions();
    let mut places: BTreeMap<CellPos, Vec<&Remark>> = BTreeMap::new();
    for remark in remarks {
        if let (Some(sheet), Some(cell)) = (&remark.sheet, remark.cell)
            && *sheet == grid.name
        {
            places
                .entry(merged.around(cell).first)
                .or_default()
                .push(remark);
        }
    }
    places
}

pub(super) fn regions(
    grid: &Sheet,
    places: &BTreeMap<CellPos, Vec<&Remark>>,
) -> BTreeMap<Mark, Vec<Region>> {
    let merged = grid.regions();
    let mut regions: BTreeMap<Mark, Vec<Region>> = BTreeMap::new();
    for (pos, remarks) in places {
        let painted = grid.cell(*pos).is_some_and(|cell| cell.fill.is_some());
        let error = remarks.iter().any(|r| r.severity == Severity::Error);
        let mark = match (painted, error) {
            (true, _) => Mark::Frame,
            (false, true) => Mark::Error,
            (false, false) => Mark::Warning,
        };
        regions.entry(mark).or_default().push(merged.around(*pos));
    }
    regions
}

/// Bytes of the longest remark; what is longer nobody reads in a comment.
const LONGEST: usize = 24_000;

pub(super) fn notes(places: &BTreeMap<CellPos, Vec<&Remark>>) -> Vec<Note> {
    places
        .iter()
        .take(MOST_NOTES)
        .map(|(pos, remarks)| {
            let bodies: Vec<String> = remarks.iter().map(|remark| remark.body()).collect();
            let mut body = bodies.join("\n");
            // Whole letters of at most four bytes: no text has more units than bytes.
            if body.len() > LONGEST {
                let end = (0..=LONGEST).rev().find(|at| body.is_char_boundary(*at));
                body.truncate(end.unwrap_or_default());
                body.push_str("…（続きは確認事項の一覧へ）");
            }
            Note {
                pos: *pos,
                text: seal::sealed(&body),
            }
        })
        .collect()
}

/// The cells that a part of conversations names.
fn cells_named(part: &Part) -> Result<Vec<CellPos>, Refusal> {
    let root = outline(&part.text, 2, &[])?;
    let named = root
        .children
        .iter()
        .filter_map(|node| node.attr(&part.text, "ref"));
    Ok(named.filter_map(|place| place.parse().ok()).collect())
}

impl ReturnCopy<'_> {
    pub(super) fn notes(
        &mut self,
        place: &Place<'_>,
        part: &Part,
        sheet: &mut SheetPart,
        notes: &[Note],
        font: &str,
    ) -> Result<(), Refusal> {
        let mut relations = Relations::of(&mut self.package, place.name)?;
        // A conversation is kept in two parts that must agree; it is left alone.
        let threads: Vec<String> = relations
            .targets("threadedComment")
            .map(str::to_owned)
            .collect();
        let mut spoken = BTreeSet::new();
        for thread in &threads {
            spoken.extend(cells_named(&self.package.part(thread)?)?);
        }
        let notes: Vec<Note> = notes
            .iter()
            .filter(|note| !spoken.contains(&note.pos))
            .map(|note| Note {
                pos: note.pos,
                text: note.text.clone(),
            })
            .collect();
        if notes.is_empty() {
            return Ok(());
        }
        let there = relations.targets("comments").next().map(str::to_owned);
        let boxes: Vec<&Note> = match there {
            Some(name) => {
                let part = self.package.part(&name)?;
                let mut edits = Edits::default();
                let boxes = notes::extend(&part, &notes, font, &mut edits)?;
                self.change(&name, &part, edits);
                boxes
            }
            None => {
                let name = self.free_name("xl/kohyoComments", "xml");
                let text = notes::comments(&notes, font);
                relations.add("kohyoComments", "comments", &name)?;
                self.add(name, Some(COMMENTS_TYPE), text.into_bytes());
                notes.iter().collect()
            }
        };
        self.boxes(place, part, sheet, &boxes, &mut relations)?;
        self.relate(relations);
        Ok(())
    }

    fn boxes(
        &mut self,
        place: &Place<'_>,
        part: &Part,
        sheet: &mut SheetPart,
        boxes: &[&Note],
        relations: &mut Relations,
    ) -> Result<(), Refusal> {
        if boxes.is_empty() {
            return Ok(());
        }
        match sheet.legacy_drawing(&part.text) {
            Some(id) => {
                let relation = relations.by_id(&id);
                let name = relation
                    .map(|relation| relation.target.clone())
                    .ok_or_else(|| Refusal::new("コメントの図形の部品が見つかりません"))?;
                let drawing = self.package.part(&name)?;
                let mut edits = Edits::default();
                notes::draw_into(&drawing.text, boxes, place.grid, &mut edits)?;
                self.change(&name, &drawing, edits);
            }
            None => {
                let name = self.free_name("xl/drawings/kohyo", "vml");
                let text = notes::drawing(boxes, place.grid);
                relations.add("kohyoDrawing", "vmlDrawing", &name)?;
                sheet.name_drawing("kohyoDrawing");
                self.add(name, Some(DRAWING_TYPE), text.into_bytes());
            }
        }
        Ok(())
    }
}
