//! Email addresses and phone numbers that are checked by a passcode.

use std::time::Duration;

use serde_json::json;

use crate::domain::verify::{policy::Policy, submission::Person, transaction::Transaction};
use crate::{
    base::{random::Random, timestamp::Timestamp},
    domain::{notice::Wording, outbox::Channel, platform::templates::CONTACT_VERIFICATION},
};

/// An address or number, and how far its check has come.
pub(crate) struct Contact {
    channel: Channel,
    address: String,
    required: bool,
    otp: String,
    /// How the message with it is worded.
    wording: Wording,
    /// When the passcode stops being good.
    ends: Timestamp,
    attempts_left: u64,
    confirmed: Option<bool>,
}

impl Contact {
    /// The contacts that a policy checks, with what is known of their addresses.
    pub(crate) fn of(
        policy: &Policy,
        now: Timestamp,
        random: &mut Random,
        address: impl Fn(&'static str) -> Option<String>,
    ) -> Vec<Self> {
        let channels = [("email", Channel::Email), ("phone", Channel::Sms)];
        channels
            .into_iter()
            .filter(|(section, _)| policy.uses(section))
            .filter_map(|(section, channel)| {
                let (attempts_left, life) = policy.otp(section);
                Some(Self {
                    channel,
                    address: address(section)?,
                    required: policy.requires(section),
                    otp: random.digits(6),
                    wording: Wording::of(CONTACT_VERIFICATION)
                        .in_variant(policy.otp_variant(section)),
                    ends: now + life,
                    attempts_left,
                    confirmed: None,
                })
            })
            .collect()
    }

    /// The message with the passcode: channel, address, passcode, and how it is worded.
    pub(crate) fn message(&self) -> (Channel, String, String, Wording) {
        (self.channel, self.address.clone(), self.otp.clone(), self.wording.clone())
    }

    /// Whether nothing more is needed of it.
    pub(crate) fn is_complete(&self) -> bool {
        self.confirmed.is_some() || !self.required
    }

    pub(crate) fn is_confirmed(&self) -> bool {
        self.confirmed == Some(true)
    }

    /// The name of the check, and how it went.
    pub(crate) fn result(&self) -> (&'static str, Option<bool>) {
        (self.kind(), self.confirmed)
    }

    /// As `verifiedDocuments` lists it.
    pub(crate) fn label(&self) -> &'static str {
        match self.channel {
            Channel::Email => "email",
            _ => "phone",
        }
    }

    fn kind(&self) -> &'static str {
        match self.channel {
            Channel::Email => "EMAIL",
            _ => "PHONE",
        }
    }
}

impl Transaction {
    /// The person types a passcode in. A wrong one costs an attempt of the first contact that is
    /// still open; without attempts left, the transaction fails.
    pub(crate) fn enter_otp(
        &mut self,
        otp: &str,
        now: Timestamp,
        random: &mut Random,
    ) -> Result<bool, String> {
        if !self.status.collects() {
            return Err(format!("the transaction is {}", self.status.name()));
        }
        let open = |contact: &&mut Contact| contact.confirmed.is_none();
        let right = self
            .contacts
            .iter_mut()
            .filter(open)
            .find(|contact| contact.otp == otp && now < contact.ends);
        let (right, rejected) = if let Some(contact) = right {
            contact.confirmed = Some(true);
            let (kind, address) = (contact.kind(), contact.address.clone());
            let member = contact.label();
            self.keep(kind, json!({ member: address }), None, now, random);
            (true, false)
        } else {
            let contact = self
                .contacts
                .iter_mut()
                .find(open)
                .ok_or("the transaction waits for no passcode")?;
            contact.attempts_left = contact.attempts_left.saturating_sub(1);
            let rejected = contact.attempts_left == 0;
            if rejected {
                contact.confirmed = Some(false);
            }
            (false, rejected)
        };
        let person = match &self.document {
            Some((person, _)) => person.clone(),
            None => Person::new("Ann", "Lee"),
        };
        self.go_on(&person, rejected, Duration::ZERO, now, random);
        Ok(right)
    }
}
