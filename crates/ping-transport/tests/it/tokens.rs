//! Tokens: who asks for them, when, and how often.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use futures_util::future::join_all;
use ping_sandbox::{ClientAuthMethod, Sandbox};
use ping_transport::testing::{ManualClock, Reaction};
use ping_transport::{
    AccessToken, Client, ClientAuthentication, Clock, Credentials, Error, ErrorKind, RetryPolicy,
    Secret, SigningAlgorithm, TokenSource,
};

use crate::support::{
    ENVIRONMENT, Play, ok, read, requests, sandboxed, settle, token, until, with_token, worker,
};

const RSA: &str = include_str!("../data/rsa.pem");
const RSA_PKCS1: &str = include_str!("../data/rsa-pkcs1.pem");
const RSA_PUBLIC: &str = include_str!("../data/rsa.pub.pem");
const RSA_KEYS: &str = include_str!("../data/rsa.jwks.json");
const P256: &str = include_str!("../data/p256.pem");
const P256_KEYS: &str = include_str!("../data/p256.jwks.json");
const P384: &str = include_str!("../data/p384.pem");
const P384_KEYS: &str = include_str!("../data/p384.jwks.json");

fn signed(pem: &str, algorithm: SigningAlgorithm) -> ClientAuthentication {
    ClientAuthentication::PrivateKeyJwt {
        pem: pem.into(),
        key_id: Some("key-1".to_owned()),
        algorithm,
    }
}

fn public(jwks: &str) -> ClientAuthMethod {
    ClientAuthMethod::PrivateKeyJwt { jwks: jwks.to_owned() }
}

async fn sandbox_with(method: ClientAuthMethod) -> Sandbox {
    Sandbox::builder().auth_method(method).start().await.unwrap()
}

fn client_with(sandbox: &Sandbox, id: &str, authentication: ClientAuthentication) -> Client {
    sandboxed(sandbox).credentials(Credentials::new(id, authentication)).build().unwrap()
}

pub(crate) async fn use_it(client: &Client) -> Result<(), Error> {
    let environment = client.environment().unwrap().to_string();
    let call = client.request(&ENVIRONMENT).segment(environment).call();
    call.await.map(drop)
}

#[tokio::test]
async fn every_authentication_method_of_the_token_endpoint() {
    use ClientAuthentication::{Basic, Post, SecretJwt};
    type Own = fn(Secret) -> ClientAuthentication;
    let table: [(&str, ClientAuthMethod, Own); 10] = [
        ("basic", ClientAuthMethod::ClientSecretBasic, Basic),
        ("post", ClientAuthMethod::ClientSecretPost, Post),
        ("secret jwt", ClientAuthMethod::ClientSecretJwt, SecretJwt),
        ("RS256", public(RSA_KEYS), |_| signed(RSA, SigningAlgorithm::Rs256)),
        ("RS384", public(RSA_KEYS), |_| signed(RSA, SigningAlgorithm::Rs384)),
        ("RS512", public(RSA_KEYS), |_| signed(RSA, SigningAlgorithm::Rs512)),
        ("RS256, PKCS#1", public(RSA_KEYS), |_| signed(RSA_PKCS1, SigningAlgorithm::Rs256)),
        ("ES256", public(P256_KEYS), |_| signed(P256, SigningAlgorithm::Es256)),
        ("ES384", public(P384_KEYS), |_| signed(P384, SigningAlgorithm::Es384)),
        ("no key id", public(P256_KEYS), |_| ClientAuthentication::PrivateKeyJwt {
            pem: P256.into(),
            key_id: None,
            algorithm: SigningAlgorithm::Es256,
        }),
    ];
    for (name, method, own) in table {
        let sandbox = sandbox_with(method).await;
        let connection = sandbox.connection();
        let authentication = own(connection.client_secret.as_str().into());
        let client = client_with(&sandbox, &connection.client_id, authentication);
        use_it(&client).await.unwrap_or_else(|error| panic!("{name}: {error}"));
        use_it(&client).await.unwrap();
        assert_eq!(requests(&sandbox, "platform.get_token"), 1, "{name}");
        assert_eq!(requests(&sandbox, "platform.read_one_environment"), 2, "{name}");
    }
}

