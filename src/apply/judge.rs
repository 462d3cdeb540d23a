//! All entries held against each other and against the data.

use super::entry::{self, Entry};
use super::project;
use super::returned_workbook::ReturnedWorkbook;
use super::take::{self, Taken, Word};
use crate::finding::{Code, Finding};
use crate::history;
use crate::model::{Applied, AppliedChange, Consolidation, FileStatus, ReturnedFile};
use crate::tag::RowKind;
use std::collections::{BTreeMap, BTreeSet};

/// Who decides where no meeting is named.
const HEADQUARTERS: &str = "推進本部";

/// An entry with what it says.
struct Said<'a> {
    entry: &'a Entry,
    /// `None`: it cannot be read.
    word: Option<Option<Word>>,
}

/// Entries of one place of the data: a project, and what of it.
type Places<'a> = BTreeMap<(usize, RowKind), Vec<Said<'a>>>;

/// Takes what the returned say into the data; `meeting` is who decides in the headquarters. Files are
/// looked at in the order given, whatever that is: of entries that say the same the first counts.
pub fn apply(
    consolidation: &mut Consolidation,
    returned: &[ReturnedWorkbook],
    meeting: Option<&str>,
) -> Applied {
    let mut desk = Desk {
        consolidation,
        headquarters: meeting.unwrap_or(HEADQUARTERS),
        applied: Applied::default(),
        taken: BTreeMap::new(),
    };
    let places = desk.places(returned);
    for ((at, row), said) in &places {
        desk.place(*at, *row, said);
    }
    let Desk {
        mut applied, taken, ..
    } = desk;
    if let Some(changes) = &mut consolidation.changes {
        history::follow(changes, &consolidation.projects);
    }
    let found = returned
        .iter()
        .flat_map(|returned| returned.findings.clone());
    applied.findings.extend(found);
    sort(&mut applied.findings, returned);
    let file = |returned: &ReturnedWorkbook| ReturnedFile {
        file: returned.file.clone(),
        status: status(returned),
        entries: returned.entries.len(),
        taken: taken
            .get(returned.file.as_str())
            .copied()
            .unwrap_or_default(),
    };
    applied.files = returned.iter().map(file).collect();
    applied
}

struct Desk<'a, 'c> {
    consolidation: &'c mut Consolidation,
    headquarters: &'c str,
    applied: Applied,
    /// How many entries of each file were taken or stood already.
    taken: BTreeMap<&'a str, usize>,
}

