//! 用語と判定基準: what the words mean, where the grades begin, and what marks and colours say, for a reader who
//! was not there when the roadmap was made. Source: 第3章, and the thresholds of the settings.

use super::{Book, list};
use crate::model::Grade;
use crate::report::table::{self, Cell, Look, Table, TableSheet, Width::Over, placed};
use crate::rules::Thresholds;
use rust_xlsxwriter::{Worksheet, XlsxError};

/// Name of the sheet.
pub(super) const SHEET: &str = "用語と判定基準";
/// Widths in pixels of the columns that all tables share; together one A4 page across.
const WIDTHS: [u32; 4] = [166, 234, 300, 310];
const LAST: u16 = WIDTHS.len() as u16 - 1;

/// The words, in the order a reader meets them.
const WORDS: [(&str, &str); 11] = [
    (
        "取組み（事業）",
        "ロードマップの一項目。課ごとの個票（別紙1）に計画・目標・実績を記入したもの。",
    ),
    (
        "KGI・KPI",
        "KGI：重要目標達成指標（最終目標の達成度を測る指標）。KPI：重要業績評価指標（中間目標の達成度を測る指標）。",
    ),
    ("進捗評価", "計画した実施項目がどこまで進んだかの評価。"),
    (
        "実績評価（KPI・KGI）",
        "その年度の目標値に対する実績値の評価。半期ごとに行う。",
    ),
    (
        "達成率",
        "目標値に対する実績値の割合。小さいほど良い指標は逆向きに計算する。正確な割合で判定し、表示は小数第1位で切り捨てる。",
    ),
    (
        "確定・自己・案",
        "確定：評価責任者が最後に決めた評価。自己：個票に記入された評価。案：規則による判定案。この順に最初にあるものを採用する。「一覧」の採用が（A）のように（　）付きのものは、判定案だけでまだ誰も評価していない。",
    ),
    (
        "未評価",
        "評価がなく、判定案も出せないもの。理由は「要審議」にある。割合の計算に含めない。",
    ),
    (
        "対象外",
        "「一覧」では「外」。個票の評価の欄に対象外と書かれたもの、その年度の目標値がないと書かれたもの、四半期のKPI・KGI。割合の計算に含めない。",
    ),
    (
        "主担部",
        "担当部課の最初に書かれた部。部別の集計はこれによる。",
    ),
    (
        "推進本部の決定",
        "継続・再構築・見直し・撤退のいずれか（策定要領 第3章）。「要審議」に記入する。",
    ),
    (
        "予算額・決算額",
        "年度ごとの事業費（千円）。空白は0円とみなさず、合計に含めない。",
    ),
];

/// Who carries out, watches and rates. Source: 第3章, the table of responsibilities and its notes.
const OFFICES: [[&str; 4]; 3] = [
    [
        "全庁的な取組み",
        "ICT推進担当部長",
        "ICT推進担当者（四半期ごと）",
        "副市長（半期ごと）",
    ],
    [
        "課（室）を超えた取組み",
        "主担部長",
        "ICT推進担当者（四半期ごと）",
        "ICT推進担当部長（半期ごと）。主担部長がICT推進担当部長のときは副市長",
    ],
    [
        "課（室）の取組み",
        "課長（室長）",
        "ICT推進担当者（四半期ごと）",
        "部長（半期ごと）",
    ],
];

/// Draws the sheet.
pub(super) fn sheet(book: &Book<'_>) -> Result<Worksheet, XlsxError> {
    let mut sheet = TableSheet::shared(SHEET, &book.paged(), WIDTHS)?;
    let about = "「ICT・IoT化推進ロードマップ策定要領」（第3章 進捗管理と進捗・実績評価）による";
    sheet.title(SHEET, about)?;
    let thresholds = &book.style.thresholds;
    sheet.section(
        "1　評価の基準",
        &Table::new(grades(thresholds)),
        &Grade::ALL,
    )?;
    sheet.group(&[placed((0, LAST), bounds(thresholds))])?;
    let offices = ["区分", "実施責任者", "進捗管理責任者", "実績評価責任者"];
    let offices = (0..)
        .zip(offices)
        .map(|(at, heading)| table::Column::text(heading, Over(1), move |row: &[&str; 4]| row[at]));
    sheet.section("2　責任者", &Table::new(offices.collect()), &OFFICES)?;
    sheet.section("3　用語", &Table::new(pairs(["用語", "意味"])), &WORDS)?;
    sheet.begin_section("4　数え方")?;
    for line in counting(book) {
        sheet.group(&[placed((0, LAST), line)])?;
    }
    sheet.section(
        "5　印と色",
        &Table::new(pairs(["印・色", "意味"])),
        &marks(),
    )?;
    sheet.finish()
}

