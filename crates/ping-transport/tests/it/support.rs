//! What the tables share: operations, clients and transports that play the service.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use futures_util::future::{BoxFuture, Either, select};
use futures_util::pin_mut;
use http::Response;
use ping_models::platform::User;
use ping_models::{Collection, OpenValue};
use ping_sandbox::Sandbox;
use ping_transport::testing::{FakeTransport, ManualClock, Reaction};
use ping_transport::{
    Body, Call, Client, ClientBuilder, Error, Hosts, HttpTransport, Region, Request, TransportError,
};
use serde_json::json;
use tokio::sync::Semaphore;

ping_transport::operations! {
    pub(crate) READ: () => OpenValue = "platform.read_one_user",
        GET Api "/v1/environments/{environmentID}/users/{userID}";
    pub(crate) UPDATE: OpenValue => OpenValue = "platform.update_user",
        PUT Api "/v1/environments/{environmentID}/users/{userID}" as "application/json";
    pub(crate) PATCH: OpenValue => OpenValue = "platform.patch_user",
        PATCH Api "/v1/environments/{environmentID}/users/{userID}" as "application/json";
    pub(crate) DELETE: () => () = "platform.delete_user",
        DELETE Api "/v1/environments/{environmentID}/users/{userID}";
    pub(crate) CREATE: OpenValue => OpenValue = "platform.create_user",
        POST Api "/v1/environments/{environmentID}/users" as "application/json";
    pub(crate) LIST: () => Collection<User> = "platform.read_all_users",
        GET Api "/v1/environments/{environmentID}/users";
    pub(crate) ENVIRONMENT: () => OpenValue = "platform.read_one_environment",
        GET Api "/v1/environments/{environmentID}";
    pub(crate) DISCOVER: () => OpenValue = "platform.read_openid_configuration",
        GET Auth "/{environmentID}/as/.well-known/openid-configuration";
    pub(crate) FLOWS: () => OpenValue = "davinci.read_all_flows",
        GET Orchestrate "/v1/environments/{environmentID}/flows";
    pub(crate) SCIM_USERS: () => OpenValue = "scim.read_all_users",
        GET Scim "/environments/{environmentID}/v2/Users";
    pub(crate) DETAILS: OpenValue => OpenValue = "pingid.get_user_details",
        POST PingId "/pingid/rest/4/getuserdetails/do" as "application/json";
}

/// A client with a static token on a transport and a clock of the test.
pub(crate) fn with_token(transport: Arc<dyn HttpTransport>, clock: &ManualClock) -> ClientBuilder {
    Client::builder()
        .access_token("a-token")
        .environment("env-1")
        .transport(transport)
        .clock(Arc::new(clock.clone()))
}

/// A fake transport with a client on it.
pub(crate) fn fake(script: impl IntoIterator<Item = Reaction>) -> (Arc<FakeTransport>, Client) {
    let fake = Arc::new(FakeTransport::new(script));
    let client = with_token(fake.clone(), &ManualClock::fixed()).build().unwrap();
    (fake, client)
}

/// The call that most tables make.
pub(crate) fn read(client: &Client) -> Call<OpenValue> {
    client.request(&READ).segment("env-1").segment("user-1").call()
}

/// A call that must not be sent twice.
pub(crate) fn create(client: &Client) -> Call<OpenValue> {
    client.request(&CREATE).segment("env-1").json(&json!({"username": "joe"}).into()).call()
}

pub(crate) fn ok() -> Reaction {
    Reaction::json(200, "{}")
}

/// The documented 401 of a token that is not good any more.
pub(crate) fn invalid_token() -> Reaction {
    Reaction::json(
        401,
        r#"{"id":"0","code":"ACCESS_FAILED","message":"No access.","details":[
            {"code":"INVALID_TOKEN","message":"The token has expired."}]}"#,
    )
}

/// An answer of the token endpoint.
pub(crate) fn token(value: &str) -> Reaction {
    Reaction::json(
        200,
        json!({"access_token": value, "token_type": "Bearer", "expires_in": 3600}).to_string(),
    )
}

/// Plays the token endpoint and the API with a script each; token requests wait for the gate.
pub(crate) struct Play {
    pub(crate) tokens: FakeTransport,
    pub(crate) api: FakeTransport,
    /// How many token requests may be answered.
    pub(crate) gate: Semaphore,
    asked: AtomicUsize,
}

