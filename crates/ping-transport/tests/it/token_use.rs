//! Tokens in use: refused and replaced, rotated, and of another environment.

use std::time::Duration;

use futures_util::future::join_all;
use ping_sandbox::Sandbox;
use ping_transport::testing::{ManualClock, Reaction};
use ping_transport::{Credentials, ErrorKind};

use crate::support::{
    DISCOVER, Play, create, invalid_token, ok, read, requests, sandboxed, token, until, with_token,
    worker,
};
use crate::tokens::{own, use_it};

/// The documented body of a 401 that a new token does not help.
fn no_permission() -> Reaction {
    Reaction::json(
        401,
        r#"{"code":"ACCESS_FAILED","message":"No access.","details":[
            {"code":"INSUFFICIENT_PERMISSIONS","message":"The actor is not authorized."}]}"#,
    )
}

#[derive(Clone, Copy, Debug)]
enum Access {
    Worker,
    Static,
    Own,
}

#[tokio::test]
async fn a_401_is_replayed_once_where_a_new_token_may_help() {
    use Access::{Own, Static, Worker};
    type Script = fn() -> Vec<Reaction>;
    // whose token, script of the API, token requests, status of the error
    let table: [(&str, Access, Script, usize, Option<u16>); 9] = [
        ("replayed", Worker, || vec![invalid_token(), ok()], 2, None),
        ("once only", Worker, || vec![invalid_token(), invalid_token()], 2, Some(401)),
        ("any body", Worker, || vec![Reaction::text(401, "text/html", "<p>"), ok()], 2, None),
        ("no body", Worker, || vec![Reaction::text(401, "text/plain", ""), ok()], 2, None),
        ("permissions missing", Worker, || vec![no_permission()], 1, Some(401)),
        ("403", Worker, || vec![Reaction::json(403, "{}")], 1, Some(403)),
        (
            "permissions missing then",
            Worker,
            || vec![invalid_token(), no_permission()],
            2,
            Some(401),
        ),
        ("static", Static, || vec![invalid_token()], 0, Some(401)),
        ("own", Own, || vec![invalid_token()], 0, Some(401)),
    ];
    for (name, access, script, asked, status) in table {
        for call in [read, create] {
            let play = Play::new([token("t1"), token("t2"), token("t3")], script());
            let clock = ManualClock::fixed();
            let client = match access {
                Worker => worker(play.clone(), &clock).build().unwrap(),
                Static => with_token(play.clone(), &clock).build().unwrap(),
                Own => own(&play, false).1,
            };
            let result = call(&client).await;
            let sent = play.api.received().len();
            assert_eq!(sent, script().len(), "{name}: the whole script, no more");
            assert_eq!(play.asked(), asked, "{name}");
            assert!(clock.waits().is_empty(), "{name}: a replay does not wait");
            match status {
                None => {
                    result.unwrap();
                    assert_eq!(play.bearers(), ["Bearer t1", "Bearer t2"], "{name}");
                }
                Some(status) => {
                    let error = result.unwrap_err();
                    assert_eq!(error.kind(), ErrorKind::Api, "{name}");
                    assert_eq!(error.status().unwrap(), status, "{name}");
                    assert_eq!(error.attempts() as usize, sent, "{name}");
                }
            }
        }
    }
}

#[tokio::test]
async fn a_replay_leaves_the_retries_as_they_were() {
    let down = || Reaction::json(503, "");
    let play =
        Play::new([token("t1"), token("t2")], [down(), invalid_token(), down(), down(), ok()]);
    let client = worker(play.clone(), &ManualClock::fixed()).build().unwrap();
    read(&client).await.unwrap();
    assert_eq!(play.asked(), 2);
}

#[tokio::test]
async fn many_calls_with_one_refused_token_make_one_refresh() {
    let sandbox = Sandbox::start().await;
    let client = sandboxed(&sandbox).build().unwrap();
    use_it(&client).await.unwrap();
    sandbox.revoke_tokens();
    for result in join_all((0..50).map(|_| use_it(&client))).await {
        result.unwrap();
    }
    assert_eq!(requests(&sandbox, "platform.get_token"), 2);
}

