//! What is not there: told apart from every other failure.

use ping_transport::testing::{ManualClock, Reaction};
use ping_transport::{Call, ErrorKind};
use serde_json::json;

use crate::pingid_errors::{pingid, signed};
use crate::support::{DETAILS, Play, fake, read, token, worker};

/// Whether it is there; or why that is not known.
async fn there<T: Send + 'static>(call: Call<T>) -> Result<bool, ErrorKind> {
    let optional = call.clone().optional().await;
    let plain = call.await;
    assert_eq!(
        optional.as_ref().is_ok_and(Option::is_none),
        plain.is_err_and(|error| error.is_not_found())
    );
    match optional {
        Ok(found) => Ok(found.is_some()),
        Err(error) => Err(error.kind()),
    }
}

#[tokio::test]
async fn only_the_service_says_that_a_thing_is_not_there() {
    type Answer = fn() -> Reaction;
    #[rustfmt::skip]
    let table: [(&str, Answer, Result<bool, ErrorKind>); 10] = [
        ("it is there", || Reaction::json(200, "{}"), Ok(true)),
        ("no such thing", || Reaction::json(404, r#"{"code":"NOT_FOUND"}"#), Ok(false)),
        ("a newer code", || Reaction::json(404, r#"{"code":"NO_SUCH_USER"}"#), Ok(false)),
        ("a gateway", || Reaction::json(404, r#"{"message":"no route"}"#), Err(ErrorKind::Api)),
        ("an object", || Reaction::json(404, "{}"), Err(ErrorKind::Api)),
        ("a web page", || Reaction::text(404, "text/html", "<html></html>"), Err(ErrorKind::Api)),
        ("nothing", || Reaction::text(404, "text/plain", ""), Err(ErrorKind::Api)),
        ("another status", || Reaction::json(400, r#"{"code":"NOT_FOUND"}"#), Err(ErrorKind::Api)),
        ("no access", || Reaction::json(403, r#"{"code":"ACCESS_FAILED"}"#), Err(ErrorKind::Api)),
        ("not readable", || Reaction::json(200, "nothing"), Err(ErrorKind::Decode)),
    ];
    for (name, answer, wanted) in table {
        let (_, client) = fake([answer(), answer()]);
        assert_eq!(there(read(&client)).await, wanted, "{name}");
    }
}

#[tokio::test]
async fn a_token_endpoint_that_is_not_there_is_no_missing_thing() {
    let missing = || Reaction::json(404, r#"{"code":"NOT_FOUND"}"#);
    let play = Play::new([missing(), missing()], []);
    let client = worker(play, &ManualClock::fixed()).build().unwrap();
    assert_eq!(there(read(&client)).await, Err(ErrorKind::Token));
    let play = Play::new([token("t")], [missing(), missing()]);
    let client = worker(play, &ManualClock::fixed()).build().unwrap();
    assert_eq!(there(read(&client)).await, Ok(false));
}

#[tokio::test]
async fn an_unknown_user_of_pingid() {
    for (id, wanted) in [(200, Ok(true)), (10564, Ok(false)), (10551, Err(ErrorKind::PingId))] {
        let answer = || signed(200, &json!({"errorId": id, "errorMsg": "m"}));
        let (_, client) = pingid([answer(), answer()]);
        let details = client.request(&DETAILS);
        let call = details.json(&json!({"userName": "joe"}).into()).call();
        let policy = ping_transport::RetryPolicy::never();
        assert_eq!(there(call.retry(policy)).await, wanted, "{id}");
    }
}
