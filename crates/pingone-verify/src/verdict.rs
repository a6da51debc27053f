//! What a verification came to: decision, reasons, and the data while it is there.

use std::time::{Duration, SystemTime};

use ping_models::verify::{
    CheckStatus, GovernmentIdData, Metadata, MetadataStatus, MetadataType, Outcome, Provider,
    VerificationMetadata, VerifiedData, VerifiedDataSet, VerifyTransaction,
};
use ping_models::{Personal, Timestamp};
use ping_transport::{Call, Client, Error};

/// How long the service keeps what it knows after its decision.
pub(crate) const RETENTION: Duration = Duration::from_secs(30 * 60);

/// Something that the service keeps for 30 minutes after its decision.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Retained<T> {
    /// It is there.
    Available(T),
    /// The 30 minutes are over: nobody can read it any more.
    Expired,
    /// It may be there, but reading it failed. The decision stands without it.
    Failed(Error),
}

impl<T> Retained<T> {
    /// What is there.
    pub fn available(&self) -> Option<&T> {
        match self {
            Self::Available(value) => Some(value),
            Self::Expired | Self::Failed(_) => None,
        }
    }

    /// Whether it is gone for good.
    pub fn is_expired(&self) -> bool {
        matches!(self, Self::Expired)
    }

    /// Reads it unless its time is over.
    pub(crate) async fn read(client: &Client, until: Option<SystemTime>, call: Call<T>) -> Self
    where
        T: Send + 'static,
    {
        let is_over = || until.is_some_and(|until| client.clock().now() >= until);
        if is_over() {
            return Self::Expired;
        }
        match call.await {
            Ok(value) => Self::Available(value),
            Err(error) if error.is_not_found() && is_over() => Self::Expired,
            Err(error) => Self::Failed(error),
        }
    }
}

/// Why a person is not verified.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Reason {
    /// The time ran out before the data was complete.
    TimedOut,
    /// A check of the transaction was not passed, by its name, such as `GOVERNMENT_ID`.
    Check(String),
    /// A provider found against the person.
    Finding {
        /// What was checked.
        check: MetadataType,
        /// Who did it.
        provider: Option<Provider>,
    },
    /// What a provider had to say, which may name the person.
    Message(Personal<String>),
}

/// What a verification came to. Holds the data of the person while the service keeps it; none of
/// it prints.
#[derive(Clone, Debug)]
pub struct Verdict {
    pub(crate) transaction: VerifyTransaction,
    pub(crate) outcome: Outcome,
    pub(crate) metadata: Retained<VerificationMetadata>,
    pub(crate) data: Retained<VerifiedDataSet>,
}

impl Verdict {
    /// Whether the person is verified: the checks were passed, none was needed, or an
    /// administrator has approved.
    pub fn is_verified(&self) -> bool {
        self.outcome == Outcome::Verified
    }

    /// Whether the time ran out before the data was complete.
    pub fn is_expired(&self) -> bool {
        self.outcome == Outcome::Expired
    }

    /// Which of the outcomes it is.
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// The single checks and how they went, in the order of their names.
    pub fn checks(&self) -> Vec<(String, CheckStatus)> {
        self.transaction.checks()
    }

    /// Why the person is not verified; empty where the person is.
    pub fn reasons(&self) -> Vec<Reason> {
        let mut reasons = Vec::new();
        match self.outcome {
            Outcome::Verified => return reasons,
            Outcome::Expired => reasons.push(Reason::TimedOut),
            _ => {
                let failed = self.checks().into_iter();
                let failed = failed.filter(|(_, status)| *status == CheckStatus::Fail);
                reasons.extend(failed.map(|(name, _)| Reason::Check(name)));
            }
        }
        let findings = self.metadata.available().into_iter();
        let findings = findings
            .flat_map(VerificationMetadata::entries)
            .filter(|entry| entry.status() == Some(&MetadataStatus::Fail));
        reasons.extend(findings.filter_map(|entry| {
            Some(Reason::Finding {
                check: entry.metadata_type()?.clone(),
                provider: entry.provider().cloned(),
            })
        }));
        let messages = self.provider_messages().into_iter();
        reasons.extend(messages.map(|text| Reason::Message(text.into())));
        reasons
    }

    /// What the providers had to say.
    pub fn provider_messages(&self) -> Vec<String> {
        self.transaction.provider_messages()
    }

    /// How many tries the person took, as far as the service still tells.
    pub fn attempts(&self) -> u32 {
        let metadata = self.metadata.available().into_iter();
        let metadata = metadata.flat_map(|set| set.entries().chain(set.previous_attempts()));
        let data = self.data.available().into_iter();
        let data = data.flat_map(|set| set.entries().chain(set.previous_attempts()));
        let numbers = metadata
            .filter_map(Metadata::attempt)
            .chain(data.filter_map(VerifiedData::attempt));
        numbers.max().unwrap_or(1)
    }

    /// What the checks said: scores and judgements, and those of earlier tries.
    pub fn metadata(&self) -> &Retained<VerificationMetadata> {
        &self.metadata
    }

    /// What the person showed, of the types that the verification reads; and that of earlier
    /// tries.
    pub fn data(&self) -> &Retained<VerifiedDataSet> {
        &self.data
    }

    /// What was read from the person's document, while it is there.
    pub fn government_id(&self) -> Option<&GovernmentIdData> {
        self.data
            .available()?
            .entries()
            .find_map(|entry| match entry {
                VerifiedData::GovernmentId(id) => id.data.as_deref(),
                _ => None,
            })
    }

    /// When it was decided: the last change of the transaction.
    pub fn decided_at(&self) -> Option<SystemTime> {
        decided_at(&self.transaction)
    }

    /// Until when the service keeps metadata and data.
    pub fn data_expires_at(&self) -> Option<SystemTime> {
        Some(self.decided_at()? + RETENTION)
    }

    /// The transaction as it was when it was found decided.
    pub fn transaction(&self) -> &VerifyTransaction {
        &self.transaction
    }
}

pub(crate) fn decided_at(transaction: &VerifyTransaction) -> Option<SystemTime> {
    let updated = transaction.updated_at.as_ref();
    updated.and_then(Timestamp::to_system_time)
}
