//! Regions and hosts as types, not strings to concatenate.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use http::Uri;

use crate::error::Error;
use crate::operation::Host;

macro_rules! regions {
    ($(#[$meta:meta])* $name:ident $field:literal {
        $( $(#[$vmeta:meta])* $variant:ident = $code:literal => $value:literal, )*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $( $(#[$vmeta])* $variant, )*
        }

        impl $name {
            /// All regions, in the order of the documentation.
            pub const ALL: &[$name] = &[$(Self::$variant),*];

            /// The region's code.
            pub fn code(self) -> &'static str {
                match self { $( Self::$variant => $code, )* }
            }

            fn value(self) -> &'static str {
                match self { $( Self::$variant => $value, )* }
            }
        }

        impl FromStr for $name {
            type Err = Error;

            fn from_str(code: &str) -> Result<Self, Error> {
                Self::ALL
                    .iter()
                    .copied()
                    .find(|region| region.code().eq_ignore_ascii_case(code.trim()))
                    .ok_or_else(|| {
                        let known: Vec<_> = Self::ALL.iter().map(|region| region.code()).collect();
                        Error::configuration(
                            $field,
                            format_args!("unknown region {code:?}; known are {}", known.join(", ")),
                        )
                    })
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}

regions! {
    /// A region of PingOne: all environments of an organization are in one.
    ///
    /// <https://developer.pingidentity.com/pingone-api/foundations/conventions/pingone-api-requests.html>
    Region "region" {
        /// North America without Canada.
        Na = "NA" => "com",
        /// Canada.
        Ca = "CA" => "ca",
        /// European Union.
        Eu = "EU" => "eu",
        /// Australia.
        Au = "AU" => "com.au",
        /// Singapore.
        Sg = "SG" => "sg",
        /// Asia-Pacific.
        Ap = "AP" => "asia",
    }
}

regions! {
    /// A region of PingID; a properties file fixes it through its `idp_url`.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiOverview.html>
    PingIdRegion "pingid_region" {
        /// North America.
        Na = "NA" => "com",
        /// Europe.
        Eu = "EU" => "eu",
        /// Australia.
        Au = "AU" => "com.au",
    }
}

impl PingIdRegion {
    /// The base URL of the region, as a properties file's `idp_url` has it.
    pub fn idp_url(self) -> String {
        format!("https://idpxnyl3m.pingidentity.{}/pingid", self.value())
    }
}

/// A scheme, an authority and a path prefix without a slash at its end.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct BaseUrl {
    pub(crate) origin: String,
    pub(crate) prefix: String,
    pub(crate) host: String,
    pub(crate) port: Option<u16>,
    plain: bool,
    loopback: bool,
}

impl BaseUrl {
    /// Reads a URL, or a host name with an optional port; a bare loopback host means plain HTTP.
    pub(crate) fn parse(field: &str, text: &str) -> Result<Self, Error> {
        let text = text.trim();
        let text = match text.ends_with("://") {
            true => text,
            false => text.trim_end_matches('/'),
        };
        let wrong = |why: &str| Error::configuration(field, format_args!("{text:?} {why}"));
        if text.is_empty() {
            return Err(wrong("is empty; give a host name such as api.pingone.eu"));
        }
        if text.contains('@') {
            return Err(Error::configuration(
                field,
                "must not carry a user name or password",
            ));
        }
        let with_scheme = if text.contains("://") {
            text.to_owned()
        } else {
            let authority: Uri = text
                .parse()
                .map_err(|_| wrong("is not a host name with an optional port"))?;
            let host = authority.host().unwrap_or_default();
            let scheme = if is_loopback(host) { "http" } else { "https" };
            format!("{scheme}://{text}")
        };
        let uri: Uri = with_scheme
            .parse()
            .map_err(|_| wrong("is not a URL or host name"))?;
        let host = uri.host().filter(|host| !host.is_empty());
        let (Some(scheme), Some(host)) = (uri.scheme_str(), host) else {
            return Err(wrong("has no host"));
        };
        let authority = uri.authority().map_or("", |authority| authority.as_str());
        if authority.len() != host.len() && uri.port_u16().is_none() {
            return Err(wrong("has no usable port behind the colon"));
        }
        if uri.query().is_some() {
            return Err(wrong("must not have a query"));
        }
        if scheme != "http" && scheme != "https" {
            return Err(wrong("is neither https nor http"));
        }
        Ok(Self {
            origin: format!("{scheme}://{authority}"),
            prefix: uri.path().trim_end_matches('/').to_owned(),
            host: host.to_owned(),
            port: uri.port_u16(),
            plain: scheme == "http",
            loopback: is_loopback(host),
        })
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

/// Whether a host name or address means this machine.
pub(crate) fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare.eq_ignore_ascii_case("localhost")
        || bare
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

/// The hosts that a client talks to.
///
/// ```
/// use ping_transport::{Hosts, Region};
///
/// let hosts = Hosts::region(Region::Eu);
/// let custom = Hosts::region(Region::Eu).auth_host("login.example.com")?;
/// # Ok::<(), ping_transport::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Hosts {
    pub(crate) api: BaseUrl,
    pub(crate) auth: BaseUrl,
    /// A custom domain stands for one environment, whose id is then not in the path.
    auth_names_environment: bool,
    pub(crate) pingid: Option<BaseUrl>,
}

impl Hosts {
    /// The hosts of a region.
    pub fn region(region: Region) -> Self {
        let base = |service: &str| BaseUrl {
            origin: format!("https://{service}.pingone.{}", region.value()),
            prefix: String::new(),
            host: format!("{service}.pingone.{}", region.value()),
            port: None,
            plain: false,
            loopback: false,
        };
        Self {
            api: base("api"),
            auth: base("auth"),
            auth_names_environment: false,
            pingid: None,
        }
    }

    /// Another host of the management API: a name with an optional port, or a URL.
    ///
    /// # Errors
    ///
    /// Fails when the text is neither.
    pub fn api_host(mut self, host: &str) -> Result<Self, Error> {
        self.api = BaseUrl::parse("api_host", host)?;
        // Documentation calls the URL both with and without the version; paths have it.
        if self.api.prefix.ends_with("/v1") {
            self.api.prefix.truncate(self.api.prefix.len() - 3);
        }
        Ok(self)
    }

    /// Another host of the authorization server: a custom domain, whose paths have no environment
    /// id, or a host of PingOne or loopback, whose paths have it.
    ///
    /// # Errors
    ///
    /// Fails when the text is neither a host name nor a URL.
    pub fn auth_host(mut self, host: &str) -> Result<Self, Error> {
        let base = BaseUrl::parse("auth_host", host)?;
        let of_pingone = Region::ALL.iter().any(|region| {
            base.host
                .eq_ignore_ascii_case(&format!("auth.pingone.{}", region.value()))
        });
        self.auth_names_environment = !of_pingone && !base.loopback;
        self.auth = base;
        Ok(self)
    }

    pub(crate) fn base(&self, host: Host) -> Option<&BaseUrl> {
        match host {
            Host::Api => Some(&self.api),
            Host::Auth => Some(&self.auth),
            Host::PingId => self.pingid.as_ref(),
            // No client sends there.
            Host::Authenticator => None,
        }
    }

    /// The prefix of an operation's path that the base URL of its host stands for already.
    pub(crate) fn implied_prefix(&self, host: Host) -> &'static str {
        match host {
            Host::Auth if self.auth_names_environment => "/{environmentID}",
            Host::PingId => "/pingid",
            _ => "",
        }
    }

    pub(crate) fn refuse_plain(&self, allowed: bool) -> Result<(), Error> {
        self.api.refuse_plain("api_host", allowed)?;
        self.auth.refuse_plain("auth_host", allowed)?;
        match &self.pingid {
            Some(base) => base.refuse_plain("idp_url", allowed),
            None => Ok(()),
        }
    }
}
