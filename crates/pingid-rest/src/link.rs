//! The activation link.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ping_models::pingid::ActivationCode;
use ping_models::{QrCode, Secret};
use ping_transport::Error;
use ping_transport::pingid::Account;

use crate::PingId;
use crate::operations::ACTIVATION_REDIRECT_LINK;

impl PingId {
    /// The link by which a phone pairs itself, and its QR code.
    ///
    /// # Errors
    ///
    /// Fails where the client has no PingID account.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("qr", "Activation code redirect link for Online Pairing"))]
    pub fn activation_link(&self, code: &ActivationCode) -> Result<ActivationLink, Error> {
        ActivationLink::new(self.account()?.idp_url(), code)
    }

    pub(crate) fn account(&self) -> Result<&Account, Error> {
        let message = "this client has no PingID account; build one from a properties file";
        let missing = || Error::configuration("pingid", message);
        self.client().pingid_account().ok_or_else(missing)
    }
}

/// The link by which a phone with the PingID app pairs itself, as text and as QR code.
///
/// Whoever has it can pair a device with the user, hence `Debug` prints nothing of it.
#[derive(Clone)]
pub struct ActivationLink {
    url: Secret,
    qr: QrCode,
}

impl ActivationLink {
    pub(crate) fn new(idp_url: &str, code: &ActivationCode) -> Result<Self, Error> {
        let base = idp_url.trim_end_matches('/');
        // `idp_url` ends in `/pingid`.
        let path = ACTIVATION_REDIRECT_LINK.info.path.trim_start_matches("/pingid");
        let query = STANDARD.encode(format!("act_code={}", code.expose()));
        // The whole query is the text, without a name.
        let url = format!("{base}{path}?{query}");
        let Some(qr) = QrCode::new(&url) else {
            return Err(Error::configuration("idp_url", "is too long for the QR code of a link"));
        };
        Ok(Self { url: url.into(), qr })
    }

    /// The link itself, to be shown to the user alone.
    pub fn expose(&self) -> &str {
        self.url.expose()
    }

    /// The QR code of the link, as SVG or for a terminal.
    pub fn qr(&self) -> &QrCode {
        &self.qr
    }
}

impl fmt::Debug for ActivationLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ActivationLink").finish_non_exhaustive()
    }
}
