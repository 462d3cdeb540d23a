mod charts;
mod entries;
mod fit;
mod layout;
mod list;
mod paper;
#[cfg(feature = "rendering")]
mod recalculated;

use super::*;
use crate::model::{FiscalYear, Grade, Measure as M, TextField, YearRecord};
use crate::report::inspect::{Geometry, part, sheet_names, sheet_texts};
use crate::report::testdata::consolidation;
use rust_xlsxwriter::utility::row_col_to_cell_absolute;
use std::sync::LazyLock;

const PLANNED: &str = "B9D3EE";
const ACTUAL: &str = "1F4E79";

/// All review workbooks of data.
fn render(data: &Consolidation) -> Vec<Rendered> {
    crate::report::render(data, &Style::default(), None, &[Output::Review]).unwrap()
}

/// The workbooks of the test data, rendered once for all tests.
fn rendered() -> &'static [Rendered] {
    static RENDERED: LazyLock<Vec<Rendered>> = LazyLock::new(|| render(&consolidation()));
    &RENDERED
}

/// The workbook of an evaluator, as named in the file.
fn workbook(name: &str) -> Vec<u8> {
    let name = format!("評価シート_{name}.xlsx");
    let named = rendered().iter().find(|report| report.name == name);
    named.unwrap().bytes.clone()
}

/// A consolidation of one project, rendered.
fn alone(project: Project) -> Vec<u8> {
    let mut data = consolidation();
    data.projects = vec![project];
    render(&data).remove(0).bytes
}

/// Everything a project's sheet says, as text.
fn written(project: &Project) -> Vec<String> {
    let sheet = &project.sheet;
    let mut texts: Vec<Option<String>> = vec![
        sheet.number.clone(),
        sheet.name.clone(),
        Some(sheet.source.file.clone()),
        Some(sheet.source.sheet.clone()),
        Some(project.responsibility.scope.japanese().to_owned()),
        Some(project.responsibility.progress_manager.clone()),
        project.responsibility.evaluator.clone(),
    ];
    // When and by whom a form was sent is no evaluator's concern.
    let shown = sheet.texts.iter();
    let shown =
        shown.filter(|(field, _)| !matches!(field, TextField::SubmittedOn | TextField::Contact));
    texts.extend(shown.map(|(_, text)| text.map(str::to_owned)));
    for department in &sheet.departments {
        texts.extend([department.bureau.clone(), department.division.clone()]);
    }
    for record in &sheet.years {
        texts.push(Some(record.fiscal_year.short()));
        for measure in M::ALL {
            for value in [record.target.get(measure), record.actual.get(measure)] {
                texts.push(value.as_ref().map(|value| value.text.clone()));
            }
        }
        for amount in [record.budget, record.settlement] {
            texts.push(amount.map(|amount| amount.normalize().to_string()));
        }
    }
    for item in &sheet.items {
        texts.push(item.text.clone());
        texts.extend(item.notes.iter().map(|note| Some(note.text.clone())));
    }
    for measure in M::ALL {
        let (declared, proposal) = (sheet.declared.get(measure), project.proposals.get(measure));
        texts.extend([declared.reason.clone(), Some(proposal.basis.clone())]);
        texts.push(declared.grade.map(|grade| grade.to_string()));
        if declared.grade.is_none() {
            texts.push(declared.text.clone());
        }
        texts.push(proposal.grade.map(|grade| grade.to_string()));
        texts.push(
            proposal
                .achievement
                .map(|percent| format!("{percent:.1}％")),
        );
    }
    texts.into_iter().flatten().collect()
}

/// The texts of each column from top to bottom, without line breaks: a long text goes on in the
/// next cell below, on the next page.
fn columns(workbook: &[u8], sheet: &str) -> Vec<String> {
    let rows = sheet_texts(workbook, sheet);
    (0..rows[0].len())
        .map(|col| rows.iter().map(|row| row[col].replace('\n', "")).collect())
        .collect()
}

