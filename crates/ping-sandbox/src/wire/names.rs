//! The names that the services go by: those of the regions, and custom domains of environments. Under
//! such a name one service answers; under any other one, as the sandbox's own address, all do.

/// A host name that stands for one service.
pub(crate) struct Name {
    /// As the catalogue calls it.
    pub(crate) service: &'static str,
    /// What the URLs of that service begin with.
    pub(crate) origin: String,
    /// It stands for one environment, too, which its paths do not name.
    pub(crate) is_domain: bool,
}

const PINGONE: [&str; 6] = ["com", "ca", "eu", "com.au", "sg", "asia"];
const PINGID: [&str; 3] = ["com", "eu", "com.au"];

/// The service that has that name in a region, as the catalogue calls it.
pub(crate) fn of_region(host: &str) -> Option<&'static str> {
    let is = |service: &str, domain: &str, regions: &[&str]| {
        let rest = host.strip_prefix(service).and_then(|rest| rest.strip_prefix(domain));
        rest.is_some_and(|region| regions.contains(&region))
    };
    ["api", "auth"]
        .into_iter()
        .find(|service| is(service, ".pingone.", &PINGONE))
        .or_else(|| is("idpxnyl3m", ".pingidentity.", &PINGID).then_some("pingid"))
}

/// Whether a name can be a custom domain: none of the services' own, and no address.
pub(crate) fn is_domain(host: &str) -> bool {
    let is_label = |label: &str| {
        let is_sound =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        !label.is_empty() && label.len() < 64 && label.bytes().all(is_sound)
    };
    let ends_in_letters = || host.ends_with(|last: char| last.is_ascii_lowercase());
    host.len() < 254
        && host.contains('.')
        && host.split('.').all(is_label)
        && ends_in_letters()
        && of_region(host).is_none()
}

#[cfg(test)]
mod tests {
    use super::{is_domain, of_region};

    #[test]
    fn a_name_stands_for_one_service() {
        assert_eq!(of_region("api.pingone.com.au"), Some("api"));
        assert_eq!(of_region("auth.pingone.asia"), Some("auth"));
        assert_eq!(of_region("idpxnyl3m.pingidentity.eu"), Some("pingid"));
        for other in ["api.pingone.org", "pingone.com", "apix.pingone.com", "api.pingone.", "x"] {
            assert_eq!(of_region(other), None, "{other}");
        }
        assert!(is_domain("login.example.com"));
        for none in ["auth.pingone.eu", "127.0.0.1", "localhost", "a..b", "LOGIN.test", "a b.test"]
        {
            assert!(!is_domain(none), "{none}");
        }
    }
}
