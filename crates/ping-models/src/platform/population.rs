//! Populations.

use crate::{Links, Listed, PopulationId, Reference, Timestamp};

model! {
    /// A population: a set of users of an environment that share policies.
    ///
    /// Returned by `platform.read_all_populations`.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/populations.html>
    pub struct Population {
        required {
            /// The id of the population.
            id: PopulationId = "id",
        }
        optional {
            /// Links: the population itself, its environment and its theme.
            links: Links = "_links",
            /// The environment that it is in.
            environment: Reference = "environment",
            /// Its name, unique in the environment.
            name: String = "name",
            /// What it is for.
            description: String = "description",
            /// Whether new users get into it unless told otherwise.
            default: bool = "default",
            /// How many users it has.
            user_count: i64 = "userCount",
            /// The password policy of its users; absent where the environment's default applies.
            password_policy: Reference = "passwordPolicy",
            /// The theme of its users' pages.
            theme: Reference = "theme",
            /// The language of its users, such as `en`.
            preferred_language: String = "preferredLanguage",
            /// Other names that select the population at sign-on.
            alternative_identifiers: Vec<String> = "alternativeIdentifiers",
            /// When it was created.
            created_at: Timestamp = "createdAt",
            /// When it was changed last.
            updated_at: Timestamp = "updatedAt",
        }
    }
}

impl Listed for Population {
    const EMBEDDED: &'static str = "populations";
}
