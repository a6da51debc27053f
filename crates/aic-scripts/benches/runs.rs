//! How long a run takes, and what a thousand of them leave behind.
//!
//! `cargo bench -p aic-scripts` prints the times, and fails where a run takes longer than some
//! milliseconds or memory grows.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::time::{Duration, Instant};

use aic_scripts::{MemoryIdm, Runtime, Script};
use cap::Cap;
use serde_json::json;

#[global_allocator]
static ALLOCATOR: Cap<std::alloc::System> = Cap::new(std::alloc::System, usize::MAX);

const RUNS: u32 = 1_000;
/// What a run may leave behind, in bytes: nothing but what the allocator's statistics wobble by.
const GROWTH: usize = 1 << 20;
/// The longest that a run may take.
const LONGEST: Duration = Duration::from_millis(10);

const SOURCES: [(&str, &str); 5] = [
    ("empty", "action.goTo('true');"),
    (
        "state",
        "var list = [];
         for (var i = 0; i < 100; i++) { list.push({id: utils.crypto.randomUUID(), i: i}); }
         nodeState.putShared('list', list);
         logger.debug('made {}', list.length);
         action.goTo('true');",
    ),
    (
        "idm",
        "var found = openidm.query('managed/alpha_user', {_queryFilter: 'userName sw \"b\"'});
         var user = openidm.patch('managed/alpha_user/1', null, [
             {operation: 'replace', field: '/n', value: found.resultCount}
         ]);
         action.goTo(user.n === 1 ? 'true' : 'false');",
    ),
    (
        "library",
        "var list = require('list'), all = [];
         for (var i = 0; i < 1000; i++) { all.push((i * 7919) % 1000); }
         action.goTo(String(list.sorted(all).indexOf(999) === 999));",
    ),
    (
        "crypto",
        "var subtle = utils.crypto.subtle, data = utils.types.stringToBytes('data');
         var aes = subtle.generateKey('AES'), code = subtle.sign('HMAC', aes, data);
         var same = subtle.decrypt('AES', aes, subtle.encrypt('AES', aes, data));
         action.goTo(String(subtle.verify('HMAC', aes, same, code)));",
    ),
];

const LIBRARY: &str = "exports.sorted = function (all) {
    return all.slice().sort(function (a, b) { return a - b; });
};";

fn main() {
    let idm = MemoryIdm::new();
    idm.put("managed/alpha_user/1", json!({"userName": "bjensen"}));
    let library = Script::parse("list", LIBRARY).unwrap();
    let runtime = Runtime::builder().idm(idm).library(library).build();
    let tokio = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for (name, source) in SOURCES {
        let script = Script::parse(name, source).unwrap();
        let run = || {
            let outcome = tokio.block_on(runtime.run(&script));
            assert_eq!((outcome.error, outcome.outcome.as_deref()), (None, Some("true")));
        };
        run();
        let before = ALLOCATOR.allocated();
        let start = Instant::now();
        (0..RUNS).for_each(|_| run());
        let each = start.elapsed() / RUNS;
        let grown = ALLOCATOR.allocated().saturating_sub(before);
        println!("{name:8} {each:>10.1?} a run, {grown} bytes more after {RUNS} runs");
        assert!(each < LONGEST, "{name}: a run takes {each:?}");
        assert!(grown < GROWTH, "{name}: memory grows by {grown} bytes in {RUNS} runs");
    }
}
