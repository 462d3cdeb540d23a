//! Split work: what one share of the files came to, kept in a file of lines until all are joined.
//!
//! ```text
//! {"schema":"kohyo-part/2","program":"0.1.0","root":"/srv/個票","settings":"…","lines":3}
//! {"file":{"file":"教育部/a.xlsx","status":"read",…}}
//! {"project":{…}}          of the file above
//! {"finding":{…}}          of the file above
//! ```
//! Nothing in it was judged yet: rules, duplicates and the register need everything, so they run once, where
//! the parts are joined. Several parts may stand in one file, one after the other.

mod join;
mod line;

pub use join::{JoinError, Joined, join};

use crate::batch::FileRecord;
use crate::digest::sha256;
use line::{FileLine, Line};
use serde::{Deserialize, Serialize};

/// The version of the lines' shape; a new one where a key is removed or changes its meaning.
pub const SCHEMA: &str = "kohyo-part/2";

/// The version of this program, which parts that are joined have to share.
pub const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// The first line of a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// [`SCHEMA`].
    pub schema: String,
    /// [`PROGRAM`] of who wrote it.
    pub program: String,
    /// The folder that files are named from.
    pub root: String,
    /// A digest of everything that reading was told.
    pub settings: String,
    /// How many lines follow; fewer mean that the part was cut short.
    pub lines: usize,
}

/// What is wrong with a part; lines are counted from 1.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PartError {
    /// The first line is none of a part's.
    #[error(
        "{line}行目が kohyo read の出力の始まりではありません。kohyo read で作ったファイルを指定してください。"
    )]
    NotAPart {
        /// The line.
        line: usize,
    },
    /// Another shape.
    #[error("{line}行目の形式「{schema}」は読めません。この版の kohyo read で作り直してください。")]
    Schema {
        /// The line.
        line: usize,
        /// What it says.
        schema: String,
    },
    /// A line that cannot be read.
    #[error("{line}行目が壊れています（{source}）。kohyo read で作り直してください。")]
    Line {
        /// The line.
        line: usize,
        /// Why.
        source: serde_json::Error,
    },
    /// A project or finding before any file.
    #[error("{line}行目がどのファイルのものか分かりません。kohyo read で作り直してください。")]
    Astray {
        /// The line.
        line: usize,
    },
    /// Lines are missing at the end.
    #[error("途中で切れています（{wanted}行のはずが{found}行）。kohyo read で作り直してください。")]
    CutShort {
        /// How many lines the head promises.
        wanted: usize,
        /// How many there are.
        found: usize,
    },
}

/// One part, read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its first line.
    pub head: Head,
    /// What its files came to.
    pub records: Vec<FileRecord>,
}

/// A digest of whatever reading was told, to tell parts that cannot be joined.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn digest(settings: &impl Serialize) -> serde_json::Result<String> {
    Ok(sha256(serde_json::to_vec(settings)?))
}

/// Writes a part: the same bytes for the same records.
///
/// # Errors
/// When a value cannot be written as JSON.
pub fn write(records: &[FileRecord], root: &str, settings: &str) -> serde_json::Result<Vec<u8>> {
    let mut lines = Vec::new();
    for record in records {
        lines.push(Line::File(FileLine::of(record)));
        let sheets = record.sheets.iter().cloned().map(Box::new);
        lines.extend(sheets.map(Line::Project));
        lines.extend(record.findings.iter().cloned().map(Line::Finding));
    }
    let head = Head {
        schema: SCHEMA.to_owned(),
        program: PROGRAM.to_owned(),
        root: root.to_owned(),
        settings: settings.to_owned(),
        lines: lines.len(),
    };
    let mut bytes = serde_json::to_vec(&head)?;
    for line in lines {
        bytes.push(b'\n');
        serde_json::to_writer(&mut bytes, &line)?;
    }
    bytes.push(b'\n');
    Ok(bytes)
}

/// Reads all parts of a file; blank lines are passed over.
///
/// # Errors
/// When it holds anything else, or a part is not whole.
pub fn read(text: &str) -> Result<Vec<Part>, PartError> {
    let numbered = text.lines().enumerate().map(|(at, line)| (at + 1, line));
    let mut lines = numbered.filter(|(_, line)| !line.trim().is_empty());
    let mut parts = Vec::new();
    while let Some((at, line)) = lines.next() {
        let head = head(at, line)?;
        let mut records: Vec<FileRecord> = Vec::new();
        for count in 0..head.lines {
            let (line, text) = lines.next().ok_or(PartError::CutShort {
                wanted: head.lines,
                found: count,
            })?;
            let parsed = serde_json::from_str(text);
            let parsed = parsed.map_err(|source| PartError::Line { line, source })?;
            take(&mut records, parsed).ok_or(PartError::Astray { line })?;
        }
        parts.push(Part { head, records });
    }
    match parts.is_empty() {
        true => Err(PartError::NotAPart { line: 1 }),
        false => Ok(parts),
    }
}

