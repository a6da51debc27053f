//! Calls through the client beside the same calls with bare reqwest and serde_json, against a
//! server in a process of its own.
#![allow(clippy::unwrap_used, missing_docs, dead_code, unreachable_pub)]

#[path = "../../ping-models/benches/allocations.rs"]
mod allocations;
#[path = "../../ping-models/benches/plain.rs"]
mod plain;
#[path = "../../ping-models/benches/ratio.rs"]
mod ratio;
mod server;

use std::sync::Arc;

use futures_util::future::join_all;
use futures_util::{StreamExt, stream};
use ping_models::platform::License;
use ping_transport::{Bulk, Client, Hosts, Region, ReqwestTransport};
use tokio::runtime::{Builder, Runtime};

ping_transport::operations! {
    READ: () => License = "platform.read_one_license",
        GET Api "/v1/organizations/{organizationID}/licenses/{licenseID}";
}

/// Calls under way at once.
const CONCURRENT: usize = 256;

/// Calls of a bulk, and how many of them at once.
const BULK: usize = 512;
const AT_ONCE: usize = 16;

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

fn main() {
    let license = license();
    if server::is_child() {
        return server::serve(license);
    }
    let child = server::start();
    let base = format!("http://127.0.0.1:{}", child.port());
    println!("license: {} bytes, over loopback", license.len());
    println!(
        "ratio of the medians' pairs [quartiles], time of a run: SDK vs bare reqwest + serde_json"
    );

    let hosts = Hosts::region(Region::Na).api_host(&base).unwrap();
    let client = Client::builder()
        .hosts(hosts)
        .access_token("token")
        .transport(Arc::new(ReqwestTransport::builder().build().unwrap()))
        .build()
        .unwrap();
    let call = || client.request(&READ).segment("org").segment("lic").call();
    let url = format!("{base}/v1/organizations/org/licenses/lic");
    let bare = reqwest::Client::builder().no_proxy().tls_certs_only([]).build().unwrap();
    let bare_call = || async {
        let request = bare.get(&url).bearer_auth("token").header("accept", "application/json");
        let response = request.send().await.unwrap().error_for_status().unwrap();
        let body = response.bytes().await.unwrap();
        serde_json::from_slice::<plain::License>(&body).unwrap()
    };

    let (ours, theirs) = (runtime(), runtime());
    let one = || ours.block_on(async { call().await.unwrap() });
    let bare_one = || theirs.block_on(bare_call());
    ratio::compare(bare_one, one).print("one call, CPU time of the client", Some(1.05));

    let many = || ours.block_on(async { join_all((0..CONCURRENT).map(|_| call().send())).await });
    let bare_many =
        || theirs.block_on(async { join_all((0..CONCURRENT).map(|_| bare_call())).await });
    ratio::compare(bare_many, many)
        .print("256 concurrent calls, CPU time of the client", Some(1.05));
    ratio::compare_wall(bare_many, many).print("256 concurrent calls, elapsed time", Some(1.05));

    let bulk = || {
        ours.block_on(Bulk::new(0..BULK, |_| call()).concurrency(AT_ONCE).for_each(async |done| {
            drop(done.result.unwrap());
        }));
    };
    let bare_bulk = || {
        let calls = stream::iter(0..BULK).map(|_| bare_call()).buffered(AT_ONCE);
        theirs.block_on(calls.for_each(async |license| drop(license)));
    };
    ratio::compare(bare_bulk, bulk).print("512 calls in a bulk, CPU time", Some(1.05));

    allocations::print_allocations("one call, SDK", allocations::allocations(one));
    allocations::print_allocations("one call, bare", allocations::allocations(bare_one));
}

/// The first license of the documented list.
fn license() -> Vec<u8> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../fixtures/platform/read_all_licenses/response.json"
    );
    let list: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    serde_json::to_vec(&list["_embedded"]["licenses"][0]).unwrap()
}
