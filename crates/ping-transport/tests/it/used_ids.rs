//! Ids that are taken once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ping_transport::testing::ManualClock;
use ping_transport::{ErrorKind, UsedIds};

const LIFETIME: Duration = Duration::from_secs(600);

#[test]
fn an_id_is_taken_once_in_its_time() {
    let clock = ManualClock::fixed();
    let used = UsedIds::new(Arc::new(clock.clone()));
    used.take("webs_1", LIFETIME).unwrap();
    used.take("webs_2", LIFETIME).unwrap();
    let other = used.clone();
    for _ in 0..2 {
        clock.advance(LIFETIME / 2 - Duration::from_secs(1));
        let error = other.take("webs_1", LIFETIME).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert_eq!(error.field(), Some("id"));
        assert!(!error.to_string().contains("webs_1"), "{error}");
    }
    // What was sealed is refused from then on.
    clock.advance(Duration::from_secs(2));
    other.take("webs_1", LIFETIME).unwrap();
    used.take("for ever", Duration::MAX).unwrap();
    clock.advance(100 * LIFETIME);
    assert!(used.take("for ever", LIFETIME).is_err());
}

#[test]
fn what_is_full_takes_none_and_forgets_none_before_its_time() {
    let clock = ManualClock::fixed();
    let used = UsedIds::new(Arc::new(clock.clone())).at_most(2);
    used.take("short", LIFETIME).unwrap();
    used.take("long", 2 * LIFETIME).unwrap();
    let error = used.take("third", LIFETIME).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert_eq!(error.field(), Some("used_ids"));
    assert!(used.take("short", LIFETIME).is_err());
    clock.advance(LIFETIME);
    used.take("third", LIFETIME).unwrap();
    assert!(used.take("long", LIFETIME).is_err());
}

#[test]
fn one_of_many_threads_takes_it() {
    let used = UsedIds::new(Arc::new(ManualClock::fixed()));
    let taken = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                if used.take("webs_1", LIFETIME).is_ok() {
                    taken.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
    });
    assert_eq!(taken.into_inner(), 1);
}
