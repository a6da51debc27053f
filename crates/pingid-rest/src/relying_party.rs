//! The website that FIDO devices are for.

use ping_models::pingid::WebAuthnStartPairing;
use ping_transport::Error;
use serde::{Deserialize, Serialize};

use crate::checks::not_empty;

/// The website for which FIDO devices are paired and used.
///
/// ```
/// use pingid_rest::RelyingParty;
///
/// let site = RelyingParty::new("example.com", "https://login.example.com").name("Example");
/// assert_eq!(site.id(), "example.com");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelyingParty {
    id: String,
    origin: String,
    name: Option<String>,
}

impl RelyingParty {
    /// A website by its domain, which is that of its devices for good, and by the origin (scheme
    /// and host) of the page in which the browser asks for a device. The host is the domain or
    /// one below it; what is not is told when a device is asked for.
    pub fn new(id: impl Into<String>, origin: impl Into<String>) -> Self {
        Self { id: id.into(), origin: origin.into(), name: None }
    }

    /// The name that the browser shows at a pairing; the domain unless given.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The domain.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The origin of the page.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The request that begins the pairing of a FIDO2 device for this website; for a security key
    /// or biometrics, add [`WebAuthnStartPairing::webauthn_type`].
    pub fn pairing(&self, user_name: impl Into<String>) -> WebAuthnStartPairing {
        let name = self.name.as_deref().unwrap_or(&self.id);
        WebAuthnStartPairing::new(user_name, self.id.as_str(), name)
    }

    /// Fails where no browser would ask for a device.
    pub(crate) fn check(&self) -> Result<(), Error> {
        not_empty("rpId", Some(&self.id))?;
        let host = self.origin.split_once("://").and_then(|(scheme, rest)| {
            let (host, port) = rest.split_once(':').unwrap_or((rest, "0"));
            let plain = scheme == "http" && host == "localhost";
            let fine = (scheme == "https" || plain) && port.parse::<u16>().is_ok();
            fine.then_some(host)
        });
        let below =
            |host: &str| host.strip_suffix(&self.id).is_some_and(|rest| rest.ends_with('.'));
        if host.is_some_and(|host| host == self.id || below(host)) {
            return Ok(());
        }
        let message = format_args!(
            "must be scheme and host of a page of `{}`, such as https://{}",
            self.id, self.id
        );
        Err(Error::invalid_input("origin", message))
    }
}
