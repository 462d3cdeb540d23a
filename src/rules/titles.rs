//! Titles of office as people write them: `保育課長　山田`, `部長（総合政策部）`, `課 長`.

use unicode_normalization::UnicodeNormalization;

/// A written office holder, cut into pieces at white space and punctuation.
#[derive(Clone, Debug)]
pub(super) struct Written {
    pieces: Vec<String>,
    /// All pieces joined: `課 長` becomes `課長`.
    joined: String,
}

/// A title with what is written before it: `保育` + `課長`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mention<'a> {
    /// What stands directly before, or the department written just before; empty where there is none.
    pub(super) before: &'a str,
    /// The title.
    pub(super) title: &'static str,
    /// What stands directly after.
    pub(super) after: &'a str,
}

impl Written {
    /// Takes a text apart; width and letter case do not count.
    pub(super) fn new(text: &str) -> Self {
        let plain = plain(text);
        let pieces: Vec<String> = plain
            .split(|c: char| !c.is_alphanumeric())
            .filter(|piece| !piece.is_empty())
            .map(str::to_owned)
            .collect();
        let joined = pieces.concat();
        Self { pieces, joined }
    }

    /// Everything written, in one piece.
    pub(super) fn joined(&self) -> &str {
        &self.joined
    }

    /// Whether nothing is written.
    pub(super) fn is_blank(&self) -> bool {
        self.joined.is_empty()
    }

    /// Whether a full title (`ICT推進担当部長`) is written somewhere; its deputy is somebody else.
    pub(super) fn names(&self, title: &str) -> bool {
        let title = Self::new(title).joined;
        !title.is_empty()
            && self
                .joined
                .match_indices(&title)
                .any(|(at, _)| !is_deputy("", &self.joined[at + title.len()..]))
    }

    /// Every place where one of the titles ends, with what stands before it.
    pub(super) fn mentions(&self, titles: &[&'static str]) -> Vec<Mention<'_>> {
        let mut found = Vec::new();
        let mut previous = "";
        for piece in &self.pieces {
            found.extend(mentions_in(piece, previous, titles));
            previous = piece;
        }
        if found.is_empty() {
            found.extend(mentions_in(&self.joined, "", titles));
        }
        found
    }
}

fn mentions_in<'a>(piece: &'a str, previous: &'a str, titles: &[&'static str]) -> Vec<Mention<'a>> {
    let mut found = Vec::new();
    for title in titles {
        for (at, _) in piece.match_indices(title) {
            let direct = &piece[..at];
            let before = if direct.is_empty() && ends_in_department(previous) {
                previous
            } else {
                direct
            };
            found.push(Mention {
                before,
                title,
                after: &piece[at + title.len()..],
            });
        }
    }
    found
}

fn ends_in_department(text: &str) -> bool {
    ["部", "局", "課", "室", "係", "支所", "センター"]
        .iter()
        .any(|suffix| text.ends_with(suffix))
}

impl Mention<'_> {
    /// 副部長, 部長代理 and the like are not the head.
    pub(super) fn is_deputy(&self) -> bool {
        is_deputy(self.before, self.after)
    }
}

fn is_deputy(before: &str, after: &str) -> bool {
    before.ends_with('副')
        || ["代理", "補佐", "付", "代行", "心得"]
            .iter()
            .any(|suffix| after.starts_with(suffix))
}

/// NFKC without case, for comparing names.
pub(super) fn plain(text: &str) -> String {
    text.nfkc().flat_map(char::to_uppercase).collect()
}

/// Whether `short` is `full` with some characters left out: 情報課 for 情報政策課.
pub(super) fn abbreviates(short: &str, full: &str) -> bool {
    let mut rest = full.chars();
    short.chars().all(|wanted| rest.any(|c| c == wanted))
}
