//! Rows of reports, which come as JSON and as CSV.

use serde::de::DeserializeOwned;

use crate::decode::DecodeError;
#[cfg(feature = "pingid")]
use crate::loose::{Loose, LooseValue};
use crate::model::Model;

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
#[cfg(feature = "pingid")]
pub(crate) trait Cell: Sized {
    fn read_cell(text: &str) -> Result<Self, DecodeError>;
}

#[cfg(feature = "pingid")]
impl Cell for String {
    fn read_cell(text: &str) -> Result<Self, DecodeError> {
        Ok(text.to_owned())
    }
}

#[cfg(feature = "pingid")]
impl<T: LooseValue> Cell for Loose<T> {
    fn read_cell(text: &str) -> Result<Self, DecodeError> {
        let value = T::read_text(text).ok_or_else(|| DecodeError::new(".", T::EXPECTED))?;
        Ok(Self::new(value))
    }
}

/// Defines a row: a [`model!`] whose members are the columns of its CSV form as well.
#[cfg(feature = "pingid")]
macro_rules! row {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $( $(#[$fmeta:meta])* $field:ident : $type:ty = $wire:literal $($mark:ident)?, )*
        }
    ) => {
        model! {
            $(#[$meta])*
            #[derive(Default)]
            pub struct $name {
                optional { $( $(#[$fmeta])* $field: $type = $wire $($mark)?, )* }
            }
        }

        impl $crate::Row for $name {
            fn cell(column: &str) -> Option<$crate::SetCell<Self>> {
                Some(match column {
                    $( $wire => |row, text| {
                        row.$field = Some(<$type as $crate::rows::Cell>::read_cell(text)?);
                        Ok(())
                    }, )*
                    _ => return None,
                })
            }

            fn keep_cell(&mut self, column: &str, text: &str) {
                self.rest.keep_text(column, text);
            }
        }
    };
}
