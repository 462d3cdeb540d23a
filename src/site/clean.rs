//! Text from forms, made fit for pages and data files.

/// Text without what cannot be seen and changes how other text looks: control characters, marks that
/// turn the direction of writing, characters that XML and JSON readers stumble over. Line breaks stay.
/// Such marks have no use in Japanese, so they are dropped rather than fenced in.
pub(super) fn clean(text: &str) -> String {
    let kept: String = text
        .chars()
        .filter_map(|c| match c {
            '\n' | '\u{2028}' | '\u{2029}' | '\u{85}' => Some('\n'),
            '\t' => Some(' '),
            c if c.is_control() || turns(c) || is_odd(c) => None,
            c => Some(c),
        })
        .collect();
    kept.trim().to_owned()
}

/// The same on one line.
pub(super) fn line(text: &str) -> String {
    let pieces: Vec<String> = text.lines().map(clean).collect();
    let pieces: Vec<&str> = pieces
        .iter()
        .map(String::as_str)
        .filter(|piece| !piece.is_empty())
        .collect();
    pieces.join(" ")
}

/// Marks of writing direction: explicit ones (UAX #9) and the three implicit ones.
const fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
}

/// Non-characters, the byte order mark, and marks of annotation and language.
const fn is_odd(c: char) -> bool {
    (c as u32) & 0xfffe == 0xfffe
        || matches!(c, '\u{fdd0}'..='\u{fdef}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_goes_away_and_the_rest_stays() {
        assert_eq!(clean(" 災害\u{0}\u{8}GIS\u{1b}[31m \n"), "災害GIS[31m");
        assert_eq!(clean("A\u{202e}B\u{2066}C\u{200f}\u{feff}\u{ffff}"), "ABC");
        assert_eq!(clean("一行目\u{2028}二行目\t続き"), "一行目\n二行目 続き");
        assert_eq!(
            clean("葛\u{e0100}城 👩\u{200d}💻"),
            "葛\u{e0100}城 👩\u{200d}💻"
        );
        assert_eq!(line("重点目標１\n\n 便利なまち "), "重点目標１ 便利なまち");
    }
}