#[test]
fn every_evaluator_gets_a_workbook_and_the_unknown_comes_last() {
    let names: Vec<String> = rendered()
        .iter()
        .map(|report| report.name.clone())
        .collect();
    assert_eq!(
        names,
        [
            "評価シート_副市長.xlsx",
            "評価シート_教育部長.xlsx",
            "評価シート_総務／文書：部長？.xlsx",
            "評価シート_総合政策部長.xlsx",
            "評価シート_未定.xlsx",
        ]
    );
}

#[test]
fn every_text_of_a_project_is_on_its_page() {
    let data = consolidation();
    let mut pages = 0;
    for report in rendered() {
        let of_evaluator = data.projects.iter().filter(|project| {
            let evaluator = project.responsibility.evaluator.as_deref();
            report.name
                == format!(
                    "評価シート_{}.xlsx",
                    Names::default().file(evaluator.unwrap_or(UNKNOWN))
                )
        });
        let names = sheet_names(&report.bytes);
        for (name, project) in names.iter().skip(1).zip(of_evaluator) {
            let columns = columns(&report.bytes, name);
            for text in written(project) {
                let text = text.replace('\n', "");
                assert!(
                    columns.iter().any(|column| column.contains(&text)),
                    "{name}: {text}"
                );
            }
            pages += 1;
        }
    }
    assert_eq!(pages, data.projects.len());
}

#[test]
fn no_text_is_clipped() {
    for report in rendered() {
        for n in 0..sheet_names(&report.bytes).len() {
            assert_eq!(
                Geometry::of(&report.bytes, n).clipped(),
                Vec::<String>::new()
            );
        }
    }
}

#[test]
fn an_ordinary_project_takes_one_sheet_of_paper() {
    let bytes = workbook("総合政策部長");
    assert_eq!(Geometry::of(&bytes, 1).breaks, Vec::<u32>::new());
    assert!(!Geometry::of(&workbook("副市長"), 1).breaks.is_empty());
}

#[test]
fn spans_are_painted_month_by_month() {
    let page = Geometry::of(&workbook("総合政策部長"), 1);
    let top = page.find("2　シナリオの作成と試行").unwrap().row;
    // Month 0 is April 2019, with which the first year begins; each column holds some months.
    let years: Vec<f64> = page
        .texts()
        .filter(|(_, text)| *text == "上期")
        .map(|(at, _)| page.left_of(at.col))
        .collect();
    let (april, month) = (years[0], (years[1] - years[0]) / 12.0);
    let months = |row: u32, colour: &str| -> Vec<(f64, f64)> {
        let at = |col: u32| (page.left_of(col) - april) / month;
        let painted = page.painted(row, colour).into_iter();
        painted.map(|col| (at(col), at(col + 1))).collect()
    };
    let spans = |months: Vec<(f64, f64)>| {
        assert!(months.windows(2).all(|pair| pair[0].1 == pair[1].0));
        (months[0].0, months[months.len() - 1].1)
    };
    assert_eq!(spans(months(top + 1, PLANNED)), (3.0, 15.0));
    assert!(page.painted(top + 1, ACTUAL).is_empty());
    assert_eq!(spans(months(top + 3, ACTUAL)), (4.0, 18.0));
    assert!(page.painted(top + 3, PLANNED).is_empty());
    assert!(page.painted(top, PLANNED).is_empty());
}

#[test]
fn a_span_outside_the_years_is_told_in_words() {
    let bytes = workbook("総務／文書：部長？");
    let cells = sheet_texts(&bytes, &sheet_names(&bytes)[1]).concat();
    assert!(
        cells
            .iter()
            .any(|cell| cell.contains("（年度欄の外：実績 R12.1～R12.3）"))
    );
    assert!(!cells.iter().any(|cell| cell.contains("（年度欄の外：計画")));
}

