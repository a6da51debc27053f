//! What became of each line: enough to go on after a crash.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use ping_sdk::prelude::*;

/// Which lines are done. Outcomes come in the order of the lines, so it is enough to keep how many
/// there were, and which of them failed.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Journal {
    pub(crate) known: usize,
    pub(crate) failed: BTreeSet<usize>,
}

impl Journal {
    /// The journal in a text: a line of it is a number and an id, or `!` for a failure.
    pub(crate) fn read(text: &str) -> Self {
        let mut journal = Self::default();
        for line in text.lines() {
            if let Some((number, outcome)) = line.split_once(' ')
                && let Ok(number) = number.parse()
            {
                journal.add(number, outcome != "!");
            }
        }
        journal
    }

    /// The journal in a file, and the file to go on with. Half a line at its end, which a crash
    /// left, is cut off: that user is looked up.
    pub(crate) fn open(path: impl AsRef<Path>) -> io::Result<(Self, File)> {
        let file = OpenOptions::new().create(true).append(true).open(&path)?;
        let mut text = std::fs::read_to_string(path)?;
        text.truncate(text.rfind('\n').map_or(0, |end| end + 1));
        file.set_len(text.len() as u64)?;
        Ok((Self::read(&text), file))
    }

    fn add(&mut self, number: usize, good: bool) {
        self.known = self.known.max(number + 1);
        match good {
            true => self.failed.remove(&number),
            false => self.failed.insert(number),
        };
    }

    /// Whether that line is still to be imported.
    pub(crate) fn wants(&self, number: usize) -> bool {
        number >= self.known || self.failed.contains(&number)
    }

    /// Notes what became of a line.
    pub(crate) fn note(
        &mut self,
        file: &mut impl Write,
        number: usize,
        result: &Result<UserId, Error>,
    ) -> io::Result<()> {
        self.add(number, result.is_ok());
        match result {
            Ok(id) => writeln!(file, "{number} {id}"),
            Err(_) => writeln!(file, "{number} !"),
        }
    }
}
