//! Settings from environment variables, under the names of the ecosystem's own tools.

use crate::checks::{check_id, check_secret, check_token};
use crate::client::{Client, ClientBuilder};
use crate::error::Error;
use crate::hosts::{Hosts, Region};

/// Where named settings come from: the process's environment, or a map in a test.
pub trait Variables {
    /// The value of a variable; `None` where it is not set.
    fn get(&self, name: &str) -> Option<String>;

    /// The names of all variables, where they can be listed: to warn of those that look like a
    /// setting and are none.
    fn names(&self) -> Vec<String> {
        Vec::new()
    }

    /// The value of a variable without the blanks around it; `None` where it is not set or blank.
    fn setting(&self, name: &str) -> Option<String> {
        let value = self.get(name)?;
        let value = value.trim();
        (!value.is_empty()).then(|| value.to_owned())
    }
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

    fn names(&self) -> Vec<String> {
        self.iter().map(|(name, _)| name.clone()).collect()
    }
}

/// The environment variables of the process.
#[derive(Clone, Copy, Debug, Default)]
pub struct ProcessEnvironment;

impl Variables for ProcessEnvironment {
    fn get(&self, name: &str) -> Option<String> {
        Some(std::env::var_os(name)?.to_string_lossy().into_owned())
    }

    fn names(&self) -> Vec<String> {
        std::env::vars_os().filter_map(|(name, _)| name.into_string().ok()).collect()
    }
}

const CLIENT_ID: &str = "PINGONE_CLIENT_ID";
const CLIENT_SECRET: &str = "PINGONE_CLIENT_SECRET";
const ENVIRONMENT_ID: &str = "PINGONE_ENVIRONMENT_ID";
const REGION_CODE: &str = "PINGONE_REGION_CODE";
const REGION: &str = "PINGONE_REGION";
const API_ACCESS_TOKEN: &str = "PINGONE_API_ACCESS_TOKEN";
const ACCESS_TOKEN: &str = "PINGONE_ACCESS_TOKEN";
const API_HOST: &str = "PINGONE_API_SERVICE_HOSTNAME";
const AUTH_HOST: &str = "PINGONE_AUTH_SERVICE_HOSTNAME";
const PINGID_PROPERTIES: &str = "PINGID_PROPERTIES";

/// The variables that are read.
const KNOWN: [&str; 10] = [
    CLIENT_ID,
    CLIENT_SECRET,
    ENVIRONMENT_ID,
    REGION_CODE,
    REGION,
    API_ACCESS_TOKEN,
    ACCESS_TOKEN,
    API_HOST,
    AUTH_HOST,
    PINGID_PROPERTIES,
];

/// How a word of a name begins, and which variable a name with it may be meant for; the first
/// one that is found counts.
const MEANT: [(&str, &str); 12] = [
    ("PROP", PINGID_PROPERTIES),
    ("SEC", CLIENT_SECRET),
    ("TOK", API_ACCESS_TOKEN),
    ("CLI", CLIENT_ID),
    ("ENV", ENVIRONMENT_ID),
    ("REG", REGION_CODE),
    ("AUTH", AUTH_HOST),
    ("CUSTOM", AUTH_HOST),
    ("API", API_HOST),
    ("HOST", API_HOST),
    // `PINGONE_TOP_LEVEL_DOMAIN` and `PINGONE_ROOT_DOMAIN` name the region, too.
    ("DOM", REGION_CODE),
    ("GEO", REGION_CODE),
];

/// The variable that a name which is not read may be meant for.
fn meant(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_uppercase();
    if name.starts_with("PINGID_") {
        return Some(PINGID_PROPERTIES);
    }
    let words = name.strip_prefix("PINGONE_")?;
    let is = |stem: &str| words.split('_').any(|word| word.starts_with(stem));
    let found = MEANT.iter().find(|(stem, _)| is(stem))?;
    Some(found.1)
}

fn warn_of_unknown(variables: &dyn Variables) {
    for name in variables.names() {
        if KNOWN.contains(&name.as_str()) {
            continue;
        }
        if let Some(meant) = meant(&name) {
            tracing::warn!("the variable {name:?} is not read; the nearest setting is {meant}");
        }
    }
}

impl Client {
    /// A client from the environment variables; see [`ClientBuilder::from_variables`].
    ///
    /// # Errors
    ///
    /// Fails with the name of the variable that is missing or not usable.
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_variables(&ProcessEnvironment)?.build()
    }
}

impl ClientBuilder {
    /// A builder with the settings of these variables, without the blanks around their values:
    ///
    /// | variable | meaning |
    /// |---|---|
    /// | `PINGONE_ENVIRONMENT_ID` | the environment of the worker; also the one that is managed, unless [`environment`](Self::environment) sets another |
    /// | `PINGONE_CLIENT_ID`, `PINGONE_CLIENT_SECRET` | the worker application |
    /// | `PINGONE_API_ACCESS_TOKEN`, or else `PINGONE_ACCESS_TOKEN` | a token instead of a worker |
    /// | `PINGONE_REGION_CODE`, or else `PINGONE_REGION` | `NA` (default), `CA`, `EU`, `AU`, `SG`, `AP`; also `NorthAmerica`, `Canada`, `Europe`, `Australia-AsiaPacific`, `Singapore`, `AsiaPacific` |
    /// | `PINGONE_API_SERVICE_HOSTNAME`, `PINGONE_AUTH_SERVICE_HOSTNAME` | other hosts, with a port where needed; a loopback host means plain HTTP |
    ///
    /// Another variable whose name looks like one of these is warned of, by name, with
    /// [`tracing`].
    ///
    /// # Errors
    ///
    /// Fails with the name of the variable that is not usable.
    pub fn from_variables(variables: &dyn Variables) -> Result<Self, Error> {
        warn_of_unknown(variables);
        let get = |name: &'static str| Some((name, variables.setting(name)?));
        let named = |name: &'static str| move |error: Error| Error::configuration(name, error);
        let mut hosts = Hosts::region(Region::Na);
        if let Some((name, region)) = get(REGION_CODE).or_else(|| get(REGION)) {
            hosts = Hosts::region(region.parse().map_err(named(name))?);
        }
        if let Some((name, host)) = get(API_HOST) {
            hosts = hosts.api_host(&host).map_err(named(name))?;
        }
        if let Some((name, host)) = get(AUTH_HOST) {
            hosts = hosts.auth_host(&host).map_err(named(name))?;
        }
        let mut builder = Client::builder().hosts(hosts);
        if let Some((name, environment)) = get(ENVIRONMENT_ID) {
            check_id(name, &environment)?;
            builder = builder.worker_environment(environment);
        }
        if let Some((name, token)) = get(API_ACCESS_TOKEN).or_else(|| get(ACCESS_TOKEN)) {
            check_token(name, &token)?;
            return Ok(builder.access_token(token));
        }
        match (get(CLIENT_ID), get(CLIENT_SECRET)) {
            (Some((name, id)), Some((secret_name, secret))) => {
                check_id(name, &id)?;
                check_secret(secret_name, &secret)?;
                Ok(builder.worker(id, secret))
            }
            (Some(_), None) => {
                Err(Error::configuration(CLIENT_SECRET, "is not set, but PINGONE_CLIENT_ID is"))
            }
            (None, Some(_)) => {
                Err(Error::configuration(CLIENT_ID, "is not set, but PINGONE_CLIENT_SECRET is"))
            }
            (None, None) => Ok(builder),
        }
    }
}
