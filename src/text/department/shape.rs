//! Names told by their shape: 部・局・支所 end a bureau, 課・室・センター・係 a division.

use super::Name;
use crate::text::width::is_blank;

const BUREAU: &[&str] = &["支所", "部", "局"];
const DIVISION: &[&str] = &["課", "室", "センター", "係"];
/// Other places that divisions may be; told apart from a bureau before them, but never confirmed.
const PLACES: &[&str] = &[
    "館",
    "所",
    "園",
    "校",
    "署",
    "院",
    "場",
    "隊",
    "班",
    "担当",
    "グループ",
    "チーム",
];
/// Places that end a name of their own, so that the next word is not joined to them.
const ENDS: &[char] = &['館', '園', '校', '署', '院'];
/// Words with 部 or 局 that begin other names: 外部連携課, 内部統制課, 北部地域課.
const NO_BUREAU: &[&str] = &[
    "外部",
    "内部",
    "一部",
    "全部",
    "幹部",
    "細部",
    "学部",
    "東部",
    "西部",
    "南部",
    "北部",
    "中部",
    "上部",
    "下部",
    "郵便局",
    "薬局",
    "当局",
];
/// Letters that make another word of the 部 before them: 部門, 部署, 部局.
const NO_BREAK: &[char] = &['門', '署', '局'];
/// Marks that join names, where every part is one: 総務部・情報政策課.
const JOINTS: &[&str] = &["・", "及び", "および", "並びに", "&", "+"];
const JOINABLE: &[&str] = &["部", "局", "課", "室"];

/// The names in a chunk without brackets, by the shape of its words.
pub(super) fn names(chunk: &str) -> Vec<Name> {
    let mut found = Vec::new();
    for word in words(chunk) {
        for part in joined(&word) {
            if let Some((bureau, division)) = split(part) {
                found.push(Name::Bureau(bureau.to_owned()));
                found.push(Name::Division(division.to_owned()));
            } else if is_bureau(part) {
                found.push(Name::Bureau(part.to_owned()));
            } else {
                add_division(&mut found, part);
            }
        }
    }
    found
}

/// A section (係) behind its division is part of it: 総務課 情報係. Words that end like no place
/// at all are a remark there.
fn add_division(found: &mut Vec<Name>, name: &str) {
    let place = ends_with(name, DIVISION) || ends_with(name, PLACES);
    if !place && matches!(found.last(), Some(Name::Division(_) | Name::Remark(_))) {
        found.push(Name::Remark(name.to_owned()));
        return;
    }
    if name.ends_with('係')
        && let Some(Name::Division(division)) = found.last_mut()
        && ["課", "室", "センター"]
            .iter()
            .any(|end| division.ends_with(end))
    {
        division.push_str(name);
        return;
    }
    found.push(Name::Division(name.to_owned()));
}

/// The words of a chunk. Blanks within a name (魅力　創造室) and line breaks that split one
/// (教育委員会 / 事務局) are closed.
fn words(chunk: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in chunk.split('\n') {
        for (at, piece) in line
            .split(is_blank)
            .map(without_joints)
            .filter(|piece| !piece.is_empty())
            .enumerate()
        {
            match found.last_mut() {
                Some(held) if continues(held, piece, at == 0) => held.push_str(piece),
                _ => found.push(piece.to_owned()),
            }
        }
    }
    found
}

/// A piece without a joint at its ends: 及び 総務課.
fn without_joints(piece: &str) -> &str {
    JOINTS.iter().fold(piece, |piece, joint| {
        let piece = piece.strip_prefix(joint).unwrap_or(piece);
        piece.strip_suffix(joint).unwrap_or(piece)
    })
}

/// Whether a piece goes on with the word before it.
fn continues(held: &str, piece: &str, new_line: bool) -> bool {
    let nested = held.ends_with('局') && piece.contains('部') && is_bureau(held);
    if nested {
        return true;
    }
    if ends_with(held, BUREAU) || ends_with(held, DIVISION) || held.ends_with(ENDS) {
        return false;
    }
    !new_line || ends_with(piece, BUREAU) || ends_with(piece, DIVISION)
}

fn joined(word: &str) -> Vec<&str> {
    let mut parts = vec![word];
    for joint in JOINTS {
        parts = parts
            .into_iter()
            .flat_map(|part| part.split(joint))
            .collect();
    }
    let names = parts.iter().all(|part| has_stem(part, JOINABLE));
    if names { parts } else { vec![word] }
}

/// A bureau and the division written right behind it.
fn split(word: &str) -> Option<(&str, &str)> {
    let ends = word.char_indices().filter_map(|(at, c)| {
        let end = at + c.len_utf8();
        has_stem(&word[..end], BUREAU).then_some(end)
    });
    for end in ends {
        let (bureau, division) = word.split_at(end);
        if NO_BUREAU.contains(&bureau)
            || division.starts_with(NO_BREAK)
            || division == "長室"
            || !(has_stem(division, DIVISION) || has_stem(division, PLACES))
        {
            continue;
        }
        // 水道局経営部総務課: the 部 is part of the 局.
        return match split(division) {
            Some((inner, rest)) if bureau.ends_with('局') && inner.ends_with('部') => {
                Some((&word[..end + inner.len()], rest))
            }
            _ => Some((bureau, division)),
        };
    }
    None
}

/// Whether a name has the shape of a bureau.
pub(super) fn is_bureau(name: &str) -> bool {
    has_stem(name, BUREAU) && is_name(name)
}

/// Whether a name has the shape of a division.
pub(super) fn is_division(name: &str) -> bool {
    has_stem(name, DIVISION)
        && is_name(name)
        && (!name.contains("委員会") || name.contains("委員会事務局"))
}

/// Nothing but letters, and not a word for departments nobody names: 各課, 関係課, ほか2課.
fn is_name(name: &str) -> bool {
    let letters = name
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '・' | 'ー' | '-' | '&' | '+'));
    let mut core = name;
    for word in ["関係", "所管", "担当", "主管", "庁内", "各", "全"] {
        core = core.strip_prefix(word).unwrap_or(core);
    }
    let nobody = ["部", "局", "課", "室", "部局", "課室", "部課"].contains(&core);
    let others = ["ほか", "他", "外"].iter().any(|word| {
        name.strip_prefix(word)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    });
    letters && !nobody && !others
}

fn ends_with(name: &str, ends: &[&str]) -> bool {
    ends.iter().any(|end| name.ends_with(end))
}

/// Whether a name ends so, with something before the end.
fn has_stem(name: &str, ends: &[&str]) -> bool {
    ends.iter()
        .any(|end| name.strip_suffix(end).is_some_and(|stem| !stem.is_empty()))
}