#[tokio::test]
async fn a_refused_client_is_told_all_causes() {
    use ClientAuthentication::{Basic, Post, SecretJwt};
    let methods = [
        ClientAuthMethod::ClientSecretBasic,
        ClientAuthMethod::ClientSecretPost,
        ClientAuthMethod::ClientSecretJwt,
        public(RSA_KEYS),
    ];
    for (set, method) in methods.into_iter().enumerate() {
        let sandbox = sandbox_with(method).await;
        let connection = sandbox.connection();
        let id = connection.client_id.as_str();
        let secret = || Secret::from(connection.client_secret.as_str());
        let mut table: Vec<(&str, &str, ClientAuthentication)> = vec![
            ("basic", id, Basic(secret())),
            ("post", id, Post(secret())),
            ("secret jwt", id, SecretJwt(secret())),
            ("private key jwt", id, signed(RSA, SigningAlgorithm::Rs256)),
        ];
        // The method that the application is set to fails for the other two causes.
        let right = table.remove(set).2;
        table.push(("unknown id", "11111111-2222-4333-8444-555555555555", right.clone()));
        table.push(match right {
            Basic(_) => ("wrong secret", id, Basic("another".into())),
            Post(_) => ("wrong secret", id, Post("another".into())),
            SecretJwt(_) => ("wrong secret", id, SecretJwt("another".into())),
            _ => ("wrong key", id, signed(P256, SigningAlgorithm::Es256)),
        });
        for (cause, id, authentication) in table {
            let client = client_with(&sandbox, id, authentication);
            let error = use_it(&client).await.unwrap_err();
            let text = error.to_string();
            assert_eq!(error.kind(), ErrorKind::Token, "{cause}");
            assert_eq!(error.status().unwrap(), 401, "{cause}");
            assert!(!error.is_retryable(), "{cause}");
            let id = error.correlation_id().expect(cause);
            for part in ["client id", "client secret", "endpoint authentication method", id] {
                assert!(text.contains(part), "{cause}: {text}");
            }
            assert!(!text.contains("not expired"), "advice for API tokens: {text}");
        }
        assert_eq!(requests(&sandbox, "platform.get_token"), 5);
        assert_eq!(requests(&sandbox, "platform.read_one_environment"), 0);
    }
}

#[tokio::test]
async fn a_key_that_does_not_fit_is_a_setting_at_fault() {
    let table = [
        ("not PEM", "nonsense", SigningAlgorithm::Rs256),
        ("empty", "", SigningAlgorithm::Es256),
        ("RSA for ES256", RSA, SigningAlgorithm::Es256),
        ("P-256 for RS256", P256, SigningAlgorithm::Rs256),
        ("P-256 for ES384", P256, SigningAlgorithm::Es384),
        ("public", RSA_PUBLIC, SigningAlgorithm::Rs256),
    ];
    for (name, pem, algorithm) in table {
        let play = Play::new([], []);
        let client = worker(play.clone(), &ManualClock::fixed())
            .credentials(Credentials::new("the-client", signed(pem, algorithm)))
            .build()
            .unwrap();
        let error = read(&client).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{name}: {error}");
        assert_eq!(error.field(), Some("private_key"), "{name}");
        assert_eq!(play.asked(), 0, "{name}");
    }
}

/// Counts how often it is asked; fails when it is told to.
pub(crate) struct Own {
    asked: AtomicUsize,
    broken: bool,
}

#[async_trait]
impl TokenSource for Own {
    async fn token(&self) -> Result<AccessToken, Error> {
        let asked = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        if self.broken {
            return Err(Error::configuration("vault", "is sealed; unseal it"));
        }
        Ok(AccessToken::new(format!("own-{asked}")))
    }
}

pub(crate) fn own(play: &Arc<Play>, broken: bool) -> (Arc<Own>, Client) {
    let source = Arc::new(Own { asked: AtomicUsize::new(0), broken });
    let client = with_token(play.clone(), &ManualClock::fixed())
        .token_source(source.clone())
        .build()
        .unwrap();
    (source, client)
}

#[tokio::test]
async fn a_static_token_and_a_callers_own_source() {
    let play = Play::new([], [ok(), ok()]);
    let client = with_token(play.clone(), &ManualClock::fixed()).build().unwrap();
    read(&client).await.unwrap();
    read(&client).await.unwrap();
    assert_eq!(play.bearers(), ["Bearer a-token", "Bearer a-token"]);

    let play = Play::new([], [ok(), ok()]);
    let (_, client) = own(&play, false);
    read(&client).await.unwrap();
    read(&client).await.unwrap();
    assert_eq!(play.bearers(), ["Bearer own-1", "Bearer own-2"]);
    assert_eq!(play.asked(), 0, "nobody asks the token endpoint");

    let (_, client) = own(&play, true);
    let error = read(&client).await.unwrap_err();
    assert_eq!(error.field(), Some("vault"));
    assert!(error.to_string().contains("is sealed; unseal it"), "{error}");
    assert_eq!(play.api.received().len(), 2, "nothing was sent without a token");
}

