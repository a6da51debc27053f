//! The operations on verify transactions, metadata and verified data.

use serde_json::{Value, json};

use super::{
    create::NewTransaction,
    record::{self, Record},
    transaction::{Status, Transaction},
};
use crate::{
    hal,
    outbox::Channel,
    response::{
        Answer, ApiError, Detail, Failure, Response, invalid_data, not_found, request_failed,
    },
    route::{Call, Handler},
    state::State,
    timestamp::Timestamp,
};

/// The types that verified data can be asked for by.
const DATA_TYPES: [&str; 15] = [
    "GOVERNMENT_ID",
    "BARCODE",
    "FRONT_IMAGE",
    "BACK_IMAGE",
    "SELFIE",
    "CROPPED_SIGNATURE",
    "CROPPED_DOCUMENT",
    "CROPPED_PORTRAIT",
    "VOICE_SAMPLE",
    "VOICE_INPUT",
    "END_USER_CLIENT",
    "BIOGRAPHIC_MATCH",
    "EMAIL",
    "PHONE",
    "DATA_BASED_IDENTITY_VERIFICATION",
];

/// The emulated operations by their catalogue ids.
pub(crate) fn routes() -> Vec<(&'static str, Handler)> {
    vec![
        ("verify.create_verify_transaction", create),
        ("verify.read_all_verify_transactions", read_all),
        ("verify.read_one_verify_transaction", read_one),
        ("verify.update_verify_transaction", update),
        ("verify.read_all_verification_metadata", read_all_metadata),
        ("verify.read_one_verification_metadata", read_one_metadata),
        ("verify.read_all_user_verified_data", read_all_data),
        ("verify.read_user_verified_data_by_type", read_all_data),
        ("verify.read_one_user_verified_data", read_one_data),
    ]
}

fn create(state: &mut State, call: &Call<'_>) -> Answer {
    let (user_id, now) = enter(state, call)?;
    let new = NewTransaction::parse(&call.request.object_or_empty()?).map_err(invalid_data)?;
    let environment = state.environment_url("");
    let base_url = state.base_url.clone();
    let State { verify, random, .. } = state;
    let policy = match &new.policy_id {
        Some(id) => verify.policy(id).ok_or_else(not_found)?,
        None => verify.default_policy().ok_or_else(not_found)?,
    };
    if policy.needs_reference_selfie() && !new.has_reference_selfie() {
        return Err(invalid_data([Detail::new(
            "REQUIRED_VALUE",
            "The policy compares the selfie with one that the request has to bring.",
        )
        .target("requirements.referenceSelfie")]));
    }
    let sequence = verify.next_sequence();
    let transaction = Transaction::new(user_id, &policy, new.requirements, sequence, now, random);
    let link = transaction.web_url(&base_url);
    let body = transaction.json(&base_url, &environment, json!({ "id": policy.id() }));
    verify.insert(transaction);
    let text = format!("Verify your identity: {link}");
    if let Some(email) = new.email {
        state.send(Channel::Email, &email, None, text.clone(), Some(user_id));
    }
    if let Some(phone) = new.phone {
        state.send(Channel::Sms, &phone, None, text, Some(user_id));
    }
    Ok(Response::created(&body))
}

fn read_all(state: &mut State, call: &Call<'_>) -> Answer {
    let (user_id, _) = enter(state, call)?;
    let limit = hal::limit(call.request)?.unwrap_or(usize::MAX);
    let environment = state.environment_url("");
    let transactions: Vec<Value> = state
        .verify
        .of_user(user_id)
        .into_iter()
        .take(limit)
        .map(|transaction| {
            let policy = json!({ "id": transaction.policy_id });
            transaction.json(&state.base_url, &environment, policy)
        })
        .collect();
    Ok(Response::hal(
        200,
        &json!({
            "_links": { "self": {
                "href": format!("{environment}/users/{user_id}/verifyTransactions"),
            } },
            "size": transactions.len(),
            "_embedded": { "verifyTransactions": transactions },
        }),
    ))
}

