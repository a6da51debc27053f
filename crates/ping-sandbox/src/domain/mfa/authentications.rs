//! The device authentications of an environment, in the order of their beginning.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::{Index, IndexMut},
};

use crate::{
    base::{limits::Kept, timestamp::Timestamp},
    domain::mfa::authentication::{Authentication, LIFETIME},
};

/// The device authentications of an environment.
pub(crate) struct Authentications {
    /// Each by its place in the order.
    all: BTreeMap<usize, Authentication>,
    places: BTreeMap<String, usize>,
    /// The places of each user's; at no name, of those whose user nobody knows yet.
    users: BTreeMap<String, BTreeSet<usize>>,
    begun: usize,
    /// How much of what clients sent is in them.
    bytes: usize,
    kept: Kept,
}

impl Authentications {
    pub(crate) fn new(kept: Kept) -> Self {
        let (all, places, users) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Self { all, places, users, begun: 0, bytes: 0, kept }
    }

    /// Adds one. What has long expired would be answered 410 for ever; a day of that is enough.
    pub(crate) fn begin(&mut self, authentication: Authentication, now: Timestamp) {
        self.begun += 1;
        self.bytes += authentication.wording.size();
        self.places.insert(authentication.id.clone(), self.begun);
        self.put_back(self.begun, authentication);
        while let Some((place, oldest)) = self.all.first_key_value()
            && self.all.len() > 1
            && (now.since(oldest.created_at) >= LIFETIME * 24
                || self.all.len() > self.kept.entries
                || self.bytes > self.kept.bytes)
        {
            self.remove(*place);
        }
    }

    /// Where the one of that id is.
    pub(crate) fn place(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// The oldest first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Authentication> {
        self.all.values()
    }

    /// The oldest first.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Authentication> {
        self.all.values_mut()
    }

    /// Takes one out for as long as it is worked on.
    pub(crate) fn lend(&mut self, place: usize) -> Authentication {
        std::mem::replace(&mut self[place], nobody())
    }

    /// The work is done.
    pub(crate) fn put_back(&mut self, place: usize, authentication: Authentication) {
        let places = self.users.entry(authentication.user_id.clone()).or_default();
        places.insert(place);
        self.all.insert(place, authentication);
    }

    fn remove(&mut self, place: usize) {
        let Some(gone) = self.all.remove(&place) else {
            return;
        };
        self.places.remove(&gone.id);
        self.bytes = self.bytes.saturating_sub(gone.wording.size());
        for user in ["", &gone.user_id] {
            if let Some(places) = self.users.get_mut(user) {
                places.remove(&place);
                if places.is_empty() {
                    self.users.remove(user);
                }
            }
        }
    }

    /// Forgets a deleted user's.
    pub(crate) fn forget(&mut self, user_id: &str) {
        for place in self.users.remove(user_id).unwrap_or_default() {
            self.remove(place);
        }
    }
}

impl Index<usize> for Authentications {
    type Output = Authentication;

    fn index(&self, place: usize) -> &Authentication {
        &self.all[&place]
    }
}

impl IndexMut<usize> for Authentications {
    fn index_mut(&mut self, place: usize) -> &mut Authentication {
        self.all.entry(place).or_insert_with(nobody)
    }
}

fn nobody() -> Authentication {
    Authentication::new(String::new(), "", "", Timestamp::default())
}