impl<'a> Desk<'a, '_> {
    /// Every entry that has a project, by its place in the data.
    fn places(&mut self, returned: &'a [ReturnedWorkbook]) -> Places<'a> {
        let mut places = Places::new();
        let mut replaced: BTreeSet<(&str, usize)> = BTreeSet::new();
        let Consolidation {
            projects, period, ..
        } = &*self.consolidation;
        for entry in returned.iter().flat_map(|returned| &returned.entries) {
            let (at, remark) = match project::find(entry, projects, period) {
                Ok(found) => found,
                Err(refusal) => {
                    self.applied.findings.push(*refusal);
                    continue;
                }
            };
            // Once for a project of a file says it all.
            if replaced.insert((&entry.file, at)) {
                self.applied.findings.extend(remark);
            }
            let word = match take::word(entry) {
                Ok(word) => Some(word),
                Err(refusal) => {
                    self.applied.findings.push(*refusal);
                    None
                }
            };
            let said = places.entry((at, entry.tag.row)).or_default();
            said.push(Said { entry, word });
        }
        places
    }

    /// Takes what is said of one place, if all agree.
    fn place(&mut self, at: usize, row: RowKind, said: &[Said<'a>]) {
        let findings = disagreement(said);
        if !findings.is_empty() {
            self.applied.findings.extend(findings);
            return;
        }
        let Some(taken) = agreed(said) else {
            let readable = said.iter().filter(|said| said.word.is_some());
            let reasons = readable.map(|said| reason_alone(said.entry));
            self.applied.findings.extend(reasons);
            return;
        };
        for said in said {
            *self.taken.entry(&said.entry.file).or_default() += 1;
        }
        let project = &mut self.consolidation.projects[at];
        let before = take::standing(&project.decided, row);
        if before.as_ref().is_some_and(|before| taken.is_known(before)) {
            self.applied.unchanged += 1;
            return;
        }
        taken.put(&mut project.decided, self.headquarters);
        self.applied.changes.push(AppliedChange {
            number: project.sheet.number.clone(),
            name: project.sheet.name.clone(),
            field: entry::field(row),
            before,
            after: taken.statement(),
            by: taken.by(self.headquarters),
            source: taken.entry.given(),
        });
    }
}

/// A refusal at every entry of a place where they do not all say the same; blank cells say nothing.
fn disagreement(said: &[Said<'_>]) -> Vec<Finding> {
    let words = said.iter().filter_map(|said| said.word.flatten());
    let words: Vec<Word> = words.collect();
    let differ = words.iter().any(|word| Some(word) != words.first());
    let texts = said.iter().filter_map(|said| text(said.entry));
    let texts: BTreeSet<&str> = texts.collect();
    let unreadable = said.iter().any(|said| said.word.is_none());
    if !differ && texts.len() < 2 && !(unreadable && said.len() > 1) {
        return Vec::new();
    }
    let readable = said.iter().filter(|said| said.word.is_some());
    let told = readable.map(|one| {
        let others = said.iter().filter(|other| !std::ptr::eq(*other, one));
        let others: Vec<String> = others
            .map(|other| format!("{}の「{}」", other.entry.place(), whole(other.entry)))
            .collect();
        let message = format!(
            "{}に「{}」と書かれていますが、別の記入もあります（{}）。どれも反映していません",
            one.entry.subject(),
            whole(one.entry),
            others.join("、"),
        );
        one.entry.finding(Code::EntryConflict, message)
    });
    told.collect()
}

/// What all say together: the first word, the first text.
fn agreed<'a>(said: &[Said<'a>]) -> Option<Taken<'a>> {
    let (word, entry) = said
        .iter()
        .find_map(|said| Some((said.word??, said.entry)))?;
    Some(Taken {
        word,
        text: said.iter().find_map(|said| text(said.entry)),
        entry,
    })
}

fn text(entry: &Entry) -> Option<&str> {
    entry.text.as_ref().map(|written| written.text.as_str())
}

/// Everything an entry says, in one piece.
fn whole(entry: &Entry) -> String {
    match (&entry.word, text(entry)) {
        (Some(word), Some(text)) => format!("{}　{text}", word.text),
        _ => entry.shown().to_owned(),
    }
}

fn reason_alone(entry: &Entry) -> Finding {
    let subject = entry.subject();
    let message = format!("{subject}の欄が空白で、理由だけが書かれています。反映していません");
    entry.finding(Code::ReasonWithoutGrade, message)
}

fn status(returned: &ReturnedWorkbook) -> FileStatus {
    if returned.rejected {
        FileStatus::Rejected
    } else if !returned.tagged {
        FileStatus::Skipped
    } else if returned.entries.is_empty() && returned.findings.is_empty() {
        FileStatus::Blank
    } else {
        FileStatus::Read
    }
}

/// In the order of files, then of tabs, then of cells.
fn sort(findings: &mut [Finding], returned: &[ReturnedWorkbook]) {
    let mut order: BTreeMap<(&str, &str), (usize, usize)> = BTreeMap::new();
    for (at, returned) in returned.iter().enumerate() {
        order.entry((&returned.file, "")).or_insert((at, 0));
        for (tab, name) in returned.tabs.iter().enumerate() {
            order.entry((&returned.file, name)).or_insert((at, tab + 1));
        }
    }
    findings.sort_by_key(|finding| {
        let sheet = finding.sheet.as_deref().unwrap_or_default();
        let place = order.get(&(finding.file.as_str(), sheet)).copied();
        (place, finding.cell, finding.code)
    });
}
