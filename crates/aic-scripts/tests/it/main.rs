//! Scripts, run.

#![allow(clippy::unwrap_used, clippy::panic)]

mod bindings;
mod errors;
mod guide;
mod http;
mod idm;
mod limits;
// Elsewhere the system's own verifier has opinions about such certificates.
#[cfg(target_os = "linux")]
mod mtls;
mod page;
mod program;
mod subtle;
mod verify;

use aic_scripts::{Outcome, Runtime, RuntimeBuilder, Script};

/// A script that parses.
fn script(source: &str) -> Script {
    Script::parse("Test", source).unwrap()
}

/// What a script comes to.
async fn run_with(runtime: RuntimeBuilder, source: &str) -> Outcome {
    runtime.build().run(&script(source)).await
}

async fn run(source: &str) -> Outcome {
    run_with(Runtime::builder(), source).await
}

/// What a script that comes to its end has logged.
async fn logs(runtime: RuntimeBuilder, source: &str) -> Vec<String> {
    let outcome = run_with(runtime, source).await;
    assert_eq!(outcome.error, None);
    outcome.logs.into_iter().map(|entry| entry.message).collect()
}
