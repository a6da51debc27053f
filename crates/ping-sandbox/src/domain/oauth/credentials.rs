//! What a request shows of who sends it.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::{
    domain::oauth::assertion::Assertion,
    wire::request::{Request, first},
};

const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// Who a client says it is.
pub(crate) struct Credentials {
    pub(crate) client_id: String,
    pub(crate) proof: Proof,
}

/// What it brings to be believed.
pub(crate) enum Proof {
    /// A secret in the `Authorization` header.
    Basic(String),
    /// A secret in the form.
    Post(String),
    Assertion(Assertion),
    Nothing,
}

impl Credentials {
    /// `None` where there are none, or those of two methods at once.
    pub(crate) fn of(request: &Request, form: &[(String, String)]) -> Option<Self> {
        let named = first(form, "client_id");
        let header = request.header("authorization");
        let (secret, jwt) = (first(form, "client_secret"), first(form, "client_assertion"));
        let (client_id, proof) = match (header, secret, jwt) {
            (Some(header), None, None) => {
                let (id, secret) = basic(header)?;
                (id, Proof::Basic(secret))
            }
            (None, Some(secret), None) => (named?.to_owned(), Proof::Post(secret.to_owned())),
            (None, None, Some(jwt)) => {
                let kind = first(form, "client_assertion_type");
                let assertion = Assertion::read(jwt).filter(|_| kind == Some(ASSERTION_TYPE))?;
                (assertion.issuer()?.to_owned(), Proof::Assertion(assertion))
            }
            (None, None, None) => (named?.to_owned(), Proof::Nothing),
            _ => return None,
        };
        named.is_none_or(|id| id == client_id).then_some(Self { client_id, proof })
    }
}

fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, pair) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let pair = String::from_utf8(STANDARD.decode(pair.trim()).ok()?).ok()?;
    let (id, secret) = pair.split_once(':')?;
    Some((id.to_owned(), secret.to_owned()))
}
