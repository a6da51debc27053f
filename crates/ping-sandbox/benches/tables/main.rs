//! What the sandbox costs as it grows, over loopback: with four times as much in it, one more
//! creation, look-up, page or deletion should cost about the same.
#![allow(clippy::unwrap_used, missing_docs)]

mod client;

use std::time::Duration;

use cpu_time::ProcessTime;
use serde_json::json;

use client::Client;

const SMALL: usize = 2_500;
const LARGE: usize = 4 * SMALL;
/// How many pairs are measured.
const PAIRS: usize = 9;
/// What is done so many times, one after the other.
const WORK: [&str; 9] = [
    "a user",
    "a membership",
    "a device",
    "a device to be activated",
    "an OATH token",
    "a device authentication",
    "a verification",
    "a revoked OATH token",
    "a deleted user",
];

/// Does so much of the first of the work; returns the CPU time of one of each.
async fn work(client: &mut Client, count: usize, stages: usize) -> Vec<f64> {
    let Client { environment, .. } = &*client;
    let environment = environment.clone();
    let list = |name: &str| format!("{environment}/{name}");
    let (mut users, mut tokens) = (Vec::new(), Vec::new());
    let group = client.post(&list("groups"), json!({ "name": "All" })).await;
    let begin = list("deviceAuthentications").replacen("/v1/environments", "", 1);
    let mut times = Vec::new();
    for stage in 0..stages {
        let begun = ProcessTime::now();
        for number in 0..count {
            let below = |name: &str| format!("{environment}/users/{}/{name}", users[number]);
            match stage {
                0 => users.push(client.post(&list("users"), user(number)).await),
                1 => {
                    let path = below("memberOfGroups");
                    client.post(&path, json!({ "id": group })).await;
                }
                2 => {
                    let body = json!({ "type": "EMAIL", "email": "a@example.com" });
                    client.post(&below("devices"), body).await;
                }
                3 => {
                    let path = below("devices");
                    client.post(&path, json!({ "type": "TOTP" })).await;
                }
                4 => {
                    let body = json!({
                        "serialNumber": format!("{number}"), "type": "HOTP", "otpLength": 6,
                        "secret": "3132333435363738393031323334353637383930",
                    });
                    tokens.push(client.post(&list("oathTokens"), body).await);
                }
                5 => {
                    let body = json!({ "user": { "id": users[number] } });
                    client.post(&begin, body).await;
                }
                6 => {
                    let path = below("verifyTransactions");
                    client.post(&path, json!({ "requirements": {} })).await;
                }
                7 => client.delete(&format!("{}/{}", list("oathTokens"), tokens[number])).await,
                _ => client.delete(&format!("{}/{}", list("users"), users[number])).await,
            }
        }
        times.push(begun.elapsed().as_secs_f64() / count as f64);
    }
    times
}

fn user(number: usize) -> serde_json::Value {
    json!({
        "username": format!("user{number}"),
        "email": format!("user{number}@example.com"),
        "mfaEnabled": true,
        "name": { "given": "Jane", "family": format!("Doe{}", number % 100) },
    })
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// What one costs in the small and in the large, pair by pair.
#[derive(Default)]
struct Measured(Vec<(f64, f64)>);

impl Measured {
    fn print(&self, name: &str, wanted: f64) {
        let of = |what: fn(&(f64, f64)) -> f64| median(self.0.iter().map(what).collect());
        let ratio = of(|(small, large)| large / small);
        let met = if ratio <= wanted { "met" } else { "MISSED" };
        let time = |seconds| Duration::from_secs_f64(seconds);
        println!(
            "{name:<30} {ratio:.2}  {:>9.2?} vs {:>9.2?}  wanted <= {wanted:.2}: {met}",
            time(of(|(_, large)| *large)),
            time(of(|(small, _)| *small)),
        );
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    println!("{LARGE} / {SMALL}, median of {PAIRS}: CPU time of client and sandbox");
    // First, in a process that is as fresh as the program: what is dropped leaves holes in memory.
    let (mut few, mut many) = (Client::start().await, Client::start().await);
    work(&mut few, SMALL, 1).await;
    work(&mut many, LARGE, 1).await;
    for (name, query, wanted) in [
        ("a look-up by name", "?filter=username%20eq%20%22USER1234%22", 1.5),
        ("a page of 200", "", 1.5),
        (
            "a filter that 1 of 100 passes",
            "?filter=name.family%20eq%20%22doe7%22",
            // Every row is looked at: as many times the rows, and a little for what rows cost memory.
            (LARGE / SMALL) as f64 * 1.25,
        ),
    ] {
        let mut measured = Measured::default();
        for pair in 0..=PAIRS {
            let mut times = [0.0; 2];
            for (time, client) in times.iter_mut().zip([&mut few, &mut many]) {
                let path = format!("{}/users{query}", client.environment);
                let begun = ProcessTime::now();
                for _ in 0..10 {
                    client.get(&path).await;
                }
                *time = begun.elapsed().as_secs_f64() / 10.0;
            }
            if pair > 0 {
                measured.0.push(times.into());
            }
        }
        measured.print(name, wanted);
    }
    let mut measured: [Measured; WORK.len()] = Default::default();
    // The first pair warms up.
    for pair in 0..=PAIRS {
        let small = work(&mut Client::start().await, SMALL, WORK.len()).await;
        let large = work(&mut Client::start().await, LARGE, WORK.len()).await;
        if pair > 0 {
            for (one, times) in measured.iter_mut().zip(small.into_iter().zip(large)) {
                one.0.push(times);
            }
        }
    }
    for (name, one) in WORK.iter().zip(&measured) {
        one.print(name, 1.25);
    }
}
