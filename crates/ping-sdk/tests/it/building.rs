//! Building the client: a PingID account alone, and settings that reach the client below.

use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use ping_sdk::prelude::*;
use ping_sdk::transport::testing::{FakeTransport, ManualClock, Reaction};
use ping_sdk::transport::{Clock, Hosts, Sleep};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// The error of each product of PingOne, none of which was sent.
async fn refused(ping: &Ping) {
    let errors = [
        ping.platform().users().list().all().await.unwrap_err(),
        ping.platform().users().read("u-1").describe().unwrap_err(),
        ping.mfa().in_environment("e-1").user("u-1").devices().read("d-1").await.unwrap_err(),
        ping.verify()
            .policies()
            .create(ping_sdk::models::verify::NewVerifyPolicy::new("p"))
            .await
            .unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert_eq!(error.field(), Some("credentials"), "{error}");
        let text = error.to_string();
        assert!(text.contains("a PingID account alone"), "{text}");
        assert!(text.contains("PINGONE_CLIENT_ID"), "{text}");
    }
    let error = ping.rotate_credentials(Credentials::basic("id", "secret"));
    assert_eq!(error.unwrap_err().field(), Some("credentials"));
}

#[tokio::test]
async fn a_pingid_account_is_enough() {
    let sandbox = Sandbox::start().await;
    let properties = sandbox.connection().pingid_properties;
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("alone.properties");
    std::fs::write(&path, &properties).unwrap();
    let variables = vec![("PINGID_PROPERTIES".to_owned(), format!("{}\n", path.display()))];
    let builders = [
        Ping::builder().pingid_properties(properties),
        Ping::builder().pingid_properties_file(&path),
        PingBuilder::from_variables(&variables).unwrap(),
    ];
    for (index, builder) in builders.into_iter().enumerate() {
        let ping = builder.build().unwrap();
        let users = ping.pingid().unwrap().users();
        let name = format!("user-{index}");
        users.create(AddUser::new(name.as_str(), Role::Regular)).await.unwrap();
        let before = sandbox.requests().len();
        refused(&ping).await;
        assert_eq!(sandbox.requests().len(), before);
    }
}

#[tokio::test]
async fn an_account_beside_a_worker_leaves_each_its_own() {
    let sandbox = Sandbox::start().await;
    let ping = Ping::builder().sandbox(&sandbox.connection()).build().unwrap();
    ping.platform().users().list().all().await.unwrap();
    let new = AddUser::new("jdoe", Role::Regular);
    ping.pingid().unwrap().users().create(new).await.unwrap();
}

#[tokio::test]
async fn a_sandbox_replaces_the_environment_of_the_variables() {
    let sandbox = Sandbox::start().await;
    let variables = |name: &str| (name == "PINGONE_ENVIRONMENT_ID").then(|| "e-1".to_owned());
    let ping = PingBuilder::from_variables(&variables)
        .unwrap()
        .sandbox(&sandbox.connection())
        .build()
        .unwrap();
    ping.platform().users().list().all().await.unwrap();
}

#[test]
fn nothing_is_not_enough() {
    let error = Ping::builder().build().unwrap_err();
    assert_eq!(error.field(), Some("credentials"));
    assert!(error.to_string().contains("PINGID_PROPERTIES"), "{error}");
}

/// A clock whose timers fire at once, and are noted.
#[derive(Debug, Default)]
struct Impatient(Mutex<Vec<Duration>>);

impl Clock for Impatient {
    fn now(&self) -> SystemTime {
        ManualClock::fixed().now()
    }

    fn monotonic(&self) -> Duration {
        Duration::ZERO
    }

    fn sleep(&self, span: Duration) -> Sleep {
        self.timer(span)
    }

    fn timer(&self, span: Duration) -> Sleep {
        self.0.lock().unwrap().push(span);
        Box::pin(std::future::ready(()))
    }
}

#[tokio::test]
async fn settings_reach_the_client_below() {
    let fake = Arc::new(FakeTransport::new([Reaction::Hang]));
    let clock = Arc::new(Impatient::default());
    let ping = Ping::builder()
        .environment("e-1")
        .access_token("token")
        .transport(fake.clone())
        .clock(clock.clone())
        .retry(RetryPolicy::never())
        .connect_timeout(Duration::from_secs(1))
        .attempt_timeout(Duration::from_secs(2))
        .configure(|client| client.user_agent("mine/1"))
        .build()
        .unwrap();
    let error = ping.platform().users().read("u-1").await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert_eq!(*clock.0.lock().unwrap(), [Duration::from_secs(2)]);
    assert_eq!(fake.received()[0].headers["user-agent"], "mine/1");
}

/// Both clients have one pool: what one of them connected to, the other one uses.
#[tokio::test]
async fn pingone_and_pingid_share_their_connections() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let host = listener.local_addr().unwrap().to_string();
    let requests = Arc::new(Mutex::new(Vec::new()));
    let seen = requests.clone();
    tokio::spawn(async move {
        for connection in 1.. {
            let (mut stream, _) = listener.accept().await.unwrap();
            let seen = seen.clone();
            tokio::spawn(async move {
                let mut bytes = [0; 4096];
                while let Ok(length @ 1..) = stream.read(&mut bytes).await {
                    let text = String::from_utf8_lossy(&bytes[..length]).into_owned();
                    let line = text.lines().next().unwrap_or_default();
                    seen.lock().unwrap().push((connection, line.to_owned()));
                    let answer = "HTTP/1.1 403 Forbidden\r\ncontent-length: 2\r\n\r\n{}";
                    stream.write_all(answer.as_bytes()).await.unwrap();
                }
            });
        }
    });
    let properties = format!(
        "use_base64_key=JWC41crr322aUfdckVfJKHvGKNIPyAPGL7rMsTbzHlA\\=\ntoken=t\norg_alias=o\n\
         idp_url=http://{host}/pingid\n"
    );
    let ping = Ping::builder()
        .hosts(Hosts::region(Region::Na).api_host(&host).unwrap())
        .access_token("t")
        .environment("e-1")
        .pingid_properties(properties)
        .build()
        .unwrap();
    ping.platform().users().read("u-1").await.unwrap_err();
    let users = ping.pingid().unwrap().users();
    users.read("joe").await.unwrap_err();
    let wanted = [
        (1, "GET /v1/environments/e-1/users/u-1 HTTP/1.1".to_owned()),
        (1, "POST /pingid/rest/4/getuserdetails/do HTTP/1.1".to_owned()),
    ];
    assert_eq!(*requests.lock().unwrap(), wanted);
}

#[test]
fn another_environment_is_that_of_all_products() {
    let ping = Ping::builder().environment("e-1").access_token("t");
    let ping = ping.build().unwrap();
    let urls = |ping: &Ping| {
        let described = [
            ping.platform().users().read("u").describe(),
            ping.mfa().user("u").devices().read("d").describe(),
            ping.verify().user("u").transactions().read("t").describe(),
        ];
        described.map(|call| call.unwrap().url)
    };
    let other = ping.in_environment("e-2");
    for (own, other) in urls(&ping).into_iter().zip(urls(&other)) {
        assert!(own.contains("/environments/e-1/"), "{own}");
        assert_eq!(own.replace("e-1", "e-2"), other);
    }
}
