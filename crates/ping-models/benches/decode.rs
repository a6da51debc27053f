//! Decoding the documented license list with the models, beside the same structs without the
//! capture of unknown members, and beside `serde_json::Value`.
#![allow(clippy::unwrap_used, missing_docs, dead_code, unreachable_pub)]

mod allocations;
mod plain;
mod ratio;

use ping_models::platform::License;
use ping_models::{Collection, Model};

fn main() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../fixtures/platform/read_all_licenses/response.json"
    );
    let pretty = std::fs::read(path).unwrap();
    // As it comes over the wire: without indentation.
    let value: serde_json::Value = serde_json::from_slice(&pretty).unwrap();
    let json = serde_json::to_vec(&value).unwrap();
    let licenses = value["_embedded"]["licenses"].as_array().unwrap().len();
    println!("license list: {licenses} licenses, {} bytes", json.len());
    println!("ratio of the medians' pairs [quartiles], CPU time of a run: subject vs baseline");

    let ours = || Collection::<License>::from_json(&json).unwrap();
    let plain = || serde_json::from_slice::<plain::Page>(&json).unwrap();
    let open = || serde_json::from_slice::<serde_json::Value>(&json).unwrap();
    ratio::compare(plain, ours).print("models / same structs without capture", Some(1.25));
    ratio::compare(open, ours).print("models / serde_json::Value", None);

    let encoded = ours();
    ratio::compare(
        || serde_json::to_vec(&value).unwrap(),
        || serde_json::to_vec(&encoded).unwrap(),
    )
    .print("encoding: models / serde_json::Value", None);

    allocations::print_allocations("models", allocations::allocations(ours));
    allocations::print_allocations(
        "same structs without capture",
        allocations::allocations(plain),
    );
    allocations::print_allocations("serde_json::Value", allocations::allocations(open));
}
