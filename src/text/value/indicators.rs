//! Cells that hold several indicators, each behind its label.

use crate::model::Measure;
use crate::text::scan::Scan;
use crate::text::width;

/// Splits a cell that holds several indicators by their labels, `KPI：20人\nKGI：60分以内`, into
/// the pieces behind the labels. What stands before the first label, or the whole of a text
/// without any, has no measure. Pieces are slices of `text`, without blanks and separators
/// around them; a label with nothing behind it gives an empty piece.
pub fn split_indicators(text: &str) -> Vec<(Option<Measure>, &str)> {
    let mut pieces = Vec::new();
    let (mut measure, mut start) = (None, 0);
    for (at, _) in text.char_indices() {
        if at < start || !begins_piece(&text[..at]) {
            continue;
        }
        if let Some((found, length)) = label(&text[at..]) {
            pieces.push((measure, trimmed(&text[start..at])));
            (measure, start) = (Some(found), at + length);
        }
    }
    pieces.push((measure, trimmed(&text[start..])));
    pieces.retain(|(measure, piece)| measure.is_some() || !piece.is_empty());
    pieces
}

fn trimmed(piece: &str) -> &str {
    const SEPARATORS: &[char] = &['/', '／', '、', ',', '，', ';', '；', '・'];
    piece
        .trim_matches(width::is_blank)
        .trim_end_matches(SEPARATORS)
        .trim_end_matches(width::is_blank)
}

/// Whether a label may begin after this text: at the start, on a new line, after a separator.
fn begins_piece(before: &str) -> bool {
    before
        .chars()
        .next_back()
        .is_none_or(|c| width::is_blank(c) || "/／、,，;；・)）】］]".contains(c))
}

/// A label of an indicator with its colon or brackets; its length in bytes.
fn label(text: &str) -> Option<(Measure, usize)> {
    let mut scan = Scan::new(text);
    let opened = scan.eat_if(|c| width::one_bracket(c) == '(').is_some();
    let letters =
        scan.take_while(|c| c.is_ascii_alphabetic() || matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ'));
    let measure = match crate::text::label::normalise(letters).as_str() {
        "KPI" => Measure::Kpi,
        "KGI" => Measure::Kgi,
        _ => return None,
    };
    let closed = scan.eat_if(|c| width::one_bracket(c) == ')').is_some();
    if opened != closed {
        return None;
    }
    let mut behind = scan;
    behind.skip_blanks();
    let colon = behind
        .eat_if(|c| matches!(c, ':' | '：' | '=' | '＝'))
        .is_some();
    if colon {
        scan = behind;
    }
    let free = behind.peek().is_none_or(|c| {
        c.is_numeric() || width::one_bracket(c) == '(' || width::is_dash(c) || "▲△約".contains(c)
    });
    let parted = behind.rest().len() < scan.rest().len();
    (closed || colon || parted || free).then_some((measure, text.len() - scan.rest().len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indicators_are_split_at_their_labels() {
        let (kpi, kgi) = (Some(Measure::Kpi), Some(Measure::Kgi));
        for (text, wanted) in [
            (
                "KPI：20人\nKGI：60分以内",
                vec![(kpi, "20人"), (kgi, "60分以内")],
            ),
            (
                "ＫＰＩ：１０業務／ＫＧＩ：５％",
                vec![(kpi, "１０業務"), (kgi, "５％")],
            ),
            ("KPI:20人、KGI:30%", vec![(kpi, "20人"), (kgi, "30%")]),
            ("KPI 20人 KGI 60分", vec![(kpi, "20人"), (kgi, "60分")]),
            ("【KPI】20人\r\n【KGI】－", vec![(kpi, "20人"), (kgi, "－")]),
            ("kgi=5", vec![(kgi, "5")]),
            ("KPI80%", vec![(kpi, "80%")]),
            ("KPI：500件/年", vec![(kpi, "500件/年")]),
            (
                "KPI：20人\n（累計）\nKGI：",
                vec![(kpi, "20人\n（累計）"), (kgi, "")],
            ),
            ("30件\nKGI：5％", vec![(None, "30件"), (kgi, "5％")]),
            ("20人", vec![(None, "20人")]),
            ("500件/年", vec![(None, "500件/年")]),
            ("KPIの達成", vec![(None, "KPIの達成")]),
            ("KPI1：80%", vec![(kpi, "1：80%")]),
            ("MYKPI：3", vec![(None, "MYKPI：3")]),
            ("", vec![]),
        ] {
            assert_eq!(split_indicators(text), wanted, "{text}");
        }
    }
}
