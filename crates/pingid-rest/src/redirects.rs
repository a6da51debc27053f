//! Redirects of the browser to PingID's own pages.

use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ping_models::pingid::{DeviceId, RedirectRequest, RedirectResponse, RedirectStatus};
use ping_models::{EpochMillis, Loose, Secret};
use ping_transport::{Error, OperationInfo, random_bytes};

use crate::checks::Check as _;
use crate::flow::redirect::{Expected, unbelievable};
use crate::operations::*;
use crate::{PendingRedirect, PingId, RedirectForm, RedirectOutcome};

/// How long a request is good.
const LIFETIME: Duration = Duration::from_secs(600);

/// What the issuer is called unless the request names one.
const ISSUER: &str = "PingFed";

/// Redirects of the browser to PingID's own pages. From
/// [`PingId::redirects`](crate::PingId::redirects).
///
/// Nothing is sent by this program: the browser posts the form, and posts the response to the URL
/// of the application. The properties file needs `authenticator_url`.
///
/// ```no_run
/// # use ping_models::pingid::RedirectRequest;
/// # use pingid_rest::{PendingRedirect, PingId, RedirectOutcome};
/// # use ping_transport::Error;
/// # fn posted() -> String { String::new() }
/// # async fn example(pingid: PingId) -> Result<(), Error> {
/// let redirects = pingid.redirects();
/// let request = RedirectRequest::new("jdoe", "https://app.example.com/signed-in");
/// let form = redirects.authenticate(request.attribute("fname", "John"))?;
/// println!("{}", form.html()); // answer the browser with it, and keep the pending redirect
/// let pending: PendingRedirect = form.pending().clone();
///
/// // The browser posts `ppm_response` to the URL above.
/// match redirects.read(&pending, &posted())? {
///     RedirectOutcome::Success(response) => println!("signed in: {:?}", response.subject),
///     RedirectOutcome::Failure(response) => println!("not: {:?}", response.error_code),
///     _ => {}
/// }
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct Redirects {
    pub(crate) pingid: PingId,
}

impl Redirects {
    /// PPM request: the user authenticates on PingID's page, and pairs a first device there.
    ///
    /// # Errors
    ///
    /// Fails where the account has no `authenticator_url`, the user name is empty, or the return
    /// URL is no URL with `https` or `http`.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiPpmrequest.html>
    #[doc(alias("sign_in", "sign_on", "login", "PPM request"))]
    pub fn authenticate(&self, request: RedirectRequest) -> Result<RedirectForm, Error> {
        let request = request.attribute_unless_given("isUserAuthenticated", "true");
        self.form(&PPM_AUTH.info, "pingidauthenticator", request)
    }

    /// PPM request for FIDO pairing with a hybrid UI: the user pairs a FIDO device on PingID's
    /// page. `webauthnEnrollmentType` says which: `webauthn` or `webauthn_platform`.
    ///
    /// # Errors
    ///
    /// As [`authenticate`](Self::authenticate).
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiPpmrequest.html>
    #[doc(alias(
        "enroll",
        "register",
        "webauthn",
        "passkey",
        "PPM request for FIDO pairing with a hybrid UI"
    ))]
    pub fn pair_fido(
        &self,
        enrollment_type: &str,
        request: RedirectRequest,
    ) -> Result<RedirectForm, Error> {
        let request = request.attribute("webauthnEnrollmentType", enrollment_type);
        self.form(&PPM_WEBAUTHN_REGISTRATION.info, "md", request)
    }

    /// PPM request for FIDO authentication with a hybrid UI: the user authenticates with this FIDO
    /// device on PingID's page.
    ///
    /// # Errors
    ///
    /// As [`authenticate`](Self::authenticate).
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiPpmrequest.html>
    #[doc(alias("PPM request for FIDO authentication with a hybrid UI"))]
    pub fn authenticate_fido(
        &self,
        device: impl Into<DeviceId>,
        request: RedirectRequest,
    ) -> Result<RedirectForm, Error> {
        let request = request
            .attribute_unless_given("pingidSpAlias", "web")
            .attribute("webAuthnDeviceId", device.into().to_string());
        let operation = &PPM_HYBRID_WEBAUTHN_AUTH.info;
        self.form(operation, "pingidauthenticator", request)
    }

    /// Verifies and reads the `ppm_response` that the browser brought.
    ///
    /// # Errors
    ///
    /// Fails where the response is not signed with the account's key, is for another request or
    /// user, or has expired: nothing in it is believed then.
    pub fn read(
        &self,
        pending: &PendingRedirect,
        ppm_response: &str,
    ) -> Result<RedirectOutcome, Error> {
        let account = self.pingid.account()?;
        let payload = account.envelope().open_redirect(ppm_response.trim().as_bytes());
        let payload = payload.map_err(|why| unbelievable(format_args!("{why}")))?;
        let response: RedirectResponse =
            ping_models::decode(&payload).map_err(Error::undocumented)?;
        let now = seconds(self.pingid.client().clock().now());
        pending.state.check(&response, account.org_alias(), now)?;
        let response = Box::new(response);
        Ok(match response.status {
            Some(RedirectStatus::Success) => RedirectOutcome::Success(response),
            _ => RedirectOutcome::Failure(response),
        })
    }

    fn form(
        &self,
        operation: &OperationInfo,
        audience: &str,
        mut request: RedirectRequest,
    ) -> Result<RedirectForm, Error> {
        let account = self.pingid.account()?;
        let url = account.redirect_url(operation)?;
        let state = Expected {
            issuer: request.issuer.clone().unwrap_or_else(|| ISSUER.to_owned()),
            audience: audience.to_owned(),
            user_name: request.subject.clone().unwrap_or_default(),
            nonce: random()?,
            id: random()?,
        };
        request.check()?;
        let now = self.pingid.client().clock().now();
        request.issuer = Some(state.issuer.clone());
        request.audience = Some(audience.to_owned());
        request.nonce = Some(state.nonce.clone());
        request.id = Some(state.id.clone());
        request.issued_at = Some(Loose::new(seconds(now)));
        request.expires_at =
            request.expires_at.or_else(|| Some(Loose::new(seconds(now + LIFETIME))));
        request.account_id = Some(account.org_alias().to_owned());
        let unwritable = |_| Error::invalid_input("ppm_request", "cannot be written as JSON");
        let claims = serde_json::to_vec(&request).map_err(unwritable)?;
        let token = account.envelope().sign(&claims);
        let org_alias = Secret::from(account.org_alias());
        let mut fields = match audience {
            "md" => vec![("orgUuid", org_alias)],
            _ => vec![("idp_account_id", org_alias), ("iss", Secret::from(state.issuer.as_str()))],
        };
        fields.push(("ppm_request", token.into()));
        Ok(RedirectForm {
            url,
            fields,
            pending: PendingRedirect { pingid: self.pingid.clone(), state },
        })
    }
}

fn random() -> Result<String, Error> {
    Ok(URL_SAFE_NO_PAD.encode(random_bytes::<18>()?))
}

fn seconds(time: SystemTime) -> i64 {
    EpochMillis::from(time).unix_millis() / 1000
}
