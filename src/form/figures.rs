//! Numbers in cells that may not be what somebody typed: zeros that nobody sees, and what spreadsheet
//! programs make of a typed text (4-1 becomes 4月1日).

use super::desk::Desk;
use crate::finding::{Code, Severity};
use crate::model::Field;
use crate::text::{Figure, era};
use crate::workbook::{CellPos, Content, Number};

/// A number as the readers of texts take it.
pub(super) fn figure(number: &Number) -> Figure<'_> {
    Figure {
        shown: &number.shown,
        exact: number.exact(),
        stored: number.stored,
        foreign_digits: number.has_foreign_digits(),
    }
}

/// Why a zero is no value.
enum Unseen {
    /// The cell shows nothing.
    Hidden,
    /// The cell shows something else.
    Disguised,
    /// A formula made it of blank cells.
    FromBlank,
}

fn unseen(content: &Content) -> Option<Unseen> {
    let Content::Number(number) = content else {
        return None;
    };
    if number.stored.is_zero() && number.is_from_blank() {
        Some(Unseen::FromBlank)
    } else if number.is_unseen_zero() && number.is_hidden() {
        Some(Unseen::Hidden)
    } else {
        number.is_unseen_zero().then_some(Unseen::Disguised)
    }
}

/// Reports a zero that nobody typed or sees; whether it was one, and so no value.
pub(super) fn is_unseen_zero(
    desk: &mut Desk<'_>,
    content: &Content,
    pos: CellPos,
    field: impl Into<Option<Field>>,
) -> bool {
    let Some(unseen) = unseen(content) else {
        return false;
    };
    let field = field.into();
    let what = name(field);
    let message = match unseen {
        Unseen::FromBlank => {
            format!("{what}の0は、空白のセルを参照する数式の結果です。値がないものとしました")
        }
        Unseen::Hidden => {
            format!("{what}のセルには0が入っていますが、表示されません。値がないものとしました")
        }
        Unseen::Disguised => format!(
            "{what}のセルには0が入っていますが、「{}」と表示されます。0とは読まず、値がないものとしました",
            content.shown().trim()
        ),
    };
    desk.report(Code::ZeroUnclear, pos, field, message);
    // An amount shown as a dash reads as a typed dash would: no amount.
    let money = matches!(field, Some(Field::Budget(_) | Field::Settlement(_)));
    if money
        && matches!(unseen, Unseen::Disguised)
        && let Some(finding) = desk.findings.last_mut()
    {
        finding.severity = Severity::Info;
    }
    true
}

/// As [`is_unseen_zero`] where words belong: there any zero of a formula is nobody's, too.
pub(super) fn is_no_text(
    desk: &mut Desk<'_>,
    content: &Content,
    pos: CellPos,
    field: impl Into<Option<Field>>,
) -> bool {
    let field = field.into();
    if is_unseen_zero(desk, content, pos, field) {
        return true;
    }
    let what = name(field);
    let message = match content {
        Content::Number(number) if number.stored.is_zero() && number.is_calculated_zero() => {
            let message = format!("{what}が数式の結果の0です。値がないものとしました");
            desk.report(Code::ZeroUnclear, pos, field, message);
            return true;
        }
        Content::Bool(_) => format!(
            "{what}が論理値「{}」になっています。値がないものとしました",
            content.shown()
        ),
        _ => return false,
    };
    desk.report(Code::AutoConverted, pos, field, message);
    true
}

/// Reports a date without a year, as programs make of 4-1 and 3/5.
pub(super) fn report_day(desk: &mut Desk<'_>, content: &Content, pos: CellPos, field: Field) {
    let Content::Date { shown, .. } = content else {
        return;
    };
    let is_time = shown.contains(['時', '分', '秒', ':']);
    if !is_time && era::title_year(shown).is_none() && !holds_year(shown) {
        let message = format!(
            "{}が日付「{shown}」になっています。「4-1」や「3/5」のような入力が日付に変わった疑いがあります",
            field.japanese()
        );
        desk.report(Code::AutoConverted, pos, field, message);
    }
}

/// Whether a shown date has a year: 2020/4/1, 令和2年4月, R2.4.1, 1-Apr-20.
fn holds_year(shown: &str) -> bool {
    let parts = shown.split(|c: char| !c.is_alphanumeric());
    let longest = parts
        .map(|part| part.chars().filter(char::is_ascii_digit).count())
        .max();
    shown.contains('年') || longest >= Some(4) || shown.matches(['/', '.', '-']).count() >= 2
}

fn name(field: Option<Field>) -> String {
    field.map_or_else(|| "セル".to_owned(), Field::japanese)
}

#[cfg(test)]
mod tests {
    use super::holds_year;

    #[test]
    fn dates_have_a_year_or_not() {
        for (shown, year) in [
            ("4月1日", false),
            ("4/1", false),
            ("1-Apr", false),
            ("2020/4/1", true),
            ("令和2年4月1日", true),
            ("R2.4.1", true),
            ("1-Apr-20", true),
            ("2020年4月", true),
        ] {
            assert_eq!(holds_year(shown), year, "{shown}");
        }
    }
}
