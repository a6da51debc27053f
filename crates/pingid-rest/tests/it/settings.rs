//! Accounts, links and input that can never be valid.

use ping_models::pingid::{
    AddUser, Application, AuthenticatorAppFinishPairing, CreateOrgTokens, DeviceAttribute,
    EditUser, GetActivationCode, OrgToken, PairingStatus, PingIdCode, ResyncOathToken, Role,
    StartOfflinePairing, UpdateDeviceAttributes,
};
use ping_transport::Progress;
use ping_transport::pingid::Account;
use ping_transport::testing::Reaction;
use ping_transport::{Client, Error, ErrorKind as Kind, Polling};
use pingid_rest::{PairingOutcome, PingId};
use std::time::Duration;

use crate::support::{PROPERTIES, body_of, scripted, signed};

/// The reply token that is published with the example of a registration.
const PUBLISHED: &str = "eyJhbGciOiJIUzI1NiIsIm9yZ19hbGlhcyI6ImFhYWFhYWFhLWExYjItMTIzYS1iNDU2LTEyMzRhYmNkNTY3OCIsInRva2VuIjoiMWEyYjNjNGQ1ZTZmIn0.eyAgImFjdGl2YXRpb25Db2RlIjogIjI5MjA3MDUyMjcwMSIsICAgICJ1c2VyRGV0YWlscyI6IHsgICAgICAiZW1haWwiOiAibWVyZWRpdGhAcGluZ2RldmVsb3BlcnMuY29tIiwgICAgICAidXNlcklkIjogMTc0NTcsICAgICAgImxuYW1lIjogIkFyY2hlciIsICAgICAgInVzZXJFbmFibGVkIjogZmFsc2UsICAgICAgImZuYW1lIjogIk1lcmVkaXRoIiwgICAgICAicGljVVJMIjogIkIyVU1PVUlGRUwzQ1FIVlY0S08zWjVSMk8yRlRKWUFWVDMzTlVINk1NSTRCNUdPU1BJWkFSTkE9IiwgICAgICAic3BMaXN0IjogW10sICAgICAgImxhc3RMb2dpbiI6IG51bGwsICAgICAgImJ5cGFzc0V4cGlyYXRpb24iOiBudWxsLCAgICAgICJkZXZpY2VEZXRhaWxzIjogbnVsbCwgICAgICAibGFzdFRyYW5zYWN0aW9ucyI6IFtdLCAgICAgICJ1c2VySW5CeXBhc3MiOiBmYWxzZSwgICAgICAidXNlck5hbWUiOiAibWVyZWRpdGgiLCAgICAgICJzdGF0dXMiOiAiUEVORElOR19BQ1RJVkFUSU9OIiwgICAgICAicm9sZSI6ICJSRUdVTEFSIiAgICB9LCAgICAiZXJyb3JJZCI6IDIwMCwgICAgInVuaXF1ZU1zZ0lkIjogIndlYnNfT3pHVGVXemxGeENyejVhZXRuOUlnUlFIWGxXLVlqaGgxcU9BeGtLdmJkSSIsICAgICJlcnJvck1zZyI6ICJvayIsICAgICJjbGllbnREYXRhIjogbnVsbCAgfQ.6XMoyLUdrw7Y124-X4gNnIpj-s1qMNx-5TMXCvog5eg";

#[tokio::test]
async fn the_published_registration_is_believed_and_linked() {
    let account = Account::from_properties(PROPERTIES).unwrap();
    let published = account.envelope().open(PUBLISHED.as_bytes()).unwrap();
    let mut published: serde_json::Value = serde_json::from_slice(&published).unwrap();
    // It belongs to a request without `clientData`.
    assert_eq!(published["clientData"].take(), serde_json::Value::Null);
    published.as_object_mut().unwrap().remove("clientData");
    let (pingid, fake, _) = scripted([signed(&published.to_string())]);
    let request = AddUser::new("meredith", Role::Regular);
    let pairing = pingid.pair_online(request).await.unwrap();
    assert_eq!(pairing.user_name(), "meredith");
    assert_eq!(pairing.activation_code(), "292070522701");
    assert_eq!(
        pairing.link().expose(),
        "https://idpxnyl3m.pingidentity.com/pingid/QRRedirection?YWN0X2NvZGU9MjkyMDcwNTIyNzAx"
    );
    let text = format!("{pairing:?}");
    assert!(!text.contains("292070522701") && !text.contains("YWN0"), "{text}");
    assert_eq!(fake.received()[0].operation, Some("pingid.add_user"));
}

