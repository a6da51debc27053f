//! The journal of what was changed, in a file: the world is what it becomes by being run again.

use std::{
    collections::BTreeMap,
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::wire::response::{ApiError, Failure};

/// A file of lines: what the world began with, then what changed it, in its order.
pub(crate) struct Journal {
    path: PathBuf,
    /// Locked, so that no other sandbox writes to it.
    file: File,
    /// How much of it is good, in bytes.
    length: u64,
    limit: u64,
    /// How many lines there are behind the first one.
    entries: u64,
    /// The requests that have no answer yet, by their numbers, and their entries.
    waiting: BTreeMap<u64, u64>,
    /// Why nothing can be written any more.
    broken: Option<String>,
}

impl Journal {
    /// Opens a file or makes it, for its owner alone; with its lines. A last line that is torn, as
    /// the program was killed while it wrote, never happened.
    pub(crate) fn open(path: &Path, limit: u64) -> io::Result<(Self, Vec<Value>)> {
        let mut file = options().read(true).create(true).open(path)?;
        lock(&file)?;
        keep_private(&file)?;
        let mut text = Vec::new();
        file.read_to_end(&mut text)?;
        let whole = text.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let lines = text[..whole].split_inclusive(|byte| *byte == b'\n').enumerate();
        let lines: io::Result<Vec<Value>> = lines
            .map(|(index, line)| {
                serde_json::from_slice(line).map_err(|_| broken(index + 1, "is not JSON"))
            })
            .collect();
        let lines = lines?;
        if lines.is_empty() && !text.is_empty() {
            return Err(broken(1, "does not begin the state of a sandbox"));
        }
        file.set_len(whole as u64)?;
        file.seek(SeekFrom::End(0))?;
        let journal = Self {
            path: path.to_owned(),
            file,
            length: whole as u64,
            limit,
            entries: (lines.len() as u64).saturating_sub(1),
            waiting: BTreeMap::new(),
            broken: None,
        };
        Ok((journal, lines))
    }

    /// Puts these lines in the place of all that is there. Until they are written whole, the old
    /// ones stand.
    pub(crate) fn replace(&mut self, lines: &[Value]) -> io::Result<()> {
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        let mut new = self.path.clone().into_os_string();
        new.push(".new");
        let new = PathBuf::from(new);
        // What an earlier run may have left behind.
        let _ = fs::remove_file(&new);
        let mut file = options().read(true).create_new(true).open(&new)?;
        lock(&file)?;
        file.write_all(text.as_bytes())?;
        fs::rename(&new, &self.path)?;
        self.file = file;
        self.length = text.len() as u64;
        self.entries = (lines.len() as u64).saturating_sub(1);
        self.waiting.clear();
        self.broken = None;
        Ok(())
    }

    /// Adds a line.
    pub(crate) fn add(&mut self, entry: &Value) -> io::Result<()> {
        if let Some(why) = &self.broken {
            return Err(io::Error::other(why.clone()));
        }
        let line = format!("{entry}\n");
        if let Err(error) = self.file.write_all(line.as_bytes()) {
            // Half of a line would be in the way of the next one.
            let _ = self.file.set_len(self.length);
            self.broken = Some(error.to_string());
            return Err(error);
        }
        self.length += line.len() as u64;
        self.entries += 1;
        Ok(())
    }

    /// Gives the file up: another sandbox may go on from it.
    pub(crate) fn close(&mut self) {
        self.broken = Some("the sandbox has ended".to_owned());
        // As it is when the file is closed, whenever that is.
        let _ = self.file.unlock();
    }

    /// Adds a request that waits for its answer.
    pub(crate) fn add_waiting(&mut self, number: u64, entry: &Value) -> io::Result<()> {
        let place = self.entries;
        self.add(entry)?;
        self.waiting.insert(number, place);
        Ok(())
    }

    /// Where the request is that waited, once it waits no more.
    pub(crate) fn take_waiting(&mut self, number: u64) -> Option<u64> {
        self.waiting.remove(&number)
    }

    /// Refuses what would change something, where it cannot be written.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        let why = match &self.broken {
            Some(why) => format!("The state file could not be written: {why}."),
            None if self.length < self.limit => return Ok(()),
            None => format!("The state file holds {} bytes, which is the most.", self.length),
        };
        let help = "POST /sandbox/reset begins anew, PUT /sandbox/state with another state.";
        Err(ApiError::new(507, "STATE_FULL", format!("{why} {help}")).into())
    }

    /// All of it, as one JSON text.
    pub(crate) fn text(&mut self) -> io::Result<Vec<u8>> {
        let mut lines = Vec::new();
        self.file.rewind()?;
        let read = (&mut self.file).take(self.length).read_to_end(&mut lines);
        self.file.seek(SeekFrom::End(0))?;
        read?;
        let lines: Vec<&[u8]> = lines.trim_ascii_end().split(|byte| *byte == b'\n').collect();
        Ok([b"{\"state\": [\n", &*lines.join(&b",\n"[..]), b"\n]}\n"].concat())
    }
}

fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// What is in it are secrets; a file that was there may be open to others.
fn keep_private(file: &File) -> io::Result<()> {
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    #[cfg(not(unix))]
    let _ = file;
    Ok(())
}

fn lock(file: &File) -> io::Result<()> {
    file.try_lock().map_err(|error| match error {
        TryLockError::WouldBlock => {
            io::Error::new(io::ErrorKind::ResourceBusy, "another sandbox uses it")
        }
        TryLockError::Error(error) => error,
    })
}

/// A line that cannot be used.
pub(crate) fn broken(line: usize, why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("line {line} {why}"))
}
