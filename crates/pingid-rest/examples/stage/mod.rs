//! Where the examples run: against an embedded sandbox whose people answer by themselves, or,
//! where `PINGID_PROPERTIES` names a properties file, against that account, whose people type.

#![allow(dead_code, reason = "no example needs all of it")]

pub(crate) mod browser;

use std::error::Error;
use std::io::{self, Write as _};
use std::time::Duration;

use ping_sandbox::{Channel, Sandbox};
use ping_transport::Polling;
use pingid_rest::PingId;

pub(crate) type Outcome<T = ()> = Result<T, Box<dyn Error>>;

pub(crate) struct Stage {
    pub(crate) pingid: PingId,
    pub(crate) sandbox: Option<Sandbox>,
}

impl Stage {
    pub(crate) async fn new() -> Outcome<Self> {
        if std::env::var_os("PINGID_PROPERTIES").is_some() {
            return Ok(Self { pingid: PingId::from_env()?, sandbox: None });
        }
        let sandbox = Sandbox::builder().start().await?;
        let properties = sandbox.connection().pingid_properties;
        Ok(Self {
            pingid: PingId::builder().properties(&properties).build()?,
            sandbox: Some(sandbox),
        })
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

    /// Asks for something to be done; in the sandbox, `play` does it.
    pub(crate) fn act(
        &self,
        what: &str,
        play: impl FnOnce(&Sandbox) -> Outcome,
    ) -> Outcome<String> {
        self.ask(&format!("{what}, then press enter"), |sandbox| {
            play(sandbox)?;
            Ok("done".to_owned())
        })
    }

    /// Asks for the passcode that was sent to that number or address.
    pub(crate) fn passcode(&self, channel: Channel, to: &str) -> Outcome<String> {
        self.ask("The passcode", |sandbox| {
            let message = sandbox.outbox().try_next(channel, to);
            let otp = message.and_then(|message| message.otp);
            Ok(otp.ok_or("no message came")?)
        })
    }

    /// How often to ask for the end of a job: the sandbox's do not take long.
    pub(crate) fn polling(&self) -> Polling {
        let seconds = if self.sandbox.is_some() { 1 } else { 10 };
        Polling::new(Duration::from_secs(seconds), Duration::from_secs(1800))
    }
}
