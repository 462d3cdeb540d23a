//! Nothing internal leaks: every text of a dataset becomes a token that is looked for in all files.

use crate::city::{self, Wish, dataset, project, texts};
use kohyo::site::{PublicField, Settings, Undecided};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Texts that go out by default, by their place in a project.
const PUBLIC: [&str; 18] = [
    "number",
    "name",
    "departments.bureau",
    "departments.division",
    "summary",
    "focus_goal",
    "current_state",
    "kgi",
    "kpi",
    "expected_effect",
    "years.target.progress.text",
    "years.target.kpi.text",
    "years.target.kgi.text",
    "years.actual.progress.text",
    "years.actual.kpi.text",
    "years.actual.kgi.text",
    "items.text",
    "items.notes.text",
];
/// Goes out too, with the rating that stands; units only where a figure has one.
const PUBLIC_ENDINGS: [&str; 2] = ["final.reason", ".unit"];
/// Goes out only where the settings say so.
const ON_REQUEST: [&str; 8] = [
    "implementer",
    "evaluator",
    "contact",
    "concerns",
    "remarks",
    "decision.reason",
    "final.by",
    "departments.bureau",
];
/// Words of the shape itself, which cannot be anything else.
const FIXED: [&str; 12] = [
    "kind",
    "bound",
    "scope",
    "scope_basis",
    "outcome",
    "grade",
    "declared",
    "proposed",
    "from",
    "to",
    "cells.name",
    "cell",
];

/// Puts a token into every free text; returns the place of each.
fn tokens(value: &mut Json, place: &str, found: &mut BTreeMap<String, String>, prefix: &str) {
    match value {
        Json::String(text) => {
            let fixed = |word: &&str| place == *word || place.ends_with(&format!(".{word}"));
            if !FIXED.iter().any(fixed) {
                let token = format!("{prefix}{}x", found.len());
                found.insert(token.clone(), place.to_owned());
                *text = token;
            }
        }
        Json::Array(list) => {
            for one in list {
                tokens(one, place, found, prefix);
            }
        }
        Json::Object(map) => {
            for (key, one) in map {
                let inner = match place {
                    "" => key.clone(),
                    place => format!("{place}.{key}"),
                };
                tokens(one, &inner, found, prefix);
            }
        }
        _ => {}
    }
}

fn is_public(place: &str) -> bool {
    PUBLIC.contains(&place) || PUBLIC_ENDINGS.iter().any(|ending| place.ends_with(ending))
}

/// A dataset whose every text is a token, with the places of those of the first project; the second is
/// not decided on, the third has no number, the fourth and fifth share theirs.
fn marked() -> (Json, BTreeMap<String, String>, Vec<String>) {
    let mut shown = BTreeMap::new();
    let mut first = project("1");
    tokens(&mut first, "", &mut shown, "tok");
    let mut hidden = BTreeMap::new();
    let mut projects = vec![first];
    for (number, way) in [("2", 0), ("3", 1), ("4", 2), ("4", 2)] {
        let mut other = project(number);
        tokens(&mut other, "", &mut hidden, "hid");
        match way {
            0 => other["decision"] = Json::Null,
            1 => other["number"] = Json::Null,
            _ => other["number"] = "hidsame".into(),
        }
        projects.push(other);
    }
    let mut data = dataset(2020, projects);
    for key in ["findings", "submissions"] {
        tokens(&mut data[key], "", &mut hidden, "hid");
    }
    data["findings"][0]["severity"] = "warning".into();
    (data, shown, hidden.into_keys().collect())
}

fn check(wish: &Wish, wanted: impl Fn(&str) -> bool) {
    let (data, shown, hidden) = marked();
    let site = texts(&wish.build(&data, &[]).unwrap());
    let preview = wish.preview(&data, &[]);
    let holders = |token: &str| -> Vec<&str> {
        let files = site.iter().filter(|(_, text)| text.contains(token));
        files.map(|(name, _)| name.as_str()).collect()
    };
    for (token, place) in &shown {
        let holders = holders(token);
        assert_eq!(
            !holders.is_empty(),
            wanted(place),
            "{place} {token}: {holders:?}"
        );
        // Units are told with their figures, in the preview as part of the text.
        if !place.ends_with(".unit") {
            assert_eq!(preview.contains(token), wanted(place), "preview: {place}");
        }
    }
    for token in hidden.iter().map(String::as_str).chain(["hidsame"]) {
        assert_eq!(holders(token), [""; 0], "{token}");
    }
    assert_eq!(
        preview.matches("hidsame").count(),
        2,
        "the officer is told what stays inside"
    );
}

