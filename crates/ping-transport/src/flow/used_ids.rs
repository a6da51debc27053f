//! Taking something once.

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use crate::clock::Clock;
use crate::error::Error;

/// How many ids are remembered unless the caller says otherwise.
const MOST: usize = 100_000;

/// The ids of sign-ins that have been taken, so that each is taken once. Cheap to clone; clones
/// share what they remember.
///
/// The service tells of a success as often as it is asked. An application that keeps a step or an
/// id in a cookie takes the id of a completed sign-in here before it lets the user in, and is
/// refused where the same cookie comes again. An id is remembered for the lifetime that what is in
/// the cookie has; then the cookie itself is refused.
///
/// It lives in memory: several instances of an application need a store that they share, with the
/// same two rules. An id is taken by an insertion that fails where it is there, such as Redis's
/// `SET id 1 NX PX lifetime` or a row with a unique key, and never by a look-up before it; and it
/// stays for that lifetime.
///
/// ```
/// # use std::time::Duration;
/// # use ping_transport::{Client, Error, UsedIds};
/// # fn example(client: &Client, session_id: &str) -> Result<(), Error> {
/// let used = UsedIds::new(client.clock().clone());
/// used.take(session_id, Duration::from_secs(600))?;
/// assert!(used.take(session_id, Duration::from_secs(600)).is_err());
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct UsedIds {
    clock: Arc<dyn Clock>,
    most: usize,
    taken: Arc<Mutex<Taken>>,
}

#[derive(Default)]
struct Taken {
    ids: HashSet<Arc<str>>,
    /// The same by the time at which each may be forgotten.
    until: BTreeMap<SystemTime, Vec<Arc<str>>>,
}

impl UsedIds {
    /// None yet, and room for 100,000. The clock is the one by which steps are sealed:
    /// [`Client::clock`](crate::Client::clock).
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, most: MOST, taken: Arc::default() }
    }

    /// How many ids are remembered at once: each takes about 150 bytes beside its own text.
    #[must_use]
    pub fn at_most(mut self, ids: usize) -> Self {
        self.most = ids;
        self
    }

    /// Takes an id and remembers it for so long.
    ///
    /// # Errors
    ///
    /// Fails with [`ErrorKind::InvalidInput`](crate::ErrorKind::InvalidInput) on the field `id`
    /// where it has been taken, and with
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) on `used_ids` where there is
    /// no room for it: none is forgotten before its time, since it could be taken again then.
    pub fn take(&self, id: impl AsRef<str>, lifetime: Duration) -> Result<(), Error> {
        let id = id.as_ref();
        let now = self.clock.now();
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.forget(now);
        if taken.ids.contains(id) {
            return Err(Error::invalid_input("id", "has been used: begin again"));
        }
        if taken.ids.len() >= self.most {
            let message = "are full: remember more of them, or give what is sealed less time";
            return Err(Error::configuration("used_ids", message));
        }
        let id: Arc<str> = id.into();
        // What no clock can name is never forgotten.
        if let Some(until) = now.checked_add(lifetime) {
            taken.until.entry(until).or_default().push(id.clone());
        }
        taken.ids.insert(id);
        Ok(())
    }
}

impl Taken {
    fn forget(&mut self, now: SystemTime) {
        while let Some(first) = self.until.first_entry().filter(|first| *first.key() <= now) {
            for id in first.remove() {
                self.ids.remove(&id);
            }
        }
    }
}

impl fmt::Debug for UsedIds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UsedIds").field("most", &self.most).finish_non_exhaustive()
    }
}
