//! 要審議: every project once, with hidden words by which its decision is known again.

use super::{city::city, rendered};
use crate::model::{Consolidation, FinalRating, Grade, Measure, Outcome, Project, TextField};
use crate::report::inspect::{part, sheet_texts};
use crate::report::summary::{deliberation::SHEET, name, number};
use crate::report::testdata::consolidation;
use crate::tag::{self, ColumnTag, RowKind, RowTag, Tag};

/// The cells of the sheet with the columns that the hidden words name.
struct Sheet {
    cells: Vec<Vec<String>>,
    outcome: usize,
    reason: usize,
    words: usize,
}

impl Sheet {
    fn of(workbook: &[u8]) -> Self {
        let cells = sheet_texts(workbook, SHEET);
        let place = |wanted: ColumnTag| {
            let is = |text: &String| tag::read(text) == Some(Tag::Column(wanted));
            cells[0].iter().position(is).unwrap()
        };
        let (outcome, reason) = (place(ColumnTag::Outcome), place(ColumnTag::Reason));
        let words = cells[4].len() - 1;
        Self {
            cells,
            outcome,
            reason,
            words,
        }
    }

    fn lines(&self) -> &[Vec<String>] {
        &self.cells[4..]
    }

    fn tag(&self, line: &[String]) -> RowTag {
        match tag::read(&line[self.words]) {
            Some(Tag::Row(row)) => *row,
            other => panic!("{other:?} in {line:?}"),
        }
    }

    fn line(&self, project: &Project) -> &[String] {
        let source = &project.sheet.source;
        let is = |line: &&Vec<String>| {
            let tag = self.tag(line);
            tag.number == project.sheet.number && tag.file == source.file
        };
        let mut found = self.lines().iter().filter(is);
        let line = found.next().unwrap();
        assert!(found.next().is_none(), "{line:?} twice");
        line
    }
}

#[test]
fn every_counted_project_has_one_place_for_a_decision() {
    for data in [consolidation(), city(40), city(1)] {
        let sheet = Sheet::of(&rendered(&data));
        let mut numbers = std::collections::BTreeSet::new();
        let counted = |project: &&Project| {
            let number = project.sheet.number.clone();
            number.is_none() || numbers.insert(number)
        };
        let counted: Vec<&Project> = data.projects.iter().filter(counted).collect();
        assert_eq!(sheet.lines().len(), counted.len());
        for project in counted {
            let line = sheet.line(project);
            assert_eq!(line[1], number(project));
            assert_eq!(line[2], name(project));
            let tag = sheet.tag(line);
            assert_eq!(tag.row, RowKind::Decision);
            assert_eq!(tag.fiscal_year, data.period.fiscal_year);
            assert_eq!(tag.part, data.period.part);
            assert_eq!(tag.sheet, project.sheet.source.sheet);
            let decision = project.decided.decision.as_ref();
            let outcome = decision.map_or("", |decision| decision.outcome.japanese());
            assert_eq!(line[sheet.outcome], outcome);
            let reason = decision.and_then(|decision| decision.reason.as_deref());
            assert_eq!(line[sheet.reason], reason.unwrap_or_default());
            let concerns = project.sheet.text(TextField::Concerns);
            assert!(line[7].contains(concerns.unwrap_or_default()), "{line:?}");
        }
    }
}

/// What weighs most comes first, and what nothing is said of comes last.
#[test]
fn projects_stand_by_what_weighs_most() {
    let data = city(40);
    let sheet = Sheet::of(&rendered(&data));
    let classes = ["C評価", "B評価", "案と相違", "未評価", "その他"];
    let rank = |line: &Vec<String>| classes.iter().position(|class| *class == line[0]).unwrap();
    let ranks: Vec<usize> = sheet.lines().iter().map(rank).collect();
    assert!(ranks.is_sorted(), "{ranks:?}");
    for (rank, class) in classes[..4].iter().enumerate() {
        assert!(ranks.contains(&rank), "none of {class}");
    }
    for project in &data.projects {
        let line = sheet.line(project);
        let has = |grade| {
            let grades = Measure::ALL.map(|measure| project.grade(measure));
            grades.contains(&Some(grade))
        };
        assert_eq!(line[0] == "C評価", has(Grade::C), "{line:?}");
        assert_eq!(line[0] == "B評価", has(Grade::B) && !has(Grade::C));
        assert_eq!(line[7].is_empty(), line[0] == "その他", "{line:?}");
    }
}

fn only(project: Project) -> Consolidation {
    Consolidation {
        projects: vec![project],
        ..consolidation()
    }
}

#[test]
fn reasons_name_the_rating_whose_it_is_and_why() {
    let mut project = city(1).projects.remove(0);
    for measure in Measure::ALL {
        *project.sheet.declared.get_mut(measure) = Default::default();
        let proposal = project.proposals.get_mut(measure);
        proposal.grade = Some(Grade::A);
        proposal.basis = format!("{}の根拠。", measure.japanese());
    }
    project.decided = Default::default();
    project.sheet.years.clear();
    let why = |project: &Project| {
        let sheet = Sheet::of(&rendered(&only(project.clone())));
        [0, 7, 8].map(|col| sheet.lines()[0][col].clone())
    };
    assert_eq!(why(&project), ["その他", "", ""]);

    project.sheet.declared.progress.grade = Some(Grade::B);
    project.sheet.declared.progress.reason = Some("契約が遅れた。".to_owned());
    project.proposals.kgi.grade = None;
    let [class, reasons, words] = why(&project);
    assert_eq!(class, "B評価");
    assert_eq!(
        reasons,
        "進捗：B（自己）、案はA　進捗の根拠。\nKGI：未評価　KGIの根拠。"
    );
    assert_eq!(words, "進捗：契約が遅れた。");

    let stands = |grade| FinalRating {
        grade,
        reason: None,
        by: None,
        source: None,
    };
    project.decided.finals.progress = Some(stands(Grade::B));
    assert_eq!(why(&project)[2], "進捗：契約が遅れた。");
    project.decided.finals.progress = Some(stands(Grade::C));
    assert_eq!(why(&project)[2], "", "a reason for another grade");
    assert_eq!(why(&project)[0], "C評価");
}

