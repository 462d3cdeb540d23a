//! What stands above the schedules: projects bureau by bureau, and the line that names each.

use crate::report::summary::tally::{Grouping, Line};
use crate::report::summary::{Book, departments, name, number};

/// The lines of each lead bureau, those without one last.
pub(super) fn by_bureau<'a>(book: &'a Book<'_>) -> Vec<(&'a str, Vec<usize>)> {
    let labels = Grouping::Bureau.labels(&book.lines);
    let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
    for label in labels {
        let of = |line: &&Line<'_>| line.bureau == label;
        if let Some(first) = book.lines.iter().find(of) {
            groups.push((&first.bureau, Vec::new()));
        }
    }
    for (at, line) in book.lines.iter().enumerate() {
        match groups.iter_mut().find(|(label, _)| *label == line.bureau) {
            Some((_, lines)) => lines.push(at),
            // A bureau that only a copy names.
            None => groups.push((&line.bureau, vec![at])),
        }
    }
    groups
}

/// `3　小中学校の一人一台端末の活用　（教育部 学校教育課）　進捗評価：B（自己）`
pub(super) fn caption(line: &Line<'_>) -> String {
    let project = line.project;
    let mut text = format!("{}　{}", number(project), name(project));
    let departments = departments(project).replace('\n', "、");
    if !departments.is_empty() {
        text += &format!("　（{departments}）");
    }
    text += &format!("　進捗評価：{}", line.standings.progress.long());
    if !line.counted {
        text += "　※番号が重複";
    }
    if project.sheet.schedule_unclear {
        text += "　※工程に不明確な矢印あり";
    }
    text
}
