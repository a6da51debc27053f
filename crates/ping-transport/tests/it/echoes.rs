//! Peers that repeat the request: nothing secret of it is in the error, in whatever form it came.

use std::error::Error as StdError;
use std::fmt;
use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use bytes::Bytes;
use futures_util::future::BoxFuture;
use http::Response;
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use ping_models::{Model, OpenValue};
use ping_transport::testing::ManualClock;
use ping_transport::{
    Body, Client, ClientAuthentication, Credentials, Error, HttpTransport, Request, RetryPolicy,
    Secret, SigningAlgorithm, TransportError, TransportErrorKind,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::envelope::{ALIAS, KEY, TOKEN, account};
use crate::support::{CREATE, DETAILS, LIST, READ, Service, everything, read, with_token, worker};

ping_transport::operations! {
    TYPED: Typed => OpenValue = "platform.create_user",
        POST Api "/v1/environments/{environmentID}/users" as "application/json";
    OWN: Own => OpenValue = "platform.create_user",
        POST Api "/v1/environments/{environmentID}/users" as "application/json";
}

/// A model: its secret has no name of one.
#[derive(Debug, PartialEq, Deserialize, Serialize)]
struct Typed {
    word: Secret,
    count: u32,
}

impl Model for Typed {}

/// A type of the caller's, which cannot be read again.
#[derive(Serialize)]
struct Own {
    word: Secret,
}

const BEARER: &str = "Zk3vQx81.bEarer+Yt0/9-planted_one";
const CLIENT_SECRET: &str = "cS7~Wq/2+hLr planted:51";
const PASSWORD: &str = "Xq7/pl+n\"ted P%5w0rd!";
const OTP: &str = "739182";
const API_KEY: &str = "k3Y-Hv92-planted-8841";
const COOKIE: &str = "cOOk1e-planted-77Qz";
const IN_QUERY: &str = "qU3ry-planted-55Lm";
const TYPED_SECRET: &str = "tYp3d-planted-by-type";

type Answer = Result<Response<Body>, TransportError>;

fn answer(status: u16, media_type: &str, body: impl Into<Bytes>) -> Answer {
    let builder = Response::builder().status(status);
    let builder = builder.header("content-type", media_type);
    Ok(builder.body(Body::full(body)).unwrap())
}

fn said(text: &str) -> Answer {
    let body = json!({"code": "INVALID_DATA", "message": format!("not good: {text}, is it?")});
    answer(400, "application/json", body.to_string())
}

fn in_header(name: &str, text: &str, status: u16, body: &str) -> Answer {
    let mut response = answer(status, "application/json", body.to_owned())?;
    if let Ok(value) = text.parse() {
        response
            .headers_mut()
            .insert(http::HeaderName::from_bytes(name.as_bytes()).unwrap(), value);
    }
    Ok(response)
}

/// An error of somebody's HTTP client, which says too much.
#[derive(Debug)]
struct Talkative(String, Option<Box<Talkative>>);

impl fmt::Display for Talkative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot send {}", self.0)
    }
}

impl StdError for Talkative {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.1.as_deref().map(|inner| inner as _)
    }
}

