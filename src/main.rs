//! The command line program.

use std::io;

fn main() -> io::Result<()> {
    if std::env::args().nth(1).as_deref() == Some("__worker") {
        kohyo::workbook::worker::serve(io::stdin().lock(), io::stdout().lock())?;
    }
    Ok(())
}