#[tokio::test]
async fn the_published_reply_is_none_to_another_request() {
    let (pingid, _, _) = scripted([Reaction::text(200, "text/plain", PUBLISHED)]);
    let request = AddUser::new("meredith", Role::Regular);
    let error = pingid.users().create(request).await.unwrap_err();
    assert_eq!(error.kind(), Kind::Envelope);
}

#[tokio::test]
async fn a_changed_reply_is_refused() {
    // The same token with one letter of the payload changed.
    let tampered = PUBLISHED.replacen("eyAgImFjdGl2", "eyAgImFjdGl3", 1);
    assert_ne!(tampered, PUBLISHED);
    let (pingid, _, _) = scripted([Reaction::text(200, "text/plain", tampered)]);
    let request = AddUser::new("meredith", Role::Regular);
    let error = pingid.users().create(request).await.unwrap_err();
    assert_eq!(error.kind(), Kind::Envelope);
    assert!(!error.to_string().contains("292070522701"));
}

#[test]
fn the_qr_code_comes_as_svg_and_for_a_terminal() {
    let (pingid, _, _) = scripted([]);
    let link = pingid.activation_link(&"292070522701".into()).unwrap();
    let svg = link.qr().svg();
    assert!(svg.starts_with("<?xml") && svg.contains("<svg"), "{svg}");
    let terminal = link.qr().terminal();
    let widths: Vec<_> = terminal.lines().map(|line| line.chars().count()).collect();
    assert!(widths.len() > 10 && widths.iter().all(|width| *width == widths[0]));
    // Another code is another picture.
    let other = pingid.activation_link(&"292070522702".into()).unwrap();
    assert_ne!(other.qr().svg(), svg);
}

#[tokio::test]
async fn what_can_never_be_valid_is_not_sent() {
    let (pingid, fake, _) = scripted([]);
    let long = "x".repeat(251);
    let users = pingid.users();
    let pairings = pingid.pairings();
    let hours = |hours: u32| GetActivationCode::new("jdoe").hours_until_expiration(hours);
    let fields = [
        users.create(AddUser::new("", Role::Regular)).await.unwrap_err(),
        users.create(AddUser::new(long.as_str(), Role::Regular)).await.unwrap_err(),
        users.read("").await.unwrap_err(),
        users.delete(long.as_str()).await.unwrap_err(),
        users.suspend("").await.unwrap_err(),
        users.activate("").await.unwrap_err(),
        pairings.activation_code("").await.unwrap_err(),
        pairings.activation_code(hours(0)).await.unwrap_err(),
        pairings.activation_code(hours(337)).await.unwrap_err(),
        pairings.status("").await.unwrap_err(),
    ]
    .map(|error| {
        assert_eq!(error.kind(), Kind::InvalidInput);
        error.field().unwrap().to_owned()
    });
    assert_eq!(
        fields,
        [
            "username",
            "username",
            "userName",
            "userName",
            "userName",
            "userName",
            "userName",
            "hoursUntilExpiration",
            "hoursUntilExpiration",
            "activationCode"
        ]
    );
    assert!(fake.received().is_empty());
    // 250 characters of any kind are allowed.
    let name = "\u{e9}".repeat(250);
    assert!(users.read(name).describe().is_ok());
}

