//! The platform on a stage.

use std::ops::Deref;

use ping_testkit::Stage;
use pingone_platform::Platform;

pub(crate) struct Service {
    stage: Stage,
    pub(crate) platform: Platform,
}

pub(crate) async fn service() -> Service {
    let stage = ping_testkit::stage!().await;
    Service { platform: Platform::new(stage.client.clone()), stage }
}

impl Deref for Service {
    type Target = Stage;

    fn deref(&self) -> &Stage {
        &self.stage
    }
}
