//! Words that stand for "no value", "not yet" and error values, whatever field they are typed in.

use super::scan::Scan;
use super::unit;
use super::width::{is_blank, is_dash, is_only_dashes};
use crate::model::Kind;

const PENDING: &[&str] = &[
    "未定",
    "調査中",
    "集計中",
    "調整中",
    "把握困難",
    "調査未実施",
];

/// Endings that say there is no such thing. Words such as 事故なし and 変更なし say something else.
const NONE_ENDINGS: &[&str] = &["設定なし", "該当なし", "指標なし"];

/// Names of error values without their closing mark; all begin with `#`.
const ERRORS: &[&str] = &[
    "#DIV/0",
    "#N/A",
    "#NAME",
    "#NULL",
    "#NUM",
    "#REF",
    "#VALUE",
    "#SPILL",
    "#CALC",
    "#FIELD",
    "#BLOCKED",
    "#CONNECT",
    "#UNKNOWN",
    "#BUSY",
    "#EXTERNAL",
    "#PYTHON",
    "#GETTING_DATA",
    "Err:",
];

/// Whether words of one width say that there is no value, or none yet.
pub(super) fn standing(text: &str) -> Option<Kind> {
    if text.chars().all(is_blank) || is_only_dashes(text) {
        return Some(Kind::None);
    }
    let core = without_notes(text);
    if is_only_dashes(&core)
        || is_dash_with_unit(&core)
        || core == "なし"
        || NONE_ENDINGS.iter().any(|end| core.ends_with(end))
    {
        return Some(Kind::None);
    }
    let core = core.strip_prefix("現在").unwrap_or(&core);
    PENDING.contains(&core).then_some(Kind::Pending)
}

/// Words where an amount of money belongs that say there is none, or none of its own.
const NO_AMOUNT: &[&str] = &[
    "無",
    "皆無",
    "未計上",
    "計上なし",
    "予算なし",
    "予算措置なし",
    "人件費のみ",
    "職員人件費のみ",
    "人件費で対応",
    "既存予算内",
    "既存予算内で対応",
    "既存予算で対応",
    "既決予算内",
    "既決予算内で対応",
    "別途",
    "別途計上",
    "別途予算",
    "別事業に計上",
    "他事業に計上",
];

/// Whether words of one width in place of an amount say that there is none.
pub(super) fn no_amount(text: &str) -> bool {
    standing(text).is_some() || NO_AMOUNT.contains(&&*without_notes(text))
}

/// Whether there is nothing but a dash, in brackets or with a unit perhaps.
pub(super) fn is_dashes(text: &str) -> bool {
    let core = without_notes(text);
    is_only_dashes(&core) || is_dash_with_unit(&core)
}

/// A dash before a unit that was printed in the cell: －件, ―％.
fn is_dash_with_unit(text: &str) -> bool {
    let unit = text.trim_start_matches(is_dash);
    unit.len() < text.len() && unit::is_known(unit).is_some()
}

/// Whether the text is an error value, or the marks of a column too narrow to show a number.
pub(super) fn is_error(text: &str) -> bool {
    let marks = text.trim_matches(is_blank);
    (!marks.is_empty() && marks.chars().all(|c| c == '#'))
        || ERRORS.iter().any(|error| {
            marks
                .get(..error.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(error))
        })
}

/// The words alone: without blanks, brackets around all of it, a remark in brackets or after ※
/// behind them, and a full stop. 無し counts as なし.
pub(super) fn without_notes(text: &str) -> String {
    let tight: String = text.chars().filter(|c| !is_blank(*c)).collect();
    let mut core = tight.strip_prefix('※').unwrap_or(&tight);
    if let Some((words, _)) = core.split_once('※') {
        core = words;
    }
    let mut whole = Scan::new(core);
    core = match whole.bracketed() {
        Some(inside) if whole.done() => inside,
        _ => before_bracket(core),
    };
    core.trim_end_matches('。').replace("無し", "なし")
}

/// The text before a bracket that closes at its end.
fn before_bracket(text: &str) -> &str {
    match text.find('(') {
        Some(open) if open > 0 => {
            let mut bracket = Scan::new(&text[open..]);
            if bracket.bracketed().is_some() && bracket.done() {
                &text[..open]
            } else {
                text
            }
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_nothing_and_not_yet() {
        for (text, kind) in [
            ("-", Some(Kind::None)),
            ("(-)", Some(Kind::None)),
            ("なし", Some(Kind::None)),
            ("無し", Some(Kind::None)),
            ("目標値の設定なし", Some(Kind::None)),
            ("該当なし(R1のみ)", Some(Kind::None)),
            ("集計中(10月公表)", Some(Kind::Pending)),
            ("現在集計中", Some(Kind::Pending)),
            ("※調査中。", Some(Kind::Pending)),
            ("事故なし", None),
            ("変更なし", None),
            ("システム調整中", None),
            ("未定稿", None),
        ] {
            assert_eq!(standing(text), kind, "{text}");
        }
    }

    #[test]
    fn error_values() {
        for text in ["#DIV/0!", "#N/A", "#n/a", "########", "#NAME?", "Err:502"] {
            assert!(is_error(text), "{text}");
        }
        for text in ["", "#1", "Error", "#3号機"] {
            assert!(!is_error(text), "{text}");
        }
    }
}
