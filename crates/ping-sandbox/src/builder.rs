//! Settings of a sandbox.

use std::{
    io,
    net::SocketAddr,
    time::{Duration, SystemTime},
};

use crate::{Sandbox, oauth::ClientAuthMethod};

/// What a [`SandboxBuilder`] collects.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) listen: SocketAddr,
    pub(crate) seed: Option<u64>,
    pub(crate) frozen_at: Option<SystemTime>,
    pub(crate) token_lifetime: Duration,
    pub(crate) body_limit: usize,
    pub(crate) auth_method: ClientAuthMethod,
}

/// Starts a [`Sandbox`] that is not the default one.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::io::Result<()> {
/// let sandbox = ping_sandbox::Sandbox::builder().seed(7).start().await?;
/// assert!(sandbox.connection().api_url.starts_with("http://127.0.0.1:"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until it is started"]
pub struct SandboxBuilder {
    pub(crate) settings: Settings,
}

impl SandboxBuilder {
    pub(crate) fn new() -> Self {
        Self {
            settings: Settings {
                listen: SocketAddr::from(([127, 0, 0, 1], 0)),
                seed: None,
                frozen_at: None,
                token_lifetime: Duration::from_secs(3600),
                body_limit: 1024 * 1024,
                auth_method: ClientAuthMethod::ClientSecretBasic,
            },
        }
    }

    /// Where to listen; `127.0.0.1` with a port picked by the system by default.
    pub fn listen(mut self, address: SocketAddr) -> Self {
        self.settings.listen = address;
        self
    }

    /// Makes ids, codes and secrets a function of this number.
    pub fn seed(mut self, seed: u64) -> Self {
        self.settings.seed = Some(seed);
        self
    }

    /// Starts the sandbox's clock at this moment and lets it stand still until it is advanced or
    /// set. By default it runs with the system's.
    pub fn frozen_at(mut self, at: SystemTime) -> Self {
        self.settings.frozen_at = Some(at);
        self
    }

    /// How long access tokens are good, by the sandbox's clock; an hour by default.
    pub fn token_lifetime(mut self, lifetime: Duration) -> Self {
        self.settings.token_lifetime = lifetime;
        self
    }

    /// The largest request body taken, in bytes; 1 MiB by default. Larger ones get a 413.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.settings.body_limit = bytes;
        self
    }

    /// How the seeded worker application authenticates at the token endpoint; by a secret in the
    /// `Authorization` header by default. As with the service, every other method is refused. An assertion's `aud` is the
    /// token endpoint's URL or the issuer's, without `/token`.
    pub fn auth_method(mut self, method: ClientAuthMethod) -> Self {
        self.settings.auth_method = method;
        self
    }

    /// Starts the server on the runtime of the caller.
    ///
    /// # Errors
    ///
    /// If the address cannot be bound, the system has no randomness, or the public key of
    /// `ClientAuthMethod::PrivateKeyJwt` cannot be read.
    pub async fn start(self) -> io::Result<Sandbox> {
        Sandbox::with_settings(self.settings).await
    }
}
