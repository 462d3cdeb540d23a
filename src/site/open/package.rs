//! `datapackage.json`: the CSV files and their columns as Frictionless Data Package (specs.frictionlessdata.io).

use super::super::{About, SiteError};
use super::json::bytes;
use super::table::{Column, Kind, Table};
use crate::digest::sha256;
use serde_json::{Value, json};

/// Describes a CSV file.
pub(super) fn resource(table: &Table, csv: &[u8]) -> Value {
    let hash = sha256(csv);
    let keys: Vec<&str> = table
        .columns
        .iter()
        .filter(|column| column.key)
        .map(|column| column.name)
        .collect();
    let mut schema = json!({
        "fields": table.columns.iter().map(field).collect::<Vec<_>>(),
        "missingValues": [""],
        "primaryKey": keys,
    });
    if table.name != "projects" {
        schema["foreignKeys"] = json!([{
            "fields": ["id"],
            "reference": {"resource": "projects", "fields": ["id"]},
        }]);
    }
    json!({
        "name": table.name,
        "title": table.title,
        "description": table.about,
        "type": "table",
        "path": format!("{}.csv", table.name),
        "profile": "tabular-data-resource",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "bytes": csv.len(),
        "hash": format!("sha256:{hash}"),
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "doubleQuote": true, "header": true},
        "schema": schema,
    })
}

fn field(column: &Column) -> Value {
    let name = match column.kind {
        Kind::Text | Kind::Words(_) => "string",
        Kind::Integer => "integer",
        Kind::Number => "number",
        Kind::Month => "yearmonth",
        Kind::Day => "date",
    };
    let mut constraints = json!({"required": column.key});
    if let Kind::Words(words) = column.kind {
        constraints["enum"] = json!(words);
    }
    json!({
        "name": column.name,
        "title": column.title,
        "description": column.about,
        "type": name,
        "constraints": constraints,
    })
}

/// The whole package.
///
/// # Errors
/// When serialising fails.
pub(super) fn render(resources: Vec<Value>, about: &About) -> Result<Vec<u8>, SiteError> {
    let mut package = json!({
        "profile": "tabular-data-package",
        "name": "kohyo",
        "title": format!("{}（{}）", about.plan, about.period),
        "description": "文字列の先頭が数式として扱われるおそれのある文字（=、+、-、@など）のとき、その前に「'」を付けています。",
        "created": format!("{}T00:00:00Z", about.day),
        "resources": resources,
    });
    if let Some(license) = &about.license {
        package["licenses"] = json!([{"name": license}]);
    }
    if let Some(publisher) = &about.publisher {
        package["contributors"] = json!([{"title": publisher, "role": "publisher"}]);
    }
    bytes(&package)
}
