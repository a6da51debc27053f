//! Settings: environment variables and values that cannot be used.

use std::collections::HashMap;

use ping_transport::{Client, ClientBuilder, Credentials, Error, ErrorKind};

use crate::regions::{builder, urls};

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
