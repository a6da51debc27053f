//! Calls: described without a runtime, sent in two ways, with the same options everywhere.

use std::sync::Arc;
use std::time::Duration;

use ping_models::OpenValue;
use ping_models::platform::User;
use ping_transport::pingid::{Account, Envelope};
use ping_transport::testing::{FakeTransport, ManualClock, Reaction};
use ping_transport::{
    Call, CallFuture, CallWithResponse, Client, ClientBuilder, Credentials, Described, Error,
    ErrorKind, Hosts, List, Page, Pager, Pages, RequestBuilder, Response, ResponseFuture,
    RetryPolicy, Secret,
};
use serde_json::{Value, json};

use crate::envelope::{ALIAS, KEY, TOKEN, account};
use crate::support::{CREATE, DELETE, DETAILS, LIST, PATCH, create, fake, ok, read, worker};

#[test]
fn described_without_a_runtime() {
    let (fake, client) = fake([]);
    let user = json!({
        "username": "joe", "count": 1, "a": [{"z": null, "b": 2.50}],
        "password": {"value": "hidden", "forceChange": true}, "otp": 123_456,
    });
    let call = client
        .request(&CREATE)
        .segment("env 1")
        .query("expand", "population")
        .json(&user.into())
        .call()
        .query("more", "a&b")
        .header("X-Extra", "1")
        .body_field("nickname", "j")
        .correlation_id("checkout-4711");
    assert_eq!(
        call.describe().unwrap().to_string(),
        r#"POST https://api.pingone.com/v1/environments/env%201/users?expand=population&more=a%26b
accept: application/json
authorization: Bearer [redacted]
content-type: application/json
x-extra: 1
x-ping-external-transaction-id: checkout-4711

{
  "a": [
    {
      "b": 2.5,
      "z": null
    }
  ],
  "count": 1,
  "nickname": "j",
  "otp": "[redacted]",
  "password": {
    "forceChange": true,
    "value": "[redacted]"
  },
  "username": "joe"
}"#
    );
    let read = read(&client).describe().unwrap();
    assert_eq!(
        read.to_string(),
        "GET https://api.pingone.com/v1/environments/env-1/users/user-1\n\
         accept: application/json\n\
         authorization: Bearer [redacted]\n"
    );
    assert_eq!(read.operation, "platform.read_one_user");
    assert_eq!(read.method, "GET");
    assert_eq!(read.body, None);
    assert!(fake.received().is_empty());
}

#[test]
fn what_is_secret_is_described_as_such_by_type_and_by_name() {
    ping_transport::operations! {
        TYPED: Typed => OpenValue = "platform.create_user",
            POST Api "/v1/users" as "application/json";
        OWN: Own => OpenValue = "platform.create_user",
            POST Api "/v1/users" as "application/json";
    }
    #[derive(serde::Serialize)]
    struct Own {
        word: Secret,
    }
    #[derive(Debug, PartialEq, serde::Deserialize, serde::Serialize)]
    struct Typed {
        other: String,
        word: Secret,
    }
    impl ping_models::Model for Typed {}
    let (_, client) = fake([]);
    let described = |call: Call<OpenValue>| call.describe().unwrap().to_string();
    // By name, whatever its case and punctuation.
    for name in [
        "accessToken",
        "refresh_token",
        "pin",
        "PIN",
        "recoveryCodes",
        "Password",
        "api-key",
        "OTP",
        "id_token",
    ] {
        let body = json!({"a": {name: ["hidden-1", {"b": 55_555}]}, "otpPolicy": "shown"});
        let request = client.request(&CREATE).segment("e").json(&body.into());
        let call = request.call().query(name, "hidden-2").query("filter", "shown");
        let call = call.header("x-api-key", "hidden-3");
        let call = call.header("X-Auth-Token", "hidden-4");
        let call = call.header("cookie", "hidden-5").header("x-shown", "1");
        let text = described(call);
        assert!(!text.contains("hidden"), "{text}");
        assert!(!text.contains("55555"), "{text}");
        assert_eq!(text.matches("shown").count(), 3, "{text}");
        let query = format!("?{name}=[redacted]&filter=shown");
        assert!(text.contains(&query), "{text}");
    }
    // By type.
    let word = "hidden".into();
    let text = described(client.request(&OWN).json(&Own { word }).call());
    assert!(text.ends_with("{\n  \"word\": \"[redacted]\"\n}"), "{text}");
    let (other, word) = ("shown".to_owned(), "hidden".into());
    let typed = client.request(&TYPED).json(&Typed { other, word }).call();
    for call in [typed.clone(), typed.body_field("other", json!(["shown"]))] {
        let text = described(call);
        assert!(text.contains("\"shown\""), "{text}");
        assert!(!text.contains("hidden"), "{text}");
    }
}

