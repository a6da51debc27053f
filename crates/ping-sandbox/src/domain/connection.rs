//! How to reach a sandbox.

use std::fmt;

/// Where a sandbox listens and the credentials that it accepts, as plain text.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Connection {
    /// Base URL of the API, without `/v1` and without a slash at the end: `http://127.0.0.1:PORT`.
    pub api_url: String,
    /// Base URL of the authorization server, the same server here.
    pub auth_url: String,
    /// The API's host with its port: `127.0.0.1:PORT`.
    pub api_host: String,
    /// The authorization server's host with its port.
    pub auth_host: String,
    /// The seeded organization.
    pub organization_id: String,
    /// The seeded environment, which also holds the worker application.
    pub environment_id: String,
    /// The seeded population, the environment's default.
    pub population_id: String,
    /// The environment's device authentication policy.
    pub device_policy_id: String,
    /// The worker application's id.
    pub client_id: String,
    /// The worker application's secret.
    pub client_secret: String,
    /// The text of the seeded PingID account's properties file.
    pub pingid_properties: String,
}

impl Connection {
    /// The environment variables that lead a client here, in the order of the file that
    /// `--write-env` writes.
    ///
    /// Where the sandbox speaks HTTPS on a port, the host names are URLs: without a scheme, an
    /// address of this machine would mean plain HTTP.
    pub fn env_vars(&self) -> Vec<(String, String)> {
        let is_url = self.api_url.starts_with("https:") && self.api_host.contains(':');
        let (api, auth) = match is_url {
            true => (&self.api_url, &self.auth_url),
            false => (&self.api_host, &self.auth_host),
        };
        [
            ("PINGONE_CLIENT_ID", &self.client_id),
            ("PINGONE_CLIENT_SECRET", &self.client_secret),
            ("PINGONE_ENVIRONMENT_ID", &self.environment_id),
            ("PINGONE_API_SERVICE_HOSTNAME", api),
            ("PINGONE_AUTH_SERVICE_HOSTNAME", auth),
        ]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value.clone()))
        .collect()
    }
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection")
            .field("api_url", &self.api_url)
            .field("auth_url", &self.auth_url)
            .field("organization_id", &self.organization_id)
            .field("environment_id", &self.environment_id)
            .field("population_id", &self.population_id)
            .field("client_id", &self.client_id)
            .field("client_secret", &"[redacted]")
            .field("pingid_properties", &"[redacted]")
            .finish_non_exhaustive()
    }
}
