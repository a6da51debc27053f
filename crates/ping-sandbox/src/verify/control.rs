//! What a person in front of a camera does, and what the license allows.

use std::fmt;

use serde_json::json;

use super::{
    legacy::VoiceReference,
    operations,
    policy::Policy,
    submission::{Document, Person, Selfie, Submission},
};
use crate::{
    context::Context,
    control::text,
    control_error::ControlError,
    request::Request,
    response::{Answer, Failure, Response},
    running::Tenant,
    world::Environment,
};

/// Verify's controls. Obtained from [`Sandbox::verify`](crate::Sandbox::verify).
#[derive(Clone)]
pub struct Verify {
    pub(crate) tenant: Tenant,
}

impl fmt::Debug for Verify {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verify").finish_non_exhaustive()
    }
}

impl Verify {
    /// The id of the policy that applies where a request names none: document, selfie, liveness.
    pub fn default_policy_id(&self) -> String {
        self.tenant.look(|context| {
            let policy = Policy::default_of(&context.env.store);
            policy.map_or_else(String::new, |policy| policy.id().to_owned())
        })
    }

    /// The id of the policy that compares a selfie with the request's `referenceSelfie`.
    pub fn reference_selfie_policy_id(&self) -> String {
        self.tenant.look(|context| {
            let policy =
                Policy::all(&context.env.store).find(|policy| policy.needs_reference_selfie());
            policy.map_or_else(String::new, |policy| policy.id().to_owned())
        })
    }

    /// The person opens the link and does nothing else: the transaction is `INITIATED`.
    ///
    /// # Errors
    ///
    /// If there is no such transaction or it takes no documents any more.
    pub fn open(&self, transaction_id: &str) -> Result<(), ControlError> {
        self.tenant.change(|context| open(context, transaction_id))
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
        self.tenant
            .change(|context| submit(context, transaction_id, submission))
    }

    /// The person types in a passcode that was sent to an email address or phone number; whether
    /// it was the right one. Passcodes are sent when the person opens the link, where the policy
    /// checks an address or number.
    ///
    /// # Errors
    ///
    /// If there is no such transaction or it waits for no passcode.
    pub fn enter_otp(&self, transaction_id: &str, otp: &str) -> Result<bool, ControlError> {
        self.tenant
            .change(|context| enter_otp(context, transaction_id, otp))
    }

    /// The service checks the documents that a program has handed in, which show this person.
    ///
    /// # Errors
    ///
    /// If there is no such transaction or it takes no documents any more.
    pub fn process(&self, transaction_id: &str, person: &Person) -> Result<(), ControlError> {
        self.tenant
            .change(|context| process(context, transaction_id, person))
    }

    /// Whether the environment's license includes Verify; while it does not, every operation
    /// answers 403.
    pub fn set_licensed(&self, licensed: bool) {
        self.tenant
            .change(|context| context.env.verify.licensed = licensed);
    }

    /// Whether the environment's bill of materials includes `PING_ONE_VERIFY`; while it does not,
    /// every operation answers 403.
    pub fn set_in_bill_of_materials(&self, included: bool) {
        self.tenant
            .change(|context| context.env.verify.in_bill_of_materials = included);
    }

    /// Whether new transactions get a code of 12 digits instead of a link, as older ones have.
    pub fn use_short_codes(&self, short: bool) {
        self.tenant
            .change(|context| context.env.verify.short_codes = short);
    }

    /// A sample of the user's voice is kept; its id.
    pub fn add_voice_reference(&self, user_id: &str) -> String {
        self.tenant
            .change(|context| add_voice_reference(context, user_id))
    }
}

fn open(context: &mut Context<'_>, id: &str) -> Result<(), ControlError> {
    Ok(operations::open(context, id)?)
}

fn submit(
    context: &mut Context<'_>,
    id: &str,
    submission: &Submission,
) -> Result<(), ControlError> {
    operations::open(context, id)?;
    let now = context.now();
    let Environment { verify, random, .. } = &mut *context.env;
    let transaction = verify
        .transaction_mut(id)
        .ok_or("no such transaction exists")?;
    transaction.submit(submission, now, random);
    Ok(())
}

fn enter_otp(context: &mut Context<'_>, id: &str, otp: &str) -> Result<bool, ControlError> {
    let now = context.now();
    let Environment { verify, random, .. } = &mut *context.env;
    let transaction = verify
        .transaction_mut(id)
        .ok_or("no such transaction exists")?;
    Ok(transaction.enter_otp(otp, now, random)?)
}

fn process(context: &mut Context<'_>, id: &str, person: &Person) -> Result<(), ControlError> {
    let now = context.now();
    let Environment { verify, random, .. } = &mut *context.env;
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

fn add_voice_reference(context: &mut Context<'_>, user_id: &str) -> String {
    let now = context.now();
    let reference = VoiceReference::new(user_id, now, &mut context.env.random);
    let id = reference.id.clone();
    context.env.verify.references.push(reference);
    id
}

/// Answers `/sandbox/verify/...`; `None` if there is no such control endpoint.
pub(crate) fn control(
    context: &mut Context<'_>,
    request: &Request,
    path: &[&str],
) -> Option<Answer> {
    let endpoint = match (request.method.as_str(), path) {
        ("POST", ["open"]) => open_endpoint,
        ("POST", ["submit"]) => submit_endpoint,
        ("POST", ["otp"]) => otp_endpoint,
        ("POST", ["process"]) => process_endpoint,
        ("POST", ["voice-reference"]) => voice_reference_endpoint,
        ("PUT", ["license"]) => license_endpoint,
        ("PUT", ["short-codes"]) => short_codes_endpoint,
        _ => return None,
    };
    Some(endpoint(context, request))
}

fn open_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    open(context, text(request.object()?, "transactionId")?)?;
    Ok(Response::empty(204))
}

fn submit_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    let body = request.object()?;
    let submission = Submission::parse(body).map_err(ControlError::from)?;
    submit(context, text(body, "transactionId")?, &submission)?;
    Ok(Response::empty(204))
}

fn otp_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    let body = request.object()?;
    let right = enter_otp(context, text(body, "transactionId")?, text(body, "otp")?)?;
    Ok(Response::json(200, &json!({ "right": right })))
}

fn process_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    let body = request.object()?;
    let person = Person::parse(body.get("person")).map_err(ControlError::from)?;
    process(context, text(body, "transactionId")?, &person)?;
    Ok(Response::empty(204))
}

fn voice_reference_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    let id = add_voice_reference(context, text(request.object()?, "userId")?);
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

fn license_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    let licensed = flag(request, "licensed")?;
    let included = flag(request, "inBillOfMaterials")?;
    if licensed.is_none() && included.is_none() {
        let why = "licensed or inBillOfMaterials must be true or false";
        return Err(ControlError::from(why).into());
    }
    let verify = &mut context.env.verify;
    verify.licensed = licensed.unwrap_or(verify.licensed);
    verify.in_bill_of_materials = included.unwrap_or(verify.in_bill_of_materials);
    Ok(Response::empty(204))
}

fn short_codes_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    let short = flag(request, "shortCodes")?;
    context.env.verify.short_codes = short
        .ok_or_else(|| Failure::from(ControlError::from("shortCodes must be true or false")))?;
    Ok(Response::empty(204))
}
