//! Units: what is counted, in the one spelling that comparisons use.
//!
//! A unit is told by name ([`KNOWN`], [`SPELLINGS`]) or by shape: one or two kanji, or a katakana
//! word. Longer words are prose until someone names them here.

use super::scan::Scan;

/// Units with hiragana, digits, Latin letters or three and more kanji, which no shape tells, and
/// common ones that are also the beginning of longer words.
const KNOWN: &[&str] = &[
    "%",
    "%ポイント",
    "年",
    "年間",
    "日",
    "日間",
    "営業日",
    "開庁日",
    "週",
    "週間",
    "時間",
    "分",
    "分間",
    "秒",
    "人",
    "人日",
    "人月",
    "人時",
    "名",
    "件",
    "回",
    "校",
    "園",
    "課",
    "室",
    "係",
    "部署",
    "部局",
    "業務",
    "施設",
    "事業",
    "事業者",
    "事業所",
    "小学校",
    "中学校",
    "小中学校",
    "保育所",
    "保育園",
    "幼稚園",
    "自治会",
    "町内会",
    "市町村",
    "自治体",
    "団体",
    "企業",
    "社",
    "店",
    "店舗",
    "組",
    "班",
    "世帯",
    "戸",
    "棟",
    "台",
    "枚",
    "本",
    "冊",
    "通",
    "基",
    "機種",
    "回線",
    "項目",
    "種",
    "種類",
    "種目",
    "品目",
    "点",
    "円",
    "倍",
    "つ",
    "個",
    "手続",
    "手続き",
    "申込み",
    "取組",
    "取組み",
    "取り組み",
    "申請",
    "文書",
    "様式",
    "帳票",
    "計画",
    "路線",
    "地区",
    "区画",
    "クラス",
    "学級",
    "タブレット端末",
    "データセット",
    "ヘクタール",
    "m",
    "km",
    "cm",
    "mm",
    "m2",
    "km2",
    "cm2",
    "m3",
    "cm3",
    "ha",
    "a",
    "g",
    "kg",
    "t",
    "L",
    "l",
    "mL",
    "ml",
    "kL",
    "kl",
    "t-CO2",
    "kg-CO2",
    "tCO2",
    "kW",
    "kWh",
    "MWh",
    "MJ",
    "GJ",
    "KB",
    "MB",
    "GB",
    "TB",
    "kbps",
    "Mbps",
    "Gbps",
    "PV",
    "pv",
    "DL",
    "dB",
    "pt",
    "h",
    "min",
    "sec",
    "s",
    "ms",
    "°C",
];

/// One spelling for what is typed in several.
const SPELLINGS: &[(&str, &str)] = &[("パーセントポイント", "%ポイント"), ("パーセント", "%")];

/// The small か and its like before 所, 月, 国 …: カ所, ヶ所, ケ所, か所, 箇所, 個所.
const COUNTER_MARKS: &[char] = &['か', 'カ', 'ヵ', 'ヶ', 'ケ', 'ゕ', 'ゖ', '箇', '個'];
const COUNTED: &[(&str, &str)] = &[
    ("所", "箇所"),
    ("月", "ヶ月"),
    ("国", "ヶ国"),
    ("年", "ヶ年"),
];

/// Words after a number that make it a date, a rank, a version or a part of a whole, not an amount.
/// A shape beginning with one of them is no unit.
const NO_AMOUNT: &[&str] = &[
    "月",
    "年",
    "次",
    "期",
    "号",
    "版",
    "番",
    "章",
    "条",
    "節",
    "時",
    "目",
    "代",
    "級",
    "階",
    "丁",
    "歳児",
    "類",
    "型",
    "列",
    "行",
    "世代",
    "学年",
    "学期",
    "四半期",
    "位",
    "中",
    "割",
    "以",
    "未",
    "超",
];

/// Letters behind a unit that make it a rank or a part of a whole: 2回目, 30件中.
const PART_OF_AMOUNT: &[char] = &['目', '中', '末', '頃', '比', '内', '外', '済', '未'];

/// A way to read a unit here: the unit and the cursor behind it.
pub(super) type Candidate<'a> = (Option<String>, Scan<'a>);

