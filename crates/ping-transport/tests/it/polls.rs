//! Polling: asked at an interval until an end, a failure or the deadline.

use std::sync::Arc;
use std::time::Duration;

use ping_transport::testing::{FakeTransport, ManualClock, Reaction};
use ping_transport::{ErrorKind, Polling, RetryPolicy};

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
        (
            "later",
            vec![pending(), pending(), done()],
            10,
            Ok(()),
            3,
            4,
        ),
        (
            "at the last moment",
            vec![pending(), pending(), done()],
            2,
            Ok(()),
            3,
            4,
        ),
        (
            "too late",
            vec![pending(), pending(), pending(), done()],
            2,
            Err(ErrorKind::Timeout),
            3,
            4,
        ),
        (
            "no time at all",
            vec![pending(), done()],
            0,
            Err(ErrorKind::Timeout),
            1,
            0,
        ),
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
        let client = with_token(fake.clone(), &clock)
            .retry(RetryPolicy::never())
            .build()
            .unwrap();
        let polling = Polling::new(9 * SECOND, SECOND)
            .interval(2 * SECOND)
            .deadline(2 * SECOND * intervals);
        let end = client
            .poll(
                polling,
                || read(&client).send(),
                |answer| (answer.to_value()["status"] == "DONE").then_some(()),
            )
            .await;
        assert_eq!(
            end.as_ref().copied().map_err(|error| error.kind()),
            wanted,
            "{name}"
        );
        assert_eq!(fake.received().len(), asked, "{name}");
        assert_eq!(
            clock.waits().iter().sum::<Duration>(),
            waited * SECOND,
            "{name}"
        );
    }
}
