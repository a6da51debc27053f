//! PingID: properties files, signed request tokens and verified replies.
//!
//! <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiOverview.html>

mod authorization;
mod bound;
mod envelope;
mod file;
mod members;
mod properties;
mod reply;

use std::fmt;

use ping_models::Secret;

use crate::base_url::BaseUrl;
use crate::error::Error;
use crate::operation::OperationInfo;

pub use envelope::{Envelope, EnvelopeError, KeyError};

/// A PingID account: what its properties file says.
///
/// ```
/// use ping_transport::pingid::Account;
///
/// let account = Account::from_properties(
///     "use_base64_key=JWC41crr322aUfdckVfJKHvGKNIPyAPGL7rMsTbzHlA\\=\n\
///      token=1a2b3c4d5e6f\n\
///      idp_url=https://idpxnyl3m.pingidentity.com/pingid\n\
///      org_alias=aaaaaaaa-a1b2-123a-b456-1234abcd5678\n",
/// )?;
/// assert_eq!(account.org_alias(), "aaaaaaaa-a1b2-123a-b456-1234abcd5678");
/// # Ok::<(), ping_transport::Error>(())
/// ```
#[derive(Clone)]
pub struct Account {
    envelope: Envelope,
    base_url: BaseUrl,
    idp_url: String,
    authenticator_url: Option<String>,
    admin_url: Option<String>,
}

impl Account {
    /// The organization's alias.
    pub fn org_alias(&self) -> &str {
        self.envelope.org_alias()
    }

    /// The base URL of the API; it ends in `/pingid`.
    pub fn idp_url(&self) -> &str {
        &self.idp_url
    }

    /// The base URL of browser redirects, where the file has one.
    pub fn authenticator_url(&self) -> Option<&str> {
        self.authenticator_url.as_deref()
    }

    /// Where a browser brings the form of a redirect.
    ///
    /// # Errors
    ///
    /// Fails where the file has no `authenticator_url`, or one that is not usable.
    pub fn redirect_url(&self, operation: &OperationInfo) -> Result<String, Error> {
        const FIELD: &str = "authenticator_url";
        let Some(url) = self.authenticator_url() else {
            return Err(Error::configuration(
                FIELD,
                "missing: download the properties file of the account again",
            ));
        };
        let base = BaseUrl::parse(FIELD, url)?;
        base.refuse_plain(FIELD, false)?;
        // The URL stands for the first part of some paths, and for its host in the others.
        let path = match operation.path.strip_prefix("/pingid/ppm") {
            Some(rest) if !base.prefix.is_empty() => format!("{}{rest}", base.prefix),
            _ => operation.path.to_owned(),
        };
        Ok(format!("{}{path}", base.origin))
    }

    /// The URL of the console, where the file has one.
    pub fn admin_url(&self) -> Option<&str> {
        self.admin_url.as_deref()
    }

    /// Signs and verifies with the account's key.
    pub fn envelope(&self) -> &Envelope {
        &self.envelope
    }

    pub(crate) fn base_url(&self) -> &BaseUrl {
        &self.base_url
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account")
            .field("idp_url", &self.idp_url)
            .field("org_alias", &self.org_alias())
            .finish_non_exhaustive()
    }
}

/// What a properties file has to say, checked.
struct Parts {
    key: Secret,
    token: Secret,
    org_alias: String,
    idp_url: String,
    authenticator_url: Option<String>,
    admin_url: Option<String>,
}

impl Account {
    fn from_parts(parts: Parts, file: &str) -> Result<Self, Error> {
        let base_url = BaseUrl::parse("idp_url", &parts.idp_url)
            .map_err(|error| Error::configuration("idp_url", format_args!("in {file}: {error}")))?;
        let envelope = Envelope::new(&parts.key, parts.token, parts.org_alias).map_err(|why| {
            Error::configuration("use_base64_key", format_args!("in {file}: {why}"))
        })?;
        Ok(Self {
            envelope,
            base_url,
            idp_url: parts.idp_url.trim_end_matches('/').to_owned(),
            authenticator_url: parts.authenticator_url,
            admin_url: parts.admin_url,
        })
    }
}
