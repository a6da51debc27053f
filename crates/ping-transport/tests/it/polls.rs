//! Polling: asked at an interval until an end, a failure or the deadline.

use std::sync::Arc;
use std::time::Duration;

use ping_transport::flow::{Polling, Progress, Wait};
use ping_transport::testing::{FakeTransport, ManualClock, Reaction};
use ping_transport::{Clock, ErrorKind, RetryPolicy};

use crate::support::{read, with_token};

const SECOND: Duration = Duration::from_secs(1);

#[tokio::test]
async fn ends_of_polling() {
    let pending = || Reaction::json(200, r#"{"status":"PENDING"}"#);
    let done = || Reaction::json(200, r#"{"status":"DONE"}"#);
    type Wanted = Result<(), ErrorKind>;
    // script, deadline in intervals of 2 s: how it ends, how often was asked, seconds waited
    let table: [(&str, Vec<Reaction>, u32, Wanted, usize, u32); 6] = [
        ("at once", vec![done()], 10, Ok(()), 1, 0),
        ("later", vec![pending(), pending(), done()], 10, Ok(()), 3, 4),
        ("at the last moment", vec![pending(), pending(), done()], 3, Ok(()), 3, 4),
        (
            "too late",
            vec![pending(), pending(), pending(), done()],
            3,
            Err(ErrorKind::Timeout),
            3,
            4,
        ),
        ("no time at all", vec![pending(), done()], 0, Err(ErrorKind::Timeout), 1, 0),
        (
            "a failure",
            vec![pending(), Reaction::json(404, "{}"), done()],
            10,
            Err(ErrorKind::Api),
            2,
            2,
        ),
    ];
    for (name, script, intervals, wanted, asked, waited) in table {
        let fake = Arc::new(FakeTransport::new(script));
        let clock = ManualClock::fixed();
        let client = with_token(fake.clone(), &clock).retry(RetryPolicy::never()).build().unwrap();
        let polling =
            Polling::new(9 * SECOND, SECOND).interval(2 * SECOND).deadline(2 * SECOND * intervals);
        let end = Wait::new(&client, polling, |client| async move {
            let answer = read(&client).await?;
            Ok(match answer.to_value()["status"] == "DONE" {
                true => Progress::Ended(()),
                false => Progress::Waiting(()),
            })
        });
        let end = end.await;
        assert_eq!(end.as_ref().copied().map_err(|error| error.kind()), wanted, "{name}");
        assert_eq!(fake.received().len(), asked, "{name}");
        assert_eq!(clock.waits().iter().sum::<Duration>(), waited * SECOND, "{name}");
    }
}

#[tokio::test]
async fn the_deadline_bounds_the_asking() {
    let pending = || Reaction::json(200, "{}");
    // script, deadline in ms: how often was asked, ms waited, ms passed; an interval is 2 s
    let table: [(&str, Vec<Reaction>, u64, u32, u64, u64); 5] = [
        ("the first one hangs", vec![Reaction::Hang], 1000, 1, 0, 1000),
        ("the last one hangs", vec![pending(), pending(), Reaction::Hang], 7000, 3, 4000, 7000),
        // The last question comes an interval before the end, so that it can be answered.
        ("the last wait is shorter", vec![pending(), pending(), pending()], 5000, 3, 3000, 3000),
        ("no room for another", vec![pending()], 2000, 1, 0, 0),
        ("its own limit is earlier", vec![Reaction::Hang], 60_000, 1, 0, 30_000),
    ];
    for (name, script, deadline, asked, waited, passed) in table {
        let fake = Arc::new(FakeTransport::new(script));
        let clock = ManualClock::fixed().auto_advance();
        let client = with_token(fake.clone(), &clock).retry(RetryPolicy::never()).build().unwrap();
        let polling = Polling::new(SECOND, SECOND);
        let wait: Wait<()> = Wait::new(&client, polling, |client| async move {
            Ok(Progress::Waiting(read(&client).await?))
        });
        let wait = wait.interval(2 * SECOND);
        let wait = wait.deadline(Duration::from_millis(deadline));
        let error = wait.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout, "{name}");
        assert_eq!(error.attempts(), asked, "{name}");
        assert_eq!(fake.received().len(), asked as usize, "{name}");
        let all: Duration = clock.waits().iter().sum();
        assert_eq!(all, Duration::from_millis(waited), "{name}");
        assert_eq!(clock.monotonic(), Duration::from_millis(passed), "{name}");
        let outstanding = error.to_string().contains("the last question was not answered");
        assert_eq!(outstanding, name.ends_with("one hangs"), "{name}: {error}");
    }
}
