//! AuthenticateOnline, whose answer is held until a person answers, and backup authentication.

use std::time::Duration;

use ping_sandbox::Sandbox;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::{
    NOW, TIMESTAMP,
    authentication::{on_web, otp, pair, passcode, with, with_phone},
    call, details, held, in_time, ok, refused, step,
};
use crate::support::Api;

/// A blocking call, and what happens while it blocks.
async fn online(api: &Api, user: &str, body: Value, meanwhile: impl AsyncFnOnce()) -> (u16, Value) {
    let person = async {
        api.sandbox.pingid().next_push(user).await;
        meanwhile().await;
    };
    held(call(api, "authonline", body), person).await
}

async fn on_phone(api: &Api, meanwhile: impl AsyncFnOnce()) -> (u16, Value) {
    online(api, "ann", on_web("ann"), meanwhile).await
}

/// A request as it is on the wire.
fn request(api: &Api, operation: &str, body: &Value) -> String {
    let token = api.sandbox.pingid().account().request(TIMESTAMP, body);
    let length = token.len();
    format!(
        "POST /pingid/rest/4/{operation}/do HTTP/1.1\r\nhost: x\r\n\
         content-type: application/json\r\ncontent-length: {length}\r\n\r\n{token}"
    )
}

#[track_caller]
fn is(reply: &(u16, Value), status: u16, id: u32) {
    assert_eq!(reply.0, status, "{}", reply.1);
    assert_eq!(reply.1["errorId"], id, "{}", reply.1);
}

#[tokio::test]
async fn the_answer_comes_when_the_person_answers() {
    let api = Api::start().await;
    let pingid = api.sandbox.pingid();
    with_phone(&api, "ann").await;
    let reply = on_phone(&api, async || {
        // What others do meanwhile changes nothing.
        with_phone(&api, "bob").await;
        api.sandbox.clock().advance(Duration::from_secs(59));
        assert_eq!(pingid.pushes().len(), 1);
        pingid.approve("ann").unwrap();
    })
    .await;
    is(&reply, 200, 200);
    let reply = reply.1;
    assert_eq!(reply.get("sessionId"), Some(&Value::Null));
    assert_eq!(reply.get("cookie"), Some(&Value::Null));
    let online = reply["extendedOnlineDetails"].as_object().unwrap();
    for (name, value) in [
        ("lastSuccessfulLogin", Value::Null),
        ("deviceOSVersion", json!("18.1")),
        ("performedFormType", json!("SLIDER")),
        ("gracePeriod", Value::Null),
        ("adminHelp", json!("")),
        ("deviceType", json!("iPhone")),
    ] {
        assert_eq!(online.get(name), Some(&value), "{name}");
    }
    assert!(!online["deviceFp"].as_str().unwrap().is_empty());
    for (name, value) in online["gpsLocation"].as_object().unwrap() {
        assert!(value.is_number(), "{name}");
    }
    assert_eq!(online["gpsLocation"].as_object().unwrap().len(), 4);
    assert_eq!(details(&api, "ann").await["lastLogin"], NOW + 59_000);

    let again = with(on_web("ann"), "authType", "FINGERPRINT_RESTRICTIVE");
    pingid.number_matching(true);
    let approve = async || {
        // There is no screen to show a number on.
        assert_eq!(pingid.pushes()[0].number_for_matching, None);
        pingid.approve("ann").unwrap();
    };
    let (_, reply) = online_of(&api, again, approve).await;
    let online = &reply["extendedOnlineDetails"];
    assert_eq!(online["lastSuccessfulLogin"], NOW + 59_000);
    let reply = on_phone(&api, async || pingid.deny("ann").unwrap()).await;
    is(&reply, 400, 400);
    assert_eq!(reply.1["errorMsg"], "The user denied the authentication.");
}

async fn online_of(api: &Api, body: Value, meanwhile: impl AsyncFnOnce()) -> (u16, Value) {
    let reply = online(api, "ann", body, meanwhile).await;
    is(&reply, 200, 200);
    reply
}