#[tokio::test]
async fn a_storm_of_401s_is_no_storm_of_token_requests() {
    let storm = || {
        let refusals = std::iter::repeat_with(invalid_token);
        Play::new((0..9).map(|n| token(&format!("t{n}"))), refusals.take(2000))
    };
    // One by one.
    let (play, clock) = (storm(), ManualClock::fixed());
    let client = worker(play.clone(), &clock).build().unwrap();
    for _ in 0..500 {
        let error = read(&client).await.unwrap_err();
        assert_eq!(error.status().unwrap(), 401);
    }
    assert_eq!((play.api.received().len(), play.asked()), (501, 2));
    // Another host has not refused anything yet.
    let call = client.request(&DISCOVER).segment("env-1").call();
    call.await.unwrap_err();
    assert_eq!((play.api.received().len(), play.asked()), (503, 3));
    // After a while it may have been mended.
    clock.advance(Duration::from_secs(10));
    read(&client).await.unwrap_err();
    assert_eq!((play.api.received().len(), play.asked()), (505, 4));
    // New credentials are a new start.
    client.rotate_credentials(Credentials::basic("the-client", "new")).unwrap();
    read(&client).await.unwrap_err();
    assert_eq!((play.api.received().len(), play.asked()), (507, 6));

    // All at once.
    let play = storm();
    let client = worker(play.clone(), &ManualClock::fixed()).build().unwrap();
    for result in join_all((0..500).map(|_| read(&client).send())).await {
        let error = result.unwrap_err();
        assert_eq!(error.status().unwrap(), 401);
        assert!(error.attempts() > 0);
    }
    assert_eq!((play.api.received().len(), play.asked()), (501, 2));
}

#[tokio::test]
async fn a_token_that_expired_at_the_service_is_replaced() {
    let sandbox = Sandbox::start().await;
    let client = sandboxed(&sandbox).build().unwrap();
    use_it(&client).await.unwrap();
    // The service's clock runs ahead of the client's.
    sandbox.clock().advance(Duration::from_secs(7200));
    use_it(&client).await.unwrap();
    let log: Vec<_> = sandbox
        .requests()
        .iter()
        .map(|request| (request.operation.clone().unwrap(), request.status.unwrap()))
        .collect();
    let entry = |operation: &str, status| (format!("platform.{operation}"), status);
    assert_eq!(
        log,
        [
            entry("get_token", 200),
            entry("read_one_environment", 200),
            entry("read_one_environment", 401),
            entry("get_token", 200),
            entry("read_one_environment", 200),
        ]
    );
}

/// The `Authorization` headers that the token endpoint saw, without their scheme, as text.
fn askers(play: &Play) -> Vec<String> {
    use base64::Engine as _;
    let decode = |text: &str| {
        let bytes = base64::engine::general_purpose::STANDARD.decode(text);
        String::from_utf8(bytes.unwrap()).unwrap()
    };
    play.tokens
        .received()
        .iter()
        .map(|request| {
            let header = request.headers["authorization"].to_str().unwrap();
            decode(header.strip_prefix("Basic ").unwrap())
        })
        .collect()
}

#[tokio::test]
async fn credentials_are_rotated_while_the_client_lives() {
    let play = Play::new([token("t1"), token("t2")], [ok(), ok()]);
    let client = worker(play.clone(), &ManualClock::fixed()).build().unwrap();
    let clone = client.clone();
    read(&client).await.unwrap();
    client.rotate_credentials(Credentials::basic("the-client", "new/secret:%")).unwrap();
    read(&clone).await.unwrap();
    assert_eq!(
        askers(&play),
        ["the-client:the-secret", "the-client:new%2Fsecret%3A%25"],
        "form-encoded as RFC 6749 has it"
    );
    assert_eq!(play.bearers(), ["Bearer t1", "Bearer t2"]);

    // A fetch under way ends for who waits for it, and is not kept.
    let play = Play::closed([token("old"), token("new")], [ok(), ok(), ok()]);
    let client = worker(play.clone(), &ManualClock::fixed()).build().unwrap();
    let waiting = tokio::spawn(read(&client).send());
    until(|| play.asked() == 1).await;
    client.rotate_credentials(Credentials::basic("the-client", "second")).unwrap();
    play.gate.add_permits(2);
    waiting.await.unwrap().unwrap();
    read(&client).await.unwrap();
    read(&client).await.unwrap();
    assert_eq!(play.bearers(), ["Bearer old", "Bearer new", "Bearer new"]);
    assert_eq!(askers(&play)[1], "the-client:second");

    let static_client = with_token(play.clone(), &ManualClock::fixed()).build().unwrap();
    for (client, id, secret, field) in [
        (&static_client, "id", "secret", "credentials"),
        (&client, "", "secret", "client_id"),
        (&client, "id", "", "client_secret"),
    ] {
        let error = client.rotate_credentials(Credentials::basic(id, secret)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert_eq!(error.field(), Some(field));
    }
}

#[tokio::test]
async fn the_workers_environment_may_differ_from_the_managed_one() {
    for (worker_environment, token_path) in [
        (None, "https://auth.pingone.com/managed/as/token"),
        (Some("of-the-worker"), "https://auth.pingone.com/of-the-worker/as/token"),
    ] {
        let play = Play::new([token("t1")], [ok()]);
        let mut builder = worker(play.clone(), &ManualClock::fixed()).environment("managed");
        if let Some(environment) = worker_environment {
            builder = builder.worker_environment(environment);
        }
        let client = builder.build().unwrap();
        use_it(&client).await.unwrap();
        assert_eq!(play.tokens.received()[0].url, token_path);
        let managed = "https://api.pingone.com/v1/environments/managed";
        assert_eq!(play.api.received()[0].url, managed);
    }
}
