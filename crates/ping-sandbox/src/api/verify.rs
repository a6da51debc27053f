//! What a person in front of a camera does, and what the license allows.

use crate::service::verify::controls::{add_voice_reference, enter_otp, open, process, submit};
use std::fmt;

use crate::domain::verify::{
    policy::Policy,
    submission::{Person, Submission},
};
use crate::{domain::control_error::ControlError, world::running::Tenant};

/// Verify's controls. Obtained from [`Sandbox::verify`](crate::Sandbox::verify).
#[derive(Clone)]
pub struct Verify {
    pub(crate) tenant: Tenant,
}

impl fmt::Debug for Verify {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verify").finish_non_exhaustive()
    }
}

impl Verify {
    /// The id of the policy that applies where a request names none: document, selfie, liveness.
    pub fn default_policy_id(&self) -> String {
        self.tenant.look(|context| {
            let policy = Policy::default_of(&context.env.store);
            policy.map_or_else(String::new, |policy| policy.id().to_owned())
        })
    }

    /// The id of the policy that compares a selfie with the request's `referenceSelfie`.
    pub fn reference_selfie_policy_id(&self) -> String {
        self.tenant.look(|context| {
            let policy =
                Policy::all(&context.env.store).find(|policy| policy.needs_reference_selfie());
            policy.map_or_else(String::new, |policy| policy.id().to_owned())
        })
    }

    /// The person opens the link and does nothing else: the transaction is `INITIATED`.
    ///
    /// # Errors
    ///
    /// If there is no such transaction or it takes no documents any more.
    pub fn open(&self, transaction_id: &str) -> Result<(), ControlError> {
        self.tenant.change(|context| open(context, transaction_id))
    }

    /// The person opens the link and hands something in. Where that is all the policy asks for, or
    /// no further attempt is allowed, the transaction is decided; where not, it is `PARTIAL` or
    /// `INITIATED` and a second submission can follow.
    ///
    /// # Errors
    ///
    /// If there is no such transaction or it takes no documents any more.
    pub fn submit(
        &self,
        transaction_id: &str,
        submission: &Submission,
    ) -> Result<(), ControlError> {
        self.tenant.change(|context| submit(context, transaction_id, submission))
    }

    /// The person types in a passcode that was sent to an email address or phone number; whether
    /// it was the right one. Passcodes are sent when the person opens the link, where the policy
    /// checks an address or number.
    ///
    /// # Errors
    ///
    /// If there is no such transaction or it waits for no passcode.
    pub fn enter_otp(&self, transaction_id: &str, otp: &str) -> Result<bool, ControlError> {
        self.tenant.change(|context| enter_otp(context, transaction_id, otp))
    }

    /// The service checks the documents that a program has handed in, which show this person.
    ///
    /// # Errors
    ///
    /// If there is no such transaction or it takes no documents any more.
    pub fn process(&self, transaction_id: &str, person: &Person) -> Result<(), ControlError> {
        self.tenant.change(|context| process(context, transaction_id, person))
    }

    /// Whether the environment's license includes Verify; while it does not, every operation
    /// answers 403.
    pub fn set_licensed(&self, licensed: bool) {
        self.tenant.change(|context| context.env.verify.licensed = licensed);
    }

    /// Whether the environment's bill of materials includes `PING_ONE_VERIFY`; while it does not,
    /// every operation answers 403.
    pub fn set_in_bill_of_materials(&self, included: bool) {
        self.tenant.change(|context| context.include_product("PING_ONE_VERIFY", included));
    }

    /// Whether new transactions get a code of 12 digits instead of a link, as older ones have.
    pub fn use_short_codes(&self, short: bool) {
        self.tenant.change(|context| context.env.verify.short_codes = short);
    }

    /// A sample of the user's voice is kept; its id.
    pub fn add_voice_reference(&self, user_id: &str) -> String {
        self.tenant.change(|context| add_voice_reference(context, user_id))
    }
}
