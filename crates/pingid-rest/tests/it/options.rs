//! What flows carry along, and that each of their steps can be spawned.

use std::time::Duration;

use ping_models::pingid::{AddUser, GetActivationCode, Role};
use ping_transport::testing::FakeTransport;
use pingid_rest::{OtpOutcome, PairingOutcome, PingId, Step};

use crate::support::{scripted, signed};

const WAITING: &str = r#"{"errorId":30010,"sessionId":"s-1"}"#;
const PASSCODE: &str = r#"{"errorId":30002,"sessionId":"s-1"}"#;
const DONE: &str = r#"{"errorId":200,"sessionId":"s-1"}"#;

fn ids(fake: &FakeTransport) -> Vec<String> {
    let received = fake.received();
    let id = received.iter().map(|one| {
        let id = one.headers.get("x-ping-external-transaction-id");
        id.map_or("-", |id| id.to_str().unwrap()).to_owned()
    });
    id.collect()
}

async fn begun(pingid: &PingId) -> Step {
    pingid.authenticate("jdoe").correlation_id("visit").await.unwrap()
}

#[tokio::test]
async fn options_of_the_beginning_travel_along() {
    let script = [WAITING, WAITING, WAITING, PASSCODE, DONE, PASSCODE, DONE];
    let (pingid, fake, _) = scripted(script.map(signed));
    let Step::Push(push) = begun(&pingid).await else {
        panic!("a push");
    };
    let Step::Push(_) = push.poll().correlation_id("own").await.unwrap() else {
        panic!("a push");
    };
    let Step::Otp(otp) = push.wait().await.unwrap() else {
        panic!("a passcode");
    };
    // Cancelled and begun again with options of its own; the step behind it has the flow's.
    let Step::Otp(otp) = otp.restart().correlation_id("again").await.unwrap() else {
        panic!("a passcode");
    };
    let OtpOutcome::Next(Step::Completed(_)) = otp.submit("123456").await.unwrap() else {
        panic!("signed in");
    };
    let (own, visit, again) = ("own", "visit", "again");
    assert_eq!(ids(&fake), [visit, own, visit, visit, again, again, visit]);
}

#[tokio::test]
async fn every_step_can_be_spawned() {
    let (pingid, _, _) = scripted([WAITING, WAITING, DONE].map(signed));
    let begun = tokio::spawn(pingid.authenticate("jdoe").send()).await;
    let Step::Push(push) = begun.unwrap().unwrap() else {
        panic!("a push");
    };
    let polled = tokio::spawn(push.poll().send()).await.unwrap().unwrap();
    assert!(matches!(polled, Step::Push(_)));
    let end = tokio::spawn(push.wait().send()).await.unwrap().unwrap();
    assert!(matches!(end, Step::Completed(_)));
}

#[tokio::test]
async fn a_pairing_asks_with_the_options_that_it_began_with() {
    let (pingid, fake, clock) = scripted(
        [
            r#"{"errorId":200,"activationCode":"292070522701"}"#,
            r#"{"errorId":200,"pairingStatus":"NOT_CLAIMED"}"#,
            r#"{"errorId":200,"pairingStatus":"SUCCESS","deviceId":7}"#,
        ]
        .map(signed),
    );
    let pair = pingid.pair_online(AddUser::new("jdoe", Role::Regular));
    let pairing = pair.correlation_id("visit").await.unwrap();
    let wait = pairing.wait().interval(Duration::from_secs(7));
    let end = tokio::spawn(wait.send()).await.unwrap().unwrap();
    assert!(matches!(end, PairingOutcome::Paired(Some(_))));
    assert_eq!(clock.waits(), [Duration::from_secs(7)]);
    assert_eq!(ids(&fake), ["visit"; 3]);
    // Another flow has none.
    let _ = pingid.pair_online(GetActivationCode::new("jdoe")).await;
    assert_eq!(ids(&fake).last().unwrap(), "-");
}
