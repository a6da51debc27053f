//! Where the examples run: against an embedded sandbox whose clock is moved on, or, where
//! `PINGONE_ENVIRONMENT_ID` is set, against that environment, which takes its time.

#![allow(dead_code, reason = "no example needs all of it")]

use std::error::Error;
use std::io::{self, Write as _};
use std::time::Duration;

use ping_sandbox::Sandbox;
use ping_transport::{Client, ClientBuilder};
use pingone_mfa::Mfa;

pub(crate) type Outcome<T = ()> = Result<T, Box<dyn Error>>;

pub(crate) struct Stage {
    pub(crate) mfa: Mfa,
    pub(crate) sandbox: Option<Sandbox>,
}

impl Stage {
    pub(crate) async fn new() -> Outcome<Self> {
        if std::env::var_os("PINGONE_ENVIRONMENT_ID").is_some() {
            return Ok(Self { mfa: Mfa::new(Client::from_env()?), sandbox: None });
        }
        let sandbox = Sandbox::builder().start().await?;
        let client = ClientBuilder::from_variables(&sandbox.connection().env_vars())?.build()?;
        Ok(Self { mfa: Mfa::new(client), sandbox: Some(sandbox) })
    }

    /// Asks the person who runs the example; in the sandbox, `play` answers instead.
    pub(crate) fn ask(
        &self,
        question: &str,
        play: impl FnOnce(&Sandbox) -> Outcome<String>,
    ) -> Outcome<String> {
        print!("{question}: ");
        io::stdout().flush()?;
        let mut answer = String::new();
        match &self.sandbox {
            Some(sandbox) => {
                answer = play(sandbox)?;
                println!("{answer}");
            }
            None => {
                io::stdin().read_line(&mut answer)?;
            }
        }
        Ok(answer.trim().to_owned())
    }

    /// Lets time pass in the sandbox.
    pub(crate) fn pass(&self, span: Duration) {
        if let Some(sandbox) = &self.sandbox {
            sandbox.clock().advance(span);
        }
    }
}
