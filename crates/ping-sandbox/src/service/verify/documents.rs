//! The operations on documents.

use serde_json::{Value, json};

use crate::{
    dispatch::catalogue::{Call, Handler},
    store::schema::Draft,
    wire::response::{Answer, Detail, Failure, Response, not_found},
    world::{Environment, context::Context},
};
use crate::{
    domain::verify::{
        document::{DocumentState, NewDocument, StoredDocument, closed},
        policy::Policy,
    },
    service::verify::access::{enter, find, find_mut},
};

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![
        ("verify.create_verification_document", create),
        ("verify.read_all_verification_documents", read_all),
        ("verify.read_one_verification_document", read_one),
        ("verify.update_verification_document", update),
        ("verify.delete_verification_document", delete),
    ]
}

/// As activities name it.
const DOCUMENT: &str = "VERIFY_DOCUMENT";

fn document(
    context: &Context<'_>,
    call: &Call<'_>,
    policy: &Policy,
) -> Result<NewDocument, Failure> {
    let check = |draft: &mut Draft<'_>, wrong: &mut Vec<Detail>| {
        NewDocument::check(draft, policy, wrong);
    };
    context.checked_body(call, NewDocument::MEMBERS, check).map(|sent| NewDocument::of(&sent))
}

fn create(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let (_, now) = enter(context, call)?;
    let environment = context.env_url("");
    let transaction = find(context, call)?;
    if !transaction.status.collects() {
        return Err(closed(transaction));
    }
    let new = document(context, call, &transaction.policy)?;
    let id = transaction.id.clone();
    let Environment { verify, random, .. } = &mut *context.env;
    let transaction = verify.transactions.get_mut(&id).ok_or_else(not_found)?;
    transaction.touch(now);
    let collected = DocumentState::Collected;
    let document = transaction.add_document(&new.kind, &new.value, collected, None, now, random);
    let body = document.json(transaction, &environment);
    context.audit(call, DOCUMENT, "CREATED", &document.id)?;
    Ok(Response::created(&body))
}

fn read_all(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    enter(context, call)?;
    let environment = context.env_url("");
    let transaction = find(context, call)?;
    let (latest, earlier) = transaction.documents();
    let json = |documents: Vec<&StoredDocument>| -> Vec<Value> {
        let each = documents.into_iter();
        each.map(|document| document.json(transaction, &environment)).collect()
    };
    let url = transaction.url(&environment);
    let mut body = json!({
        "_links": {
            "self": { "href": format!("{url}/documents") },
            "verifyTransaction": { "href": url },
        },
        "size": latest.len(),
        "_embedded": { "documents": json(latest) },
    });
    if !earlier.is_empty() {
        body["_embedded"]["previousAttempts"] = json(earlier).into();
    }
    Ok(Response::hal(200, &body))
}

fn read_one(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    enter(context, call)?;
    let environment = context.env_url("");
    one(context, call, &environment)
}

fn one(context: &Context<'_>, call: &Call<'_>, environment_url: &str) -> Answer {
    let transaction = find(context, call)?;
    let document = transaction
        .documents
        .iter()
        .find(|document| document.id == call.param("documentID"))
        .ok_or_else(not_found)?;
    Ok(Response::hal(200, &document.json(transaction, environment_url)))
}

fn update(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let (_, now) = enter(context, call)?;
    let environment = context.env_url("");
    one(context, call, &environment)?;
    let transaction = find(context, call)?;
    if !transaction.status.collects() {
        return Err(closed(transaction));
    }
    let new = document(context, call, &transaction.policy)?;
    let transaction = find_mut(context, call)?;
    if !transaction.replace_document(call.param("documentID"), new, now) {
        return Err(not_found());
    }
    context.audit(call, DOCUMENT, "UPDATED", call.param("documentID"))?;
    one(context, call, &environment)
}

fn delete(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    enter(context, call)?;
    let environment = context.env_url("");
    one(context, call, &environment)?;
    let transaction = find_mut(context, call)?;
    let id = call.param("documentID");
    transaction.documents.retain(|document| document.id != id);
    context.audit(call, DOCUMENT, "DELETED", id)?;
    Ok(Response::empty(204))
}
