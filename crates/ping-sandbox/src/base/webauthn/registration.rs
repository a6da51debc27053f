//! Registering a credential.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use url::Url;
use webauthn_rs_core::{
    WebauthnCore,
    error::WebauthnError,
    proto::{
        AuthenticatorAttestationResponseRaw, COSEAlgorithm, RegisterPublicKeyCredential,
        RegistrationState, UserVerificationPolicy,
    },
};

use crate::base::random::Random;
use crate::base::webauthn::{
    credential::{Credential, signed},
    given::Given,
    origin,
    terms::{Attachment, Refusal, Terms, Wish},
};

/// How long a browser may ask its user; it is told and not enforced.
pub(super) const TIMEOUT: Duration = Duration::from_secs(120);

/// What the service asks for.
const ALGORITHMS: [COSEAlgorithm; 3] =
    [COSEAlgorithm::ES256, COSEAlgorithm::PS256, COSEAlgorithm::RS256];

/// A registration that has begun.
#[derive(Debug)]
pub(crate) struct Registration {
    state: RegistrationState,
    options: Value,
    rp_id: String,
    user_handle: [u8; 32],
    attachment: Option<Attachment>,
    /// The ids of the credentials that the user has.
    excluded: Vec<Vec<u8>>,
}

impl Registration {
    pub(crate) fn begin(terms: Terms<'_>, random: &mut Random) -> Result<Self, Refusal> {
        Self::with_challenge(terms, &random.bytes::<32>())
    }

    /// As [`Registration::begin`], with the caller's challenge.
    pub(crate) fn with_challenge(terms: Terms<'_>, challenge: &[u8]) -> Result<Self, Refusal> {
        let Terms { rp_id, rp_name, user_handle, user_name, display_name, attachment, .. } = terms;
        let Terms { exclude, verification, discoverable, attestation, .. } = terms;
        origin::check_rp_id(rp_id)?;
        let core = core(rp_id, Vec::new());
        let (_, state) = core
            .new_challenge_register_builder(&user_handle, user_name, display_name)
            .and_then(|asked| {
                let asked = asked
                    .user_verification_policy(policy(verification))
                    .credential_algorithms(ALGORITHMS.to_vec());
                core.generate_challenge_register(asked)
            })
            .map_err(refused)?;
        let mut selection = json!({
            "requireResidentKey": discoverable == Some(Wish::Required),
            "userVerification": verification.name(),
        });
        if let Some(wish) = discoverable {
            selection["residentKey"] = wish.name().into();
        }
        if let Some(attachment) = attachment {
            selection["authenticatorAttachment"] = attachment.name().into();
        }
        let algorithms = ALGORITHMS.map(
            |algorithm| json!({ "type": "public-key", "alg": (algorithm as i64).to_string() }),
        );
        let options = json!({
            "rp": { "id": rp_id, "name": rp_name },
            "user": { "id": signed(&user_handle), "displayName": display_name, "name": user_name },
            "challenge": signed(challenge),
            "pubKeyCredParams": algorithms,
            "timeout": milliseconds(TIMEOUT),
            "excludeCredentials": exclude.iter().map(|known| known.descriptor()).collect::<Vec<_>>(),
            "authenticatorSelection": selection,
            "attestation": attestation,
        });
        let state = challenged(serde_json::to_value(&state), challenge)?;
        Ok(Self {
            state: serde_json::from_value(state).map_err(unwritten)?,
            options,
            rp_id: rp_id.to_owned(),
            user_handle,
            attachment,
            excluded: exclude.iter().map(|known| known.id().to_vec()).collect(),
        })
    }

    pub(crate) fn rp_id(&self) -> &str {
        &self.rp_id
    }

    /// `publicKeyCredentialOptions`, as text.
    pub(crate) fn options(&self) -> String {
        self.options.to_string()
    }

    /// Checks what an authenticator made: type, challenge, origin, relying party, presence,
    /// algorithm and attestation, whoever vouches for it.
    pub(crate) fn finish(
        &self,
        origin: &str,
        credential_json: &str,
    ) -> Result<Credential, Refusal> {
        let origin = origin::parse(origin, &self.rp_id)?;
        let given = Given::parse(credential_json)?;
        let registered = RegisterPublicKeyCredential {
            id: given.id_text(),
            raw_id: given.id().to_vec(),
            response: AuthenticatorAttestationResponseRaw {
                attestation_object: given.bytes("attestationObject")?,
                client_data_json: given.bytes("clientDataJSON")?,
                transports: None,
            },
            type_: "public-key".to_owned(),
            extensions: Default::default(),
        };
        let mut known = core(&self.rp_id, vec![origin])
            .register_credential(&registered, &self.state, None)
            .map_err(refused)?;
        // The library would demand from now on what the options only prefer.
        known.user_verified = false;
        if known.cred_id != given.id() {
            return Err(Refusal::new("rawId is not the id of what is attested."));
        }
        if self.excluded.contains(&known.cred_id) {
            return Err(Refusal::new("The user has this credential already."));
        }
        let mut transports = given.transports();
        if transports.is_empty() && self.attachment == Some(Attachment::Platform) {
            transports.push("internal");
        }
        Ok(Credential {
            known: Box::new(known),
            rp_id: self.rp_id.clone(),
            user_handle: self.user_handle,
            attachment: self.attachment.or_else(|| given.attachment()),
            transports,
        })
    }
}

/// What is required is checked; the rest is for the authenticator to know.
pub(super) fn policy(verification: Wish) -> UserVerificationPolicy {
    match verification {
        Wish::Required => UserVerificationPolicy::Required,
        Wish::Preferred | Wish::Discouraged => UserVerificationPolicy::Preferred,
    }
}

/// The library, for one ceremony.
pub(super) fn core(rp_id: &str, origins: Vec<Url>) -> WebauthnCore {
    WebauthnCore::new_unsafe_experts_only(rp_id, rp_id, origins, TIMEOUT, None, None)
}

/// The library draws its challenges itself. Its states are meant to be written down, though, and a
/// state that was can be read again with the challenge that the options have.
pub(super) fn challenged(
    written: serde_json::Result<Value>,
    challenge: &[u8],
) -> Result<Value, Refusal> {
    let mut state = written.map_err(unwritten)?;
    state["challenge"] = URL_SAFE_NO_PAD.encode(challenge).into();
    Ok(state)
}

pub(super) fn unwritten(error: serde_json::Error) -> Refusal {
    Refusal::new(format!("The ceremony cannot begin: {error}."))
}

pub(super) fn refused(error: WebauthnError) -> Refusal {
    Refusal::new(error.to_string())
}

pub(super) fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