/// What each grade means, and where it begins.
fn grades(thresholds: &Thresholds) -> Vec<table::Column<'_, Grade>> {
    type Column<'a> = table::Column<'a, Grade>;
    vec![
        Column::word("評価", Over(1), |grade| {
            Cell::from(grade.to_string()).look(Look::grade(*grade))
        }),
        Column::text("進捗評価（策定要領）", Over(1), |grade| {
            progress(*grade)[0]
        }),
        Column::text("進捗評価の判定案", Over(1), |grade| {
            let [_, proposal] = progress(*grade);
            let numbers = thresholds.progress_band(*grade);
            format!("工程で見るとき：{proposal}\n数値で見るとき：{numbers}")
        }),
        Column::text(
            "実績評価（KPI・KGI、目標値に対する達成率）",
            Over(1),
            |grade| format!("{}{}", thresholds.result_band(*grade), rest(*grade)),
        ),
    ]
}

/// Where the grades begin, in words.
fn bounds(thresholds: &Thresholds) -> String {
    let own = match *thresholds == Thresholds::default() {
        true => {
            "境目は策定要領 第3章のとおりです（S：目標値以上、A：目標値の80％以上、B：80％未満、C：0％以下）。"
        }
        false => {
            "境目は設定によるもので、策定要領 第3章（S：目標値以上、A：目標値の80％以上、B：80％未満、C：0％以下）と異なります。"
        }
    };
    format!(
        "{own}\n境目ちょうどは届いたものとして扱います。上期（4月～9月）は、その時点の実績値を年度の目標値とそのまま比べ、期間で割り引きません。\n工程で見るときは、基準日の月までに始まる予定の実施項目について、計画の矢印と実績の矢印を月単位で比べます。"
    )
}

/// A word and what it means.
fn pairs<'a>([left, right]: [&'static str; 2]) -> Vec<table::Column<'a, (&'a str, &'a str)>> {
    type Column<'a> = table::Column<'a, (&'a str, &'a str)>;
    vec![
        Column::text(left, Over(1), |(word, _)| *word).look(Look::TEXT.bold()),
        Column::text(right, Over(LAST), |(_, meaning)| *meaning),
    ]
}

/// What a progress grade means (第3章「（進）」), and when the schedule comes to it.
const fn progress(grade: Grade) -> [&'static str; 2] {
    match grade {
        Grade::S => [
            "計画した実施項目を超えて達成している場合",
            "遅れがなく、計画より早く始めた項目がある",
        ],
        Grade::A => [
            "概ね計画した通り実施項目が進捗している場合",
            "全ての項目が計画どおり",
        ],
        Grade::B => [
            "計画した実施項目に遅れが生じている場合",
            "遅れている項目か、未着手の項目がある",
        ],
        Grade::C => [
            "計画した実施項目に対して未着手の場合",
            "始まる予定の項目が全て未着手",
        ],
    }
}

/// What the neighbouring grade leaves of a band.
const fn rest(grade: Grade) -> &'static str {
    match grade {
        Grade::S | Grade::C => "",
        Grade::A => "（Sに届かないもの）",
        Grade::B => "（0％を超えるもの）",
    }
}

/// How the figures of 総括 were counted.
fn counting(book: &Book<'_>) -> Vec<String> {
    let copy = format!(
        "同じ番号の個票が複数あるときは、「一覧」で先にあるもの（集計欄が「{}」）だけを数えています。",
        list::COUNTED
    );
    let mut notes = vec![
        "評価は、評価責任者の確定した評価、なければ個票に記入された評価（自己）、それもなければ判定案を採っています。「うち判定案」は判定案を採った件数です。",
        "「計」は評価のある取組みの数で、「未評価」と「対象外」を含みません。割合（％）は「計」に対するもので、四捨五入のため合計が100にならないことがあります。",
        "部別は主担部により、一つの取組みを1回だけ数えています。重点目標別は個票の記載のとおりで、全角・半角と空白の違いだけのものは同じとみなします。",
        &copy,
        "金額が空白の取組みは0円とはみなさず、合計にも「記載した取組数」にも含めていません。達成率の分布は、達成率を計算できた取組みの数です。",
        "「一覧」の評価・集計の欄、「事業費」の金額、「要審議」の決定を直すと、「総括」の表とグラフの数値も変わります。「要審議の取組み」「未提出」などの数と「要審議」の区分・理由は、集計したときのものです。",
    ];
    if !book.consolidation.period.rates_results() {
        notes.push("四半期は進捗だけを評価する期間のため、KPI・KGIは対象外です。");
    }
    notes.into_iter().map(str::to_owned).collect()
}

const fn marks() -> [(&'static str, &'static str); 6] {
    [
        (
            "S・A・B・C",
            "文字が評価を示します。色（青・緑・黄・赤）は見やすくするためのもので、色が見えなくても読めます。",
        ),
        (
            "棒グラフの模様",
            "S：濃い地　A：淡い地　B：縦の線　C：斜めの線　未評価：白　対象外：横の線",
        ),
        (
            "工程の模様",
            "上段の斜線：計画　下段の濃い地：実績　太い縦線：基準日",
        ),
        ("黄色の欄", "記入する欄（「要審議」の決定とその理由）"),
        (
            "■・▲",
            "「提出状況」で、■はすぐに、▲は確かめて対応が要るもの",
        ),
        ("↑・↓", "「前回比」で、評価が上がったもの・下がったもの"),
    ]
}