#[tokio::test]
async fn two_people_answer_their_own_pushes() {
    let api = Api::start().await;
    let pingid = api.sandbox.pingid();
    with_phone(&api, "ann").await;
    with_phone(&api, "bob").await;
    let answers = async {
        pingid.next_push("ann").await;
        pingid.next_push("bob").await;
        // One at a time on a phone.
        refused(&api, "authonline", on_web("ann"), 400).await;
        refused(&api, "startauthentication", on_web("ann"), 400).await;
        pingid.deny("bob").unwrap();
        pingid.approve("ann").unwrap();
    };
    let online = async |user: &str| call(&api, "authonline", on_web(user)).await;
    let all = async { tokio::join!(online("ann"), online("bob"), answers) };
    let (ann, bob, ()) = in_time(all).await;
    is(&ann, 200, 200);
    is(&bob, 400, 400);
}

#[tokio::test]
async fn start_authentication_leads_to_the_call() {
    let api = Api::start().await;
    let pingid = api.sandbox.pingid();
    let phone = with_phone(&api, "ann").await;
    pair(&api, "ann", "SMS", "13035551234").await;
    let started = step(&api, "startauthentication", on_web("ann"), 30007).await;
    let body = with(on_web("ann"), "sessionId", started["sessionId"].clone());
    let reply = online(&api, "ann", body.clone(), async || {
        let push = &pingid.pushes()[0];
        assert_eq!(push.session_id, started["sessionId"].as_str().unwrap());
        assert_eq!(push.device_id, phone);
        pingid.approve("ann").unwrap();
    })
    .await;
    is(&reply, 200, 200);
    refused(&api, "authonline", body, 20517).await;
    // A bypass and devices without push do not block.
    let body = json!({ "userName": "ann", "bypassUntil": NOW + 1_000 });
    ok(&api, "userbypass", body).await;
    let reply = ok(&api, "authonline", on_web("ann")).await;
    assert_eq!(reply["sessionId"], Value::Null);
    assert_eq!(reply["extendedOnlineDetails"]["deviceType"], Value::Null);
}

#[tokio::test]
async fn a_phone_that_is_not_reached_makes_a_passcode() {
    let api = Api::start().await;
    let pingid = api.sandbox.pingid();
    let phone = with_phone(&api, "ann").await;
    let enter = async |reply: (u16, Value), id: u32| {
        is(&reply, 200, id);
        let otp = pingid.app_otp(phone).unwrap();
        ok(&api, "authoffline", passcode("ann", &reply.1, otp)).await;
    };
    // Not claimed in time.
    let reply = on_phone(&api, async || {
        api.sandbox.clock().advance(Duration::from_secs(60));
    })
    .await;
    enter(reply, 30006).await;
    // Even hours later.
    let reply = on_phone(&api, async || {
        api.sandbox.clock().advance(Duration::from_secs(7200));
    })
    .await;
    enter(reply, 30006).await;
    // Out of reach in the middle, and from the beginning.
    let reply = on_phone(&api, async || pingid.reachable(phone, false).unwrap()).await;
    enter(reply, 30006).await;
    let reply = call(&api, "authonline", on_web("ann")).await;
    let session = reply.1["sessionId"].clone();
    enter(reply, 30006).await;
    assert!(session.as_str().unwrap().starts_with("webs_"));
    // Asked again instead of the passcode.
    let (_, offline) = call(&api, "authonline", on_web("ann")).await;
    pingid.reachable(phone, true).unwrap();
    let body = with(on_web("ann"), "sessionId", offline["sessionId"].clone());
    online_of(&api, body, async || pingid.approve("ann").unwrap()).await;
    pingid.push_enabled(phone, false).unwrap();
    let reply = call(&api, "authonline", on_web("ann")).await;
    enter(reply, 30003).await;
    pingid.push_enabled(phone, true).unwrap();
    let body = with(on_web("ann"), "authType", "OTP");
    let reply = call(&api, "authonline", body).await;
    enter(reply, 30006).await;
}

