//! How time and memory grow with hostile payloads: four times the payload should take about four
//! times of both.
#![allow(clippy::unwrap_used, missing_docs, dead_code, unreachable_pub)]

mod allocations;
mod fourfold;
mod ratio;

use ping_models::platform::User;
use ping_models::{Collection, Model};

fn main() {
    fourfold::print_head();
    let page =
        |item: &str, times| format!(r#"{{"_embedded":{{"users":[{}]}}}}"#, list(item, times));
    for (name, item) in [("a page of 0", "0"), ("a page of {}", "{}")] {
        fourfold::compare(
            name,
            5_000,
            |times| page(item, times),
            |json| {
                let _ = Collection::<User>::from_json(json.as_bytes());
            },
        );
    }
    let members = |times| {
        let names: Vec<String> = (0..times).map(|n| format!(r#""u{n}":0"#)).collect();
        format!(r#"{{"id":"user-1",{}}}"#, names.join(","))
    };
    fourfold::compare("unknown members", 2_500, members, |json| {
        User::from_json(json.as_bytes()).unwrap();
    });
}

fn list(item: &str, times: usize) -> String {
    vec![item; times].join(",")
}
