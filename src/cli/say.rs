//! Words to people on standard error, data on standard output. Colours only on a terminal, and not
//! where `NO_COLOR` is set. A console of Windows gets Unicode whatever its code page; pipes and files
//! get UTF-8.

use clap::builder::styling::{AnsiColor, Style};
use kohyo::finding::Severity;
use kohyo::model::Register;
use std::error::Error;
use std::io::{self, Write};

/// The colour of a severity.
pub(super) const fn colour(severity: Severity) -> Style {
    match severity {
        Severity::Error => AnsiColor::Red.on_default().bold(),
        Severity::Warning => AnsiColor::Yellow.on_default(),
        Severity::Info => AnsiColor::Cyan.on_default(),
    }
}

/// Writes to standard output. A reader that went away (`| head`) is no error.
pub(super) fn out(text: &str) -> io::Result<()> {
    let mut stdout = anstream::stdout().lock();
    match stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
    {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Writes a line to standard error.
pub(super) fn note(line: &str) {
    // Nobody is left to be told when standard error is gone.
    let _ = writeln!(anstream::stderr().lock(), "{line}");
}

/// Says what of a register is struck out and therefore not used.
pub(super) fn withdrawn(register: &Register) {
    for withdrawn in &register.withdrawn {
        note(&format!("台帳の {withdrawn}"));
    }
}

/// Writes why nothing could be done, with the whole chain of causes.
pub(crate) fn complain(error: &dyn Error) {
    let red = colour(Severity::Error);
    note(&format!("{red}エラー:{red:#} {error}"));
    let mut cause = error.source();
    while let Some(error) = cause {
        note(&format!("  原因: {error}"));
        cause = error.source();
    }
}
