//! Progress: a bar on a terminal, now and then a line elsewhere.

use std::io::{IsTerminal, Write, stderr};
use std::time::{Duration, Instant};

use ping_sdk::transport::BulkProgress;

const WIDTH: usize = 40;

/// What shows how far an import is.
pub(crate) struct Shown {
    total: usize,
    is_terminal: bool,
    began: Instant,
    last: Option<Instant>,
}

impl Shown {
    pub(crate) fn new(total: usize) -> Self {
        Self { total, is_terminal: stderr().is_terminal(), began: Instant::now(), last: None }
    }

    /// Shows the progress, not more often than somebody can read it.
    pub(crate) fn at(&mut self, progress: &BulkProgress) {
        let often = Duration::from_millis(if self.is_terminal { 100 } else { 2000 });
        if self.last.is_none_or(|last| last.elapsed() >= often) {
            self.last = Some(Instant::now());
            self.show(progress);
        }
    }

    /// A line for itself.
    pub(crate) fn say(&self, line: &str) {
        let clear = if self.is_terminal { "\r\x1b[2K" } else { "" };
        let _ = writeln!(stderr(), "{clear}{line}");
    }

    /// Shows the last of it.
    pub(crate) fn end(&self, progress: &BulkProgress) {
        self.show(progress);
        if self.is_terminal {
            let _ = writeln!(stderr());
        }
    }

    fn show(&self, progress: &BulkProgress) {
        let done = progress.done() as usize;
        let rate = done as f64 / self.began.elapsed().as_secs_f64().max(0.001);
        let text = format!("{progress}, {rate:.0} a second");
        if !self.is_terminal {
            return self.say(&text);
        }
        let filled = (WIDTH * done).checked_div(self.total).unwrap_or(WIDTH);
        let bar = "█".repeat(filled) + &"░".repeat(WIDTH - filled);
        let _ = write!(stderr(), "\r\x1b[2K{bar} {text}").and_then(|()| stderr().flush());
    }
}
