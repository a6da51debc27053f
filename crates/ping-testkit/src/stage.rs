//! A service that the sandbox plays.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use ping_models::OpenValue;
use ping_sandbox::{Connection, Sandbox, SandboxBuilder};
use ping_transport::testing::{ManualClock, Recorder};
use ping_transport::{Client, ClientBuilder, Clock, Operation, ReqwestTransport, Sleep};
use serde_json::json;

// Products do not know each other's operations, and most need a user or an application.
ping_transport::operations! {
    CREATE_USER: OpenValue => OpenValue = "platform.create_user",
        POST Api "/v1/environments/{environmentID}/users" as "application/json";
    CREATE_APPLICATION: OpenValue => OpenValue = "platform.create_application",
        POST Api "/v1/environments/{environmentID}/applications" as "application/json";
}

/// How long is waited for what was just created: see [`Call::settle`](ping_transport::Call::settle).
pub const SETTLING: Duration = Duration::from_secs(20);

/// Starts a [`Stage`] that records where `cargo xtask coverage` looks, with a sandbox that has
/// other settings if they are given. Await it.
#[macro_export]
macro_rules! stage {
    () => {
        $crate::Stage::new($crate::recorder!())
    };
    ($settings:expr) => {
        $crate::Stage::with($crate::recorder!(), $settings)
    };
}

/// A transport that records where `cargo xtask coverage` looks.
#[macro_export]
macro_rules! recorder {
    () => {
        $crate::record_below(env!("CARGO_TARGET_TMPDIR"))
    };
}

/// A transport over sockets that records below a folder.
pub fn record_below(folder: &str) -> Recorder<ReqwestTransport> {
    Recorder::new(ReqwestTransport::builder().build().unwrap(), folder)
}

/// A sandbox that is as strict as the service, and a client of it. Its ids, codes and secrets are
/// the same in every run, both clocks stand still at the same time, and what the client exchanges is
/// recorded. While the client waits, time passes for both.
#[derive(Debug)]
pub struct Stage {
    /// The sandbox.
    pub sandbox: Sandbox,
    /// How it is reached, and what it has from the beginning.
    pub connection: Connection,
    /// A client of its worker application.
    pub client: Client,
    /// The client's clock; moved by itself, it leaves the sandbox's behind.
    pub clock: ManualClock,
    clocks: Arc<Clocks>,
    transport: Arc<Recorder<ReqwestTransport>>,
}

/// The client's clock, which takes the sandbox's along where the client waits.
#[derive(Debug)]
struct Clocks {
    client: ManualClock,
    sandbox: ping_sandbox::Clock,
}

impl Clock for Clocks {
    fn now(&self) -> SystemTime {
        self.client.now()
    }

    fn monotonic(&self) -> Duration {
        self.client.monotonic()
    }

    fn sleep(&self, span: Duration) -> Sleep {
        let (client, sandbox) = (self.client.clone(), self.sandbox.clone());
        Box::pin(async move {
            sandbox.advance(span);
            client.sleep(span).await;
        })
    }

    fn timer(&self, span: Duration) -> Sleep {
        self.client.timer(span)
    }
}

impl Stage {
    /// Starts a sandbox: see [`stage!`].
    pub async fn new(transport: Recorder<ReqwestTransport>) -> Self {
        Self::with(transport, |builder| builder).await
    }

    /// The same, with a sandbox that has other settings.
    pub async fn with(
        transport: Recorder<ReqwestTransport>,
        settings: impl FnOnce(SandboxBuilder) -> SandboxBuilder,
    ) -> Self {
        let clock = ManualClock::fixed();
        let builder = settings(Sandbox::builder().strict().frozen_at(clock.now()).seed(7));
        let sandbox = builder.start().await.unwrap();
        let connection = sandbox.connection();
        let builder = ClientBuilder::from_variables(&connection.env_vars()).unwrap();
        let transport = Arc::new(transport);
        let clocks = Arc::new(Clocks { client: clock.clone(), sandbox: sandbox.clock() });
        let builder = builder.transport(transport.clone()).clock(clocks.clone());
        Self { sandbox, connection, client: builder.build().unwrap(), clock, clocks, transport }
    }

    /// Lets another client record, and gives it the clock.
    pub fn record(&self, builder: ClientBuilder) -> ClientBuilder {
        builder.transport(self.transport.clone()).clock(self.clocks.clone())
    }

    /// Time passes for both sides.
    pub fn advance(&self, span: Duration) {
        self.sandbox.clock().advance(span);
        self.clock.advance(span);
    }

    /// How many requests of an operation the service got.
    pub fn sent(&self, operation: &str) -> usize {
        let requests = self.sandbox.requests().into_iter();
        requests.filter(|request| request.operation.as_deref() == Some(operation)).count()
    }

    /// Creates a user of PingOne without multi-factor authentication, and says its id.
    pub async fn create_user(&self, name: &str) -> String {
        self.create(&CREATE_USER, json!({ "username": name })).await
    }

    /// A new native application of the environment.
    pub async fn create_native_app(&self) -> String {
        let body = json!({
            "name": "App", "enabled": true, "type": "NATIVE_APP", "protocol": "OPENID_CONNECT",
            "tokenEndpointAuthMethod": "NONE", "grantTypes": ["AUTHORIZATION_CODE"],
            "responseTypes": ["CODE"], "redirectUris": ["app://x"],
        });
        self.create(&CREATE_APPLICATION, body).await
    }

    async fn create(
        &self,
        operation: &'static Operation<OpenValue, OpenValue>,
        body: serde_json::Value,
    ) -> String {
        let environment = &self.connection.environment_id;
        let request = self.client.request(operation).segment(environment);
        let created = request.json(&body.into()).call().await.unwrap();
        created.to_value()["id"].as_str().unwrap().to_owned()
    }
}