impl Play {
    pub(crate) fn new(
        tokens: impl IntoIterator<Item = Reaction>,
        api: impl IntoIterator<Item = Reaction>,
    ) -> Arc<Self> {
        Arc::new(Self {
            tokens: FakeTransport::new(tokens),
            api: FakeTransport::new(api),
            gate: Semaphore::new(Semaphore::MAX_PERMITS / 2),
            asked: AtomicUsize::new(0),
        })
    }

    /// The same with the gate closed.
    pub(crate) fn closed(
        tokens: impl IntoIterator<Item = Reaction>,
        api: impl IntoIterator<Item = Reaction>,
    ) -> Arc<Self> {
        let play = Self::new(tokens, api);
        play.gate.forget_permits(Semaphore::MAX_PERMITS);
        play
    }

    /// How many token requests came, answered or not.
    pub(crate) fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    /// The `Authorization` headers that the API saw.
    pub(crate) fn bearers(&self) -> Vec<String> {
        let received = self.api.received();
        let header = |index: usize| received[index].headers["authorization"].to_str().unwrap();
        (0..received.len()).map(|index| header(index).to_owned()).collect()
    }
}

#[async_trait]
impl HttpTransport for Play {
    async fn send(&self, request: Request) -> Result<Response<Body>, TransportError> {
        if !request.path().ends_with("/as/token") {
            return self.api.send(request).await;
        }
        self.asked.fetch_add(1, Ordering::SeqCst);
        self.gate.acquire().await.unwrap().forget();
        self.tokens.send(request).await
    }
}

/// A client of a worker.
pub(crate) fn worker(transport: Arc<dyn HttpTransport>, clock: &ManualClock) -> ClientBuilder {
    Client::builder()
        .worker("the-client", "the-secret")
        .environment("env-1")
        .transport(transport)
        .clock(Arc::new(clock.clone()))
}

/// A transport that is a closure.
pub(crate) struct Service<F>(pub(crate) F);

#[async_trait]
impl<F> HttpTransport for Service<F>
where
    F: Fn(Request) -> BoxFuture<'static, Result<Response<Body>, TransportError>>
        + Send
        + Sync
        + 'static,
{
    async fn send(&self, request: Request) -> Result<Response<Body>, TransportError> {
        (self.0)(request).await
    }
}

/// Hosts of a sandbox.
pub(crate) fn hosts(sandbox: &Sandbox) -> Hosts {
    let connection = sandbox.connection();
    Hosts::region(Region::Na)
        .api_host(&connection.api_url)
        .and_then(|hosts| hosts.auth_host(&connection.auth_url))
        .unwrap()
}

/// A client of a sandbox through real sockets; waits between retries take no time.
pub(crate) fn sandboxed(sandbox: &Sandbox) -> ClientBuilder {
    let connection = sandbox.connection();
    Client::builder()
        .hosts(hosts(sandbox))
        .environment(connection.environment_id.as_str())
        .worker(connection.client_id.as_str(), connection.client_secret.as_str())
        .clock(Arc::new(ManualClock::new(sandbox.clock().now())))
}

/// How many requests of an operation a sandbox received.
pub(crate) fn requests(sandbox: &Sandbox, operation: &str) -> usize {
    sandbox
        .requests()
        .iter()
        .filter(|request| request.operation.as_deref() == Some(operation))
        .count()
}

/// Lets other tasks run until the condition holds.
pub(crate) async fn until(condition: impl Fn() -> bool) {
    for _ in 0..100_000 {
        if condition() {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("what the test waits for never happens");
}

/// Lets other tasks run as long as they have anything to do at once.
pub(crate) async fn settle() {
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
}

/// Runs a call while something happens beside it.
pub(crate) async fn beside<T>(
    call: impl Future<Output = T>,
    happening: impl Future<Output = ()>,
) -> T {
    let happening = async {
        happening.await;
        std::future::pending::<()>().await;
    };
    pin_mut!(call, happening);
    match select(call, happening).await {
        Either::Left((result, _)) => result,
        Either::Right(_) => panic!("the pending future ended"),
    }
}

/// `Display` of an error and of its whole chain of sources, and `Debug` of all of them.
pub(crate) fn everything(error: &Error) -> String {
    let mut text = format!("{error}\n{error:?}\n{error:#?}\n{:?}\n", error.body());
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        text.push_str(&format!("{inner}\n{inner:?}\n{inner:#?}\n"));
        source = inner.source();
    }
    text
}
