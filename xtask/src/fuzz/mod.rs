//! `fuzz`: payloads as no service should send them, in front of the models, the calls and the
//! sandbox. Each has to come to a value or to an error; nothing may panic, get lost, be quoted or
//! take more memory than its size is worth.
//!
//! The trials are a part of the tests, which bring what they need: the sandbox, a transport that
//! is scripted, and an allocator that counts. The suite has a fixed number of them; the command
//! goes on for as long as it is told.

#[cfg(test)]
mod answers;
#[cfg(test)]
mod asks;
#[cfg(test)]
mod calls;
#[cfg(test)]
mod case;
#[cfg(test)]
mod endless;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod models;
#[cfg(test)]
mod mutate;
#[cfg(test)]
mod plain;
#[cfg(test)]
mod random;
#[cfg(test)]
mod sandbox;
#[cfg(test)]
mod suite;
#[cfg(test)]
mod text;

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::command;

/// How long the trials go on, and from which seed.
const MINUTES: &str = "XTASK_FUZZ_MINUTES";
const SEED: &str = "XTASK_FUZZ_SEED";

/// Tries payloads until the time is over or one of them breaks something.
pub(crate) fn run(root: &Path, words: &[&str]) -> Result<()> {
    let (mut minutes, mut seed) = (None, None);
    for pair in words.chunks(2) {
        let number = || -> Result<u64> {
            let word = pair.get(1).with_context(|| format!("{} takes a number", pair[0]))?;
            word.parse().with_context(|| format!("{} takes a number, not {word:?}", pair[0]))
        };
        match pair[0] {
            "--minutes" => minutes = Some(number()?),
            "--seed" => seed = Some(number()?),
            other => bail!("fuzz takes --minutes and --seed, not {other:?}"),
        }
    }
    let minutes = minutes.context("say for how long: cargo xtask fuzz --minutes 10")?;
    let arguments = [
        "test",
        "--quiet",
        "--package",
        "xtask",
        "--",
        "--ignored",
        "--exact",
        "--nocapture",
        "fuzz::endless::goes_on_until_told",
    ];
    let mut command = command::cargo(root, &arguments);
    command.env(MINUTES, minutes.to_string());
    if let Some(seed) = seed {
        command.env(SEED, seed.to_string());
    }
    command::run(&mut command)
}
