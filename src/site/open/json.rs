//! JSON: the tables as lists of objects, and the schema that says so.

use super::super::{About, SiteError};
use super::table::{Cell, Column, Kind, Table};
use serde_json::{Map, Number, Value, json};
use std::str::FromStr;

/// The version of the shape.
const SCHEMA: &str = "kohyo-open/1";

/// Renders all tables, a line for each row.
///
/// # Errors
/// When serialising fails.
pub(super) fn render(tables: &[Table], about: &About) -> Result<Vec<u8>, SiteError> {
    let day = about.day.to_string();
    let heads = [
        ("schema", SCHEMA),
        ("plan", &about.plan),
        ("period", &about.key),
        ("as_of", &day),
    ];
    let mut text = String::from("{");
    for (name, value) in heads {
        let break_before = if name == "schema" { "" } else { "," };
        text += &format!(
            "{break_before}\n\"{name}\": {}",
            serde_json::to_string(value)?
        );
    }
    for table in tables {
        text += &format!(",\n\"{}\": [", table.name);
        for (at, row) in table.rows.iter().enumerate() {
            text += if at == 0 { "\n" } else { ",\n" };
            text += &serde_json::to_string(&object(&table.columns, row))?;
        }
        text += "\n]";
    }
    text += "\n}\n";
    Ok(text.into_bytes())
}

fn object(columns: &[Column], row: &[Cell]) -> Value {
    let pairs = columns.iter().zip(row).map(|(column, cell)| {
        let value = match cell {
            Cell::Blank => Value::Null,
            Cell::Integer(number) => json!(number),
            // Plain digits are always a JSON number.
            Cell::Number(_) => Number::from_str(&cell.plain()).map_or(Value::Null, Value::Number),
            cell => Value::String(cell.plain()),
        };
        (column.name.to_owned(), value)
    });
    Value::Object(pairs.collect())
}

/// The schema of [`render`]'s data.
///
/// # Errors
/// When serialising fails.
pub(super) fn schema(tables: &[Table]) -> Result<Vec<u8>, SiteError> {
    let mut properties = Map::new();
    properties.insert("schema".to_owned(), json!({"const": SCHEMA}));
    properties.insert("plan".to_owned(), json!({"type": "string"}));
    properties.insert("period".to_owned(), json!({"type": "string"}));
    properties.insert(
        "as_of".to_owned(),
        json!({"type": "string", "format": "date"}),
    );
    for table in tables {
        let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
        let columns: Map<String, Value> = table
            .columns
            .iter()
            .map(|column| (column.name.to_owned(), described(column)))
            .collect();
        let rows = json!({
            "type": "array",
            "title": table.title,
            "description": table.about,
            "items": {
                "type": "object",
                "additionalProperties": false,
                "required": names,
                "properties": columns,
            },
        });
        properties.insert(table.name.to_owned(), rows);
    }
    let required: Vec<&String> = properties.keys().collect();
    bytes(&json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA,
        "type": "object",
        "additionalProperties": false,
        "required": required,
        "properties": properties,
    }))
}

fn described(column: &Column) -> Value {
    let name = match column.kind {
        Kind::Text | Kind::Month | Kind::Day | Kind::Words(_) => "string",
        Kind::Integer => "integer",
        Kind::Number => "number",
    };
    let mut about = json!({
        "type": if column.key { json!(name) } else { json!([name, "null"]) },
        "title": column.title,
        "description": column.about,
    });
    match column.kind {
        Kind::Month => about["pattern"] = json!("^[0-9]{4}-(0[1-9]|1[0-2])$"),
        Kind::Day => about["format"] = json!("date"),
        Kind::Words(words) => {
            let mut words: Vec<Value> = words.iter().map(|word| json!(word)).collect();
            if !column.key {
                words.push(Value::Null);
            }
            about["enum"] = Value::Array(words);
        }
        Kind::Text | Kind::Integer | Kind::Number => {}
    }
    about
}

/// Readable, with an end of line.
pub(super) fn bytes(value: &Value) -> Result<Vec<u8>, SiteError> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}
