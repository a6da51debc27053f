//! Regions, hosts, environment variables, and paths.

use std::collections::HashMap;
use std::sync::Arc;

use ping_transport::pingid::Account;
use ping_transport::testing::{FakeTransport, ManualClock};
use ping_transport::{
    Client, ClientBuilder, Credentials, Error, ErrorKind, Hosts, PingIdRegion, Region,
};

use crate::support::{DETAILS, DISCOVER, ENVIRONMENT, Play, ok, read, token, with_token, worker};

fn builder() -> ClientBuilder {
    with_token(Arc::new(FakeTransport::new([])), &ManualClock::fixed())
}

/// The URLs of a call to the management API and of one to the authorization server.
fn urls(client: &Client) -> [String; 2] {
    let api = client.request(&ENVIRONMENT).segment("env-1").call();
    let auth = client.request(&DISCOVER).segment("env-1").call();
    [api, auth].map(|call| call.describe().unwrap().url)
}

#[test]
fn the_regions_of_pingone() {
    let table = [
        (Region::Na, "NA", "pingone.com"),
        (Region::Ca, "CA", "pingone.ca"),
        (Region::Eu, "EU", "pingone.eu"),
        (Region::Au, "AU", "pingone.com.au"),
        (Region::Sg, "SG", "pingone.sg"),
        (Region::Ap, "AP", "pingone.asia"),
    ];
    assert_eq!(Region::ALL.len(), table.len());
    for (region, code, domain) in table {
        assert_eq!(region.code(), code);
        assert_eq!(region.to_string(), code);
        for spelled in [code.to_owned(), code.to_lowercase(), format!(" {code} ")] {
            assert_eq!(spelled.parse::<Region>().unwrap(), region, "{spelled:?}");
        }
        let client = builder().region(region).build().unwrap();
        let wanted = [
            format!("https://api.{domain}/v1/environments/env-1"),
            format!("https://auth.{domain}/env-1/as/.well-known/openid-configuration"),
        ];
        assert_eq!(urls(&client), wanted);
    }
    for unknown in ["", "US", "NORTH_AMERICA", "com", "EU1"] {
        let error = unknown.parse::<Region>().unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("`region`: unknown region {unknown:?}; known are NA, CA, EU, AU, SG, AP")
        );
        assert_eq!(error.field(), Some("region"));
    }
}

#[test]
fn the_regions_of_pingid() {
    let table = [
        (
            PingIdRegion::Na,
            "NA",
            "https://idpxnyl3m.pingidentity.com/pingid",
        ),
        (
            PingIdRegion::Eu,
            "EU",
            "https://idpxnyl3m.pingidentity.eu/pingid",
        ),
        (
            PingIdRegion::Au,
            "AU",
            "https://idpxnyl3m.pingidentity.com.au/pingid",
        ),
    ];
    assert_eq!(PingIdRegion::ALL.len(), table.len());
    for (region, code, url) in table {
        assert_eq!(code.parse::<PingIdRegion>().unwrap(), region);
        assert_eq!(region.idp_url(), url);
        for text in [url.to_owned(), format!("{url}/"), format!(" {url} ")] {
            let client = pingid(&text).unwrap();
            let call = client.request(&DETAILS).call().describe().unwrap();
            assert_eq!(call.url, format!("{url}/rest/4/getuserdetails/do"));
        }
    }
    let error = "CA".parse::<PingIdRegion>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "`pingid_region`: unknown region \"CA\"; known are NA, EU, AU"
    );
}

fn pingid(idp_url: &str) -> Result<Client, Error> {
    let account = Account::from_properties(&format!(
        "use_base64_key=AAAA\ntoken=t\norg_alias=o\nidp_url={idp_url}\n"
    ))?;
    builder().pingid(account).build()
}

