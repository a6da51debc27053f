//! The page of an example in which a browser is asked for credentials.

use crate::browser::Browser;
use crate::person::{Outcome, Person};

/// Where `navigator.credentials.create` and `navigator.credentials.get` are called: by software in
/// the sandbox. With a real service, the person carries the options to a page and its answer back.
pub struct Page<'a> {
    person: &'a Person,
    origin: &'a str,
    software: Browser,
}

impl<'a> Page<'a> {
    /// A page of this origin.
    pub fn new(person: &'a Person, origin: &'a str) -> Self {
        Self { person, origin, software: Browser::default() }
    }

    /// `navigator.credentials.create`.
    pub async fn create(&mut self, options: &str) -> Outcome<String> {
        if self.person.sandbox.is_none() {
            return self.carry("create", options);
        }
        Ok(self.software.create(self.origin, options).await)
    }

    /// `navigator.credentials.get`.
    pub async fn get(&mut self, options: &str) -> Outcome<String> {
        if self.person.sandbox.is_none() {
            return self.carry("get", options);
        }
        Ok(self.software.get(self.origin, options).await)
    }

    /// Has the person do it.
    fn carry(&self, call: &str, options: &str) -> Outcome<String> {
        println!("In a page of {}: credentials.{call}", self.origin);
        println!("{options}");
        self.person.ask("JSON.stringify(credential)", |_| Err("only a person is asked".into()))
    }
}
