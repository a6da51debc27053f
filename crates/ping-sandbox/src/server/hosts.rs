//! Who may use the controls. On loopback they need not ask for a token, and a browser brings requests
//! of any page here, by DNS rebinding even under a host name of the page's own. The services themselves ask for
//! a token or a signature, so they answer under any name.

use std::net::{IpAddr, SocketAddr};

use http::{
    HeaderMap, Uri,
    header::{AUTHORIZATION, HOST, ORIGIN, WWW_AUTHENTICATE},
    uri::Authority,
};

use sha2::{Digest, Sha256};

use crate::{
    wire::response::{ApiError, Failure},
    world::running::Running,
};

/// The names that the sandbox goes by on one connection.
#[derive(Clone)]
pub(crate) struct Hosts {
    /// The connection's own end.
    local: Option<SocketAddr>,
    public: Option<Uri>,
    scheme: &'static str,
    /// The sum of the token that they ask for.
    token: Option<[u8; 32]>,
}

impl Hosts {
    pub(crate) fn new(local: Option<SocketAddr>, running: &Running) -> Self {
        let settings = &running.settings;
        let token = running.control_token.as_ref().map(|token| sum(&token.0));
        Self { local, public: settings.public_url.clone(), scheme: settings.scheme(), token }
    }

    /// Refuses a request that is for another host or that a page of another origin has sent; `target`
    /// is the authority in its first line, if there is one. Other clients than browsers name no
    /// origin.
    pub(crate) fn check(
        &self,
        target: Option<&Authority>,
        headers: &HeaderMap,
    ) -> Result<(), Failure> {
        if !self.is_for_own_host(target, headers) {
            return Err(refused(
                "For the controls, the header Host has to be localhost or the address of the \
                 sandbox, with its port, or the host of the public URL that it was started with.",
            ));
        }
        if !self.is_of_own_origin(headers) {
            return Err(refused("The controls are not for pages of other origins."));
        }
        Ok(())
    }

    /// Refuses who does not have the token, if there is one. Sums are compared, so that how long it
    /// takes says nothing of the token.
    pub(crate) fn check_token(&self, headers: &HeaderMap) -> Result<(), Failure> {
        let sent = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let sent = sent.and_then(|value| value.split_once(' '));
        let sent = sent.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        let sent = sent.map(|(_, token)| sum(token.trim()));
        if self.token.is_none() || sent == self.token {
            return Ok(());
        }
        let why = "The request could not be completed. The controls ask for their token: the one \
                   of --control-token, or that the program has said at its start.";
        let error = ApiError::new(401, "ACCESS_FAILED", why);
        Err(error.response().header(WWW_AUTHENTICATE, "Bearer").into())
    }

    fn is_for_own_host(&self, target: Option<&Authority>, headers: &HeaderMap) -> bool {
        let mut named = headers.get_all(HOST).iter();
        let host = named.next().and_then(|host| host.to_str().ok());
        let is_own = |authority: &Authority| self.is_own(authority);
        named.next().is_none()
            && target.is_none_or(is_own)
            && host.is_some_and(|host| host.parse().is_ok_and(|host| is_own(&host)))
    }

    fn is_of_own_origin(&self, headers: &HeaderMap) -> bool {
        let site = headers.get("sec-fetch-site").map(|site| site.as_bytes());
        matches!(site, None | Some(b"same-origin" | b"none"))
            && headers.get_all(ORIGIN).iter().all(|origin| {
                let origin = origin.to_str().ok().and_then(|text| text.parse().ok());
                origin.is_some_and(|origin| self.is_own_origin(&origin, headers))
            })
    }

    fn is_own(&self, authority: &Authority) -> bool {
        let public = self.public.as_ref().and_then(Uri::authority);
        if public.is_some_and(|public| public == authority) {
            return true;
        }
        let port = if self.scheme == "https" { 443 } else { 80 };
        let Some(local) = self.local else {
            return false;
        };
        let host = authority.host();
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let is_named = host.eq_ignore_ascii_case("localhost")
            || bare.parse().is_ok_and(|address: IpAddr| {
                let address = address.to_canonical();
                address.is_loopback() || address == local.ip().to_canonical()
            });
        // An authority with a user in it has more than host and port.
        is_named
            && !authority.as_str().contains('@')
            && authority.port_u16().unwrap_or(port) == local.port()
    }

    /// The request's own host, or the public URL.
    fn is_own_origin(&self, origin: &Uri, headers: &HeaderMap) -> bool {
        let host = headers.get(HOST).and_then(|host| host.to_str().ok());
        let same = |authority: &Authority| host.is_some_and(|host| authority == host);
        let public = self.public.as_ref();
        origin.scheme_str() == Some(self.scheme) && origin.authority().is_some_and(same)
            || public.is_some_and(|public| {
                public.scheme() == origin.scheme() && public.authority() == origin.authority()
            })
    }
}

fn sum(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}

fn refused(why: &str) -> Failure {
    ApiError::new(403, "ACCESS_FAILED", format!("The request could not be completed. {why}")).into()
}
