//! Texts put together from runs, of which some are withdrawn and some are notes.

use super::{Letters, Shift};
use std::sync::Arc;

/// What becomes of raised and lowered runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notes {
    /// They stay, as raised letters where there are such.
    Kept,
    /// They are left out, but for exponents.
    LeftOut,
}

/// One place of a text: a letter, or the gap where something was withdrawn.
type Place = Option<char>;

/// Runs with those next to each other joined that look alike: programs part them by font or script.
pub(super) fn alike<'r>(
    runs: impl IntoIterator<Item = (&'r str, Letters)>,
) -> Vec<(String, Letters)> {
    let mut joined: Vec<(String, Letters)> = Vec::new();
    for (text, letters) in runs.into_iter().filter(|(text, _)| !text.is_empty()) {
        match joined.last_mut() {
            Some((before, look)) if *look == letters => before.push_str(text),
            _ => joined.push((text.to_owned(), letters)),
        }
    }
    joined
}

/// Texts as a list, `None` where there are none or only blanks.
pub(super) fn list<'t>(texts: impl Iterator<Item = &'t str>) -> Option<Arc<str>> {
    let texts: Vec<&str> = texts
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .collect();
    (!texts.is_empty()).then(|| texts.join("、").into())
}

/// What stands of a text: without what is struck out, and without the arrows, empty brackets and blank
/// lines that stood around it alone.
pub(super) fn standing(runs: &[(String, Letters)], notes: Notes) -> String {
    let mut places: Vec<Place> = Vec::new();
    for (text, letters) in runs {
        if letters.struck {
            places.push(None);
            // Lines that were parted by what is withdrawn stay parted.
            for _ in text.matches('\n') {
                places.extend([Some('\n'), None]);
            }
            continue;
        }
        let after_letter = matches!(places.last(), Some(Some(c)) if c.is_ascii_alphabetic());
        match letters.shift {
            Shift::None => places.extend(text.chars().map(Some)),
            _ if after_letter => places.extend(text.chars().map(Some)),
            shift if notes == Notes::Kept => {
                places.extend(text.chars().map(|c| Some(shifted(c, shift))));
            }
            _ => {}
        }
    }
    let lines = places.split(|place| *place == Some('\n'));
    let lines: Vec<String> = lines.filter_map(line).collect();
    lines.join("\n")
}

/// A line without its gaps; `None` where nothing but a gap was in it.
fn line(places: &[Place]) -> Option<String> {
    if !places.contains(&None) {
        return Some(places.iter().flatten().collect());
    }
    let mut kept: Vec<Place> = Vec::with_capacity(places.len());
    for place in places {
        let closes = |opening: char| kept.ends_with(&[Some(opening), None]);
        match place {
            None if kept.last() == Some(&None) => {}
            Some(')' | '）') if closes('(') || closes('（') => {
                kept.truncate(kept.len() - 2);
                kept.push(None);
            }
            place => kept.push(*place),
        }
    }
    let from = begin(kept.iter());
    let until = kept.len() - begin(kept.iter().rev());
    let line: String = kept
        .get(from..until)
        .unwrap_or_default()
        .iter()
        .flatten()
        .collect();
    (!line.trim().is_empty()).then_some(line)
}

/// How many places at one end of a line are a gap with the blanks and arrows around it.
fn begin<'p>(places: impl Iterator<Item = &'p Place>) -> usize {
    let mut gap = 0;
    for (index, place) in (1..).zip(places) {
        match place {
            None => gap = index,
            Some(c) if c.is_whitespace() || is_arrow(*c) => {
                if gap > 0 {
                    gap = index;
                }
            }
            Some(_) => break,
        }
    }
    gap
}

const fn is_arrow(c: char) -> bool {
    matches!(c, '←'..='⇿' | '➔'..='➾' | '⟵'..='⟿')
}

/// A letter as Unicode has it raised or lowered, else as it is.
const fn shifted(c: char, shift: Shift) -> char {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    const LOWERED: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
    let digits = match shift {
        Shift::Down => LOWERED,
        _ => RAISED,
    };
    match c {
        '0'..='9' => digits[c as usize - '0' as usize],
        '０'..='９' => digits[c as usize - '０' as usize],
        _ => c,
    }
}
