//! A file whose bytes go down to the disk while more are made, so that little is left to wait for in the end.

use std::fs::File;
use std::io::{self, Write};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

/// After so many bytes the disk is asked for those so far.
const STRETCH: usize = 2 << 20;

/// What is written through [`to_disk`].
pub(super) struct Flow<'a> {
    file: &'a File,
    /// Bytes that the disk was not asked for yet.
    open: usize,
    ask: SyncSender<()>,
}

impl Write for Flow<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut file = self.file;
        let written = file.write(bytes)?;
        self.open += written;
        // While the disk is busy with what came before, nobody listens.
        if self.open >= STRETCH && self.ask.try_send(()).is_ok() {
            self.open = 0;
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes a file down to the disk.
pub(super) fn to_disk<T>(
    file: &File,
    write: impl FnOnce(Flow<'_>) -> io::Result<T>,
) -> io::Result<T> {
    let (ask, asked) = sync_channel(0);
    thread::scope(|scope| {
        // The system tells a failure once only: whoever is told has to pass it on.
        let syncing = scope.spawn(move || asked.iter().try_for_each(|()| file.sync_data()));
        let written = write(Flow { file, open: 0, ask });
        let lost = |_| Err(io::Error::other("a writer panicked"));
        let synced = syncing.join().unwrap_or_else(lost);
        let written = written?;
        synced?;
        file.sync_all()?;
        Ok(written)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn everything_arrives_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let bytes: Vec<u8> = (0..STRETCH * 3 + 7).map(|at| (at / 251) as u8).collect();
        let file = File::create(&path).unwrap();
        let pieces = |mut flow: Flow<'_>| {
            let mut pieces = bytes.chunks(STRETCH / 5);
            pieces.try_for_each(|piece| flow.write_all(piece))
        };
        to_disk(&file, pieces).unwrap();
        assert!(fs::read(&path).unwrap() == bytes);
    }

    #[test]
    fn what_fails_on_the_way_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let file = File::create(&path).unwrap();
        let told = to_disk(&file, |_| Err::<(), _>(io::Error::other("no")));
        assert_eq!(told.unwrap_err().to_string(), "no");
        let only_read = File::open(&path).unwrap();
        assert!(to_disk(&only_read, |mut flow| flow.write_all(b"a")).is_err());
    }
}
