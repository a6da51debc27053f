//! Asking for an assertion.

use serde_json::{Value, json};
use webauthn_rs_core::proto::{
    AuthenticationState, AuthenticatorAssertionResponseRaw, PublicKeyCredential,
};

use crate::base::random::Random;
use crate::base::webauthn::{
    credential::{Credential, signed},
    given::{self, Given},
    origin,
    registration::{TIMEOUT, challenged, core, milliseconds, policy, refused, unwritten},
    terms::{Refusal, Wish},
};

/// An assertion that is waited for.
#[derive(Debug)]
pub(crate) struct Assertion {
    state: AuthenticationState,
    options: Value,
    rp_id: String,
    /// The credentials that may sign; none: whichever the authenticator finds.
    allowed: Vec<Vec<u8>>,
}

impl Assertion {
    /// Without credentials, the authenticator is to find one itself.
    pub(crate) fn begin(
        rp_id: &str,
        credentials: &[&Credential],
        random: &mut Random,
    ) -> Result<Self, Refusal> {
        Self::with_challenge(rp_id, credentials, Wish::Preferred, &random.bytes::<32>())
    }

    /// As [`Assertion::begin`], with the caller's challenge.
    pub(crate) fn with_challenge(
        rp_id: &str,
        credentials: &[&Credential],
        verification: Wish,
        challenge: &[u8],
    ) -> Result<Self, Refusal> {
        origin::check_rp_id(rp_id)?;
        if credentials.iter().any(|known| known.rp_id() != rp_id) {
            return Err(Refusal::new("rpId is not the one of the pairing."));
        }
        let core = core(rp_id, Vec::new());
        let (_, state) = core
            .new_challenge_authenticate_builder(vec![], Some(policy(verification)))
            .and_then(|asked| core.generate_challenge_authenticate(asked))
            .map_err(refused)?;
        let options = json!({
            "challenge": signed(challenge),
            "timeout": milliseconds(TIMEOUT),
            "rpId": rp_id,
            "allowCredentials": credentials.iter().map(|known| known.descriptor()).collect::<Vec<_>>(),
            "userVerification": verification.name(),
        });
        let state = challenged(serde_json::to_value(&state), challenge)?;
        Ok(Self {
            state: serde_json::from_value(state).map_err(unwritten)?,
            options,
            rp_id: rp_id.to_owned(),
            allowed: credentials.iter().map(|known| known.id().to_vec()).collect(),
        })
    }

    /// `publicKeyCredentialOptions`, as text.
    pub(crate) fn options(&self) -> String {
        self.options.to_string()
    }

    pub(crate) fn rp_id(&self) -> &str {
        &self.rp_id
    }

    /// The id of the credential that an assertion claims to be of; nothing is checked.
    pub(crate) fn claimed_id(credential_json: &str) -> Option<Vec<u8>> {
        given::claimed_id(credential_json)
    }

    /// Checks challenge, origin, relying party, presence, signature and a counter that must not go
    /// back, and brings the counter up to date.
    pub(crate) fn finish(
        &self,
        origin: &str,
        credential_json: &str,
        credential: &mut Credential,
    ) -> Result<(), Refusal> {
        let origin = origin::parse(origin, &self.rp_id)?;
        let given = Given::parse(credential_json)?;
        let user_handle = given.user_handle()?;
        self.check_owner(&given, user_handle.as_deref(), credential)?;
        let asserted = PublicKeyCredential {
            id: given.id_text(),
            raw_id: given.id().to_vec(),
            response: AuthenticatorAssertionResponseRaw {
                authenticator_data: given.bytes("authenticatorData")?,
                client_data_json: given.bytes("clientDataJSON")?,
                signature: given.signature()?,
                user_handle,
            },
            extensions: Default::default(),
            type_: "public-key".to_owned(),
        };
        let found = core(&self.rp_id, vec![origin])
            .authenticate_single_credential(&asserted, &self.state, &credential.known)
            .map_err(refused)?;
        credential.known.counter = found.counter();
        credential.known.backup_state = found.backup_state();
        Ok(())
    }

    /// Whether the credential is the one that signed, and may sign, for its own user.
    fn check_owner(
        &self,
        given: &Given,
        user_handle: Option<&[u8]>,
        credential: &Credential,
    ) -> Result<(), Refusal> {
        if given.id() != credential.id() || credential.rp_id() != self.rp_id {
            return Err(Refusal::new("The assertion is of another credential."));
        }
        if self.allowed.is_empty() && user_handle.is_none() {
            return Err(Refusal::new("userHandle must say whose credential it is."));
        }
        if !self.allowed.is_empty() && !self.allowed.iter().any(|id| id == given.id()) {
            return Err(Refusal::new("The credential is none of those asked for."));
        }
        if user_handle.is_some_and(|handle| handle != credential.user_handle()) {
            return Err(Refusal::new("userHandle is of another user."));
        }
        Ok(())
    }
}
