//! Reading one form, beside inflating its parts: reading is to cost no more than six times that.

use criterion::{Criterion, criterion_group, criterion_main};
use kohyo::workbook::{Limits, xlsx};
use std::hint::black_box;
use std::io::{Cursor, Read};
use zip::ZipArchive;

const FORM: &[u8] = include_bytes!("../tests/fixtures/forms/forms/子ども未来部/保育課_個票1.xlsx");

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
    group.finish();
}

criterion_group!(benches, read);
criterion_main!(benches);
