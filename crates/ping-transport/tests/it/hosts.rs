//! Hosts: what counts as one, custom domains, issuers, plain HTTP.

use ping_transport::testing::ManualClock;
use ping_transport::{Error, ErrorKind, Hosts, Region};

use crate::regions::{builder, other_urls, pingid, urls};
use crate::support::{FLOWS, Play, SCIM_USERS, fake, ok, read, token, worker};

#[test]
fn hosts_and_custom_domains() {
    let api = "https://api.pingone.eu/v1/environments/env-1";
    let rest = "as/.well-known/openid-configuration";
    // host of the authorization server, its URL
    let table = [
        ("login.example.com", format!("https://login.example.com/{rest}")),
        ("https://login.example.com/", format!("https://login.example.com/{rest}")),
        ("login.example.com:8443", format!("https://login.example.com:8443/{rest}")),
        ("example.pingone.eu", format!("https://example.pingone.eu/{rest}")),
        ("auth.pingone.eu", format!("https://auth.pingone.eu/env-1/{rest}")),
        ("AUTH.pingone.com.au", format!("https://AUTH.pingone.com.au/env-1/{rest}")),
        ("localhost:9000", format!("http://localhost:9000/env-1/{rest}")),
        ("127.0.0.1:9000", format!("http://127.0.0.1:9000/env-1/{rest}")),
        ("127.8.9.1", format!("http://127.8.9.1/env-1/{rest}")),
        ("[::1]:9000", format!("http://[::1]:9000/env-1/{rest}")),
        ("https://localhost:9000", format!("https://localhost:9000/env-1/{rest}")),
        // The root of the domain name system makes no other host.
        ("auth.pingone.eu.", format!("https://auth.pingone.eu/env-1/{rest}")),
        ("LOGIN.example.com.:8443", format!("https://LOGIN.example.com:8443/{rest}")),
        ("localhost.", format!("http://localhost/env-1/{rest}")),
        // Issuers.
        ("https://login.example.com/as", format!("https://login.example.com/{rest}")),
        ("login.example.com/as/", format!("https://login.example.com/{rest}")),
        (
            "https://gateway.example.com/env-2/as",
            format!("https://gateway.example.com/env-2/{rest}"),
        ),
        ("https://auth.pingone.eu/env-1/as", format!("https://auth.pingone.eu/env-1/{rest}")),
        ("auth.pingone.eu/as", format!("https://auth.pingone.eu/env-1/{rest}")),
        ("http://127.0.0.1:9000/env-1/as/", format!("http://127.0.0.1:9000/env-1/{rest}")),
        ("http://127.0.0.1:9000/ping/env-1/as", format!("http://127.0.0.1:9000/ping/env-1/{rest}")),
        (
            "https://login.example.com/ping/basic",
            format!("https://login.example.com/ping/basic/{rest}"),
        ),
    ];
    for (host, url) in table {
        let hosts = Hosts::region(Region::Eu).auth_host(host).unwrap();
        let client = builder().hosts(hosts).build().unwrap();
        assert_eq!(urls(&client), [api.to_owned(), url], "{host}");
    }
    for (host, url) in [
        ("api.example.com", "https://api.example.com/v1/environments/env-1"),
        ("https://api.pingone.eu/v1", "https://api.pingone.eu/v1/environments/env-1"),
        (
            "https://gateway.example.com/ping/v1/",
            "https://gateway.example.com/ping/v1/environments/env-1",
        ),
        ("localhost:9000", "http://localhost:9000/v1/environments/env-1"),
        ("api.pingone.sg./v1/", "https://api.pingone.sg/v1/environments/env-1"),
    ] {
        let hosts = Hosts::region(Region::Eu).api_host(host).unwrap();
        assert_eq!(urls(&builder().hosts(hosts).build().unwrap())[0], url, "{host}");
    }
}

#[tokio::test]
async fn the_other_domains_take_calls_as_the_api_does() {
    // host, what DaVinci's URL and that of SCIM begin with
    for (host, origin) in [
        ("gateway.example.com", "https://gateway.example.com"),
        ("localhost:9000", "http://localhost:9000"),
        ("https://gateway.example.com/ping/", "https://gateway.example.com/ping"),
    ] {
        let hosts = Hosts::region(Region::Eu).orchestrate_host(host);
        let hosts = hosts.and_then(|hosts| hosts.scim_host(host)).unwrap();
        let wanted = [
            format!("{origin}/v1/environments/env-1/flows"),
            format!("{origin}/environments/env-1/v2/Users"),
        ];
        let client = builder().hosts(hosts).build().unwrap();
        assert_eq!(other_urls(&client), wanted, "{host}");
    }
    let hosts = Hosts::region(Region::Eu).orchestrate_host("orchestrate-api.pingone.sg/v1/");
    let client = builder().hosts(hosts.unwrap()).build().unwrap();
    let url = "https://orchestrate-api.pingone.sg/v1/environments/env-1/flows";
    assert_eq!(other_urls(&client)[0], url);

    // They take the token, and SCIM has a media type of its own.
    let (fake, client) = fake([ok(), ok()]);
    for (operation, accept) in
        [(&FLOWS, "application/json"), (&SCIM_USERS, "application/scim+json")]
    {
        client.request(operation).segment("env-1").call().await.unwrap();
        let headers = fake.received().pop().unwrap().headers;
        assert_eq!(headers["authorization"], "Bearer a-token");
        assert_eq!(headers["accept"], accept);
    }
}