fn read_one(state: &mut State, call: &Call<'_>) -> Answer {
    enter(state, call)?;
    let environment = state.environment_url("");
    let transaction = find(state, call)?;
    let policy = match call.request.query("expand") {
        None => json!({ "id": transaction.policy_id }),
        Some("verifyPolicy") => state
            .verify
            .policy(&transaction.policy_id)
            .map_or(Value::Null, |policy| policy.json(&environment)),
        Some(_) => {
            return Err(invalid_data([Detail::new(
                "INVALID_VALUE",
                "The value is not one of the allowed ones.",
            )
            .target("expand")
            .inner("allowedValues", vec!["verifyPolicy"])]));
        }
    };
    Ok(Response::hal(
        200,
        &transaction.json(&state.base_url, &environment, policy),
    ))
}

fn update(state: &mut State, call: &Call<'_>) -> Answer {
    const TARGET: &str = "transactionStatus.status";
    let (_, now) = enter(state, call)?;
    find(state, call)?;
    let wanted = call
        .request
        .object()?
        .get("transactionStatus")
        .and_then(|status| status.get("status"))
        .filter(|status| !status.is_null())
        .ok_or_else(|| {
            invalid_data([Detail::new("REQUIRED_VALUE", "A value is required.").target(TARGET)])
        })?;
    let allowed = [Status::ApprovedManually, Status::ApprovedNoRequest];
    let status = allowed
        .into_iter()
        .find(|status| *wanted == *status.name())
        .ok_or_else(|| {
            invalid_data([Detail::new(
                "INVALID_VALUE",
                "The value is not one of the allowed ones.",
            )
            .target(TARGET)
            .inner("allowedValues", allowed.map(Status::name).to_vec())])
        })?;
    let environment = state.environment_url("");
    let base_url = state.base_url.clone();
    let transaction = state
        .verify
        .transaction_mut(call.param("transactionID"))
        .ok_or_else(not_found)?;
    if !transaction.approve(status, now) {
        return Err(request_failed(&format!(
            "The status can be changed from FAIL and IN_PROGRESS only; it is {}.",
            transaction.status().name()
        )));
    }
    let policy = json!({ "id": transaction.policy_id });
    Ok(Response::hal(
        200,
        &transaction.json(&base_url, &environment, policy),
    ))
}

fn read_all_metadata(state: &mut State, call: &Call<'_>) -> Answer {
    enter(state, call)?;
    let environment = state.environment_url("");
    let transaction = find(state, call)?;
    let list_url = format!("{}/metaData", transaction.url(&environment));
    let (latest, earlier) = record::latest(transaction.metadata());
    let mut body = json!({
        "_links": links(&list_url, transaction, &environment),
        "size": latest.len(),
        "_embedded": { "metaData": entries(&latest, &list_url, true) },
    });
    if !earlier.is_empty() {
        // Beside `_embedded` here, inside it for verified data.
        body["previousAttempts"] = entries(&earlier, &list_url, true).into();
    }
    Ok(Response::hal(200, &body))
}

fn read_one_metadata(state: &mut State, call: &Call<'_>) -> Answer {
    enter(state, call)?;
    let environment = state.environment_url("");
    let transaction = find(state, call)?;
    let list_url = format!("{}/metaData", transaction.url(&environment));
    let record = by_id(transaction.metadata(), call.param("metaDataID"))?;
    Ok(Response::hal(200, &record.json(&list_url, true)))
}

/// Without `type` a list of what there is, with it the whole of what was asked for.
fn read_all_data(state: &mut State, call: &Call<'_>) -> Answer {
    let (_, now) = enter(state, call)?;
    let environment = state.environment_url("");
    let transaction = find(state, call)?;
    let types = match call.request.query("type") {
        None => None,
        Some(text) => Some(data_types(text)?),
    };
    let attempt = Attempt::parse(call.request.query("attempt"))?;
    let list_url = format!("{}/verifiedData", transaction.url(&environment));
    let wanted: Vec<Record> = transaction
        .data(now)
        .iter()
        .filter(|record| {
            types
                .as_ref()
                .is_none_or(|types| types.contains(&record.kind))
        })
        .filter(|record| match attempt {
            Attempt::Number(number) => record.attempt_number() == number,
            Attempt::All | Attempt::Latest => true,
        })
        .cloned()
        .collect();
    let (latest, earlier) = record::latest(&wanted);
    let full = types.is_some();
    let mut body = json!({
        "_links": links(&list_url, transaction, &environment),
        "size": latest.len(),
        "_embedded": { "verifiedData": entries(&latest, &list_url, full) },
    });
    if !earlier.is_empty() && attempt == Attempt::All {
        body["_embedded"]["previousAttempts"] = entries(&earlier, &list_url, full).into();
    }
    Ok(Response::hal(200, &body))
}

