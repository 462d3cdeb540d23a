//! The schedule of all projects, cell by cell.

use super::{between, city::city, rendered};
use crate::model::{FiscalYear, Project};
use crate::provenance::CellPos;
use crate::report::inspect::{part, sheet_texts};
use crate::report::summary::{name, number};
use std::collections::BTreeMap;

#[test]
fn every_item_is_in_the_schedule_with_its_months() {
    let data = city(40);
    let bytes = rendered(&data);
    let bureau = |project: &Project| project.sheet.departments[0].bureau.clone().unwrap();
    let cells = sheet_texts(&bytes, "工程");
    let marks = marks(&bytes);
    let mut row = 4;
    // Bureau by bureau, as they first come.
    let mut bureaus: Vec<String> = Vec::new();
    for project in &data.projects {
        if !bureaus.contains(&bureau(project)) {
            bureaus.push(bureau(project));
        }
    }
    let mut projects: Vec<&Project> = data.projects.iter().collect();
    projects.sort_by_key(|project| bureaus.iter().position(|name| *name == bureau(project)));
    let mut before = String::new();
    for project in projects {
        if before != bureau(project) {
            before = bureau(project);
            assert!(
                cells[row][0].starts_with(&format!("{before}（")),
                "{before}"
            );
            row += 1;
        }
        let caption = format!("{}　{}　", number(project), name(project));
        assert!(cells[row][0].starts_with(&caption), "{:?}", cells[row]);
        row += 1;
        for item in &project.sheet.items {
            assert_eq!(cells[row][0], item.number.to_string());
            assert_eq!(Some(cells[row][1].as_str()), item.text.as_deref());
            for (offset, spans) in [(0, &item.planned), (1, &item.actual)] {
                let months: Vec<usize> = spans
                    .iter()
                    .flat_map(|span| span.from.0..=span.to.0)
                    .map(|month| 2 + (month - FiscalYear(2019).first_month().0) as usize)
                    .collect();
                let marked = marks.get(&(row + offset)).cloned().unwrap_or_default();
                assert_eq!(marked, months, "row {}", row + offset + 1);
            }
            row += 2;
            if let Some(note) = item.notes.first() {
                assert!(cells[row].contains(&note.text));
                row += 1;
            }
        }
    }
    // The last actual row holds no text, so that the texts may end before it.
    assert!(cells.len() <= row);
}

/// The columns of the time line that are filled, by row.
fn marks(workbook: &[u8]) -> BTreeMap<usize, Vec<usize>> {
    let styles = part(workbook, "xl/styles.xml");
    let fills: Vec<&str> = between(&styles, "<cellXfs", "</cellXfs>")
        .split("<xf ")
        .skip(1)
        .map(|xf| between(xf, "fillId=\"", "\""))
        .collect();
    let sheet = part(workbook, "xl/worksheets/sheet5.xml");
    let mut marks: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for cell in sheet.split("<c ").skip(1) {
        let at: CellPos = between(cell, "r=\"", "\"").parse().unwrap();
        let style: usize = between(cell, "s=\"", "\"").parse().unwrap();
        let blank = cell
            .find("/>")
            .is_some_and(|end| !cell[..end].contains('>'));
        if at.row > 3 && at.col > 1 && blank && fills[style] != "0" {
            let row = marks.entry(at.row as usize).or_default();
            row.push(at.col as usize);
        }
    }
    // The caption of a project is filled as a whole and no mark.
    marks.retain(|_, columns| columns.len() < 60);
    marks
}
