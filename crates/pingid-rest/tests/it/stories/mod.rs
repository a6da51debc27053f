//! Stories against the emulator, which knows nothing of this SDK's types.

mod authentication;
mod browser;
mod fido;
mod life_cycle;
mod offline;
mod pairing;
mod policies;
mod redirect;
mod replays;
mod replies;
mod report;
mod sealed;
mod services;
mod tokens;
mod web;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use ping_models::pingid::{AddUser, ErrorId, Role, UserDetails};
use ping_sandbox::{PingIdDevice, Sandbox};
use ping_transport::testing::{ManualClock, Recorder};
use ping_transport::{Clock as _, Error, ReqwestTransport};
use pingid_rest::PingId;

pub(crate) use crate::support::is;

/// A sandbox and PingID in it, with exchanges recorded.
pub(crate) struct Stage {
    pub(crate) sandbox: Sandbox,
    pub(crate) pingid: PingId,
    pub(crate) clock: ManualClock,
}

impl Stage {
    pub(crate) async fn new() -> Self {
        Self::of(Sandbox::start().await)
    }

    /// The sandbox's clock shows what the client's does, and stands still, too.
    pub(crate) async fn at_one_time() -> Self {
        let now = ManualClock::fixed().now();
        Self::of(Sandbox::builder().frozen_at(now).start().await.unwrap())
    }

    fn of(sandbox: Sandbox) -> Self {
        let clock = ManualClock::fixed();
        let pingid = client(&sandbox, &clock);
        Self { sandbox, pingid, clock }
    }

    /// Another client of the same account, as another instance of an application has.
    pub(crate) fn elsewhere(&self) -> PingId {
        client(&self.sandbox, &self.clock)
    }

    /// How many requests of an operation the service got.
    pub(crate) fn sent(&self, operation: &str) -> usize {
        let requests = self.sandbox.requests().into_iter();
        requests.filter(|request| request.operation.as_deref() == Some(operation)).count()
    }

    /// The user as the service has it.
    pub(crate) async fn user(&self, name: &str) -> UserDetails {
        let reply = self.pingid.users().read(name).await.unwrap();
        assert_eq!(reply.outcome.error_id, Some(ErrorId::from(200)));
        reply.user.unwrap()
    }

    /// The user's status on the wire.
    pub(crate) async fn status(&self, name: &str) -> String {
        self.user(name).await.status.unwrap().to_string()
    }

    /// Adds a user and pairs a device.
    pub(crate) async fn active(&self, name: &str) {
        self.phone(name).await;
    }

    /// Adds a user and pairs an iPhone.
    pub(crate) async fn phone(&self, name: &str) -> u64 {
        self.with_device(name, PingIdDevice::iphone()).await
    }

    /// Adds a user and pairs a device with the PingID app.
    pub(crate) async fn with_device(&self, name: &str, device: PingIdDevice) -> u64 {
        let request = AddUser::new(name, Role::Regular).activate_user(true);
        let reply = self.pingid.users().create(request).await.unwrap();
        let code = reply.activation_code.unwrap();
        let hands = self.sandbox.pingid();
        hands.pair_device(code.expose(), device).unwrap()
    }
}

fn recorder() -> Recorder<ReqwestTransport> {
    let transport = ReqwestTransport::builder().build().unwrap();
    Recorder::new(transport, env!("CARGO_TARGET_TMPDIR"))
}

fn client(sandbox: &Sandbox, clock: &ManualClock) -> PingId {
    PingId::builder()
        .properties(&sandbox.connection().pingid_properties)
        .configure(|client| client.transport(Arc::new(recorder())).clock(Arc::new(clock.clone())))
        .build()
        .unwrap()
}

/// Keeps a test from hanging where nobody answers what it waits for.
pub(crate) async fn in_time<T>(future: impl Future<Output = T>) -> T {
    let limit = Duration::from_secs(20);
    tokio::time::timeout(limit, future).await.unwrap()
}

/// The `errorId` of a refusal with status 400.
#[track_caller]
pub(crate) fn refused(error: &Error) -> i64 {
    assert_eq!(error.status().unwrap(), 400, "{error}");
    error.pingid_error_id().unwrap_or_else(|| panic!("{error}"))
}
