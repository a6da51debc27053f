//! Relying parties and the origins that may act for them.

use url::{Host, Url};

use crate::base::webauthn::terms::Refusal;

/// Whether credentials can be bound to it: a domain, written as browsers write it.
pub(super) fn check_rp_id(rp_id: &str) -> Result<(), Refusal> {
    match Host::parse(rp_id) {
        Ok(Host::Domain(domain)) if domain == rp_id => Ok(()),
        _ => Err(Refusal::new("rpId must be a domain in lower case.")),
    }
}

/// An origin that may use credentials of that relying party.
pub(super) fn parse(text: &str, rp_id: &str) -> Result<Url, Refusal> {
    let not_an_origin = || Refusal::new("origin must be scheme, host and, if need be, port.");
    let url = Url::parse(text).map_err(|_| not_an_origin())?;
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    if !bare || !url.username().is_empty() || url.password().is_some() {
        return Err(not_an_origin());
    }
    let host = url.domain().ok_or_else(not_an_origin)?;
    if url.scheme() != "https" && !(url.scheme() == "http" && host == "localhost") {
        return Err(Refusal::new("origin must be https, or http of localhost."));
    }
    let below = host.strip_suffix(rp_id);
    if host != rp_id && !below.is_some_and(|rest| rest.ends_with('.')) {
        return Err(Refusal::new("origin must be of rpId's domain or of one below it."));
    }
    Ok(url)
}
