//! The operations on verify transactions and their QR codes.

use serde_json::{Value, json};

use crate::{
    dispatch::catalogue::{Call, Handler},
    domain::{
        notice::{Says, Wording},
        outbox::Channel,
        platform::{templates::ID_VERIFICATION, users::USERS},
    },
    store::{
        LIMIT, Sent,
        schema::{Member, choice, object},
    },
    wire::response::{Answer, Detail, Failure, Response, invalid_data, not_found, request_failed},
    world::{Environment, context::Context},
};
use crate::{
    domain::verify::{
        contact::Contact,
        create::{self, NewTransaction},
        picture,
        policy::Policy,
        transaction::{Status, Transaction},
    },
    service::verify::{
        access::{enter, find, find_mut},
        assurance, data, documents, legacy, matching,
    },
};

/// The emulated operations by their catalogue ids.
pub(crate) fn routes() -> Vec<(&'static str, Handler)> {
    let mut routes: Vec<(&'static str, Handler)> = vec![
        ("verify.create_verify_transaction", create_transaction),
        ("verify.read_all_verify_transactions", read_all),
        ("verify.read_one_verify_transaction", read_one),
        ("verify.update_verify_transaction", update),
        ("verify.delete_verify_transaction", delete),
        ("verify.read_verification_qr_code", qr_code),
        ("verify.read_verification_qr_code_shortcode", qr_code),
    ];
    for more in [
        assurance::routes(),
        data::routes(),
        documents::routes(),
        legacy::routes(),
        matching::routes(),
    ] {
        routes.extend(more);
    }
    routes
}

/// As activities name it.
// assumes: verify-activities
const TRANSACTION: &str = "VERIFY_TRANSACTION";

fn create_transaction(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let (user_id, now) = enter(context, call)?;
    if context.require_user(user_id)?.text("verifyStatus") == Some("DISABLED") {
        // assumes: verify-status-disabled
        return Err(request_failed("Verification is disabled for the user."));
    }
    let body = context.checked_body(call, create::MEMBERS, create::check)?;
    let new = NewTransaction::of(&body);
    let channels = [(Channel::Email, &new.email), (Channel::Sms, &new.phone)];
    for (channel, to) in channels {
        if let Some(to) = to {
            context.may_send(channel, to, user_id, None)?;
        }
    }
    let environment = context.env_url("");
    let base_url = context.shared.base_url.clone();
    let Environment { verify, random, store, .. } = &mut *context.env;
    let policy = match &new.policy_id {
        Some(id) => Policy::find(store, id),
        None => Policy::default_of(store),
    };
    let policy = policy.ok_or_else(not_found)?;
    check_requirements(&policy, &new)?;
    let sequence = verify.transactions.next_sequence();
    let mut transaction = Transaction::new(user_id, policy, &new, sequence, now, random);
    if verify.short_codes {
        transaction.short_code = Some(random.digits(12));
    }
    let link = transaction.web_url(&base_url);
    let reference = json!({ "id": transaction.policy.id() });
    let body = transaction.json(&base_url, &environment, reference);
    let id = transaction.id.clone();
    verify.transactions.insert(transaction);
    context.audit(call, TRANSACTION, "CREATED", &id)?;
    let wording = Wording::of(ID_VERIFICATION);
    for (channel, to) in channels {
        if let Some(to) = to {
            context.send(channel, to, user_id, None, (&wording, Says::Link(&link)));
        }
    }
    Ok(Response::created(&body))
}

/// What the policy cannot do without.
fn check_requirements(policy: &Policy, new: &NewTransaction) -> Result<(), Failure> {
    let reference = policy.needs_reference_selfie().then_some("referenceSelfie");
    let missing: Vec<Detail> = policy
        .required_fields()
        .into_iter()
        .chain(reference)
        .filter(|name| !new.requires(name))
        .map(|name| {
            Detail::new("REQUIRED_VALUE", "The policy needs it to compare with.")
                .target(format!("requirements.{name}"))
        })
        .collect();
    if missing.is_empty() { Ok(()) } else { Err(invalid_data(missing)) }
}

