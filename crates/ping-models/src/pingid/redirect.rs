//! The browser redirect: what the token of its form and the token that comes back claim.

use crate::{Loose, Model, OpenEnum, OpenValue, Rest, UnknownValue};

/// An attribute of the user or of the request.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct RedirectAttribute {
    /// Its name, such as `fname` or `pingidSpAlias`.
    pub name: Option<String>,
    /// Its value.
    #[model(personal)]
    pub value: Option<Loose<String>>,
    rest: Rest<Self>,
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

/// The claims of `ppm_request`.
///
/// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiPpmrequest.html>
#[derive(Clone, Default, PartialEq, Model)]
#[non_exhaustive]
pub struct RedirectRequest {
    /// Who asks.
    #[model(name = "iss")]
    pub issuer: Option<String>,
    /// The user's name.
    #[model(name = "sub", personal)]
    pub subject: Option<String>,
    /// Whom it is for: `pingidauthenticator`, or `md` for a pairing.
    #[model(name = "aud")]
    pub audience: Option<String>,
    /// Comes back in the response.
    pub nonce: Option<String>,
    /// When it expires, in seconds since 1970.
    #[model(name = "exp")]
    pub expires_at: Option<Loose<i64>>,
    /// When it was made, in seconds since 1970.
    #[model(name = "iat")]
    pub issued_at: Option<Loose<i64>>,
    /// Its id, which the response names.
    #[model(name = "jti")]
    pub id: Option<String>,
    /// The version of the settings. Not documented.
    #[model(name = "confVersion")]
    pub configuration_version: Option<Loose<i64>>,
    /// The organization.
    #[model(name = "idpAccountId")]
    pub account_id: Option<String>,
    /// Reserved.
    #[model(name = "idpEntityId")]
    pub entity_id: Option<String>,
    /// Where the browser brings the response.
    pub return_url: Option<String>,
    /// The address of the request.
    #[model(name = "dst")]
    pub destination: Option<String>,
    /// Attributes of the user and of the request.
    pub attributes: Option<Vec<RedirectAttribute>>,
    rest: Rest<Self>,
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

/// How a redirect ended.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum RedirectStatus {
    /// The user has authenticated, or the device is paired.
    #[wire("success")]
    Success,
    /// Neither.
    #[wire("failure")]
    Failure,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Why a redirect failed.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum RedirectErrorCode {
    /// Authentication: a fault of the system.
    #[wire("AUTH_001")]
    System,
    /// Authentication: a fault of the settings.
    #[wire("AUTH_002")]
    Configuration,
    /// Authentication: a general fault.
    #[wire("PINGID_001")]
    General,
    /// Authentication: the state is not valid.
    #[wire("PINGID_002")]
    InvalidState,
    /// Authentication: the request has expired.
    #[wire("PINGID_003")]
    Expired,
    /// Authentication: the session is not valid.
    #[wire("PINGID_004")]
    InvalidSession,
    /// Authentication: the phone number is not valid.
    #[wire("PINGID_005")]
    InvalidPhoneNumber,
    /// Authentication: the enrollment failed.
    #[wire("PINGID_006")]
    Enrollment,
    /// Authentication: the device is not enabled.
    #[wire("PINGID_007")]
    DeviceNotEnabled,
    /// FIDO: the browser cannot do it.
    BrowserNotSupported,
    /// FIDO: the request is not valid, or has expired.
    #[wire("INVALID_PPM")]
    InvalidRequest,
    /// FIDO: the user has as many devices as are allowed.
    MaxDevices,
    /// FIDO: the browser stopped it.
    #[wire("ABORT_ERROR")]
    Abort,
    /// FIDO: the authentication failed.
    #[wire("AUTH_GENERIC_ERROR")]
    Authentication,
    /// FIDO: another key than the user's.
    #[wire("INVALID_STATE_ERROR")]
    WrongKey,
    /// FIDO: the user cancelled it, or took too long.
    #[wire("NOT_ALLOWED_ERROR")]
    NotAllowed,
    /// FIDO: the page may not do it.
    #[wire("SECURITY_ERROR")]
    Security,
    /// There is no such user.
    #[wire("USER_DOES_NOT_EXIST")]
    UserUnknown,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// The claims of `ppm_response`.
///
/// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiPpmrequest.html>
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct RedirectResponse {
    /// Whom the request was for.
    #[model(name = "iss")]
    pub issuer: Option<String>,
    /// The user's name.
    #[model(name = "sub", personal)]
    pub subject: Option<String>,
    /// Who asked.
    #[model(name = "aud")]
    pub audience: Option<String>,
    /// The nonce of the request; missing in some failures.
    pub nonce: Option<String>,
    /// When it expires, in seconds since 1970.
    #[model(name = "exp")]
    pub expires_at: Option<Loose<i64>>,
    /// When it was made, in seconds since 1970.
    #[model(name = "iat")]
    pub issued_at: Option<Loose<i64>>,
    /// Its id.
    #[model(name = "jti")]
    pub id: Option<String>,
    /// How it ended.
    pub status: Option<RedirectStatus>,
    /// The organization.
    #[model(name = "idpAccountId")]
    pub account_id: Option<String>,
    /// How the user authenticated: a name of SAML.
    #[model(name = "authnContext")]
    pub context: Option<String>,
    /// The id of the request.
    pub in_response_to: Option<String>,
    /// The address of the response.
    #[model(name = "dst")]
    pub destination: Option<String>,
    /// Why it failed.
    pub error_code: Option<RedirectErrorCode>,
    /// The same in words.
    pub message: Option<String>,
    /// Groups of the user, as the text of a JSON array.
    pub group: Option<String>,
    /// How sure it is. Not documented.
    pub assurance_level: Option<OpenValue>,
    /// Attributes. Not documented.
    pub attributes: Option<Vec<RedirectAttribute>>,
    rest: Rest<Self>,
}
