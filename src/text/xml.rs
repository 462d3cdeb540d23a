//! Which characters a workbook or a page can hold.

/// Whether XML 1.0 allows a character (its section 2.2); those that no keyboard types are left out too.
pub fn can_hold(letter: char) -> bool {
    match letter {
        '\n' | '\t' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        letter => !letter.is_control(),
    }
}
