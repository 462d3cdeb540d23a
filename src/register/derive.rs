//! A first register from what the divisions sent, for the officer to look over.

use super::organisation::{pieces, tidy};
use crate::model::{
    Bound, Department, Direction, Indicator, Measure, OfficeHolders, Project, Register,
    RegisterEntry, TextField,
};

/// A register made from projects, and what the officer has to look at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Derived {
    /// The register.
    pub register: Register,
    /// One Japanese sentence for each thing that is missing or was decided.
    pub remarks: Vec<String>,
}

/// Makes a register: a line for each number, the organisation from the departments, the direction of
/// an indicator where the words of its targets (以下, 以上 …) all say the same.
pub fn derive(projects: &[Project], offices: OfficeHolders) -> Derived {
    let mut derived = Derived::default();
    derived.register.offices = offices;
    derived.organise(projects);
    for project in projects {
        derived.add(project);
    }
    derived
}

impl Derived {
    /// Every department once, in the order of the projects; one whose bureau is not written is left
    /// out where the same division stands with a bureau elsewhere.
    fn organise(&mut self, projects: &[Project]) {
        let mut known: Vec<Department> = Vec::new();
        let written = projects
            .iter()
            .flat_map(|project| &project.sheet.departments);
        for department in written.filter_map(usable) {
            if !known.contains(&department) {
                known.push(department);
            }
        }
        let placed = |d: &Department| {
            d.bureau.is_some()
                || !known
                    .iter()
                    .any(|o| o.bureau.is_some() && o.division == d.division)
        };
        self.register.organisation = known.iter().filter(|d| placed(d)).cloned().collect();
        // A city thinks bureau by bureau.
        let bureaus: Vec<Option<String>> = known.iter().map(|d| d.bureau.clone()).collect();
        let place = |d: &Department| bureaus.iter().position(|bureau| *bureau == d.bureau);
        self.register.organisation.sort_by_key(place);
    }

    fn add(&mut self, project: &Project) {
        let sheet = &project.sheet;
        let source = format!("{} のシート「{}」", sheet.source.file, sheet.source.sheet);
        let Some(number) = &sheet.number else {
            self.remark(format!("{source}は番号がないため、台帳に入れていません"));
            return;
        };
        if self.register.entry(number).is_some() {
            self.remark(format!(
                "{source}は番号{number}が先の個票と同じため、台帳に入れていません"
            ));
            return;
        }
        let departments = self.departments(number, &sheet.departments);
        if departments.is_empty() {
            self.remark(format!(
                "番号{number}の部と課が空白です。台帳に入力してください"
            ));
        }
        if sheet.name.is_none() {
            self.remark(format!(
                "番号{number}の事業名称が空白です。台帳に入力してください"
            ));
        }
        let mut entry = RegisterEntry {
            number: number.clone(),
            name: sheet.name.clone(),
            scope: Some(project.responsibility.scope),
            departments,
            implementer: sheet.texts[TextField::Implementer].clone(),
            focus_goal: sheet.texts[TextField::FocusGoal].clone(),
            ..RegisterEntry::default()
        };
        for measure in [Measure::Kpi, Measure::Kgi] {
            *entry.indicators.get_mut(measure) = Indicator {
                direction: direction(project, measure),
                ..Indicator::default()
            };
        }
        self.register.entries.push(entry);
    }

    /// The departments of a line by the organisation, the lead bureau's together at the front.
    fn departments(&mut self, number: &str, written: &[Department]) -> Vec<Department> {
        let mut found: Vec<Department> = Vec::new();
        for department in written {
            let Some(usable) = usable(department) else {
                self.remark(format!(
                    "番号{number}の担当「{}」を部課名として読めないため、台帳に入れていません",
                    name(department)
                ));
                continue;
            };
            let listed = match self.listed(&usable)[..] {
                [one] => one.clone(),
                [] => continue,
                _ => {
                    self.remark(format!(
                        "番号{number}の「{}」がどの部のものか決められません。台帳に入力してください",
                        name(department)
                    ));
                    continue;
                }
            };
            if usable.bureau != listed.bureau {
                self.remark(format!(
                    "番号{number}の「{}」は部が書かれていないため「{}」としました",
                    name(department),
                    name(&listed)
                ));
            }
            if !found.contains(&listed) {
                found.push(listed);
            }
        }
        let lead = found.first().and_then(|d| d.bureau.clone());
        found.sort_by_key(|d| d.bureau != lead);
        found
    }

    fn listed(&self, department: &Department) -> Vec<&Department> {
        let same = |d: &&Department| {
            d.division == department.division
                && (department.bureau.is_none() || d.bureau == department.bureau)
        };
        self.register.organisation.iter().filter(same).collect()
    }

    fn remark(&mut self, remark: String) {
        self.remarks.push(remark);
    }
}

/// A department as the register can hold it: names in one width, each a single piece.
fn usable(department: &Department) -> Option<Department> {
    let part = |name: &Option<String>| match name {
        None => Some(None),
        Some(name) => {
            let name = tidy(name);
            let single = pieces(&name).count() == 1 && pieces(&name).all(|piece| piece == name);
            single.then_some(Some(name))
        }
    };
    let usable = Department {
        bureau: part(&department.bureau)?,
        division: part(&department.division)?,
    };
    (usable.bureau.is_some() || usable.division.is_some()).then_some(usable)
}

fn name(department: &Department) -> String {
    super::organisation::written(department)
}

/// What the bounds of all targets agree on.
fn direction(project: &Project, measure: Measure) -> Option<Direction> {
    let mut agreed = None;
    let targets = project
        .sheet
        .years
        .iter()
        .map(|year| year.target.get(measure));
    for bound in targets.flatten().filter_map(|value| value.bound) {
        let direction = match bound {
            Bound::AtMost | Bound::Below => Direction::Lower,
            Bound::AtLeast | Bound::Above => Direction::Higher,
        };
        if agreed.is_some_and(|agreed| agreed != direction) {
            return None;
        }
        agreed = Some(direction);
    }
    agreed
}
