//! The person whom an example asks; in the sandbox, the example plays that person.

use std::error::Error;
use std::io::{self, Write as _};

use ping_sandbox::{Channel, Sandbox};

/// What an example comes to.
pub type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// Whoever runs an example.
#[derive(Debug)]
pub struct Person {
    /// The sandbox in which the example plays the person; none with a real service.
    pub sandbox: Option<Sandbox>,
}

impl Person {
    /// Asks the person; in the sandbox, `play` answers instead.
    pub fn ask(
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
    pub fn act(&self, what: &str, play: impl FnOnce(&Sandbox) -> Outcome) -> Outcome<String> {
        self.ask(&format!("{what}, then press enter"), |sandbox| {
            play(sandbox)?;
            Ok("done".to_owned())
        })
    }

    /// Asks for the passcode that was sent to that number or address.
    pub fn passcode(&self, channel: Channel, to: &str) -> Outcome<String> {
        self.ask("The passcode", |sandbox| {
            let message = sandbox.outbox().try_next(channel, to);
            let otp = message.and_then(|message| message.otp);
            Ok(otp.ok_or("no message came")?)
        })
    }
}
