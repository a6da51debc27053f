//! Runs and tests next-generation scripts: see `aic-script --help`.

mod program;

use std::process::ExitCode;

use cap::Cap;

/// Knows how much is allocated, and ends the process where it is too much.
#[global_allocator]
static ALLOCATOR: Cap<std::alloc::System> = Cap::new(std::alloc::System, usize::MAX);

fn main() -> ExitCode {
    program::main(&ALLOCATOR)
}
