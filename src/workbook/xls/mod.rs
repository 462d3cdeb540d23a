//! The binary formats: `.xls` (BIFF in a compound file) and `.xlsb` (binary parts in a package).

mod foreign;

pub(super) use foreign::{read, read_binary};