#[tokio::test]
async fn a_thousand_first_calls_make_one_token_request() {
    let play = Play::closed([token("t1")], std::iter::repeat_with(ok).take(1000));
    let client = worker(play.clone(), &ManualClock::fixed()).build().unwrap();
    let calls: Vec<_> = (0..1000).map(|_| tokio::spawn(read(&client).send())).collect();
    until(|| play.asked() == 1).await;
    settle().await;
    assert!(play.api.received().is_empty());
    play.gate.add_permits(1000);
    for call in join_all(calls).await {
        call.unwrap().unwrap();
    }
    assert_eq!(play.asked(), 1);
    assert_eq!(play.bearers(), vec!["Bearer t1"; 1000]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_first_calls_on_real_sockets_and_threads() {
    let sandbox = Sandbox::start().await;
    let client = sandboxed(&sandbox).max_in_flight(64).build().unwrap();
    let calls = (0..1000).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { use_it(&client).await })
    });
    for call in join_all(calls).await {
        call.unwrap().unwrap();
    }
    assert_eq!(requests(&sandbox, "platform.get_token"), 1);
    assert_eq!(requests(&sandbox, "platform.read_one_environment"), 1000);
}

#[tokio::test]
async fn a_token_is_renewed_early_while_the_old_one_serves() {
    let clock = ManualClock::fixed();
    let play =
        Play::closed([token("t1"), token("t2"), token("t3")], std::iter::repeat_with(ok).take(20));
    let client = worker(play.clone(), &clock).build().unwrap();
    play.gate.add_permits(1);
    read(&client).await.unwrap();
    // (seconds since the fetch, token requests behind it); 3600 s are its life, 300 s is early
    for (at, asked) in [(0, 1), (3299, 1), (3300, 2), (3301, 2), (3325, 2)] {
        clock.advance(Duration::from_secs(at) - clock.monotonic());
        read(&client).await.unwrap();
        settle().await;
        assert_eq!(play.asked(), asked, "after {at} s");
        assert_eq!(play.bearers().last().unwrap(), "Bearer t1", "nobody waits at {at} s");
    }
    play.gate.add_permits(1);
    until(|| play.tokens.received().len() == 2).await;
    settle().await;
    read(&client).await.unwrap();
    assert_eq!(play.bearers().last().unwrap(), "Bearer t2");
    // The new one lives from when it came.
    clock.advance(Duration::from_secs(3299));
    read(&client).await.unwrap();
    settle().await;
    assert_eq!(play.asked(), 2);
}

#[tokio::test]
async fn a_failed_renewal_keeps_the_old_token_and_heals() {
    let clock = ManualClock::fixed();
    let down = || Reaction::json(503, "");
    let play = Play::new(
        [token("t1"), down(), down(), down(), down(), token("t2")],
        std::iter::repeat_with(ok).take(20),
    );
    let client = worker(play.clone(), &clock).retry(RetryPolicy::never()).build().unwrap();
    // (seconds since the first fetch, token requests by then, what serves; `None` is an error)
    let table: [(u64, usize, Option<&str>); 8] = [
        (0, 1, Some("t1")),
        (3300, 2, Some("t1")), // the first renewal fails
        (3309, 2, Some("t1")), // and is left alone for 10 s
        (3310, 3, Some("t1")), // the second one fails
        (3320, 4, Some("t1")), // the third one fails
        (3600, 5, None),       // now the old token is dead
        (3600, 6, Some("t2")), // healed at the first chance
        (3700, 6, Some("t2")),
    ];
    for (step, (at, asked, serves)) in table.into_iter().enumerate() {
        clock.advance(Duration::from_secs(at) - clock.monotonic());
        let before = play.api.received().len();
        let result = read(&client).await;
        settle().await;
        assert_eq!(play.asked(), asked, "step {step}");
        match serves {
            Some(serves) => {
                result.unwrap();
                assert_eq!(play.bearers().last().unwrap(), &format!("Bearer {serves}"));
            }
            None => {
                let error = result.unwrap_err();
                assert_eq!(error.kind(), ErrorKind::Token);
                assert!(error.is_retryable(), "{error}");
                assert_eq!(play.api.received().len(), before, "nothing sent");
            }
        }
    }
}

