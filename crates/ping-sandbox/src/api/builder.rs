//! Settings of a sandbox.

use crate::domain::settings::{Hidden, Settings};
use std::{
    io,
    net::SocketAddr,
    path::PathBuf,
    time::{Duration, SystemTime},
};

use crate::{
    Sandbox,
    api::server::Server,
    base::limits::{Kept, Limits},
    domain::{oauth::ClientAuthMethod, rates::Rate},
};

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
                limits: Limits::default(),
                allow_remote: false,
                public_url: None,
                auth_method: ClientAuthMethod::ClientSecretBasic,
                roles: None,
                rate: None,
                strict: false,
                config: None,
                state: None,
                control_token: None,
                log: false,
                #[cfg(feature = "tls")]
                tls: None,
            },
        }
    }

    /// Where to listen; `127.0.0.1` with a port picked by the system by default. Another address
    /// than a loopback one needs [`SandboxBuilder::allow_remote`].
    pub fn listen(mut self, address: SocketAddr) -> Self {
        self.settings.listen = address;
        self
    }

    /// Lets other machines in. The controls, which hand out all secrets, then ask for a token:
    /// [`SandboxBuilder::control_token`], or one that is drawn ([`Sandbox::control_token`]). It goes
    /// over plain HTTP unless the sandbox speaks TLS.
    pub fn allow_remote(mut self) -> Self {
        self.settings.allow_remote = true;
        self
    }

    /// What the controls ask for, as a bearer token: `Authorization: Bearer TOKEN`. Without it they
    /// ask for none, unless other machines reach the sandbox. At least 16 visible ASCII characters.
    pub fn control_token(mut self, token: &str) -> Self {
        self.settings.control_token = Some(Hidden(token.to_owned()));
        self
    }

    /// Writes a line on standard error for each call: time by the sandbox's clock, method, path,
    /// status, operation and how long it took, secrets masked. Calls of controls are left out.
    pub fn log_calls(mut self) -> Self {
        self.settings.log = true;
        self
    }

    /// Speaks HTTPS with this certificate, followed by those that vouch for it, and its key; both
    /// are PEM. A client that goes away while it waits for a person is noticed when the wait ends.
    #[cfg(feature = "tls")]
    #[cfg_attr(docsrs, doc(cfg(feature = "tls")))]
    pub fn tls(mut self, certificate: &str, key: &str) -> Self {
        self.settings.tls = Some((certificate.to_owned(), Hidden(key.to_owned())));
        self
    }

    /// The URL that clients reach the sandbox by where it is not its address: through a port that
    /// is mapped or a proxy, or by a host name. Links carry it, and requests for its host are
    /// answered. Scheme and host with an optional port, such as `http://sandbox.test:8080`; a text
    /// that is none is an error of [`SandboxBuilder::start`].
    pub fn public_url(mut self, url: &str) -> Self {
        // An empty URL has no scheme, which is refused at the start.
        self.settings.public_url = Some(url.parse().unwrap_or_default());
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
        self.settings.limits.body_size = bytes;
        self
    }

    /// How many connections may be open; one more ends the one that has been silent the longest.
    #[doc(hidden)]
    pub fn connection_limit(mut self, connections: usize) -> Self {
        self.settings.limits.connections = connections;
        self
    }

    /// How long the head and the body of a request may take.
    #[doc(hidden)]
    pub fn read_timeout(mut self, head: Duration, body: Duration) -> Self {
        self.settings.limits.head = head;
        self.settings.limits.body = body;
        self
    }

    /// How many entries of one sort, and how many bytes of them, are kept.
    #[doc(hidden)]
    pub fn kept(mut self, entries: usize, bytes: usize) -> Self {
        self.settings.limits.kept = Kept { entries, bytes };
        self
    }

    /// How the seeded worker application authenticates at the token endpoint, its
    /// `tokenEndpointAuthMethod`; by a secret in the `Authorization` header by default. As with the
    /// service, every other method is refused. An assertion's `aud` is the token endpoint's URL or
    /// the issuer's, without `/token`.
    pub fn auth_method(mut self, method: ClientAuthMethod) -> Self {
        self.settings.auth_method = method;
        self
    }

    /// Limits how many requests of the management API the license of an organization allows in a
    /// span of time, by the sandbox's clock. One more is the documented 429, with `Retry-After`.
    /// Then the audit has its documented limit, too: ten requests in a second, which are counted by
    /// themselves. By default, nothing is limited.
    pub fn rate(mut self, requests: u32, span: Duration) -> Self {
        self.settings.rate = Some(Rate { requests, span });
        self
    }

    /// Behaves as the service does where the sandbox is kinder by default:
    ///
    /// - text messages, calls and WhatsApp are off in the default device authentication policy;
    /// - requests to PingOne are limited by the documented groups of operations, and in each of
    ///   them one address gets 35 percent of the limit in an environment; one more is a 429 with
    ///   `Retry-After`. A [`rate`](SandboxBuilder::rate) takes the place of all that;
    /// - for two seconds by the sandbox's clock, an environment that was created over the API
    ///   answers 403, a role assignment of a worker does not count, and the secret of an
    ///   application is a 404.
    pub fn strict(mut self) -> Self {
        self.settings.strict = true;
        self
    }

    /// Lets roles decide who may do what: the seeded workers have these, by their names, each in
    /// its own environment, and an operation without one of the roles that it needs is a 403 until
    /// such a role is assigned, over the API or by
    /// [`Environment::assign_role`](crate::Environment::assign_role). By default, everything is
    /// granted. A name that is none of the documented ones is an error of [`SandboxBuilder::start`].
    pub fn roles<I>(mut self, names: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        self.settings.roles = Some(names.into_iter().map(Into::into).collect());
        self
    }

    /// Makes users, devices, policies and whatever else can be created over the API, at the
    /// beginning: the text of a JSON object whose members are lists of create bodies, by the paths
    /// of their collections in the first environment.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::io::Result<()> {
    /// let config = r#"{
    ///     "populations": [{ "$name": "staff", "name": "Staff" }],
    ///     "users": [{ "$name": "ann", "username": "ann", "population": { "id": "$staff" } }],
    ///     "users/$ann/devices": [{ "type": "EMAIL", "email": "ann@example.com" }]
    /// }"#;
    /// ping_sandbox::Sandbox::builder().config(config).start().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// They are made in the order of the text. `$name` gives one a name that later bodies and paths
    /// refer to for its id, and `$type` is a media type other than `application/json`. What is wrong
    /// is an error of [`SandboxBuilder::start`] with line, column and member.
    pub fn config(mut self, text: &str) -> Self {
        self.settings.config = Some(Hidden(text.to_owned()));
        self
    }

    /// Keeps what happens over HTTP in this file, and goes on from it. It is written before an
    /// answer is sent, so that whoever was answered finds what was done after the process was
    /// killed, too; it is not forced to the disk, so that an end of the machine may cost the last
    /// changes. What is done by handles such as [`Sandbox::clock`] is not in it. It holds secrets,
    /// and is for its owner alone. At 64 MiB it is full, and changes are answered 507.
    ///
    /// A file belongs to the settings that it began with, and to one sandbox at a time; anything
    /// else is an error of [`SandboxBuilder::start`].
    pub fn state(mut self, file: impl Into<PathBuf>) -> Self {
        self.settings.state = Some(file.into());
        self
    }

    /// How large the file of [`SandboxBuilder::state`] may be, in bytes.
    #[doc(hidden)]
    pub fn state_limit(mut self, bytes: usize) -> Self {
        self.settings.limits.state = bytes;
        self
    }

    /// Starts the server on the runtime of the caller.
    ///
    /// # Errors
    ///
    /// If the address cannot be bound or is not a loopback one and [`SandboxBuilder::allow_remote`]
    /// was not called, the public URL is none, the system has no randomness, the `jwks` of
    /// `ClientAuthMethod::PrivateKeyJwt` is none, there is no such role, or the config, the
    /// state, the token of the controls or the certificate cannot be used.
    pub async fn start(self) -> io::Result<Sandbox> {
        Server::start(self.settings).await.map(Sandbox::of)
    }

    /// Starts the server on a thread and runtime of its own, for callers without a runtime. The
    /// thread ends when the sandbox is dropped.
    ///
    /// # Errors
    ///
    /// As [`SandboxBuilder::start`], or if there is no room for a thread.
    pub fn start_blocking(self) -> io::Result<Sandbox> {
        Server::start_thread(self.settings).map(Sandbox::of)
    }
}
