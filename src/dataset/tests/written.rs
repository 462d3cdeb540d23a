use crate::model::{Kind, TextField, Value};
use crate::report::dataset::render;
use crate::report::testdata::{consolidation, decimal};
use serde_json::{Value as Json, json};

fn rendered() -> String {
    String::from_utf8(render(&consolidation()).unwrap().bytes).unwrap()
}

fn data() -> Json {
    serde_json::from_str(&rendered()).unwrap()
}

fn validator() -> jsonschema::Validator {
    let schema: Json =
        serde_json::from_str(include_str!("../../../docs/dataset.schema.json")).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap()
}

#[test]
fn numbers_are_exact_decimals_without_trailing_zeros_or_exponent() {
    for (number, json) in [
        ("80", "80"),
        ("80.0", "80"),
        ("0.80", "0.8"),
        ("-0.50", "-0.5"),
        ("100", "100"),
        ("0.00", "0"),
        ("-0.0", "0"),
        (
            "79228162514264337593543950335",
            "79228162514264337593543950335",
        ),
        (
            "0.0000000000000000000000000001",
            "0.0000000000000000000000000001",
        ),
        ("1234567890123456.789", "1234567890123456.789"),
    ] {
        let mut value = Value::words("", Kind::Number);
        value.number = Some(decimal(number));
        let written = serde_json::to_string(&value).unwrap();
        assert!(
            written.contains(&format!("\"number\":{json},")),
            "{written}"
        );
        assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), value);
    }
}

#[test]
fn the_data_follow_the_schema() {
    let data = data();
    let errors: Vec<String> = validator()
        .iter_errors(&data)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert_eq!(errors, Vec::<String>::new());
    assert_eq!(data["projects"].as_array().unwrap().len(), 7);
}

#[test]
fn the_schema_refuses_data_that_were_changed() {
    let validator = validator();
    let changes: [(&str, Json); 14] = [
        ("/schema", json!("kohyo/2")),
        ("/period/part", json!("H3")),
        ("/period/as_of", json!("R2.9.30")),
        ("/projects/0/scope", json!("everyone")),
        ("/projects/0/number", json!(1)),
        ("/projects/0/years/0/budget", json!("1200")),
        ("/projects/0/years/0/target/kpi/kind", json!("guess")),
        ("/projects/0/years/0/target/kpi/number", Json::Null),
        ("/projects/0/items/0/planned/0/from", json!("2019-13")),
        ("/projects/0/ratings/kpi/declared", json!("D")),
        ("/projects/0/source/cells/name", json!("4B")),
        ("/findings/0/severity", json!("fatal")),
        ("/findings/0/code", json!("no-such-code")),
        ("/submissions/0/status", json!("lost")),
    ];
    for (pointer, value) in changes {
        let mut data = data();
        *data.pointer_mut(pointer).unwrap() = value;
        assert!(!validator.is_valid(&data), "{pointer}");
    }
    for pointer in [
        "",
        "/period",
        "/projects/0",
        "/projects/0/years/0",
        "/projects/0/ratings/kpi",
        "/projects/0/source",
        "/findings/0",
        "/submissions/0",
    ] {
        let mut more = data();
        let object = more.pointer_mut(pointer).unwrap().as_object_mut().unwrap();
        object.insert("extra".to_owned(), Json::Null);
        assert!(
            !validator.is_valid(&more),
            "{pointer} with a key of its own"
        );

        let mut less = data();
        let object = less.pointer_mut(pointer).unwrap().as_object_mut().unwrap();
        let key = object.keys().next_back().unwrap().clone();
        object.remove(&key);
        assert!(!validator.is_valid(&less), "{pointer} without {key}");
    }
}

#[test]
fn the_schema_knows_every_code_and_no_other() {
    let schema: Json =
        serde_json::from_str(include_str!("../../../docs/dataset.schema.json")).unwrap();
    let listed: Vec<&str> = schema["$defs"]["code"]["enum"]
        .as_array()
        .unwrap()
        .iter()
        .map(|code| code.as_str().unwrap())
        .collect();
    let known: Vec<&str> = crate::finding::Code::ALL
        .iter()
        .map(|code| code.as_str())
        .collect();
    assert_eq!(listed, known);
}

