//! The client of all products.

use ping_transport::{Client, Credentials, Error, ProcessEnvironment};

use crate::builder::PingBuilder;

/// One client for all products. Cheap to clone, `Send + Sync`: build it once and share it.
#[derive(Clone, Debug)]
pub struct Ping {
    pub(crate) client: Client,
    /// The managed environment, where it is another one than the client's.
    #[cfg(any(feature = "platform", feature = "mfa", feature = "verify"))]
    pub(crate) environment: Option<ping_models::EnvironmentId>,
    #[cfg(feature = "pingid")]
    pub(crate) pingid: Option<pingid_rest::PingId>,
}

impl Ping {
    /// Starts a client: set the region, the environment and the worker's credentials.
    pub fn builder() -> PingBuilder {
        PingBuilder::default()
    }

    /// A client from the environment variables `PINGONE_*` and `PINGID_PROPERTIES`; see
    /// [`PingBuilder::from_variables`].
    ///
    /// # Errors
    ///
    /// Fails with the name of the variable that is missing or not usable.
    pub fn from_env() -> Result<Self, Error> {
        PingBuilder::from_variables(&ProcessEnvironment)?.build()
    }

    /// The same, with another managed environment. The worker's roles decide what it may do there;
    /// PingID knows no environments.
    #[cfg(any(feature = "platform", feature = "mfa", feature = "verify"))]
    #[must_use]
    #[doc(alias("with_environment", "tenant"))]
    pub fn in_environment(&self, id: impl Into<ping_models::EnvironmentId>) -> Self {
        Self { environment: Some(id.into()), ..self.clone() }
    }

    /// PingOne Platform: organizations, licenses, environments, populations, users.
    #[cfg(feature = "platform")]
    #[doc(alias("environments", "licenses", "organizations", "populations", "users"))]
    pub fn platform(&self) -> pingone_platform::Platform {
        let all = pingone_platform::Platform::new(self.client.clone());
        match &self.environment {
            Some(id) => all.in_environment(id),
            None => all,
        }
    }

    /// PingOne MFA: devices and device authentications.
    #[cfg(feature = "mfa")]
    #[doc(alias("authenticate", "devices", "otp", "push"))]
    pub fn mfa(&self) -> pingone_mfa::Mfa {
        let all = pingone_mfa::Mfa::new(self.client.clone());
        match &self.environment {
            Some(id) => all.in_environment(id),
            None => all,
        }
    }

    /// PingOne Verify: verify transactions and the data they yield.
    #[cfg(feature = "verify")]
    #[doc(alias("identity", "transactions", "verifications"))]
    pub fn verify(&self) -> pingone_verify::Verify {
        let all = pingone_verify::Verify::new(self.client.clone());
        match &self.environment {
            Some(id) => all.in_environment(id),
            None => all,
        }
    }

    /// PingID: user management, pairing, authentication.
    ///
    /// # Errors
    ///
    /// Fails where the client was built without a properties file.
    #[cfg(feature = "pingid")]
    #[doc(alias("enroll", "pair", "ping_id"))]
    pub fn pingid(&self) -> Result<pingid_rest::PingId, Error> {
        self.pingid.clone().ok_or_else(|| {
            Error::configuration(
                "pingid",
                "this client has no PingID account: give the builder a properties file, or set \
                 PINGID_PROPERTIES to its path",
            )
        })
    }

    /// The transport's client, for operations that the SDK does not name yet. It is that of
    /// PingID where the client was built with a PingID account alone.
    #[doc(alias("raw", "request"))]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Uses other credentials of the worker from now on.
    ///
    /// # Errors
    ///
    /// Fails where they are empty, or the client was built without a worker.
    #[doc(alias("set_credentials"))]
    pub fn rotate_credentials(&self, credentials: Credentials) -> Result<(), Error> {
        self.client.rotate_credentials(credentials)
    }
}
