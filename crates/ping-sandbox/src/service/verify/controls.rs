//! What a person in front of a camera does, and what the license allows.

use serde_json::{Value, json};

use crate::{
    dispatch::control::{Control, Run, Said},
    domain::control_error::ControlError,
    store::schema::{Form, Kind, Member, any, choice, flag, form, int, list, text},
    wire::response::{Answer, Response},
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
    let transaction = verify.transactions.get_mut(id).ok_or("no such transaction exists")?;
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
    let transaction = verify.transactions.get_mut(id).ok_or("no such transaction exists")?;
    Ok(transaction.enter_otp(otp, now, random)?)
}

pub(crate) fn process(
    context: &mut Context<'_>,
    id: &str,
    person: &Person,
) -> Result<(), ControlError> {
    let now = context.now();
    let Environment { verify, random, .. } = &mut *context.env;
    let transaction = verify.transactions.get_mut(id).ok_or("no such transaction exists")?;
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

pub(crate) const CONTROLS: &[Control] = &[
    Control {
        method: "GET",
        path: "verify/transactions",
        does: "The last 100 verify transactions, the newest first.",
        answer: &[list("transactions", &Kind::Object(TRANSACTION), 0, usize::MAX).required()],
        run: Run::In(transactions),
        ..Control::BASE
    },
    Control {
        path: "verify/open",
        does: "A person opens the capture page of a transaction.",
        methods: &["Verify::open"],
        body: &[TRANSACTION_ID],
        run: Run::In(|context, said| {
            open(context, said.text("transactionId"))?;
            Ok(Response::empty(204))
        }),
        ..Control::BASE
    },
    Control {
        path: "verify/submit",
        does: "A person shows a document and takes a selfie; null stands for what is not done.",
        methods: &["Verify::submit"],
        body: &[
            TRANSACTION_ID,
            PERSON,
            choice("document", &["GOOD", "BLURRED", "FORGED", "EXPIRED"]),
            choice("selfie", &["MATCHING", "OTHER_PERSON", "NOT_LIVE"]),
            int("processingSeconds", 0, i64::MAX)
                .doc("How long the decision takes, by the sandbox's clock."),
        ],
        run: Run::In(submit_endpoint),
        ..Control::BASE
    },
    Control {
        path: "verify/otp",
        does: "A person enters a passcode on the capture page; the answer says whether it is right.",
        methods: &["Verify::enter_otp"],
        body: &[TRANSACTION_ID, text("otp", 1, 256).required()],
        answer: &[flag("right").required()],
        run: Run::In(|context, said| {
            let right = enter_otp(context, said.text("transactionId"), said.text("otp"))?;
            Ok(Response::json(200, &json!({ "right": right })))
        }),
        ..Control::BASE
    },
    Control {
        path: "verify/process",
        does: "The pictures that were sent over the API are looked at.",
        methods: &["Verify::process"],
        body: &[TRANSACTION_ID, PERSON],
        run: Run::In(process_endpoint),
        ..Control::BASE
    },
    Control {
        path: "verify/voice-reference",
        does: "Keeps a sample of a user's voice.",
        methods: &["Verify::add_voice_reference"],
        body: &[text("userId", 1, usize::MAX).required()],
        answer: &[text("id", 1, 256).required()],
        run: Run::In(|context, said| {
            let id = add_voice_reference(context, said.text("userId"));
            Ok(Response::json(200, &json!({ "id": id })))
        }),
        ..Control::BASE
    },
    Control {
        method: "PUT",
        path: "verify/license",
        does: "Whether the environment may use Verify.",
        methods: &["Verify::set_licensed", "Verify::set_in_bill_of_materials"],
        body: &[flag("licensed"), flag("inBillOfMaterials")],
        run: Run::In(license_endpoint),
        ..Control::BASE
    },
    Control {
        method: "PUT",
        path: "verify/short-codes",
        does: "Whether web links have short codes.",
        methods: &["Verify::use_short_codes"],
        body: &[flag("shortCodes").required()],
        run: Run::In(|context, said| {
            context.env.verify.short_codes = said.body.flag("shortCodes") == Some(true);
            Ok(Response::empty(204))
        }),
        ..Control::BASE
    },
];

const TRANSACTION_ID: Member = text("transactionId", 1, usize::MAX).required();

const PERSON: Member = any("person").doc(
    "An object of `givenName`, `familyName`, `birthDate`, `documentType` (`DRIVER_LICENSE`, \
     `IDENTITY_CARD`, `PASSPORT`), `addressStreet`, `addressCity`, `addressState`, `addressZip` \
     and `onRecord`; Ann Lee by default.",
);

const TRANSACTION: &[Member] = &[
    text("id", 1, 256).required(),
    text("userId", 1, 256).required(),
    text("status", 1, 256).required(),
    form("createdAt", Form::Time).required(),
    text("webUrl", 1, usize::MAX).required().doc("The capture page."),
];

fn transactions(context: &mut Context<'_>, _: &Said<'_>) -> Answer {
    let base_url = &context.shared.base_url;
    let newest = context.env.verify.transactions.newest();
    let shown = newest.take(100).map(|transaction| {
        json!({
            "id": transaction.id,
            "userId": transaction.user_id,
            "status": transaction.status.name(),
            "createdAt": transaction.created.iso(),
            "webUrl": transaction.web_url(base_url),
        })
    });
    Ok(Response::json(200, &json!({ "transactions": shown.collect::<Vec<Value>>() })))
}

fn submit_endpoint(context: &mut Context<'_>, said: &Said<'_>) -> Answer {
    let submission = Submission::parse(said.request.object()?).map_err(ControlError::from)?;
    submit(context, said.text("transactionId"), &submission)?;
    Ok(Response::empty(204))
}

fn process_endpoint(context: &mut Context<'_>, said: &Said<'_>) -> Answer {
    let person = Person::parse(said.body.get("person")).map_err(ControlError::from)?;
    process(context, said.text("transactionId"), &person)?;
    Ok(Response::empty(204))
}

fn license_endpoint(context: &mut Context<'_>, said: &Said<'_>) -> Answer {
    let flags = ["licensed", "inBillOfMaterials"].map(|name| said.body.flag(name));
    let [licensed, included] = flags;
    if licensed.is_none() && included.is_none() {
        let why = "licensed or inBillOfMaterials must be true or false";
        return Err(ControlError::from(why).into());
    }
    let verify = &mut context.env.verify;
    verify.licensed = licensed.unwrap_or(verify.licensed);
    if let Some(included) = included {
        context.include_product("PING_ONE_VERIFY", included);
    }
    Ok(Response::empty(204))
}
