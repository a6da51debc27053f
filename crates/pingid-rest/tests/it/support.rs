//! Clients for the tests.

use std::sync::Arc;

use ping_transport::pingid::Account;
use ping_transport::testing::{FakeTransport, ManualClock, Reaction, Received};
use pingid_rest::PingId;

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
    let clock = ManualClock::fixed();
    let pingid = PingId::builder()
        .properties(properties)
        .configure(|client| {
            client
                .transport(fake.clone())
                .clock(Arc::new(clock.clone()))
        })
        .build()
        .unwrap();
    (pingid, fake, clock)
}

/// A reply that the published account believes.
pub(crate) fn signed(payload: &str) -> Reaction {
    let account = Account::from_properties(PROPERTIES).unwrap();
    let token = account.envelope().sign(payload.as_bytes());
    Reaction::text(200, "text/plain", token)
}

/// The `reqBody` of a request that was received.
pub(crate) fn body_of(request: &Received) -> serde_json::Value {
    let account = Account::from_properties(PROPERTIES).unwrap();
    let payload = account.envelope().open(&request.body).unwrap();
    let mut payload: serde_json::Value = serde_json::from_slice(&payload).unwrap();
    payload["reqBody"].take()
}

/// What a value of this variant holds; fails for every other one.
macro_rules! is {
    ($value:expr, $variant:path) => {
        match $value {
            $variant(inner) => inner,
            other => panic!("{other:?}"),
        }
    };
}
pub(crate) use is;
