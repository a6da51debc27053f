//! The recipes.

use std::sync::Arc;

use ping_sdk::mfa::Mfa;
use ping_sdk::models::ErrorCode;
use ping_sdk::models::platform::{
    ApplicationType, ClientAuthMethod, GrantType, LifecycleStatus, NewOidcApplication,
};
use ping_sdk::prelude::*;
use ping_sdk::transport::testing::{FakeTransport, ManualClock, Reaction};
use ping_sdk::transport::{AccessToken, CallOptions, Progress, SealKey, TokenSource, UsedIds};

use super::{App, Outcome, client};

#[test]
fn settings() -> Outcome {
    let ping = Ping::builder()
        .region(Region::Eu)
        .environment("the-managed-environment")
        .worker_environment("the-administrators-environment")
        .worker("client-id", "client-secret")
        .timeout(Duration::from_secs(20))
        .attempt_timeout(Duration::from_secs(5))
        .connect_timeout(Duration::from_secs(2))
        .retry(RetryPolicy::default().max_attempts(2))
        .max_in_flight(50)
        .user_agent("checkout/1.4")
        .proxy("http://proxy.example:3128")
        .build()?;
    ping.rotate_credentials(Credentials::basic("client-id", "new-secret"))?;
    let ping = Ping::builder()
        .environment("9f1b3773-aae5-4903-b3a2-837c5b6f6467")
        .credentials(Credentials::post("client-id", "client-secret"))
        .build()?;
    drop(ping);
    Ok(())
}

/// Stands for a token service of the caller's.
struct Vault;

impl Vault {
    async fn read(&self) -> String {
        "token".to_owned()
    }
}

#[ping_sdk::transport::async_trait]
impl TokenSource for Vault {
    async fn token(&self) -> Result<AccessToken, Error> {
        Ok(AccessToken::new(self.read().await).expires_in(Duration::from_secs(600)))
    }

    fn is_kept(&self) -> bool {
        true
    }
}

#[tokio::test]
async fn tokens() -> Outcome {
    let vault = Vault;
    let ping = Ping::builder()
        .environment("9f1b3773-aae5-4903-b3a2-837c5b6f6467")
        .token_source(Arc::new(vault))
        .build()?;
    let token = ping.client().access_token().await?;
    assert!(format!("{token:?}").contains("[redacted]"));
    assert!(token.lifetime() > Some(Duration::from_secs(590)));
    Ok(())
}

#[tokio::test]
async fn many_calls() -> Outcome {
    let sandbox = Sandbox::start().await;
    let (ping, _) = client(&sandbox).await;
    let names = ["ann", "bob", "jdoe"];
    let users = ping.platform().users();
    let mut bulk = Bulk::new(names, |name| users.create(NewUser::new(*name))).concurrency(16);
    while let Some(done) = bulk.next().await {
        match done.result {
            Ok(user) => println!("{} has the id {}", done.input, user.id),
            Err(error) => eprintln!("{}: {error}", done.input),
        }
        println!("{}", bulk.progress());
    }
    // That name is taken.
    assert_eq!((bulk.progress().succeeded, bulk.progress().failed), (2, 1));
    Ok(())
}

#[tokio::test]
async fn right_after_a_creation() -> Outcome {
    let sandbox = Sandbox::start().await;
    let clock = Arc::new(ManualClock::new(sandbox.clock().now()));
    let ping = Ping::builder().sandbox(&sandbox.connection()).clock(clock).build()?;
    let method = ClientAuthMethod::ClientSecretBasic;
    let grants = [GrantType::ClientCredentials];
    let worker = NewOidcApplication::new("Worker", ApplicationType::Worker, grants, method);
    let created = ping.platform().applications().create(worker.enabled(true)).await?;
    sandbox.faults().next("GET", "/v1/environments/*/applications/*/secret").status(404);
    let read = ping.platform().application(created.id()).secret().read();
    let secret = read.settle(Duration::from_secs(20)).await?;
    assert!(secret.secret.is_some());
    Ok(())
}