#[test]
fn hosts_and_custom_domains() {
    let api = "https://api.pingone.eu/v1/environments/env-1";
    let rest = "as/.well-known/openid-configuration";
    // host of the authorization server, its URL
    let table = [
        (
            "login.example.com",
            format!("https://login.example.com/{rest}"),
        ),
        (
            "https://login.example.com/",
            format!("https://login.example.com/{rest}"),
        ),
        (
            "login.example.com:8443",
            format!("https://login.example.com:8443/{rest}"),
        ),
        (
            "example.pingone.eu",
            format!("https://example.pingone.eu/{rest}"),
        ),
        (
            "auth.pingone.eu",
            format!("https://auth.pingone.eu/env-1/{rest}"),
        ),
        (
            "AUTH.pingone.com.au",
            format!("https://AUTH.pingone.com.au/env-1/{rest}"),
        ),
        (
            "localhost:9000",
            format!("http://localhost:9000/env-1/{rest}"),
        ),
        (
            "127.0.0.1:9000",
            format!("http://127.0.0.1:9000/env-1/{rest}"),
        ),
        ("127.8.9.1", format!("http://127.8.9.1/env-1/{rest}")),
        ("[::1]:9000", format!("http://[::1]:9000/env-1/{rest}")),
        (
            "https://localhost:9000",
            format!("https://localhost:9000/env-1/{rest}"),
        ),
    ];
    for (host, url) in table {
        let hosts = Hosts::region(Region::Eu).auth_host(host).unwrap();
        let client = builder().hosts(hosts).build().unwrap();
        assert_eq!(urls(&client), [api.to_owned(), url], "{host}");
    }
    for (host, url) in [
        (
            "api.example.com",
            "https://api.example.com/v1/environments/env-1",
        ),
        (
            "https://api.pingone.eu/v1",
            "https://api.pingone.eu/v1/environments/env-1",
        ),
        (
            "https://gateway.example.com/ping/v1/",
            "https://gateway.example.com/ping/v1/environments/env-1",
        ),
        (
            "localhost:9000",
            "http://localhost:9000/v1/environments/env-1",
        ),
    ] {
        let hosts = Hosts::region(Region::Eu).api_host(host).unwrap();
        assert_eq!(
            urls(&builder().hosts(hosts).build().unwrap())[0],
            url,
            "{host}"
        );
    }
}

#[tokio::test]
async fn a_custom_domain_drops_the_environment_from_the_token_endpoint() {
    for (host, url) in [
        (None, "https://auth.pingone.com/env-1/as/token"),
        (
            Some("login.example.com"),
            "https://login.example.com/as/token",
        ),
    ] {
        let play = Play::new([token("t1")], [ok()]);
        let mut hosts = Hosts::region(Region::Na);
        if let Some(host) = host {
            hosts = hosts.auth_host(host).unwrap();
        }
        let client = worker(play.clone(), &ManualClock::fixed())
            .hosts(hosts)
            .build()
            .unwrap();
        read(&client).await.unwrap();
        assert_eq!(play.tokens.received()[0].url, url);
    }
}

