//! What a person in front of a camera does, and what the license allows.

use std::{fmt, sync::Arc};

use serde_json::Value;

use super::submission::Submission;
use crate::{
    control::text,
    control_error::ControlError,
    request::Request,
    response::{Answer, Response},
    state::{Shared, State},
};

/// Verify's controls. Obtained from [`Sandbox::verify`](crate::Sandbox::verify).
#[derive(Clone)]
pub struct Verify {
    pub(crate) shared: Arc<Shared>,
}

impl fmt::Debug for Verify {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verify").finish_non_exhaustive()
    }
}

impl Verify {
    /// The id of the policy that applies where a request names none: document, selfie, liveness.
    pub fn default_policy_id(&self) -> String {
        let state = self.shared.lock();
        let policy = state.verify.default_policy();
        policy.map_or_else(String::new, |policy| policy.id().to_owned())
    }

    /// The id of the policy that compares a selfie with the request's `referenceSelfie`.
    pub fn reference_selfie_policy_id(&self) -> String {
        let state = self.shared.lock();
        let mut policies = state.verify.policies.iter();
        let policy = policies.find(|policy| policy.needs_reference_selfie());
        policy.map_or_else(String::new, |policy| policy.id().to_owned())
    }

    /// The person opens the link and does nothing else: the transaction is `INITIATED`.
    ///
    /// # Errors
    ///
    /// If there is no such transaction or it takes no documents any more.
    pub fn open(&self, transaction_id: &str) -> Result<(), ControlError> {
        open(&mut self.shared.lock(), transaction_id)
    }

    /// The person opens the link and hands something in. Where that is all the policy asks for, or
    /// no further attempt is allowed, the transaction is decided; where not, it is `PARTIAL` or
    /// `INITIATED` and a second submission can follow.
    ///
    /// # Errors
    ///
    /// If there is no such transaction or it takes no documents any more.
    pub fn submit(
        &self,
        transaction_id: &str,
        submission: &Submission,
    ) -> Result<(), ControlError> {
        submit(&mut self.shared.lock(), transaction_id, submission)
    }

    /// Whether the environment's license includes Verify; while it does not, every operation
    /// answers 403.
    pub fn set_licensed(&self, licensed: bool) {
        self.shared.lock().verify.licensed = licensed;
    }
}

fn open(state: &mut State, id: &str) -> Result<(), ControlError> {
    let now = state.now();
    let State { verify, random, .. } = state;
    verify.settle(now);
    let (transaction, policy) = verify.with_policy(id).ok_or("no such transaction exists")?;
    Ok(transaction.open(policy, now, random)?)
}

fn submit(state: &mut State, id: &str, submission: &Submission) -> Result<(), ControlError> {
    let now = state.now();
    let State { verify, random, .. } = state;
    verify.settle(now);
    let (transaction, policy) = verify.with_policy(id).ok_or("no such transaction exists")?;
    Ok(transaction.submit(policy, submission, now, random)?)
}

/// Answers `/sandbox/verify/...`; `None` if there is no such control endpoint.
pub(crate) fn control(state: &mut State, request: &Request) -> Option<Answer> {
    let path: Vec<&str> = request.segments.iter().map(String::as_str).collect();
    let endpoint = match (request.method.as_str(), path.get(2..)?) {
        ("POST", ["open"]) => open_endpoint,
        ("POST", ["submit"]) => submit_endpoint,
        ("PUT", ["license"]) => license_endpoint,
        _ => return None,
    };
    Some(endpoint(state, request))
}

fn open_endpoint(state: &mut State, request: &Request) -> Answer {
    open(state, text(request.object()?, "transactionId")?)?;
    Ok(Response::empty(204))
}

fn submit_endpoint(state: &mut State, request: &Request) -> Answer {
    let body = request.object()?;
    let submission = Submission::parse(body).map_err(ControlError::from)?;
    submit(state, text(body, "transactionId")?, &submission)?;
    Ok(Response::empty(204))
}

fn license_endpoint(state: &mut State, request: &Request) -> Answer {
    let licensed = request.object()?.get("licensed").and_then(Value::as_bool);
    state.verify.licensed =
        licensed.ok_or_else(|| ControlError::from("licensed must be true or false"))?;
    Ok(Response::empty(204))
}
