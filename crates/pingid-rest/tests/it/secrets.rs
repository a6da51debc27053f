//! Secrets that are planted into replies and requests: nothing that is printed shows one.

use std::fmt::Debug;
use std::time::Duration;

use ping_models::pingid::{
    AuthenticateOffline, AuthenticateOnline, AuthenticatorAppFinishPairing, DeviceType,
    FinalizeOfflinePairing, FinishWebAuthnPasswordlessAuth, OfflinePairing, PairYubiKey,
    RedirectRequest, ResyncOathToken, SessionId, StartAuthentication, WebAuthnFinishPairing,
};
use ping_transport::testing::Reaction;
use ping_transport::{Error, SealKey};
use pingid_rest::{OtpOutcome, PairingOutcome, PingId, RelyingParty, ResyncOutcome, Step};
use serde_json::json;

use crate::support::{PROPERTIES, is, scripted, scripted_of, signed};

/// Every secret that is planted has this in it.
const PLANTED: &str = "7391";
const OTP: &str = "739146";
const COOKIE: &str = "planted-cookie-7391";
const CODE: &str = "739100007391";
const URI: &str = "otpauth://totp/Example:jdoe?secret=PLANTED7391";
const TYPED: &str = "PLAN TED7 3917";

/// Fails where the text of a value, or of what it is an error of, has a secret.
#[track_caller]
fn hides<T: Debug>(value: &T) {
    for text in [format!("{value:?}"), format!("{value:#?}")] {
        assert!(!text.contains(PLANTED), "{text}");
        assert!(!text.contains("T7391"), "{text}");
        assert!(!text.contains(TYPED), "{text}");
    }
}

#[track_caller]
fn hides_error(error: &Error) {
    hides(error);
    let mut source: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = source {
        assert!(!error.to_string().contains(PLANTED), "{error}");
        source = error.source();
    }
}

fn reply(value: serde_json::Value) -> Reaction {
    signed(&value.to_string())
}

fn asks(id: i64) -> Reaction {
    reply(json!({ "errorId": id, "sessionId": "webs_1", "cookie": COOKIE }))
}

/// A refusal of whatever was sent.
fn refusal() -> Reaction {
    reply(json!({ "errorId": 20_513, "errorMsg": "The passcode is wrong." }))
}

/// What a browser answers, with a secret in each member.
fn credential() -> String {
    // The same text in Base64 of either alphabet.
    let bytes = "planted7391planted7391AA";
    json!({
        "id": bytes, "rawId": bytes, "type": "public-key",
        "response": {
            "clientDataJSON": bytes, "attestationObject": bytes, "authenticatorData": bytes,
            "signature": bytes, "userHandle": bytes,
        },
    })
    .to_string()
}

const OPTIONS: &str = r#"{"challenge":[1,2,3],"rpId":"example.com","rp":{"id":"example.com"},
    "user":{"id":[1],"name":"jdoe","displayName":"John"},"pubKeyCredParams":[]}"#;

fn party() -> RelyingParty {
    RelyingParty::new("example.com", "https://login.example.com")
}

fn options() -> Reaction {
    reply(json!({
        "errorId": 200, "sessionId": "s", "publicKeyCredentialOptions": OPTIONS,
    }))
}

fn key() -> SealKey {
    SealKey::new(*b"7391planted-7391-planted-7391-pl")
}

/// The step, sealed and opened again, shows as little, and nor does its sealed form.
#[track_caller]
fn hides_sealed(pingid: &PingId, step: &Step) {
    hides(step);
    let sealed = step.seal(&key(), Duration::from_secs(60)).unwrap();
    assert!(!sealed.contains(PLANTED) && !format!("{step:?}").contains(&sealed));
    let user = step.user_name();
    hides(&pingid.open::<Step>(&key(), user, &sealed).unwrap());
    let error = pingid.open::<Step>(&key(), "other", &sealed).unwrap_err();
    assert!(!format!("{error:?} {error}").contains(&sealed));
}

