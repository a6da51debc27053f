//! What a flow carries along, and what its actions are.

use std::sync::Arc;
use std::time::Duration;

use ping_models::OpenValue;
use ping_transport::flow::{Action, OpenError, Polling, Progress, Resumable, Wait};
use ping_transport::testing::{FakeTransport, ManualClock, Reaction};
use ping_transport::{CallOptions, Client, Error, ErrorKind, RetryPolicy, Scope, SealKey};

use crate::support::{READ, fake, ok, read, with_token};

const SECOND: Duration = Duration::from_secs(1);

/// A flow of any product: each step is one request more.
#[derive(Clone, Debug)]
struct Steps {
    scope: Scope,
    user: String,
    done: usize,
}

impl Steps {
    fn begin(client: Client) -> Action<Self> {
        Action::new(&Scope::new(client), |scope| async move {
            ask(&scope).await?;
            let user = "user-1".to_owned();
            let done = 1;
            Ok(Self { scope, user, done })
        })
    }

    /// Two requests.
    fn next(&self) -> Action<Self> {
        let this = self.clone();
        Action::new(&self.scope, move |scope| async move {
            ask(&scope).await?;
            ask(&scope).await?;
            Ok(Self { done: this.done + 2, ..this })
        })
    }

    fn wait(&self) -> Wait<Self> {
        let this = self.clone();
        let polling = Polling::new(2 * SECOND, 20 * SECOND);
        Wait::new(&self.scope, polling, move |scope| {
            let this = this.clone();
            async move {
                Ok(match ask(&scope).await?.to_value()["status"] == "DONE" {
                    true => Progress::Ended(this),
                    false => Progress::Waiting(()),
                })
            }
        })
    }
}

impl Resumable for Steps {
    type Handle = Scope;
    type State = usize;
    const PURPOSE: &'static str = "test.steps";

    fn parts(&self) -> Result<(&Scope, &str, usize), Error> {
        Ok((&self.scope, &self.user, self.done))
    }

    fn restore(scope: Scope, user: &str, done: usize) -> Result<Self, OpenError> {
        let user = user.to_owned();
        Ok(Self { scope, user, done })
    }
}

ping_transport::__sealed_steps! { Steps opened by "Steps"; }

async fn ask(scope: &Scope) -> Result<OpenValue, Error> {
    scope.at(&READ).segment("user-1").call().await
}

/// The correlation ids that the requests had.
fn ids(fake: &FakeTransport) -> Vec<Option<String>> {
    let id = |request: &ping_transport::testing::Received| {
        let value = request.headers.get("x-ping-external-transaction-id")?;
        Some(value.to_str().unwrap().to_owned())
    };
    fake.received().iter().map(id).collect()
}

