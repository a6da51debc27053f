//! How much the sandbox takes and keeps, so that no client can make it grow for ever.

use std::{
    collections::{BTreeMap, VecDeque},
    time::Duration,
};

/// The limits of one sandbox.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Open connections. One more takes the place of the one that has been silent the longest.
    pub(crate) connections: usize,
    /// How long a client may take for the head of a request, and how long a connection may wait
    /// for its next one.
    pub(crate) head: Duration,
    /// How long a client may take for the body of a request.
    pub(crate) body: Duration,
    /// The largest body, in bytes.
    pub(crate) body_size: usize,
    /// The largest journal of what was changed, in bytes.
    pub(crate) state: usize,
    /// What is kept of each sort that nobody deletes: requests, messages, tokens and the like.
    pub(crate) kept: Kept,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 1024,
            head: Duration::from_secs(60),
            body: Duration::from_secs(60),
            body_size: 1024 * 1024,
            state: 64 * 1024 * 1024,
            kept: Kept { entries: 10_000, bytes: 32 * 1024 * 1024 },
        }
    }
}

/// How many entries of one sort are kept, and how much of what clients sent is in them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kept {
    pub(crate) entries: usize,
    pub(crate) bytes: usize,
}

/// A list in the order of arrival that forgets its oldest entries rather than outgrow its limits.
pub(crate) struct Recent<T> {
    /// Each with its size.
    entries: VecDeque<(T, usize)>,
    bytes: usize,
    kept: Kept,
}

impl<T> Recent<T> {
    pub(crate) fn new(kept: Kept) -> Self {
        Self { entries: VecDeque::new(), bytes: 0, kept }
    }

    /// Adds an entry that holds so many bytes of what a client sent.
    pub(crate) fn push(&mut self, entry: T, size: usize) {
        self.entries.push_back((entry, size));
        self.bytes += size;
        while self.entries.len() > self.kept.entries.max(1)
            || (self.bytes > self.kept.bytes && self.entries.len() > 1)
        {
            if let Some((_, size)) = self.entries.pop_front() {
                self.bytes -= size;
            }
        }
    }

    /// Oldest first.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.entries.iter().map(|(entry, _)| entry)
    }

    /// Oldest first.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.entries.iter_mut().map(|(entry, _)| entry)
    }
}

/// Entries by their ids. Of too many, the oldest goes.
pub(crate) struct Latest<T> {
    /// Each with its place in the order of arrival.
    entries: BTreeMap<String, (u64, T)>,
    order: BTreeMap<u64, String>,
    begun: u64,
    most: usize,
}

impl<T> Latest<T> {
    pub(crate) fn new(kept: Kept) -> Self {
        let (entries, order) = (BTreeMap::new(), BTreeMap::new());
        Self { entries, order, begun: 0, most: kept.entries.max(1) }
    }

    pub(crate) fn insert(&mut self, id: String, entry: T) {
        self.remove(&id);
        self.begun += 1;
        self.order.insert(self.begun, id.clone());
        self.entries.insert(id, (self.begun, entry));
        if self.entries.len() > self.most
            && let Some((_, oldest)) = self.order.pop_first()
        {
            self.entries.remove(&oldest);
        }
    }

    pub(crate) fn get(&self, id: &str) -> Option<&T> {
        self.entries.get(id).map(|(_, entry)| entry)
    }

    /// In the order of their ids.
    pub(crate) fn values(&self) -> impl Iterator<Item = &T> {
        self.entries.values().map(|(_, entry)| entry)
    }

    /// In the order of their ids.
    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.entries.values_mut().map(|(_, entry)| entry)
    }

    pub(crate) fn get_mut(&mut self, id: &str) -> Option<&mut T> {
        self.entries.get_mut(id).map(|(_, entry)| entry)
    }

    pub(crate) fn remove(&mut self, id: &str) -> Option<T> {
        let (place, entry) = self.entries.remove(id)?;
        self.order.remove(&place);
        Some(entry)
    }

    /// Lets the oldest go as long as they are over; for entries that all live equally long.
    pub(crate) fn end(&mut self, is_over: impl Fn(&T) -> bool) {
        while let Some(first) = self.order.first_entry()
            && self.entries.get(first.get()).is_none_or(|(_, entry)| is_over(entry))
        {
            self.entries.remove(&first.remove());
        }
    }

    pub(crate) fn retain(&mut self, stays: impl Fn(&T) -> bool) {
        let order = &mut self.order;
        self.entries.retain(|_, (place, entry)| {
            let stays = stays(entry);
            if !stays {
                order.remove(place);
            }
            stays
        });
    }
}

#[cfg(test)]
mod tests {
    use super::{Kept, Latest, Recent};

    fn kept(entries: usize, bytes: usize, pushed: &[(u8, usize)]) -> Vec<u8> {
        let mut list = Recent::new(Kept { entries, bytes });
        for (entry, size) in pushed {
            list.push(*entry, *size);
        }
        list.iter().copied().collect()
    }

    #[test]
    fn the_oldest_entries_go_first() {
        assert_eq!(kept(2, 100, &[(1, 1), (2, 1), (3, 1)]), [2, 3]);
        assert_eq!(kept(9, 10, &[(1, 5), (2, 5), (3, 5)]), [2, 3]);
        // The newest is always there, whatever its size.
        assert_eq!(kept(9, 10, &[(1, 5), (2, 50)]), [2]);
    }

    #[test]
    fn the_oldest_of_what_has_an_id_goes_first() {
        let mut latest = Latest::new(Kept { entries: 2, bytes: 0 });
        for (id, entry) in [("z", 1), ("b", 2), ("z", 3), ("a", 4)] {
            latest.insert(id.to_owned(), entry);
        }
        // The one that was put again is newer than the other.
        let left = ["z", "b", "a"].map(|id| latest.get(id).copied());
        assert_eq!(left, [Some(3), None, Some(4)]);
        // What is taken out has no place any more.
        latest.retain(|entry| *entry != 3);
        latest.insert("c".to_owned(), 5);
        let left = ["z", "a", "c"].map(|id| latest.get(id).copied());
        assert_eq!(left, [None, Some(4), Some(5)]);
        latest.end(|entry| *entry < 5);
        assert_eq!(["a", "c"].map(|id| latest.get(id).copied()), [None, Some(5)]);
    }
}
