//! Decoding pages of 100 licenses and of 100 users with the models, beside the same structs
//! without the capture of unknown members, and beside `serde_json::Value`. The items are those of
//! the documented lists, repeated.
#![allow(clippy::unwrap_used, missing_docs, dead_code, unreachable_pub)]

mod allocations;
mod plain;
mod plain_user;
mod ratio;

use ping_models::platform::{License, User};
use ping_models::{Collection, Listed, Model};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

fn main() {
    println!("ratio of the medians' pairs [quartiles], CPU time of a run: subject vs baseline");
    compare::<License, plain::Licenses>("read_all_licenses");
    compare::<User, plain_user::Users>("read_all_users");
}

/// A page of 100 `T` beside the `P` that a plain page embeds.
fn compare<T: Listed + Model + Serialize, P: DeserializeOwned>(operation: &str) {
    let path =
        format!("{}/../../fixtures/platform/{operation}/response.json", env!("CARGO_MANIFEST_DIR"));
    let mut value: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let items = value["_embedded"][T::EMBEDDED].as_array_mut().unwrap();
    *items = items.iter().cycle().take(100).cloned().collect();
    // As it comes over the wire: without indentation.
    let json = serde_json::to_vec(&value).unwrap();
    println!("100 {}, {} bytes", T::EMBEDDED, json.len());

    let ours = || Collection::<T>::from_json(&json).unwrap();
    let plain = || serde_json::from_slice::<plain::Page<P>>(&json).unwrap();
    let open = || serde_json::from_slice::<Value>(&json).unwrap();
    ratio::compare(plain, ours).print("models / same structs without capture", Some(1.0));
    ratio::compare(open, ours).print("models / serde_json::Value", None);

    let encoded = ours();
    ratio::compare(
        || serde_json::to_vec(&value).unwrap(),
        || serde_json::to_vec(&encoded).unwrap(),
    )
    .print("encoding: models / serde_json::Value", None);

    allocations::print_allocations("models", allocations::allocations(ours));
    allocations::print_allocations("same structs without capture", allocations::allocations(plain));
    allocations::print_allocations("serde_json::Value", allocations::allocations(open));
}
