//! What a sandbox is started with.

use std::{
    fmt, io,
    net::{Ipv4Addr, Ipv6Addr, SocketAddr},
    path::PathBuf,
    time::{Duration, SystemTime},
};

use http::Uri;
use serde_json::{Value, json};

use crate::{
    base::{clock::LATEST, limits::Limits, random::Random, timestamp::Timestamp},
    domain::{
        oauth::{ClientAuthMethod, assertion::is_key_set},
        platform::roles::Role,
        rates::{Limited, Rate},
    },
};

/// A token of the controls that is shorter can be guessed.
const LEAST_TOKEN: usize = 16;

/// What a [`SandboxBuilder`] collects.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) listen: SocketAddr,
    pub(crate) seed: Option<u64>,
    pub(crate) frozen_at: Option<SystemTime>,
    pub(crate) token_lifetime: Duration,
    pub(crate) limits: Limits,
    pub(crate) allow_remote: bool,
    pub(crate) public_url: Option<Uri>,
    pub(crate) auth_method: ClientAuthMethod,
    /// The roles of workers, where roles decide.
    pub(crate) roles: Option<Vec<String>>,
    /// How many requests an organization may send, where that is limited.
    pub(crate) rate: Option<Rate>,
    /// Whether an environment begins as the service's do, and what is created takes a moment.
    pub(crate) strict: bool,
    /// What is made at the beginning.
    pub(crate) config: Option<Hidden>,
    /// Where what changes is written down.
    pub(crate) state: Option<PathBuf>,
    /// What the controls ask for.
    pub(crate) control_token: Option<Hidden>,
    /// Whether calls are told of on standard error.
    pub(crate) log: bool,
    /// Certificate and key, as PEM.
    #[cfg(feature = "tls")]
    pub(crate) tls: Option<(String, Hidden)>,
}

/// A text that is not printed.
#[derive(Clone)]
pub(crate) struct Hidden(pub(crate) String);

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Settings {
    /// What can be told before anything is bound.
    pub(crate) fn check(&self) -> io::Result<()> {
        if self.is_remote() && !self.allow_remote {
            return Err(invalid(format!(
                "{} is not a loopback address, so that other machines reach it; allow_remote \
                 (--allow-remote) says that this is meant",
                self.listen.ip()
            )));
        }
        let is_good = |token: &Hidden| {
            token.0.len() >= LEAST_TOKEN && token.0.bytes().all(|byte| byte.is_ascii_graphic())
        };
        if !self.control_token.as_ref().is_none_or(is_good) {
            return Err(invalid(format!(
                "control_token (--control-token) has to be at least {LEAST_TOKEN} visible ASCII \
                 characters"
            )));
        }
        if let Some(url) = &self.public_url {
            let has_query = url.path_and_query().is_some_and(|rest| rest.as_str() != "/");
            let scheme = url.scheme_str();
            if !matches!(scheme, Some("http" | "https")) || has_query {
                return Err(invalid(format!(
                    "public_url (--public-url) has to be http:// or https:// with a host, such as \
                     http://sandbox.test:8080, not `{url}`"
                )));
            }
        }
        if self.auth_method.jwks().is_some_and(|jwks| !is_key_set(jwks)) {
            return Err(invalid(
                "jwks of the worker is not the text of a JWKS with keys".to_owned(),
            ));
        }
        let mut roles = self.roles.iter().flatten();
        if let Some(unknown) = roles.find(|name| Role::named(name).is_none()) {
            return Err(invalid(format!(
                "there is no role `{unknown}`, such as Environment Admin"
            )));
        }
        if self.frozen_at.is_some_and(|at| Timestamp::from_system(at) > LATEST) {
            return Err(invalid("frozen_at is beyond the year 9998".to_owned()));
        }
        Ok(())
    }

    /// Whether it is reached by other machines.
    fn is_remote(&self) -> bool {
        !self.listen.ip().to_canonical().is_loopback()
    }

    /// What the controls ask for: what was given, or a token that is drawn where other machines
    /// reach them.
    pub(crate) fn control_token(&self) -> io::Result<Option<Hidden>> {
        match &self.control_token {
            None if self.is_remote() => Ok(Some(Hidden(Random::from_os()?.token()))),
            given => Ok(given.clone()),
        }
    }

    /// `http` or `https`.
    pub(crate) fn scheme(&self) -> &'static str {
        #[cfg(feature = "tls")]
        if self.tls.is_some() {
            return "https";
        }
        "http"
    }

    /// What ids, codes and secrets are drawn from.
    pub(crate) fn root(&self) -> io::Result<Random> {
        self.seed.map_or_else(Random::from_os, |seed| Ok(Random::seeded(seed)))
    }

    /// What decides what a world begins with and how it goes on, to be compared.
    pub(crate) fn options(&self) -> Value {
        let parsed = |text: &Hidden| serde_json::from_str::<Value>(&text.0).ok();
        let config = self.config.as_ref().map(parsed);
        json!({
            "seed": self.seed,
            "frozenAt": self.frozen_at.map(|at| Timestamp::from_system(at).iso()),
            "tokenLifetime": self.token_lifetime.as_secs(),
            "authMethod": self.auth_method.name(),
            "jwks": self.auth_method.jwks(),
            "roles": self.roles,
            "rate": self.rate.map(|rate| json!([rate.requests, rate.span.as_secs()])),
            "strict": self.strict,
            "config": config,
        })
    }

    /// Which requests of an organization are limited.
    pub(crate) fn limited(&self) -> Option<Limited> {
        self.rate.map(Limited::Api).or(self.strict.then_some(Limited::Groups))
    }

    /// What links begin with: the public URL, or the address, by loopback where it is any address.
    pub(crate) fn base_url(&self, address: SocketAddr) -> String {
        if let Some(url) = &self.public_url {
            return url.to_string().trim_end_matches('/').to_owned();
        }
        let mut address = address;
        if address.ip().is_unspecified() {
            address.set_ip(match address {
                SocketAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
                SocketAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
            });
        }
        format!("{}://{address}", self.scheme())
    }
}

fn invalid(why: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, why)
}
