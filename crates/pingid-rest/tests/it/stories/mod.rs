//! Stories against the emulator, which knows nothing of this SDK's types.

mod authentication;
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
use std::ops::Deref;
use std::time::Duration;

use ping_models::pingid::{AddUser, ErrorId, Role, UserDetails};
use ping_sandbox::PingIdDevice;
use ping_transport::Error;
use pingid_rest::PingId;

pub(crate) use crate::support::is;

/// PingID on a stage.
pub(crate) struct Stage {
    stage: ping_testkit::Stage,
    pub(crate) pingid: PingId,
}

impl Deref for Stage {
    type Target = ping_testkit::Stage;

    fn deref(&self) -> &Self::Target {
        &self.stage
    }
}

impl Stage {
    pub(crate) async fn new() -> Self {
        let stage = ping_testkit::stage!().await;
        Self { pingid: client(&stage), stage }
    }

    /// Another client of the same account, as another instance of an application has.
    pub(crate) fn elsewhere(&self) -> PingId {
        client(self)
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

fn client(stage: &ping_testkit::Stage) -> PingId {
    let builder = PingId::builder().properties(&stage.connection.pingid_properties);
    builder.configure(|client| stage.record(client)).build().unwrap()
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