fn percent(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// How a peer repeats a text.
#[rustfmt::skip]
const FORMS: &[(&str, fn(&str) -> Answer)] = &[
    ("as it is", said),
    ("without its beginning", |text| said(&text[2..])),
    ("without its end", |text| said(&text[..text.len() - 2])),
    ("its second half twice", |text| said(&format!("{0} {0}", &text[text.len() / 2..]))),
    ("with escapes", |text| {
        let escapes: String = text.chars().map(|char| format!("\\u{:04x}", char as u32)).collect();
        answer(400, "application/json", format!(r#"{{"code":"INVALID_DATA","message":"{escapes}"}}"#))
    }),
    ("Base64", |text| said(&STANDARD.encode(text))),
    ("Base64 behind one", |text| said(&STANDARD_NO_PAD.encode(format!("a{text}bc")))),
    ("Base64 behind two", |text| said(&URL_SAFE_NO_PAD.encode(format!("ab{text}b")))),
    ("percent-encoded", |text| said(&percent(text))),
    ("percent-encoded in lower case", |text| {
        let mut lower = percent(text);
        for byte in 0..=255_u8 {
            lower = lower.replace(&format!("%{byte:02X}"), &format!("%{byte:02x}"));
        }
        said(&lower)
    }),
    ("JSON in a text", |text| said(&json!({"password": text}).to_string())),
    ("a code", |text| answer(400, "application/json", json!({"code": text}).to_string())),
    ("an id", |text| answer(400, "application/json", json!({"id": text, "code": "X"}).to_string())),
    ("a detail", |text| answer(403, "application/json", json!({"code": "X", "details": [
        {"code": text, "target": text, "message": text, "innerError": {"allowedValues": [{text: [text]}]}},
    ]}).to_string())),
    ("a name", |text| answer(400, "application/json", json!({"code": "X", text: {text: 1}}).to_string())),
    ("members of other kinds", |text| answer(400, "application/json", json!({"code": 1, "message": text, "details": [0]}).to_string())),
    ("an inner error", |text| answer(400, "application/json", json!({"status": "FAILED", "error": {"code": text, "message": text}}).to_string())),
    ("OAuth", |text| answer(400, "application/json", json!({"error": text, "error_description": text}).to_string())),
    ("OAuth's correlation id", |text| answer(400, "application/json", json!({"error": "e", "error_description": format!("(Correlation ID: {text})")}).to_string())),
    ("PingID", |text| answer(400, "application/json", json!({"errorId": 7, "errorMsg": text, "uniqueMsgId": text}).to_string())),
    ("a media type", |text| in_header("content-type", text, 400, "<html>")),
    ("a correlation id", |text| in_header("correlation-id", text, 404, "{}")),
    ("another id", |text| in_header("x-request-id", text, 500, "")),
    ("a correlation id of no JSON", |text| in_header("correlation-id", text, 200, "<html>")),
    ("a place", |text| in_header("correlation-id", text, 200, &format!("{{\"_embedded\":{{\"users\":[{{\"id\":{{{}:1}}}}]}}", Value::from(text)))),
    ("a failure to send", |text| {
        let inner = Talkative(percent(text), None);
        let error = Talkative(text.to_owned(), Some(Box::new(inner)));
        Err(TransportError::new(TransportErrorKind::Interrupted, error))
    }),
    ("a failure to read", |text| {
        let error = TransportError::new(TransportErrorKind::Body, text.to_owned());
        Ok(Response::new(Body::stream(futures_util::stream::iter([Ok(Bytes::from("{")), Err(error)]))))
    }),
];

/// What a request carries: what the test planted and what the client made of it.
fn carried(request: &Request) -> Vec<String> {
    let header = |name: &str| Some(request.headers.get(name)?.to_str().unwrap().to_owned());
    let mut carried = vec![];
    if let Some(value) = header("authorization") {
        let (_, credentials) = value.split_once(' ').unwrap();
        carried.push(credentials.to_owned());
    }
    carried.extend(header("x-api-key"));
    carried.extend(header("cookie").map(|cookie| cookie.replace("policy=", "")));
    let body = std::str::from_utf8(&request.body).unwrap();
    if request.path().ends_with("/do") {
        carried.push(body.to_owned());
    }
    for (name, value) in body.split('&').filter_map(|pair| pair.split_once('=')) {
        if matches!(name, "client_secret" | "client_assertion") {
            carried.push(percent_decode_str(value).decode_utf8().unwrap().into_owned());
        }
    }
    carried
}

type Fails = fn(Arc<dyn HttpTransport>) -> BoxFuture<'static, Vec<Error>>;

fn bearer(transport: Arc<dyn HttpTransport>) -> Client {
    let builder = with_token(transport, &ManualClock::fixed()).access_token(BEARER);
    builder.retry(RetryPolicy::never()).build().unwrap()
}

fn token_by(
    transport: Arc<dyn HttpTransport>,
    authentication: ClientAuthentication,
) -> BoxFuture<'static, Vec<Error>> {
    let client = worker(transport, &ManualClock::fixed())
        .credentials(Credentials::new("the-client", authentication))
        .retry(RetryPolicy::never());
    let client = client.build().unwrap();
    Box::pin(async move { read(&client).await.err().into_iter().collect() })
}

const CALLS: &[(&str, &[&str], Fails)] = &[
    ("a token by Basic", &[CLIENT_SECRET], |transport| {
        token_by(transport, ClientAuthentication::Basic(CLIENT_SECRET.into()))
    }),
    ("a token by POST", &[CLIENT_SECRET], |transport| {
        token_by(transport, ClientAuthentication::Post(CLIENT_SECRET.into()))
    }),
    ("a token by a secret's JWT", &[], |transport| {
        token_by(transport, ClientAuthentication::SecretJwt(CLIENT_SECRET.into()))
    }),
    ("a token by a key's JWT", &[], |transport| {
        let authentication = ClientAuthentication::PrivateKeyJwt {
            pem: include_str!("../data/p256.pem").into(),
            key_id: None,
            algorithm: SigningAlgorithm::Es256,
        };
        token_by(transport, authentication)
    }),
    ("a body", &[BEARER, PASSWORD, OTP, API_KEY, COOKIE, IN_QUERY], |transport| {
        let client = bearer(transport);
        let otp: u32 = OTP.parse().unwrap();
        let body = json!({"password": {"value": PASSWORD}, "nested": [{"OTP": otp}]});
        let request = client.request(&CREATE).segment("e").json(&body.into());
        let call = request.query("access_token", IN_QUERY).call();
        let call = call.header("x-api-key", API_KEY);
        let call = call.header("cookie", &format!("policy={COOKIE}"));
        Box::pin(async move { call.await.err().into_iter().collect() })
    }),
    ("a typed body", &[BEARER, TYPED_SECRET], |transport| {
        let request = bearer(transport).request(&TYPED).segment("e");
        let word = TYPED_SECRET.into();
        let call = request.json(&Typed { word, count: 1 }).call();
        Box::pin(async move { call.with_response().await.err().into_iter().collect() })
    }),
    ("a body that is none of its type", &[TYPED_SECRET], |transport| {
        let request = bearer(transport).request(&TYPED).segment("e");
        let word = TYPED_SECRET.into();
        let call = request.json(&Typed { word, count: 1 }).call();
        let call = call.body_field("count", "two");
        Box::pin(async move { call.await.err().into_iter().collect() })
    }),
    ("a type of the caller's", &[TYPED_SECRET], |transport| {
        let request = bearer(transport).request(&OWN).segment("e");
        let word = TYPED_SECRET.into();
        let call = request.json(&Own { word }).call();
        Box::pin(async move { call.await.err().into_iter().collect() })
    }),
    ("PingID", &[TOKEN, OTP, PASSWORD], |transport| {
        let client = Client::builder()
            .pingid(account(KEY, TOKEN, ALIAS))
            .transport(transport)
            .clock(Arc::new(ManualClock::fixed()))
            .build()
            .unwrap();
        let body = json!({"userName": "joe", "otp": OTP, "password": PASSWORD});
        let call = client.request(&DETAILS).json(&body.into()).call();
        Box::pin(async move { call.await.err().into_iter().collect() })
    }),
    ("a file", &[BEARER], |transport| {
        let request = bearer(transport).request(&READ);
        let call = request.segment("e").segment("u").download(|file| file);
        Box::pin(async move {
            match call.await {
                Ok(file) => file.write_to(&mut Vec::new()).await.err(),
                Err(error) => Some(error),
            }
            .into_iter()
            .collect()
        })
    }),
    ("a page", &[BEARER], |transport| {
        let mut pages = bearer(transport).request(&LIST).segment("e").list().pages();
        Box::pin(async move {
            match pages.try_next().await {
                Ok(page) => {
                    let items = page.into_iter().flat_map(|page| page.items);
                    items.filter_map(Result::err).collect()
                }
                Err(error) => vec![error],
            }
        })
    }),
];

/// Everything that an error hands out.
fn told(error: &Error) -> String {
    let mut text = everything(error);
    let mut also = |what: &dyn fmt::Debug| text.push_str(&format!("{what:?} {what:#?}\n"));
    also(&error.correlation_id());
    also(&error.code().map(ToString::to_string));
    also(&error.field());
    also(&error.decode_error());
    for detail in error.details() {
        also(&detail);
        also(&detail.inner_error.as_ref().map(|inner| inner.allowed_values.clone()));
        also(&[&detail.target, &detail.message]);
    }
    if let Some(body) = error.body() {
        also(&body.to_string());
    }
    if let Some(ping_transport::ErrorBody::PingOne(body)) = error.body() {
        also(&serde_json::to_string(body).unwrap());
    }
    if let Some(source) = error.source()
        && let Some(source) = source.downcast_ref::<Error>()
    {
        text.push_str(&told(source));
    }
    text
}

/// What must not be found of a secret: any eight characters of it and of its encodings.
fn traces(secret: &str) -> Vec<String> {
    let mut forms = vec![secret.to_owned(), percent(secret)];
    for before in 0..3 {
        let padded = [&"aa"[..before], secret].concat();
        let encoded = STANDARD_NO_PAD.encode(&padded);
        let whole = &encoded[(before * 8).div_ceil(6)..padded.len() * 8 / 6];
        forms.extend([whole.to_owned(), whole.replace('+', "-").replace('/', "_")]);
    }
    let pieces = |form: String| match form.len() {
        ..10 => vec![form],
        length => (0..length - 7).map(|at| form[at..at + 8].to_owned()).collect(),
    };
    forms.into_iter().flat_map(pieces).collect()
}

#[tokio::test]
async fn no_form_of_a_secret_comes_back_in_an_error() {
    for (call, planted, fails) in CALLS {
        // What the client sends beside what is planted.
        let seen = Arc::new(Mutex::new(Vec::new()));
        let note = Arc::clone(&seen);
        let service = Service(move |request: Request| {
            note.lock().unwrap().extend(carried(&request));
            Box::pin(async { answer(400, "text/plain", "") }) as BoxFuture<'static, _>
        });
        fails(Arc::new(service)).await;
        let mut secrets = seen.lock().unwrap().clone();
        secrets.extend(planted.iter().map(|secret| (*secret).to_owned()));
        assert!(!secrets.is_empty(), "{call}");
        for (at, planted) in secrets.iter().enumerate() {
            for (form, repeat) in FORMS {
                // Assertions differ from request to request: what is repeated is this one's.
                let now = Arc::new(Mutex::new(String::new()));
                let (note, planted) = (Arc::clone(&now), planted.clone());
                let service = Service(move |request: Request| {
                    let text = carried(&request).get(at).cloned().unwrap_or(planted.clone());
                    *note.lock().unwrap() = text.clone();
                    Box::pin(async move { repeat(&text) }) as BoxFuture<'static, _>
                });
                let errors = fails(Arc::new(service)).await;
                let text: String = errors.iter().map(told).collect();
                let secret = now.lock().unwrap().clone();
                for trace in traces(&secret) {
                    assert!(
                        !text.contains(&trace),
                        "{call}, {form}: {trace} of {secret} in {text}"
                    );
                }
            }
        }
    }
}

#[tokio::test]
async fn what_is_around_a_secret_stays_and_numbers_are_secrets_too() {
    let service = Service(|request: Request| {
        let token = request.headers["authorization"].to_str().unwrap().to_owned();
        Box::pin(async move {
            let body = json!({
                "id": "c-1", "code": "INVALID_DATA", "message": format!("<{token}> is not good"),
                "details": [{"code": "INVALID_VALUE", "target": "otp", "message": "m",
                    "innerError": {"rangeMaximumValue": 739_182, "rangeMinimumValue": 1000}}],
            });
            answer(400, "application/json", body.to_string())
        }) as BoxFuture<'static, _>
    });
    let client = bearer(Arc::new(service));
    let body = json!({"otp": OTP});
    let call = client.request(&CREATE).segment("e").json(&body.into()).call();
    let error = call.await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "platform.create_user: 400 INVALID_DATA: <Bearer [redacted]> is not good; otp: \
         INVALID_VALUE m (correlation id c-1)"
    );
    assert!(error.has_code(&ping_models::ErrorCode::InvalidValue));
    let inner = error.details()[0].inner_error.as_ref().unwrap();
    let limit = |value: &Option<OpenValue>| value.as_ref().unwrap().get().to_owned();
    assert_eq!(limit(&inner.range_maximum_value), "\"[redacted]\"");
    assert_eq!(limit(&inner.range_minimum_value), "1000");
}
