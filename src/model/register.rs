//! The register (台帳): the projects that should exist, and what only the officer knows of them.

use super::department::Department;
use super::fiscal::FiscalYear;
use super::project::Scope;
use super::rating::ByMeasure;
use super::texts::TextField;
use crate::workbook::CellPos;
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// Which way an indicator should go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Higher is better.
    Higher,
    /// Lower is better.
    Lower,
}

/// What the register says about one indicator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Indicator {
    /// 指標の向き; `None` where the register is silent.
    pub direction: Option<Direction>,
    /// 基準値
    pub baseline: Option<Decimal>,
    /// Whether a higher-is-better ratio is measured from the baseline.
    pub from_baseline: bool,
}

/// Whether a project goes on (状態), as the headquarters decided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// 継続: a sheet is expected.
    #[default]
    Continuing,
    /// 完了
    Completed,
    /// 撤退
    Withdrawn,
}

impl Status {
    /// All, in the order of the manual.
    pub const ALL: [Self; 3] = [Self::Continuing, Self::Completed, Self::Withdrawn];

    /// The word in the register.
    pub const fn japanese(self) -> &'static str {
        match self {
            Self::Continuing => "継続",
            Self::Completed => "完了",
            Self::Withdrawn => "撤退",
        }
    }
}

/// One line of the register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegisterEntry {
    /// 番号, normalised.
    pub number: String,
    /// 事業名称
    pub name: Option<String>,
    /// 区分
    pub scope: Option<Scope>,
    /// 担当部課, the lead first.
    pub departments: Vec<Department>,
    /// 実施責任者, a title.
    pub implementer: Option<String>,
    /// 重点目標
    pub focus_goal: Option<String>,
    /// 優先順位 as written.
    pub priority: Option<String>,
    /// 採択年度
    pub adopted: Option<FiscalYear>,
    /// Indicators; `progress` is unused.
    pub indicators: ByMeasure<Indicator>,
    /// 提出期限
    pub due: Option<NaiveDate>,
    /// 状態
    pub status: Status,
    /// 備考
    pub remarks: Option<String>,
}

/// Another name of a department (略称・旧称).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// As people write it.
    pub written: String,
    /// What it means.
    pub department: Department,
}

/// Who holds the two offices of the roadmap, as titles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfficeHolders {
    /// The head who is ICT推進担当部長: `総合政策部長`.
    pub ict_head: Option<String>,
    /// 副市長 by the exact title.
    pub vice_mayor: Option<String>,
}

/// A project that got another number (番号の変更).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renumbering {
    /// The number until then, normalised.
    pub from: String,
    /// The number since then, normalised.
    pub to: String,
    /// The first fiscal year of the new number.
    pub fiscal_year: FiscalYear,
}

/// What is struck out in the register and therefore not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawn {
    /// The sheet.
    pub sheet: String,
    /// The cell, or the first one of a row.
    pub cell: CellPos,
    /// What is struck out.
    pub text: String,
    /// What was found, in Japanese.
    pub message: String,
}

impl std::fmt::Display for Withdrawn {
    /// `台帳 › B7: 取り消し線で…`
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} › {}: {}", self.sheet, self.cell, self.message)
    }
}

/// The whole register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    /// One line a project, in the register's order.
    pub entries: Vec<RegisterEntry>,
    /// Every bureau and division of the city; empty where no list is kept.
    pub organisation: Vec<Department>,
    /// Other names of departments.
    pub aliases: Vec<Alias>,
    /// Who holds the offices.
    pub offices: OfficeHolders,
    /// Projects that got another number, in the register's order.
    pub renumbered: Vec<Renumbering>,
    /// What is struck out, by sheet and cell.
    pub withdrawn: Vec<Withdrawn>,
}

impl RegisterEntry {
    /// What the register says for a text of the form.
    pub const fn text(&self, field: TextField) -> Option<&String> {
        match field {
            TextField::Implementer => self.implementer.as_ref(),
            TextField::FocusGoal => self.focus_goal.as_ref(),
            _ => None,
        }
    }
}

impl Register {
    /// The line of a project number.
    pub fn entry(&self, number: &str) -> Option<&RegisterEntry> {
        self.entries.iter().find(|entry| entry.number == number)
    }

    /// The department that another name stands for.
    pub fn by_alias(&self, written: &str) -> Option<&Department> {
        self.aliases
            .iter()
            .find(|alias| alias.written == written)
            .map(|alias| &alias.department)
    }

    /// A department as the organisation calls it, where it is written by another name. One whose other
    /// name belongs to another bureau than the one written stays as it is.
    pub fn proper(&self, written: Department) -> Department {
        let meant = |name: &Option<String>| name.as_deref().and_then(|name| self.by_alias(name));
        let bureau = match meant(&written.bureau) {
            Some(meant) if meant.division.is_none() => meant.bureau.clone(),
            _ => written.bureau.clone(),
        };
        match meant(&written.division) {
            Some(meant) if bureau.is_none() || bureau == meant.bureau => meant.clone(),
            _ => Department {
                bureau,
                division: written.division,
            },
        }
    }

    /// Every department by every name it has.
    pub fn names(&self) -> Vec<Department> {
        let mut names = self.organisation.clone();
        for Alias {
            written,
            department,
        } in &self.aliases
        {
            if department.division.is_some() {
                names.push(Department {
                    bureau: department.bureau.clone(),
                    division: Some(written.clone()),
                });
                continue;
            }
            let of_bureau = |d: &&Department| d.bureau == department.bureau;
            let renamed = self.organisation.iter().filter(of_bureau);
            names.extend(renamed.map(|d| Department {
                bureau: Some(written.clone()),
                division: d.division.clone(),
            }));
        }
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn department(bureau: &str, division: &str) -> Department {
        let name = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Department {
            bureau: name(bureau),
            division: name(division),
        }
    }

    #[rstest]
    #[case::alone(("", "情政課"), ("総合政策部", "情報政策課"))]
    #[case::in_its_bureau(("総合政策部", "情政課"), ("総合政策部", "情報政策課"))]
    #[case::in_another_bureau(("教育部", "情政課"), ("教育部", "情政課"))]
    #[case::bureau(("教委", ""), ("教育委員会事務局", ""))]
    #[case::division_of_a_bureau(("教委", "学校教育課"), ("教育委員会事務局", "学校教育課"))]
    #[case::proper(("総合政策部", "情報政策課"), ("総合政策部", "情報政策課"))]
    #[case::nothing(("", ""), ("", ""))]
    fn other_names_become_proper_ones(#[case] written: (&str, &str), #[case] proper: (&str, &str)) {
        let alias = |written: &str, of: (&str, &str)| Alias {
            written: written.to_owned(),
            department: department(of.0, of.1),
        };
        let register = Register {
            organisation: vec![
                department("総合政策部", "情報政策課"),
                department("教育委員会事務局", ""),
                department("教育委員会事務局", "学校教育課"),
            ],
            aliases: vec![
                alias("情政課", ("総合政策部", "情報政策課")),
                alias("教委", ("教育委員会事務局", "")),
            ],
            ..Register::default()
        };
        let written = department(written.0, written.1);
        let names = register.names();
        let known = names.contains(&written) || written.bureau.is_none();
        assert_eq!(known, written.bureau.as_deref() != Some("教育部"));
        assert_eq!(register.proper(written), department(proper.0, proper.1));
    }
}