fn read_one_data(state: &mut State, call: &Call<'_>) -> Answer {
    let (_, now) = enter(state, call)?;
    let environment = state.environment_url("");
    let transaction = find(state, call)?;
    let list_url = format!("{}/verifiedData", transaction.url(&environment));
    let record = by_id(transaction.data(now), call.param("verifiedDataID"))?;
    let mut body = record.json(&list_url, true);
    body["_links"] = links(
        &format!("{list_url}/{}", record.id),
        transaction,
        &environment,
    );
    Ok(Response::hal(200, &body))
}

/// Which attempts a read of verified data is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Attempt {
    All,
    Latest,
    Number(u64),
}

impl Attempt {
    fn parse(text: Option<&str>) -> Result<Self, Failure> {
        match text {
            None | Some("ALL") => Ok(Self::All),
            Some("LATEST") => Ok(Self::Latest),
            Some(text) => match text.parse() {
                Ok(number @ 1..=4) => Ok(Self::Number(number)),
                _ => Err(invalid_data([Detail::new(
                    "INVALID_VALUE",
                    "The value must be ALL, LATEST or a number from 1 to 4.",
                )
                .target("attempt")])),
            },
        }
    }
}

fn data_types(text: &str) -> Result<Vec<&'static str>, Failure> {
    text.split(',')
        .map(|name| {
            DATA_TYPES
                .into_iter()
                .find(|known| known.eq_ignore_ascii_case(name))
                .ok_or_else(|| {
                    invalid_data([Detail::new(
                        "INVALID_VALUE",
                        "The value is not one of the allowed ones.",
                    )
                    .target("type")
                    .inner("allowedValues", DATA_TYPES.to_vec())])
                })
        })
        .collect()
}

/// What every operation begins with: the license, the user, and what has become due meanwhile.
fn enter<'a>(state: &mut State, call: &Call<'a>) -> Result<(&'a str, Timestamp), Failure> {
    if !state.verify.licensed {
        return Err(ApiError::new(
            403,
            "ACCESS_FAILED",
            "The request could not be completed. You do not have access to this resource.",
        )
        .detail(Detail::new(
            "LICENSE_EXCEEDED",
            "The environment's license does not include PingOne Verify.",
        ))
        .into());
    }
    let user_id = call.param("userID");
    state.require_user(user_id)?;
    let now = state.now();
    state.verify.settle(now);
    Ok((user_id, now))
}

/// The transaction of the path, if it is the user's.
fn find<'a>(state: &'a State, call: &Call<'_>) -> Result<&'a Transaction, Failure> {
    state
        .verify
        .transaction(call.param("transactionID"))
        .filter(|transaction| transaction.user_id == call.param("userID"))
        .ok_or_else(not_found)
}

fn by_id<'a>(records: &'a [Record], id: &str) -> Result<&'a Record, Failure> {
    records
        .iter()
        .find(|record| record.id == id)
        .ok_or_else(not_found)
}

fn entries(records: &[&Record], list_url: &str, with_data: bool) -> Vec<Value> {
    records
        .iter()
        .map(|record| record.json(list_url, with_data))
        .collect()
}

fn links(self_url: &str, transaction: &Transaction, environment_url: &str) -> Value {
    let user = format!("{environment_url}/users/{}", transaction.user_id);
    json!({
        "self": { "href": self_url },
        "environment": { "href": environment_url },
        "user": { "href": user },
        "verifyTransaction": { "href": transaction.url(environment_url) },
    })
}
