//! Departments as divisions write themselves: 「総務部・情報政策課」, 「都市整備部　危機管理課、建設課」.
//!
//! ```text
//! text ─ chunks (、／,) ─ brackets dropped ─┬─ names of the organisation list, where they fill the chunk
//!                                          └─ else words, told by their last letter (部 局 / 課 室 …)
//!                        names in order ─ a bureau carries on to the divisions after it ─ departments
//! ```

mod listed;
mod shape;

use super::scan::Scan;
use super::{Doubt, DoubtKind, Parsed, width};
use crate::model::Department;
use listed::Organisation;

/// One name with the rank it has in the organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Name {
    Bureau(String),
    Division(String),
    /// Words behind a division that are none: 内線123, a person's name.
    Remark(String),
}

/// Reads departments. Names are of one width (NFKC) without blanks; nothing else is changed.
/// `organisation` decides what is a name, if it is not empty; what it does not hold is kept as
/// written with a [`DoubtKind::UnknownDepartment`]. Without a list the shape of the names decides.
/// Remarks, in brackets or behind a name, are left out with a [`DoubtKind::DroppedBracket`].
pub fn parse(text: &str, organisation: &[Department]) -> Parsed<Vec<Department>> {
    let plain = width::plain(text);
    let mut reader = Reader::new(Organisation::new(organisation));
    if width::is_only_dashes(&plain) {
        return Parsed::sure(Vec::new());
    }
    for chunk in chunks(&plain) {
        let chunk = reader.without_brackets(chunk);
        let names = reader
            .organisation
            .names(&chunk)
            .unwrap_or_else(|| shape::names(&chunk));
        for name in names {
            reader.take(name);
        }
    }
    reader.finish()
}

/// Splits at 、 ／ , and ; outside brackets. Line breaks and blanks only part words.
fn chunks(plain: &str) -> Vec<&str> {
    let mut depth = 0_i32;
    plain
        .split(|c: char| {
            depth += i32::from(c == '(') - i32::from(c == ')');
            depth <= 0 && matches!(c, '、' | ',' | '/' | ';')
        })
        .collect()
}

/// Puts names together into departments.
struct Reader {
    organisation: Organisation,
    departments: Vec<Department>,
    doubts: Vec<Doubt>,
    bureau: Option<String>,
    /// Whether a division of the bureau has been named.
    used: bool,
}

impl Reader {
    const fn new(organisation: Organisation) -> Self {
        Self {
            organisation,
            departments: Vec::new(),
            doubts: Vec::new(),
            bureau: None,
            used: false,
        }
    }

    /// The chunk with its brackets left out, but for one that names a bureau before a division,
    /// 【総務部】総務課, or a division behind a bureau, 総務部（総務課）.
    fn without_brackets(&mut self, chunk: &str) -> String {
        let mut out = String::with_capacity(chunk.len());
        let mut scan = Scan::new(chunk);
        while !scan.done() {
            out.push_str(scan.take_while(|c| c != '('));
            if let Some(inside) = scan.bracketed() {
                let before = out.trim();
                let name = inside.trim();
                if (before.is_empty() && shape::is_bureau(name))
                    || (shape::is_bureau(before) && shape::is_division(name))
                {
                    out.push('\n');
                    out.push_str(name);
                } else {
                    self.doubts
                        .push(Doubt::new(DoubtKind::DroppedBracket, format!("({inside})")));
                }
                out.push('\n');
            } else {
                // Never closed: where the remark ends cannot be told.
                let rest = scan.take_while(|_| true);
                if !rest.is_empty() {
                    self.doubts
                        .push(Doubt::new(DoubtKind::DroppedBracket, rest));
                }
            }
        }
        out
    }

    fn take(&mut self, name: Name) {
        match name {
            Name::Bureau(name) => {
                self.close_bureau();
                self.bureau = Some(name);
                self.used = false;
            }
            Name::Division(name) => {
                self.used = true;
                self.push(self.bureau.clone(), Some(name));
            }
            Name::Remark(words) => self
                .doubts
                .push(Doubt::new(DoubtKind::DroppedBracket, words)),
        }
    }

    /// A bureau without a division stands for itself.
    fn close_bureau(&mut self) {
        if !self.used
            && let Some(bureau) = self.bureau.take()
        {
            self.push(Some(bureau), None);
        }
    }

    fn push(&mut self, bureau: Option<String>, division: Option<String>) {
        let department = Department { bureau, division };
        if !self.organisation.confirms(&department) {
            let parts = [department.bureau.as_deref(), department.division.as_deref()];
            let text: Vec<&str> = parts.into_iter().flatten().collect();
            self.doubts
                .push(Doubt::new(DoubtKind::UnknownDepartment, text.join(" ")));
        }
        self.departments.push(department);
    }

    fn finish(mut self) -> Parsed<Vec<Department>> {
        self.close_bureau();
        Parsed {
            value: self.departments,
            doubts: self.doubts,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn department(bureau: &str, division: &str) -> Department {
        let name = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Department {
            bureau: name(bureau),
            division: name(division),
        }
    }

    fn organisation() -> Vec<Department> {
        vec![
            department("ICT推進局", "空港・総務課"),
            department("ＩＣＴ推進局", "情報課"),
            department("総務部", "総務課"),
            department("総務部", "外部連携課"),
            department("教育部", "図書館"),
            department("議会事務局", ""),
            department("", "会計課"),
        ]
    }

    #[test]
    fn the_organisation_list_decides_what_is_a_name() {
        for (typed, wanted) in [
            ("ICT推進局空港・総務課", vec![("ICT推進局", "空港・総務課")]),
            (
                "ICT推進局・空港・総務課・情報課",
                vec![("ICT推進局", "空港・総務課"), ("ICT推進局", "情報課")],
            ),
            (
                "総務部総務課・外部連携課",
                vec![("総務部", "総務課"), ("総務部", "外部連携課")],
            ),
            ("教育部　図 書 館", vec![("教育部", "図書館")]),
            ("図書館・会計課", vec![("", "図書館"), ("", "会計課")]),
            ("議会事務局", vec![("議会事務局", "")]),
            ("総務部", vec![("総務部", "")]),
            (
                "総務部総務課\n会計課",
                vec![("総務部", "総務課"), ("総務部", "会計課")],
            ),
        ] {
            let wanted: Vec<_> = wanted.into_iter().map(|(b, d)| department(b, d)).collect();
            assert_eq!(parse(typed, &organisation()).value, wanted, "{typed}");
        }
    }

    #[test]
    fn what_the_list_does_not_hold_is_kept_and_doubted() {
        for (typed, wanted, doubted) in [
            ("総務部財政課", vec![("総務部", "財政課")], "総務部 財政課"),
            ("教育部総務課", vec![("教育部", "総務課")], "教育部 総務課"),
            ("空港・観光課", vec![("", "空港・観光課")], "空港・観光課"),
        ] {
            let wanted: Vec<_> = wanted.into_iter().map(|(b, d)| department(b, d)).collect();
            let parsed = parse(typed, &organisation());
            assert_eq!(parsed.value, wanted, "{typed}");
            assert_eq!(
                parsed.doubts,
                [Doubt::new(DoubtKind::UnknownDepartment, doubted)]
            );
        }
    }
}