#[tokio::test]
async fn a_push_that_was_claimed_stays_online() {
    let api = Api::start().await;
    let pingid = api.sandbox.pingid();
    let phone = with_phone(&api, "ann").await;
    let reply = on_phone(&api, async || {
        pingid.claim_push("ann").unwrap();
        // Out of reach, but the phone shows it already.
        pingid.reachable(phone, false).unwrap();
        details(&api, "ann").await;
        pingid.approve("ann").unwrap();
    })
    .await;
    is(&reply, 200, 200);
    pingid.reachable(phone, true).unwrap();
    let reply = on_phone(&api, async || {
        pingid.claim_push("ann").unwrap();
        api.sandbox.clock().advance(Duration::from_secs(60));
    })
    .await;
    is(&reply, 200, 30007);
    let session = reply.1["sessionId"].clone();
    refused(&api, "authoffline", passcode("ann", &reply.1, "123456"), 20517).await;
    let body = with(on_web("ann"), "sessionId", session);
    online_of(&api, body, async || pingid.approve("ann").unwrap()).await;
    assert!(pingid.claim_push("ann").is_err());
}

#[tokio::test]
async fn whatever_ends_an_authentication_ends_the_wait() {
    let api = Api::start().await;
    let pingid = api.sandbox.pingid();
    with_phone(&api, "ann").await;
    let reply = on_phone(&api, async || {
        let cancel = json!({ "cancelAuthenticationType": "CHANGE_DEVICE",
            "sessionId": pingid.pushes()[0].session_id });
        ok(&api, "cancelauthentication", cancel).await;
    })
    .await;
    is(&reply, 400, 400);
    assert_eq!(reply.1["errorMsg"], "The authentication was canceled.");
    let name = json!({ "userName": "ann" });
    let reply = on_phone(&api, async || {
        ok(&api, "suspenduser", name.clone()).await;
    })
    .await;
    assert_eq!(reply.1["errorMsg"], "The user is suspended.");
    ok(&api, "activateuser", name.clone()).await;
    pair(&api, "ann", "SMS", "13035551234").await;
    let phone = details(&api, "ann").await["deviceDetails"]["deviceId"].clone();
    let reply = on_phone(&api, async || {
        ok(&api, "unpairdevice", with(name.clone(), "deviceId", phone)).await;
    })
    .await;
    is(&reply, 400, 20517);
    with_phone(&api, "bob").await;
    let reply = online(&api, "bob", on_web("bob"), async || {
        ok(&api, "deleteuser", json!({ "userName": "bob" })).await;
    })
    .await;
    is(&reply, 400, 10564);
    assert!(pingid.pushes().is_empty());
}

#[tokio::test]
async fn a_wait_whose_session_went_on_without_it_does_not_begin_anew() {
    let api = Api::start().await;
    let pingid = api.sandbox.pingid();
    with_phone(&api, "ann").await;
    let sms = pair(&api, "ann", "SMS", "13035551234").await;
    let reply = on_phone(&api, async || {
        // Both in one breath: the wait does not see what is in between.
        let session = pingid.pushes()[0].session_id.clone();
        let cancel = json!({ "cancelAuthenticationType": "CHANGE_DEVICE", "sessionId": session });
        let other = with(with(on_web("ann"), "sessionId", session), "deviceId", sms);
        let requests = [
            request(&api, "cancelauthentication", &cancel),
            request(&api, "startauthentication", &other),
        ];
        let mut stream = TcpStream::connect(api.sandbox.address()).await.unwrap();
        let requests = requests.concat();
        stream.write_all(requests.as_bytes()).await.unwrap();
        stream.shutdown().await.unwrap();
        let mut answers = String::new();
        stream.read_to_string(&mut answers).await.unwrap();
        assert_eq!(answers.matches("HTTP/1.1 200").count(), 2, "{answers}");
    })
    .await;
    assert_eq!(reply.0, 400, "{}", reply.1);
    assert!(pingid.pushes().is_empty());
}