#[tokio::test]
async fn what_can_never_be_valid_about_devices_is_not_sent() {
    let (pingid, fake, _) = scripted([]);
    let (pairings, devices) = (pingid.pairings(), pingid.devices());
    let (tokens, applications) = (pingid.oath_tokens(), pingid.applications());
    let start = |request| pairings.start_offline(request).describe();
    let finish = |otp: &str| {
        let request = AuthenticatorAppFinishPairing::new("oacts_1", otp);
        pairings.finish_authenticator_app(request).describe()
    };
    let change = |attribute: DeviceAttribute, value: &str| {
        let change = UpdateDeviceAttributes::new("jdoe", 7, attribute, value);
        devices.update(change).describe()
    };
    let resync = |otps: &[&str]| {
        let request = ResyncOathToken::with_otps("1", otps.iter().copied());
        tokens.resync(request).describe()
    };
    let upload = |tokens_of: Vec<OrgToken>| {
        let request = CreateOrgTokens::new(tokens_of);
        tokens.create(request).describe()
    };
    for (described, field) in [
        (start(StartOfflinePairing::sms("jdoe", "")), "pairingData"),
        (start(StartOfflinePairing::sms("jdoe", "call me")), "pairingData"),
        (start(StartOfflinePairing::voice("jdoe", "+#*")), "pairingData"),
        (start(StartOfflinePairing::email("jdoe", "jdoe")), "pairingData"),
        (start(StartOfflinePairing::token("", "72")), "username"),
        (finish("123 456"), "otp"),
        (finish("12345a"), "otp"),
        (finish(""), "otp"),
        (change(DeviceAttribute::SetPrimary, "false"), "attributeValue"),
        (change(DeviceAttribute::Order, "0"), "attributeValue"),
        (change(DeviceAttribute::Order, "first"), "attributeValue"),
        (change(DeviceAttribute::Nickname, " "), "attributeValue"),
        (resync(&[]), "otps"),
        (resync(&["123456", "123457", "123458"]), "otps"),
        (resync(&["123 456"]), "otps"),
        (upload(vec![]), "tokens"),
        (upload(vec![OrgToken::hotp("1", "GE").digits(7)]), "tokens[0].otpLength"),
        (
            upload(vec![OrgToken::hotp("1", "GE"), OrgToken::totp("2", "GE").seconds(45)]),
            "tokens[1].timeStep",
        ),
        (applications.create(Application::named("", "x")).describe(), "id"),
        (applications.create(Application::named("x", "x".repeat(21))).describe(), "name"),
    ] {
        let error = described.unwrap_err();
        assert_eq!((error.kind(), error.field()), (Kind::InvalidInput, Some(field)));
    }
    let empty = pingid.jobs().wait_all(Vec::<&str>::new()).await.unwrap_err();
    assert_eq!(empty.field(), Some("jobTokens"));
    assert!(fake.received().is_empty());
    // Extensions in every documented form, and what only the service can judge.
    for number in ["+12025550123,2992", "12025550123,#2992,,,#2991", "(202) 555-0123"] {
        let request = StartOfflinePairing::voice("jdoe", number);
        assert!(pairings.start_offline(request).describe().is_ok(), "{number}");
    }
    let new = DeviceAttribute::from_wire("COLOR");
    assert!(change(new, "").is_ok());
}

/// The member that a reply lacks is named, as for every other reply that is not as documented.
#[track_caller]
fn lacks<T>(member: &str, outcome: Result<T, Error>) {
    let Err(error) = outcome else {
        panic!("`{member}` is not missed");
    };
    assert_eq!(error.kind(), Kind::Decode, "{error}");
    assert_eq!(error.decode_error().unwrap().path(), member);
    assert!(error.to_string().contains(member), "{error}");
}

