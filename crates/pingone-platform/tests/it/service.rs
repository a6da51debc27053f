//! The platform on a stage.

use std::ops::Deref;

use ping_testkit::Stage;
use pingone_platform::Platform;

pub(crate) struct Service {
    stage: Stage,
    pub(crate) platform: Platform,
}

pub(crate) async fn service() -> Service {
    Service::on(ping_testkit::stage!().await)
}

/// Where roles decide, and the worker has these.
pub(crate) async fn service_with_roles(roles: &[&str]) -> Service {
    Service::on(ping_testkit::stage!(|builder| builder.roles(roles.iter().copied())).await)
}

impl Service {
    fn on(stage: Stage) -> Self {
        Self { platform: Platform::new(stage.client.clone()), stage }
    }
}

impl Deref for Service {
    type Target = Stage;

    fn deref(&self) -> &Stage {
        &self.stage
    }
}
