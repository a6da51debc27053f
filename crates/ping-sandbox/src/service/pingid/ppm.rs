//! What a browser carries between an identity provider and PingID: signed claims in forms.

use serde_json::{Map, Value, json};

use crate::{
    base::{random::Random, timestamp::Timestamp},
    wire::{
        request::{Request, first},
        response::{Failure, Response},
    },
};
use crate::{
    domain::pingid::{account::PingIdAccount, body::Body},
    service::pingid::ppm_page as page,
};

/// How long a response is good, in seconds.
const RESPONSE_LIFETIME: u64 = 300;
/// What is later than this many seconds (the year 5138) is milliseconds.
const LAST_SECOND: u64 = 100_000_000_000;
/// The only class that the documentation shows.
const CLASS: &str = "urn:oasis:names:tc:SAML:2.0:ac:classes:Telephony";

/// The fields of the forms that name an account, as the doors call them.
pub(super) const ACCOUNT_FIELDS: [&str; 2] = ["idp_account_id", "orgUuid"];

/// An error of a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Error {
    pub(super) code: &'static str,
    pub(super) message: String,
}

pub(super) fn error(code: &'static str, message: impl Into<String>) -> Error {
    Error { code, message: message.into() }
}

/// One of the addresses that browsers post to.
pub(super) struct Door {
    /// The form's field with the account.
    pub(super) account: &'static str,
    pub(super) audience: &'static str,
    /// Whether a form may have the text `null` for the issuer.
    pub(super) issuer_may_be_null: bool,
    /// The codes of a request that does not fit and of one that is too old.
    pub(super) malformed: &'static str,
    pub(super) expired: &'static str,
}

/// A request that the account signed, and that says where the answer goes.
pub(super) struct Ppm {
    /// The fields that are posted again with what the user enters.
    pub(super) fields: Vec<(String, String)>,
    form: Vec<(String, String)>,
    claims: Map<String, Value>,
    return_url: String,
    flaw: Option<Error>,
    expired: Option<Error>,
}

impl Ppm {
    /// Believes nothing before the signature holds. The failure is a page that nothing is signed
    /// on: it is not known to whom it would go.
    pub(super) fn read(
        door: &Door,
        request: &Request,
        account: &PingIdAccount,
        now: Timestamp,
    ) -> Result<Self, Failure> {
        let refuse = |why: &str| Failure::from(page::refusal(why));
        let form = request.form();
        let form = form.ok_or_else(|| refuse("The form is not valid UTF-8."))?;
        let token = first(&form, "ppm_request");
        let token = token.ok_or_else(|| refuse("ppm_request is missing."))?;
        let claims = account.verify_signature(token.as_bytes()).map_err(refuse)?;
        let claims: Map<String, Value> = serde_json::from_slice(&claims)
            .map_err(|_| refuse("The token's payload is not a JSON object."))?;
        if first(&form, door.account) != Some(account.org_alias()) {
            return Err(refuse("The form names another account."));
        }
        let return_url = claims.get("returnUrl").and_then(Value::as_str);
        let return_url = return_url
            .filter(|url| url.starts_with("https://") || url.starts_with("http://"))
            .filter(|url| url.parse::<http::Uri>().is_ok())
            .ok_or_else(|| refuse("returnUrl is not a URL that a browser can post to."))?
            .to_owned();
        let flaw = flaw(door, &form, &claims, account);
        let expired = late(&claims, now);
        let fields = [door.account, "iss", "ppm_request"];
        let fields = fields
            .into_iter()
            .filter_map(|name| Some((name.to_owned(), first(&form, name)?.to_owned())));
        Ok(Self {
            fields: fields.collect(),
            return_url,
            flaw: flaw.map(|why| error(door.malformed, why)),
            expired: expired.map(|why| error(door.expired, why)),
            form,
            claims,
        })
    }

    /// What is wrong with the request, apart from its age.
    pub(super) fn check(&self) -> Result<(), Error> {
        self.flaw.clone().map_or(Ok(()), Err)
    }

    /// A request may begin something until it expires; what has begun may take longer.
    pub(super) fn check_age(&self) -> Result<(), Error> {
        self.expired.clone().map_or(Ok(()), Err)
    }

    fn claim(&self, name: &str) -> &str {
        self.claims.get(name).and_then(Value::as_str).unwrap_or("")
    }

    /// The user's name.
    pub(super) fn user(&self) -> &str {
        self.claim("sub")
    }

    /// One of `attributes`.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let attributes = self.claims.get("attributes")?.as_array()?;
        let found = attributes.iter().find(|item| item["name"] == name)?;
        found["value"].as_str()
    }

    /// What the user's page posted.
    pub(super) fn posted(&self, name: &str) -> Option<&str> {
        first(&self.form, name).filter(|value| !value.is_empty())
    }

    /// The page that takes the outcome back.
    pub(super) fn respond(
        &self,
        account: &PingIdAccount,
        outcome: Result<(), Error>,
        random: &mut Random,
        now: Timestamp,
    ) -> Response {
        let mut claims = json!({
            "iss": self.claim("aud"),
            "aud": self.claim("iss"),
            "sub": self.user(),
            "nonce": self.claims.get("nonce"),
            "iat": now.seconds(),
            "exp": now.seconds() + RESPONSE_LIFETIME,
            "jti": random.token(),
            "status": if outcome.is_ok() { "success" } else { "failure" },
            "idpAccountId": account.org_alias(),
            "inResponseTo": self.claim("jti"),
            "dst": self.return_url,
            "authnContext": CLASS,
        });
        if let Err(error) = outcome {
            claims["errorCode"] = error.code.into();
            claims["message"] = error.message.into();
        }
        page::post_back(&self.return_url, &account.sign(&claims))
    }
}

/// What is wrong with the claims, if anything.
fn flaw(
    door: &Door,
    form: &[(String, String)],
    claims: &Map<String, Value>,
    account: &PingIdAccount,
) -> Option<String> {
    let claim = |name: &str| {
        let text = claims.get(name).and_then(Value::as_str);
        text.filter(|text| !text.is_empty())
    };
    if let Some(missing) = ["iss", "sub", "nonce"].into_iter().find(|name| claim(name).is_none()) {
        return Some(format!("{missing} is missing."));
    }
    // The vendor's own page of the hybrid UI names no issuer, in these letters.
    let issuer =
        first(form, "iss").filter(|issuer| !(door.issuer_may_be_null && *issuer == "null"));
    if issuer.is_some_and(|issuer| Some(issuer) != claim("iss")) {
        return Some("The form's issuer is not the token's.".to_owned());
    }
    if claim("aud") != Some(door.audience) {
        return Some(format!("aud must be {}.", door.audience));
    }
    if claim("idpAccountId") != Some(account.org_alias()) {
        return Some("idpAccountId names another account.".to_owned());
    }
    if !matches!(Body(claims).number("exp"), Ok(Some(_))) {
        return Some("exp is missing.".to_owned());
    }
    None
}

/// Clients write `exp` in seconds, and some in milliseconds.
fn late(claims: &Map<String, Value>, now: Timestamp) -> Option<&'static str> {
    let expires = Body(claims).number("exp").ok().flatten()?;
    let seconds = if expires > LAST_SECOND { expires / 1000 } else { expires };
    (seconds <= now.seconds()).then_some("The request has expired.")
}
