//! The register's own vocabulary: 区分, 向き, 状態.

use crate::model::{Direction, Scope, Status};
use crate::text::label::normalise;

/// What may stand under 区分.
pub(super) const SCOPES: &str = "「全庁的な取組み」「課（室）を超えた取組み」「課（室）の取組み」";

/// What may stand under 向き.
pub(super) const DIRECTIONS: &str =
    "「大きいほど良い」「小さいほど良い」「大きいほど良い（基準値から）」";

/// A 区分, also in short: 全庁, 課をまたぐ, 課.
pub(super) fn scope(text: &str) -> Option<Scope> {
    let text = normalise(text).replace("(室)", "");
    let core = ["の取組み", "取組み", "の取組", "取組"]
        .iter()
        .find_map(|ending| text.strip_suffix(ending))
        .unwrap_or(&text);
    match core {
        "全庁" | "全庁的" | "全庁的な" => Some(Scope::CityWide),
        "課を超えた" | "課を超える" | "課をこえた" | "課をまたぐ" | "課室を超えた"
        | "課室をまたぐ" | "部をまたぐ" | "部を超えた" | "横断" | "課横断" => {
            Some(Scope::CrossDivision)
        }
        "課" | "各課" | "課・室" | "課室" | "室" | "単独課" => Some(Scope::Division),
        _ => None,
    }
}

/// A 向き, and whether the ratio is measured from the baseline.
pub(super) fn direction(text: &str) -> Option<(Direction, bool)> {
    let text = normalise(text);
    let from_baseline = text.contains("基準値");
    let core = text
        .replace("(基準値から)", "")
        .replace("基準値から", "")
        .replace("ほど良い", "")
        .replace("ほどよい", "");
    let direction = match core.as_str() {
        "大きい" | "大" | "高い" | "高" | "多い" | "増" | "増加" | "上" | "↑" => {
            Direction::Higher
        }
        "小さい" | "小" | "低い" | "低" | "少ない" | "減" | "減少" | "下" | "↓" => {
            Direction::Lower
        }
        _ => return None,
    };
    Some((direction, from_baseline))
}

/// The words of a 向き, as the register is drawn.
pub const fn direction_word(direction: Direction, from_baseline: bool) -> &'static str {
    match (direction, from_baseline) {
        (Direction::Higher, false) => "大きいほど良い",
        (Direction::Higher, true) => "大きいほど良い（基準値から）",
        (Direction::Lower, false) => "小さいほど良い",
        (Direction::Lower, true) => "小さいほど良い（基準値から）",
    }
}

/// A 状態.
pub(super) fn status(text: &str) -> Option<Status> {
    let text = normalise(text);
    Status::ALL
        .into_iter()
        .find(|status| status.japanese() == text)
}
