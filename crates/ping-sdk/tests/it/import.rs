//! The import example with many users, under a rate limit and with a crash in the middle.

#[path = "../../examples/import/journal.rs"]
mod journal;
#[path = "../../examples/import/users.rs"]
mod users;

use std::collections::HashSet;
use std::io::Write;
use std::sync::Arc;
use std::time::SystemTime;

use ping_sdk::prelude::*;
use ping_sdk::sandbox;
use ping_sdk::transport::testing::ManualClock;
use ping_sdk::transport::{Clock, Sleep};

use journal::Journal;
use users::{Lines, import};

/// One time for both sides: where the client waits, it passes for the service.
#[derive(Clone, Debug)]
struct OneTime {
    service: sandbox::Clock,
    client: ManualClock,
}

impl Clock for OneTime {
    fn now(&self) -> SystemTime {
        self.client.now()
    }

    fn monotonic(&self) -> Duration {
        self.client.monotonic()
    }

    fn sleep(&self, span: Duration) -> Sleep {
        self.service.advance(span);
        self.client.sleep(span)
    }

    fn timer(&self, span: Duration) -> Sleep {
        self.client.timer(span)
    }
}

const USERS: usize = 10_000;

/// How many requests of a second the license allows.
const ALLOWED: u32 = 120;

/// How many the client sends: less, since some arrive later than they were sent.
const SENT: u32 = 100;

async fn stage() -> (Sandbox, Ping, Arc<OneTime>) {
    let client = ManualClock::fixed();
    let builder = Sandbox::builder().frozen_at(client.now()).rate(ALLOWED, Duration::from_secs(1));
    let sandbox = builder.start().await.unwrap();
    let clock = Arc::new(OneTime { service: sandbox.clock(), client });
    let builder = Ping::builder().sandbox(&sandbox.connection()).clock(clock.clone());
    let ping = builder.rate(Rate::per_second(SENT)).build().unwrap();
    (sandbox, ping, clock)
}

fn lines(count: usize) -> Lines {
    let line = |number: usize| format!("user{number:05},user{number:05}@example.com,Jo,O'Neil\n");
    Lines::new((0..count).map(line).collect())
}

/// Imports until so many outcomes are noted, and leaves the rest as it is.
async fn run(ping: &Ping, lines: &Lines, written: &mut Vec<u8>, most: u64) -> u64 {
    let mut journal = Journal::read(std::str::from_utf8(written).unwrap());
    let mut bulk = import(&ping.platform().users(), lines.left(&journal)).concurrency(16);
    while bulk.progress().done() < most {
        let Some(done) = bulk.next().await else { break };
        journal.note(written, done.input.0, &done.result).unwrap();
    }
    bulk.progress().failed
}

#[tokio::test]
async fn ten_thousand_users_are_imported_once_each_in_spite_of_a_crash() {
    let (sandbox, ping, clock) = stage().await;
    let lines = lines(USERS);
    let faults = sandbox.faults();
    // The service is busy now and then, and once it loses an answer behind the deed.
    faults.next("POST", "/v1/environments/*/users").status(503).times(3);
    let mut written = Vec::new();
    let failed = run(&ping, &lines, &mut written, 4000).await;
    // A POST is not sent twice where it may have been processed.
    assert_eq!(failed, 3);

    // The crash: calls were under way, and of the journal the last lines are lost, one half.
    let cut = written.len() - 300;
    written.truncate(cut);
    let whole = written.iter().rposition(|byte| *byte == b'\n').unwrap() + 1;
    written.truncate(whole);
    let failed = run(&ping, &lines, &mut written, u64::MAX).await;
    assert_eq!(failed, 0);

    let all = ping.platform().users().list().all().await.unwrap();
    let imported: HashSet<_> = all.iter().map(|user| user.id.to_string()).collect();
    assert_eq!((all.len(), imported.len()), (USERS, USERS));
    let noted = String::from_utf8(written).unwrap();
    let noted: Vec<_> = noted.lines().filter_map(|line| line.split_once(' ')).collect();
    let ids: HashSet<_> = noted.iter().map(|(_, id)| (*id).to_owned()).collect();
    assert_eq!(&ids - &imported, HashSet::from(["!".to_owned()]));
    assert_eq!(ids.len(), USERS + 1);
    // At this rate it takes so long; nobody waited for it.
    assert!(clock.monotonic() >= Duration::from_secs(100));
    assert!(sandbox.requests().iter().all(|request| request.status != Some(429)));
}

#[tokio::test]
async fn an_answer_that_is_lost_is_looked_up() {
    let (sandbox, ping, _) = stage().await;
    sandbox.faults().next("POST", "/v1/environments/*/users").reset().after_processing();
    let mut written = Vec::new();
    assert_eq!(run(&ping, &lines(3), &mut written, u64::MAX).await, 0);
    assert_eq!(ping.platform().users().list().all().await.unwrap().len(), 3);
    assert_eq!(String::from_utf8(written).unwrap().lines().count(), 3);
}

#[tokio::test]
async fn the_journal_goes_on_where_it_was() {
    let folder = std::env::temp_dir().join(format!("ping-import-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("users.csv.done");
    let (mut journal, mut file) = Journal::open(&path).unwrap();
    assert_eq!(journal, Journal::default());
    for (number, result) in
        [Ok(UserId::from("a")), Err(Error::configuration("x", "y")), Ok(UserId::from("c"))]
            .into_iter()
            .enumerate()
    {
        journal.note(&mut file, number, &result).unwrap();
    }
    write!(file, "3 half-an-").unwrap();
    let (read, mut file) = Journal::open(&path).unwrap();
    assert_eq!((read.known, read.failed.len()), (3, 1));
    assert_eq!(read, journal);
    assert_eq!([0, 1, 2, 3].map(|number| read.wants(number)), [false, true, false, true]);
    journal.note(&mut file, 1, &Ok(UserId::from("b"))).unwrap();
    let (read, _) = Journal::open(&path).unwrap();
    assert!((0..3).all(|number| !read.wants(number)));
    std::fs::remove_dir_all(folder).unwrap();
}
