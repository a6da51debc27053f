//! What a person in front of a camera does, and what the license allows.

use std::{fmt, sync::Arc};

use serde_json::json;

use super::{
    legacy::VoiceReference,
    operations,
    submission::{Document, Person, Selfie, Submission},
};
use crate::{
    control::text,
    control_error::ControlError,
    request::Request,
    response::{Answer, Failure, Response},
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

    /// The person types in a passcode that was sent to an email address or phone number; whether
    /// it was the right one. Passcodes are sent when the person opens the link, where the policy
    /// checks an address or number.
    ///
    /// # Errors
    ///
    /// If there is no such transaction or it waits for no passcode.
    pub fn enter_otp(&self, transaction_id: &str, otp: &str) -> Result<bool, ControlError> {
        enter_otp(&mut self.shared.lock(), transaction_id, otp)
    }

    /// The service checks the documents that a program has handed in, which show this person.
    ///
    /// # Errors
    ///
    /// If there is no such transaction or it takes no documents any more.
    pub fn process(&self, transaction_id: &str, person: &Person) -> Result<(), ControlError> {
        process(&mut self.shared.lock(), transaction_id, person)
    }

    /// Whether the environment's license includes Verify; while it does not, every operation
    /// answers 403.
    pub fn set_licensed(&self, licensed: bool) {
        self.shared.lock().verify.licensed = licensed;
    }

    /// Whether the environment's bill of materials includes `PING_ONE_VERIFY`; while it does not,
    /// every operation answers 403.
    pub fn set_in_bill_of_materials(&self, included: bool) {
        self.shared.lock().verify.in_bill_of_materials = included;
    }

    /// Whether new transactions get a code of 12 digits instead of a link, as older ones have.
    pub fn use_short_codes(&self, short: bool) {
        self.shared.lock().verify.short_codes = short;
    }

    /// A sample of the user's voice is kept; its id.
    pub fn add_voice_reference(&self, user_id: &str) -> String {
        add_voice_reference(&mut self.shared.lock(), user_id)
    }
}

fn open(state: &mut State, id: &str) -> Result<(), ControlError> {
    Ok(operations::open(state, id)?)
}

fn submit(state: &mut State, id: &str, submission: &Submission) -> Result<(), ControlError> {
    operations::open(state, id)?;
    let now = state.now();
    let State { verify, random, .. } = state;
    let transaction = verify
        .transaction_mut(id)
        .ok_or("no such transaction exists")?;
    transaction.submit(submission, now, random);
    Ok(())
}

fn enter_otp(state: &mut State, id: &str, otp: &str) -> Result<bool, ControlError> {
    let now = state.now();
    let State { verify, random, .. } = state;
    verify.settle(now);
    let transaction = verify
        .transaction_mut(id)
        .ok_or("no such transaction exists")?;
    Ok(transaction.enter_otp(otp, now, random)?)
}

fn process(state: &mut State, id: &str, person: &Person) -> Result<(), ControlError> {
    let now = state.now();
    let State { verify, random, .. } = state;
    verify.settle(now);
    let transaction = verify
        .transaction_mut(id)
        .ok_or("no such transaction exists")?;
    if !transaction.status.collects() {
        return Err("the transaction takes no documents any more".into());
    }
    let [front, _] = person.kind().document_kinds();
    if transaction.has_collected(&[front]) {
        transaction.document = Some((person.clone(), Document::Good));
        transaction.document_attempts += 1;
    }
    if transaction.has_collected(&["Selfie"]) {
        transaction.selfie = Some(Selfie::Matching);
        transaction.selfie_attempts += 1;
    }
    transaction.mark_processed();
    transaction.go_on(person, false, std::time::Duration::ZERO, now, random);
    Ok(())
}

fn add_voice_reference(state: &mut State, user_id: &str) -> String {
    let now = state.now();
    let reference = VoiceReference::new(user_id, now, &mut state.random);
    let id = reference.id.clone();
    state.verify.references.push(reference);
    id
}

/// Answers `/sandbox/verify/...`; `None` if there is no such control endpoint.
pub(crate) fn control(state: &mut State, request: &Request) -> Option<Answer> {
    let path: Vec<&str> = request.segments.iter().map(String::as_str).collect();
    let endpoint = match (request.method.as_str(), path.get(2..)?) {
        ("POST", ["open"]) => open_endpoint,
        ("POST", ["submit"]) => submit_endpoint,
        ("POST", ["otp"]) => otp_endpoint,
        ("POST", ["process"]) => process_endpoint,
        ("POST", ["voice-reference"]) => voice_reference_endpoint,
        ("PUT", ["license"]) => license_endpoint,
        ("PUT", ["short-codes"]) => short_codes_endpoint,
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

fn otp_endpoint(state: &mut State, request: &Request) -> Answer {
    let body = request.object()?;
    let right = enter_otp(state, text(body, "transactionId")?, text(body, "otp")?)?;
    Ok(Response::json(200, &json!({ "right": right })))
}

fn process_endpoint(state: &mut State, request: &Request) -> Answer {
    let body = request.object()?;
    let person = Person::parse(body.get("person")).map_err(ControlError::from)?;
    process(state, text(body, "transactionId")?, &person)?;
    Ok(Response::empty(204))
}

fn voice_reference_endpoint(state: &mut State, request: &Request) -> Answer {
    let id = add_voice_reference(state, text(request.object()?, "userId")?);
    Ok(Response::json(200, &json!({ "id": id })))
}

/// A member that is true or false.
fn flag(request: &Request, name: &str) -> Result<Option<bool>, Failure> {
    match request.object()?.get(name) {
        None => Ok(None),
        Some(value) => value.as_bool().map(Some).ok_or_else(|| {
            let why = format!("{name} must be true or false");
            ControlError::from(why).into()
        }),
    }
}

fn license_endpoint(state: &mut State, request: &Request) -> Answer {
    let licensed = flag(request, "licensed")?;
    let included = flag(request, "inBillOfMaterials")?;
    if licensed.is_none() && included.is_none() {
        let why = "licensed or inBillOfMaterials must be true or false";
        return Err(ControlError::from(why).into());
    }
    let verify = &mut state.verify;
    verify.licensed = licensed.unwrap_or(verify.licensed);
    verify.in_bill_of_materials = included.unwrap_or(verify.in_bill_of_materials);
    Ok(Response::empty(204))
}

fn short_codes_endpoint(state: &mut State, request: &Request) -> Answer {
    let short = flag(request, "shortCodes")?;
    state.verify.short_codes = short
        .ok_or_else(|| Failure::from(ControlError::from("shortCodes must be true or false")))?;
    Ok(Response::empty(204))
}