#[tokio::test]
async fn a_running_clock_ends_the_wait_by_itself() {
    let api = Api::with(|_| Sandbox::builder().seed(1)).await;
    with_phone(&api, "ann").await;
    let reply = on_phone(&api, async || {
        api.sandbox.clock().advance(Duration::from_millis(59_950));
    })
    .await;
    is(&reply, 200, 30006);
}

#[tokio::test]
async fn a_client_that_goes_away_takes_its_push_along() {
    let api = Api::start().await;
    let pingid = api.sandbox.pingid();
    with_phone(&api, "ann").await;
    let mut stream = TcpStream::connect(api.sandbox.address()).await.unwrap();
    let request = request(&api, "authonline", &on_web("ann"));
    stream.write_all(request.as_bytes()).await.unwrap();
    in_time(pingid.next_push("ann")).await;
    drop(stream);
    let gone = async {
        while !pingid.pushes().is_empty() {
            tokio::task::yield_now().await;
        }
    };
    in_time(gone).await;
    let log = api.sandbox.requests();
    let last = log.last().unwrap();
    assert_eq!(last.operation.as_deref(), Some("pingid.authenticate_online"));
    assert_eq!(last.status, None);
    // The phone is free for the next one.
    let reply = on_phone(&api, async || pingid.approve("ann").unwrap()).await;
    is(&reply, 200, 200);
}

#[tokio::test]
async fn other_devices_are_asked_for_their_passcodes_at_once() {
    let api = Api::start().await;
    super::add(&api, "ann", false).await;
    pair(&api, "ann", "SMS", "13035551234").await;
    let reply = step(&api, "authonline", on_web("ann"), 30001).await;
    let sent = otp(&api, "SMS", "+13035551234").await;
    ok(&api, "authoffline", passcode("ann", &reply, sent)).await;
    assert_eq!(details(&api, "ann").await["lastLogin"], NOW);
}

#[tokio::test]
async fn a_backup_goes_to_an_address_that_nobody_has_paired() {
    let api = Api::start().await;
    with_phone(&api, "ann").await;
    let backup = |kind: &str, data: &str| {
        json!({ "authType": "ONE_TIME_DEVICE", "spAlias": "rescuecode", "userName": "ann",
            "deviceType": kind, "deviceData": data })
    };
    for (kind, data, channel, to, id) in [
        ("SMS", "+13035551234", "SMS", "+13035551234", 30001),
        ("Voice", "13035551234,7", "VOICE", "+13035551234", 30002),
        ("Email", "ann@example.com", "EMAIL", "ann@example.com", 30005),
    ] {
        let reply = step(&api, "authonline", backup(kind, data), id).await;
        let sent = otp(&api, channel, to).await;
        let body = passcode("ann", &reply, sent);
        refused(&api, "authoffline", body.clone(), 20517).await;
        let body = with(body, "spAlias", "rescuecode");
        let wrong = with(body.clone(), "otp", "12345");
        refused(&api, "authoffline", wrong, 20513).await;
        ok(&api, "authoffline", body.clone()).await;
        refused(&api, "authoffline", body, 20517).await;
    }
    let right = backup("Email", "ann@example.com");
    for (name, value, id) in [
        ("userName", json!("nobody"), 10564),
        ("deviceType", json!("Fax"), 400),
        ("deviceType", Value::Null, 400),
        ("deviceType", json!("SMS"), 20559),
        ("deviceData", json!("nowhere"), 20558),
        ("deviceData", Value::Null, 400),
        ("spAlias", json!("web"), 400),
        ("authType", json!("CONFIRM"), 400),
        ("authType", json!("COFFEE"), 400),
        ("authType", Value::Null, 400),
    ] {
        let body = with(right.clone(), name, value);
        refused(&api, "authonline", body, id).await;
    }
    let odd = with(on_web("ann"), "authType", "COFFEE");
    refused(&api, "authonline", odd, 400).await;
    assert_eq!(api.sandbox.outbox().all().len(), 3);
}
