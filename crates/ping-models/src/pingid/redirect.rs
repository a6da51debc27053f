//! The browser redirect: what the token of its form and the token that comes back claim.

use crate::{Loose, OpenValue};

model! {
    /// An attribute of the user or of the request.
    pub struct RedirectAttribute {
        optional {
            /// Its name, such as `fname` or `pingidSpAlias`.
            name: String = "name",
            /// Its value.
            value: Loose<String> = "value" personal,
        }
    }
}

impl RedirectAttribute {
    /// An attribute by name and value.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            name: Some(name.into()),
            value: Some(Loose::new(value.into())),
            rest: crate::Rest::default(),
        }
    }
}

model! {
    /// The claims of `ppm_request`.
    ///
    /// Taken by `pingid.ppm_auth`, `pingid.ppm_webauthn_registration` and
    /// `pingid.ppm_hybrid_webauthn_auth`.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiPpmrequest.html>
    #[derive(Default)]
    pub struct RedirectRequest {
        optional {
            /// Who asks.
            issuer: String = "iss",
            /// The user's name.
            subject: String = "sub" personal,
            /// Whom it is for: `pingidauthenticator`, or `md` for a pairing.
            audience: String = "aud",
            /// Comes back in the response.
            nonce: String = "nonce",
            /// When it expires, in seconds since 1970.
            expires_at: Loose<i64> = "exp",
            /// When it was made, in seconds since 1970.
            issued_at: Loose<i64> = "iat",
            /// Its id, which the response names.
            id: String = "jti",
            /// The version of the settings. Not documented.
            configuration_version: Loose<i64> = "confVersion",
            /// The organization.
            account_id: String = "idpAccountId",
            /// Reserved.
            entity_id: String = "idpEntityId",
            /// Where the browser brings the response.
            return_url: String = "returnUrl",
            /// The address of the request.
            destination: String = "dst",
            /// Attributes of the user and of the request.
            attributes: Vec<RedirectAttribute> = "attributes",
        }
    }
}

impl RedirectRequest {
    /// A request about a user, whose browser comes back to this URL. What else it needs is filled
    /// in where the form is made.
    pub fn new(user_name: impl Into<String>, return_url: impl Into<String>) -> Self {
        Self {
            subject: Some(user_name.into()),
            return_url: Some(return_url.into()),
            ..Self::default()
        }
    }

    /// Who asks, as the response will name it; `PingFed` unless given.
    #[must_use]
    pub fn issuer(mut self, name: impl Into<String>) -> Self {
        self.issuer = Some(name.into());
        self
    }

    /// An attribute: `fname`, `lname`, `email` and `phone` of the user, `appName`, `appIconUrl`,
    /// `pingidSpAlias` and others.
    #[must_use]
    pub fn attribute(mut self, name: &str, value: impl Into<String>) -> Self {
        let attributes = self.attributes.get_or_insert_default();
        attributes.push(RedirectAttribute::new(name, value));
        self
    }

    /// An attribute that has this value unless it was given before.
    #[must_use]
    pub fn attribute_unless_given(self, name: &str, value: impl Into<String>) -> Self {
        let mut given = self.attributes.iter().flatten();
        if given.any(|attribute| attribute.name.as_deref() == Some(name)) {
            return self;
        }
        self.attribute(name, value)
    }
}

open_enum! {
    /// How a redirect ended.
    pub enum RedirectStatus {
        /// The user has authenticated, or the device is paired.
        Success = "success",
        /// Neither.
        Failure = "failure",
    }
}

open_enum! {
    /// Why a redirect failed.
    pub enum RedirectErrorCode {
        /// Authentication: a fault of the system.
        System = "AUTH_001",
        /// Authentication: a fault of the settings.
        Configuration = "AUTH_002",
        /// Authentication: a general fault.
        General = "PINGID_001",
        /// Authentication: the state is not valid.
        InvalidState = "PINGID_002",
        /// Authentication: the request has expired.
        Expired = "PINGID_003",
        /// Authentication: the session is not valid.
        InvalidSession = "PINGID_004",
        /// Authentication: the phone number is not valid.
        InvalidPhoneNumber = "PINGID_005",
        /// Authentication: the enrollment failed.
        Enrollment = "PINGID_006",
        /// Authentication: the device is not enabled.
        DeviceNotEnabled = "PINGID_007",
        /// FIDO: the browser cannot do it.
        BrowserNotSupported = "BROWSER_NOT_SUPPORTED",
        /// FIDO: the request is not valid, or has expired.
        InvalidRequest = "INVALID_PPM",
        /// FIDO: the user has as many devices as are allowed.
        MaxDevices = "MAX_DEVICES",
        /// FIDO: the browser stopped it.
        Abort = "ABORT_ERROR",
        /// FIDO: the authentication failed.
        Authentication = "AUTH_GENERIC_ERROR",
        /// FIDO: another key than the user's.
        WrongKey = "INVALID_STATE_ERROR",
        /// FIDO: the user cancelled it, or took too long.
        NotAllowed = "NOT_ALLOWED_ERROR",
        /// FIDO: the page may not do it.
        Security = "SECURITY_ERROR",
        /// There is no such user.
        UserUnknown = "USER_DOES_NOT_EXIST",
    }
}

model! {
    /// The claims of `ppm_response`.
    ///
    /// Returned by `pingid.ppm_auth`, `pingid.ppm_webauthn_registration` and
    /// `pingid.ppm_hybrid_webauthn_auth`.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiPpmrequest.html>
    pub struct RedirectResponse {
        optional {
            /// Whom the request was for.
            issuer: String = "iss",
            /// The user's name.
            subject: String = "sub" personal,
            /// Who asked.
            audience: String = "aud",
            /// The nonce of the request; missing in some failures.
            nonce: String = "nonce",
            /// When it expires, in seconds since 1970.
            expires_at: Loose<i64> = "exp",
            /// When it was made, in seconds since 1970.
            issued_at: Loose<i64> = "iat",
            /// Its id.
            id: String = "jti",
            /// How it ended.
            status: RedirectStatus = "status",
            /// The organization.
            account_id: String = "idpAccountId",
            /// How the user authenticated: a name of SAML.
            context: String = "authnContext",
            /// The id of the request.
            in_response_to: String = "inResponseTo",
            /// The address of the response.
            destination: String = "dst",
            /// Why it failed.
            error_code: RedirectErrorCode = "errorCode",
            /// The same in words.
            message: String = "message",
            /// Groups of the user, as the text of a JSON array.
            group: String = "group",
            /// How sure it is. Not documented.
            assurance_level: OpenValue = "assuranceLevel",
            /// Attributes. Not documented.
            attributes: Vec<RedirectAttribute> = "attributes",
        }
    }
}
