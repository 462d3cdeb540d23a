//! The text of a reminder, ready to be pasted into a mail.

use crate::model::{Consolidation, Department, Ledger, LedgerLine, Reminder, Standing, blank};
use crate::report::style::Style;
use crate::report::wareki;

/// A mail to one division.
pub(super) fn text(
    reminder: &Reminder,
    consolidation: &Consolidation,
    ledger: &Ledger,
    style: &Style,
) -> String {
    let lines = reminder.lines.iter().filter_map(|at| ledger.lines.get(*at));
    let projects: Vec<String> = lines.map(owed).collect();
    let mut letter = format!(
        "{}　御中\n{}\n{}の個票（{}）について、{}現在、次の取組みの提出を確認できていません。\n{}\n\nお手数ですが、至急ご提出くださいますようお願いします。行き違いでご提出済みの場合はご容赦ください。",
        addressee(reminder),
        persons(reminder),
        consolidation.plan,
        consolidation.period.japanese(),
        wareki::date(ledger.today),
        projects.join("\n"),
    );
    if let Some(who) = &style.prepared_by {
        letter.push_str("\n\n");
        letter.push_str(who);
    }
    letter
}

/// Whom it is for.
fn addressee(reminder: &Reminder) -> String {
    let department = reminder.department.as_ref();
    department.map_or_else(
        || "（担当部課の登録なし）".to_owned(),
        Department::to_string,
    )
}

/// `（ご担当　山田 内線123）`, where any form names somebody.
fn persons(reminder: &Reminder) -> String {
    let names: Vec<&str> = reminder.contacts.iter().map(|c| c.text.as_str()).collect();
    match names.is_empty() {
        true => String::new(),
        false => format!("（ご担当　{}）\n", names.join("、")),
    }
}

/// Whom it is for, and where the persons are named.
pub(super) fn recipient(reminder: &Reminder) -> String {
    let contacts = reminder.contacts.iter();
    let contacts = contacts.map(|c| format!("\n担当者・連絡先: {}（{}）", c.text, c.source));
    addressee(reminder) + &contacts.collect::<String>()
}

/// One project in a mail: `・番号3「…」（提出期限 令和2年10月9日）`.
fn owed(line: &LedgerLine) -> String {
    let due = line.due.map(wareki::date).unwrap_or_default();
    let why = match line.standing {
        Standing::OldForm => "。以前の様式で届いています",
        Standing::Unopened => "。届いたファイルを開けません",
        _ => "",
    };
    format!(
        "・番号{}「{}」（提出期限 {due}{why}）",
        line.number,
        line.name.as_deref().unwrap_or(blank::NAME_IN_SENTENCE)
    )
}
