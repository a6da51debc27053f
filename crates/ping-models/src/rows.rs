//! Rows of reports, which come as JSON and as CSV.

use serde::de::DeserializeOwned;

use crate::decode::DecodeError;
use crate::ids::{DeviceId, UserId};
use crate::loose::{Loose, LooseValue};
use crate::model::Model;
use crate::times::Timestamp;

/// Takes the cell of a column; the text is not empty.
pub type SetCell<T> = fn(&mut T, &str) -> Result<(), DecodeError>;

/// A row of a report: an object of JSON, or a line of CSV whose cells have the same names.
pub trait Row: Model + DeserializeOwned + Default + Send + 'static {
    /// How the cell of a column is taken; `None` for a column that no field names.
    fn cell(column: &str) -> Option<SetCell<Self>>;

    /// Keeps the cell of a column that no field names, as a text.
    fn keep_cell(&mut self, column: &str, text: &str);
}

/// A value that a cell of CSV can hold.
#[doc(hidden)]
pub trait Cell: Sized {
    /// Reads a text that is not empty.
    fn read_cell(text: &str) -> Result<Self, DecodeError>;
}

/// How the text of a cell becomes a value of that type.
macro_rules! cells {
    ($($name:ident($text:ident) = $read:expr;)*) => { $(
        impl $crate::rows::Cell for $name {
            fn read_cell($text: &str) -> Result<Self, $crate::DecodeError> {
                $read
            }
        }
    )* };
}

#[cfg(any(feature = "mfa", feature = "pingid"))]
pub(crate) use cells;

cells! {
    DeviceId(text) = Ok(text.into());
    UserId(text) = Ok(text.into());
    Timestamp(text) = Ok(text.into());
}

impl Cell for String {
    fn read_cell(text: &str) -> Result<Self, DecodeError> {
        Ok(text.to_owned())
    }
}

impl<T: LooseValue> Cell for Loose<T> {
    fn read_cell(text: &str) -> Result<Self, DecodeError> {
        let value = T::read_text(text).ok_or_else(|| DecodeError::new(".", T::EXPECTED))?;
        Ok(Self::new(value))
    }
}
