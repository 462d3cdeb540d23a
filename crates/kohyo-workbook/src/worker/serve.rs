//! The worker's side: read files one after the other until the pipe is closed.

use super::guard::Guard;
use crate::reader::read_in_process;
use crate::worker_protocol;
use std::io::{self, Read, Write};

/// Answers requests from `input` on `output` until `input` ends.
///
/// # Errors
/// When a pipe breaks or a request is garbled; the process should end then.
pub fn serve(mut input: impl Read, mut output: impl Write) -> io::Result<()> {
    // A panic is an answer here; its text belongs on nobody's screen.
    std::panic::set_hook(Box::new(|_| {}));
    while let Some((order, file)) = worker_protocol::take_request(&mut input)? {
        let guard = Guard::start(&order.limits);
        let answer = read_in_process(&file, order.format, &order.limits);
        worker_protocol::send_answer(&mut output, &answer, &order.limits)?;
        drop(guard);
    }
    Ok(())
}
