//! A sandbox and a client that reaches it.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use ping_sandbox::Sandbox;
use ping_transport::testing::{ManualClock, Recorder};
use ping_transport::{ClientBuilder, ReqwestTransport};
use pingone_platform::Platform;

pub(crate) struct Service {
    pub(crate) sandbox: Sandbox,
    pub(crate) platform: Platform,
    pub(crate) organization: String,
    pub(crate) environment: String,
    pub(crate) population: String,
}

/// A sandbox whose clock stands still, and a client whose exchanges are recorded.
pub(crate) async fn service() -> Service {
    let noon = SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_268_800);
    let sandbox = Sandbox::builder().frozen_at(noon).seed(7).start().await.unwrap();
    let connection = sandbox.connection();
    let transport = ReqwestTransport::builder().build().unwrap();
    let client = ClientBuilder::from_variables(&connection.env_vars())
        .unwrap()
        .transport(Arc::new(Recorder::new(transport, env!("CARGO_TARGET_TMPDIR"))))
        .clock(Arc::new(ManualClock::new(noon)))
        .build()
        .unwrap();
    Service {
        sandbox,
        platform: Platform::new(client),
        organization: connection.organization_id,
        environment: connection.environment_id,
        population: connection.population_id,
    }
}
