//! Where the examples run: against an embedded sandbox, or, where `PINGONE_ENVIRONMENT_ID` is set,
//! against that environment. What an example creates there, it deletes again.

#![allow(dead_code, reason = "no example needs all of it")]

use std::error::Error;
use std::io::{self, Write as _};
use std::process;

use ping_models::EnvironmentId;
use ping_sandbox::{Channel, Sandbox};
use ping_transport::{Client, ClientBuilder, Credentials};
use pingone_platform::Platform;

pub(crate) type Outcome<T = ()> = Result<T, Box<dyn Error>>;

pub(crate) struct Stage {
    pub(crate) platform: Platform,
    client: Client,
    sandbox: Option<Sandbox>,
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
        Ok(Self { platform: Platform::new(client.clone()), client, sandbox })
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
        match self.sandbox {
            Some(_) => name.to_owned(),
            None => format!("{name} {}", process::id()),
        }
    }

    /// The code of an email: the sandbox shows what it sent, else the person is asked.
    pub(crate) fn emailed(&self, address: &str) -> Outcome<String> {
        if let Some(sandbox) = &self.sandbox {
            let message = sandbox.outbox().try_next(Channel::Email, address);
            return Ok(message.and_then(|message| message.otp).ok_or("no email")?);
        }
        print!("The code that {address} got: ");
        io::stdout().flush()?;
        let mut answer = String::new();
        io::stdin().read_line(&mut answer)?;
        Ok(answer.trim().to_owned())
    }
}