/// Every way to read a unit here, the best first: by name (longest first), none at all, by shape
/// (shortest first). The caller takes the first after which the rest makes sense, so that 4人削減
/// counts 人 and 5分野 counts 分野.
pub(super) fn candidates<'a>(scan: Scan<'a>) -> Vec<Candidate<'a>> {
    let mut found: Vec<Candidate<'a>> = named(scan)
        .into_iter()
        .map(|(unit, rest)| (Some(unit), rest))
        .collect();
    found.push((None, scan));
    found.extend(
        shaped(scan)
            .into_iter()
            .map(|(unit, rest)| (Some(unit), rest)),
    );
    found
        .into_iter()
        .map(|(unit, rest)| over(unit, rest))
        .collect()
}

/// Whether the whole text is a unit told by name.
pub(super) fn is_known(text: &str) -> Option<String> {
    named(Scan::new(text))
        .into_iter()
        .find(|(_, rest)| rest.done())
        .map(|(unit, _)| unit)
}

/// Adds what the unit is divided by: 人/年, m3/日.
fn over(unit: Option<String>, scan: Scan<'_>) -> Candidate<'_> {
    let mut ahead = scan;
    ahead.skip_blanks();
    let Some(above) = unit.as_ref().filter(|_| ahead.eat("/")) else {
        return (unit, scan);
    };
    ahead.skip_blanks();
    let by_name = named(ahead).into_iter().next();
    let below = by_name
        .into_iter()
        .chain(period(ahead))
        .min_by_key(|(_, rest)| rest.rest().len())
        .or_else(|| shaped(ahead).pop());
    match below {
        Some((below, rest)) => (Some(format!("{above}/{below}")), rest),
        None => (unit, scan),
    }
}

/// 月 and 年度 count nothing by themselves, but things are counted by them.
fn period(mut scan: Scan<'_>) -> Option<(String, Scan<'_>)> {
    let unit = scan.eat_word(&[("年度", "年度"), ("月", "月"), ("時", "時")])?;
    Some((unit.to_owned(), scan))
}

fn named(scan: Scan<'_>) -> Vec<(String, Scan<'_>)> {
    let mut found = Vec::new();
    let mut ahead = scan;
    if ahead.eat_if(|c| COUNTER_MARKS.contains(&c)).is_some()
        && let Some(unit) = ahead.eat_word(COUNTED)
    {
        found.push((unit.to_owned(), ahead));
    }
    let spelled = SPELLINGS.iter().copied();
    for (word, unit) in spelled.chain(KNOWN.iter().map(|unit| (*unit, *unit))) {
        let mut ahead = scan;
        if ahead.eat(word) && !splits_word(word, ahead) {
            found.push((unit.to_owned(), ahead));
        }
    }
    found.sort_by_key(|(_, rest)| rest.rest().len());
    found
}

/// Whether a Latin unit would be cut out of a longer Latin word or number: m of maps, 5h2.
fn splits_word(word: &str, behind: Scan<'_>) -> bool {
    word.ends_with(|c: char| c.is_ascii_alphanumeric())
        && behind.peek().is_some_and(|c| c.is_ascii_alphanumeric())
}

/// One or two kanji, or a whole katakana word.
fn shaped(scan: Scan<'_>) -> Vec<(String, Scan<'_>)> {
    if NO_AMOUNT.iter().any(|word| scan.rest().starts_with(word)) {
        return Vec::new();
    }
    let mut kana = scan;
    let word = kana.take_while(is_katakana);
    if !word.is_empty() {
        return vec![(word.to_owned(), kana)];
    }
    let mut found = Vec::new();
    let (mut ahead, mut unit) = (scan, String::new());
    while unit.chars().count() < 2
        && let Some(kanji) = ahead.eat_if(is_kanji)
    {
        unit.push(kanji);
        if !unit.ends_with(PART_OF_AMOUNT) {
            found.push((unit.clone(), ahead));
        }
    }
    found
}

const fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30A1}'..='\u{30FA}' | '\u{30FC}')
}

/// Any but the scale words, which belong to a number.
const fn is_kanji(c: char) -> bool {
    let scale = matches!(c, '十' | '百' | '千' | '万' | '億' | '兆');
    !scale && matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '々')
}