#[tokio::test]
async fn an_answer_prints_without_its_secret_headers() {
    let answer = Reaction::json(200, "{}")
        .header("set-cookie", "sid=hidden; Path=/; HttpOnly")
        .header("x-access-token", "hidden")
        .header("correlation-id", "c-1");
    let (_, client) = fake([answer]);
    let response = read(&client).with_response().await.unwrap();
    let text = format!("{response:?} {response:#?}");
    assert!(!text.contains("hidden") && text.contains("c-1"), "{text}");
    assert_eq!(response.cookies().unwrap().expose(), "sid=hidden");
}

#[test]
fn an_envelope_is_described_without_key_token_and_time() {
    let client = Client::builder()
        .pingid(account(KEY, TOKEN, ALIAS))
        .transport(Arc::new(FakeTransport::new([])))
        .build()
        .unwrap();
    let body = json!({"userName": "joe", "otp": "123456", "pairingKey": "k"});
    let call = client.request(&DETAILS).json(&body.into()).call();
    assert_eq!(
        call.describe().unwrap().to_string(),
        r#"POST https://idpxnyl3m.pingidentity.com/pingid/rest/4/getuserdetails/do
accept: */*
content-type: application/json

{
  "reqBody": {
    "otp": "[redacted]",
    "pairingKey": "[redacted]",
    "userName": "joe"
  },
  "reqHeader": {
    "locale": "en",
    "orgAlias": "aaaaaaaa-a1b2-123a-b456-1234abcd5678",
    "secretKey": "[redacted]",
    "timestamp": "[timestamp]",
    "version": "4.9"
  }
}"#
    );
}

#[tokio::test]
async fn what_is_described_is_what_is_sent() {
    let (fake, client) = fake([ok(), ok()]);
    for call in [read(&client), create(&client)] {
        let described = call.describe().unwrap();
        call.await.unwrap();
        let sent = fake.received().pop().unwrap();
        assert_eq!((sent.method, sent.url), (described.method, described.url));
        for (name, value) in described.headers {
            let sent = sent.headers[name.as_str()].to_str().unwrap();
            assert_eq!(sent.replace("a-token", "[redacted]"), value, "{name}");
        }
        let body = described.body.unwrap_or_default();
        let body: Value = serde_json::from_str(&body).unwrap_or_default();
        let sent: Value = serde_json::from_slice(&sent.body).unwrap_or_default();
        assert_eq!(sent, body);
    }
}

#[tokio::test]
async fn options_go_on_the_wire() {
    type Change = fn(Call<OpenValue>) -> Call<OpenValue>;
    const URL: &str = "https://api.pingone.com/v1/environments/env-1/users";
    let usual = r#"{"username":"joe"}"#;
    #[rustfmt::skip]
    let table: [(&str, Change, &str, &str, Option<(&str, &str)>); 13] = [
        ("none", |call| call, "", usual, Some(("content-type", "application/json"))),
        ("header", |call| call.header("x-a", "1"), "", usual, Some(("x-a", "1"))),
        ("header again", |call| call.header("x-a", "1").header("X-A", "2"), "", usual, Some(("x-a", "2"))),
        ("accept", |call| call.header("accept", "application/hal+json"), "", usual, Some(("accept", "application/hal+json"))),
        ("the token cannot be replaced", |call| call.header("authorization", "Bearer other"), "", usual, Some(("authorization", "Bearer a-token"))),
        ("correlation id", |call| call.correlation_id("c-1"), "", usual, Some(("x-ping-external-transaction-id", "c-1"))),
        ("query", |call| call.query("a", "1").query("b", "é"), "?a=1&b=%C3%A9", usual, None),
        ("new member", |call| call.body_field("a", 1), "", r#"{"a":1,"username":"joe"}"#, None),
        ("another value", |call| call.body_field("username", Value::Null), "", r#"{"username":null}"#, None),
        ("an object", |call| call.body_field("z", json!({"k": [true]})), "", r#"{"username":"joe","z":{"k":[true]}}"#, None),
        ("timeout", |call| call.timeout(Duration::from_secs(1)), "", usual, None),
        ("retry", |call| call.retry(RetryPolicy::never()), "", usual, None),
        ("all at once", |call| call.query("q", "1").header("x-a", "1").body_field("b", "c").correlation_id("d"),
            "?q=1", r#"{"b":"c","username":"joe"}"#, Some(("x-a", "1"))),
    ];
    for (name, change, query, body, header) in table {
        let (fake, client) = fake([ok()]);
        change(create(&client)).await.unwrap();
        let sent = &fake.received()[0];
        assert_eq!(sent.url, format!("{URL}{query}"), "{name}");
        assert_eq!(sent.body, body, "{name}");
        assert_eq!(sent.operation, Some("platform.create_user"));
        if let Some((header, value)) = header {
            let all: Vec<_> = sent.headers.get_all(header).iter().collect();
            assert_eq!(all, [value], "{name}");
        }
    }
}

#[tokio::test]
async fn a_member_added_to_a_body_leaves_the_others_as_they_were() {
    let (fake, client) = fake([ok(), ok()]);
    let body = r#"{"big":12345678901234567890123,"exact":1.10,"text":"\u00e9/"}"#;
    let body: OpenValue = serde_json::from_str(body).unwrap();
    let call = client.request(&CREATE).segment("e").json(&body).call();
    call.body_field("also", true).await.unwrap();
    assert_eq!(
        fake.received()[0].body,
        r#"{"also":true,"big":12345678901234567890123,"exact":1.10,"text":"\u00e9/"}"#
    );
    // A call without a body gets one.
    let call = client.request(&PATCH).segment("e").segment("u").call();
    call.body_field("enabled", false).await.unwrap();
    assert_eq!(fake.received()[1].body, r#"{"enabled":false}"#);
}

#[tokio::test]
async fn sent_by_name_or_by_await() {
    let answer = || {
        Reaction::json(201, r#"{"id":"u-1"}"#)
            .header("correlation-id", "c-1")
            .header("location", "https://api.pingone.com/x")
    };
    let (fake, client) = fake([answer(), answer(), answer(), answer()]);
    let call = create(&client);
    let id = |value: OpenValue| value.to_value()["id"].clone();
    assert_eq!(id(call.clone().send().await.unwrap()), "u-1");
    assert_eq!(id(call.clone().await.unwrap()), "u-1");
    for whole in [
        call.clone().with_response().send().await.unwrap(),
        call.clone().with_response().await.unwrap(),
    ] {
        assert_eq!(whole.status, 201);
        assert_eq!(whole.headers["location"], "https://api.pingone.com/x");
        assert_eq!(whole.correlation_id(), Some("c-1"));
        assert_eq!(id(whole.body), "u-1");
    }
    assert_eq!(fake.received().len(), 4, "once each");
    drop(call);
    assert_eq!(fake.received().len(), 4, "a call that is dropped sends nothing");
}

#[tokio::test]
async fn nothing_is_sent_before_a_future_is_polled() {
    let (fake, client) = fake([ok()]);
    let future = read(&client).send();
    assert!(fake.received().is_empty());
    drop(future);
    tokio::task::yield_now().await;
    assert!(fake.received().is_empty());
}

#[tokio::test]
async fn what_can_never_be_valid_fails_before_it_is_sent() {
    #[derive(serde::Serialize)]
    struct Unwritable(#[serde(serialize_with = "broken")] u8);
    fn broken<S: serde::Serializer>(_: &u8, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("planted"))
    }
    impl<'de> serde::Deserialize<'de> for Unwritable {
        fn deserialize<D: serde::Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
            Ok(Self(0))
        }
    }
    impl ping_models::Model for Unwritable {}
    ping_transport::operations! {
        SEND: Unwritable => OpenValue = "platform.create_user",
            POST Api "/v1/environments/{environmentID}/users" as "application/json";
        FORM: OpenValue => OpenValue = "platform.create_user",
            POST Auth "/{environmentID}/as/token" as "application/x-www-form-urlencoded";
    }
    let (fake, client) = fake([ok()]);
    let form = |body: Value| client.request(&FORM).segment("e").json(&body.into()).call();
    let request = || client.request(&CREATE).segment("e");
    let list: OpenValue = json!([1]).into();
    let own = Error::invalid_input("phone", "has no digits; give one such as +15125550100");
    #[rustfmt::skip]
    let table: Vec<(&str, Call<OpenValue>, &str, &str)> = vec![
        ("segment empty", client.request(&CREATE).segment("").call(), "environmentID", "is empty; give the id of the resource"),
        ("segment missing", client.request(&CREATE).call(), "environmentID", "is missing"),
        ("header's name", request().call().header("a b", "c"), "a b", "is not a header name"),
        ("header's name empty", request().call().header("", "c"), "", "is not a header name"),
        ("header's value", request().call().header("x-a", "b\r\nx-c: d"), "x-a", "must be visible ASCII"),
        ("header beyond ASCII", request().call().header("x-a", "é"), "x-a", "must be visible ASCII"),
        ("correlation id", request().call().correlation_id("a\nb"), "x-ping-external-transaction-id", "must be visible ASCII"),
        ("member of an array", request().json(&list).call().body_field("a", 1), "a", "the body is not a JSON object"),
        ("body", client.request(&SEND).segment("e").json(&Unwritable(0)).call(), "body", "cannot be written as JSON"),
        ("said by a product crate", request().invalid(own.clone()).call(), "phone", "has no digits"),
        ("the first of two", request().invalid(own).call().header("a b", "c"), "phone", "has no digits"),
        ("member of a form", form(json!({"grant_type": "x", "scope": ["a"]})), "scope", "must be a text, a number or a boolean"),
        ("no form", form(json!([1])), "body", "must be an object"),
        ("too long", request().query("q", "x".repeat(70_000)).call(), "url", "longer than a URL can be"),
    ];
    for (name, call, field, part) in table {
        let errors = if field == "url" {
            vec![call.await.unwrap_err()]
        } else {
            vec![call.describe().unwrap_err(), call.await.unwrap_err()]
        };
        for error in errors {
            assert_eq!(error.kind(), ErrorKind::InvalidInput, "{name}");
            assert_eq!(error.field(), Some(field), "{name}");
            assert_eq!(error.operation(), Some("platform.create_user"), "{name}");
            assert_eq!(error.attempts(), 0, "{name}");
            assert!(error.to_string().contains(part), "{name}: {error}");
            assert!(!error.to_string().contains("planted"));
            assert!(!error.is_retryable() && !error.may_have_been_processed());
        }
    }
    // What says where a message ends, and where it goes.
    for name in [
        "Content-Length",
        "transfer-encoding",
        "host",
        "connection",
        "keep-alive",
        "proxy-connection",
        "te",
        "trailer",
        "upgrade",
        "expect",
    ] {
        let call = request().call().header(name, "3");
        let list = client.request(&LIST).segment("e").list().header(name, "3");
        for error in
            [call.describe().unwrap_err(), list.describe().unwrap_err(), call.await.unwrap_err()]
        {
            assert_eq!(error.field(), Some(name));
            assert!(error.to_string().contains("leave it out"), "{error}");
        }
    }
    assert!(fake.received().is_empty());

    // Numbers, booleans and absent members of a form are as they would be written by hand.
    let body = json!({"a b": "c&d", "n": 1.50, "yes": true, "none": null, "e": ""});
    form(body).await.unwrap();
    let received = fake.received();
    let sent = std::str::from_utf8(&received[0].body).unwrap();
    let mut sent: Vec<_> = sent.split('&').collect();
    sent.sort_unstable();
    assert_eq!(sent, ["a%20b=c%26d", "e=", "n=1.5", "yes=true"]);
}

#[test]
fn everything_can_be_shared_and_sent() {
    fn shared<T: Send + Sync + 'static>() {}
    fn sent<T: Send + 'static>(_: &T) {}
    shared::<Client>();
    shared::<ClientBuilder>();
    shared::<Call<User>>();
    shared::<CallWithResponse<User>>();
    shared::<RequestBuilder<User, User>>();
    shared::<List<User>>();
    shared::<Page<User>>();
    shared::<Response<User>>();
    shared::<Described>();
    shared::<Error>();
    shared::<Secret>();
    shared::<Credentials>();
    shared::<Hosts>();
    shared::<RetryPolicy>();
    shared::<Account>();
    shared::<Envelope>();
    fn moved<T: Send + 'static>() {}
    moved::<Pager<User>>();
    moved::<Pages<User>>();
    moved::<CallFuture<User>>();

    moved::<ResponseFuture<User>>();

    let (_, client) = fake([]);
    sent(&read(&client).send());
    let list: List<User> = client.request(&crate::support::LIST).segment("e").list();
    sent(&list.clone().all());
    let mut pager = list.stream();
    let next = pager.try_next();
    fn lent<T: Send>(_: &T) {}
    lent(&next);
}

/// Many of them are under way at once, and each is written when it begins.
#[test]
fn the_future_of_a_call_is_one_small_allocation() {
    let (_, client) = fake([]);
    let call = read(&client);
    let mut future = None;
    let made = allocation_counter::measure(|| future = Some(call.send()));
    assert_eq!(made.count_total, 1);
    assert!(made.bytes_total <= 2560, "{} bytes", made.bytes_total);
    assert!(std::mem::size_of_val(&future) <= 4 * std::mem::size_of::<usize>());
}

#[tokio::test]
async fn one_client_serves_many_tasks() {
    let (fake, client) = fake(std::iter::repeat_with(ok).take(20));
    let clone = client.clone();
    let tasks: Vec<_> = (0..20)
        .map(|index| {
            let client = if index % 2 == 0 { client.clone() } else { clone.clone() };
            tokio::spawn(async move { read(&client).await })
        })
        .collect();
    drop((client, clone));
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(fake.received().len(), 20);
}

#[tokio::test]
async fn a_call_outlives_its_client() {
    let (fake, client) = fake([Reaction::text(204, "text/plain", "")]);
    let call = client.request(&DELETE).segment("e").segment("u").call();
    drop(client);
    call.await.unwrap();
    assert_eq!(fake.received().len(), 1);
}

#[test]
fn debug_names_and_nothing_else() {
    let (fake, client) = fake([]);
    let builder = worker(fake, &ManualClock::fixed());
    let request = client.request(&CREATE).segment("segment").query("q", "query");
    let request = request.json(&json!({"body": "body"}).into());
    let call = request.clone().call();
    let list = client.request(&crate::support::LIST).segment("segment").list();
    let hosts = "hosts: Hosts { api: https://api.pingone.com, auth: https://auth.pingone.com, \
                 auth_names_environment: false, orchestrate: https://orchestrate-api.pingone.com, scim: https://scim-api.pingone.com, pingid: None }";
    let table = [
        (
            format!("{request:?}"),
            "RequestBuilder { operation: \"platform.create_user\", .. }".to_owned(),
        ),
        (format!("{call:?}"), "Call { operation: \"platform.create_user\", .. }".to_owned()),
        (
            format!("{:?}", call.with_response()),
            "CallWithResponse(Call { operation: \"platform.create_user\", .. })".to_owned(),
        ),
        (format!("{list:?}"), "List { operation: \"platform.read_all_users\", .. }".to_owned()),
        (format!("{:?}", list.clone().pages()), "Pages { .. }".to_owned()),
        (format!("{:?}", list.stream()), "Pager { .. }".to_owned()),
        (format!("{client:?}"), format!("Client {{ {hosts}, environment: Some(\"env-1\"), .. }}")),
        (
            format!("{builder:?}"),
            format!("ClientBuilder {{ {hosts}, environment: Some(\"env-1\"), .. }}"),
        ),
        (
            format!("{:?}", Credentials::basic("id", "secret")),
            "Credentials { client_id: \"id\", .. }".to_owned(),
        ),
    ];
    for (printed, wanted) in table {
        assert_eq!(printed, wanted);
    }
}
