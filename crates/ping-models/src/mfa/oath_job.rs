//! Jobs that create or revoke many OATH tokens.

use crate::{
    EnvironmentId, Links, Model, OathJobId, OathTokenId, OpenEnum, Reference, Rest, Secret,
    UnknownValue,
};

use super::NewOathToken;

/// What a job does with OATH tokens.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum OathJobType {
    /// Creates them.
    CreateOathTokens,
    /// Revokes them.
    RevokeOathTokens,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// How far a job is. Whatever is neither `DONE` nor `FAILED` is on its way.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum OathJobStatus {
    /// Under way.
    InProgress,
    /// At its end.
    Done,
    /// It has failed.
    Failed,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// The request of a job that creates tokens.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct CreateOathTokens {
    /// `CREATE_OATH_TOKENS`.
    #[model(name = "type", fixed = OathJobType::CreateOathTokens)]
    pub job_type: OathJobType,
    /// The tokens, 100,000 at most.
    #[model(new)]
    pub tokens: Option<Vec<NewOathToken>>,
    rest: Rest<Self>,
}

impl FromIterator<NewOathToken> for CreateOathTokens {
    fn from_iter<I: IntoIterator<Item = NewOathToken>>(tokens: I) -> Self {
        Self::new(tokens.into_iter().collect::<Vec<_>>())
    }
}

/// The request of a job that revokes tokens.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct RevokeOathTokens {
    /// `REVOKE_OATH_TOKENS`.
    #[model(name = "type", fixed = OathJobType::RevokeOathTokens)]
    pub job_type: OathJobType,
    /// Whether the answer comes before the end.
    #[model(name = "async", preset = true)]
    pub in_background: Option<bool>,
    /// Whether tokens that are paired are revoked, too; they are passed over where it is not sent.
    pub force_unpair: Option<bool>,
    /// The ids of the tokens, not their serial numbers, 100,000 at most.
    #[model(new)]
    pub token_ids: Option<Vec<OathTokenId>>,
    rest: Rest<Self>,
}

impl<T: Into<OathTokenId>> FromIterator<T> for RevokeOathTokens {
    fn from_iter<I: IntoIterator<Item = T>>(ids: I) -> Self {
        let ids: Vec<OathTokenId> = ids.into_iter().map(Into::into).collect();
        Self::new(ids)
    }
}

/// A job that creates or revokes tokens. Its link to itself leads nowhere: jobs are read by their
/// id.
///
/// <https://developer.pingidentity.com/pingone-api/mfa/oath-tokens/check_status_of_oath_token_creation_job.html>
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct OathJob {
    /// The id of the job.
    pub id: OathJobId,
    /// Links: the job itself and its environment.
    #[model(name = "_links")]
    pub links: Option<Links>,
    /// The environment of the tokens.
    pub environment: Option<Reference<EnvironmentId>>,
    /// What it does.
    #[model(name = "type", always)]
    pub job_type: OathJobType,
    /// Whether it goes on behind its answer.
    #[model(name = "async")]
    pub in_background: Option<bool>,
    /// How far it is.
    #[model(always)]
    pub status: OathJobStatus,
    /// Why it failed.
    pub reason: Option<String>,
    /// What came of it.
    pub result: Option<OathJobResult>,
    rest: Rest<Self>,
}

/// What came of a job.
#[derive(Clone, Default, PartialEq, Model)]
#[non_exhaustive]
pub struct OathJobResult {
    /// How many tokens were created.
    pub created: Option<i64>,
    /// The tokens that were not created, since their serial numbers are taken.
    pub duplicates: Option<Vec<DuplicateOathToken>>,
    /// How many tokens were revoked.
    pub revoked: Option<i64>,
    rest: Rest<Self>,
}

/// A token that was not created, since its serial number is taken.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct DuplicateOathToken {
    /// Its serial number.
    #[model(always)]
    pub serial_number: String,
    /// Its key, masked.
    pub masked_secret: Option<Secret>,
    rest: Rest<Self>,
}
