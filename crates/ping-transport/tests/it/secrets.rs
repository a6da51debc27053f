//! A full run with planted secrets: nothing that prints may show one.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ping_models::OpenValue;
use ping_sandbox::Sandbox;
use ping_transport::pingid::Account;
use ping_transport::testing::{FakeTransport, ManualClock, Reaction, Recorder};
use ping_transport::{
    AccessToken, Body, Call, Client, ClientAuthentication, Credentials, Hosts, HttpTransport,
    Region, Request, ReqwestTransport, RetryPolicy, Secret, SigningAlgorithm, TransportError,
    TransportErrorKind,
};
use serde_json::{Value, json};

use crate::support::{CREATE, DETAILS, ENVIRONMENT, LIST, everything, sandboxed, token, worker};
use crate::trace::Recording;

ping_transport::operations! {
    ENABLE_MFA: OpenValue => OpenValue = "mfa.update_user_mfa_enabled",
        PUT Api "/v1/environments/{environmentID}/users/{userID}/mfaEnabled" as "application/json";
    PAIR: OpenValue => OpenValue = "mfa.create_mfa_device_totp",
        POST Api "/v1/environments/{environmentID}/users/{userID}/devices" as "application/json";
    ACTIVATE: OpenValue => OpenValue = "mfa.activate_mfa_device",
        POST Api "/v1/environments/{environmentID}/users/{userID}/devices/{deviceID}"
        as "application/vnd.pingidentity.device.activate+json";
    ADD_USER: OpenValue => OpenValue = "pingid.add_user",
        POST PingId "/pingid/rest/4/adduser/do" as "application/json";
    GET_CODE: OpenValue => OpenValue = "pingid.get_activation_code",
        POST PingId "/pingid/rest/4/getactivationcode/do" as "application/json";
}

const PASSWORD: &str = "planted-Passw0rd!";
const OTP: &str = "739182";
const PAIRING_KEY: &str = "planted-pairing-key-5521";
const WRONG_SECRET: &str = "planted~wrong~secret";
const STATIC_TOKEN: &str = "planted.static.token";
const PROXY_PASSWORD: &str = "planted-proxy-password";
const IN_AN_ANSWER: &str = "planted-in-an-answer";
const SEED: &str = "PLANTEDSEEDJBSWY3DPEHPK3PXP";
const PEM: &str = include_str!("../data/p256.pem");

/// Everything that is printed, and the secrets that must not be in it.
#[derive(Default)]
struct Run {
    printed: String,
    secrets: Vec<(&'static str, String)>,
}

impl Run {
    fn plant(&mut self, name: &'static str, secret: impl Into<String>) {
        let secret = secret.into();
        assert!(secret.len() >= 6, "{name} is long enough to be told from chance");
        self.secrets.push((name, secret));
    }

    fn print(&mut self, what: impl Debug) {
        self.printed.push_str(&format!("{what:?}\n{what:#?}\n"));
    }

    /// Describes a call, prints it, sends it and prints what came of it.
    async fn call(&mut self, call: Call<OpenValue>) -> Option<Value> {
        self.print(&call);
        match call.describe() {
            Ok(described) => {
                self.print(&described);
                self.printed.push_str(&described.to_string());
            }
            Err(error) => self.printed.push_str(&everything(&error)),
        }
        let with_response = call.with_response();
        self.print(&with_response);
        match with_response.await {
            Ok(response) => {
                self.print(&response);
                Some(response.body.to_value())
            }
            Err(error) => {
                self.printed.push_str(&everything(&error));
                None
            }
        }
    }