#[tokio::test]
async fn a_custom_domain_drops_the_environment_from_the_token_endpoint() {
    for (host, url) in [
        (None, "https://auth.pingone.com/env-1/as/token"),
        (Some("login.example.com"), "https://login.example.com/as/token"),
    ] {
        let play = Play::new([token("t1")], [ok()]);
        let mut hosts = Hosts::region(Region::Na);
        if let Some(host) = host {
            hosts = hosts.auth_host(host).unwrap();
        }
        let client = worker(play.clone(), &ManualClock::fixed()).hosts(hosts).build().unwrap();
        read(&client).await.unwrap();
        assert_eq!(play.tokens.received()[0].url, url);
    }
}

#[test]
fn hosts_that_cannot_be_used() {
    let table = [
        ("", "is empty; give a host name such as api.pingone.eu"),
        ("  ", "is empty"),
        ("https://", "is not a host name or a URL"),
        ("ftp://host", "is neither https nor http"),
        ("https://host?a=b", "must not have a query"),
        ("https://host/?", "must not have a query"),
        ("host?x", "must not have a query"),
        ("host#x", "must not have a query or fragment"),
        ("#x", "must not have a query or fragment"),
        ("host:99999", "has no usable port"),
        ("host:", "has no usable port"),
        ("host:+1", "has no usable port"),
        ("host:-1", "has no usable port"),
        ("host:0", "has no usable port"),
        ("[::1]:", "has no usable port"),
        (":1", "is not a host name"),
        (":+1", "is not a host name"),
        ("host name", "is not a host name"),
        ("host\nname", "is not a host name"),
        ("host/pa th", "is not a host name"),
        ("user@host", "must not carry a user name or password"),
        ("https://user:word@host", "must not carry a user name"),
        ("/path/only", "is not a host name or a URL"),
        ("höst.example", "is not a host name"),
        ("[localhost]", "is not a host name"),
        ("[127.0.0.1]", "is not a host name"),
        ("[::1", "is not a host name"),
        ("::1", "is not a host name"),
        ("[fe80::1%25eth0]", "is not a host name"),
        ("host..", "is not a host name"),
        (".host", "is not a host name"),
        ("a..b", "is not a host name"),
        (".", "is not a host name"),
        ("-a.example", "is not a host name"),
        ("a%2eb.example", "is not a host name"),
        ("127.1", "is not a host name"),
        ("1.2.3.4.5", "is not a host name"),
        ("256.0.0.1", "is not a host name"),
        ("https:host", "has no usable port"),
    ];
    let api = ("api_host", Hosts::api_host as fn(Hosts, &str) -> _);
    let auth = ("auth_host", Hosts::auth_host as fn(Hosts, &str) -> _);
    let orchestrate = ("orchestrate_host", Hosts::orchestrate_host as fn(Hosts, &str) -> _);
    let scim = ("scim_host", Hosts::scim_host as fn(Hosts, &str) -> _);
    let refused =
        |(field, set): (&str, fn(Hosts, &str) -> Result<Hosts, Error>), host: &str, part: &str| {
            let error = set(Hosts::region(Region::Na), host).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Configuration);
            assert_eq!(error.field(), Some(field));
            assert!(error.to_string().contains(part), "{host:?}: {error}");
        };
    for (host, part) in table {
        refused(api, host, part);
        refused(auth, host, part);
        refused(orchestrate, host, part);
        refused(scim, host, part);
    }
    let long = format!("{}.example", "a".repeat(64));
    refused(auth, &long, "is not a host name");
    let part = "has the path of an endpoint; give the host alone: https://";
    for host in [
        "https://login.example.com/as/token",
        "https://login.example.com/as/.well-known/openid-configuration",
        "https://auth.pingone.eu/env-1/as/token",
        "https://auth.pingone.eu/env-1",
        "https://auth.pingone.eu/a/b/as",
    ] {
        refused(auth, host, part);
    }
    for host in [
        "https://api.pingone.eu/v1/environments/env-1",
        "https://gateway.example.com/v1/environments",
        "https://api.pingone.eu/v2",
    ] {
        refused(api, host, part);
    }
    refused(orchestrate, "https://gateway.example.com/v1/flows", part);
    refused(orchestrate, "orchestrate-api.pingone.eu/v2", part);
    refused(scim, "https://gateway.example.com/environments/env-1", part);
    refused(scim, "scim-api.pingone.eu/v2", part);
}

#[test]
fn plain_http_is_refused_but_to_loopback_or_by_name() {
    let table = [
        ("http://localhost", true),
        ("http://LOCALHOST:80", true),
        ("http://127.0.0.1", true),
        ("http://127.255.0.1:1", true),
        ("http://[::1]", true),
        ("http://api.pingone.com", false),
        ("http://localhost.example.com", false),
        ("http://127.0.0.1.example.com", false),
        ("http://10.0.0.1", false),
        ("http://0.0.0.0", false),
        ("http://[::2]", false),
        ("http://[::ffff:10.0.0.1]", false),
    ];
    let hosts = || Hosts::region(Region::Na);
    for (url, allowed) in table {
        let all = [
            ("api_host", hosts().api_host(url)),
            ("auth_host", hosts().auth_host(url)),
            ("orchestrate_host", hosts().orchestrate_host(url)),
            ("scim_host", hosts().scim_host(url)),
        ];
        for (field, hosts) in all {
            let builder = builder().hosts(hosts.unwrap());
            match builder.clone().build() {
                Ok(_) => assert!(allowed, "{field} {url}"),
                Err(error) => {
                    assert!(!allowed, "{field} {url}: {error}");
                    assert_eq!(error.field(), Some(field));
                    let part = "use https, or call `danger_allow_plain_http`";
                    assert!(error.to_string().contains(part), "{error}");
                }
            }
            builder.danger_allow_plain_http().build().unwrap();
        }
        let account = pingid(&format!("{url}/pingid"));
        assert_eq!(account.is_ok(), allowed, "{url}");
        if let Err(error) = account {
            assert_eq!(error.field(), Some("idp_url"));
        }
    }
}
