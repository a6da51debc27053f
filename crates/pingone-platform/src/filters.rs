//! What the lists of the platform can be asked for, and what can come along with an answer.

use ping_models::platform::{GroupId, LicenseStatus};
use ping_models::{PopulationId, Timestamp};
use ping_transport::{expansions, filters};

expansions! {
    /// What can come along with an environment.
    pub EnvironmentExpansion {
        /// Its products, as `_embedded.billOfMaterials`.
        BillOfMaterials = expand "billOfMaterials",
    }
}

expansions! {
    /// What can come along with one group.
    pub GroupExpansion {
        /// How many are in it, through other groups, too.
        TotalMemberCounts = include "totalMemberCounts",
    }
}

expansions! {
    /// What can come along with memberships.
    pub MembershipExpansion {
        /// The group, as `_embedded.group`.
        Group = expand "group",
    }
}

expansions! {
    /// What can come along with one user. Of the groups it is the ids or the names.
    pub UserExpansion {
        /// The population, as `_embedded.population`.
        Population = expand "population",
        /// The ids of the groups that the user is in.
        MemberOfGroupIds = include "memberOfGroupIDs",
        /// The names of the groups that the user is in.
        MemberOfGroupNames = include "memberOfGroupNames",
    }
}

filters! {
    /// What organizations can be filtered by.
    pub OrganizationFilter: and, or, not, limit {
        /// The name.
        name: String = "name" (sw),
    }
}

filters! {
    /// What licenses can be filtered and ordered by.
    ///
    /// ```
    /// use ping_models::platform::{GroupId, LicenseStatus};
    /// use pingone_platform::LicenseFilter;
    ///
    /// let filter = LicenseFilter::status().eq(LicenseStatus::Active)
    ///     .and(LicenseFilter::begins_at().lt("2026-01-01T00:00:00Z"));
    /// assert_eq!(
    ///     filter.to_string(),
    ///     r#"status eq "ACTIVE" and beginsAt lt "2026-01-01T00:00:00Z""#
    /// );
    /// ```
    ///
    /// A status is one of its type; one that is newer than this crate is
    /// `LicenseStatus::from_wire("..")`:
    ///
    /// ```compile_fail,E0277
    /// # use pingone_platform::LicenseFilter;
    /// let filter = LicenseFilter::status().eq("ACTIV");
    /// ```
    ///
    /// An operator that the service does not document for an attribute does not compile:
    ///
    /// ```compile_fail,E0277
    /// # use pingone_platform::LicenseFilter;
    /// let filter = LicenseFilter::begins_at().gt("2026-01-01T00:00:00Z");
    /// ```
    pub LicenseFilter: and, or, not {
        /// When the license begins.
        begins_at: Timestamp = "beginsAt" (lt, sort),
        /// Whether the license is in force.
        status: LicenseStatus = "status" (eq),
    }
}

filters! {
    /// What populations can be filtered by.
    pub PopulationFilter: and, or, not, limit {
        /// The id.
        id: PopulationId = "id" (eq),
        /// The name.
        name: String = "name" (sw),
    }
}

filters! {
    /// What groups can be filtered by.
    pub GroupFilter: and, or, not, limit {
        /// The id.
        id: GroupId = "id" (eq),
        /// The name.
        name: String = "name" (eq, sw),
        /// The id in another system.
        external_id: String = "externalId" (eq),
        /// The population that the groups are for.
        population: PopulationId = "population.id" (eq),
    }
}

filters! {
    /// How memberships are listed. They can be filtered, but no attribute is documented.
    pub MembershipFilter: and, or, not, limit, MembershipExpansion {}
}

filters! {
    /// What users can be filtered by.
    ///
    /// ```
    /// use pingone_platform::UserFilter;
    ///
    /// let filter = UserFilter::family_name().eq("Smith").and(UserFilter::given_name().sw("W"));
    /// assert_eq!(filter.to_string(), r#"name.family eq "Smith" and name.given sw "W""#);
    ///
    /// let members = UserFilter::member_of_groups().eq("group-id");
    /// assert_eq!(members.to_string(), r#"memberOfGroups[id eq "group-id"]"#);
    ///
    /// // An attribute of the customer's own; the service takes `sw`.
    /// let custom = UserFilter::other("costCenter").sw("47");
    /// ```
    ///
    /// The service does not take `not` here.
    pub UserFilter: and, or, limit {
        /// The number of the customer's.
        account_id: String = "accountId" (eq, sw),
        /// Street and number.
        street_address: String = "address.streetAddress" (eq, sw),
        /// The town.
        locality: String = "address.locality" (eq, sw),
        /// The state or province.
        region: String = "address.region" (eq, sw),
        /// The postal code.
        postal_code: String = "address.postalCode" (eq, sw),
        /// The country as two letters.
        country_code: String = "address.countryCode" (eq, sw),
        /// The email address.
        email: String = "email" (eq, sw, ew),
        /// Whether the user may sign in.
        enabled: bool = "enabled" (eq),
        /// When the user's employment or contract ends.
        end_date: Timestamp = "endDate" (eq, sw),
        /// The id in another system.
        external_id: String = "externalId" (eq, sw),
        /// The language and country.
        locale: String = "locale" (eq, sw),
        /// The groups that the user is in, by their ids.
        member_of_groups: GroupId = "memberOfGroups[id]" (eq),
        /// The mobile phone.
        mobile_phone: String = "mobilePhone" (eq, sw),
        /// The whole name.
        formatted_name: String = "name.formatted" (eq, sw),
        /// The given name.
        given_name: String = "name.given" (eq, sw),
        /// The middle name.
        middle_name: String = "name.middle" (eq, sw),
        /// The family name.
        family_name: String = "name.family" (eq, sw),
        /// What stands before the name.
        honorific_prefix: String = "name.honorificPrefix" (eq, sw),
        /// What stands after the name.
        honorific_suffix: String = "name.honorificSuffix" (eq, sw),
        /// How the user is called.
        nickname: String = "nickname" (eq, sw),
        /// The address of the picture.
        photo: String = "photo.href" (eq, sw),
        /// The population.
        population: PopulationId = "population.id" (eq),
        /// The languages that the user prefers.
        preferred_language: String = "preferredLanguage" (eq, sw),
        /// The phone.
        primary_phone: String = "primaryPhone" (eq, sw),
        /// When the user's employment or contract begins.
        start_date: Timestamp = "startDate" (eq, sw),
        /// The time zone.
        timezone: String = "timezone" (eq, sw),
        /// The title.
        title: String = "title" (eq, sw),
        /// When the user was changed last; `ge` and `le` may be joined.
        updated_at: Timestamp = "updatedAt" (ge, le),
        /// The category.
        user_type: String = "type" (eq, sw),
        /// The name to sign in with.
        username: String = "username" (eq, sw),
    }
}
