//! What people type, through every reader of text. Whatever it is, nobody panics, and none takes long.
//!
//! `cargo +nightly fuzz run text`
#![no_main]

use kohyo::text::money::Unit;
use kohyo::text::{department, era, grade, label, money, number, period, value};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = value::parse(text);
    for (_, part) in value::split_indicators(text) {
        let _ = value::parse(part);
    }
    for unit in [Unit::Thousand, Unit::Yen, Unit::Million] {
        let _ = money::parse(text, unit);
    }
    let _ = (era::fiscal_year(text), era::title_year(text));
    let _ = (grade::parse(text), number::parse(text), period::parse(text));
    let _ = department::parse(text, &[]);
    // What was made comparable once stays as it is.
    let once = label::normalise(text);
    assert_eq!(label::normalise(&once), once);
});
