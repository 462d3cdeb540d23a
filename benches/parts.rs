//! The parts of the work by themselves: a form read, beside inflating its parts; a page written; text taken
//! for a value.

#![allow(
    clippy::expect_used,
    reason = "a bench that cannot begin has to say so"
)]

use criterion::{Criterion, criterion_group, criterion_main};
use kohyo::dataset;
use kohyo::form::{self, Context};
use kohyo::layout;
use kohyo::report::{self, Output, Style};
use kohyo::text::value;
use kohyo::workbook::{Limits, xlsx};
use std::hint::black_box;
use std::io::{Cursor, Read};
use zip::ZipArchive;

const FORM: &[u8] = include_bytes!("../tests/fixtures/forms/forms/子ども未来部/保育課_個票1.xlsx");
const VALUES: &str = include_str!("../tests/data/values.jsonl");
/// What the form above came to, and nothing else.
const ONE: &str = include_str!("one.json");

/// Inflates every part and forgets it.
fn inflate(bytes: &[u8], buffer: &mut Vec<u8>) -> usize {
    let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else {
        return 0;
    };
    let mut sum = 0;
    for index in 0..zip.len() {
        buffer.clear();
        if let Ok(mut part) = zip.by_index(index) {
            sum += part.read_to_end(buffer).unwrap_or(0);
        }
    }
    sum
}

fn read(criterion: &mut Criterion) {
    let limits = Limits::default();
    let mut group = criterion.benchmark_group("form");
    group.bench_function("read", |bencher| {
        bencher.iter(|| xlsx::read(black_box(FORM), &limits));
    });
    let mut buffer = Vec::new();
    group.bench_function("inflate", |bencher| {
        bencher.iter(|| inflate(black_box(FORM), &mut buffer));
    });
    let workbook = xlsx::read(FORM, &limits).expect("a form");
    let layouts = layout::builtin().expect("layouts");
    let context = Context {
        file: "個票.xlsx",
        example_words: &[],
        organisation: &[],
    };
    group.bench_function("take", |bencher| {
        bencher.iter(|| form::read(black_box(&workbook), &layouts, &context));
    });
    group.finish();
}

fn page(criterion: &mut Criterion) {
    let one = dataset::whole(ONE).expect("data of this version");
    let style = Style::default();
    criterion.bench_function("page written", |bencher| {
        bencher.iter(|| report::render(black_box(&one), &style, None, &[Output::Review]));
    });
}

fn text(criterion: &mut Criterion) {
    let typed: Vec<serde_json::Value> = VALUES
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let typed: Vec<&str> = typed
        .iter()
        .filter_map(|case| case["text"].as_str())
        .collect();
    criterion.bench_function("values parsed", |bencher| {
        bencher.iter(|| {
            for text in &typed {
                black_box(value::parse(black_box(text)));
            }
        });
    });
}

criterion_group!(benches, read, page, text);
criterion_main!(benches);