#[tokio::test]
async fn ahead_of_the_first_call() -> Outcome {
    let sandbox = Sandbox::start().await;
    let (ping, _) = client(&sandbox).await;
    ping.client().warm_up().await?;
    Ok(())
}

#[test]
fn without_a_runtime() -> Outcome {
    let runtime = tokio::runtime::Runtime::new()?;
    let sandbox = runtime.block_on(Sandbox::start());
    let (ping, id) = runtime.block_on(client(&sandbox));
    let user = ping.platform().users().read(&id).send_blocking()?;
    println!("{}", user.username);
    for user in ping.platform().users().list().stream().blocking() {
        println!("{}", user?.username);
    }
    assert_eq!(user.id, id);
    Ok(())
}

#[tokio::test]
async fn lists() -> Outcome {
    let sandbox = Sandbox::start().await;
    let (ping, _) = client(&sandbox).await;
    let found = UserFilter::username().eq("jdoe");
    let users = ping.platform().users().list().filter(found).all().await?;
    assert_eq!(users.len(), 1);
    let mut users = ping.platform().users().list().limit(100).stream();
    loop {
        match users.try_next().await {
            Ok(Some(user)) => println!("{}", user.id),
            Ok(None) => break,
            // This item is not as documented. The next read goes on behind it.
            Err(error) if error.kind() == ErrorKind::Decode => eprintln!("skipped: {error}"),
            // The page could not be had. To read again would ask for the same page.
            Err(error) => return Err(error.into()),
        }
    }
    let mut pages = ping.platform().users().list().limit(100).pages();
    while let Some(page) = pages.try_next().await? {
        println!("{} of {:?}", page.items.len(), page.count);
    }
    Ok(())
}

async fn page_of_users(
    ping: &Ping,
    cursor: Option<String>,
) -> Result<(Vec<User>, Option<String>), Error> {
    let mut list = ping.platform().users().list().limit(20);
    if let Some(cursor) = cursor {
        list = list.starting_at(cursor);
    }
    let Some(page) = list.pages().try_next().await? else {
        return Ok((Vec::new(), None));
    };
    let next = page.cursor().map(str::to_owned);
    let users: Result<_, _> = page.items.into_iter().collect();
    Ok((users?, next))
}

#[tokio::test]
async fn pages_across_requests() -> Outcome {
    let sandbox = Sandbox::start().await;
    let (ping, _) = client(&sandbox).await;
    for number in 0..20 {
        let user = NewUser::new(format!("user-{number}"));
        let user = user.email(format!("{number}@example.com"));
        ping.platform().users().create(user).await?;
    }
    let (first, cursor) = page_of_users(&ping, None).await?;
    let (second, end) = page_of_users(&ping, cursor).await?;
    assert_eq!((first.len(), second.len(), end), (20, 1, None));
    let mut ids: Vec<_> = first.iter().chain(&second).map(|user| &user.id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 21);
    Ok(())
}

#[tokio::test]
async fn options() -> Outcome {
    let sandbox = Sandbox::start().await;
    let (ping, id) = client(&sandbox).await;
    let read = ping
        .platform()
        .users()
        .read(&id)
        .expand(UserExpansion::Population)
        .timeout(Duration::from_secs(2))
        .retry(RetryPolicy::never())
        .correlation_id("checkout-4711");
    println!("{}", read.describe()?); // method, URL, headers, body; secrets are masked
    let answer = read.with_response().await?;
    println!("{} {:?}", answer.status, answer.correlation_id());
    let user = answer.body;
    assert_eq!(user.id, id);
    Ok(())
}

