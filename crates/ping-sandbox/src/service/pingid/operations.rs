//! The operations: `POST /pingid/rest/4/{operation}/do`.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use serde_json::Value;

use crate::{
    base::jws,
    domain::pingid::{
        PingIdState,
        body::{Body, Invalid},
        refused::Refused,
        reply_form::Alias,
    },
    service::pingid::{
        applications, assertions, authenticate_offline, authenticate_online,
        envelope::{self, Reply},
        exchange::Exchange,
        fido, jobs, pairing, policies, ppm, ppm_pairing, ppm_sign_on, report, start_authentication,
        tokens,
    },
};
use crate::{
    base::{timestamp::Timestamp, webauthn},
    dispatch::catalogue::{Call, Handler},
    wire::{
        request::{Request, first},
        response::{Answer, Response},
    },
    world::context::Context,
};

type Operation = fn(&mut Exchange<'_>) -> Result<Reply, Reply>;

/// An operation whose success is a file, without an envelope around it.
type FileOperation = fn(&mut Exchange<'_>) -> Result<Bytes, Reply>;

impl From<Refused> for Reply {
    fn from(refused: Refused) -> Self {
        Self::refused(refused)
    }
}

impl From<Invalid> for Reply {
    fn from(invalid: Invalid) -> Self {
        Self::invalid(invalid)
    }
}

/// The emulated operations by their catalogue ids.
pub(crate) fn routes() -> Vec<(&'static str, Handler)> {
    routes_with(webauthn::AVAILABLE)
}

/// Without WebAuthn, what needs it is not emulated.
fn routes_with(webauthn: bool) -> Vec<(&'static str, Handler)> {
    let fido = FIDO.iter().filter(|_| webauthn);
    let ids = OPERATIONS.iter().chain(fido).map(|(id, _)| *id);
    let pages = FIDO_PAGES.iter().filter(|_| webauthn);
    ids.chain(FILES.iter().map(|(id, _)| *id))
        .map(|id| (id, handle as Handler))
        .chain(PAGES.iter().chain(pages).copied())
        .collect()
}

const OPERATIONS: [(&str, Operation); 35] = [
    ("pingid.add_user", add_user),
    ("pingid.get_user_details", get_user_details),
    ("pingid.edit_user", edit_user),
    ("pingid.delete_user", delete_user),
    ("pingid.suspend_user", suspend_user),
    ("pingid.activate_user", activate_user),
    ("pingid.add_service", add_service),
    ("pingid.toggle_user_bypass", toggle_user_bypass),
    ("pingid.get_activation_code", get_activation_code),
    ("pingid.get_pairing_status", get_pairing_status),
    ("pingid.unpair_device", unpair_device),
    ("pingid.update_device_attributes", update_device_attributes),
    ("pingid.start_offline_pairing", pairing::start_offline),
    ("pingid.finalize_offline_pairing", pairing::finalize_offline),
    ("pingid.offline_pairing", pairing::offline),
    ("pingid.pair_yubikey", pairing::yubikey),
    ("pingid.authenticator_app_start_pairing", pairing::start_app),
    ("pingid.authenticator_app_finish_pairing", pairing::finish_app),
    ("pingid.create_org_tokens", tokens::create),
    ("pingid.revoke_org_tokens", tokens::revoke),
    ("pingid.resync_oath_token", tokens::resync),
    ("pingid.create_job", jobs::create),
    ("pingid.get_job_status", jobs::status),
    ("pingid.get_bulk_job_status", jobs::bulk_status),
    ("pingid.add_application", applications::add),
    ("pingid.get_applications", applications::list),
    ("pingid.update_applications", applications::update),
    ("pingid.delete_applications", applications::delete),
    ("pingid.read_bulk_authentication_policy", policies::read),
    ("pingid.create_bulk_authentication_policy", policies::create),
    ("pingid.start_authentication", start_authentication::start),
    ("pingid.auth_status", start_authentication::status),
    ("pingid.cancel_authentication", start_authentication::cancel),
    ("pingid.authenticate_online", authenticate_online::authenticate),
    ("pingid.authenticate_offline", authenticate_offline::authenticate),
];

/// Those that need WebAuthn.
const FIDO: [(&str, Operation); 5] = [
    ("pingid.webauthn_start_pairing", fido::start_pairing),
    ("pingid.webauthn_finish_pairing", fido::finish_pairing),
    ("pingid.webauthn_start_auth", assertions::start),
    ("pingid.start_webauthn_passwordless_auth", assertions::start_passwordless),
    ("pingid.finish_webauthn_passwordless_auth", assertions::finish_passwordless),
];

/// What browsers open, outside the envelope.
const PAGES: [(&str, Handler); 2] =
    [("pingid.activation_redirect_link", redirect), ("pingid.ppm_auth", ppm_sign_on::sign_on)];

/// Those of them that need WebAuthn.
const FIDO_PAGES: [(&str, Handler); 2] = [
    ("pingid.ppm_webauthn_registration", ppm_pairing::pair),
    ("pingid.ppm_hybrid_webauthn_auth", ppm_sign_on::hybrid),
];

const FILES: [(&str, FileOperation); 1] = [("pingid.get_organization_report", report::get)];

/// What an operation comes to.
enum Outcome {
    Reply(Reply),
    File(Bytes),
}

impl Outcome {
    fn of(id: &str, exchange: &mut Exchange<'_>) -> Self {
        let file = FILES.iter().find(|(known, _)| *known == id);
        if let Some((_, operation)) = file {
            return operation(exchange).map_or_else(Self::Reply, Self::File);
        }
        let operation = OPERATIONS.iter().chain(&FIDO).find(|(known, _)| *known == id);
        Self::Reply(match operation {
            Some((_, operation)) => operation(exchange).unwrap_or_else(|refusal| refusal),
            None => Reply::invalid("The operation is unknown."),
        })
    }
}

/// Opens the envelope, runs the operation, and closes the envelope around what it found unless that
/// is a file.
fn handle(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let Context { env, shared, .. } = &mut *context;
    let pingid = &env.pingid;
    let payload = match envelope::open(&pingid.account, &call.request.body) {
        Ok(payload) => payload,
        Err(why) => return Ok(envelope::refuse(why, &pingid.form, &mut shared.answers)),
    };
    let (outcome, client_data) = match payload.body(&pingid.account) {
        Err(why) => (Outcome::Reply(Reply::invalid(why)), Value::Null),
        Ok(body) => {
            let body = Body(body);
            let mut exchange = Exchange::new(context, call.request, body);
            let outcome = Outcome::of(call.operation, &mut exchange);
            (outcome, body.client_data())
        }
    };
    let pingid = &context.env.pingid;
    let answers = &mut context.shared.answers;
    Ok(match outcome {
        Outcome::Reply(reply) => reply.respond(&pingid.account, &pingid.form, client_data, answers),
        Outcome::File(file) => Response::with_body(200, "application/octet-stream", file),
    })
}

fn add_user(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let name = exchange.body.user_name()?;
    let profile = exchange.body.profile(Some(""))?;
    let activate = exchange.body.flag("activateUser")?;
    let terms = exchange.body.code_terms()?;
    let directory = &mut exchange.pingid.directory;
    directory.add(name, profile, exchange.now, exchange.random)?;
    let mut reply = Reply::plain();
    if activate {
        let code = directory.issue_code(name, terms, exchange.now, exchange.random)?;
        reply = reply.with("activationCode", code);
    }
    Ok(reply.with("userDetails", directory.user(name)?.json(exchange.now)))
}

fn get_user_details(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let name = exchange.body.user_name()?;
    let same_device = exchange.body.flag("getSameDeviceUsers")?;
    let directory = &exchange.pingid.directory;
    match directory.user(name) {
        Ok(user) => Ok(Reply::plain()
            .with("userDetails", user.json(exchange.now))
            .with("sameDeviceUsersDetails", exchange.same_device_users(name, same_device)?)),
        Err(refused) => Err(Reply::refused(refused)
            .with("userDetails", Value::Null)
            .with("sameDeviceUsersDetails", Vec::<Value>::new())),
    }
}

fn edit_user(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let name = exchange.body.user_name()?;
    let profile = exchange.body.profile(None)?;
    let activate = exchange.body.flag("activateUser")?;
    let same_device = exchange.body.flag("getSameDeviceUsers")?;
    let terms = exchange.body.code_terms()?;
    let directory = &mut exchange.pingid.directory;
    let status = directory.replace(name, profile)?.status;
    let mut reply = Reply::plain();
    if activate && status.awaits_first_device() {
        let code = directory.issue_code(name, terms, exchange.now, exchange.random)?;
        reply = reply.with("activationCode", code);
    }
    let details = directory.user(name)?.json(exchange.now);
    Ok(reply
        .with("userDetails", details)
        .with("sameDeviceUsersDetails", exchange.same_device_users(name, same_device)?))
}

fn delete_user(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let name = exchange.body.user_name()?;
    exchange.pingid.directory.delete(name)?;
    exchange.pingid.pairings.forget(name);
    exchange.pingid.fido.forget(name);
    Ok(Reply::plain())
}

fn suspend_user(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let name = exchange.body.user_name()?;
    exchange.pingid.directory.suspend(name)?;
    Ok(Reply::plain())
}

fn activate_user(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let name = exchange.body.user_name()?;
    let terms = exchange.body.code_terms()?;
    let directory = &mut exchange.pingid.directory;
    let code = directory.activate(name, terms, exchange.now, exchange.random)?;
    Ok(match code {
        Some(code) => Reply::plain().with("activationCode", code),
        None => Reply::plain(),
    })
}

fn add_service(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let name = exchange.body.user_name()?;
    let alias = exchange.body.required_text("spAlias")?;
    exchange.pingid.directory.add_service(name, alias)?;
    Ok(Reply::plain())
}

fn toggle_user_bypass(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let name = exchange.body.user_name()?;
    let until = match exchange.body.number("bypassUntil")? {
        None => None,
        Some(millis) => Some(Timestamp::from_millis(
            i64::try_from(millis).map_err(|_| Reply::invalid("bypassUntil is out of range."))?,
        )),
    };
    let aliases = exchange.body.strings("spAliases")?;
    let directory = &mut exchange.pingid.directory;
    directory.bypass(name, aliases.as_deref(), until)?;
    Ok(Reply::plain())
}

fn get_activation_code(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let name = exchange.body.user_name()?;
    let terms = exchange.body.code_terms()?;
    let directory = &mut exchange.pingid.directory;
    let code = directory.issue_code(name, terms, exchange.now, exchange.random)?;
    Ok(Reply::plain().with("activationCode", code))
}

fn get_pairing_status(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let code = exchange.body.activation_code()?;
    let (status, device) = exchange.pingid.directory.poll(&code);
    Ok(Reply::plain().with("pairingStatus", status.name()).with("deviceId", device))
}

fn unpair_device(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let name = exchange.body.user_name()?;
    let device = exchange.body.number("deviceId")?;
    exchange.pingid.directory.unpair(name, device)?;
    Ok(Reply::plain())
}

fn update_device_attributes(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let name = exchange.body.user_name()?;
    let id = exchange.body.number("deviceId")?;
    let id = id.ok_or_else(|| Reply::invalid("deviceId is required."))?;
    let attribute = exchange.body.required_text("attributeName")?;
    let value = exchange.body.scalar("attributeValue")?;
    let directory = &mut exchange.pingid.directory;
    let fits = match attribute {
        "SET_PRIMARY" => value == "true" && directory.reorder(name, id, 1)?,
        "ORDER" => match value.parse() {
            Ok(place) => directory.reorder(name, id, place)?,
            Err(_) => false,
        },
        "NICKNAME" => {
            directory.device_mut(name, id)?.nickname = value;
            true
        }
        _ => {
            return Err(Reply::invalid("attributeName must be SET_PRIMARY, NICKNAME or ORDER."));
        }
    };
    if !fits {
        return Err(Reply::invalid(format!("attributeValue does not fit {attribute}.")));
    }
    Ok(Reply::plain())
}

impl Exchange<'_> {
    /// Those who share a device with the user, or none unless they were asked for.
    fn same_device_users(&self, name: &str, asked: bool) -> Result<Vec<Value>, Refused> {
        let directory = &self.pingid.directory;
        let user = directory.user(name)?;
        let others = asked.then(|| directory.users_of_same_device(user)).into_iter().flatten();
        Ok(others.map(|other| other.json(self.now)).collect())
    }
}

/// `GET /pingid/QRRedirection?{base64 of act_code=CODE}`: what a browser opens when somebody scans
/// the code with a camera instead of the app.
fn redirect(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let page = match redirected_code(call.request) {
        Some(code) if context.env.pingid.directory.code_exists(&code) => {
            "<!doctype html><title>PingID</title><p>Open this link on a device with the PingID app."
        }
        _ => "<!doctype html><title>PingID</title><p>The activation code is not valid.",
    };
    Ok(Response::with_body(200, "text/html; charset=utf-8", page))
}

/// The activation code of a link that is opened in a browser.
fn redirected_code(request: &Request) -> Option<String> {
    // The query is the Base64 text itself, so that its padding looks like a value.
    let (name, _) = request.query.first()?;
    let text = format!("{name:=<width$}", width = name.len().next_multiple_of(4));
    let text = String::from_utf8(STANDARD.decode(text).ok()?).ok()?;
    text.strip_prefix("act_code=").map(str::to_owned)
}

impl PingIdState {
    /// Whether a request to one of PingID's addresses names this account, in the header of its
    /// token or in its form, or an activation code of it. Nothing is believed yet.
    pub(crate) fn is_meant_by(&self, request: &Request) -> bool {
        if let Some(code) = redirected_code(request) {
            return self.directory.code_exists(&code);
        }
        let named = |alias: &str| alias == self.account.org_alias();
        let header = jws::unverified_header(&request.body).unwrap_or_default();
        let in_header = [Alias::SnakeCase, Alias::CamelCase]
            .into_iter()
            .filter_map(|alias| header.get(alias.name())?.as_str())
            .any(named);
        let form = request.form().unwrap_or_default();
        let mut in_form = ppm::ACCOUNT_FIELDS.into_iter();
        in_header || in_form.any(|field| first(&form, field).is_some_and(named))
    }
}

#[cfg(test)]
mod tests {
    use super::{FIDO, FIDO_PAGES, routes_with};

    #[test]
    fn without_webauthn_its_operations_are_left_to_the_refusal_by_name() {
        let ids = |webauthn: bool| routes_with(webauthn).into_iter().map(|(id, _)| id);
        let pages = FIDO_PAGES.iter().map(|(id, _)| *id);
        let fido: Vec<&str> = FIDO.iter().map(|(id, _)| *id).chain(pages).collect();
        for id in fido.iter().copied() {
            assert!(ids(true).any(|known| known == id), "{id}");
            assert!(ids(false).all(|known| known != id), "{id}");
        }
        assert_eq!(ids(true).count(), ids(false).count() + fido.len());
    }
}
