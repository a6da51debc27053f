//! A server in a process of its own, and what it uses.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    process::{Child, Command, Stdio},
    time::Duration,
};

/// Ends with this.
pub(crate) struct Server {
    child: Child,
    /// The line that it says when it serves.
    pub(crate) said: String,
}

impl Server {
    /// Starts this program in another role, and tells it something.
    pub(crate) fn start(role: &str, told: &str) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.arg(role).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        writeln!(child.stdin.as_mut().unwrap(), "{told}").unwrap();
        let mut said = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut said).unwrap();
        Self { child, said }
    }

    /// A file of Linux about the process; empty elsewhere.
    fn about(&self, name: &str) -> String {
        fs::read_to_string(format!("/proc/{}/{name}", self.child.id())).unwrap_or_default()
    }

    /// What is in memory, in MiB.
    pub(crate) fn memory(&self) -> f64 {
        let status = self.about("status");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let number = line.and_then(|line| line.split_whitespace().next());
        number.and_then(|number| number.parse().ok()).map_or(f64::NAN, |kib: f64| kib / 1024.0)
    }

    /// The CPU time so far.
    pub(crate) fn cpu(&self) -> Duration {
        // In ticks of 10 ms, behind the name in parentheses.
        let stat = self.about("stat");
        let rest = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
        let ticks = rest.split_whitespace().skip(11).take(2);
        let ticks: u64 = ticks.filter_map(|number| number.parse::<u64>().ok()).sum();
        Duration::from_millis(ticks * 10)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Its input is closed, which ends it.
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}