#[tokio::test]
async fn a_failed_fetch_is_shared_by_all_who_wait() {
    let refusal = r#"{"error":"invalid_client","error_description":
        "Request denied (Correlation ID: 0a1b)"}"#;
    let play = Play::closed([Reaction::json(401, refusal), token("t2")], [ok()]);
    let client = worker(play.clone(), &ManualClock::fixed()).build().unwrap();
    let calls: Vec<_> = (0..20).map(|_| tokio::spawn(read(&client).send())).collect();
    until(|| play.asked() == 1).await;
    settle().await;
    play.gate.add_permits(1);
    let mut texts = Vec::new();
    for call in join_all(calls).await {
        let error = call.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Token);
        assert_eq!(error.operation(), Some("platform.read_one_user"));
        assert_eq!(error.correlation_id(), Some("0a1b"));
        texts.push(error.to_string());
    }
    texts.dedup();
    assert_eq!(texts.len(), 1, "one failure for all: {texts:?}");
    assert_eq!(play.asked(), 1);
    // It is not remembered: the next call asks again.
    play.gate.add_permits(1);
    read(&client).await.unwrap();
    assert_eq!(play.asked(), 2);
}

#[tokio::test]
async fn a_caller_who_leaves_does_not_take_the_fetch_with_him() {
    let play = Play::closed([token("t1")], [ok()]);
    let client = worker(play.clone(), &ManualClock::fixed()).build().unwrap();
    let first = tokio::spawn(read(&client).send());
    until(|| play.asked() == 1).await;
    let second = tokio::spawn(read(&client).send());
    settle().await;
    assert_eq!(play.asked(), 1, "both wait for the same one");
    first.abort();
    assert!(first.await.unwrap_err().is_cancelled());
    play.gate.add_permits(1);
    second.await.unwrap().unwrap();
    assert_eq!(play.asked(), 1);

    // With nobody left, the token still arrives for the next one.
    let play = Play::closed([token("t1")], [ok()]);
    let client = worker(play.clone(), &ManualClock::fixed()).build().unwrap();
    let only = tokio::spawn(read(&client).send());
    until(|| play.asked() == 1).await;
    only.abort();
    play.gate.add_permits(1);
    until(|| play.tokens.received().len() == 1).await;
    settle().await;
    read(&client).await.unwrap();
    assert_eq!(play.asked(), 1);
}

#[test]
fn a_client_outlives_the_runtime_that_began_its_fetch() {
    let play = Play::closed([token("t1")], [ok()]);
    let client = worker(play.clone(), &ManualClock::fixed()).build().unwrap();
    let runtime = || tokio::runtime::Builder::new_current_thread().build().unwrap();
    let first = runtime();
    first.block_on(async {
        drop(tokio::spawn(read(&client).send()));
        until(|| play.asked() == 1).await;
    });
    drop(first);
    play.gate.add_permits(1);
    runtime().block_on(read(&client).send()).unwrap();
    assert_eq!(play.asked(), 2);
}

#[test]
fn a_runtime_that_is_gone_is_an_error_and_no_endless_loop() {
    let runtime = || tokio::runtime::Builder::new_current_thread().build().unwrap();
    let play = Play::closed([token("t1")], [ok()]);
    let client = worker(play.clone(), &ManualClock::fixed()).build().unwrap();
    let first = runtime();
    let handle = first.handle().clone();
    first.block_on(async {
        drop(tokio::spawn(read(&client).send()));
        until(|| play.asked() == 1).await;
    });
    drop(first);
    // Each waits for a fetch that is gone, and each begins one that cannot run.
    for _ in 0..2 {
        let error = handle.block_on(read(&client).send()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Token);
        assert!(error.to_string().contains("runtime"), "{error}");
    }
    assert_eq!(play.asked(), 1);
    // A runtime that lives is not held up by those that are gone.
    play.gate.add_permits(1);
    runtime().block_on(read(&client).send()).unwrap();
}

#[test]
fn without_a_runtime_a_call_is_an_error() {
    let play = Play::new([token("t1")], [ok()]);
    let by_worker = worker(play, &ManualClock::fixed()).build().unwrap();
    let over_network = Client::builder().access_token("t").build().unwrap();
    for client in [by_worker, over_network] {
        let mut call = read(&client).send();
        let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
        let std::task::Poll::Ready(Err(error)) = std::pin::Pin::new(&mut call).poll(&mut cx) else {
            panic!("no error");
        };
        assert_eq!(error.kind(), ErrorKind::Configuration, "{error}");
        assert!(error.to_string().contains("#[tokio::main]"), "{error}");
    }
}