#[test]
fn the_evaluator_chooses_among_the_four_grades() {
    let bytes = workbook("総合政策部長");
    let page = part(&bytes, "xl/worksheets/sheet2.xml");
    let rule = page.split("<dataValidation ").nth(1).unwrap();
    assert!(rule.contains("<formula1>\"S,A,B,C\"</formula1>"), "{rule}");
    let area = rule.split("sqref=\"").nth(1).unwrap();
    let (first, last) = area.split('"').next().unwrap().split_once(':').unwrap();
    let (first, last): (CellPos, CellPos) = (first.parse().unwrap(), last.parse().unwrap());
    assert_eq!((last.row - first.row, last.col), (2, first.col));
    let list = part(&bytes, "xl/worksheets/sheet1.xml");
    for row in first.row..=last.row {
        let entry = CellPos::new(row, first.col);
        let entry = row_col_to_cell_absolute(entry.row, entry.col as u16);
        let taken = format!("'1 RPAによる定型業務の自動化'!{entry}=");
        assert!(list.contains(&taken), "the list shows {taken}");
    }
}

#[test]
fn a_difference_between_the_form_and_the_proposal_is_marked() {
    let bytes = workbook("総合政策部長");
    let list = sheet_texts(&bytes, LIST);
    let line = list.iter().find(|row| row[0] == "1").unwrap();
    assert_eq!(line[7..13], ["A", "A", "－", "A", "B※", "－"]);
    let page = sheet_texts(&bytes, &sheet_names(&bytes)[1]).concat();
    let marked = page
        .iter()
        .filter(|cell| cell.starts_with("※ 個票の評価と異なります。"));
    assert_eq!(marked.count(), 1);
}

#[test]
fn any_number_of_years_and_items_can_be_drawn() {
    let ordinary = consolidation().projects.remove(0);
    for count in [0, 1, 2, 6, 10, 14] {
        let mut project = ordinary.clone();
        project.sheet.years = (0..count)
            .map(|n| YearRecord::blank(FiscalYear(2015 + n)))
            .collect();
        project.sheet.items.truncate(count as usize);
        let bytes = alone(project.clone());
        let page = Geometry::of(&bytes, 1);
        assert_eq!(page.clipped(), Vec::<String>::new(), "{count} years");
        for record in &project.sheet.years {
            let heading = format!("{}（{}）", record.fiscal_year.short(), record.fiscal_year);
            assert!(page.find(&heading).is_some(), "{heading}");
        }
    }
}

#[test]
fn long_texts_of_an_item_stand_below_it() {
    let mut project = consolidation().projects.remove(0);
    project.sheet.items[1].text = Some("とても長い実施項目。".repeat(300));
    project.sheet.items[1].notes[1].text = "とても長い記載。".repeat(200);
    let bytes = alone(project.clone());
    let page = &columns(&bytes, "1 RPAによる定型業務の自動化")[0];
    assert!(page.contains(&format!("2　{}", "とても長い実施項目。".repeat(300))));
    assert!(page.contains(&format!("2　令和2年度：{}", "とても長い記載。".repeat(200))));
    assert_eq!(Geometry::of(&bytes, 1).clipped(), Vec::<String>::new());
}

#[test]
fn a_name_longer_than_a_page_is_printed_once() {
    let mut project = consolidation().projects.remove(0);
    project.sheet.name = Some("名".repeat(5000));
    let bytes = alone(project);
    let page = Geometry::of(&bytes, 1);
    assert_eq!(page.clipped(), Vec::<String>::new());
    assert!(page.breaks.len() < 6, "{:?}", page.breaks);
    assert!(!part(&bytes, "xl/workbook.xml").contains("Print_Titles\" localSheetId=\"1\""));
}