#[test]
fn hosts_that_cannot_be_used() {
    let table = [
        ("", "is empty; give a host name such as api.pingone.eu"),
        ("  ", "is empty"),
        ("https://", "is not a URL or host name"),
        ("ftp://host", "is neither https nor http"),
        ("https://host?a=b", "must not have a query"),
        ("host:99999", "has no usable port"),
        ("host:", "has no usable port"),
        ("host name", "is not a host name"),
        ("user@host", "must not carry a user name or password"),
        ("/path/only", "is not a URL or host name"),
        ("höst.example", "is not a host name"),
    ];
    for (host, part) in table {
        for (field, error) in [
            (
                "api_host",
                Hosts::region(Region::Na).api_host(host).unwrap_err(),
            ),
            (
                "auth_host",
                Hosts::region(Region::Na).auth_host(host).unwrap_err(),
            ),
        ] {
            assert_eq!(error.kind(), ErrorKind::Configuration);
            assert_eq!(error.field(), Some(field));
            assert!(error.to_string().contains(part), "{host:?}: {error}");
        }
    }
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
        let builders = [
            ("api_host", builder().hosts(hosts().api_host(url).unwrap())),
            (
                "auth_host",
                builder().hosts(hosts().auth_host(url).unwrap()),
            ),
        ];
        for (field, builder) in builders {
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

/// `Ok` has the URLs of a call to each host, `Err` the field that is named.
fn variables(set: &[(&str, &str)]) -> Result<[String; 2], Error> {
    let map: HashMap<String, String> = set
        .iter()
        .map(|(name, value)| (format!("PINGONE_{name}"), (*value).to_owned()))
        .collect();
    let builder = ClientBuilder::from_variables(&|name: &str| map.get(name).cloned())?;
    Ok(urls(&builder.build()?))
}

#[test]
fn settings_from_variables() {
    const ID: (&str, &str) = ("CLIENT_ID", "id");
    const SECRET: (&str, &str) = ("CLIENT_SECRET", "secret");
    const ENV: (&str, &str) = ("ENVIRONMENT_ID", "env-1");
    const TOKEN: (&str, &str) = ("ACCESS_TOKEN", "token");
    let com = ["api.pingone.com", "auth.pingone.com"];
    let good: [(&str, &[(&str, &str)], [&str; 2]); 7] = [
        ("a worker", &[ID, SECRET, ENV], com),
        ("a token", &[TOKEN], com),
        ("a token before a worker", &[TOKEN, ID, SECRET], com),
        (
            "empty counts as not set",
            &[ID, SECRET, ENV, ("ACCESS_TOKEN", " "), ("REGION_CODE", "")],
            com,
        ),
        (
            "a region",
            &[TOKEN, ("REGION_CODE", "ap")],
            ["api.pingone.asia", "auth.pingone.asia"],
        ),
        (
            "an API host",
            &[
                TOKEN,
                ("REGION_CODE", "EU"),
                ("API_SERVICE_HOSTNAME", "api.test:444"),
            ],
            ["api.test:444", "auth.pingone.eu"],
        ),
        (
            "an auth host of PingOne",
            &[TOKEN, ("AUTH_SERVICE_HOSTNAME", "auth.pingone.sg")],
            ["api.pingone.com", "auth.pingone.sg"],
        ),
    ];
    for (name, set, [api, auth]) in good {
        let wanted = [
            format!("https://{api}/v1/environments/env-1"),
            format!("https://{auth}/env-1/as/.well-known/openid-configuration"),
        ];
        assert_eq!(variables(set).unwrap(), wanted, "{name}");
    }
    let loopback = [
        TOKEN,
        ("API_SERVICE_HOSTNAME", "127.0.0.1:8080"),
        ("AUTH_SERVICE_HOSTNAME", "login.test"),
    ];
    let wanted = [
        "http://127.0.0.1:8080/v1/environments/env-1",
        "https://login.test/as/.well-known/openid-configuration",
    ];
    assert_eq!(variables(&loopback).unwrap(), wanted);

    let bad: [(&str, &[(&str, &str)], &str, &[&str]); 9] = [
        (
            "nothing",
            &[],
            "credentials",
            &[
                "PINGONE_CLIENT_ID",
                "PINGONE_CLIENT_SECRET",
                "PINGONE_ACCESS_TOKEN",
            ],
        ),
        (
            "no secret",
            &[ID, ENV],
            "PINGONE_CLIENT_SECRET",
            &["is not set, but PINGONE_CLIENT_ID is"],
        ),
        (
            "an empty secret",
            &[ID, ENV, ("CLIENT_SECRET", "")],
            "PINGONE_CLIENT_SECRET",
            &["is not set"],
        ),
        (
            "no id",
            &[SECRET, ENV],
            "PINGONE_CLIENT_ID",
            &["is not set, but PINGONE_CLIENT_SECRET is"],
        ),
        (
            "no environment",
            &[ID, SECRET],
            "environment",
            &["PINGONE_ENVIRONMENT_ID"],
        ),
        (
            "a blank environment",
            &[ID, SECRET, ("ENVIRONMENT_ID", " ")],
            "environment",
            &["PINGONE_ENVIRONMENT_ID"],
        ),
        (
            "an unknown region",
            &[TOKEN, ("REGION_CODE", "XX")],
            "PINGONE_REGION_CODE",
            &["\"XX\"", "NA, CA, EU, AU, SG, AP"],
        ),
        (
            "a broken API host",
            &[TOKEN, ("API_SERVICE_HOSTNAME", "a b")],
            "PINGONE_API_SERVICE_HOSTNAME",
            &["is not a host name"],
        ),
        (
            "a broken auth host",
            &[TOKEN, ("AUTH_SERVICE_HOSTNAME", "ftp://x")],
            "PINGONE_AUTH_SERVICE_HOSTNAME",
            &["neither https nor http"],
        ),
    ];
    for (name, set, field, parts) in bad {
        let error = variables(set).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{name}");
        assert_eq!(error.field(), Some(field), "{name}: {error}");
        for part in parts {
            assert!(error.to_string().contains(part), "{name}: {error}");
        }
    }
}

#[test]
fn credentials_that_cannot_be_used() {
    let table = [
        (builder().worker(Credentials::basic("", "s")), "client_id"),
        (builder().worker(Credentials::basic("  ", "s")), "client_id"),
        (
            builder().worker(Credentials::basic("id", "")),
            "client_secret",
        ),
        (
            builder().worker(Credentials::post("id", "")),
            "client_secret",
        ),
        (builder().access_token(" "), "access_token"),
        (
            Client::builder().worker(Credentials::basic("id", "s")),
            "environment",
        ),
        (
            builder()
                .worker(Credentials::basic("id", "s"))
                .environment(""),
            "environment",
        ),
        (Client::builder(), "credentials"),
    ];
    for (builder, field) in table {
        let error = builder.build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert_eq!(error.field(), Some(field), "{error}");
    }
}

#[test]
fn values_never_climb_out_of_their_place_in_a_path() {
    let client = builder().build().unwrap();
    let url = |value: &str| {
        let call = crate::support::READ.info.path;
        assert!(call.ends_with("/users/{userID}"));
        let request = client
            .request(&crate::support::READ)
            .segment("env-1")
            .segment(value);
        request.call().describe()
    };
    let table = [
        ("plain", "a-b_c.d~1", "a-b_c.d~1"),
        ("climbing", "../x", "..%2Fx"),
        ("absolute", "/etc", "%2Fetc"),
        ("dots and more", "...", "..."),
        ("backslash", "..\\x", "..%5Cx"),
        ("encoded already", "%2e%2e", "%252e%252e"),
        ("query", "a?b=c", "a%3Fb%3Dc"),
        ("fragment", "a#b", "a%23b"),
        ("matrix", "a;b=c", "a%3Bb%3Dc"),
        ("host", "@evil.example", "%40evil.example"),
        ("space", "a b", "a%20b"),
        ("control", "a\r\nb\0", "a%0D%0Ab%00"),
        ("unicode", "ü\u{202e}", "%C3%BC%E2%80%AE"),
        (
            "a parameter's name",
            "{environmentID}",
            "%7BenvironmentID%7D",
        ),
    ];
    for (name, value, encoded) in table {
        let wanted = format!("https://api.pingone.com/v1/environments/env-1/users/{encoded}");
        assert_eq!(url(value).unwrap().url, wanted, "{name}");
    }
    for value in ["", " ", "\t", ".", ".."] {
        let error = url(value).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{value:?}");
        assert_eq!(error.field(), Some("userID"), "{value:?}");
        assert_eq!(error.operation(), Some("platform.read_one_user"));
    }
    let request = || client.request(&ENVIRONMENT);
    let error = request().call().describe().unwrap_err();
    assert_eq!(error.field(), Some("environmentID"));
    assert!(error.to_string().contains("is missing"), "{error}");
    let error = request()
        .segment("a")
        .segment("b")
        .call()
        .describe()
        .unwrap_err();
    assert_eq!(error.field(), Some("path"));
}