#[tokio::test]
async fn options_of_the_beginning_travel_along() {
    let done = Reaction::json(200, r#"{"status":"DONE"}"#);
    let (fake, client) = fake([ok(), ok(), ok(), ok(), done]);
    let step = Steps::begin(client).correlation_id("visit").await.unwrap();
    let step = step.next().await.unwrap();
    step.wait().await.unwrap();
    assert_eq!(ids(&fake), vec![Some("visit".to_owned()); 5]);
}

#[tokio::test]
async fn options_of_a_step_are_its_own_and_count_more() {
    let (fake, client) = fake((0..9).map(|_| ok()));
    let begin = Steps::begin(client.clone()).correlation_id("visit");
    let step = begin.header("x-more", "of the visit").await.unwrap();
    let next = step.next().correlation_id("this step").await.unwrap();
    next.next().await.unwrap();
    let wait = step.wait().correlation_id("a wait").deadline(3 * SECOND);
    assert!(wait.await.unwrap_err().is_timeout());
    Steps::begin(client).await.unwrap();
    let ids = ids(&fake);
    let ids: Vec<_> = ids.iter().map(|id| id.as_deref().unwrap_or("-")).collect();
    let (own, of_flow) = ("this step", "visit");
    let wait = "a wait";
    assert_eq!(ids, [of_flow, own, own, of_flow, of_flow, wait, wait, "-"]);
    let received = fake.received();
    let more = received.iter().map(|one| one.headers.get("x-more"));
    assert_eq!(more.flatten().count(), 7);
}

#[tokio::test]
async fn every_option_reaches_the_requests() {
    // How often a request is sent tells the retry policy, how long it took the limit.
    let script = || [Reaction::json(503, "{}"), Reaction::Hang];
    let never = RetryPolicy::never();
    for (options, sent, passed) in [
        (CallOptions::new().retry(never.clone()), 1, 0),
        (CallOptions::new().timeout(5 * SECOND), 2, 5),
    ] {
        let fake = Arc::new(FakeTransport::new(script()));
        let clock = ManualClock::fixed().auto_advance();
        let client = with_token(fake.clone(), &clock).build().unwrap();
        let client = client.with_options(options);
        let error = Steps::begin(client).await.unwrap_err();
        assert_eq!(fake.received().len(), sent, "{error}");
        let whole = ping_transport::Clock::monotonic(&clock).as_secs();
        assert_eq!(whole, passed, "{error}");
    }
    let (fake, client) = fake([ok()]);
    let wrong = Steps::begin(client).header("host", "elsewhere.example");
    assert_eq!(wrong.await.unwrap_err().kind(), ErrorKind::InvalidInput);
    assert!(fake.received().is_empty());
}

#[tokio::test]
async fn a_client_may_have_options_for_all_its_calls() {
    let (fake, client) = fake([ok(), ok(), ok(), ok()]);
    let of_visit = client.with_options(CallOptions::new().correlation_id("visit"));
    let nested = of_visit.with_options(CallOptions::new().header("x-more", "1"));
    read(&of_visit).await.unwrap();
    read(&of_visit).correlation_id("own").await.unwrap();
    read(&nested).await.unwrap();
    read(&client).await.unwrap();
    let ids = ids(&fake);
    let ids: Vec<_> = ids.iter().map(Option::as_deref).collect();
    assert_eq!(ids, [Some("visit"), Some("own"), Some("visit"), None]);
    let text = format!("{:?}", CallOptions::new().header("x-key", "planted"));
    assert!(text.contains("x-key") && !text.contains("planted"), "{text}");
}

#[tokio::test]
async fn nothing_is_sent_before_it_is_awaited_and_all_can_be_spawned() {
    let done = Reaction::json(200, r#"{"status":"DONE"}"#);
    let (fake, client) = fake([ok(), ok(), ok(), done]);
    let begin = Steps::begin(client);
    let begin = begin.send();
    assert!(fake.received().is_empty());
    let step = tokio::spawn(begin).await.unwrap().unwrap();
    let step = tokio::spawn(step.next().send()).await.unwrap().unwrap();
    let step = tokio::spawn(step.wait().send()).await.unwrap().unwrap();
    assert_eq!(step.done, 3);
    let lines = [format!("{:?}", step.next()), format!("{:?}", step.wait())];
    for line in lines {
        assert!(line.len() < 200 && !line.contains("Client"), "{line}");
    }
}

#[tokio::test]
async fn a_step_is_sealed_for_its_user() {
    let clock = ManualClock::fixed();
    let fake = Arc::new(FakeTransport::new([ok(), ok(), ok()]));
    let client = with_token(fake, &clock).build().unwrap();
    let step = Steps::begin(client.clone()).await.unwrap();
    let key = SealKey::new([7; 32]);
    let sealed = step.seal(&key, 60 * SECOND).unwrap();
    let scope = Scope::new(client);
    let open = |user| ping_transport::flow::open::<Steps>(&scope, &key, user, &sealed);
    let opened = open("user-1").unwrap();
    assert_eq!(opened.next().await.unwrap().done, 3);
    assert_eq!(open("user-2").unwrap_err(), OpenError::AnotherUser);
    let other = key.seal("test.other", "user-1", ping_transport::Clock::now(&clock) + SECOND, &1);
    let other = other.unwrap();
    let opened = ping_transport::flow::open::<Steps>(&scope, &key, "user-1", &other);
    assert_eq!(opened.unwrap_err(), OpenError::AnotherPurpose);
    clock.advance(60 * SECOND);
    assert_eq!(open("user-1").unwrap_err(), OpenError::Expired);
    // What no clock can name never expires.
    let sealed = step.seal(&key, Duration::MAX).unwrap();
    clock.advance(Duration::from_secs(1 << 40));
    ping_transport::flow::open::<Steps>(&scope, &key, "user-1", &sealed).unwrap();
    assert!(scope.with_client(scope.client().clone()).client().environment().is_some());
}
