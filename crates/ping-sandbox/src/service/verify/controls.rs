//! What a person in front of a camera does, and what the license allows.

use serde_json::json;

use crate::{
    domain::control_error::ControlError,
    service::controls::text,
    wire::{
        request::Request,
        response::{Answer, Failure, Response},
    },
    world::{Environment, context::Context},
};
use crate::{
    domain::verify::{
        legacy::VoiceReference,
        submission::{Document, Person, Selfie, Submission},
    },
    service::verify::operations,
};

pub(crate) fn open(context: &mut Context<'_>, id: &str) -> Result<(), ControlError> {
    Ok(operations::open(context, id)?)
}

pub(crate) fn submit(
    context: &mut Context<'_>,
    id: &str,
    submission: &Submission,
) -> Result<(), ControlError> {
    operations::open(context, id)?;
    let now = context.now();
    let Environment { verify, random, .. } = &mut *context.env;
    let transaction = verify.transaction_mut(id).ok_or("no such transaction exists")?;
    transaction.submit(submission, now, random);
    Ok(())
}

pub(crate) fn enter_otp(
    context: &mut Context<'_>,
    id: &str,
    otp: &str,
) -> Result<bool, ControlError> {
    let now = context.now();
    let Environment { verify, random, .. } = &mut *context.env;
    let transaction = verify.transaction_mut(id).ok_or("no such transaction exists")?;
    Ok(transaction.enter_otp(otp, now, random)?)
}

pub(crate) fn process(
    context: &mut Context<'_>,
    id: &str,
    person: &Person,
) -> Result<(), ControlError> {
    let now = context.now();
    let Environment { verify, random, .. } = &mut *context.env;
    let transaction = verify.transaction_mut(id).ok_or("no such transaction exists")?;
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

pub(crate) fn add_voice_reference(context: &mut Context<'_>, user_id: &str) -> String {
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
