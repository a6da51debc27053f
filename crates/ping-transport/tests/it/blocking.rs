//! Calls that block their thread.

use std::sync::Arc;

use ping_models::platform::User;
use ping_sandbox::Sandbox;
use ping_transport::testing::{FakeTransport, ManualClock, Reaction};
use ping_transport::{Blocking, BlockingStream, Error, ErrorKind, List};

use crate::support::{ENVIRONMENT, LIST, fake, read, sandboxed, with_token};

fn pages(script: impl IntoIterator<Item = Reaction>) -> List<User> {
    let fake = Arc::new(FakeTransport::new(script));
    let client = with_token(fake, &ManualClock::fixed()).build().unwrap();
    client.request(&LIST).segment("e").list()
}

fn page(id: &str, next: &str) -> Reaction {
    let links = format!(r#"{{"next":{{"href":"https://x/y{next}"}}}}"#);
    let links = if next.is_empty() { "{}" } else { &links };
    let body = format!(r#"{{"_embedded":{{"users":[{{"id":"{id}"}}]}},"_links":{links}}}"#);
    Reaction::json(200, body)
}

#[test]
fn calls_and_lists_without_a_runtime() {
    let (_, client) = fake([
        Reaction::json(200, r#"{"id":"u"}"#),
        Reaction::json(404, r#"{"code":"NOT_FOUND"}"#),
        Reaction::json(200, "{}"),
    ]);
    assert_eq!(read(&client).send_blocking().unwrap().to_value()["id"], "u");
    assert!(read(&client).optional().send_blocking().unwrap().is_none());
    let answer = read(&client).with_response().send_blocking().unwrap();
    assert_eq!(answer.status, 200);

    let list = || pages([page("a", "?cursor=1"), page("b", "")]);
    let ids: Result<Vec<_>, Error> = list().stream().blocking().map(|user| Ok(user?.id)).collect();
    assert_eq!(ids.unwrap(), ["a", "b"]);
    assert_eq!(list().all().send_blocking().unwrap().len(), 2);
    assert_eq!(list().pages().blocking().count(), 2);
}

/// Real sockets, timers and the fetch of a token, from several threads at once.
#[test]
fn threads_share_a_client() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let sandbox = runtime.block_on(Sandbox::start());
    let client = sandboxed(&sandbox).build().unwrap();
    let environment = sandbox.connection().environment_id.clone();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let call = client.request(&ENVIRONMENT).segment(&environment).call();
                let read = call.send_blocking().unwrap().to_value();
                assert_eq!(read["id"].as_str(), Some(environment.as_str()));
            });
        }
    });
}

#[tokio::test]
async fn a_thread_of_a_runtime_is_not_blocked() {
    let (fake, client) = fake([]);
    let error = read(&client).send_blocking().unwrap_err();
    assert_eq!((error.kind(), error.field()), (ErrorKind::Configuration, Some("runtime")));
    let mut items = pages([]).stream().blocking();
    assert_eq!(items.next().unwrap().unwrap_err().field(), Some("runtime"));
    assert!(items.next().is_none());
    assert!(fake.received().is_empty());
}
