//! The rows of a CSV text, line by line.

use bytes::{Buf, Bytes};
use csv_core::{ReadRecordResult, Reader};
use ping_models::{DecodeError, Row, SetCell};

use super::{Found, LARGEST_ROW, SMALLER_ROW};

/// Reads rows out of chunks of a CSV text.
pub(super) struct CsvRows<T> {
    // Its table is large, and rows move while they are read.
    reader: Box<Reader>,
    /// What has not been read yet.
    text: Bytes,
    /// The cells of the line so far, one behind the other, and where each of them ends.
    cells: Vec<u8>,
    ends: Vec<usize>,
    length: usize,
    number: usize,
    /// The columns, once the first line was read.
    columns: Option<Vec<Column<T>>>,
    rows: u64,
}

struct Column<T> {
    name: String,
    /// `None` for a column that the row has no name for.
    set: Option<SetCell<T>>,
}

impl<T: Row> CsvRows<T> {
    pub(super) fn new() -> Self {
        Self {
            reader: Box::new(Reader::new()),
            text: Bytes::new(),
            cells: vec![0; 1024],
            ends: vec![0; 32],
            length: 0,
            number: 0,
            columns: None,
            rows: 0,
        }
    }

    /// Takes the next chunk; the one before it has been read.
    pub(super) fn push(&mut self, chunk: Bytes) {
        self.text = chunk;
    }

    pub(super) fn next(&mut self, complete: bool) -> Found<T> {
        loop {
            if self.text.is_empty() && !complete {
                return Found::Unfinished;
            }
            let cells = self.cells.get_mut(self.length..).unwrap_or_default();
            let ends = self.ends.get_mut(self.number..).unwrap_or_default();
            let (result, read, written, ended) = self.reader.read_record(&self.text, cells, ends);
            self.text.advance(read);
            self.length += written;
            self.number += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.cells.len() >= LARGEST_ROW => {
                    let place = format!("row {}", self.rows);
                    return Found::Broken(DecodeError::new(place, SMALLER_ROW));
                }
                ReadRecordResult::OutputFull => self.cells.resize(self.cells.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record => {
                    let found = self.line();
                    self.length = 0;
                    self.number = 0;
                    if let Some(found) = found {
                        return found;
                    }
                }
                ReadRecordResult::End if self.columns.is_none() => {
                    return Found::Broken(DecodeError::new(".", "a line with the columns' names"));
                }
                ReadRecordResult::End => return Found::End,
            }
        }
    }

    /// What the line is; `None` for the one that names the columns.
    fn line(&mut self) -> Option<Found<T>> {
        let cells = self.cells.get(..self.length).unwrap_or_default();
        let ends = self.ends.get(..self.number).unwrap_or_default();
        let Some(columns) = &self.columns else {
            let columns = header::<T>(cells, ends);
            let broken = columns.is_none().then(|| {
                let what = "a line with the columns' names";
                Found::Broken(DecodeError::new("row 0", what))
            });
            self.columns = columns;
            return broken;
        };
        let row = row(columns, cells, ends);
        let place = || format!("row {}", self.rows);
        let row = row.map_err(|error| error.below(&place()));
        self.rows += 1;
        Some(Found::Row(row))
    }
}

/// The columns, of which at least one has to be known.
fn header<T: Row>(cells: &[u8], ends: &[usize]) -> Option<Vec<Column<T>>> {
    let text = std::str::from_utf8(cells).ok()?;
    let columns: Vec<_> = split(text, ends)
        .map(|name| Column { set: T::cell(name.trim()), name: name.trim().to_owned() })
        .collect();
    columns.iter().any(|column| column.set.is_some()).then_some(columns)
}

fn split<'a>(text: &'a str, ends: &'a [usize]) -> impl Iterator<Item = &'a str> {
    let mut start = 0;
    ends.iter().map(move |end| {
        let cell = text.get(start..*end).unwrap_or_default();
        start = *end;
        cell
    })
}

fn row<T: Row>(columns: &[Column<T>], cells: &[u8], ends: &[usize]) -> Result<T, DecodeError> {
    if columns.len() != ends.len() {
        let expected = format!("{} cells, as many as there are columns", columns.len());
        return Err(DecodeError::new(".", expected));
    }
    let text = std::str::from_utf8(cells).map_err(|_| DecodeError::new(".", "UTF-8"))?;
    let mut row = T::default();
    for (column, cell) in columns.iter().zip(split(text, ends)) {
        if cell.is_empty() {
            continue;
        }
        match column.set {
            Some(set) => set(&mut row, cell).map_err(|error| error.below(&column.name))?,
            None => row.keep_cell(&column.name, cell),
        }
    }
    Ok(row)
}
