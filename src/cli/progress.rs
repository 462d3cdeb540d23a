//! How far reading has come: a bar on a terminal, silence everywhere else.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use kohyo::batch::Event;

/// Shows the files done, of how many, and the one begun last.
pub(super) struct Progress(ProgressBar);

impl Progress {
    pub(super) fn new(quiet: bool) -> Self {
        // Nothing is drawn where standard error is no terminal or NO_COLOR is set.
        let target = if quiet || std::env::var_os("NO_COLOR").is_some_and(|no| !no.is_empty()) {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr()
        };
        let bar = ProgressBar::with_draw_target(None, target);
        if let Ok(style) =
            ProgressStyle::with_template("読み取り中 {bar:24} {pos}/{len} {wide_msg}")
        {
            bar.set_style(style);
        }
        Self(bar)
    }

    pub(super) fn on(&self, event: Event<'_>) {
        match event {
            Event::Files(count) => self.0.set_length(count as u64),
            Event::Begun(file) => self.0.set_message(file.to_owned()),
            Event::Done => self.0.inc(1),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