#[tokio::test]
async fn workflows_that_the_service_does_not_begin_say_so() {
    let reply = || signed(r#"{"errorId":200,"sessionId":null}"#);
    let (pingid, _, _) = scripted([reply(), reply(), reply(), reply(), reply()]);
    let user = GetActivationCode::new("jdoe");
    lacks("activationCode", pingid.pair_online(user).await);
    lacks("jobToken", pingid.create_report().await);
    let request = StartOfflinePairing::email("jdoe", "jdoe@example.com");
    lacks("sessionId", pingid.pair_offline(request).await);
    lacks("pairingKeyUri", pingid.pair_authenticator_app("jdoe").await);
}

#[test]
fn an_account_that_cannot_be_used_is_named() {
    let error = PingId::from_properties_file("/nowhere/pingid.properties").unwrap_err();
    assert!(error.to_string().contains("/nowhere/pingid.properties"));
    let broken = PROPERTIES.replace("use_base64_key", "other_key");
    let error = PingId::builder().properties(&broken).build().unwrap_err();
    assert_eq!(error.field(), Some("use_base64_key"));
    let error = PingId::builder().build().unwrap_err();
    assert_eq!(error.field(), Some("pingid"));
    let bearer = Client::builder().access_token("t");
    let (fake, _, _) = scripted([]);
    let bearer = bearer
        .clock(fake.client().clock().clone())
        .transport(std::sync::Arc::new(ping_transport::testing::FakeTransport::new([])))
        .build()
        .unwrap();
    let error = PingId::new(bearer).activation_link(&"1".into()).unwrap_err();
    assert_eq!(error.field(), Some("pingid"));
}

#[tokio::test]
async fn a_pairing_copes_with_what_replies_leave_out() {
    let user = r#"{"responseBody":{"errorId":200,"userDetails":{"deviceDetails":{"deviceId":7}}}}"#;
    let (pingid, fake, _) = scripted([
        // No code, although activation was asked for.
        signed(r#"{"errorId":200,"activationCode":""}"#),
        signed(r#"{"errorId":200,"activationCode":12345678901}"#),
        // No status, then one that is not known.
        signed(r#"{"errorId":200}"#),
        signed(r#"{"errorId":200,"pairingStatus":"ALMOST"}"#),
        // Success without a device: the user has it.
        signed(r#"{"errorId":200,"pairingStatus":"SUCCESS"}"#),
        signed(user),
    ]);
    let request = AddUser::new("jdoe", Role::Regular);
    let pairing = pingid.pair_online(request).await.unwrap();
    assert_eq!(pairing.activation_code(), "012345678901");
    assert_eq!(pairing.poll().await.unwrap(), Progress::Waiting(None));
    let almost = PairingStatus::from_wire("ALMOST");
    assert_eq!(pairing.poll().await.unwrap(), Progress::Waiting(Some(almost)));
    let ended = pairing.wait().await.unwrap();
    assert_eq!(ended, PairingOutcome::Paired(Some(7.into())));
    assert_eq!(fake.received().len(), 6);
}

#[tokio::test]
async fn waiting_asks_every_two_seconds_until_the_deadline() {
    let waiting = || signed(r#"{"errorId":200,"pairingStatus":"NOT_CLAIMED"}"#);
    let mut script = vec![signed(r#"{"errorId":200,"activationCode":"292070522701"}"#)];
    script.extend((0..10).map(|_| waiting()));
    let (pingid, fake, clock) = scripted(script);
    let request = AddUser::new("jdoe", Role::Regular);
    let pairing = pingid.pair_online(request).await.unwrap();
    let second = Duration::from_secs(1);
    let wait = pairing.wait().polling(Polling::new(2 * second, 9 * second));
    let error = wait.await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    // The last question comes an interval before the deadline.
    assert_eq!(clock.waits(), [2, 2, 2, 1].map(|seconds| seconds * second));
    assert_eq!(fake.received().len(), 1 + 5);
}

#[tokio::test]
async fn a_refusal_has_a_kind() {
    let refusal = r#"{"responseBody":{"errorId":10564,"errorMsg":"User not exists."}}"#;
    let (pingid, _, _) = scripted([signed(refusal), Reaction::json(503, "down")]);
    let error = pingid.users().read("nobody").await.unwrap_err();
    assert_eq!(pingid_rest::pingid_code(&error), Some(PingIdCode::UserUnknown));
    let once = ping_transport::RetryPolicy::never();
    let error = pingid.users().read("nobody").retry(once).await.unwrap_err();
    assert_eq!(pingid_rest::pingid_code(&error), None);
}

#[tokio::test]
async fn a_user_can_vanish_between_reading_and_writing() {
    let details =
        r#"{"errorId":200,"userDetails":{"userName":"jdoe","role":"ADMIN","fname":"John"}}"#;
    let gone = r#"{"responseBody":{"errorId":10564,"errorMsg":"User not exists."}}"#;
    let (pingid, fake, _) = scripted([signed(details), signed(gone)]);
    let change = |user: EditUser| user.last_name("Doe");
    let error = pingid.users().modify("jdoe", change).await.unwrap_err();
    assert_eq!(pingid_rest::pingid_code(&error), Some(PingIdCode::UserUnknown));
    assert_eq!(error.operation(), Some("pingid.edit_user"));
    let body = body_of(&fake.received()[1]);
    for (member, value) in
        [("userName", "jdoe"), ("role", "ADMIN"), ("fname", "John"), ("lname", "Doe")]
    {
        assert_eq!(body[member], value, "{member}: {body}");
    }
}

#[tokio::test]
async fn a_record_that_cannot_be_written_whole_is_not_written() {
    for (details, missing) in [
        (r#"{"errorId":200}"#, "userDetails"),
        (r#"{"errorId":200,"userDetails":{"userName":"jdoe"}}"#, "role"),
    ] {
        let (pingid, fake, _) = scripted([signed(details)]);
        let error = pingid.users().modify("jdoe", |user| user).await;
        let error = error.unwrap_err();
        assert_eq!(error.kind(), Kind::Decode);
        assert!(error.to_string().contains(missing), "{error}");
        assert_eq!(fake.received().len(), 1);
    }
}
