//! A peer that answers with what the account's key has signed for another purpose.

use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use http::Response;
use ping_models::pingid::{
    AddService, AddUser, Application, AuthenticateOffline, AuthenticatorAppFinishPairing,
    CancelAuthentication, CreateBulkAuthenticationPolicy, CreateOrgTokens, DeleteApplications,
    EditUser, FinalizeOfflinePairing, FinishWebAuthnPasswordlessAuth, GetActivationCode,
    GetBulkJobStatus, JobType, OfflinePairing, OrgToken, PairYubiKey, Policy, PolicyAction,
    PolicyTargets, RedirectRequest, ReportFormat, ResyncOathToken, RevokeOrgTokens, Role,
    ServiceAlias, SessionId, StartOfflinePairing, StartWebAuthnPasswordlessAuth, ToggleUserBypass,
    UnpairDevice, UpdateApplications, UpdateDeviceAttributes, WebAuthnFinishPairing,
    WebAuthnStartAuth, WebAuthnStartPairing,
};
use ping_transport::testing::{FakeTransport, Reaction};
use ping_transport::{
    Body, Error, ErrorKind as Kind, Host, HttpTransport, Request, TransportError,
};
use pingid_rest::{OtpPairingOutcome, PingId, RelyingParty, ResyncOutcome, Step};
use serde_json::json;

use crate::support::{PROPERTIES, is, over, repeating, scripted, signed};

type Outcome<T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>;

type Flow = fn(PingId) -> Outcome<String>;

/// What a peer makes of a request instead of a reply.
type Answer = fn(&Request) -> (u16, Bytes);

/// Answers as scripted first, and then as a peer that has no key.
struct Peer {
    begun: Arc<dyn HttpTransport>,
    answer: Answer,
}

#[async_trait]
impl HttpTransport for Peer {
    async fn send(&self, request: Request) -> Result<Response<Body>, TransportError> {
        let (status, body) = (self.answer)(&request);
        assert!(request.operation.is_some());
        if let Ok(answer) = self.begun.send(request).await {
            return Ok(answer);
        }
        let mut response = Response::new(Body::full(body));
        *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
        Ok(response)
    }
}

fn facing(answer: Answer, script: Vec<Reaction>) -> (PingId, Arc<FakeTransport>) {
    let script = Arc::new(FakeTransport::new(script));
    let begun = repeating(script.clone());
    let peer = Peer { begun, answer };
    let properties =
        format!("{PROPERTIES}authenticator_url=https://authenticator.pingone.com/pingid/ppm\n");
    let (pingid, _) = over(&properties, Arc::new(peer));
    (pingid, script)
}

/// The request, as it came.
fn reflected(request: &Request) -> (u16, Bytes) {
    (200, request.body.clone())
}

/// The same, as a refusal.
fn reflected_as_refusal(request: &Request) -> (u16, Bytes) {
    (400, request.body.clone())
}

/// What a browser sees of a redirect.
fn of_a_redirect(_: &Request) -> (u16, Bytes) {
    let (pingid, _) = facing(reflected, Vec::new());
    let request = RedirectRequest::new("jdoe", "https://app.example.com/back");
    let form = pingid.redirects().authenticate(request).unwrap();
    let mut fields = form.fields();
    let (_, token) = fields.find(|(name, _)| *name == "ppm_request").unwrap();
    (200, Bytes::from(token.to_owned()))
}

const ANSWERS: [Answer; 3] = [reflected, reflected_as_refusal, of_a_redirect];

