//! Regions, and values in paths.

use std::sync::Arc;

use ping_transport::pingid::Account;
use ping_transport::testing::{FakeTransport, ManualClock};
use ping_transport::{Client, ClientBuilder, Error, ErrorKind, PingIdRegion, Region};

use crate::envelope::KEY;
use crate::support::{DETAILS, DISCOVER, ENVIRONMENT, FLOWS, SCIM_USERS, with_token};

pub(crate) fn builder() -> ClientBuilder {
    with_token(Arc::new(FakeTransport::new([])), &ManualClock::fixed())
}

/// The URLs of a call to the management API and of one to the authorization server.
pub(crate) fn urls(client: &Client) -> [String; 2] {
    let api = client.request(&ENVIRONMENT).segment("env-1").call();
    let auth = client.request(&DISCOVER).segment("env-1").call();
    [api, auth].map(|call| call.describe().unwrap().url)
}

/// The URLs of a call to DaVinci's management API and of one to the SCIM API.
pub(crate) fn other_urls(client: &Client) -> [String; 2] {
    let calls = [&FLOWS, &SCIM_USERS].map(|operation| client.request(operation));
    calls.map(|request| request.segment("env-1").call().describe().unwrap().url)
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
        let wanted = [
            format!("https://orchestrate-api.{domain}/v1/environments/env-1/flows"),
            format!("https://scim-api.{domain}/environments/env-1/v2/Users"),
        ];
        assert_eq!(other_urls(&client), wanted);
    }
    for (name, region) in [
        ("NorthAmerica", Region::Na),
        ("Canada", Region::Ca),
        ("Europe", Region::Eu),
        ("Australia-AsiaPacific", Region::Au),
        ("Australia", Region::Au),
        ("Singapore", Region::Sg),
        ("asiapacific", Region::Ap),
    ] {
        assert_eq!(name.parse::<Region>().unwrap(), region, "{name}");
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
        (PingIdRegion::Na, "NA", "https://idpxnyl3m.pingidentity.com/pingid"),
        (PingIdRegion::Eu, "EU", "https://idpxnyl3m.pingidentity.eu/pingid"),
        (PingIdRegion::Au, "AU", "https://idpxnyl3m.pingidentity.com.au/pingid"),
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
    assert_eq!(error.to_string(), "`pingid_region`: unknown region \"CA\"; known are NA, EU, AU");
}

pub(crate) fn pingid(idp_url: &str) -> Result<Client, Error> {
    let account = Account::from_properties(&format!(
        "use_base64_key={KEY}\ntoken=t\norg_alias=o\nidp_url={idp_url}\n"
    ))?;
    builder().pingid(account).build()
}

#[test]
fn values_never_climb_out_of_their_place_in_a_path() {
    let client = builder().build().unwrap();
    let url = |value: &str| {
        let call = crate::support::READ.info.path;
        assert!(call.ends_with("/users/{userID}"));
        let request = client.request(&crate::support::READ).segment("env-1").segment(value);
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
        ("a parameter's name", "{environmentID}", "%7BenvironmentID%7D"),
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
    let error = request().segment("a").segment("b").call().describe().unwrap_err();
    assert_eq!(error.field(), Some("path"));
}
