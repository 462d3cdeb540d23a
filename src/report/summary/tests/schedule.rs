//! The schedule of all projects, cell by cell.

use super::{between, city::city, rendered};
use crate::model::{FiscalYear, Project};
use crate::report::inspect::{part, sheet_texts};
use crate::report::summary::{name, number};
use crate::workbook::CellPos;
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
            // The line across.
            row += 1;
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

/// The borders of each cell format: left, right, top, bottom.
fn borders(styles: &str) -> Vec<[String; 4]> {
    let borders: Vec<[String; 4]> = between(styles, "<borders", "</borders>")
        .split("<border>")
        .skip(1)
        .map(|border| {
            ["left", "right", "top", "bottom"].map(|side| {
                let from = border.find(&format!("<{side}")).unwrap();
                let element = &border[from..from + border[from..].find('>').unwrap()];
                let style = element.split_once("style=\"");
                style.map_or("", |(_, rest)| rest.split('"').next().unwrap())
            })
        })
        .map(|sides| sides.map(str::to_owned))
        .collect();
    between(styles, "<cellXfs", "</cellXfs>")
        .split("<xf ")
        .skip(1)
        .map(|xf| {
            let border: usize = between(xf, "borderId=\"", "\"").parse().unwrap();
            borders[border].clone()
        })
        .collect()
}

#[test]
fn lines_between_months_are_of_the_columns_and_those_across_of_the_rows() {
    let mut data = city(3);
    data.projects[1].sheet.items.clear();
    let bytes = rendered(&data);
    let borders = borders(&part(&bytes, "xl/styles.xml"));
    let sheet = part(&bytes, "xl/worksheets/sheet5.xml");
    let style = |tag: &str| -> usize { between(tag, " s=\"", "\"").parse().unwrap() };

    // After a quarter, a year, the as-of month (September 2020).
    let mut rights = BTreeMap::new();
    for col in between(&sheet, "<cols>", "</cols>").split("<col ").skip(1) {
        let bound = |name: &str| -> u32 { between(col, name, "\"").parse().unwrap() };
        for at in bound("min=\"")..=bound("max=\"") {
            let style = col.contains("style=").then(|| bound("style=\"") as usize);
            rights.insert(at - 1, style.map(|style| borders[style][1].as_str()));
        }
    }
    let right = |month: u32| rights[&(2 + month)];
    assert_eq!(right(1), Some(""));
    assert_eq!(right(2), Some("hair"));
    assert_eq!(right(11), Some("thin"));
    assert_eq!(right(17), Some("medium"));
    assert_eq!(right(59), Some("thin"));
    // Nothing to see beyond the table, and nothing to print.
    assert!(sheet.contains("<col min=\"63\" max=\"16384\"") && sheet.contains("zeroHeight=\"1\""));
    let rows = sheet.split("<row ").count() - 1;
    let area = format!("工程!$A$1:$BJ${rows}");
    assert!(part(&bytes, "xl/workbook.xml").contains(&area), "{area}");

    // A line above and below everything: from the second row of the headings to the last.
    let texts = sheet_texts(&bytes, "工程");
    let mut items = 0;
    for (n, row) in sheet.split("<row ").skip(1).enumerate().skip(4) {
        let of_row = row.contains("customFormat=\"1\"").then(|| style(row));
        match (of_row, texts.get(n).map(|row| row[0].as_str())) {
            // A bureau has a ground of its own.
            (Some(_), Some(text)) if text.ends_with("件）") => {}
            (Some(of_row), Some(text)) if !text.is_empty() => {
                assert_eq!(borders[of_row][3], "thin", "{text}");
            }
            (Some(of_row), _) => {
                assert_eq!(borders[of_row][2], "thin", "row {}", n + 1);
                items += 1;
            }
            (None, _) => {}
        }
    }
    let expected: usize = data.projects.iter().map(|p| p.sheet.items.len()).sum();
    assert_eq!(items, expected);
}