#[tokio::test]
async fn errors() -> Outcome {
    let sandbox = Sandbox::start().await;
    let (ping, _) = client(&sandbox).await;
    let users = ping.platform().users();
    match users.create(NewUser::new("jdoe")).await {
        Ok(user) => println!("created {}", user.id),
        Err(error) if error.has_code(&ErrorCode::UniquenessViolation) => {
            for detail in error.details() {
                println!("{:?}: {:?}", detail.target, detail.message);
            }
        }
        Err(error) if error.is_access_denied() => eprintln!("role or license: {error}"),
        Err(error) if error.is_retryable() && !error.may_have_been_processed() => {
            eprintln!("later, after {:?}", error.retry_after());
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

#[tokio::test]
async fn members() -> Outcome {
    let sandbox = Sandbox::start().await;
    let (ping, id) = client(&sandbox).await;
    let change = PatchUser::new().title("Director").clear_nickname();
    let user = ping.platform().users().patch(&id, change).await?;
    let tier = user.field("loyaltyTier"); // an Option<serde_json::Value>
    let new = NewUser::new("ann").with_field("loyaltyTier", "gold");
    assert_eq!((tier, user.title.as_deref()), (None, Some("Director")));
    assert_eq!(new.field("loyaltyTier"), Some("gold".into()));
    match user.lifecycle.and_then(|lifecycle| lifecycle.status) {
        Some(LifecycleStatus::AccountOk) => println!("ready"),
        Some(other) => println!("{}", other.as_str()), // known or not
        None => println!("the service did not say"),
    }
    Ok(())
}

use ping_sdk::models::{Collection, Listed};
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct NewGateway {
    name: String,
}

#[derive(Deserialize)]
struct Gateway {
    id: String,
    name: Option<String>,
}

/// Under which name a collection embeds them.
impl Listed for Gateway {
    const EMBEDDED: &'static str = "gateways";
}

ping_sdk::transport::operations! {
    CREATE_GATEWAY: NewGateway => Gateway = "platform.create_gateway",
        POST Api "/v1/environments/{environmentID}/gateways" as "application/json";
    READ_GATEWAY: () => Gateway = "platform.read_one_gateway",
        GET Api "/v1/environments/{environmentID}/gateways/{gatewayID}";
    LIST_GATEWAYS: () => Collection<Gateway> = "platform.read_all_gateways",
        GET Api "/v1/environments/{environmentID}/gateways";
}

#[tokio::test]
async fn an_operation_without_a_name() -> Outcome {
    let fake = Arc::new(FakeTransport::new([
        Reaction::json(201, r#"{"id": "g-1", "name": "directory", "more": {}}"#),
        Reaction::json(200, r#"{"_embedded": {"gateways": [{"id": "g-1"}]}}"#),
    ]));
    let ping =
        Ping::builder().environment("e-1").access_token("token").transport(fake.clone()).build()?;
    let environment = EnvironmentId::from("e-1");
    let new = NewGateway { name: "directory".to_owned() };
    let create = ping.client().request(&CREATE_GATEWAY).segment(&environment);
    let gateway = create.json(&new).call().await?;
    let list = ping.client().request(&LIST_GATEWAYS).segment(&environment);
    let gateways = list.list().all().await?;
    assert_eq!(gateway.id, gateways[0].id);
    assert_eq!(gateway.name.as_deref(), Some("directory"));
    assert_eq!(fake.received()[0].body, r#"{"name":"directory"}"#);
    Ok(())
}

#[tokio::test]
async fn an_operation_without_a_name_is_sent_where_it_says() -> Outcome {
    let sandbox = Sandbox::start().await;
    let (ping, _) = client(&sandbox).await;
    let environment = sandbox.connection().environment_id;
    assert_eq!(operations().len(), 3);
    let call =
        ping.client().request(&READ_GATEWAY).segment(&environment).segment("the-gateway").call();
    // The sandbox has no gateways.
    assert_eq!(call.await.map(drop).unwrap_err().status().unwrap(), 403);
    let last = sandbox.requests().pop().unwrap();
    let path = format!("/v1/environments/{environment}/gateways/the-gateway");
    assert_eq!((last.method.as_str(), last.path), ("GET", path));
    Ok(())
}

#[tokio::test]
async fn futures() -> Outcome {
    let sandbox = Sandbox::start().await;
    let (ping, id) = client(&sandbox).await;
    let ids = [id.clone(), id.clone()];
    let users = ping.platform().users();
    let reads = ids.iter().map(|id| users.read(id).send());
    let found = futures_util::future::try_join_all(reads).await?;
    let task = tokio::spawn(users.read(&id).send());
    let user = task.await??;
    assert_eq!((found.len(), user.id), (2, id));
    Ok(())
}

#[test]
fn a_future_of_a_program_without_async() -> Outcome {
    let fake = FakeTransport::new([Reaction::json(200, r#"{"id": "u-1"}"#)]);
    let ping = Ping::builder()
        .environment("e-1")
        .access_token("token")
        .transport(Arc::new(fake))
        .build()?;
    let (users, id) = (ping.platform().users(), UserId::from("u-1"));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let user = runtime.block_on(users.read(&id).send())?;
    assert_eq!(user.id, id);
    Ok(())
}

#[tokio::test]
async fn a_sign_in_across_requests() -> Outcome {
    let sandbox = Sandbox::start().await;
    let (ping, user) = client(&sandbox).await;
    let devices = ping.mfa().user(&user).devices();
    let totp = devices.create(NewTotpDevice::new()).await?;
    let app = App::new(&sandbox);
    app.scan(&totp.key_uri().unwrap());
    devices.activate(&totp.id, app.code()).await?;
    const LIFETIME: Duration = Duration::from_secs(600);
    let key = SealKey::new([7; 32]);
    let used = UsedIds::new(ping.client().clock().clone());
    let step = ping.mfa().authenticate(&user).await?;
    let cookie = step.seal(&key, LIFETIME)?;
    let Step::Otp(otp) = &step else {
        panic!("a passcode");
    };
    let (id, passcode) = (otp.id().clone(), app.code());
    // In the next request, in which `user` is the user of the session:
    let step = match ping.mfa().open(&key, &user, &cookie)? {
        Step::Otp(otp) => otp.submit(passcode).await?.into(),
        Step::Push(push) => push.poll().await?, // asks once; `wait` waits
        other => other,
    };
    match step {
        // The cookie may come again: each sign-in is taken once.
        Step::Completed(done) => used.take(done.id().ok_or("no id")?, LIFETIME)?,
        Step::Failed(why) => return Err(why.into()),
        other => println!("seal it again: {other:?}"),
    }
    assert!(used.take(id, LIFETIME).is_err());

    let mfa = Mfa::new(ping.client().with_options(
        CallOptions::new().correlation_id("visit-4711"), // of this web request, say
    ));
    let step = mfa.authenticate(&user).timeout(Duration::from_secs(5)).await?;
    assert!(matches!(step, Step::Otp(_)));
    Ok(())
}

#[tokio::test]
async fn polling() -> Outcome {
    let sandbox = Sandbox::start().await;
    let (ping, _) = client(&sandbox).await;
    let pairing = ping.pingid()?.pair_online(AddUser::new("jdoe", Role::Regular)).await?;
    let wait = pairing.wait().interval(Duration::from_secs(5)).deadline(Duration::from_secs(120));
    let _ = wait;
    let progress = pairing.poll().await?;
    assert!(matches!(progress, Progress::Waiting(Some(_))));
    Ok(())
}

#[tokio::test]
async fn pingid_alone() -> Outcome {
    let sandbox = Sandbox::start().await;
    let text = sandbox.connection().pingid_properties;
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("guides.properties");
    std::fs::write(&path, text)?;
    let stored = |_: &str| path.clone();
    let pingid = PingId::from_properties_file(stored("pingid.properties"))?;
    let user = match pingid.users().read("jdoe").await {
        Ok(reply) => reply.user,
        Err(error) if error.pingid_error_id() == Some(10564) => None, // no such user
        Err(error) => return Err(error.into()),
    };
    assert!(user.is_none());
    Ok(())
}
