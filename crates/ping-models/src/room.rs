//! How much memory a text may become.
//!
//! In an array, `{}` takes three bytes of the text and a whole struct of memory, which may have
//! more than a thousand. So each object that is decoded takes its room from what its text is
//! granted: enough for any real payload, and no more than a small multiple of the text.

use std::cell::Cell;

use serde::de;

use crate::decode::DecodeError;

/// So many bytes of structs are granted for each byte of the text.
const MULTIPLE: usize = 16;

/// And so many bytes to begin with, for small texts are allowed to be sparse.
const START: usize = 4 << 20;

thread_local! {
    /// What is left for the text that this thread decodes; `None` outside of [`within`].
    static LEFT: Cell<Option<usize>> = const { Cell::new(None) };
}

/// Decodes within the room of a text of this length. What is decoded inside of another text takes
/// its room from there.
pub(crate) fn within<T>(text: usize, decode: impl FnOnce() -> T) -> T {
    /// Ends it on a panic as well.
    struct End;

    impl Drop for End {
        fn drop(&mut self) {
            LEFT.set(None);
        }
    }

    if LEFT.get().is_some() {
        return decode();
    }
    LEFT.set(Some(text.saturating_mul(MULTIPLE).saturating_add(START)));
    let _end = End;
    decode()
}

/// Takes the room of one `T`.
#[doc(hidden)]
#[inline]
pub(crate) fn take<T, E: de::Error>() -> Result<(), E> {
    if has(size_of::<T>()) {
        return Ok(());
    }
    Err(E::custom(format_args!("too little, expected {FEWER}")))
}

/// As [`take`], where the text of the object is at hand.
#[doc(hidden)]
pub fn take_for<T>() -> Result<(), DecodeError> {
    match has(size_of::<T>()) {
        true => Ok(()),
        false => Err(DecodeError::new(".", FEWER)),
    }
}

/// What is expected of a text for which there is too little room.
const FEWER: &str = "fewer objects for a text of this length";

/// Takes so many bytes, if they are left.
fn has(bytes: usize) -> bool {
    let Some(left) = LEFT.get() else {
        return true;
    };
    let enough = left.checked_sub(bytes);
    LEFT.set(Some(enough.unwrap_or_default()));
    enough.is_some()
}

/// Takes the room of what comes with an object; where there is too little, the next object fails.
pub(crate) fn spend(bytes: usize) {
    if let Some(left) = LEFT.get() {
        LEFT.set(Some(left.saturating_sub(bytes)));
    }
}

/// Whether there is no room left, so that nothing else needs to be tried.
pub(crate) fn is_spent() -> bool {
    LEFT.get() == Some(0)
}