#[test]
fn only_what_is_listed_goes_out() {
    check(&Wish::default(), is_public);
}

#[test]
fn the_settings_can_let_more_out_but_never_everything() {
    let settings = Settings {
        fields: PublicField::all().collect(),
        ..Settings::default()
    };
    let wish = Wish {
        settings,
        ..Wish::default()
    };
    check(&wish, |place| {
        is_public(place) || ON_REQUEST.iter().any(|ending| place.ends_with(ending))
    });
}

#[test]
fn with_no_field_listed_only_numbers_and_names_go_out() {
    let settings: Settings = toml::from_str("fields = []").unwrap();
    let wish = Wish {
        settings,
        ..Wish::default()
    };
    check(&wish, |place| ["number", "name"].contains(&place));
}

#[test]
fn every_field_can_be_left_out_on_its_own() {
    let data = dataset(2020, vec![project("1"), project("2")]);
    for field in PublicField::all() {
        let mut wish = Wish::default();
        wish.settings.fields = PublicField::all().filter(|other| *other != field).collect();
        let left_out = texts(&wish.build(&data, &[]).unwrap());
        wish.settings.fields = PublicField::all().collect();
        assert_ne!(
            left_out,
            texts(&wish.build(&data, &[]).unwrap()),
            "{}",
            field.key()
        );
    }
}

#[test]
fn a_proposal_is_shown_only_where_it_is_asked_for_and_says_so() {
    let mut bare = project("1");
    for measure in ["progress", "kpi", "kgi"] {
        bare["ratings"][measure]["final"] = Json::Null;
        bare["ratings"][measure]["declared"] = Json::Null;
    }
    let data = dataset(2020, vec![bare]);
    let page = |wish: &Wish| city::text(&wish.build(&data, &[]).unwrap(), "projects/p1.html");
    let mut wish = Wish::default();
    assert!(!page(&wish).contains("class=\"grade"), "{}", page(&wish));
    wish.settings.fields.insert(PublicField::Proposals);
    assert!(page(&wish).contains("gC\">C</span><small>判定案</small>"));
}

#[test]
fn the_divisions_own_rating_is_marked_until_another_stands() {
    let mut own = project("1");
    own["ratings"]["kpi"]["final"] = Json::Null;
    own["ratings"]["kgi"]["final"]["reason"] = Json::Null;
    let data = dataset(2020, vec![own]);
    let page = city::text(
        &Wish::default().build(&data, &[]).unwrap(),
        "projects/p1.html",
    );
    assert!(
        page.contains("gB\">B</span><small>自己評価</small>"),
        "{page}"
    );
    assert!(page.contains("gA\">A</span></td>"), "{page}");
    // Of a rating that stands without a word on it, the reason of the same grade is kept.
    assert_eq!(page.matches("自分たちの理由").count(), 2, "{page}");
    assert_eq!(page.matches("確定の理由").count(), 1, "{page}");
}

#[test]
fn undecided_projects_go_out_only_where_they_are_asked_for() {
    let mut undecided = project("2");
    undecided["decision"] = Json::Null;
    let now = dataset(2020, vec![project("1"), undecided.clone()]);
    let before = dataset(2019, vec![project("1"), undecided]);
    let published = |undecided| {
        let wish = Wish {
            undecided,
            ..Wish::default()
        };
        let site = wish.build(&now, std::slice::from_ref(&before)).unwrap();
        let names = site.files.into_iter().map(|file| file.name);
        (
            site.projects,
            names.filter(|name| name.starts_with("projects/")).count(),
        )
    };
    assert_eq!(published(Undecided::Withheld), ((1, 0), 1));
    assert_eq!(published(Undecided::Previous), ((1, 1), 2));
    assert_eq!(published(Undecided::Included), ((2, 0), 2));
}