#[tokio::test]
async fn of_steps_that_take_passcodes() {
    let (pingid, _, _) = scripted([asks(30_001), refusal(), asks(30_016), asks(200)]);
    let request = StartAuthentication::new("jdoe").cookie(COOKIE);
    hides(&request);
    let step = pingid.authenticate(request).await.unwrap();
    hides_sealed(&pingid, &step);
    let otp = is!(step, Step::Otp).resync(true);
    let wrong = otp.submit(OTP).await.unwrap();
    hides(&wrong);
    let next = is!(wrong, OtpOutcome::Wrong).submit(OTP).await.unwrap();
    hides(&next);
    let done = is!(next, OtpOutcome::NextOtp).submit(OTP).await.unwrap();
    hides(&done);
    let done = is!(is!(done, OtpOutcome::Next), Step::Completed);
    // It is there, but not to be seen.
    assert_eq!(done.cookie().unwrap().expose(), COOKIE);
    hides(&done);
}

#[tokio::test]
async fn of_steps_that_wait() {
    for id in [30_007, 30_008, 30_010, 30_014, 30_099] {
        let (pingid, _, _) = scripted([asks(id), refusal()]);
        let request = StartAuthentication::new("jdoe").cookie(COOKIE);
        let step = pingid.authenticate(request).await.unwrap();
        hides(&step);
        let next = match &step {
            Step::Unknown(_) => continue,
            Step::Push(push) => push.poll().await,
            Step::Online(online) => online.wait().await,
            _ => {
                hides_sealed(&pingid, &step);
                continue;
            }
        };
        hides_sealed(&pingid, &step);
        let failed = is!(next.unwrap(), Step::Failed);
        hides(&failed);
        hides_error(failed.error());
    }
}

#[tokio::test]
async fn of_fido_devices() {
    let (pingid, _, _) = scripted([asks(30_018), options(), refusal(), asks(200)]);
    let step = pingid.authenticate("jdoe").await.unwrap();
    hides_sealed(&pingid, &step);
    let step = is!(step, Step::Fido).challenge(&party()).await.unwrap();
    hides_sealed(&pingid, &Step::Assertion(step.clone()));
    hides(&step.submit(&credential()).await.unwrap());
    is!(step.submit(&credential()).await.unwrap(), Step::Completed);
    // A credential that cannot be read is not repeated either.
    let broken = credential().replace("\"signature\"", "\"sign\"");
    hides_error(&step.submit(&broken).await.unwrap_err());

    let (pingid, _, _) = scripted([options(), refusal()]);
    let step = pingid.authenticate_passwordless(&party()).await.unwrap();
    hides(&step);
    hides_error(&step.submit(&credential()).await.unwrap_err());

    let (pingid, _, _) = scripted([options(), refusal()]);
    let pairing = pingid.pair_fido(&party(), party().pairing("jdoe")).await;
    let pairing = pairing.unwrap();
    hides(&pairing);
    hides_error(&pairing.submit(&credential()).await.unwrap_err());

    hides(&WebAuthnFinishPairing::new("jdoe", "example.com", "s", "o", credential()));
    hides(&FinishWebAuthnPasswordlessAuth::new("s", credential()));
    let assertion = ping_models::webauthn::Assertion::from_browser(&credential()).unwrap();
    hides(&assertion);
    hides(&assertion.to_service());
    hides(&AuthenticateOffline::new("jdoe", "s", assertion.to_service().expose()));
}

