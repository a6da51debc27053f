//! What is known of the objects that are being written.

use std::cell::Cell;

/// Whether the member of this name is a secret.
pub(super) type IsSecret = fn(&str) -> bool;

thread_local! {
    /// Which members are secrets of the object that was written last: of a whole, the outermost one.
    static OUTERMOST: Cell<Option<IsSecret>> = const { Cell::new(None) };
}

/// Says which members are secrets of the object that is written.
pub(super) fn began(is_secret: IsSecret) {
    OUTERMOST.set(Some(is_secret));
}

/// Runs `encode` and tells which members are secrets of the object that it writes, where it does.
pub(crate) fn outermost<T>(encode: impl FnOnce() -> T) -> (T, Option<IsSecret>) {
    OUTERMOST.set(None);
    let result = encode();
    (result, OUTERMOST.take())
}

thread_local! {
    /// Whether unknown members are written with a mark before their names.
    static MARKING: Cell<bool> = const { Cell::new(false) };
}

/// Whether unknown members are to be marked.
pub(super) fn is_marking() -> bool {
    MARKING.get()
}

/// What stands before the name of an unknown member while they are marked.
pub(crate) const MARK: &str = "\u{1}unmodelled\u{1}";

/// Runs `encode` and has unknown members of every object [`MARK`]ed meanwhile.
pub(crate) fn marking<T>(encode: impl FnOnce() -> T) -> T {
    /// Ends it on a panic as well.
    struct End;

    impl Drop for End {
        fn drop(&mut self) {
            MARKING.set(false);
        }
    }

    MARKING.set(true);
    let _end = End;
    encode()
}
