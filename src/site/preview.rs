//! What would go out, field by field and project by project (`--dry-run`).

use super::public::{Edition, Entry, Voice};
use super::settings::{PublicField, Settings};
use super::words;
use crate::model::{Measure, Value};

/// Everything that would be public, as text. Line breaks in a text are shown as ⏎.
pub fn preview(editions: &[Edition], settings: &Settings) -> String {
    let mut text = String::new();
    let names = |shown: bool| {
        let fields = PublicField::all().filter(|f| settings.shows(*f) == shown);
        let names: Vec<String> = fields
            .map(|f| format!("{}（{}）", f.japanese(), f.key()))
            .collect();
        names.join("、")
    };
    let mut say = |line: String| {
        text.push_str(&line.replace('\n', "⏎"));
        text.push('\n');
    };
    say("公表の下見です。何も書き込んでいません。".to_owned());
    say(format!("公表する項目: 番号、名称、{}", names(true)));
    say(format!("公表しない項目: {}", names(false)));
    for (label, value) in [
        ("公表者", &settings.publisher),
        ("お問い合わせ", &settings.inquiries),
        ("利用条件", &settings.license),
    ] {
        if let Some(value) = value {
            say(format!("{label}: {value}"));
        }
    }
    for edition in editions.iter().rev() {
        let period = edition.period.japanese();
        say(String::new());
        say(format!(
            "■ {} {period} 公表する取組み {}件",
            edition.plan,
            edition.entries.len()
        ));
        for entry in &edition.entries {
            say(format!("{} {}", entry.number, entry.name));
            for (label, value) in facts(entry) {
                say(format!("    {label}: {value}"));
            }
        }
        if !edition.withheld.is_empty() {
            say(format!(
                "■ {period} 公表しない取組み {}件",
                edition.withheld.len()
            ));
        }
        for withheld in &edition.withheld {
            let number = withheld.number.as_deref().unwrap_or("番号なし");
            say(format!(
                "{number} {}: {}",
                withheld.name,
                withheld.why.japanese()
            ));
        }
    }
    text
}

/// Everything that is public of a project, beside its number and name.
fn facts(entry: &Entry) -> Vec<(String, String)> {
    let mut facts: Vec<(String, String)> = Vec::new();
    let mut add = |label: &str, value: Option<String>| {
        facts.extend(
            value
                .filter(|v| !v.is_empty())
                .map(|v| (label.to_owned(), v)),
        );
    };
    add(
        PublicField::Scope.japanese(),
        entry.scope.map(|scope| scope.japanese().to_owned()),
    );
    add(
        PublicField::Departments.japanese(),
        Some(words::departments(&entry.departments)),
    );
    for field in PublicField::all() {
        add(field.japanese(), entry.text(field).map(str::to_owned));
    }
    for year in &entry.years {
        let name = year.fiscal_year.japanese();
        let text = |value: &Option<Value>| value.as_ref().map(|value| value.text.clone());
        for measure in Measure::ALL {
            let measure_name = measure.japanese();
            add(
                &format!("{name}の目標値（{measure_name}）"),
                text(year.target.get(measure)),
            );
            add(
                &format!("{name}の実績値（{measure_name}）"),
                text(year.actual.get(measure)),
            );
        }
        let yen = |amount| format!("{}千円", words::number(amount));
        add(&format!("{name}の予算額"), year.budget.map(yen));
        add(&format!("{name}の決算額"), year.settlement.map(yen));
    }
    for item in &entry.items {
        let label = format!("実施項目{}", item.number);
        add(&label, item.text.clone());
        add(&format!("{label}の計画"), Some(words::spans(&item.planned)));
        add(&format!("{label}の実績"), Some(words::spans(&item.actual)));
        for note in &item.notes {
            add(
                &format!("{label}の{}", note.fiscal_year.japanese()),
                Some(note.text.clone()),
            );
        }
    }
    for measure in Measure::ALL {
        let rating = entry.ratings.get(measure);
        let label = format!("評価（{}）", measure.japanese());
        let whose = |voice: &Voice| match voice {
            Voice::Final(by) => by.clone().unwrap_or_else(|| "確定".to_owned()),
            Voice::Declared => "所管課の自己評価".to_owned(),
            Voice::Proposed => "規則による判定案".to_owned(),
        };
        let grade = rating
            .grade
            .as_ref()
            .map(|(grade, voice)| format!("{grade}（{}）", whose(voice)));
        add(&label, grade);
        add(&format!("{label}の理由"), rating.reason.clone());
        let percent = rating
            .achievement
            .map(|percent| format!("{}％", words::number(percent)));
        add(&format!("{label}の達成率"), percent);
    }
    if let Some(decision) = &entry.decision {
        add(
            PublicField::Decision.japanese(),
            Some(decision.outcome.japanese().to_owned()),
        );
        add(
            PublicField::DecisionReason.japanese(),
            decision.reason.clone(),
        );
    }
    facts
}
