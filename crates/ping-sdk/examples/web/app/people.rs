//! The people whom the application knows. A real one has a database, and hashes of passwords.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use ping_sdk::models::UserId;

/// A person whom the application knows.
#[derive(Clone)]
pub(crate) struct Person {
    /// The name here, in PingOne and in PingID.
    pub(crate) name: String,
    pub(crate) password: String,
    /// The id in PingOne.
    pub(crate) id: UserId,
    /// Whether the person may see the others.
    pub(crate) is_admin: bool,
}

/// All of them, by name.
#[derive(Default)]
pub(super) struct People(Mutex<BTreeMap<String, Person>>);

impl People {
    /// Whose name and password these are.
    pub(super) fn find(&self, name: &str, password: &str) -> Option<Person> {
        let people = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let person = people.get(name)?;
        (person.password == password).then(|| person.clone())
    }

    /// The person of this name, who has proved it elsewhere.
    pub(super) fn named(&self, name: &str) -> Option<Person> {
        let people = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        people.get(name).cloned()
    }

    /// The person of this id in PingOne, who has proved it there.
    pub(super) fn with_id(&self, id: &UserId) -> Option<Person> {
        let people = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        people.values().find(|person| person.id == *id).cloned()
    }

    /// Adds a person whose name nobody has: PingOne sees to that.
    pub(super) fn add(&self, person: Person) {
        let mut people = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        people.insert(person.name.clone(), person);
    }
}