    fn check(&self, least: &[&str]) {
        for part in least {
            assert!(self.printed.contains(part), "the run is not what it seems: no {part:?}");
        }
        for (name, secret) in &self.secrets {
            let decimal: Vec<_> = secret.bytes().map(|byte| byte.to_string()).collect();
            let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
            let forms = [
                ("plain", secret.clone()),
                ("as bytes", decimal.join(", ")),
                ("in hex", hex),
                ("in Base64", STANDARD.encode(secret)),
                ("in Base64 for URLs", URL_SAFE_NO_PAD.encode(secret)),
            ];
            for (form, text) in forms {
                let Some(at) = self.printed.find(&text) else {
                    continue;
                };
                let around = self.printed[..at].chars().rev().take(300).collect::<Vec<_>>();
                let around: String = around.into_iter().rev().collect();
                panic!("{name} {form} behind: {around}");
            }
        }
    }
}

/// Collects what the requests carry to prove who they are.
struct Spy {
    inner: ReqwestTransport,
    authorizations: Mutex<Vec<String>>,
}

#[async_trait]
impl HttpTransport for Spy {
    async fn send(&self, request: Request) -> Result<http::Response<Body>, TransportError> {
        if let Some(value) = request.headers.get("authorization") {
            let (_, value) = value.to_str().unwrap().split_once(' ').unwrap();
            self.authorizations.lock().unwrap().push(value.to_owned());
        }
        self.inner.send(request).await
    }
}

fn spy() -> Arc<Spy> {
    Arc::new(Spy {
        inner: ReqwestTransport::builder().build().unwrap(),
        authorizations: Mutex::new(Vec::new()),
    })
}

#[tokio::test]
async fn a_full_run_shows_no_secret() {
    let recording = Recording::start();
    let mut run = Run::default();
    for (name, secret) in [
        ("password", PASSWORD),
        ("otp", OTP),
        ("pairing key", PAIRING_KEY),
        ("wrong secret", WRONG_SECRET),
        ("static token", STATIC_TOKEN),
        ("proxy password", PROXY_PASSWORD),
        ("value in an answer", IN_AN_ANSWER),
        ("seed", SEED),
        ("private key", PEM.lines().nth(1).unwrap()),
    ] {
        run.plant(name, secret);
    }
    pingone(&mut run).await;
    pingid(&mut run).await;
    failures(&mut run).await;
    settings(&mut run);

    run.printed.push_str(&recording.text());
    // Each part of the run left its traces.
    run.check(&[
        "ping.call",
        "mfa.activate_mfa_device",
        "pingid.get_activation_code",
        "[redacted]",
        "attempt failed; trying again",
        "token refused",
        "starting new connection",
        "the client was refused",
        "does not have the documented shape",
        "`proxy`",
        "Response {",
    ]);
}

/// The token's, the user's and the device's life on a sandbox.
async fn pingone(run: &mut Run) {
    let sandbox = Sandbox::start().await;
    let connection = sandbox.connection();
    let environment = connection.environment_id.as_str();
    run.plant("client secret", connection.client_secret.as_str());
    let pair = format!("{}:{}", connection.client_id, connection.client_secret);
    run.plant("client id and secret", pair);

    let wrong = sandboxed(&sandbox).worker(connection.client_id.as_str(), WRONG_SECRET);
    run.print(&wrong);
    let wrong = wrong.build().unwrap();
    run.call(wrong.request(&ENVIRONMENT).segment(environment).call()).await;

    for authentication in [
        ClientAuthentication::Basic(connection.client_secret.as_str().into()),
        ClientAuthentication::Post(connection.client_secret.as_str().into()),
        ClientAuthentication::SecretJwt(connection.client_secret.as_str().into()),
    ] {
        run.print(&authentication);
        let credentials = Credentials::new(connection.client_id.as_str(), authentication);
        run.print(&credentials);
        let transport = spy();
        let builder = sandboxed(&sandbox).credentials(credentials).transport(transport.clone());
        run.print(&builder);
        let client = builder.build().unwrap();
        run.print(&client);
        run.call(client.request(&ENVIRONMENT).segment(environment).call()).await;
        for value in transport.authorizations.lock().unwrap().drain(..) {
            run.plant("authorization", value);
        }
    }

    let transport = spy();
    let client = sandboxed(&sandbox).transport(transport.clone()).build().unwrap();
    let user = json!({
        "username": "joe", "email": "joe@example.com", "password": {"value": PASSWORD},
        "population": {"id": connection.population_id},
    });
    let request = client.request(&CREATE).segment(environment).json(&user.into());
    run.print(&request);
    let user = run.call(request.call()).await.unwrap();
    let user = user["id"].as_str().unwrap();
    let device = client.request(&ENABLE_MFA).segment(environment).segment(user);
    run.call(device.json(&json!({"mfaEnabled": true}).into()).call()).await;
    let pair = client.request(&PAIR).segment(environment).segment(user);
    let device = run.call(pair.json(&json!({"type": "TOTP"}).into()).call()).await.unwrap();
    run.plant("TOTP seed", device["secret"].as_str().unwrap());
    run.plant("key URI", device["keyUri"].as_str().unwrap());
    let activate = || {
        client
            .request(&ACTIVATE)
            .segment(environment)
            .segment(user)
            .segment(device["id"].as_str().unwrap())
            .json(&json!({"otp": OTP}).into())
    };
    run.print(activate());
    run.call(activate().call().body_field("pairingKey", PAIRING_KEY)).await;

    // Refused tokens, and every fault of the sandbox.
    sandbox.revoke_tokens();
    run.call(client.request(&ENVIRONMENT).segment(environment).call()).await;
    let current = transport.authorizations.lock().unwrap().last().unwrap().clone();
    let echo =
        json!({"message": format!("Invalid key=value pair: 'Bearer {current}'")}).to_string();
    let path = "/v1/environments/*";
    let faults = sandbox.faults();
    faults.next("GET", path).reset();
    faults.next("GET", path).truncate();
    faults.next("GET", path).status(502).body("text/html", "<html>");
    for _ in 0..2 {
        run.call(client.request(&ENVIRONMENT).segment(environment).call()).await;
    }
    faults.next("GET", path).malformed();
    run.call(client.request(&ENVIRONMENT).segment(environment).call()).await;
    faults.next("GET", path).status(403).body("application/json", echo);
    run.call(client.request(&ENVIRONMENT).segment(environment).call()).await;
    let list = client.request(&LIST).segment(environment).list();
    run.print(&list);
    let mut stream = list.clone().stream();
    run.print(stream.try_next().await.unwrap());
    run.print(&stream);
    run.print(list.pages());
    for value in transport.authorizations.lock().unwrap().drain(..) {
        run.plant("authorization", value);
    }
}

/// PingID's envelope on a sandbox.
async fn pingid(run: &mut Run) {
    let sandbox = Sandbox::start().await;
    let known = sandbox.pingid().account();
    run.plant("PingID key", known.use_base64_key());
    run.plant("PingID token", known.token());
    let account = Account::from_properties(&sandbox.connection().pingid_properties).unwrap();
    run.print(&account);
    run.print(account.envelope());
    let builder =
        Client::builder().pingid(account).clock(Arc::new(ManualClock::new(sandbox.clock().now())));
    run.print(&builder);
    let client = builder.build().unwrap();
    run.print(&client);
    run.print(client.pingid_account());
    let user = json!({"username": "joe", "email": "joe@example.com", "role": "REGULAR", "activateUser": true});
    run.call(client.request(&ADD_USER).json(&user.into()).call()).await.unwrap();
    let who = json!({"userName": "joe"});
    let code = run.call(client.request(&GET_CODE).json(&who.clone().into()).call()).await.unwrap();
    run.plant("activation code", code["activationCode"].as_str().unwrap());
    let details = client.request(&DETAILS).json(&who.into()).call();
    run.call(details.clone()).await.unwrap();
    run.call(details.body_field("otp", 739_182).body_field("pairingKey", PAIRING_KEY)).await;

    // The account of another customer at the same service.
    let other = known.properties_text(&sandbox.connection().api_url);
    let changed = other.replace(known.org_alias(), "another-organization");
    let stranger = Account::from_properties(&changed).unwrap();
    let client = Client::builder().pingid(stranger).build().unwrap();
    run.call(client.request(&DETAILS).json(&json!({}).into()).call()).await;
}

/// What a socket does not do on demand.
async fn failures(run: &mut Run) {
    let answers = || {
        [
            json!({"id": IN_AN_ANSWER, "name": {"given": [IN_AN_ANSWER]}}),
            json!({"secret": IN_AN_ANSWER, "keyUri": IN_AN_ANSWER}),
            json!([IN_AN_ANSWER]),
        ]
        .map(|body| Reaction::json(200, body.to_string()))
    };
    let kinds = [
        TransportErrorKind::Connect,
        TransportErrorKind::NotSent,
        TransportErrorKind::Interrupted,
        TransportErrorKind::Body,
        TransportErrorKind::Timeout,
        TransportErrorKind::Configuration,
    ];
    let cut = format!("{{\"secret\":\"{IN_AN_ANSWER}");
    let mut script: Vec<Reaction> = kinds.map(Reaction::Fail).into();
    script.push(Reaction::CutBody(cut.clone().into()));
    script.extend([200, 400, 500].map(|status| Reaction::text(status, "text/html", cut.clone())));
    script.extend(answers());
    let calls = script.len();
    let fake = Arc::new(FakeTransport::new(script));
    run.print(&fake);
    let client = Client::builder()
        .access_token(STATIC_TOKEN)
        .transport(fake.clone())
        .clock(Arc::new(ManualClock::fixed()))
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    for _ in 0..calls {
        let body = json!({
            "otp": OTP, "pairingKey": PAIRING_KEY, "nested": [{"newPassword": PASSWORD}],
            "keyUri": format!("otpauth://totp/x?secret={SEED}"), "secret": {"value": SEED},
        });
        let call = client.request(&CREATE).segment("e").json(&body.into()).call();
        run.call(call.header("authorization", STATIC_TOKEN).header("cookie", STATIC_TOKEN)).await;
    }
    assert_eq!(fake.received().len(), calls);
    run.print(fake.received());
    let list = client.request(&LIST).segment("e").list();
    for body in [json!([{"id": [IN_AN_ANSWER]}]), json!({"x": IN_AN_ANSWER})] {
        let page = json!({"_embedded": {"users": body}});
        fake.push(Reaction::json(200, page.to_string()));
        let mut pages = list.clone().pages();
        match pages.try_next().await {
            Ok(page) => run.print(page),
            Err(error) => run.printed.push_str(&everything(&error)),
        }
    }

    // Token answers.
    for answer in [
        token(IN_AN_ANSWER),
        token(&format!("{IN_AN_ANSWER}\n")),
        Reaction::json(200, format!(r#"{{"access_token":["{IN_AN_ANSWER}"]}}"#)),
        Reaction::json(200, format!(r#"{{"access_token":"{IN_AN_ANSWER}","expires_in":"x"}}"#)),
        Reaction::CutBody(cut.into()),
    ] {
        let fake = Arc::new(FakeTransport::new([answer]));
        let client = worker(fake, &ManualClock::fixed()).retry(RetryPolicy::never());
        run.call(client.build().unwrap().request(&CREATE).segment("e").call()).await;
    }
}

/// Settings, good and bad.
fn settings(run: &mut Run) {
    let pem = || ClientAuthentication::PrivateKeyJwt {
        pem: PEM.into(),
        key_id: None,
        algorithm: SigningAlgorithm::Rs256,
    };
    run.print(pem());
    run.print(Credentials::new("id", pem()));
    run.print(Secret::from(STATIC_TOKEN));
    run.print(AccessToken::new(STATIC_TOKEN));
    let proxy = format!("http://user:{PROXY_PASSWORD}@127.0.0.1:1");
    let transport = ReqwestTransport::builder().proxy(proxy.as_str());
    run.print(&transport);
    run.print(transport.build().unwrap());
    run.print(Client::builder().access_token(STATIC_TOKEN).proxy(proxy.as_str()));
    for proxy in [format!("user:{PROXY_PASSWORD}@"), format!("ftp://u:{PROXY_PASSWORD}@h")] {
        if let Err(error) = Client::builder().access_token(STATIC_TOKEN).proxy(proxy).build() {
            run.printed.push_str(&everything(&error));
        }
    }
    for host in [
        format!("https://user:{PROXY_PASSWORD}@host"),
        format!("https://user:{PROXY_PASSWORD} x@host"),
        format!("user:{PROXY_PASSWORD}@host"),
    ] {
        let error = Hosts::region(Region::Na).api_host(&host).unwrap_err();
        run.printed.push_str(&everything(&error));
    }
    let variables = |name: &str| match name {
        "PINGONE_CLIENT_SECRET" => Some(WRONG_SECRET.to_owned()),
        _ => None,
    };
    let error = ping_transport::ClientBuilder::from_variables(&variables).unwrap_err();
    run.printed.push_str(&everything(&error));
    let properties =
        format!("use_base64_key={PASSWORD}\ntoken={STATIC_TOKEN}\nidp_url=x\norg_alias=y");
    run.printed.push_str(&everything(&Account::from_properties(&properties).unwrap_err()));
}

#[tokio::test]
async fn records_of_exchanges_show_no_secret() {
    let directory = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("records-{}", std::process::id()));
    let script = [Reaction::json(200, format!(r#"{{"secret":"{SEED}"}}"#))];
    let recorder = Recorder::new(FakeTransport::new(script), &directory);
    let mut run = Run::default();
    run.print(&recorder);
    let client =
        Client::builder().access_token(STATIC_TOKEN).transport(Arc::new(recorder)).build().unwrap();
    let body = json!({"type": "TOTP", "otp": OTP, "secret": SEED, "password": {"value": PASSWORD}});
    let call = client.request(&CREATE).segment("e").json(&body.into()).call();
    call.await.unwrap();
    for entry in std::fs::read_dir(directory.join("exchanges")).unwrap() {
        run.printed.push_str(&std::fs::read_to_string(entry.unwrap().path()).unwrap());
    }
    std::fs::remove_dir_all(&directory).unwrap();
    for (name, secret) in
        [("token", STATIC_TOKEN), ("otp", OTP), ("seed", SEED), ("password", PASSWORD)]
    {
        run.plant(name, secret);
    }
    run.check(&["\"type\":\"TOTP\"", "\"otp\":\"[redacted]\"", "platform.create_user"]);
}

#[tokio::test]
async fn a_password_of_a_proxy_stays_with_the_proxy() {
    let proxy = format!("http://user:{PROXY_PASSWORD}@127.0.0.1:1");
    let client = Client::builder()
        .hosts(Hosts::region(Region::Na).api_host("http://api.example.test").unwrap())
        .danger_allow_plain_http()
        .access_token(STATIC_TOKEN)
        .proxy(proxy)
        .clock(Arc::new(ManualClock::fixed()))
        .build()
        .unwrap();
    let error = crate::support::read(&client).await.unwrap_err();
    let text = everything(&error);
    assert!(!text.contains(PROXY_PASSWORD), "{text}");
    assert_eq!(error.kind(), ping_transport::ErrorKind::Connect);
}
