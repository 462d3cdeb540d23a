//! What kohyo itself wrote into a return copy (差戻し), told from what people wrote: such traces are no
//! part of a form, whatever program saved the copy since.
//!
//! ```text
//! a remark on a cell   【確認事項】 … ［kohyo 1a2b3c4d5e6f］     sealed by a digest of what stands between
//! the list of remarks  a sheet whose A1 is kohyo.return 1a2b…    sealed by a digest of all other cells
//! ```
//! A seal that does not fit means that somebody has written there: then it is theirs and is told.

use crate::digest::sha256;
use crate::workbook::CellPos;
use crate::workbook::{Content, Sheet};

/// Begins a remark.
const HEAD: &str = "【確認事項】";
/// Begins the seal of a remark.
const SEAL: &str = "［kohyo ";
/// Ends it.
const SEAL_END: char = '］';
/// Begins the text of the list's first cell.
const LIST: &str = "kohyo.return ";
/// Bytes of a digest that are kept, twice as many letters.
const KEPT: usize = 6;

/// A remark as it stands in a comment.
pub fn sealed(body: &str) -> String {
    let seal = digest([body].into_iter());
    format!("{HEAD}\n{body}\n{SEAL}{seal}{SEAL_END}")
}

/// A comment without kohyo's remark; blank where there is nothing else. A remark that somebody has
/// changed stays.
pub fn without_remark(comment: &str) -> String {
    match remark(comment) {
        Some((start, end)) => {
            let (before, after) = (comment[..start].trim_end(), comment[end..].trim());
            let between = if before.is_empty() || after.is_empty() {
                ""
            } else {
                "\n"
            };
            format!("{before}{between}{after}")
        }
        None => comment.to_owned(),
    }
}

/// Where a remark that nobody has changed stands in a comment, in bytes from and to. Heads and seals may
/// also be quoted before it or inside it.
pub fn remark(comment: &str) -> Option<(usize, usize)> {
    comment.match_indices(HEAD).find_map(|(start, _)| {
        let body = start + HEAD.len();
        comment[body..].match_indices(SEAL).find_map(|(length, _)| {
            let seal = body + length;
            let given = seal + SEAL.len();
            let end = given + comment[given..].find(SEAL_END)?;
            let fits = comment[given..end] == digest([&comment[body..seal]].into_iter());
            fits.then_some((start, end + SEAL_END.len_utf8()))
        })
    })
}

/// The first cell of a list that holds these other texts, cell by cell.
pub fn list_mark<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    format!("{LIST}{}", digest(texts))
}

/// Whether a sheet is the list of remarks.
pub fn is_list(sheet: &Sheet) -> bool {
    mark(sheet).is_some()
}

/// Whether nobody has written into the list of remarks.
pub fn is_untouched(sheet: &Sheet) -> bool {
    let first = CellPos::new(0, 0);
    let others = sheet.cells.iter().filter(|cell| cell.pos != first);
    let texts = others.map(|cell| cell.content.shown());
    mark(sheet) == Some(digest(texts).as_str())
}

fn mark(sheet: &Sheet) -> Option<&str> {
    match sheet.content(CellPos::new(0, 0)) {
        Content::Text(text) => text.strip_prefix(LIST),
        _ => None,
    }
}

/// A digest of texts that programs may break into lines differently.
fn digest<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let mut plain = String::new();
    for text in texts {
        let before = plain.len();
        plain.extend(text.chars().filter(|c| !c.is_whitespace()));
        if plain.len() > before {
            plain.push('\0');
        }
    }
    let mut digest = sha256(plain);
    digest.truncate(2 * KEPT);
    digest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_leaves_what_others_wrote() {
        let remark = sealed("■ 「約百万」は金額ではありません\n→ 数字だけを入力してください");
        assert_eq!(without_remark(&remark), "");
        assert_eq!(without_remark(&remark.replace('\n', "\r\n")), "");
        assert_eq!(without_remark(&format!("要確認\n{remark}")), "要確認");
        assert_eq!(
            without_remark(&format!("{remark}\n直しました")),
            "直しました"
        );
        assert_eq!(without_remark(&format!("前\n{remark}\n後")), "前\n後");
    }

    #[test]
    fn a_remark_that_quotes_another_is_known() {
        let typed = sealed("数字だけを").replace("だけを", "だけを？");
        let quoting = sealed(&format!("コメント「{typed}」は読み取っていません"));
        assert_eq!(without_remark(&quoting), "");
        assert_eq!(
            without_remark(&format!("【確認事項】は済みです\n{quoting}")),
            "【確認事項】は済みです"
        );
    }

    #[test]
    fn a_remark_somebody_wrote_into_is_theirs() {
        let typed = sealed("数字だけを").replace("だけを", "だけを？ 千円ですか");
        assert_eq!(without_remark(&typed), typed);
        for text in ["", "【確認事項】", "【確認事項】a［kohyo ", "［kohyo 12］"] {
            assert_eq!(without_remark(text), text);
        }
    }
}
