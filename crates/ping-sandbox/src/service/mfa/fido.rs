//! Security keys and passkeys: their registration.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use crate::{
    base::webauthn::{Attachment, Refusal, Registration, Terms},
    domain::mfa::{
        fido_policy::FidoPolicy,
        kind::Fido,
        mean::{Key, KeyState},
        rules::Policy,
    },
    service::mfa::policy::invalid,
    store::Sent,
    wire::response::{Detail, Failure, invalid_data},
    world::context::Context,
};

/// The shortest challenge of a caller, in bytes.
const CHALLENGE: usize = 32;

/// The FIDO policy that a device authentication policy leads to.
pub(super) fn policy<'a>(context: &'a Context<'_>, policy_id: &str) -> FidoPolicy<'a> {
    let store = &context.env.store;
    Policy::or_default(store, policy_id).fido(store)
}

/// A caller's challenge.
pub(super) fn challenge(body: &Sent) -> Result<Option<Vec<u8>>, Failure> {
    let Some(text) = body.find_text("webAuthn.challenge") else {
        return Ok(None);
    };
    let bytes = URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok();
    let bytes = bytes.filter(|bytes| bytes.len() >= CHALLENGE);
    let why = "Base64URL of at least 32 bytes.";
    bytes.map(Some).ok_or_else(|| invalid("webAuthn.challenge", why))
}

/// Asks for a new credential.
pub(super) fn ask(
    context: &mut Context<'_>,
    user_id: &str,
    body: &Sent,
    class: Fido,
    policy_id: &str,
) -> Result<Registration, Failure> {
    let drawn = context.env.random.bytes::<32>();
    let challenge = challenge(body)?.unwrap_or_else(|| drawn.to_vec());
    let context = &*context;
    let fido = policy(context, policy_id);
    let name = context.require_user(user_id)?.text("username").unwrap_or_default();
    let rp_id = body.text("rp.id");
    let devices = context.env.mfa.devices.of(user_id);
    let known = devices.filter_map(|device| device.mean.credential());
    let terms = Terms {
        rp_id,
        rp_name: body.text("rp.name"),
        user_handle: handle(&context.env.id, user_id),
        user_name: name,
        display_name: name,
        attachment: match class {
            Fido::Fido2 => fido.attachment(),
            Fido::Platform => Some(Attachment::Platform),
            Fido::SecurityKey => Some(Attachment::CrossPlatform),
        },
        exclude: known.filter(|known| known.rp_id() == rp_id).collect(),
        verification: fido.verification(),
        discoverable: Some(fido.discoverable()),
        attestation: if class == Fido::SecurityKey { "direct" } else { fido.attestation() },
    };
    Registration::with_challenge(terms, &challenge).map_err(|Refusal(why)| invalid("rp.id", &why))
}

/// Who the user is to authenticators: the same each time, and nobody else's.
fn handle(environment_id: &str, user_id: &str) -> [u8; 32] {
    Sha256::digest(format!("{environment_id}/{user_id}")).into()
}

/// Registers what an authenticator made.
pub(super) fn register(context: &Context<'_>, key: &mut Key, body: &Sent) -> Result<(), Failure> {
    let KeyState::Asked(registration) = &key.state else {
        return Ok(());
    };
    let made = registration.finish(body.text("origin"), body.text("attestation"));
    let credential = made.map_err(|Refusal(why)| invalid("attestation", &why))?;
    if let Some(device) = context.env.mfa.devices.with_credential(credential.id()) {
        let detail = Detail::new("UNIQUENESS_VIOLATION", "The credential is paired already.");
        let detail = detail.target("attestation").inner("existingId", device.id.as_str());
        return Err(invalid_data([detail]));
    }
    key.state = KeyState::Registered(Box::new(credential));
    Ok(())
}