/// Each merged cell costs what all the cells below it would.
#[test]
fn texts_of_one_line_are_not_merged() {
    let page = Geometry::of(&workbook("総合政策部長"), 1);
    for text in ["年度", "R2（2020）", "個票の記載", "期待される効果"] {
        let at = page.find(text).unwrap();
        assert!(!page.is_merged(at), "{text}");
    }
}

#[test]
fn no_merged_cell_crosses_a_page() {
    for report in rendered() {
        for n in 1..sheet_names(&report.bytes).len() {
            assert_eq!(
                Geometry::of(&report.bytes, n).crossing(),
                Vec::<String>::new()
            );
        }
    }
}

#[test]
fn notes_under_no_year_of_the_form_are_kept() {
    let mut project = consolidation().projects.remove(0);
    project.sheet.items[1].notes[0].fiscal_year = FiscalYear(2031);
    let cells = sheet_texts(&alone(project), "1 RPAによる定型業務の自動化").concat();
    assert!(
        cells
            .iter()
            .any(|cell| cell.ends_with("（令和13年度：3業務）"))
    );
}

#[test]
fn amounts_too_long_for_a_number_stay_exact() {
    let mut project = consolidation().projects.remove(0);
    let amount = crate::report::testdata::decimal("12345678901234567.5");
    project.sheet.years[0].budget = Some(amount);
    let cells = sheet_texts(&alone(project), "1 RPAによる定型業務の自動化").concat();
    assert!(cells.iter().any(|cell| cell == "12345678901234567.5"));
}

#[test]
fn grades_on_the_form_are_shown_as_written_where_they_are_not_the_letter() {
    let mut project = consolidation().projects.remove(0);
    project.sheet.declared.kgi.grade = Some(Grade::B);
    project.sheet.declared.kgi.text = Some("Ｂ：遅れ".to_owned());
    let cells = sheet_texts(&alone(project), "1 RPAによる定型業務の自動化").concat();
    assert!(
        sheet_texts(&workbook("総務／文書：部長？"), "4-1 =SUM(A1：A9)")
            .concat()
            .contains(&"A→B".to_owned()),
        "what is no grade is shown as written"
    );
    assert!(cells.iter().any(|cell| cell == "B △\n記載：Ｂ：遅れ"));
    assert!(cells.iter().any(|cell| cell == "A ○\n記載：A評価"));
    assert!(
        cells.iter().any(|cell| cell == "A ○"),
        "a full-width letter is the letter"
    );
}

#[test]
fn years_are_written_again_on_every_page_that_needs_them() {
    let mut project = consolidation().projects.remove(0);
    let item = project.sheet.items[0].clone();
    project.sheet.items = (1..=60)
        .map(|number| crate::model::Item {
            number,
            ..item.clone()
        })
        .collect();
    let page = Geometry::of(&alone(project), 1);
    let headings = page
        .texts()
        .filter(|(_, text)| *text == "R2（2020）")
        .count();
    assert!(page.breaks.len() >= 2);
    // The last page may hold the ratings alone.
    assert!(
        headings >= page.breaks.len(),
        "{headings} for {:?}",
        page.breaks
    );
}

/// The heading of the schedule stands once on a page, below the years.
#[test]
fn a_schedule_that_begins_a_page_is_headed_once() {
    for letters in (0..2400).step_by(150) {
        let mut project = consolidation().projects.remove(0);
        project.sheet.texts[TextField::CurrentState] = Some("状".repeat(letters));
        let page = Geometry::of(&alone(project), 1);
        let rows = |wanted: &str| {
            let found = page.texts().filter(|(_, text)| text.starts_with(wanted));
            found.map(|(at, _)| at.row).collect::<Vec<u32>>()
        };
        for heading in rows("実施項目　") {
            let above = rows("年度").into_iter().filter(|year| *year < heading);
            let turned = page.breaks.iter().filter(|row| **row <= heading).max();
            let year = above.max().unwrap();
            assert!(turned.is_none_or(|row| *row <= year), "{letters}");
        }
    }
}
