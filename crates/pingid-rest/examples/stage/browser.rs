//! The browser with a FIDO device: a software authenticator in the sandbox. With a real account,
//! the person who runs the example carries the options to a page and its answer back.

use passkey::types::Passkey;
use ping_testkit::authenticator;
use pingid_rest::RelyingParty;

use super::{Outcome, Stage};

/// Where `navigator.credentials.create` and `navigator.credentials.get` are called.
pub(crate) struct Browser<'a> {
    stage: &'a Stage,
    site: RelyingParty,
    key: Option<Passkey>,
}

impl<'a> Browser<'a> {
    /// A browser that shows a page of this site.
    pub(crate) fn new(stage: &'a Stage, site: &RelyingParty) -> Self {
        Self { stage, site: site.clone(), key: None }
    }

    /// `navigator.credentials.create`.
    pub(crate) async fn create(&mut self, options: &str) -> Outcome<String> {
        if self.stage.sandbox.is_none() {
            return self.carry("create", options);
        }
        let options = serde_json::from_str(options)?;
        let made = authenticator::create(&mut self.key, self.site.origin(), options).await?;
        Ok(serde_json::to_string(&made)?)
    }

    /// `navigator.credentials.get`.
    pub(crate) async fn get(&mut self, options: &str) -> Outcome<String> {
        if self.stage.sandbox.is_none() {
            return self.carry("get", options);
        }
        let options = serde_json::from_str(options)?;
        let made = authenticator::get(&mut self.key, self.site.origin(), options).await?;
        Ok(serde_json::to_string(&made)?)
    }

    /// Has a person do it in a page of the site.
    fn carry(&self, call: &str, options: &str) -> Outcome<String> {
        println!("In a page of {}: credentials.{call}", self.site.origin());
        println!("{options}");
        self.stage.ask("JSON.stringify(credential)", |_| Err("only a person is asked".into()))
    }
}
