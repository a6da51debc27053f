//! What a person in front of a camera does, and what the license allows.

use serde_json::json;

use crate::{
    domain::control_error::ControlError,
    service::controls::{read, read_text},
    store::schema::{flag, text},
    wire::{
        request::Request,
        response::{Answer, Response},
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
    open(context, &read_text(request, "transactionId")?)?;
    Ok(Response::empty(204))
}

fn submit_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    let submission = Submission::parse(request.object()?).map_err(ControlError::from)?;
    submit(context, &read_text(request, "transactionId")?, &submission)?;
    Ok(Response::empty(204))
}

fn otp_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    let names = ["transactionId", "otp"];
    let body = read(request, &names.map(|name| text(name, 1, 256).required()))?;
    let right = enter_otp(context, body.text("transactionId"), body.text("otp"))?;
    Ok(Response::json(200, &json!({ "right": right })))
}

fn process_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    let person = Person::parse(request.object()?.get("person")).map_err(ControlError::from)?;
    process(context, &read_text(request, "transactionId")?, &person)?;
    Ok(Response::empty(204))
}

fn voice_reference_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    let id = add_voice_reference(context, &read_text(request, "userId")?);
    Ok(Response::json(200, &json!({ "id": id })))
}

fn license_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    let body = read(request, &[flag("licensed"), flag("inBillOfMaterials")])?;
    let (licensed, included) = (body.flag("licensed"), body.flag("inBillOfMaterials"));
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
    let body = read(request, &[flag("shortCodes").required()])?;
    context.env.verify.short_codes = body.flag("shortCodes") == Some(true);
    Ok(Response::empty(204))
}
