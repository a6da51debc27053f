//! A running sandbox and its controls.

use std::{
    fmt, io,
    net::SocketAddr,
    sync::Arc,
    time::{Duration, SystemTime},
};

use tokio::{net::TcpListener, task::JoinHandle};

use crate::{
    Connection, Faults, Outbox, PingId, RequestRecord, SandboxBuilder, TotpKeyError, Verify,
    builder::Settings,
    listen, mfa, oauth, pingid, platform,
    route::Routes,
    state::{Shared, State},
    timestamp::Timestamp,
    totp, verify,
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
    shared: Arc<Shared>,
    address: SocketAddr,
    server: JoinHandle<()>,
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
        Self::builder()
            .start()
            .await
            .expect("a loopback port can be bound")
    }

    /// Settings for a sandbox that is not the default one.
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder::new()
    }

    pub(crate) async fn with_settings(settings: Settings) -> io::Result<Self> {
        settings.check()?;
        let listener = TcpListener::bind(settings.listen).await?;
        let address = listener.local_addr()?;
        let state = State::new(&settings, settings.base_url(address))?;
        let shared = Arc::new(Shared::new(state, &settings));
        let handlers = [
            oauth::routes(),
            platform::routes(),
            mfa::routes(),
            pingid::routes(),
            verify::routes(),
        ]
        .concat();
        let routes = Arc::new(Routes::new(&handlers));
        let server = tokio::spawn(listen::serve(listener, Arc::clone(&shared), routes));
        Ok(Self {
            shared,
            address,
            server,
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The base URLs, ids and credentials that a client needs.
    pub fn connection(&self) -> Connection {
        self.shared.lock().connection()
    }

    /// The messages that the services sent.
    pub fn outbox(&self) -> Outbox {
        Outbox {
            shared: Arc::clone(&self.shared),
        }
    }

    /// The sandbox's clock.
    pub fn clock(&self) -> Clock {
        Clock {
            shared: Arc::clone(&self.shared),
        }
    }

    /// Injected faults.
    pub fn faults(&self) -> Faults {
        Faults {
            shared: Arc::clone(&self.shared),
        }
    }

    /// PingID's account, and what a person with a phone does.
    pub fn pingid(&self) -> PingId {
        PingId {
            shared: Arc::clone(&self.shared),
        }
    }

    /// What a person in front of a camera does, and what the license allows.
    pub fn verify(&self) -> Verify {
        Verify {
            shared: Arc::clone(&self.shared),
        }
    }

    /// The last 10,000 requests, oldest first; control requests are not among them, nor are those
    /// that could not be read.
    pub fn requests(&self) -> Vec<RequestRecord> {
        self.shared.lock().requests.iter().cloned().collect()
    }

    /// The passcode that an authenticator app shows now, by the sandbox's clock. `key` is a base32
    /// secret or an `otpauth://totp/...` URI.
    ///
    /// # Errors
    ///
    /// If the key is neither.
    pub fn totp_code(&self, key: &str) -> Result<String, TotpKeyError> {
        totp::code_at(key, self.shared.lock().now())
    }

    /// Makes every access token given out so far invalid.
    pub fn revoke_tokens(&self) {
        self.shared.lock().oauth.revoke_all();
    }

    /// Takes away the permission for these operations, by their ids; a `*` at the end stands for any
    /// rest (`mfa.*`). Replaces what was denied before.
    pub fn deny<I>(&self, operations: I)
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        let operations = operations.into_iter().map(Into::into).collect();
        self.shared.lock().oauth.deny(operations);
    }

    /// Whether a user with several usable devices is asked which one to take, as the policy's
    /// `PROMPT_TO_SELECT` does; by default the first is taken (`DEFAULT_TO_FIRST`).
    pub fn prompt_for_device(&self, prompt: bool) {
        self.shared.lock().mfa.prompt_to_select = prompt;
    }
}

impl State {
    pub(crate) fn connection(&self) -> Connection {
        let (_, host) = self.base_url.split_once("://").unwrap_or_default();
        Connection {
            api_url: self.base_url.clone(),
            auth_url: self.base_url.clone(),
            api_host: host.to_owned(),
            auth_host: host.to_owned(),
            organization_id: self.platform.organization_id.clone(),
            environment_id: self.platform.environment_id.clone(),
            population_id: self.platform.population_id.clone(),
            device_policy_id: self.mfa.policy_id.clone(),
            client_id: self.oauth.client_id.clone(),
            client_secret: self.oauth.client_secret.clone(),
            pingid_properties: pingid::properties_text(&self.pingid, &self.base_url),
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

/// Reads and moves the sandbox's clock. Obtained from [`Sandbox::clock`].
#[derive(Clone)]
pub struct Clock {
    shared: Arc<Shared>,
}

impl Clock {
    /// The sandbox's present.
    pub fn now(&self) -> SystemTime {
        self.shared.lock().now().to_system()
    }

    /// Moves the clock forward; nothing waits. It ends with the year 9998.
    pub fn advance(&self, by: Duration) {
        self.shared.change(|state| state.time.advance(by));
    }

    /// Sets the clock; it may go back, too. It ends with the year 9998.
    pub fn set(&self, to: SystemTime) {
        let to = Timestamp::from_system(to);
        self.shared.change(|state| state.time.set(to));
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clock").field("now", &self.now()).finish()
    }
}
