//! A running sandbox and its controls.

use std::{
    fmt, io,
    net::SocketAddr,
    sync::Arc,
    time::{Duration, SystemTime},
};

use crate::{
    Connection, Environment, Faults, Mfa, Outbox, PingId, RequestRecord, SandboxBuilder,
    TotpKeyError, Verify,
    api::server::{Served, Server},
    base::{otpauth, timestamp::Timestamp},
    dispatch::catalogue::Routes,
    domain::requests::Received,
    server::state,
    world::{
        Place,
        running::{Running, Tenant},
    },
};

/// A running emulator. Dropped, it is gone: the port is closed and its memory freed.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let sandbox = ping_sandbox::Sandbox::start().await;
/// let connection = sandbox.connection();
/// assert!(connection.env_vars().iter().any(|(name, _)| name == "PINGONE_CLIENT_ID"));
/// # }
/// ```
pub struct Sandbox {
    running: Arc<Running>,
    routes: Arc<Routes>,
    address: SocketAddr,
    /// Ends with it.
    _server: Server,
}

impl Sandbox {
    /// Starts a sandbox on a loopback port that the system picks, on the runtime of the caller.
    ///
    /// # Panics
    ///
    /// If no loopback port can be bound or the system has no randomness; use
    /// [`Sandbox::builder`] to get that as an error.
    #[allow(
        clippy::expect_used,
        reason = "a test without its server cannot go on; the builder returns the error"
    )]
    pub async fn start() -> Self {
        Self::builder().start().await.expect("a loopback port can be bound")
    }

    /// As [`Sandbox::start`] for callers without a runtime: it is served by a thread of its own, with
    /// a runtime of its own, until it is dropped.
    ///
    /// What a request sends to people is in the outbox as soon as it is answered, so
    /// [`Outbox::try_next`] does where nothing can be awaited.
    ///
    /// ```
    /// use std::io::{Read, Write};
    ///
    /// let sandbox = ping_sandbox::Sandbox::start_blocking();
    /// let mut stream = std::net::TcpStream::connect(sandbox.address())?;
    /// let path = format!("/{}/as/jwks", sandbox.connection().environment_id);
    /// write!(stream, "GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")?;
    /// let mut answer = String::new();
    /// stream.read_to_string(&mut answer)?;
    /// assert!(answer.starts_with("HTTP/1.1 200 "));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// As [`Sandbox::start`], or if there is no room for a thread; use
    /// [`SandboxBuilder::start_blocking`] to get that as an error.
    #[allow(
        clippy::expect_used,
        reason = "a test without its server cannot go on; the builder returns the error"
    )]
    pub fn start_blocking() -> Self {
        Self::builder().start_blocking().expect("a loopback port can be bound")
    }

    /// Settings for a sandbox that is not the default one.
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder::new()
    }

    pub(crate) fn of(Served { running, routes, address, server }: Served) -> Self {
        Self { running, routes, address, _server: server }
    }

    /// The token that the controls ask for over HTTP, if they do: the one of
    /// [`SandboxBuilder::control_token`], or one that was drawn as other machines reach them.
    pub fn control_token(&self) -> Option<&str> {
        self.running.control_token.as_ref().map(|token| token.0.as_str())
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The environment that there is from the beginning.
    fn first(&self) -> Environment {
        self.at(Place::FIRST)
    }

    fn at(&self, place: Place) -> Environment {
        Environment(Tenant { running: Arc::clone(&self.running), place })
    }

    /// All environments, in the order of their creation.
    pub fn environments(&self) -> Vec<Environment> {
        let places = self.running.lock().places();
        places.into_iter().map(|place| self.at(place)).collect()
    }

    /// A new environment in the organization that there is from the beginning, with a worker
    /// application and a PingID account of its own.
    pub fn add_environment(&self) -> Environment {
        let place = self.running.lock().new_environment();
        self.at(place)
    }

    /// A new organization with licenses and one environment, which is returned.
    pub fn add_organization(&self) -> Environment {
        let place = self.running.lock().new_organization();
        self.at(place)
    }

    /// As [`Environment::connection`], of the first environment.
    pub fn connection(&self) -> Connection {
        self.first().connection()
    }

    /// As [`Environment::outbox`], of the first environment.
    pub fn outbox(&self) -> Outbox {
        self.first().outbox()
    }

    /// As [`Environment::mfa`], of the first environment.
    pub fn mfa(&self) -> Mfa {
        self.first().mfa()
    }

    /// As [`Environment::pingid`], of the first environment.
    pub fn pingid(&self) -> PingId {
        self.first().pingid()
    }

    /// As [`Environment::verify`], of the first environment.
    pub fn verify(&self) -> Verify {
        self.first().verify()
    }

    /// As [`Environment::prompt_for_device`], of the first environment.
    pub fn prompt_for_device(&self, prompt: bool) {
        self.first().prompt_for_device(prompt);
    }

    /// The sandbox's clock.
    pub fn clock(&self) -> Clock {
        Clock { running: Arc::clone(&self.running) }
    }

    /// Injected faults.
    pub fn faults(&self) -> Faults {
        Faults { running: Arc::clone(&self.running) }
    }

    /// The last 10,000 requests, oldest first; control requests are not among them, nor are those
    /// that could not be read.
    pub fn requests(&self) -> Vec<RequestRecord> {
        self.running.lock().shared.requests.iter().map(Received::record).collect()
    }

    /// The passcode that an authenticator app shows now, by the sandbox's clock. `key` is a base32
    /// secret or an `otpauth://totp/...` URI.
    ///
    /// # Errors
    ///
    /// If the key is neither.
    pub fn totp_code(&self, key: &str) -> Result<String, TotpKeyError> {
        otpauth::code_at(key, self.running.lock().shared.now())
    }

    /// Begins anew: everything is as at the start, ids and secrets too, and the config made again.
    /// Handles of environments other than the first one are of no use any more, and requests that
    /// wait for an answer lose their connections.
    ///
    /// # Errors
    ///
    /// If the file of [`SandboxBuilder::state`] cannot be written; then nothing has changed.
    pub fn reset(&self) -> io::Result<()> {
        let Running { settings, .. } = &*self.running;
        self.running.change(|world| {
            state::at_one_moment(world, |world| state::reset(world, settings, &self.routes))
        })
    }

    /// Makes every access token given out so far invalid.
    pub fn revoke_tokens(&self) {
        self.running.lock().shared.tokens.revoke_all();
    }

    /// Takes away the permission for these operations, by their ids; a `*` at the end stands for any
    /// rest (`mfa.*`). Replaces what was denied before.
    pub fn deny<I>(&self, operations: I)
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        let operations = operations.into_iter().map(Into::into).collect();
        self.running.lock().shared.tokens.deny(operations);
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        if let Some(journal) = &mut self.running.lock().journal {
            journal.close();
        }
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").field("address", &self.address).finish_non_exhaustive()
    }
}

/// Reads and moves the sandbox's clock. Obtained from [`Sandbox::clock`].
#[derive(Clone)]
pub struct Clock {
    running: Arc<Running>,
}

impl Clock {
    /// The sandbox's present.
    pub fn now(&self) -> SystemTime {
        self.running.lock().shared.now().to_system()
    }

    /// Moves the clock forward; nothing waits. It ends with the year 9998.
    pub fn advance(&self, by: Duration) {
        self.running.change(|world| world.shared.time.advance(by));
    }

    /// Sets the clock; it may go back, too. It ends with the year 9998.
    pub fn set(&self, to: SystemTime) {
        let to = Timestamp::from_system(to);
        self.running.change(|world| world.shared.time.set(to));
    }

    /// Lets the clock stand still until it is moved.
    pub fn freeze(&self) {
        self.running.change(|world| world.shared.time.freeze(true));
    }

    /// Lets the clock run, from where it is.
    pub fn run(&self) {
        self.running.change(|world| world.shared.time.freeze(false));
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clock").field("now", &self.now()).finish()
    }
}