/// Every call of this crate.
fn every_call(pingid: &PingId) -> Vec<Outcome<String>> {
    let session = SessionId::from("webs_1");
    let party = ("example.com", "https://example.com");
    let (users, pairings, devices) = (pingid.users(), pingid.pairings(), pingid.devices());
    let (calls, tokens, jobs) = (pingid.authentications(), pingid.oath_tokens(), pingid.jobs());
    let (applications, policies) = (pingid.applications(), pingid.policies());
    let mut set = CreateBulkAuthenticationPolicy::from_read(serde_json::from_str("{}").unwrap());
    let staff = Policy::named("Staff", PolicyTargets::new(), [PolicyAction::Sms]);
    set.policies.get_or_insert_default().push(staff);
    macro_rules! sent {
        ($($call:expr),* $(,)?) => {
            vec![$({
                let call = $call;
                Box::pin(async move { call.await.map(|reply| format!("{reply:?}")) })
                    as Outcome<String>
            }),*]
        };
    }
    sent![
        users.create(AddUser::new("jdoe", Role::Regular)),
        users.read("jdoe"),
        users.update(EditUser::new("jdoe", Role::Regular)),
        users.delete("jdoe"),
        users.suspend("jdoe"),
        users.activate("jdoe"),
        users.add_service(AddService::new("jdoe", ServiceAlias::Vpn)),
        users.bypass(ToggleUserBypass::remove("jdoe")),
        devices.unpair(UnpairDevice::new("jdoe")),
        devices.update(UpdateDeviceAttributes::primary("jdoe", 7)),
        pairings.activation_code("jdoe"),
        pairings.status("436348609435"),
        pairings.start_offline(StartOfflinePairing::token("jdoe", "72")),
        pairings.finalize_offline(FinalizeOfflinePairing::new("oacts_1", "123456")),
        pairings.offline(OfflinePairing::email("jdoe", "jdoe@example.com")),
        pairings.yubikey(PairYubiKey::new("jdoe", "ccccccdugencbubvthvennvnduljtfhnjldtnctfdfkn")),
        pairings.start_authenticator_app("jdoe"),
        pairings.finish_authenticator_app(AuthenticatorAppFinishPairing::new("oacts_1", "123456")),
        pairings.start_webauthn(WebAuthnStartPairing::new("jdoe", party.0, "Example")),
        pairings.finish_webauthn(WebAuthnFinishPairing::new(
            "jdoe",
            party.0,
            &session,
            party.1,
            r#"{"id":"AA"}"#,
        )),
        calls.start("jdoe"),
        calls.status(&session),
        calls.cancel(CancelAuthentication::new(&session)),
        calls.online("jdoe"),
        calls.offline(AuthenticateOffline::new("jdoe", &session, "123456")),
        calls.start_webauthn(WebAuthnStartAuth::new("jdoe", party.0)),
        calls.start_passwordless(StartWebAuthnPasswordlessAuth::new(party.0, party.1)),
        calls.finish_passwordless(FinishWebAuthnPasswordlessAuth::new(&session, r#"{"id":"AA"}"#)),
        tokens.create(CreateOrgTokens::new([OrgToken::hotp("1", "GEZDGNBVGY3TQOJQ")])),
        tokens.revoke(RevokeOrgTokens::with_serial_numbers(["72"])),
        tokens.resync(ResyncOathToken::with_otps("72", ["123456"])),
        jobs.create(JobType::UserReports),
        jobs.status("token"),
        jobs.bulk_status(GetBulkJobStatus::new(["token".into()])),
        applications.create(Application::named("payroll", "Payroll")),
        applications.read_all(),
        applications.update(UpdateApplications::with_changes([(
            "payroll",
            Application::named("wages", "Wages")
        )])),
        applications.delete(DeleteApplications::new(["wages".to_owned()])),
        policies.read(),
        policies.create(set.renumbered()),
        pingid.report(ReportFormat::Json),
    ]
}

#[tokio::test]
async fn no_call_takes_what_is_signed_for_another_purpose_for_its_reply() {
    for answer in ANSWERS {
        let (pingid, received) = facing(answer, Vec::new());
        for call in every_call(&pingid) {
            let error = call.await.unwrap_err();
            // As a refusal it has no reason, and as a reply nothing in it is believed.
            let kind = if error.status().is_some_and(|status| status == 400) {
                Kind::Api
            } else {
                Kind::Envelope
            };
            assert_eq!(error.kind(), kind, "{error}");
            assert_eq!(error.pingid_error_id(), None);
        }
        let asked: BTreeSet<_> = received.received().iter().map(|r| r.operation).collect();
        let all: BTreeSet<_> = pingid_rest::operations()
            .iter()
            .filter(|operation| operation.host == Host::PingId)
            .filter(|operation| operation.method == http::Method::POST)
            .map(|operation| Some(operation.id))
            .collect();
        assert_eq!(asked, all);
        assert_eq!(all.len(), 41);
    }
}

/// The flows at each of their calls: what was signed before, and what is done then.
fn every_flow() -> Vec<(Vec<&'static str>, Flow)> {
    macro_rules! flow {
        ($script:expr, |$pingid:ident| $body:expr) => {
            (
                $script,
                (|$pingid: PingId| Box::pin(async move { $body.map(|end| format!("{end:?}")) }))
                    as Flow,
            )
        };
    }
    const CODE: &str = r#"{"errorId":200,"activationCode":"292070522701"}"#;
    const USER: &str = r#"{"errorId":200,"userDetails":{"userName":"jdoe"}}"#;
    const PAIRING: &str = r#"{"errorId":200,"sessionId":"oacts_1","deviceId":"7"}"#;
    const APP: &str =
        r#"{"errorId":200,"sessionId":"oacts_1","pairingKeyUri":"otpauth://totp/a?secret=GE"}"#;
    const OTP: &str = r#"{"errorId":30001,"sessionId":"webs_1"}"#;
    const PUSH: &str = r#"{"errorId":30010,"sessionId":"webs_1"}"#;
    const ONLINE: &str = r#"{"errorId":30007,"sessionId":"webs_1"}"#;
    const SELECT: &str = r#"{"errorId":30008,"sessionId":"webs_1","userDevices":[{"deviceId":7}]}"#;
    const FIDO: &str = r#"{"errorId":30018,"sessionId":"webs_1"}"#;
    const OPTIONS: &str = r#"{"errorId":200,"sessionId":"webs_2","publicKeyCredentialOptions":"{\"challenge\":[1,2],\"rpId\":\"example.com\"}"}"#;
    const NEW_OPTIONS: &str = r#"{"errorId":200,"sessionId":"s","publicKeyCredentialOptions":"{\"rp\":{\"name\":\"e\"},\"user\":{\"id\":[1],\"name\":\"j\",\"displayName\":\"j\"},\"challenge\":[1],\"pubKeyCredParams\":[{\"type\":\"public-key\",\"alg\":\"-7\"}]}"}"#;
    const JOB: &str = r#"{"errorId":200,"jobToken":"t"}"#;
    vec![
        flow!(vec![], |p| p.pair_online(AddUser::new("jdoe", Role::Regular)).await),
        flow!(vec![], |p| p.pair_online(GetActivationCode::new("jdoe")).await),
        flow!(vec![USER], |p| p.pair_online(GetActivationCode::new("jdoe")).await),
        flow!(vec![USER, CODE], |p| {
            p.pair_online(GetActivationCode::new("jdoe")).await?.poll().await
        }),
        flow!(vec![], |p| p.pair_offline(StartOfflinePairing::token("jdoe", "72")).await),
        flow!(vec![PAIRING], |p| {
            let pairing = p.pair_offline(StartOfflinePairing::token("jdoe", "72")).await?;
            pairing.submit("123456").await
        }),
        flow!(vec![], |p| p.pair_authenticator_app("jdoe").await),
        flow!(vec![APP], |p| p.pair_authenticator_app("jdoe").await?.submit("123456").await),
        flow!(vec![], |p| p.pair_fido(&site(), site().pairing("jdoe")).await),
        flow!(vec![NEW_OPTIONS], |p| {
            let pairing = p.pair_fido(&site(), site().pairing("jdoe")).await?;
            pairing.submit(&credential()).await
        }),
        flow!(vec![], |p| p.authenticate("jdoe").await),
        flow!(vec![OTP], |p| is!(p.authenticate("jdoe").await?, Step::Otp).submit("1").await),
        flow!(vec![PUSH], |p| is!(p.authenticate("jdoe").await?, Step::Push).poll().await),
        flow!(vec![PUSH], |p| is!(p.authenticate("jdoe").await?, Step::Push).select(7).await),
        flow!(vec![ONLINE], |p| is!(p.authenticate("jdoe").await?, Step::Online).wait().await),
        flow!(vec![SELECT], |p| {
            is!(p.authenticate("jdoe").await?, Step::SelectDevice).select(7).await
        }),
        flow!(vec![FIDO], |p| {
            is!(p.authenticate("jdoe").await?, Step::Fido).challenge(&site()).await
        }),
        flow!(vec![FIDO, OPTIONS], |p| {
            let fido = is!(p.authenticate("jdoe").await?, Step::Fido);
            fido.challenge(&site()).await?.submit(&credential()).await
        }),
        flow!(vec![], |p| p.authenticate_passwordless(&site()).await),
        flow!(vec![OPTIONS], |p| {
            p.authenticate_passwordless(&site()).await?.submit(&credential()).await
        }),
        flow!(vec![], |p| p.resync_token("72").submit("123456").await),
        flow!(vec![], |p| p.create_report().await),
        flow!(vec![JOB], |p| p.create_report().await?.poll().await),
    ]
}

fn site() -> RelyingParty {
    RelyingParty::new("example.com", "https://example.com")
}

fn credential() -> String {
    json!({
        "id": "AAAA", "rawId": "AAAA", "type": "public-key",
        "response": {
            "clientDataJSON": "AAAA", "authenticatorData": "AAAA", "signature": "AAAA",
            "attestationObject": "AAAA",
        },
    })
    .to_string()
}

#[tokio::test]
async fn no_flow_goes_on_with_what_is_signed_for_another_purpose() {
    for answer in ANSWERS {
        for (index, (script, flow)) in every_flow().into_iter().enumerate() {
            let script: Vec<_> = script.into_iter().map(signed).collect();
            let length = script.len();
            let (pingid, received) = facing(answer, script);
            let error = flow(pingid).await.unwrap_err();
            let kind = if error.status().is_some_and(|status| status == 400) {
                Kind::Api
            } else {
                Kind::Envelope
            };
            assert_eq!(error.kind(), kind, "{index}: {error}");
            assert_eq!(received.received().len(), length + 1, "{index}");
        }
    }
}

#[tokio::test]
async fn a_step_prints_in_one_short_line() {
    // Every step of every flow, and its outcomes.
    for (script, flow) in every_flow() {
        let mut script: Vec<_> = script.into_iter().map(signed).collect();
        script.push(signed(STEP_OR_END));
        let (pingid, _) = facing(reflected, script);
        let Ok(text) = flow(pingid).await else {
            continue;
        };
        short(&text);
    }
    for id in [200, 30_001, 30_007, 30_008, 30_010, 30_014, 30_018, 30_099] {
        let reply = json!({
            "errorId": id, "sessionId": "webs_1", "cookie": "planted",
            "userDevices": [{"deviceId": 7, "email": "jdoe@example.com", "nickname": "mine"}],
        });
        let (pingid, _, _) = scripted([signed(&reply.to_string()), signed(r#"{"errorId":20517}"#)]);
        let step = pingid.authenticate("jdoe").await.unwrap();
        short(&format!("{step:?}"));
        if let Step::Push(push) = step {
            let failed = is!(push.poll().await.unwrap(), Step::Failed);
            short(&format!("{failed:?}"));
        }
    }
    let (pingid, _) = facing(reflected, Vec::new());
    short(&format!("{:?}", pingid.job("token")));
    short(&format!("{:?}", pingid.resync_token("72")));
    let request = RedirectRequest::new("jdoe", "https://app.example.com/back");
    let form = pingid.redirects().authenticate(request).unwrap();
    short(&format!("{form:?}"));
    short(&format!("{:?}", form.pending()));
}

/// What leads each flow on or ends it.
const STEP_OR_END: &str = r#"{"errorId":200,"sessionId":"webs_1","jobToken":"t",
    "activationCode":"292070522701","pairingStatus":"NOT_CLAIMED","status":"pending",
    "userName":"jdoe","pairingKeyUri":"otpauth://totp/a?secret=PLANTED","pairingKey":"PLANTED",
    "publicKeyCredentialOptions":"{\"challenge\":[1],\"rpId\":\"e\",\"rp\":{\"name\":\"e\"},\"user\":{\"id\":[1],\"name\":\"j\",\"displayName\":\"j\"},\"pubKeyCredParams\":[]}"}"#;

/// Neither a client nor a secret, and no more than fits into a line.
#[track_caller]
fn short(text: &str) {
    assert!(text.len() < 250, "{} bytes: {text}", text.len());
    for part in ["Client", "pingidentity.com", "planted", "PLANTED", "292070522701", "@"] {
        assert!(!text.contains(part), "{part}: {text}");
    }
}

#[tokio::test]
async fn only_200_pairs_and_only_30016_wants_another_passcode() {
    for (id, paired) in [(200, Some(true)), (30_016, Some(false)), (30_001, None)] {
        let begun = r#"{"errorId":200,"sessionId":"oacts_1","deviceId":"7"}"#;
        let reply = json!({ "errorId": id }).to_string();
        let (pingid, _, _) = scripted([signed(begun), signed(&reply), signed(&reply)]);
        let request = StartOfflinePairing::token("jdoe", "72");
        let pairing = pingid.pair_offline(request).await.unwrap();
        let outcome = pairing.submit("123456").await;
        let told = outcome.map(|outcome| matches!(outcome, OtpPairingOutcome::Paired(_)));
        assert_eq!(told.ok(), paired, "{id}");
        let outcome = pingid.resync_token("72").submit("123456").await;
        let told = outcome.map(|outcome| matches!(outcome, ResyncOutcome::InStep));
        assert_eq!(told.ok(), paired, "{id}");
    }
    // The pairing of an app has no next step.
    for id in [30_001, 30_016] {
        let begun =
            r#"{"errorId":200,"sessionId":"s","pairingKeyUri":"otpauth://totp/a?secret=GE"}"#;
        let reply = json!({ "errorId": id }).to_string();
        let (pingid, _, _) = scripted([signed(begun), signed(&reply)]);
        let pairing = pingid.pair_authenticator_app("jdoe").await.unwrap();
        let error = pairing.submit("123456").await.unwrap_err();
        assert_eq!(error.pingid_error_id(), Some(id));
    }
}
