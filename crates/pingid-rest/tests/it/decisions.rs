//! Which step each reply of the service leads to, and what the next call says then.

use std::time::Duration;

use ping_models::pingid::{PingIdCode, StartAuthentication};
use ping_transport::testing::Reaction;
use ping_transport::{ErrorKind as Kind, SealKey};
use pingid_rest::{OtpOutcome, RelyingParty, Step};
use serde_json::{Value, json};

use crate::support::{body_of, client_data_of, is, scripted, signed};

async fn step_of(reply: &str) -> Step {
    let (pingid, _, _) = scripted([signed(reply)]);
    pingid.authenticate("jdoe").await.unwrap()
}

fn name(step: &Step) -> &'static str {
    match step {
        Step::SelectDevice(_) => "SelectDevice",
        Step::Otp(_) => "Otp",
        Step::Push(_) => "Push",
        Step::Online(_) => "Online",
        Step::Fido(_) => "Fido",
        Step::Assertion(_) => "Assertion",
        Step::EvaluatePolicy(_) => "EvaluatePolicy",
        Step::Completed(_) => "Completed",
        Step::Failed(_) => "Failed",
        Step::Unknown(_) => "Unknown",
        _ => "another one",
    }
}

#[tokio::test]
async fn each_number_leads_to_its_step() {
    for (id, step) in [
        (200, "Completed"),
        (30_001, "Otp"),
        (30_002, "Otp"),
        (30_003, "Otp"),
        (30_004, "Otp"),
        (30_005, "Otp"),
        (30_006, "Otp"),
        (30_007, "Online"),
        (30_008, "SelectDevice"),
        (30_009, "Otp"),
        (30_010, "Push"),
        (30_011, "Fido"),
        (30_012, "Otp"),
        (30_013, "Fido"),
        (30_014, "EvaluatePolicy"),
        (30_015, "Otp"),
        (30_016, "Otp"),
        (30_017, "Unknown"),
        (30_018, "Fido"),
        (30_019, "Unknown"),
        (30_099, "Unknown"),
    ] {
        let reply = json!({ "errorId": id, "errorMsg": "so.it.is", "sessionId": "webs_1" });
        let reached = step_of(&reply.to_string()).await;
        assert_eq!(name(&reached), step, "{id}");
        assert_eq!(reached.user_name(), "jdoe");
        match &reached {
            Step::Otp(otp) => assert_eq!(i64::from(number(otp.code())), id),
            Step::Fido(fido) => assert_eq!(i64::from(number(fido.code())), id),
            Step::Unknown(unknown) => {
                assert_eq!(unknown.error_id().get(), id);
                assert_eq!(unknown.message(), Some("so.it.is"));
                assert_eq!(unknown.session_id().unwrap().as_str(), "webs_1");
            }
            _ => {}
        }

        // Without a session, there is nothing to go on with.
        for session in ["null", r#""""#] {
            let reply = format!(r#"{{"errorId":{id},"sessionId":{session}}}"#);
            let reached = step_of(&reply).await;
            let expected = if id == 200 { step } else { "Unknown" };
            assert_eq!(name(&reached), expected, "{id} {session}");
        }
    }
}

/// The number of a kind that steps tell.
fn number(kind: PingIdCode) -> i32 {
    match kind {
        PingIdCode::OtpBySms => 30_001,
        PingIdCode::OtpByVoice => 30_002,
        PingIdCode::PushDisabled => 30_003,
        PingIdCode::YubiKeyOtp => 30_004,
        PingIdCode::OtpByEmail => 30_005,
        PingIdCode::AppOtp => 30_006,
        PingIdCode::DesktopOtp => 30_009,
        PingIdCode::SecurityKey => 30_011,
        PingIdCode::OathToken => 30_012,
        PingIdCode::Biometrics => 30_013,
        PingIdCode::AuthenticatorAppOtp => 30_015,
        PingIdCode::NextOtp => 30_016,
        PingIdCode::Fido2 => 30_018,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_outcome_of_a_passcode_is_a_step_in_a_loop_over_steps() {
    let (pingid, _, _) = scripted([
        signed(r#"{"errorId":30012,"sessionId":"webs_1"}"#),
        signed(r#"{"errorId":20513}"#),
        signed(r#"{"errorId":30016}"#),
        signed(r#"{"errorId":200}"#),
    ]);
    let mut step = pingid.authenticate("jdoe").await.unwrap();
    let mut names = vec![name(&step)];
    while let Step::Otp(otp) = &step {
        step = otp.submit("123456").await.unwrap().into();
        names.push(name(&step));
    }
    assert_eq!(names, ["Otp", "Otp", "Otp", "Completed"]);
}

#[tokio::test]
async fn a_wrong_assertion_is_asked_for_anew_and_another_refusal_is_an_end() {
    let options = r#"{"challenge":[1,2],"rpId":"example.com"}"#;
    let options = json!({
        "errorId": 200, "publicKeyCredentialOptions": options, "sessionId": "webs_2",
    });
    let (pingid, fake, _) = scripted([
        signed(r#"{"errorId":30018,"sessionId":"webs_1"}"#),
        signed(&options.to_string()),
        signed(r#"{"errorId":20513}"#),
        signed(&options.to_string()),
        signed(r#"{"errorId":20517}"#),
    ]);
    let site = RelyingParty::new("example.com", "https://example.com");
    let credential = json!({
        "id": "AAAA", "rawId": "AAAA", "type": "public-key",
        "response": {
            "clientDataJSON": "AAAA", "authenticatorData": "AAAA", "signature": "AAAA",
        },
    });
    let credential = credential.to_string();
    let fido = is!(pingid.authenticate("jdoe").await.unwrap(), Step::Fido);
    let asked = fido.challenge(&site).await.unwrap();
    let fido = is!(asked.submit(&credential).await.unwrap(), Step::Fido);
    let asked = fido.challenge(&site).await.unwrap();
    let failed = is!(asked.submit(&credential).await.unwrap(), Step::Failed);
    assert_eq!(failed.code(), PingIdCode::InvalidSession);
    // The challenge is anew, the authentication is not.
    let sent = fake.received().iter().map(body_of).collect::<Vec<_>>();
    assert_eq!(sent[1], sent[3]);
    assert_eq!(sent[4]["sessionId"], "webs_1");
}

#[tokio::test]
async fn what_says_nothing_is_no_success() {
    for reply in ["{}", r#"{"sessionId":"webs_1"}"#, r#"{"errorId":null}"#] {
        let (pingid, _, _) = scripted([signed(reply)]);
        let error = pingid.authenticate("jdoe").await.unwrap_err();
        assert_eq!(error.kind(), Kind::Decode, "{reply}: {error}");
        assert_eq!(error.decode_error().unwrap().path(), "errorId");
    }
    // What has no name is not carried to another request of the application.
    let unknown = step_of(r#"{"errorId":30099,"sessionId":"webs_1"}"#).await;
    let sealed = unknown.seal(&SealKey::new([7; 32]), Duration::from_secs(1));
    assert_eq!(sealed.unwrap_err().field(), Some("step"));
    // Numbers that are none of a further step are errors, whatever the status.
    for id in [0, 201, 29_999, 30_100, 30_999, 20_513] {
        let reply = json!({ "errorId": id, "errorMsg": "so.it.is", "sessionId": "webs_1" });
        let (pingid, _, _) = scripted([signed(&reply.to_string())]);
        let error = pingid.authenticate("jdoe").await.unwrap_err();
        assert_eq!(error.kind(), Kind::PingId, "{id}");
        assert_eq!(error.pingid_error_id(), Some(id));
    }
}

#[tokio::test]
async fn a_poll_that_cannot_be_answered_now_is_no_end() {
    let refusal = r#"{"responseBody":{"errorId":10551,"errorMsg":"try again"}}"#;
    let (pingid, _, _) = scripted([
        signed(r#"{"errorId":30010,"sessionId":"webs_1"}"#),
        signed(refusal),
        Reaction::json(503, "down"),
        signed(r#"{"errorId":30010}"#),
        signed(r#"{"errorId":200,"cookie":"c"}"#),
    ]);
    let push = is!(pingid.authenticate("jdoe").await.unwrap(), Step::Push);
    let error = push.poll().await.unwrap_err();
    assert!(error.is_retryable(), "{error}");
    let kind = pingid_rest::pingid_code(&error);
    assert_eq!(kind, Some(PingIdCode::TransactionFailed));
    let done = is!(push.wait().await.unwrap(), Step::Completed);
    assert_eq!(done.cookie().unwrap().expose(), "c");
}

#[tokio::test]
async fn what_the_answer_to_a_push_asks_for_is_the_next_step() {
    // The phone is out of reach after all: a passcode is wanted, in a session of its own.
    let (pingid, fake, _) = scripted([
        signed(r#"{"errorId":30010,"sessionId":"webs_1"}"#),
        signed(r#"{"errorId":30006,"sessionId":"webs_2"}"#),
        signed(r#"{"errorId":200}"#),
    ]);
    let push = is!(pingid.authenticate("jdoe").await.unwrap(), Step::Push);
    let otp = is!(push.wait().await.unwrap(), Step::Otp);
    let next = is!(otp.submit("123456").await.unwrap(), OtpOutcome::Next);
    is!(next, Step::Completed);
    let received = fake.received();
    assert_eq!(body_of(&received[1])["sessionId"], "webs_1");
    assert_eq!(body_of(&received[2])["sessionId"], "webs_2");
}

#[tokio::test]
async fn the_policy_cookie_is_carried_from_one_authentication_to_the_next() {
    let (pingid, fake, _) = scripted([
        signed(r#"{"errorId":30001,"sessionId":"webs_1","cookie":null}"#),
        signed(r#"{"errorId":200,"sessionId":"webs_1","cookie":"first"}"#),
        signed(r#"{"errorId":200,"sessionId":"webs_2","cookie":"second"}"#),
        signed(r#"{"errorId":200,"sessionId":"webs_3","cookie":null}"#),
    ]);
    let request = || StartAuthentication::new("jdoe").enforce_policy(true);
    let otp = is!(pingid.authenticate(request()).await.unwrap(), Step::Otp);
    let next = is!(otp.submit("123456").await.unwrap(), OtpOutcome::Next);
    let first = is!(next, Step::Completed);
    let cookie = first.cookie().unwrap();
    assert_eq!(cookie.expose(), "first");

    let second = pingid.authenticate(request().cookie(cookie)).await;
    let second = is!(second.unwrap(), Step::Completed);
    let cookie = second.cookie().unwrap();
    assert_eq!(cookie.expose(), "second");
    // A reply without one leaves what there was.
    let third = pingid.authenticate(request().cookie(cookie)).await;
    let third = is!(third.unwrap(), Step::Completed);
    assert_eq!(third.cookie().unwrap().expose(), "second");

    let received = fake.received();
    let sent = |index: usize| body_of(&received[index]);
    assert_eq!(sent(0).get("cookie"), None);
    assert_eq!(sent(2)["cookie"], "first");
    assert_eq!(sent(3)["cookie"], "second");
    assert!(received.iter().all(|request| body_of(request)["userName"] == "jdoe"));
}

#[tokio::test]
async fn what_a_policy_needs_goes_with_every_call_that_needs_it() {
    let inputs = json!({
        "enforcePolicy": true, "ipAddr": "192.0.2.1", "application": "payroll",
        "cookie": "c", "memberOf": ["Staff"], "reqDevFP": "{\"User-Agent\":\"x\"}",
    });
    let request = || {
        StartAuthentication::new("jdoe")
            .enforce_policy(true)
            .ip_address("192.0.2.1")
            .application("payroll")
            .cookie("c")
            .device_fingerprint(r#"{"User-Agent":"x"}"#)
            .member_of(["Staff".to_owned()])
    };
    let carries = |body: &Value| {
        for (name, value) in inputs.as_object().unwrap() {
            assert_eq!(&body[name], value, "{name}: {body}");
        }
    };
    let choose = r#"{"errorId":30008,"sessionId":"webs_1","userDevices":[{"deviceId":7}]}"#;
    let (pingid, fake, _) = scripted([
        signed(choose),
        signed(r#"{"errorId":30010,"sessionId":"webs_1"}"#),
        signed(r#"{"errorId":200}"#),
        signed(r#"{"errorId":30007,"sessionId":"webs_2"}"#),
        signed(r#"{"errorId":30007,"sessionId":"webs_2"}"#),
        signed(r#"{"errorId":200,"sessionId":null}"#),
    ]);
    let begun = pingid.authenticate(request()).await.unwrap();
    let select = is!(begun, Step::SelectDevice);
    let push = is!(select.select(7).await.unwrap(), Step::Push);
    let online = is!(push.select(8).await.unwrap(), Step::Online);
    // Seen, and not answered: the same call again.
    let online = is!(online.wait().await.unwrap(), Step::Online);
    is!(online.wait().await.unwrap(), Step::Completed);

    let received = fake.received();
    let told: Vec<_> = received
        .iter()
        .map(|request| {
            let body = body_of(request);
            let id = request.operation.unwrap().trim_start_matches("pingid.");
            if id != "cancel_authentication" {
                carries(&body);
                assert_eq!(body["spAlias"], "web");
            }
            json!([id, body["deviceId"], body["sessionId"], body["async"]])
        })
        .collect();
    assert_eq!(
        json!(told),
        json!([
            ["start_authentication", null, null, true],
            ["start_authentication", 7, "webs_1", true],
            ["cancel_authentication", null, "webs_1", null],
            ["start_authentication", 8, null, true],
            ["authenticate_online", 8, "webs_2", null],
            ["authenticate_online", 8, "webs_2", null],
        ])
    );
    assert_eq!(body_of(&received[2])["cancelAuthenticationType"], "CHANGE_DEVICE");
}

#[tokio::test]
async fn what_begins_again_is_what_was_asked_for_and_no_session_that_is_over() {
    let (pingid, fake, _) = scripted([
        signed(r#"{"errorId":30010,"sessionId":"webs_1"}"#),
        signed(r#"{"errorId":400,"errorMsg":"denied"}"#),
        signed(r#"{"errorId":30010,"sessionId":"webs_2"}"#),
    ]);
    let request = StartAuthentication::new("jdoe")
        .session_id("webs_0")
        .device_id(7)
        .webauthn_supported(false)
        .client_data("kept");
    let push = is!(pingid.authenticate(request).await.unwrap(), Step::Push);
    let failed = is!(push.poll().await.unwrap(), Step::Failed);
    let _ = is!(failed.restart().await.unwrap(), Step::Push);
    let received = fake.received();
    let (first, again) = (body_of(&received[0]), body_of(&received[2]));
    assert_eq!(first["sessionId"], "webs_0");
    assert_eq!(again.get("sessionId"), None);
    for name in ["userName", "spAlias", "deviceId", "async", "formParameters"] {
        assert!(!first[name].is_null(), "{name}");
        assert_eq!(again[name], first[name], "{name}");
    }
    for request in [&received[0], &received[2]] {
        let sent = client_data_of(request).unwrap();
        assert!(sent.starts_with("kept."), "{sent}");
    }
}

#[tokio::test]
async fn a_fido_device_is_asked_for_by_its_kind_and_answers_with_its_page() {
    let options = r#"{"challenge":[1,2,3],"rpId":"example.com","allowCredentials":[]}"#;
    let options = json!({
        "errorId": 200, "sessionId": "fido-session", "publicKeyCredentialOptions": options,
    });
    let party = RelyingParty::new("example.com", "https://login.example.com");
    let bytes = "AAAA";
    let answer = json!({
        "id": bytes, "rawId": bytes, "type": "public-key",
        "response": {
            "clientDataJSON": bytes, "authenticatorData": bytes, "signature": bytes,
            "userHandle": null,
        },
    });
    for (id, kind) in
        [(30_011, json!("WebAuthn")), (30_013, json!("webauthn_platform")), (30_018, Value::Null)]
    {
        let wanted = json!({
            "errorId": id, "sessionId": "webs_1", "authenticatingDeviceId": "a-uuid",
            "userDevices": [{ "deviceId": 7, "deviceUuid": "a-uuid" }],
        });
        let (pingid, fake, _) = scripted([
            signed(&wanted.to_string()),
            signed(&options.to_string()),
            signed(r#"{"errorId":200}"#),
        ]);
        let step = is!(pingid.authenticate("jdoe").await.unwrap(), Step::Fido);
        assert_eq!(step.device().unwrap().id, Some(7.into()));
        let step = step.challenge(&party).await.unwrap();
        let done = step.submit(&answer.to_string()).await.unwrap();
        is!(done, Step::Completed);
        let received = fake.received();
        let asked = body_of(&received[1]);
        assert_eq!(asked["rpId"], "example.com");
        assert_eq!(asked["deviceUuid"], "a-uuid");
        assert_eq!(asked["webauthnType"], kind, "{id}");
        let told = body_of(&received[2]);
        assert_eq!(told["sessionId"], "webs_1");
        assert_eq!(
            told["formParameters"],
            json!({
                "origin": "https://login.example.com", "rpId": "example.com",
                "authWebauthnSessionId": "fido-session",
            })
        );
        let assertion = told["otp"].as_str().unwrap();
        let assertion: Value = serde_json::from_str(assertion).unwrap();
        assert_eq!(assertion["response"]["signature"], bytes);
        assert_eq!(assertion["response"]["userHandle"], "");
    }
}

#[tokio::test]
async fn options_that_no_browser_takes_are_told_when_they_come() {
    let party = RelyingParty::new("example.com", "https://login.example.com");
    for (options, session, kind) in [
        (json!("{}"), json!("s"), Kind::Decode),
        (json!("no JSON"), json!("s"), Kind::Decode),
        (Value::Null, json!("s"), Kind::Decode),
        (json!(r#"{"challenge":[300]}"#), json!("s"), Kind::Decode),
        (json!(r#"{"challenge":[1]}"#), Value::Null, Kind::Decode),
    ] {
        let reply = json!({
            "errorId": 200, "sessionId": session, "publicKeyCredentialOptions": options,
        });
        let (pingid, _, _) = scripted([
            signed(r#"{"errorId":30018,"sessionId":"webs_1"}"#),
            signed(&reply.to_string()),
            signed(&reply.to_string()),
        ]);
        let step = is!(pingid.authenticate("jdoe").await.unwrap(), Step::Fido);
        let error = step.challenge(&party).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{reply}: {error}");
        let error = pingid.authenticate_passwordless(&party).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{reply}: {error}");
    }
}