/// Lines of the schema, with the tests' hint of what they should be.
fn assert_schema_has(lines: &[String]) {
    let schema = include_str!("../../../docs/dataset.schema.json");
    let block = lines.join("\n");
    assert!(
        schema.contains(&block),
        "docs/dataset.schema.json should have these lines together:\n\n{block}\n"
    );
}

#[test]
fn the_schema_lists_every_text_of_the_form() {
    let texts = || TextField::ALL.iter();
    let others = || texts().filter(|field| **field != TextField::Implementer);
    let required = others().map(|field| format!("        \"{}\",", field.key()));
    assert_schema_has(&required.collect::<Vec<_>>());
    let property = |field: &TextField| {
        format!(
            "        \"{}\": {{\"type\": [\"string\", \"null\"], \"description\": \"{}\"}},",
            field.key(),
            field.label()
        )
    };
    assert_schema_has(&[property(&TextField::Implementer)]);
    assert_schema_has(&others().map(property).collect::<Vec<_>>());
}

#[test]
fn every_text_is_written_by_its_key_and_comes_back() {
    let mut told = consolidation();
    told.projects.truncate(1);
    let texts = &mut told.projects[0].sheet.texts;
    for field in TextField::ALL {
        texts[*field] = Some(format!("{}の文字", field.label()));
    }
    let bytes = render(&told).unwrap().bytes;
    let data: Json = serde_json::from_slice(&bytes).unwrap();
    for field in TextField::ALL {
        let wanted = format!("{}の文字", field.label());
        assert_eq!(data["projects"][0][field.key()], wanted, "{}", field.key());
    }
    let text = std::str::from_utf8(&bytes).unwrap();
    assert_eq!(crate::dataset::whole(text).unwrap().projects, told.projects);
    assert_eq!(
        crate::dataset::read(text).unwrap().projects[0].sheet.texts,
        told.projects[0].sheet.texts
    );
}

#[test]
fn a_project_reads_as_the_contract_says() {
    let data = data();
    let project = &data["projects"][0];
    assert_eq!(project["number"], "1");
    assert_eq!(project["evaluator"], "総合政策部長");
    assert_eq!(
        project["years"][0]["target"]["kgi"],
        json!({"text": "5％以上", "kind": "number", "number": 5, "unit": "%", "bound": "at_least", "cumulative": false})
    );
    assert_eq!(
        project["years"][1]["actual"]["kpi"]["number"].to_string(),
        "5"
    );
    assert_eq!(project["years"][1]["budget"].to_string(), "12345.5");
    assert_eq!(project["years"][1]["settlement"], Json::Null);
    assert_eq!(
        project["items"][0]["planned"],
        json!([{"from": "2019-04", "to": "2019-09"}])
    );
    assert_eq!(
        project["items"][1]["notes"][0],
        json!({"fiscal_year": 2019, "text": "3業務"})
    );
    assert_eq!(project["ratings"]["kpi"]["achievement"].to_string(), "62.5");
    assert_eq!(project["source"]["cells"]["years.2019.target.kpi"], "C10");
    let blank = &data["projects"][6];
    assert_eq!(
        (&blank["number"], &blank["evaluator"]),
        (&Json::Null, &Json::Null)
    );
    assert_eq!(data["findings"][0]["file"], Json::Null);
    assert_eq!(data["findings"][4]["field"], "ratings.kpi");
}

#[test]
fn keys_stand_in_the_order_of_the_contract_and_lines_stay_short_enough_to_compare() {
    let text = rendered();
    assert!(text.starts_with("{\n  \"schema\": \"kohyo/1\",\n  \"plan\": "));
    assert!(text.ends_with("\n}\n"));
    let position = |key: &str| text.find(&format!("\"{key}\": ")).unwrap();
    let order = [
        "schema",
        "plan",
        "period",
        "projects",
        "number",
        "name",
        "scope",
        "departments",
        "implementer",
        "evaluator",
        "progress_manager",
        "summary",
        "years",
        "items",
        "ratings",
        "source",
        "findings",
        "submissions",
    ];
    assert!(
        order
            .windows(2)
            .all(|pair| position(pair[0]) < position(pair[1]))
    );
    assert!(
        text.contains("\n        {\"number\": 1, \"text\": \"対象業務の選定\", \"notes\": [], ")
    );
}
