//! Stories against the emulator, which knows nothing of this SDK's types.

mod life_cycle;
mod offline;
mod pairing;
mod policies;
mod replies;
mod services;
mod tokens;

use std::sync::Arc;

use ping_models::pingid::{AddUser, ErrorId, Role, UserDetails};
use ping_sandbox::Sandbox;
use ping_transport::testing::{ManualClock, Recorder};
use ping_transport::{Error, ReqwestTransport};
use pingid_rest::PingId;

/// A sandbox and PingID in it, with exchanges recorded.
pub(crate) struct Stage {
    pub(crate) sandbox: Sandbox,
    pub(crate) pingid: PingId,
    pub(crate) clock: ManualClock,
}

impl Stage {
    pub(crate) async fn new() -> Self {
        let sandbox = Sandbox::start().await;
        let transport = ReqwestTransport::builder().build().unwrap();
        let recorder = Recorder::new(transport, env!("CARGO_TARGET_TMPDIR"));
        let clock = ManualClock::fixed();
        let pingid = PingId::builder()
            .properties(&sandbox.connection().pingid_properties)
            .configure(|client| {
                client
                    .transport(Arc::new(recorder))
                    .clock(Arc::new(clock.clone()))
            })
            .build()
            .unwrap();
        Self {
            sandbox,
            pingid,
            clock,
        }
    }

    /// The user as the service has it.
    pub(crate) async fn user(&self, name: &str) -> UserDetails {
        let reply = self.pingid.users().read(name).await.unwrap();
        assert_eq!(reply.error_id, Some(ErrorId::from(200)));
        reply.user.unwrap()
    }

    /// The user's status on the wire.
    pub(crate) async fn status(&self, name: &str) -> String {
        self.user(name).await.status.unwrap().to_string()
    }

    /// Adds a user and pairs a device.
    pub(crate) async fn active(&self, name: &str) {
        let request = AddUser::new(name, Role::Regular).activate_user(true);
        let reply = self.pingid.users().create(request).await.unwrap();
        let code = reply.activation_code.unwrap();
        self.sandbox.pingid().pair(code.expose()).unwrap();
    }
}

/// The `errorId` of a refusal with status 400.
#[track_caller]
pub(crate) fn refused(error: &Error) -> i64 {
    assert_eq!(error.status(), Some(400), "{error}");
    error.pingid_error_id().unwrap_or_else(|| panic!("{error}"))
}