fn head(line: usize, text: &str) -> Result<Head, PartError> {
    #[derive(Deserialize)]
    struct Schema {
        schema: String,
    }
    let Ok(Schema { schema }) = serde_json::from_str(text) else {
        return Err(PartError::NotAPart { line });
    };
    if schema != SCHEMA {
        return Err(PartError::Schema { line, schema });
    }
    serde_json::from_str(text).map_err(|source| PartError::Line { line, source })
}

/// Adds a line to the file it belongs to; `None` where that is not the one before it.
fn take(records: &mut Vec<FileRecord>, line: Line) -> Option<()> {
    match line {
        Line::File(file) => records.push(file.record()),
        Line::Project(sheet) => {
            let last = records.last_mut()?;
            (last.submission.file == sheet.source.file).then(|| last.sheets.push(*sheet))?;
        }
        Line::Finding(finding) => records.last_mut()?.findings.push(finding),
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Code, Finding};
    use crate::model::{ProjectSheet, Submission, SubmissionStatus};
    use crate::report::testdata;
    use crate::workbook::CellPos;

    /// Real sheets, and a finding where no address reaches.
    fn records() -> Vec<FileRecord> {
        let projects = testdata::consolidation().projects.into_iter();
        let sheets = projects.enumerate().map(|(index, project)| {
            let mut sheet = project.sheet;
            sheet.source.file = format!("{index}.xlsx");
            sheet
        });
        let of = |sheet: ProjectSheet| FileRecord {
            submission: Submission {
                file: sheet.source.file.clone(),
                status: SubmissionStatus::Read,
                projects: sheet.number.clone().into_iter().collect(),
                modified: "2020-10-01T09:00:00.5Z".parse().ok(),
                issued: None,
            },
            tabs: vec![sheet.source.sheet.clone()],
            findings: vec![Finding::new(Code::UnreadCell, "x").at(CellPos::new(2_000_000, 20_000))],
            sheets: vec![sheet],
        };
        sheets.map(of).collect()
    }

    #[test]
    fn what_was_written_comes_back() {
        let records = records();
        let bytes = write(&records, "/個票", "s").unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let twice = read(&format!("{text}\n{text}")).unwrap();
        assert_eq!(twice.len(), 2);
        for part in twice {
            assert_eq!(part.records, records);
            assert_eq!(
                (part.head.root.as_str(), part.head.settings.as_str()),
                ("/個票", "s")
            );
        }
    }

    #[test]
    fn what_is_no_whole_part_is_told_by_its_line() {
        let text = String::from_utf8(write(&records(), "/", "s").unwrap()).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let broken = [lines[0], lines[1], "{\"project\":"].join("\n");
        let astray = [lines[0], lines[2]].join("\n");
        let short = lines[..3].join("\n");
        let other = text.replace(SCHEMA, "kohyo-part/9");
        for (text, said) in [
            ("", "1行目が kohyo read の出力の始まりではありません"),
            (
                "{\"a\":1}",
                "1行目が kohyo read の出力の始まりではありません",
            ),
            (&other, "1行目の形式「kohyo-part/9」"),
            (&broken, "3行目が壊れています"),
            (&astray, "2行目がどのファイルのものか"),
            (&short, "行のはずが2行）"),
        ] {
            let error = read(text).unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
    }

    #[test]
    fn parts_that_do_not_belong_together_are_refused() {
        let part = |root: &str, settings: &str, records: &[FileRecord]| {
            let text = String::from_utf8(write(records, root, settings).unwrap()).unwrap();
            ("p.jsonl".into(), read(&text).unwrap().remove(0))
        };
        let records = records();
        let same = join(
            vec![part("/a", "s", &records), part("/a", "s", &records[1..])],
            "s",
            None,
        );
        assert_eq!(same.unwrap().records.len(), records.len());
        let elsewhere = || vec![part("/a", "s", &records), part("/b", "s", &[])];
        assert!(matches!(
            join(elsewhere(), "s", None),
            Err(JoinError::Root(_))
        ));
        assert!(join(elsewhere(), "s", Some("/c".into())).is_ok());
        let told = join(vec![part("/a", "s", &records)], "t", None);
        assert!(matches!(told, Err(JoinError::Settings(_))));
        let mut changed = records.clone();
        changed[0].findings.clear();
        let changed = join(
            vec![part("/a", "s", &records), part("/a", "s", &changed)],
            "s",
            None,
        );
        assert!(matches!(changed, Err(JoinError::Changed { .. })));
        let mut old = part("/a", "s", &records);
        old.1.head.program = "0.0.1".into();
        assert!(matches!(
            join(vec![old], "s", None),
            Err(JoinError::Program { .. })
        ));
    }
}
