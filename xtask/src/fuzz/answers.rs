//! Payloads in front of the products' calls, as answers of the services.

use std::error::Error as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use bytes::Bytes;
use ping_sdk::transport::pingid::Account;
use ping_sdk::transport::testing::{FakeTransport, ManualClock};
use ping_sdk::transport::{
    Body, HttpTransport, Request, RetryPolicy, TransportError, TransportErrorKind,
};
use ping_sdk::{Error, Ping};
use serde::Deserialize;
use serde_json::value::RawValue;
use tokio::runtime::Runtime;

use super::calls::{ProductCall, World};
use super::case::Outcome;
use super::text::is_presentable;

/// An account whose key and token are published.
const PROPERTIES: &str = "\
use_base64_key=JWC41crr322aUfdckVfJKHvGKNIPyAPGL7rMsTbzHlA=
token=1a2b3c4d5e6f
idp_url=https://idpxnyl3m.pingidentity.com/pingid
org_alias=aaaaaaaa-a1b2-123a-b456-1234abcd5678
";

/// The answer that is a file, and not signed.
const FILE: &str = "pingid.get_organization_report";

/// Bytes in use at once for each byte of the answer, and beside that.
const BYTES: (u64, u64) = (300, 256 * 1024);

/// The longest text of an error.
const LONGEST: usize = 4_000;

/// Stands in a payload for the `clientData` of the request, which a believed reply repeats.
pub(super) const CLIENT_DATA: &str = "client-data-1";

/// Answers everything alike.
struct Answering {
    status: u16,
    payload: Vec<u8>,
    /// Whether answers of success are signed.
    signs: bool,
    left: AtomicUsize,
}

#[async_trait]
impl HttpTransport for Answering {
    async fn send(&self, request: Request) -> Result<http::Response<Body>, TransportError> {
        let left = self.left.fetch_sub(1, Ordering::Relaxed);
        if left == 0 {
            self.left.store(0, Ordering::Relaxed);
            let kind = TransportErrorKind::Connect;
            return Err(TransportError::new(kind, "enough was answered"));
        }
        let signed = self.signs && self.status == 200;
        let (media_type, body) = if signed {
            let payload = repeating(&self.payload, &request.body);
            let token = account().envelope().sign(&payload);
            ("text/plain", Bytes::from(token))
        } else {
            ("application/json", Bytes::from(self.payload.clone()))
        };
        let answer = http::Response::builder()
            .status(self.status)
            .header("content-type", media_type)
            .body(Body::full(body));
        Ok(answer.unwrap())
    }
}

/// The payload with the `clientData` of the request.
fn repeating(payload: &[u8], request: &[u8]) -> Vec<u8> {
    let sent = sent_body(request).and_then(|body| {
        let body: serde_json::Value = serde_json::from_str(&body).ok()?;
        body["clientData"].as_str().map(str::to_owned)
    });
    match (std::str::from_utf8(payload), sent) {
        (Ok(text), Some(sent)) => text.replace(CLIENT_DATA, &sent).into_bytes(),
        _ => payload.to_vec(),
    }
}

/// The `reqBody` of a signed request.
fn sent_body(request: &[u8]) -> Option<String> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Payload<'a> {
        #[serde(borrow)]
        req_body: &'a RawValue,
    }
    let payload = account().envelope().open(request).ok()?;
    let payload: Payload<'_> = serde_json::from_slice(&payload).ok()?;
    Some(payload.req_body.get().to_owned())
}

/// Answers everything that the call sends with the payload. `Err` says what was broken.
pub(super) fn try_call(
    runtime: &Runtime,
    call: &ProductCall,
    status: u16,
    payload: &[u8],
) -> Result<Outcome, String> {
    let world = world(Arc::new(Answering {
        status,
        payload: payload.to_vec(),
        signs: call.is_pingid() && call.operation() != FILE,
        // As many as a flow takes.
        left: AtomicUsize::new(4),
    }));
    let mut result = None;
    let used = allocation_counter::measure(|| {
        result = Some(runtime.block_on((call.send)(&world)));
    });
    let length = payload.len() as u64;
    if used.bytes_max > length * BYTES.0 + BYTES.1 {
        return Err(format!("{} bytes in use for {length}", used.bytes_max));
    }
    match result.unwrap() {
        Ok(_) => Ok(Outcome::Value),
        Err(error) => prints_well(&error).map(|()| Outcome::Error),
    }
}

/// The JSON text of the body that the call sends, where it has one.
pub(super) fn body_of(runtime: &Runtime, call: &ProductCall) -> Option<String> {
    let fake = Arc::new(FakeTransport::new([]));
    let _ = runtime.block_on((call.send)(&world(fake.clone())));
    let body = fake.received().into_iter().next()?.body;
    let json = match call.is_pingid() {
        true => sent_body(&body)?,
        false => String::from_utf8(body.to_vec()).ok()?,
    };
    (!json.is_empty()).then_some(json)
}

fn account() -> Account {
    Account::from_properties(PROPERTIES).unwrap()
}

fn world(transport: Arc<dyn HttpTransport>) -> World {
    let ping = Ping::builder()
        .environment("environment-1")
        .access_token("an-access-token")
        .pingid_account(account())
        .transport(transport)
        .clock(Arc::new(ManualClock::fixed()))
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    World {
        ping,
        user: "user-1".into(),
        device: "device-1".into(),
        transaction: "transaction-1".into(),
        policy: "policy-1".into(),
    }
}

/// An error and its causes in one line each.
fn prints_well(error: &Error) -> Result<(), String> {
    is_presentable(&error.to_string(), LONGEST)?;
    // It may be printed over many lines, as `{:#?}` is not asked for.
    is_presentable(&format!("{error:?}"), 16 * LONGEST)?;
    let mut source = error.source();
    while let Some(cause) = source {
        is_presentable(&cause.to_string(), LONGEST)?;
        source = cause.source();
    }
    Ok(())
}
