//! The browser with a passkey: software in the sandbox. In a real environment, the person who runs
//! the example carries the options to a page and its answer back.

use ping_testkit::Browser as Software;

use super::{Outcome, Stage};

/// Where `navigator.credentials.create` and `navigator.credentials.get` are called.
pub(crate) struct Browser<'a> {
    stage: &'a Stage,
    origin: &'static str,
    software: Software,
}

impl<'a> Browser<'a> {
    /// A browser that shows a page of this origin.
    pub(crate) fn new(stage: &'a Stage, origin: &'static str) -> Self {
        Self { stage, origin, software: Software::default() }
    }

    /// `navigator.credentials.create`.
    pub(crate) async fn create(&mut self, options: &str) -> Outcome<String> {
        if self.stage.sandbox.is_none() {
            return self.carry("create", options);
        }
        Ok(self.software.create(self.origin, options).await)
    }

    /// `navigator.credentials.get`.
    pub(crate) async fn get(&mut self, options: &str) -> Outcome<String> {
        if self.stage.sandbox.is_none() {
            return self.carry("get", options);
        }
        Ok(self.software.get(self.origin, options).await)
    }

    /// Has a person do it in a page of the site.
    fn carry(&self, call: &str, options: &str) -> Outcome<String> {
        println!("In a page of {}: credentials.{call}", self.origin);
        println!("{options}");
        self.stage.ask("JSON.stringify(credential)", |_| Err("only a person is asked".into()))
    }
}
