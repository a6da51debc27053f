//! The base URL of a service: a host name or URL as people write them, checked.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use http::Uri;

use crate::error::Error;

/// A scheme, an authority and a path prefix without a slash at its end.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct BaseUrl {
    pub(crate) origin: String,
    pub(crate) prefix: String,
    pub(crate) host: String,
    pub(crate) port: Option<u16>,
    plain: bool,
    pub(crate) loopback: bool,
}

impl BaseUrl {
    /// A host of PingOne.
    pub(crate) fn of_host(host: String) -> Self {
        Self {
            origin: format!("https://{host}"),
            prefix: String::new(),
            host,
            port: None,
            plain: false,
            loopback: false,
        }
    }

    /// Reads a URL, or a host name with an optional port; a bare loopback host means plain HTTP.
    pub(crate) fn parse(field: &str, text: &str) -> Result<Self, Error> {
        let text = text.trim();
        let wrong = |why: &str| Error::configuration(field, format_args!("{text:?} {why}"));
        if text.is_empty() {
            return Err(wrong("is empty; give a host name such as api.pingone.eu"));
        }
        if text.contains('@') {
            return Err(Error::configuration(field, "must not carry a user name or password"));
        }
        if text.contains(['?', '#']) {
            return Err(wrong("must not have a query or fragment"));
        }
        let (scheme, rest) = match text.split_once("://") {
            Some((scheme, rest)) => (Some(scheme.to_ascii_lowercase()), rest),
            None => (None, text),
        };
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
            _ => (authority, None),
        };
        // The root of the domain name system may be written.
        let host = host.strip_suffix('.').unwrap_or(host);
        if !is_host(host) {
            return Err(wrong("is not a host name or a URL"));
        }
        let port = match port {
            Some(digits) => {
                let port = digits.parse().ok().filter(|port| *port != 0);
                let port = port.filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()));
                Some(port.ok_or_else(|| wrong("has no usable port behind the colon"))?)
            }
            None => None,
        };
        let loopback = is_loopback(host);
        let plain = match scheme.as_deref() {
            None => loopback,
            Some("http") => true,
            Some("https") => false,
            Some(_) => return Err(wrong("is neither https nor http")),
        };
        let scheme = if plain { "http" } else { "https" };
        let origin = match port {
            Some(port) => format!("{scheme}://{host}:{port}"),
            None => format!("{scheme}://{host}"),
        };
        let prefix = path.trim_end_matches('/').to_owned();
        if format!("{origin}{prefix}").parse::<Uri>().is_err() {
            return Err(wrong("is not a host name or a URL"));
        }
        Ok(Self { origin, prefix, host: host.to_owned(), port, plain, loopback })
    }

    /// Cuts off the last segment of the path, if there is one.
    pub(crate) fn cut(&mut self) {
        self.prefix.truncate(self.prefix.rfind('/').unwrap_or(0));
    }

    /// Cuts off the last segment of the path where it is this one.
    pub(crate) fn cut_last(&mut self, segment: &str) -> bool {
        let found = self.prefix.rsplit('/').next() == Some(segment);
        if found {
            self.cut();
        }
        found
    }

    /// Fails where a segment of the path begins those of the service's own endpoints, or the host
    /// is one that has no other paths.
    pub(crate) fn refuse_endpoint(
        &self,
        field: &str,
        segment: &str,
        bare: bool,
    ) -> Result<(), Error> {
        if self.prefix.split('/').any(|part| part == segment) || (bare && !self.prefix.is_empty()) {
            return Err(Error::configuration(
                field,
                format_args!(
                    "{self:?} has the path of an endpoint; give the host alone: {}",
                    self.origin
                ),
            ));
        }
        Ok(())
    }

    /// Plain HTTP would show tokens to everybody on the way.
    pub(crate) fn refuse_plain(&self, field: &str, allowed: bool) -> Result<(), Error> {
        if self.plain && !self.loopback && !allowed {
            return Err(Error::configuration(
                field,
                format_args!(
                    "{} is plain HTTP, which is refused except to loopback: use https, or call \
                     `danger_allow_plain_http`",
                    self.origin
                ),
            ));
        }
        Ok(())
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.origin, self.prefix)
    }
}

/// Whether a text is a host name, an IPv4 address, or an IPv6 address in brackets.
fn is_host(text: &str) -> bool {
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    if let Some(address) = bare {
        return address.parse::<Ipv6Addr>().is_ok();
    }
    let is_label = |label: &str| {
        let known = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        (1..=63).contains(&label.len())
            && label.bytes().all(known)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let is_number = |label: &str| label.bytes().all(|byte| byte.is_ascii_digit());
    text.len() <= 253
        && text.split('.').all(is_label)
        && (!text.rsplit('.').next().is_some_and(is_number) || text.parse::<Ipv4Addr>().is_ok())
}

/// Whether a host name or address means this machine.
pub(crate) fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare.eq_ignore_ascii_case("localhost")
        || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}
