//! Imports many users: `cargo run -p ping-sdk --example import -- users.csv`.
//!
//! Each line of the file is a user: `username,email,given name,family name`. Beside it grows
//! `users.csv.done`, the journal: a run that ended early, by Ctrl-C or by a crash, goes on where it
//! was, and one that came to the end tries again what failed. With `PINGONE_*` set it imports into
//! that tenant, else into the embedded sandbox. Without a file it shows both ends, against the
//! sandbox: an import that is stopped in the middle, and the one that goes on.

mod journal;
mod shown;
mod users;

use std::error::Error as StdError;
use std::io::Write;

use journal::Journal;
use ping_sdk::prelude::*;
use shown::Shown;
use users::{Lines, import};

type Outcome = Result<(), Box<dyn StdError>>;

/// What a license of the sandbox allows, and so what the client sends.
const ALLOWED: u32 = 200;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    if std::env::vars().any(|(name, _)| name.starts_with("PINGONE_")) {
        let builder = PingBuilder::from_variables(&ping_sdk::transport::ProcessEnvironment)?;
        return run(&builder.rate(Rate::per_second(ALLOWED)).build()?).await;
    }
    let sandbox = Sandbox::builder().rate(ALLOWED, Duration::from_secs(1)).start().await?;
    let builder = Ping::builder().sandbox(&sandbox.connection());
    run(&builder.rate(Rate::per_second(ALLOWED)).build()?).await
}

async fn run(ping: &Ping) -> Outcome {
    let Some(path) = std::env::args().nth(1) else {
        return show(ping).await;
    };
    let (mut journal, mut file) = Journal::open(format!("{path}.done"))?;
    let lines = Lines::new(std::fs::read_to_string(path)?);
    to_the_end(ping, &lines, &mut journal, &mut file, u64::MAX).await
}

/// An import that is stopped in the middle, and one that goes on.
async fn show(ping: &Ping) -> Outcome {
    let line = |number: u32| format!("user{number:04},user{number:04}@example.com,Jo,Doe\n");
    let lines = Lines::new((0..1000).map(line).collect());
    let mut written = Vec::new();
    to_the_end(ping, &lines, &mut Journal::default(), &mut written, 400).await?;
    println!("Another run goes on.");
    let mut journal = Journal::read(&String::from_utf8(written)?);
    to_the_end(ping, &lines, &mut journal, &mut std::io::sink(), u64::MAX).await
}

/// Imports the users until they are all there, or so many are.
async fn to_the_end(
    ping: &Ping,
    lines: &Lines,
    journal: &mut Journal,
    file: &mut impl Write,
    most: u64,
) -> Outcome {
    let left = lines.left(journal);
    let mut shown = Shown::new(left.len());
    let mut bulk = import(&ping.platform().users(), left).concurrency(16);
    while let Some(done) = bulk.next().await {
        journal.note(file, done.input.0, &done.result)?;
        if let Err(error) = &done.result {
            shown.say(&format!("{}: {error}", done.input.1.username));
        }
        let progress = bulk.progress();
        shown.at(&progress);
        if progress.done() >= most {
            bulk.stop();
        }
    }
    shown.end(&bulk.progress());
    Ok(())
}
