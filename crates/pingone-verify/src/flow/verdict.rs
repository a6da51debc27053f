//! What a verification came to: decision, reasons, and the data while it is there.

use std::fmt;
use std::time::{Duration, SystemTime};

use ping_models::verify::{
    CheckStatus, GovernmentIdData, Metadata, MetadataStatus, MetadataType, Outcome, Provider,
    VerificationMetadata, VerifiedData, VerifiedDataSet, VerifyTransaction,
};
use ping_models::{Personal, VerifyTransactionId};
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
///
/// `Display` is a text for a person, in English; it says nothing that a provider said of somebody.
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

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TimedOut => f.write_str("the time ran out before everything was handed in"),
            Self::Check(name) => match name.as_str() {
                "GOVERNMENT_ID" => f.write_str("the document was not accepted"),
                "LIVENESS" => f.write_str("it is not sure that a living person was there"),
                "FACIAL_COMPARISON_DOCUMENT" => {
                    f.write_str("the face is not like that on the document")
                }
                other => write!(f, "the check {} was not passed", shown(other)),
            },
            Self::Finding { check, provider } => {
                match not_sure(check) {
                    Some(what) => write!(f, "it is not sure that {what}")?,
                    None => write!(f, "the check {} was not passed", shown(check.as_str()))?,
                }
                match provider {
                    Some(provider) => write!(f, " (checked by {})", shown(provider.as_str())),
                    None => Ok(()),
                }
            }
            Self::Message(_) => f.write_str("the provider has a message about the person"),
        }
    }
}

/// What is in doubt where a check of this type failed.
fn not_sure(check: &MetadataType) -> Option<&'static str> {
    Some(match check {
        MetadataType::Liveness => "a living person was there",
        MetadataType::InjectionDetection => "the picture came from the camera",
        MetadataType::FacialComparison => "both faces are the same person's",
        MetadataType::BiographicMatch => "the document has the data that was required",
        MetadataType::DocumentAuthentication | MetadataType::DocumentManualAuthentication => {
            "the document is genuine"
        }
        MetadataType::Aamva => "the license is in the records of its authority",
        MetadataType::Aadhaar => "the identity is in the records of India",
        MetadataType::DataBased => "the identity is in the records of data providers",
        MetadataType::VoiceEnrollment | MetadataType::VoiceVerification => {
            "the voice is the person's"
        }
        _ => return None,
    })
}

/// A name of the service's, fit to be shown.
fn shown(name: &str) -> String {
    name.escape_debug().take(64).collect()
}

/// What a verification came to. Holds the data of the person while the service keeps it; none of
/// it prints.
#[derive(Clone)]
#[must_use = "the person may not be verified"]
pub struct Verdict {
    pub(crate) transaction: VerifyTransaction,
    pub(crate) outcome: Outcome,
    pub(crate) metadata: Retained<VerificationMetadata>,
    pub(crate) data: Retained<VerifiedDataSet>,
}

impl fmt::Debug for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verdict")
            .field("id", &self.transaction.id)
            .field("outcome", &self.outcome)
            .finish_non_exhaustive()
    }
}

impl Verdict {
    /// The id of the transaction. A verification tells of its verdict as often as it is asked: an
    /// application that keeps it in a cookie takes the id once, with
    /// [`UsedIds`](ping_transport::UsedIds).
    pub fn id(&self) -> &VerifyTransactionId {
        &self.transaction.id
    }

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
            .filter(|entry| *entry.status() == MetadataStatus::Fail);
        reasons.extend(findings.map(|entry| Reason::Finding {
            check: entry.metadata_type().clone(),
            provider:
                Some(entry.provider()).filter(|provider| !provider.as_str().is_empty()).cloned(),
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
        let numbers =
            metadata.filter_map(Metadata::attempt).chain(data.filter_map(VerifiedData::attempt));
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
        self.data.available()?.entries().find_map(|entry| match entry {
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
    transaction.updated_at.to_system_time()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_a_text_that_is_fit_to_be_shown() {
        let finding = |check, provider| Reason::Finding { check, provider };
        let unknown = MetadataType::from_wire("NEW\u{1b}[2J");
        for (reason, text) in [
            (Reason::TimedOut, "the time ran out before everything was handed in"),
            (Reason::Check("GOVERNMENT_ID".into()), "the document was not accepted"),
            (Reason::Check("EMAIL\n".into()), "the check EMAIL\\n was not passed"),
            (
                finding(MetadataType::Liveness, Some(Provider::IdRnd)),
                "it is not sure that a living person was there (checked by IDRND)",
            ),
            (finding(unknown, None), "the check NEW\\u{1b}[2J was not passed"),
            (
                Reason::Message("Ann Lee is on a list".to_owned().into()),
                "the provider has a message about the person",
            ),
        ] {
            assert_eq!(reason.to_string(), text);
        }
    }
}
