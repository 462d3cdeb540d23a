//! Compares what was read with what an `expected.json` says.

use serde_json::Value;

/// Everything `wanted` says is in `got`; keys it does not name are free. `years` are keyed by year,
/// `sheet` is the source's.
pub fn differences(path: &str, wanted: &Value, got: &Value, found: &mut Vec<String>) {
    match (wanted, got) {
        (Value::Object(years), Value::Array(list)) => {
            for (year, wanted) in years {
                let entry = list
                    .iter()
                    .find(|entry| entry["fiscal_year"].as_i64() == year.parse().ok())
                    .unwrap_or(&Value::Null);
                differences(&format!("{path}.{year}"), wanted, entry, found);
            }
        }
        (Value::Object(wanted), _) => {
            for (key, value) in wanted {
                let got = match key.as_str() {
                    "sheet" if got.get("source").is_some() => &got["source"]["sheet"],
                    key => &got[key],
                };
                differences(&format!("{path}.{key}"), value, got, found);
            }
        }
        (Value::Array(wanted), Value::Array(list)) => {
            if wanted.len() != list.len() {
                found.push(format!("{path}: wanted {wanted:?}, got {list:?}"));
            }
            for (index, (wanted, got)) in wanted.iter().zip(list).enumerate() {
                differences(&format!("{path}[{index}]"), wanted, got, found);
            }
        }
        (Value::Number(wanted), Value::Number(number)) if wanted.as_f64() == number.as_f64() => {}
        (wanted, got) if wanted == got => {}
        (wanted, got) => found.push(format!("{path}: wanted {wanted}, got {got}")),
    }
}

/// As [`differences`] of a whole form, which has the years that are wanted and no others.
pub fn form_differs(path: &str, wanted: &Value, form: &Value, found: &mut Vec<String>) {
    differences(path, wanted, form, found);
    let wanted = wanted["years"].as_object().map(|years| years.len());
    let got = form["years"].as_array().map(Vec::len);
    if wanted.is_some() && wanted != got {
        found.push(format!("{path}: {got:?} years instead of {wanted:?}"));
    }
}

/// Whether a finding is one that was wanted: what it names is the same, what it says is in the message.
fn is(wanted: &Value, finding: &Value) -> bool {
    let same = ["code", "cell", "field", "text", "severity"]
        .iter()
        .all(|key| wanted.get(key).is_none_or(|value| *value == finding[key]));
    let message = finding["message"].as_str().unwrap_or_default();
    let says = wanted["says"].as_array().into_iter().flatten();
    same && says
        .into_iter()
        .all(|word| message.contains(word.as_str().unwrap_or_default()))
}

/// Each finding wanted is there, each unread cell is, and none beside them.
pub fn findings_differ(file: &str, case: &Value, findings: &[Value], found: &mut Vec<String>) {
    let mut left: Vec<&Value> = findings.iter().collect();
    let unread = case["unread"].as_array().into_iter().flatten();
    let wanted = case["findings"].as_array().into_iter().flatten().cloned();
    let unread = unread.map(|pair| serde_json::json!({"code": "unread-cell", "cell": pair[1]}));
    for wanted in wanted.chain(unread) {
        match left.iter().position(|finding| is(&wanted, finding)) {
            Some(at) => _ = left.remove(at),
            None => found.push(format!("{file}: no finding {wanted}")),
        }
    }
    for finding in left {
        let (code, cell, message) = (&finding["code"], &finding["cell"], &finding["message"]);
        found.push(format!(
            "{file}: beside what was expected {code} {cell} {message}"
        ));
    }
}
