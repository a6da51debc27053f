//! Building the client: a PingID account alone, and settings that reach the client below.

use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use ping_sdk::prelude::*;
use ping_sdk::transport::testing::{FakeTransport, ManualClock, Reaction};
use ping_sdk::transport::{Clock, Sleep};

/// The error of each product of PingOne, none of which was sent.
async fn refused(ping: &Ping) {
    let errors = [
        ping.platform().users().list().all().await.unwrap_err(),
        ping.platform().users().read("u-1").describe().unwrap_err(),
        ping.mfa()
            .in_environment("e-1")
            .user("u-1")
            .devices()
            .read("d-1")
            .await
            .unwrap_err(),
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
    let variables = vec![(
        "PINGID_PROPERTIES".to_owned(),
        format!("{}\n", path.display()),
    )];
    let builders = [
        Ping::builder().pingid_properties(properties),
        Ping::builder().pingid_properties_file(&path),
        PingBuilder::from_variables(&variables).unwrap(),
    ];
    for (index, builder) in builders.into_iter().enumerate() {
        let ping = builder.build().unwrap();
        let users = ping.pingid().unwrap().users();
        let name = format!("user-{index}");
        users
            .create(AddUser::new(name.as_str(), Role::Regular))
            .await
            .unwrap();
        let before = sandbox.requests().len();
        refused(&ping).await;
        assert_eq!(sandbox.requests().len(), before);
    }
}

#[tokio::test]
async fn an_account_beside_a_worker_leaves_each_its_own() {
    let sandbox = Sandbox::start().await;
    let ping = Ping::builder()
        .sandbox(&sandbox.connection())
        .build()
        .unwrap();
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
