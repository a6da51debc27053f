//! A peer on the way that answers one user's request with what the service signed for another.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::TryStreamExt;
use http::Response;
use ping_models::pingid::{OfflinePairing, StartAuthentication, ToggleUserBypass};
use ping_sandbox::Channel;
use ping_transport::{Body, Error, ErrorKind as Kind, HttpTransport, Request};
use ping_transport::{ReqwestTransport, TransportError};
use pingid_rest::{OtpOutcome, PingId, Step};

use super::authentication::completed;
use super::offline::otp;
use super::{Stage, is};
use crate::support::over;

/// Keeps the last reply to each operation, and answers with it once it is told to.
struct Tape {
    inner: ReqwestTransport,
    kept: Mutex<BTreeMap<&'static str, Bytes>>,
    replays: AtomicBool,
}

#[async_trait]
impl HttpTransport for Tape {
    async fn send(&self, request: Request) -> Result<Response<Body>, TransportError> {
        let id = request.operation.unwrap();
        if self.replays.load(Ordering::SeqCst) {
            let kept = self.kept.lock().unwrap()[id].clone();
            return Ok(Response::new(Body::full(kept)));
        }
        let (head, body) = self.inner.send(request).await?.into_parts();
        let body: Vec<Bytes> = body.try_collect().await?;
        let body = Bytes::from(body.concat());
        self.kept.lock().unwrap().insert(id, body.clone());
        Ok(Response::from_parts(head, Body::full(body)))
    }
}

impl Stage {
    /// PingID of the same account, over a peer that replays.
    fn taped(&self) -> (PingId, Arc<Tape>) {
        let tape = Arc::new(Tape {
            inner: ReqwestTransport::builder().build().unwrap(),
            kept: Mutex::default(),
            replays: AtomicBool::new(false),
        });
        let (pingid, _) = over(&self.sandbox.connection().pingid_properties, tape.clone());
        (pingid, tape)
    }
}

impl Tape {
    fn replay(&self, replays: bool) {
        self.replays.store(replays, Ordering::SeqCst);
    }
}

#[track_caller]
fn not_believed<T: std::fmt::Debug>(outcome: Result<T, Error>) {
    let error = outcome.unwrap_err();
    assert_eq!(error.kind(), Kind::Envelope, "{error}");
    assert!(!error.to_string().contains("alice"), "{error}");
}

#[tokio::test]
async fn what_was_signed_for_alice_signs_nobody_else_in_by_passcode() {
    let stage = Stage::new().await;
    let (pingid, tape) = stage.taped();
    for name in ["alice", "bob"] {
        stage.add(name).await;
        let address = format!("{name}@example.com");
        stage.pair(OfflinePairing::email(name, &address)).await;
    }
    let step = is!(pingid.authenticate("alice").await.unwrap(), Step::Otp);
    let right = otp(&stage.sandbox, Channel::Email, "alice@example.com");
    let next = is!(step.submit(right).await.unwrap(), OtpOutcome::Next);
    completed(next);

    let bob = is!(pingid.authenticate("bob").await.unwrap(), Step::Otp);
    tape.replay(true);
    not_believed(bob.submit("123456").await);
    // The beginning is bound, too: Bob's passcode would be asked for in a session of Alice's.
    not_believed(pingid.authenticate("bob").await);
    tape.replay(false);
    let right = otp(&stage.sandbox, Channel::Email, "bob@example.com");
    let next = is!(bob.submit(right).await.unwrap(), OtpOutcome::Next);
    assert_eq!(completed(next).user_name(), "bob");
}

#[tokio::test]
async fn what_was_signed_for_alice_signs_nobody_else_in_by_push() {
    let stage = Stage::new().await;
    let (pingid, tape) = stage.taped();
    for name in ["alice", "bob"] {
        stage.phone(name).await;
    }
    let push = is!(pingid.authenticate("alice").await.unwrap(), Step::Push);
    stage.sandbox.pingid().approve("alice").unwrap();
    completed(push.poll().await.unwrap());

    let bob = is!(pingid.authenticate("bob").await.unwrap(), Step::Push);
    tape.replay(true);
    not_believed(bob.poll().await);
    not_believed(bob.wait().await);
    // Not even a second answer to Alice's own question is one.
    not_believed(push.poll().await);
    tape.replay(false);
    let _ = is!(bob.poll().await.unwrap(), Step::Push);
}

#[tokio::test]
async fn what_was_signed_for_alice_signs_nobody_else_in_at_the_start() {
    let stage = Stage::new().await;
    let (pingid, tape) = stage.taped();
    for name in ["alice", "bob"] {
        stage.phone(name).await;
    }
    let hour = stage.sandbox.clock().now() + std::time::Duration::from_secs(3600);
    let bypass = ToggleUserBypass::new("alice", hour);
    stage.pingid.users().bypass(bypass).await.unwrap();
    completed(pingid.authenticate("alice").await.unwrap());
    tape.replay(true);
    not_believed(pingid.authenticate("bob").await);
    // What the caller gives as `clientData` does not tell requests apart, but is kept.
    let request = || StartAuthentication::new("alice").client_data("mine");
    not_believed(pingid.authenticate(request()).await);
    tape.replay(false);
    let reply = pingid.authentications().start(request()).await.unwrap();
    assert_eq!(reply.outcome.client_data.as_deref(), Some("mine"));
    let reply = pingid.authentications().start("alice").await.unwrap();
    assert_eq!(reply.outcome.client_data, None);
}

#[tokio::test]
async fn one_users_details_are_not_taken_for_anothers() {
    let stage = Stage::new().await;
    let (pingid, tape) = stage.taped();
    for name in ["alice", "mallory"] {
        stage.add(name).await;
    }
    pingid.users().read("mallory").await.unwrap();
    tape.replay(true);
    not_believed(pingid.users().read("alice").await);
}