#[tokio::test]
async fn of_pairings() {
    let begun = || {
        reply(json!({
            "errorId": 200, "sessionId": "s", "pairingKeyUri": URI, "pairingKey": TYPED,
            "activationCode": CODE,
        }))
    };
    let (pingid, _, _) = scripted([begun(), refusal()]);
    let pairing = pingid.pair_authenticator_app("jdoe").await.unwrap();
    assert_eq!((pairing.key_uri(), pairing.key()), (URI, TYPED));
    hides(&pairing);
    hides(&pairing.submit(OTP).await.unwrap());

    let (pingid, _, _) = scripted([begun(), begun()]);
    let reply = pingid.pairings().start_authenticator_app("jdoe").await;
    hides(&reply.unwrap());
    let reply = pingid.pairings().activation_code("jdoe").await.unwrap();
    assert_eq!(reply.activation_code.as_ref().unwrap().expose(), CODE);
    hides(&reply);

    let ended = reply_of_success();
    let (pingid, _, _) = scripted([begun(), ended]);
    let request = ping_models::pingid::AddUser::new("jdoe", ping_models::pingid::Role::Regular);
    let pairing = pingid.pair_online(request).await.unwrap();
    assert_eq!(pairing.activation_code(), CODE);
    hides(&pairing);
    hides(pairing.link());
    let outcome = pairing.wait().await.unwrap();
    assert_eq!(outcome, PairingOutcome::Paired(Some(7.into())));

    let (pingid, _, _) = scripted([begun(), refusal()]);
    let request = ping_models::pingid::StartOfflinePairing::sms("jdoe", "+15125557391");
    hides(&request);
    let pairing = pingid.pair_offline(request).await.unwrap();
    hides(&pairing);
    hides(&pairing.submit(OTP).await.unwrap());

    let next = || asks(30_016);
    let (pingid, _, _) = scripted([next(), refusal()]);
    let resync = pingid.resync_token("72");
    let next = is!(resync.submit(OTP).await.unwrap(), ResyncOutcome::NextOtp);
    hides(&next);
    hides(&next.submit(OTP).await.unwrap());
}

fn reply_of_success() -> Reaction {
    reply(json!({ "errorId": 200, "pairingStatus": "SUCCESS", "deviceId": 7 }))
}

#[tokio::test]
async fn of_requests_and_replies() {
    hides(&AuthenticateOffline::new("jdoe", "s", OTP));
    hides(
        &AuthenticateOnline::backup("jdoe", DeviceType::Email, "7391@example.com").cookie(COOKIE),
    );
    hides(&AuthenticatorAppFinishPairing::new("s", OTP));
    hides(&FinalizeOfflinePairing::new("s", OTP));
    hides(&OfflinePairing::authenticator_app("jdoe", "PLANTED7391"));
    hides(&PairYubiKey::new("jdoe", "cccc7391"));
    hides(&ResyncOathToken::with_otps("72", [OTP, OTP]));

    let (pingid, _, _) = scripted((0..4).map(|_| asks(200)));
    let calls = pingid.authentications();
    hides(&calls.start("jdoe").await.unwrap());
    hides(&calls.status(SessionId::from("webs_1")).await.unwrap());
    hides(&calls.online("jdoe").await.unwrap());
    let answer = AuthenticateOffline::new("jdoe", "webs_1", OTP);
    hides(&calls.offline(answer.clone()).await.unwrap());
    // Nor does a call that was not sent, or was refused.
    let call = calls.offline(answer);
    hides(&call);
    assert!(!call.describe().unwrap().to_string().contains(OTP));
    let (pingid, _, _) = scripted([Reaction::json(500, format!("{OTP} {COOKIE}"))]);
    let blank = AuthenticateOffline::new("jdoe", "s", "7391 46");
    let calls = pingid.authentications();
    hides_error(&calls.offline(blank).await.unwrap_err());
    let wrong = AuthenticateOffline::new("jdoe", "s", OTP);
    let error = calls.offline(wrong).await.unwrap_err();
    assert!(!error.to_string().contains(COOKIE), "{error}");
}

#[test]
fn of_accounts_and_redirects() {
    let url = "authenticator_url=https://authenticator.pingone.com/pingid/ppm\n";
    let properties = PROPERTIES.replace("token=1a2b3c4d5e6f", "token=planted7391token");
    let (pingid, _, _) = scripted_of(&format!("{properties}{url}"), []);
    hides(&pingid);
    hides(&PingId::builder().properties(&properties));
    hides(pingid.client().pingid_account().unwrap());
    hides(&key());
    let text = format!("{pingid:?} {:?}", pingid.client().pingid_account());
    assert!(!text.contains("JWC41crr322aUfd"), "{text}");

    let request = RedirectRequest::new("jdoe", "https://app.example.com/back");
    let form = pingid.redirects().authenticate(request).unwrap();
    let (_, token) = form.fields().last().unwrap();
    let text = format!("{form:?} {form:#?} {:?}", form.pending());
    assert!(!text.contains(token), "{text}");
    let response = format!("{token}7391");
    let error = pingid.redirects().read(form.pending(), &response);
    let error = error.unwrap_err();
    hides_error(&error);
    assert!(!format!("{error} {error:?}").contains(token));
}
