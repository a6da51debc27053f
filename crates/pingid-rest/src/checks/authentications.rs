//! Requests for authentication, the redirects of browsers among them.

use std::net::IpAddr;

use ping_models::Secret;
use ping_models::pingid::{
    AuthenticateOffline, AuthenticateOnline, FinishWebAuthnPasswordlessAuth, RedirectRequest,
    StartAuthentication, StartWebAuthnPasswordlessAuth, WebAuthnStartAuth,
};
use ping_transport::Error;

use super::{Check, values};

/// What a policy looks at, which two requests have.
struct PolicyInputs<'a> {
    ip_address: Option<&'a str>,
    application: Option<&'a str>,
    cookie: Option<&'a Secret>,
    device_fingerprint: Option<&'a str>,
    member_of: Option<&'a [String]>,
}

impl Check for PolicyInputs<'_> {
    fn check(&self) -> Result<(), Error> {
        if self.ip_address.is_some_and(|address| address.parse::<IpAddr>().is_err()) {
            return Err(Error::invalid_input("ipAddr", "must be an IP address"));
        }
        if self.member_of.is_some_and(|groups| groups.len() > 1000) {
            let message = "has more than 1000 groups";
            return Err(Error::invalid_input("memberOf", message));
        }
        values::at_most("application", self.application, 500)?;
        values::at_most("cookie", self.cookie.map(Secret::expose), 5000)?;
        values::at_most("reqDevFP", self.device_fingerprint, 50_000)
    }
}

impl Check for StartAuthentication {
    fn check(&self) -> Result<(), Error> {
        values::user_name("userName", self.user_name.as_deref())?;
        let inputs = PolicyInputs {
            ip_address: self.ip_address.as_deref(),
            application: self.application.as_deref(),
            cookie: self.cookie.as_ref(),
            device_fingerprint: self.device_fingerprint.as_deref(),
            member_of: self.member_of.as_deref(),
        };
        inputs.check()
    }
}

impl Check for AuthenticateOnline {
    fn check(&self) -> Result<(), Error> {
        values::user_name("userName", self.user_name.as_deref())?;
        let address = self.device_data.as_ref().map(|address| address.expose());
        values::not_empty("deviceData", address)?;
        let inputs = PolicyInputs {
            ip_address: self.ip_address.as_deref(),
            application: self.application.as_deref(),
            cookie: self.cookie.as_ref(),
            device_fingerprint: self.device_fingerprint.as_deref(),
            member_of: self.member_of.as_deref(),
        };
        inputs.check()
    }
}

impl Check for AuthenticateOffline {
    fn check(&self) -> Result<(), Error> {
        values::user_name("userName", self.user_name.as_deref())?;
        values::answer(self.otp.as_ref())
    }
}

impl Check for WebAuthnStartAuth {
    fn check(&self) -> Result<(), Error> {
        values::user_name("userName", self.user_name.as_deref())?;
        values::not_empty("rpId", self.rp_id.as_deref())
    }
}

impl Check for StartWebAuthnPasswordlessAuth {
    fn check(&self) -> Result<(), Error> {
        values::not_empty("rpId", self.rp_id.as_deref())?;
        values::not_empty("origin", self.origin.as_deref())
    }
}

impl Check for FinishWebAuthnPasswordlessAuth {
    fn check(&self) -> Result<(), Error> {
        let credential = self.credential.as_ref().map(|credential| credential.expose());
        values::not_empty("publicKeyCredentialJson", credential)
    }
}

impl Check for RedirectRequest {
    fn check(&self) -> Result<(), Error> {
        values::user_name("sub", Some(self.subject.as_deref().unwrap_or_default()))?;
        let url = self.return_url.as_deref().unwrap_or_default();
        let fine = ["https://", "http://"]
            .iter()
            .any(|scheme| url.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()));
        match fine {
            true => Ok(()),
            false => {
                let message = "must be a URL of the application";
                Err(Error::invalid_input("returnUrl", message))
            }
        }
    }
}
