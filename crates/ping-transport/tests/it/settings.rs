//! Settings: environment variables and values that cannot be used.

use std::collections::HashMap;
use std::sync::Arc;

use ping_transport::testing::ManualClock;
use ping_transport::{
    Client, ClientAuthentication, ClientBuilder, Credentials, Error, ErrorKind, Scope,
};

use crate::regions::{builder, urls};
use crate::support::{ENVIRONMENT, Play, ok, token};
use crate::trace::Recording;

/// `Ok` has the URLs of a call to each host, `Err` the field that is named.
fn variables(set: &[(&str, &str)]) -> Result<[String; 2], Error> {
    let map: HashMap<String, String> =
        set.iter().map(|(name, value)| (format!("PINGONE_{name}"), (*value).to_owned())).collect();
    let builder = ClientBuilder::from_variables(&|name: &str| map.get(name).cloned())?;
    Ok(urls(&builder.build()?))
}

#[test]
fn settings_from_variables() {
    const ID: (&str, &str) = ("CLIENT_ID", "id");
    const SECRET: (&str, &str) = ("CLIENT_SECRET", "secret");
    const ENV: (&str, &str) = ("ENVIRONMENT_ID", "env-1");
    const TOKEN: (&str, &str) = ("API_ACCESS_TOKEN", "token");
    let com = ["api.pingone.com", "auth.pingone.com"];
    let good: [(&str, &[(&str, &str)], [&str; 2]); 12] = [
        ("a worker", &[ID, SECRET, ENV], com),
        ("a token", &[TOKEN], com),
        ("a token by its other name", &[("ACCESS_TOKEN", "t")], com),
        ("a token before a worker", &[TOKEN, ID, SECRET], com),
        (
            "empty counts as not set",
            &[ID, SECRET, ENV, ("ACCESS_TOKEN", " "), ("REGION_CODE", "")],
            com,
        ),
        ("a region", &[TOKEN, ("REGION_CODE", "ap")], ["api.pingone.asia", "auth.pingone.asia"]),
        (
            "a region by its name",
            &[TOKEN, ("REGION", "Europe")],
            ["api.pingone.eu", "auth.pingone.eu"],
        ),
        (
            "a code before a name",
            &[TOKEN, ("REGION", "Europe"), ("REGION_CODE", "CA")],
            ["api.pingone.ca", "auth.pingone.ca"],
        ),
        (
            "blanks around",
            &[TOKEN, ("REGION_CODE", " AU\n")],
            ["api.pingone.com.au", "auth.pingone.com.au"],
        ),
        (
            "blanks around hosts",
            &[
                TOKEN,
                ("API_SERVICE_HOSTNAME", "\tapi.test "),
                ("AUTH_SERVICE_HOSTNAME", "auth.pingone.eu\r\n"),
            ],
            ["api.test", "auth.pingone.eu"],
        ),
        (
            "an API host",
            &[TOKEN, ("REGION_CODE", "EU"), ("API_SERVICE_HOSTNAME", "api.test:444")],
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

    let bad: [(&str, &[(&str, &str)], &str, &[&str]); 14] = [
        (
            "nothing",
            &[],
            "credentials",
            &[
                "PINGONE_CLIENT_ID",
                "PINGONE_CLIENT_SECRET",
                "PINGONE_API_ACCESS_TOKEN",
                "PINGID_PROPERTIES",
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
        ("no environment", &[ID, SECRET], "environment", &["PINGONE_ENVIRONMENT_ID"]),
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
            "an unknown name of a region",
            &[TOKEN, ("REGION", "Atlantis")],
            "PINGONE_REGION",
            &["\"Atlantis\"", "NA, CA, EU, AU, SG, AP"],
        ),
        (
            "two ids in one",
            &[SECRET, ENV, ("CLIENT_ID", "id other")],
            "PINGONE_CLIENT_ID",
            &["has blanks, line breaks or other characters"],
        ),
        (
            "an environment with a line break",
            &[ID, SECRET, ("ENVIRONMENT_ID", "e\n1")],
            "PINGONE_ENVIRONMENT_ID",
            &["has blanks"],
        ),
        (
            "a secret of two lines",
            &[ID, ENV, ("CLIENT_SECRET", "planted\nplanted")],
            "PINGONE_CLIENT_SECRET",
            &["has blanks"],
        ),
        (
            "a token that is none",
            &[("ACCESS_TOKEN", "Bearer planted")],
            "PINGONE_ACCESS_TOKEN",
            &["the token has a blank"],
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
        assert!(!error.to_string().contains("planted"), "{name}: {error}");
    }
}

/// A client with the settings of these variables on a transport that plays the service.
fn client(set: &[(&str, &str)], change: fn(ClientBuilder) -> ClientBuilder) -> (Arc<Play>, Client) {
    let set: Vec<(String, String)> =
        set.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let play = Play::new([token("t1")], [ok()]);
    let builder = ClientBuilder::from_variables(&set)
        .unwrap()
        .transport(play.clone())
        .clock(Arc::new(ManualClock::fixed()));
    (play, change(builder).build().unwrap())
}

/// The URL of the token request, its authorization, and the URL of a call below the managed
/// environment.
async fn asked(set: &[(&str, &str)], change: fn(ClientBuilder) -> ClientBuilder) -> [String; 3] {
    let (play, client) = client(set, change);
    Scope::new(client).at(&ENVIRONMENT).call().await.unwrap();
    let token = &play.tokens.received()[0];
    [
        token.url.clone(),
        token.headers["authorization"].to_str().unwrap().to_owned(),
        play.api.received()[0].url.clone(),
    ]
}

const WORKER: [(&str, &str); 3] = [
    ("PINGONE_CLIENT_ID", "id"),
    ("PINGONE_CLIENT_SECRET", "secret"),
    ("PINGONE_ENVIRONMENT_ID", "worker-env"),
];

#[tokio::test]
async fn the_variable_names_the_environment_of_the_worker() {
    type Change = fn(ClientBuilder) -> ClientBuilder;
    let table: [(Change, &str, &str); 4] = [
        (|builder| builder, "worker-env", "worker-env"),
        (|builder| builder.environment("managed-env"), "worker-env", "managed-env"),
        (|builder| builder.worker_environment("other-env"), "other-env", "other-env"),
        (
            |builder| builder.environment("managed-env").worker_environment("other-env"),
            "other-env",
            "managed-env",
        ),
    ];
    for (change, worker, managed) in table {
        let [token, _, api] = asked(&WORKER, change).await;
        assert_eq!(token, format!("https://auth.pingone.com/{worker}/as/token"));
        assert_eq!(api, format!("https://api.pingone.com/v1/environments/{managed}"));
    }
}

#[tokio::test]
async fn blanks_around_values_do_not_go_on_the_wire() {
    let blank = [
        ("PINGONE_CLIENT_ID", "id\n"),
        ("PINGONE_CLIENT_SECRET", "\tsecret\r\n"),
        ("PINGONE_ENVIRONMENT_ID", " worker-env "),
    ];
    let change = |builder| builder;
    assert_eq!(asked(&blank, change).await, asked(&WORKER, change).await);
}

#[tokio::test]
async fn the_token_of_the_usual_name_comes_first() {
    let token = ("PINGONE_API_ACCESS_TOKEN", " usual\n");
    let other = ("PINGONE_ACCESS_TOKEN", "other\n");
    let environment = ("PINGONE_ENVIRONMENT_ID", "env-1");
    for (set, bearer) in [
        (vec![environment, other, token], "Bearer usual"),
        (vec![environment, other], "Bearer other"),
    ] {
        let (play, client) = client(&set, |builder| builder);
        let call = Scope::new(client).at(&ENVIRONMENT).call();
        call.await.unwrap();
        assert_eq!(play.bearers(), [bearer]);
    }
}

#[test]
fn variables_that_look_like_settings_are_warned_of() {
    let recording = Recording::start();
    let warned = [
        ("PINGONE_REGIONCODE", "PINGONE_REGION_CODE"),
        ("PINGONE_TOP_LEVEL_DOMAIN", "PINGONE_REGION_CODE"),
        ("pingone_region_code", "PINGONE_REGION_CODE"),
        ("PINGONE_CLIENTID", "PINGONE_CLIENT_ID"),
        ("PINGONE_SECRET", "PINGONE_CLIENT_SECRET"),
        ("PINGONE_ENV_ID", "PINGONE_ENVIRONMENT_ID"),
        ("PINGONE_TOKEN", "PINGONE_API_ACCESS_TOKEN"),
        ("PINGONE_API_HOST", "PINGONE_API_SERVICE_HOSTNAME"),
        ("PINGONE_AUTH_HOST", "PINGONE_AUTH_SERVICE_HOSTNAME"),
        ("PINGONE_CUSTOM_DOMAIN", "PINGONE_AUTH_SERVICE_HOSTNAME"),
        ("PINGID_PROPERTIES_FILE", "PINGID_PROPERTIES"),
    ];
    let silent = [
        "PINGONE_REGION_CODE",
        "PINGONE_REGION",
        "PINGONE_API_ACCESS_TOKEN",
        "PINGONE_ACCESS_TOKEN",
        "PINGID_PROPERTIES",
        "PINGONE_TERRAFORM_APPEND_USER_AGENT",
        "MY_PINGONE_TOKEN",
        "HOSTNAME",
    ];
    let names = warned.iter().map(|(name, _)| *name).chain(silent);
    let set: Vec<(String, String)> = names
        .map(|name| (name.to_owned(), "NA".to_owned()))
        .chain([("PINGONE_CLIENT_SECRETS".to_owned(), "planted".to_owned())])
        .collect();
    ClientBuilder::from_variables(&set).unwrap();
    let text = recording.text();
    let lines: Vec<_> = text.lines().filter(|line| line.contains("WARN")).collect();
    assert_eq!(lines.len(), warned.len() + 1, "{text}");
    for (line, (name, nearest)) in lines.iter().zip(warned) {
        let told = format!("the variable {name:?} is not read; the nearest setting is {nearest}");
        assert!(line.ends_with(&told), "{line}");
    }
    assert!(!text.contains("planted"), "{text}");
}

#[test]
fn values_that_cannot_be_used() {
    let basic = |id: &str, secret: &str| builder().worker(id, secret);
    let own = |authentication| builder().credentials(Credentials::new("id", authentication));
    let table = [
        (basic("", "s"), "client_id"),
        (basic("  ", "s"), "client_id"),
        (basic("id\n", "s"), "client_id"),
        (basic("i d", "s"), "client_id"),
        (basic("i\0d", "s"), "client_id"),
        (basic("id", ""), "client_secret"),
        (basic("id", "secret\n"), "client_secret"),
        (basic("id", " secret"), "client_secret"),
        (basic("id", "sec\u{7f}ret"), "client_secret"),
        (basic("id", "sec\u{fffd}ret"), "client_secret"),
        (own(ClientAuthentication::Post("".into())), "client_secret"),
        (own(ClientAuthentication::SecretJwt("s\n".into())), "client_secret"),
        (builder().access_token(" "), "access_token"),
        (builder().access_token("token\n"), "access_token"),
        (builder().access_token("Bearer token"), "access_token"),
        (builder().access_token("tök"), "access_token"),
        (builder().environment(" "), "environment"),
        (builder().environment("env-1\n"), "environment"),
        (builder().worker_environment("env 1"), "worker_environment"),
        (Client::builder().worker("id", "s"), "environment"),
        (basic("id", "s").environment(""), "environment"),
        (Client::builder(), "credentials"),
    ];
    for (builder, field) in table {
        let error = builder.build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert_eq!(error.field(), Some(field), "{error}");
    }
    // A secret is what somebody chose.
    builder().worker("id", "a b ü/%").build().unwrap();
}
