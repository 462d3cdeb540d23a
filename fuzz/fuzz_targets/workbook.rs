//! Whole files of any format, told from their content. Old formats that other crates read are left out:
//! those run in worker processes because they are known to fail.
//!
//! `cargo +nightly fuzz run workbook`
#![no_main]

use kohyo_workbook::sniff::sniff;
use kohyo_workbook::{Format, Limits, Reader};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits {
        package_bytes: 8 << 20,
        cells: 50_000,
        ..Limits::default()
    };
    if matches!(sniff(bytes, &limits), Ok(Format::Xlsx | Format::Ods)) {
        let _ = Reader::new(limits, None).read(bytes.to_vec());
    }
});
