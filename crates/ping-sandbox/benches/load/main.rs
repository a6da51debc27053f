//! The sandbox under load, in a process of its own: a day of sign-ins and verifications of 10,000
//! users over 1,000 connections. Its memory has to be flat once what it keeps is full; its
//! throughput stands beside that of a bare hyper server that answers the same bytes.
#![allow(clippy::unwrap_used, missing_docs)]

mod client;
mod process;
mod servers;

use std::time::{Duration, Instant};

use client::{CALLS_OF_A_TURN, Client};
use process::Server;

const CONNECTIONS: usize = 1_000;
const USERS: usize = 10_000;
/// Unless the command line has another number.
const CALLS: usize = 200_000;
/// Each connection has a turn in a round.
const CALLS_OF_A_ROUND: usize = CONNECTIONS * CALLS_OF_A_TURN;
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// How much more memory may be in use at the end than in the middle.
const FLAT: f64 = 1.02;

/// What one server did.
struct Measured {
    elapsed: Duration,
    cpu: Duration,
    /// After each round, in MiB.
    memory: Vec<f64>,
}

impl Measured {
    fn print(&self, name: &str) {
        let calls = (self.memory.len() * CALLS_OF_A_ROUND) as f64;
        println!(
            "{name:<12} {:>9.0} calls a second, {:>6.1} µs of CPU each",
            calls / self.elapsed.as_secs_f64(),
            self.cpu.as_secs_f64() * 1e6 / calls,
        );
    }
}

/// All rounds; the clock moves on between them.
async fn rounds(client: &mut Client, server: &Server, rounds: usize) -> Measured {
    let (mut elapsed, mut memory) = (Duration::ZERO, Vec::new());
    let before = server.cpu();
    for round in 0..rounds {
        let begun = Instant::now();
        client.round(round).await;
        elapsed += begun.elapsed();
        memory.push(server.memory());
        client.advance(DAY / rounds as u32).await;
    }
    Measured { elapsed, cpu: server.cpu() - before, memory }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    match std::env::args().nth(1).as_deref() {
        Some(servers::SANDBOX) => return servers::sandbox().await,
        Some(servers::BARE) => return servers::bare().await,
        _ => {}
    }
    let number = std::env::args().find_map(|argument| argument.parse().ok());
    let calls: usize = number.unwrap_or(CALLS);
    let count = calls / CALLS_OF_A_ROUND;
    let sandbox = Server::start(servers::SANDBOX, "");
    let mut client = Client::of_sandbox(&sandbox, CONNECTIONS).await;
    let idle = sandbox.memory();
    client.create_users(USERS).await;
    let there = sandbox.memory();
    let measured = rounds(&mut client, &sandbox, count).await;
    drop(sandbox);
    let bare = Server::start(servers::BARE, &client.answers());
    client.connect_to(&bare, CONNECTIONS).await;
    let beside = rounds(&mut client, &bare, count).await;

    println!("{calls} calls, {USERS} users, {CONNECTIONS} connections, a day of clock");
    measured.print("sandbox");
    beside.print("bare hyper");
    let [middle, end] = [count / 2, count].map(|round| measured.memory[round - 1]);
    println!("memory: {idle:.1} MiB idle, {there:.1} MiB with all users and their devices");
    let list: Vec<String> = measured.memory.iter().map(|size| format!("{size:.1}")).collect();
    println!("        after each {} calls: {}", CALLS_OF_A_ROUND, list.join(" "));
    let met = if end <= middle * FLAT { "met" } else { "MISSED" };
    println!("        end / middle {:.3}, wanted <= {FLAT}: {met}", end / middle);
}
