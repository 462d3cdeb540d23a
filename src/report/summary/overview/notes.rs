//! How the figures of 総括 were counted.

use super::super::{Book, list};
use super::{Canvas, LAST, width};
use crate::report::formats::SMALL;
use crate::report::write::{self, Area};
use rust_xlsxwriter::XlsxError;

/// Height of a line, in points.
const LINE: f64 = 12.0;

/// The notes with the height each takes in points.
pub(super) struct Notes(Vec<(String, f64)>);

/// What has to be known to read the first page.
const SHORT: &str = "割合（％）は評価のある取組み（計）に対するもので、四捨五入のため合計が100にならないことがあります。未評価と対象外は含みません。グラフの横の並びは同じ順で、数え方は次のページの注にあります。";

/// The height that the short note takes, in points.
pub(super) const SHORT_HEIGHT: f64 = 2.0 * LINE;

/// Writes the short note.
pub(super) fn write_short(canvas: &mut Canvas<'_, '_>) -> Result<(), XlsxError> {
    canvas.rows.begin_group();
    let row = canvas.rows.add(canvas.sheet, SHORT_HEIGHT)?;
    let area = Area::row(row, 0, LAST);
    write::merged(canvas.sheet, area, SHORT, &canvas.looks.note)
}

impl Notes {
    pub(super) fn new(book: &Book<'_>) -> Self {
        let copy = format!(
            "同じ番号の個票が複数あるときは、「一覧」で先にあるもの（集計欄が「{}」）だけを数えています。",
            list::COUNTED
        );
        let mut notes = vec![
            "評価は、評価責任者の確定した評価、なければ個票に記入された評価（自己）、それもなければ判定案を採っています。「うち判定案」は判定案を採った件数です。",
            "「計」は評価のある取組みの数で、「未評価」と「対象外」を含みません。割合（％）は「計」に対するもので、四捨五入のため合計が100にならないことがあります。",
            "部別は担当部課の最初に書かれた部（主担部）で、一つの取組みを1回だけ数えています。",
            &copy,
            "金額が空白の取組みは0円とはみなさず、合計にも「記載した取組数」にも含めていません。達成率の分布は、達成率を計算できた取組みの数です。",
            "「一覧」の評価・集計の欄や「事業費」の金額、「要審議」の決定を直すと、この表とグラフの数値も変わります（「要審議の取組み」など計算式でない数を除く）。",
        ];
        if !book.consolidation.period.rates_results() {
            notes.push("四半期は進捗だけを評価する期間のため、KPI・KGIは対象外です。");
        }
        let notes = notes.into_iter().enumerate().map(|(at, note)| {
            let note = format!("注{}　{note}", at + 1);
            let lines = book.measure.lines(&note, f64::from(width()), SMALL);
            (note, lines as f64 * LINE)
        });
        Self(notes.collect())
    }

    pub(super) fn write(&self, canvas: &mut Canvas<'_, '_>) -> Result<(), XlsxError> {
        canvas.rows.begin_group();
        canvas.rows.add(canvas.sheet, LINE / 2.0)?;
        for (note, height) in &self.0 {
            let row = canvas.rows.add(canvas.sheet, *height)?;
            let area = Area::row(row, 0, LAST);
            write::merged(canvas.sheet, area, note, &canvas.looks.note)?;
        }
        Ok(())
    }
}
