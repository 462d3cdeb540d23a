//! The ledger (提出状況): what became of every project that the register names.

use super::department::Department;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What became of one project of the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// 提出済
    Submitted,
    /// 該当なし: the division says that there is nothing to report.
    NotApplicable,
    /// 重複: sent more than once.
    Duplicate,
    /// 旧様式: on the form of an earlier year.
    OldForm,
    /// 開けない: what seems to be its file cannot be opened.
    Unopened,
    /// 未提出
    Missing,
    /// 提出不要: completed, withdrawn or not begun.
    NotDue,
}

impl Standing {
    /// All, in the order of counting.
    pub const ALL: [Self; 7] = [
        Self::Submitted,
        Self::NotApplicable,
        Self::Duplicate,
        Self::OldForm,
        Self::Unopened,
        Self::Missing,
        Self::NotDue,
    ];

    /// The word on paper.
    pub const fn japanese(self) -> &'static str {
        match self {
            Self::Submitted => "提出済",
            Self::NotApplicable => "該当なし",
            Self::Duplicate => "重複",
            Self::OldForm => "旧様式",
            Self::Unopened => "開けない",
            Self::Missing => "未提出",
            Self::NotDue => "提出不要",
        }
    }

    /// Whether the division has to send something yet.
    pub const fn is_wanting(self) -> bool {
        matches!(self, Self::Missing | Self::OldForm | Self::Unopened)
    }
}

/// One sheet of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// File relative to the input root, `/` separated.
    pub file: String,
    /// Sheet name; `None` for a file that cannot be opened.
    pub sheet: Option<String>,
}

/// One project of the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerLine {
    /// 番号
    pub number: String,
    /// 事業名称 as the register has it.
    pub name: Option<String>,
    /// 担当部課 as the register has them, the lead first.
    pub departments: Vec<Department>,
    /// 提出期限
    pub due: Option<NaiveDate>,
    /// What became of it.
    pub standing: Standing,
    /// What was sent; of several the one proposed comes first where one can be proposed.
    pub places: Vec<Place>,
    /// One sentence where the standing does not say everything.
    pub remark: String,
}

/// A sheet that belongs to no project of the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stray {
    /// Where it stands.
    pub place: Place,
    /// 番号 as sent; `None` where there is none.
    pub number: Option<String>,
    /// 事業名称 as sent.
    pub name: Option<String>,
    /// 担当部課 as sent.
    pub departments: Vec<Department>,
}

/// A file that cannot be opened and does not tell its number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unopened {
    /// File relative to the input root.
    pub file: String,
    /// What the finding says.
    pub why: String,
}

/// Whom to ask at a division.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// 担当者・連絡先 as written.
    pub text: String,
    /// Where it is written: `今回の番号3の個票`.
    pub source: String,
}

/// What one division still owes after its day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// The lead department of the projects; `None` where the register names none.
    pub department: Option<Department>,
    /// Its projects as indices of [`Ledger::lines`].
    pub lines: Vec<usize>,
    /// Whom to ask, as far as any of its forms says, each once.
    pub contacts: Vec<Contact>,
}

/// Everything known about what was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// The day on which it is drawn up.
    pub today: NaiveDate,
    /// One line a project, in the register's order.
    pub lines: Vec<LedgerLine>,
    /// 番号不明, in the order of path.
    pub strays: Vec<Stray>,
    /// Files told by nothing, in the order of path.
    pub unopened: Vec<Unopened>,
    /// Whom to remind, in the register's order.
    pub reminders: Vec<Reminder>,
}

impl Ledger {
    /// How many projects stand so.
    pub fn count(&self, standing: Standing) -> usize {
        let lines = self.lines.iter();
        lines.filter(|line| line.standing == standing).count()
    }
}
