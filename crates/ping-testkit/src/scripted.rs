//! A service that answers as it is told.

use std::sync::Arc;

use ping_transport::testing::{FakeTransport, ManualClock, Reaction};
use ping_transport::{Client, Region, RetryPolicy};

/// A client of the region `Eu` and the environment `env-1`, and the script that answers it.
///
/// Its clock moves on by itself where nothing else happens. What fails is not sent again.
#[derive(Clone, Debug)]
pub struct Scripted {
    /// The client.
    pub client: Client,
    /// What answers it, and knows what it sent.
    pub fake: Arc<FakeTransport>,
    /// The client's clock.
    pub clock: ManualClock,
}

impl Scripted {
    /// A service with a script; after it nobody answers.
    pub fn new(script: impl IntoIterator<Item = Reaction>) -> Self {
        let fake = Arc::new(FakeTransport::new(script));
        let clock = ManualClock::fixed().auto_advance();
        let client = Client::builder()
            .region(Region::Eu)
            .environment("env-1")
            .access_token("planted-token")
            .transport(fake.clone())
            .clock(Arc::new(clock.clone()))
            .retry(RetryPolicy::never())
            .build()
            .unwrap();
        Self { client, fake, clock }
    }

    /// A client for calls that are only described.
    pub fn client() -> Client {
        Self::new([]).client
    }
}