#[test]
fn only_the_four_words_are_taken_and_the_overview_follows_them() {
    let data = city(40);
    let bytes = rendered(&data);
    let xml = part(&bytes, "xl/worksheets/sheet6.xml");
    assert!(xml.contains("継続,再構築,見直し,撤退"), "no drop-down");
    assert!(xml.contains("<row r=\"1\"") && xml.contains("hidden=\"1\""));
    let overview = sheet_texts(&bytes, "総括");
    let at = overview.iter().position(|row| row[0] == "取組数").unwrap();
    for outcome in Outcome::ALL {
        let label = format!("決定\n{}", outcome.japanese());
        let col = overview[at].iter().position(|text| *text == label).unwrap();
        let decided = data.projects.iter();
        let decided = decided.filter_map(|project| project.decided.decision.as_ref());
        let count = decided
            .filter(|decision| decision.outcome == outcome)
            .count();
        assert!(count > 0);
        assert_eq!(overview[at + 1][col], count.to_string(), "{label}");
    }
}

/// Excel sorts a table and nothing beside it.
#[test]
fn the_hidden_words_go_with_their_lines() {
    let bytes = rendered(&city(3));
    let sheet = Sheet::of(&bytes);
    let names = crate::report::inspect::sheet_names(&bytes);
    let at = names.iter().position(|name| name == SHEET).unwrap() + 1;
    let links = part(&bytes, &format!("xl/worksheets/_rels/sheet{at}.xml.rels"));
    let table = links.split("../tables/").nth(1).unwrap();
    let table = part(
        &bytes,
        &format!("xl/tables/{}", table.split('"').next().unwrap()),
    );
    let last = crate::workbook::CellPos::new(6, sheet.words as u32);
    assert!(table.contains(&format!("ref=\"A4:{last}\"")), "{table}");
}

/// A project decided on for a reason.
fn decided(reason: &str) -> Consolidation {
    let mut data = only(city(1).projects.remove(0));
    data.projects[0].decided.decision = Some(crate::model::Decision {
        outcome: Outcome::Review,
        reason: Some(reason.to_owned()),
        by: None,
        source: None,
    });
    data
}

/// The texts of 別記 by the headings of the columns they have no room in, put together again.
fn annex(workbook: &[u8]) -> std::collections::BTreeMap<String, String> {
    let mut whole = std::collections::BTreeMap::<String, String>::new();
    for line in &sheet_texts(workbook, "別記")[3..] {
        assert_eq!(line[0], "1");
        let heading = line[2].trim_end_matches("（続き）");
        whole
            .entry(heading.to_owned())
            .or_default()
            .push_str(&line[3]);
    }
    whole
}

#[test]
fn a_reason_is_never_cut_and_stands_whole_on_paper() {
    let long = "理由をくわしく書いた文です。".repeat(200);
    let bytes = rendered(&decided(&long));
    let sheet = Sheet::of(&bytes);
    let line = &sheet.lines()[0];
    assert_eq!(line[sheet.reason], long);
    assert!(
        line[7].starts_with("※ 決定の理由の全文は別記"),
        "{}",
        line[7]
    );
    assert_eq!(annex(&bytes)["決定の理由"], long);
}

#[test]
fn what_is_cut_on_its_line_stands_whole_on_a_sheet_of_its_own() {
    let mut data = decided("妥当である。");
    let project = &mut data.projects[0];
    project.decided.finals = Default::default();
    let long = "途中の経過もくわしく書いた長い文です。".repeat(150);
    project.sheet.declared.progress.grade = Some(Grade::B);
    project.sheet.declared.progress.reason = Some(long.clone());
    project.proposals.progress.grade = Some(Grade::B);
    project.proposals.progress.basis = long.clone();
    let bytes = rendered(&data);
    let sheet = Sheet::of(&bytes);
    let line = &sheet.lines()[0];
    for col in [7, 8] {
        assert!(line[col].ends_with("…（続きは別記）"), "{}", line[col]);
    }
    let whole = annex(&bytes);
    assert_eq!(whole.len(), 2, "{:?}", whole.keys());
    assert!(whole["審議の理由"].contains(&long));
    assert!(whole["評価者の理由・意見"].contains(&long));
    let at = crate::report::inspect::sheet_names(&bytes);
    let at = at.iter().position(|name| name == "別記").unwrap() + 1;
    let xml = part(&bytes, &format!("xl/worksheets/sheet{at}.xml"));
    assert!(xml.contains("location=\"'要審議'!A5\""), "no way back");
}

#[test]
fn there_is_no_annex_where_everything_has_room() {
    let names = crate::report::inspect::sheet_names(&rendered(&city(40)));
    assert!(!names.iter().any(|name| name == "別記"), "{names:?}");
}
