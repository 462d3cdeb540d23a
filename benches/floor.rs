//! The floor under reading: inflates what has to be read of every form in a folder, on two threads, and does
//! nothing with it. With `--read`, reads every workbook to its cells, merged regions and drawings, as kohyo
//! does before it looks for a form. `benches/compare/run.py` holds them against each other and `kohyo`.
//!
//! ```text
//! cargo bench --bench floor -- FOLDER [--read]
//! ```

use kohyo::workbook::{Limits, xlsx};
use libdeflater::Decompressor;
use mimalloc::MiMalloc;
use rayon::prelude::*;
use std::error::Error;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{env, fs};
use zip::ZipArchive;

/// As the program itself has it.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

/// Begins the names of parts that a form is read from.
const NEEDED: [&str; 7] = [
    "_rels/",
    "xl/_rels/",
    "xl/workbook.xml",
    "xl/styles.xml",
    "xl/sharedStrings.xml",
    "xl/worksheets/",
    "xl/drawings/",
];

fn workbooks(folder: &Path, into: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            workbooks(&path, into)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "xlsx")
        {
            into.push(path);
        }
    }
    Ok(())
}

/// Inflates the parts of one form and says how many bytes they are.
fn inflate(path: &Path) -> Result<usize, String> {
    let broken = |why: &dyn std::fmt::Display| format!("{}: {why}", path.display());
    let bytes = fs::read(path).map_err(|error| broken(&error))?;
    let mut zip = ZipArchive::new(Cursor::new(&bytes)).map_err(|error| broken(&error))?;
    let mut inflater = Decompressor::new();
    let (mut room, mut sum) = (Vec::new(), 0);
    for index in 0..zip.len() {
        let part = zip.by_index_raw(index).map_err(|error| broken(&error))?;
        let name = String::from_utf8_lossy(part.name_raw());
        if !NEEDED.iter().any(|needed| name.starts_with(needed)) {
            continue;
        }
        let start = part.data_start().unwrap_or_default() as usize;
        let packed = &bytes[start..start + part.compressed_size() as usize];
        let size = part.size() as usize;
        if room.len() < size {
            room.resize(size, 0);
        }
        inflater
            .deflate_decompress(packed, &mut room[..size])
            .map_err(|error| broken(&error))?;
        sum += size;
    }
    Ok(sum)
}

/// Reads one form and says how many cells and shapes it has.
fn read(path: &Path) -> Result<usize, String> {
    let broken = |why: &dyn std::fmt::Display| format!("{}: {why}", path.display());
    let bytes = fs::read(path).map_err(|error| broken(&error))?;
    let book = xlsx::read(&bytes, &Limits::default()).map_err(|problem| broken(&problem))?;
    let held = book
        .sheets
        .iter()
        .map(|sheet| sheet.cells.len() + sheet.shapes.len());
    Ok(held.sum())
}

fn main() -> Result<(), Box<dyn Error>> {
    // `cargo bench` adds an argument of its own.
    let (options, folders): (Vec<String>, Vec<String>) = env::args()
        .skip(1)
        .partition(|argument| argument.starts_with("--"));
    let folder = folders.first().ok_or("a folder with forms is missing")?;
    let (what, counted): (fn(&Path) -> _, _) = match options.iter().any(|option| option == "--read")
    {
        true => (read, "cells and shapes"),
        false => (inflate, "bytes"),
    };
    let started = Instant::now();
    let mut files = Vec::new();
    workbooks(Path::new(folder), &mut files)?;
    let threads = rayon::ThreadPoolBuilder::new().num_threads(2).build()?;
    let sums: Vec<usize> = threads.install(|| {
        files
            .par_iter()
            .map(|path| what(path))
            .collect::<Result<_, _>>()
    })?;
    println!(
        "{} forms, {} {counted}, {:.4} s",
        files.len(),
        sums.iter().sum::<usize>(),
        started.elapsed().as_secs_f64()
    );
    Ok(())
}
