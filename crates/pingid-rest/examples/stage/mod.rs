//! Where the examples run: against an embedded sandbox whose people answer by themselves, or,
//! where `PINGID_PROPERTIES` names a properties file, against that account, whose people type.

#![allow(dead_code, reason = "no example needs all of it")]

use std::time::Duration;

use ping_sandbox::Sandbox;
pub(crate) use ping_testkit::person::{Outcome, Person};
use ping_transport::Polling;
use pingid_rest::PingId;

pub(crate) struct Stage {
    pub(crate) pingid: PingId,
    pub(crate) person: Person,
}

impl Stage {
    pub(crate) async fn new() -> Outcome<Self> {
        if std::env::var_os("PINGID_PROPERTIES").is_some() {
            return Ok(Self { pingid: PingId::from_env()?, person: Person { sandbox: None } });
        }
        let sandbox = Sandbox::builder().start().await?;
        let properties = sandbox.connection().pingid_properties;
        Ok(Self {
            pingid: PingId::builder().properties(&properties).build()?,
            person: Person { sandbox: Some(sandbox) },
        })
    }

    /// How often to ask for the end of a job: the sandbox's do not take long.
    pub(crate) fn polling(&self) -> Polling {
        let seconds = if self.person.sandbox.is_some() { 1 } else { 10 };
        Polling::new(Duration::from_secs(seconds), Duration::from_secs(1800))
    }
}
