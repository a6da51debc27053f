//! For tests of code that uses this SDK: a scripted transport, a clock that only moves when it is
//! told, and a recorder of what went over the wire.

mod clock;
mod recorder;
mod script;

use std::sync::{Mutex, MutexGuard};

pub use self::clock::ManualClock;
pub use self::recorder::Recorder;
pub use self::script::{BodyEnd, FakeTransport, Reaction, Received};

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}
