//! Settings from environment variables, under the names of the ecosystem's own tools.

use crate::auth::Credentials;
use crate::client::{Client, ClientBuilder};
use crate::error::Error;
use crate::hosts::{Hosts, Region};

/// Where named settings come from: the process's environment, or a map in a test.
pub trait Variables {
    /// The value of a variable; `None` where it is not set.
    fn get(&self, name: &str) -> Option<String>;
}

impl<F: Fn(&str) -> Option<String>> Variables for F {
    fn get(&self, name: &str) -> Option<String> {
        self(name)
    }
}

/// Names and values, as a sandbox's connection gives them.
impl Variables for Vec<(String, String)> {
    fn get(&self, name: &str) -> Option<String> {
        let found = self.iter().find(|(known, _)| known == name)?;
        Some(found.1.clone())
    }
}

impl Client {
    /// A client from the environment variables; see [`ClientBuilder::from_variables`].
    ///
    /// # Errors
    ///
    /// Fails with the name of the variable that is missing or not usable.
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_variables(&|name: &str| std::env::var(name).ok())?.build()
    }
}

impl ClientBuilder {
    /// A builder with the settings of these variables:
    ///
    /// | variable | meaning |
    /// |---|---|
    /// | `PINGONE_ENVIRONMENT_ID` | the environment of the worker and the one that is managed |
    /// | `PINGONE_CLIENT_ID`, `PINGONE_CLIENT_SECRET` | the worker application |
    /// | `PINGONE_ACCESS_TOKEN` | a token instead of a worker |
    /// | `PINGONE_REGION_CODE` | `NA` (default), `CA`, `EU`, `AU`, `SG`, `AP` |
    /// | `PINGONE_API_SERVICE_HOSTNAME`, `PINGONE_AUTH_SERVICE_HOSTNAME` | other hosts, with a port where needed; a loopback host means plain HTTP |
    ///
    /// # Errors
    ///
    /// Fails with the name of the variable that is not usable.
    pub fn from_variables(variables: &dyn Variables) -> Result<Self, Error> {
        let get = |name: &str| variables.get(name).filter(|value| !value.trim().is_empty());
        let named = |name: &'static str| move |error: Error| Error::configuration(name, error);
        let region = match get("PINGONE_REGION_CODE") {
            Some(code) => code
                .parse::<Region>()
                .map_err(named("PINGONE_REGION_CODE"))?,
            None => Region::Na,
        };
        let mut hosts = Hosts::region(region);
        if let Some(host) = get("PINGONE_API_SERVICE_HOSTNAME") {
            hosts = hosts
                .api_host(&host)
                .map_err(named("PINGONE_API_SERVICE_HOSTNAME"))?;
        }
        if let Some(host) = get("PINGONE_AUTH_SERVICE_HOSTNAME") {
            hosts = hosts
                .auth_host(&host)
                .map_err(named("PINGONE_AUTH_SERVICE_HOSTNAME"))?;
        }
        let mut builder = Client::builder().hosts(hosts);
        if let Some(environment) = get("PINGONE_ENVIRONMENT_ID") {
            builder = builder.environment(environment);
        }
        match (
            get("PINGONE_ACCESS_TOKEN"),
            get("PINGONE_CLIENT_ID"),
            get("PINGONE_CLIENT_SECRET"),
        ) {
            (Some(token), _, _) => Ok(builder.access_token(token)),
            (None, Some(id), Some(secret)) => Ok(builder.worker(Credentials::basic(id, secret))),
            (None, Some(_), None) => Err(Error::configuration(
                "PINGONE_CLIENT_SECRET",
                "is not set, but PINGONE_CLIENT_ID is",
            )),
            (None, None, Some(_)) => Err(Error::configuration(
                "PINGONE_CLIENT_ID",
                "is not set, but PINGONE_CLIENT_SECRET is",
            )),
            (None, None, None) => Ok(builder),
        }
    }
}
