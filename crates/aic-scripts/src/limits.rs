//! What a script may use up.

use std::fmt;
use std::time::Duration;

/// What a script may use up before it is ended. A script cannot catch it.
///
/// Instructions are those of the engine's virtual machine, counted everywhere, so the same script
/// ends at the same place each time. The time is that of the clock: when it is up the caller gets
/// its [`Outcome`](crate::Outcome) at once, while a script that is inside of a single built-in
/// function, such as a regular expression over a long text, keeps its thread until that ends.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Limits {
    /// The longest time, HTTP calls included: 10 seconds.
    pub time: Duration,
    /// The most instructions: 10 million, which take about a second.
    pub instructions: usize,
    /// The most iterations of one loop: a million.
    pub loop_iterations: u64,
    /// How deep calls may be nested: 200.
    pub recursion: usize,
    /// The most memory, in bytes, where [`allocated`](Self::allocated) tells: 256 MiB.
    pub memory: usize,
    /// How many bytes are allocated now. The engine does not know, so the program's allocator has
    /// to: with the crate `cap`, `|| ALLOCATOR.allocated()`. Without it memory has no limit of
    /// its own but those of `ArrayBuffer` (16 MiB) and of the other limits. What other threads
    /// allocate during the run counts, too.
    pub allocated: Option<fn() -> usize>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            time: Duration::from_secs(10),
            instructions: 10_000_000,
            loop_iterations: 1_000_000,
            recursion: 200,
            memory: 256 << 20,
            allocated: None,
        }
    }
}

impl fmt::Debug for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Limits")
            .field("time", &self.time)
            .field("instructions", &self.instructions)
            .field("loop_iterations", &self.loop_iterations)
            .field("recursion", &self.recursion)
            .field("memory", &self.memory)
            .finish_non_exhaustive()
    }
}

impl Limits {
    /// The same with this time.
    #[must_use]
    pub fn time(mut self, time: Duration) -> Self {
        self.time = time;
        self
    }

    /// The same with this many instructions.
    #[must_use]
    pub fn instructions(mut self, instructions: usize) -> Self {
        self.instructions = instructions;
        self
    }

    /// The same with this many iterations of one loop.
    #[must_use]
    pub fn loop_iterations(mut self, iterations: u64) -> Self {
        self.loop_iterations = iterations;
        self
    }

    /// The same with calls nested this deep.
    #[must_use]
    pub fn recursion(mut self, depth: usize) -> Self {
        self.recursion = depth;
        self
    }

    /// The same with this much memory, as `allocated` tells it.
    #[must_use]
    pub fn memory(mut self, bytes: usize, allocated: fn() -> usize) -> Self {
        self.memory = bytes;
        self.allocated = Some(allocated);
        self
    }
}
