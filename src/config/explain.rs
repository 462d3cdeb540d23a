//! What is wrong in a TOML file, in one Japanese sentence with line and column.

/// How near a key must be to one that exists to be taken for a slip of the pen.
const SLIP: f64 = 0.7;

/// Says where a TOML text is wrong, what is wrong, and what could be written instead:
/// `3行目5文字目: 「inptus」という設定はありません（「inputs」のことですか）。…`
pub fn explain(text: &str, error: &toml::de::Error) -> String {
    let what = translate(error.message());
    let Some(span) = error.span() else {
        return format!("内容に誤りがあります: {what}");
    };
    let before = text.get(..span.start).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before[start..].chars().count() + 1;
    let hint = backslash_hint(text[start..].lines().next().unwrap_or(""), error.message());
    format!("{line}行目{column}文字目: {what}{hint}")
}

/// A path of Windows between double quotes is the usual slip.
fn backslash_hint(line: &str, message: &str) -> &'static str {
    if line.contains('\\') && message.contains("escape") {
        "パスの「\\」は「/」に替えるか、'C:\\個票' のように一重引用符で囲んでください。"
    } else {
        ""
    }
}

fn translate(message: &str) -> String {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    match (message, quoted.as_slice()) {
        (m, [key, known @ ..]) if m.starts_with("unknown field") => {
            unknown(&format!("「{key}」という設定はありません"), key, known)
        }
        (m, [value, known @ ..]) if m.starts_with("unknown variant") => {
            unknown(&format!("「{value}」という値はありません"), value, known)
        }
        (m, [key, ..]) if m.starts_with("missing field") => format!("「{key}」がありません。"),
        (m, _) if m.starts_with("duplicate key") => "同じ設定が2回書かれています。".to_owned(),
        (m, _) if m.starts_with("invalid type") || m.starts_with("invalid value") => wrong_type(m),
        (m, _) if m.is_ascii() => syntax(m),
        (m, _) => m.to_owned(), // our own sentences
    }
}

/// What the TOML reader says, by how it begins; the rest keeps its own words.
const SYNTAX: [(&str, &str); 13] = [
    ("unclosed array table", "見出しを閉じる「]]」がありません。"),
    ("unclosed array", "配列を閉じる「]」がありません。"),
    ("unclosed inline table", "表を閉じる「}」がありません。"),
    ("unclosed table", "見出しを閉じる「]」がありません。"),
    ("missing comma", "要素の間に「,」がありません。"),
    (
        "string values must be quoted",
        "「=」の右に値がないか、文字列が「\"」で囲まれていません。",
    ),
    (
        "invalid basic string",
        "文字列を閉じる「\"」がないか、使えない文字があります。",
    ),
    (
        "invalid literal string",
        "文字列を閉じる「'」がありません。",
    ),
    ("missing value", "「=」の右に値がありません。"),
    ("key with no value", "「キー = 値」の形で書いてください。"),
    ("invalid unquoted key", "キーは英数字で書いてください。"),
    (
        "missing escaped value",
        "「\\」の後の文字が正しくありません。",
    ),
    (
        "invalid key-value pair",
        "「キー = 値」の形で書いてください。",
    ),
];

fn syntax(message: &str) -> String {
    let known = SYNTAX
        .iter()
        .find(|(english, _)| message.starts_with(english));
    known.map_or_else(
        || format!("TOMLの書き方に誤りがあります（{message}）。引用符「\"」や「=」「[ ]」を確認してください。"),
        |(_, japanese)| (*japanese).to_owned(),
    )
}

fn unknown(what: &str, written: &str, known: &[&str]) -> String {
    let nearest = known
        .iter()
        .map(|key| (strsim::jaro_winkler(written, key), *key))
        .filter(|(likeness, _)| *likeness >= SLIP)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let guess = nearest.map_or_else(String::new, |(_, key)| format!("（「{key}」のことですか）"));
    let all = match known {
        [] => String::new(),
        _ => format!("書けるのは {} です。", known.join("、")),
    };
    format!("{what}{guess}。{all}")
}

/// `invalid type: string "x", expected a boolean`
fn wrong_type(message: &str) -> String {
    let (_, rest) = message.split_once(": ").unwrap_or(("", message));
    let (found, expected) = rest.split_once(", expected ").unwrap_or((rest, ""));
    let kinds = [
        ("string", "文字列"),
        ("integer", "整数"),
        ("floating point", "小数"),
        ("boolean", "true/false"),
        ("sequence", "配列"),
        ("map", "表"),
    ];
    let found = kinds
        .iter()
        .find(|(english, _)| found.starts_with(english))
        .map_or_else(|| found.to_owned(), |(_, japanese)| (*japanese).to_owned());
    let expected = match expected {
        "a string" | "path string" => "文字列（\"…\"）",
        "a boolean" => "true か false",
        "a map" => "表（[見出し] の形）",
        "a sequence" => "配列（[…] の形）",
        e if e.starts_with("struct") => "表（[見出し] の形）",
        e if e.starts_with(['u', 'i', 'a']) && e.contains(|c: char| c.is_ascii_digit()) => {
            "0以上の整数"
        }
        e if e.contains("nonzero") => "1以上の整数",
        e => e,
    };
    format!("値の種類が違います（{found}が書かれています）。{expected}を書いてください。")
}
