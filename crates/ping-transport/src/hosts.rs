//! Regions and hosts as types, not strings to concatenate.

use std::fmt;
use std::str::FromStr;

use crate::base_url::BaseUrl;
use crate::error::Error;
use crate::operation::{Host, OperationInfo};

macro_rules! regions {
    ($(#[$meta:meta])* $name:ident $field:literal {
        $( $(#[$vmeta:meta])* $variant:ident = $code:literal $(| $alias:literal)* => $value:literal, )*
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

            /// The code, and older names.
            fn names(self) -> &'static [&'static str] {
                match self { $( Self::$variant => &[$code $(, $alias)*], )* }
            }
        }

        impl FromStr for $name {
            type Err = Error;

            fn from_str(code: &str) -> Result<Self, Error> {
                let code = code.trim();
                let is = |name: &&str| name.eq_ignore_ascii_case(code);
                Self::ALL
                    .iter()
                    .copied()
                    .find(|region| region.names().iter().any(is))
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
    /// A region of PingOne: all environments of an organization are in one. It is parsed from its
    /// code, or from the name that older tools have for it, such as `Europe`.
    ///
    /// <https://developer.pingidentity.com/pingone-api/foundations/conventions/pingone-api-requests.html>
    Region "region" {
        /// North America without Canada.
        Na = "NA" | "NorthAmerica" => "com",
        /// Canada.
        Ca = "CA" | "Canada" => "ca",
        /// European Union.
        Eu = "EU" | "Europe" => "eu",
        /// Australia.
        Au = "AU" | "Australia-AsiaPacific" | "Australia" => "com.au",
        /// Singapore.
        Sg = "SG" | "Singapore" => "sg",
        /// Asia-Pacific.
        Ap = "AP" | "AsiaPacific" => "asia",
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

impl Region {
    fn host(self, service: &str) -> String {
        format!("{service}.pingone.{}", self.value())
    }

    /// Whether a host name is the one of a service in any region.
    fn has(service: &str, host: &str) -> bool {
        let is = |region: &Self| host.eq_ignore_ascii_case(&region.host(service));
        Self::ALL.iter().any(is)
    }
}

impl PingIdRegion {
    /// The base URL of the region, as a properties file's `idp_url` has it.
    pub fn idp_url(self) -> String {
        format!("https://idpxnyl3m.pingidentity.{}/pingid", self.value())
    }
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
    api: BaseUrl,
    auth: BaseUrl,
    /// A custom domain stands for one environment, whose id is then not in the path.
    auth_names_environment: bool,
    orchestrate: BaseUrl,
    scim: BaseUrl,
    pub(crate) pingid: Option<BaseUrl>,
}

impl Hosts {
    /// The hosts of a region.
    pub fn region(region: Region) -> Self {
        Self {
            api: BaseUrl::of_host(region.host("api")),
            auth: BaseUrl::of_host(region.host("auth")),
            auth_names_environment: false,
            orchestrate: BaseUrl::of_host(region.host("orchestrate-api")),
            scim: BaseUrl::of_host(region.host("scim-api")),
            pingid: None,
        }
    }

    /// Another host of the management API: a name with an optional port, or a URL, with or without
    /// the version `/v1`.
    ///
    /// # Errors
    ///
    /// Fails when the text is neither, or has the path of an endpoint.
    pub fn api_host(mut self, host: &str) -> Result<Self, Error> {
        self.api = versioned("api_host", host, "api")?;
        Ok(self)
    }

    /// Another host of DaVinci's management API, as [`api_host`](Self::api_host) takes one.
    ///
    /// # Errors
    ///
    /// As [`api_host`](Self::api_host) does.
    pub fn orchestrate_host(mut self, host: &str) -> Result<Self, Error> {
        self.orchestrate = versioned("orchestrate_host", host, "orchestrate-api")?;
        Ok(self)
    }

    /// Another host of the SCIM API: a name with an optional port, or a URL.
    ///
    /// # Errors
    ///
    /// Fails when the text is neither, or has the path of an endpoint.
    pub fn scim_host(mut self, host: &str) -> Result<Self, Error> {
        const FIELD: &str = "scim_host";
        let base = BaseUrl::parse(FIELD, host)?;
        base.refuse_endpoint(FIELD, "environments", Region::has("scim-api", &base.host))?;
        self.scim = base;
        Ok(self)
    }

    /// Another host of the authorization server: a custom domain, whose paths have no environment
    /// id, or a host of PingOne or loopback, whose paths have it. It is a name with an optional
    /// port, or a URL; the `/as` or `/{environment}/as` at the end of an issuer is cut off.
    ///
    /// # Errors
    ///
    /// Fails when the text is neither a host name nor a URL, or has the path of an endpoint.
    pub fn auth_host(mut self, host: &str) -> Result<Self, Error> {
        const FIELD: &str = "auth_host";
        let mut base = BaseUrl::parse(FIELD, host)?;
        let of_pingone = Region::has("auth", &base.host);
        let in_path = of_pingone || base.loopback;
        if base.cut_last("as") && in_path {
            // The environment of an issuer; paths have that of the worker.
            base.cut();
        }
        base.refuse_endpoint(FIELD, "as", of_pingone)?;
        self.auth_names_environment = !in_path;
        self.auth = base;
        Ok(self)
    }

    pub(crate) fn base(&self, host: Host) -> Option<&BaseUrl> {
        match host {
            Host::Api => Some(&self.api),
            Host::Auth => Some(&self.auth),
            Host::Orchestrate => Some(&self.orchestrate),
            Host::Scim => Some(&self.scim),
            Host::PingId => self.pingid.as_ref(),
            // No client sends there.
            Host::Authenticator => None,
        }
    }

    /// Whether the base URL of an operation's host stands for the first segment of its path.
    pub(crate) fn implies_first(&self, operation: &OperationInfo) -> bool {
        match operation.host {
            Host::Auth => {
                self.auth_names_environment && operation.path.starts_with("/{environmentID}/")
            }
            Host::PingId => operation.path.starts_with("/pingid/"),
            _ => false,
        }
    }

    pub(crate) fn refuse_plain(&self, allowed: bool) -> Result<(), Error> {
        self.api.refuse_plain("api_host", allowed)?;
        self.auth.refuse_plain("auth_host", allowed)?;
        self.orchestrate.refuse_plain("orchestrate_host", allowed)?;
        self.scim.refuse_plain("scim_host", allowed)?;
        match &self.pingid {
            Some(base) => base.refuse_plain("idp_url", allowed),
            None => Ok(()),
        }
    }
}

/// The base URL of a service whose paths begin with `/v1`: documentation writes it with and without
/// that.
fn versioned(field: &str, host: &str, service: &str) -> Result<BaseUrl, Error> {
    let mut base = BaseUrl::parse(field, host)?;
    base.cut_last("v1");
    base.refuse_endpoint(field, "v1", Region::has(service, &base.host))?;
    Ok(base)
}

/// The error of a request to PingID from a client that has no account.
pub(crate) fn no_account() -> Error {
    Error::configuration(
        "pingid",
        "this client has no PingID account; build one from a properties file",
    )
}
