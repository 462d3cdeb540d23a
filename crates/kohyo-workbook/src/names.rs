//! Names that stand for a constant on one sheet, by which an issued form is known again.

/// Begins the names of kohyo's own constants; others are the office's affair.
const PREFIX: &str = "kohyo.";

/// The key and text of a constant named on a sheet, `個票3!kohyo.number` for `="3"`; `None` for names that
/// are not kohyo's and for what is no text. The formula may carry its mark: `=`, `of:=`.
pub(super) fn constant(sheet: &str, name: &str, formula: &str) -> Option<(String, String)> {
    if !name.starts_with(PREFIX) {
        return None;
    }
    let formula = formula.trim().trim_start_matches("of:");
    let formula = formula.trim_start_matches('=');
    let text = formula.strip_prefix('"')?.strip_suffix('"')?;
    Some((format!("{sheet}!{name}"), text.replace("\"\"", "\"")))
}

#[cfg(test)]
mod tests {
    use super::constant;

    #[test]
    fn only_kohyos_own_texts_count() {
        let told = Some(("個票3!kohyo.number".to_owned(), "4\"1".to_owned()));
        assert_eq!(constant("個票3", "kohyo.number", "\"4\"\"1\""), told);
        assert_eq!(constant("個票3", "kohyo.number", "of:=\"4\"\"1\""), told);
        for (name, formula) in [
            ("number", "\"3\""),
            ("kohyo.number", "3"),
            ("kohyo.number", "\""),
            ("kohyo.number", "$A$1"),
        ] {
            assert_eq!(constant("個票3", name, formula), None, "{name} {formula}");
        }
    }
}
