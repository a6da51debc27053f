//! Clients for the tests.

use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::TryStreamExt;
use http::Response;
pub(crate) use ping_testkit::is;
use ping_transport::pingid::Account;
use ping_transport::testing::{FakeTransport, ManualClock, Reaction, Received};
use ping_transport::{Body, HttpTransport, Request, TransportError};
use pingid_rest::PingId;
use serde_json::Value;

/// The published account whose reply token verifies.
pub(crate) const PROPERTIES: &str = "#Auto-Generated from PingOne
use_base64_key=JWC41crr322aUfdckVfJKHvGKNIPyAPGL7rMsTbzHlA=
use_signature=true
token=1a2b3c4d5e6f
idp_url=https://idpxnyl3m.pingidentity.com/pingid
org_alias=aaaaaaaa-a1b2-123a-b456-1234abcd5678
admin_url=https://idpxnyl3m.pingidentity.com/pingid
";

/// PingID on a scripted transport and a clock that stands still.
pub(crate) fn scripted(
    script: impl IntoIterator<Item = Reaction>,
) -> (PingId, Arc<FakeTransport>, ManualClock) {
    scripted_of(PROPERTIES, script)
}

/// The same with another properties file.
pub(crate) fn scripted_of(
    properties: &str,
    script: impl IntoIterator<Item = Reaction>,
) -> (PingId, Arc<FakeTransport>, ManualClock) {
    let fake = Arc::new(FakeTransport::new(script));
    let (pingid, clock) = over(properties, repeating(fake.clone()));
    (pingid, fake, clock)
}

/// PingID over a transport.
pub(crate) fn over(properties: &str, transport: Arc<dyn HttpTransport>) -> (PingId, ManualClock) {
    let clock = ManualClock::fixed();
    let pingid = PingId::builder()
        .properties(properties)
        .configure(|client| client.transport(transport).clock(Arc::new(clock.clone())))
        .build()
        .unwrap();
    (pingid, clock)
}

/// A transport that completes scripted replies.
pub(crate) fn repeating(fake: Arc<FakeTransport>) -> Arc<dyn HttpTransport> {
    Arc::new(Repeating(fake))
}

/// Repeats the request's `clientData` in signed replies that have none, as the service does.
#[derive(Debug)]
struct Repeating(Arc<FakeTransport>);

#[async_trait]
impl HttpTransport for Repeating {
    async fn send(&self, request: Request) -> Result<Response<Body>, TransportError> {
        let account = Account::from_properties(PROPERTIES).unwrap();
        let read = |token: &[u8]| -> Option<Value> {
            let payload = account.envelope().open(token).ok()?;
            serde_json::from_slice(&payload).ok()
        };
        let sent = read(&request.body).and_then(|mut sent| {
            let mark = sent["reqBody"]["clientData"].take();
            mark.is_string().then_some(mark)
        });
        let (head, body) = self.0.send(request).await?.into_parts();
        // What is no reply goes on as it comes.
        if !head.headers.contains_key(REPLY) {
            return Ok(Response::from_parts(head, body));
        }
        let body: Vec<Bytes> = body.try_collect().await?;
        let body = body.concat();
        let repeated = sent.zip(read(&body)).and_then(|(mark, mut payload)| {
            let wrapped = payload.get("responseBody").is_some_and(Value::is_object);
            let reply = if wrapped { &mut payload["responseBody"] } else { &mut payload };
            let reply = reply.as_object_mut()?;
            reply.entry("clientData").or_insert(mark);
            Some(account.envelope().sign(payload.to_string().as_bytes()))
        });
        let body = repeated.map_or(body, String::into_bytes);
        Ok(Response::from_parts(head, Body::full(body)))
    }
}

/// Marks a signed reply.
const REPLY: &str = "test-reply";

/// A reply that the published account believes.
pub(crate) fn signed(payload: &str) -> Reaction {
    let account = Account::from_properties(PROPERTIES).unwrap();
    let token = account.envelope().sign(payload.as_bytes());
    Reaction::text(200, "text/plain", token).header(REPLY, "signed")
}

/// The `reqBody` of a request that was received, without its `clientData`, which is never alike.
pub(crate) fn body_of(request: &Received) -> Value {
    let mut body = whole_body_of(request);
    if let Some(members) = body.as_object_mut() {
        members.remove("clientData");
    }
    body
}

/// The `clientData` of a request that was received.
pub(crate) fn client_data_of(request: &Received) -> Option<String> {
    let body = whole_body_of(request);
    body["clientData"].as_str().map(str::to_owned)
}

fn whole_body_of(request: &Received) -> Value {
    let account = Account::from_properties(PROPERTIES).unwrap();
    let payload = account.envelope().open(&request.body).unwrap();
    let mut payload: Value = serde_json::from_slice(&payload).unwrap();
    payload["reqBody"].take()
}
