//! Where the examples run: against an embedded sandbox, or, where `PINGONE_ENVIRONMENT_ID` is set,
//! against that environment. What an example creates there, it deletes again.

#![allow(dead_code, reason = "no example needs all of it")]

use std::process;

use ping_models::EnvironmentId;
use ping_sandbox::Sandbox;
pub(crate) use ping_testkit::person::{Outcome, Person};
use ping_transport::{Client, ClientBuilder, Credentials};
use pingone_platform::Platform;

pub(crate) struct Stage {
    pub(crate) platform: Platform,
    pub(crate) person: Person,
    client: Client,
}

impl Stage {
    pub(crate) async fn new() -> Outcome<Self> {
        let (client, sandbox) = match std::env::var_os("PINGONE_ENVIRONMENT_ID") {
            Some(_) => (Client::from_env()?, None),
            None => {
                let sandbox = Sandbox::start().await;
                let variables = sandbox.connection().env_vars();
                (ClientBuilder::from_variables(&variables)?.build()?, Some(sandbox))
            }
        };
        Ok(Self { platform: Platform::new(client.clone()), person: Person { sandbox }, client })
    }

    /// The same connections for another application, of this environment.
    pub(crate) fn client_of(
        &self,
        environment: &EnvironmentId,
        application: Credentials,
    ) -> Client {
        self.client.for_worker(environment.clone(), application)
    }

    /// A name that nothing in the tenant has yet.
    pub(crate) fn name(&self, name: &str) -> String {
        match self.person.sandbox {
            Some(_) => name.to_owned(),
            None => format!("{name} {}", process::id()),
        }
    }
}
