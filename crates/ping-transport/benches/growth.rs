//! How time and memory grow with hostile answers: four times the answer should take about four
//! times of both.
#![allow(clippy::unwrap_used, missing_docs, dead_code, unreachable_pub)]

#[path = "../../ping-models/benches/allocations.rs"]
mod allocations;
#[path = "../../ping-models/benches/fourfold.rs"]
mod fourfold;
#[path = "../../ping-models/benches/ratio.rs"]
mod ratio;

use std::sync::Arc;

use ping_models::platform::User;
use ping_transport::testing::{FakeTransport, Reaction};
use ping_transport::{Client, RetryPolicy};
use tokio::runtime::Builder;

ping_transport::operations! {
    READ: () => User = "platform.read_one_user", GET Api "/v1/users/{userID}";
}

fn main() {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let fake = Arc::new(FakeTransport::new([]));
    let client = Client::builder()
        .access_token("token")
        .transport(fake.clone())
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    let answered = |status: u16, body: &str| {
        fake.push(Reaction::json(status, body.to_owned()));
        let _ = runtime.block_on(client.request(&READ).segment("user-1").call().send());
    };
    fourfold::print_head();
    let details = |times| format!(r#"{{"details":[{}0]}}"#, "0,".repeat(times));
    fourfold::compare("an error with details of 0", 5_000, details, |body| {
        answered(400, body);
    });
    let members = |times| {
        let names: Vec<String> = (0..times).map(|n| format!(r#""u{n}":0"#)).collect();
        format!(r#"{{"id":"user-1",{}}}"#, names.join(","))
    };
    // Both sizes are within the 64 KiB that are read of an error.
    fourfold::compare("an error with unknown members", 1_500, members, |body| {
        answered(400, body);
    });
    fourfold::compare("an answer with unknown members", 2_500, members, |body| {
        answered(200, body);
    });
}
