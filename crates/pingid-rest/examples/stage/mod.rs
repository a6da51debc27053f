//! Where the examples run: against an embedded sandbox whose people answer by themselves, or,
//! where `PINGID_PROPERTIES` names a properties file, against that account, whose people type.

use std::error::Error;
use std::io::{self, Write as _};

use ping_sandbox::Sandbox;
use pingid_rest::PingId;

pub(crate) type Outcome = Result<(), Box<dyn Error>>;

pub(crate) struct Stage {
    pub(crate) pingid: PingId,
    sandbox: Option<Sandbox>,
}

impl Stage {
    pub(crate) async fn new() -> Result<Self, Box<dyn Error>> {
        if std::env::var_os("PINGID_PROPERTIES").is_some() {
            return Ok(Self {
                pingid: PingId::from_env()?,
                sandbox: None,
            });
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
        play: impl FnOnce(&Sandbox) -> Result<String, Box<dyn Error>>,
    ) -> Result<String, Box<dyn Error>> {
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
}
