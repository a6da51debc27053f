//! What the audit says of an environment.

use crate::{
    EnvironmentId, Links, Listed, Loose, Model, OpenEnum, PopulationId, Reference, Rest, Timestamp,
    UnknownValue,
};

/// What kind of actor there was.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum ActorType {
    /// An application, such as a worker.
    Client,
    /// A person.
    User,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// How an activity ended.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum ActivityStatus {
    /// It was done.
    Success,
    /// It was not.
    Failure,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// What somebody did in an environment: an entry of the audit.
///
/// <https://developer.pingidentity.com/pingone-api/platform/audit-activities/get-user-activities.html>
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct Activity {
    /// Its id.
    #[model(always)]
    pub id: String,
    /// Links: the activity itself.
    #[model(name = "_links")]
    pub links: Option<Links>,
    /// When it was put on record.
    #[model(always)]
    pub recorded_at: Timestamp,
    /// When it happened.
    pub created_at: Option<Timestamp>,
    /// The id of the request that did it, as in `Error::correlation_id`.
    pub correlation_id: Option<String>,
    /// The ids of the caller's that came with the request.
    pub external_correlation: Option<ExternalCorrelation>,
    /// Who did it.
    pub actors: Option<Actors>,
    /// What was done.
    pub action: Option<ActivityAction>,
    /// What it was done to.
    pub resources: Option<Vec<ActivityResource>>,
    /// How it ended.
    pub result: Option<ActivityResult>,
    /// What it is marked with, such as `adminIdentityEvent`.
    pub tags: Option<Vec<String>>,
    rest: Rest<Self>,
}

impl Listed for Activity {
    const EMBEDDED: &'static str = "activities";
}

/// Ids of the caller's.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct ExternalCorrelation {
    /// That of the request.
    pub transaction_id: Option<String>,
    /// That of the session.
    pub session_id: Option<String>,
    rest: Rest<Self>,
}

/// Who did something: an application, a person, or both.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct Actors {
    /// The application.
    pub client: Option<Actor>,
    /// The person.
    pub user: Option<Actor>,
    rest: Rest<Self>,
}

/// An actor.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct Actor {
    /// Its id; of the service's own applications a name, such as `adminui`.
    #[model(always)]
    pub id: String,
    /// How it is called.
    #[model(personal)]
    pub name: Option<String>,
    /// What it is.
    #[model(name = "type")]
    pub actor_type: Option<ActorType>,
    /// The environment that it is in.
    pub environment: Option<Reference<EnvironmentId>>,
    /// The population that a person is in; it may be an empty object.
    pub population: Option<PopulationOf>,
    /// Where it is read.
    pub href: Option<String>,
    rest: Rest<Self>,
}

/// A population, where there is one.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct PopulationOf {
    /// Its id.
    pub id: Option<PopulationId>,
    rest: Rest<Self>,
}

/// What was done.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct ActivityAction {
    /// The type of the resource and the verb, such as `USER.CREATED`.
    #[model(always, name = "type")]
    pub action_type: String,
    /// In words.
    pub description: Option<String>,
    rest: Rest<Self>,
}

/// What something was done to.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct ActivityResource {
    /// What it is, such as `USER`.
    #[model(always, name = "type")]
    pub resource_type: String,
    /// Its id.
    #[model(always)]
    pub id: String,
    /// How it is called.
    #[model(personal)]
    pub name: Option<String>,
    /// The environment that it is in.
    pub environment: Option<Reference<EnvironmentId>>,
    /// The population that it is in; it may be an empty object.
    pub population: Option<PopulationOf>,
    /// Where it is read.
    pub href: Option<String>,
    rest: Rest<Self>,
}

/// How an activity ended.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct ActivityResult {
    /// Whether it was done.
    #[model(always)]
    pub status: ActivityStatus,
    /// In words.
    pub description: Option<String>,
    /// The id of what came of it.
    pub id: Option<String>,
    rest: Rest<Self>,
}

/// What a query of activities has in its body. A list makes it of what it is asked for.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct QueryActivities {
    /// Which activities are wanted. It has to bound the times.
    #[model(personal)]
    pub filter: String,
    /// How many a page has at most; 100 unless it says otherwise.
    pub limit: Option<Loose<i64>>,
    /// Where the page begins.
    pub offset: Option<String>,
    rest: Rest<Self>,
}