fn read_all(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let (user_id, _) = enter(context, call)?;
    let limit = Sent::query(call.request, &[LIMIT])?.number("limit").unwrap_or(usize::MAX);
    let environment = context.env_url("");
    let transactions: Vec<Value> = context
        .env
        .verify
        .transactions
        .of_user(user_id)
        .into_iter()
        .take(limit)
        .map(|transaction| {
            let policy = json!({ "id": transaction.policy.id() });
            transaction.json(&context.shared.base_url, &environment, policy)
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

fn read_one(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    enter(context, call)?;
    let expand = Sent::query(call.request, &[choice("expand", &["verifyPolicy"])])?;
    let environment = context.env_url("");
    let transaction = find(context, call)?;
    let policy = match expand.get("expand") {
        None => json!({ "id": transaction.policy.id() }),
        Some(_) => transaction.policy.json(&environment),
    };
    Ok(Response::hal(200, &transaction.json(&context.shared.base_url, &environment, policy)))
}

const APPROVAL: &[Member] = &[object(
    "transactionStatus",
    &[choice("status", &["APPROVED_MANUALLY", "APPROVED_NO_REQUEST"]).required()],
)
// What lacks it lacks the status.
.default("{}")];

fn update(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let (_, now) = enter(context, call)?;
    find(context, call)?;
    let body = context.body(call, APPROVAL)?;
    let status = match body.text("transactionStatus.status") {
        "APPROVED_MANUALLY" => Status::ApprovedManually,
        _ => Status::ApprovedNoRequest,
    };
    let environment = context.env_url("");
    let base_url = context.shared.base_url.clone();
    let transaction = find_mut(context, call)?;
    if !transaction.approve(status, now) {
        return Err(request_failed(&format!(
            "The status can be changed from FAIL and IN_PROGRESS only; it is {}.",
            transaction.status.name()
        )));
    }
    let policy = json!({ "id": transaction.policy.id() });
    let body = transaction.json(&base_url, &environment, policy);
    context.audit(call, TRANSACTION, "UPDATED", call.param("transactionID"))?;
    Ok(Response::hal(200, &body))
}

fn delete(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    enter(context, call)?;
    let id = find(context, call)?.id.clone();
    context.env.verify.transactions.remove(&id);
    context.audit(call, TRANSACTION, "DELETED", &id)?;
    Ok(Response::empty(204))
}

/// The code as text, while data is wanted.
fn qr_code(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let (id, code) = (call.param("transactionID"), call.param("verificationCode"));
    let transaction = context
        .env
        .verify
        .transactions
        .of_code(id, code)
        .filter(|transaction| transaction.status.collects())
        .ok_or_else(not_found)?;
    let link = transaction.web_url(&context.shared.base_url);
    let picture = picture::qr(&link).ok_or_else(not_found)?;
    Ok(Response::with_body(200, "text/plain", picture))
}

/// The person begins: passcodes go out to the contacts that the policy checks.
pub(super) fn open(context: &mut Context<'_>, id: &str) -> Result<(), String> {
    let now = context.now();
    let Environment { verify, random, store, .. } = &mut *context.env;
    let transaction = verify.transactions.get_mut(id).ok_or("no such transaction exists")?;
    if !transaction.open(now, random)? {
        return Ok(());
    }
    let user = store.row(&USERS, "", &transaction.user_id);
    let requirements = transaction.requirements.clone().unwrap_or_default();
    let address = |section: &'static str| {
        let wanted = crate::domain::verify::providers::wanted(&requirements[section]);
        let own = if section == "phone" { "mobilePhone" } else { section };
        let own = || user.and_then(|user| user.text(own)).map(str::to_owned);
        wanted.into_iter().next().or_else(own)
    };
    transaction.contacts = Contact::of(&transaction.policy, now, random, address);
    let user_id = transaction.user_id.clone();
    let messages: Vec<_> = transaction.contacts.iter().map(Contact::message).collect();
    for (channel, to, otp, wording) in messages {
        // What the notification policy keeps back does not come.
        if context.may_send(channel, &to, &user_id, None).is_ok() {
            context.send(channel, &to, &user_id, None, (&wording, Says::Otp(&otp)));
        }
    }
    Ok(())
}
