//! Populations.

use crate::{EnvironmentId, Links, Listed, Model, PopulationId, Reference, Rest, Timestamp};

/// A population: a set of users of an environment that share policies.
///
/// <https://developer.pingidentity.com/pingone-api/platform/populations.html>
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// A population to be created, or what replaces one.
    NewPopulation
))]
#[non_exhaustive]
pub struct Population {
    /// The id of the population.
    #[model(read_only)]
    pub id: PopulationId,
    /// Links: the population itself, its environment and its theme.
    #[model(name = "_links", read_only)]
    pub links: Option<Links>,
    /// The environment that it is in.
    #[model(read_only)]
    pub environment: Option<Reference<EnvironmentId>>,
    /// Its name, unique in the environment.
    #[model(always, on_create)]
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Whether new users get into it unless told otherwise. One population is the default one: a
    /// new one takes the place of the former.
    pub default: Option<bool>,
    /// How many users it has.
    #[model(read_only)]
    pub user_count: Option<i64>,
    /// The password policy of its users; absent where the environment's default applies.
    pub password_policy: Option<Reference>,
    /// The theme of its users' pages.
    pub theme: Option<Reference>,
    /// The language of its users, such as `en`.
    pub preferred_language: Option<String>,
    /// Other names that select the population at sign-on.
    pub alternative_identifiers: Option<Vec<String>>,
    /// When it was created.
    #[model(always, read_only)]
    pub created_at: Timestamp,
    /// When it was changed last.
    #[model(always, read_only)]
    pub updated_at: Timestamp,
    rest: Rest<Self>,
}

impl Listed for Population {
    const EMBEDDED: &'static str = "populations";
}

/// The population that a user is in.
///
/// <https://developer.pingidentity.com/pingone-api/platform/users/user-populations/update-user-population.html>
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct UserPopulation {
    /// The id of the population.
    pub id: PopulationId,
    /// Links: this itself and the user.
    #[model(name = "_links")]
    pub links: Option<Links>,
    rest: Rest<Self>,
}
