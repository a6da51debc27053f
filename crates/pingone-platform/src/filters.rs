//! The attributes that the collections of the platform can be filtered by.

use ping_models::Timestamp;
use ping_models::platform::{License, Organization, Population, User};
use ping_transport::{Attribute, Filter};

/// Defines the attributes of a filter, each a function of its own name.
macro_rules! attributes {
    (
        $(#[$meta:meta])*
        $name:ident of $item:ty {
            $( $(#[$ameta:meta])* $attribute:ident : $type:ty = $wire:literal, )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug)]
        #[non_exhaustive]
        pub struct $name;

        impl $name {
            $(
                $(#[$ameta])*
                pub fn $attribute() -> Attribute<$item, $type> {
                    Attribute::new($wire)
                }
            )*

            /// A filter in the service's own language, sent as it is.
            pub fn raw(text: impl Into<String>) -> Filter<$item> {
                Filter::raw(text)
            }
        }
    };
}

attributes! {
    /// What organizations can be filtered by.
    OrganizationFilter of Organization {
        /// The name: `sw`.
        name: str = "name",
    }
}

attributes! {
    /// What licenses can be filtered by.
    ///
    /// ```
    /// use ping_models::{Timestamp, platform::LicenseStatus};
    /// use pingone_platform::LicenseFilter;
    ///
    /// let filter = LicenseFilter::status().eq(LicenseStatus::Active)
    ///     .and(LicenseFilter::begins_at().lt(Timestamp::from("2026-01-01T00:00:00Z")));
    /// assert_eq!(
    ///     filter.to_string(),
    ///     r#"status eq "ACTIVE" and beginsAt lt "2026-01-01T00:00:00Z""#
    /// );
    /// ```
    LicenseFilter of License {
        /// When the license begins: `lt`.
        begins_at: Timestamp = "beginsAt",
        /// The name: `eq`.
        name: str = "name",
        /// The sort of license, such as `TRIAL`: `eq`.
        package: str = "package",
        /// Whether the license is in force: `eq`.
        status: str = "status",
    }
}

attributes! {
    /// What populations can be filtered by.
    PopulationFilter of Population {
        /// The id: `eq`.
        id: str = "id",
        /// The name: `eq`, `sw`.
        name: str = "name",
    }
}

attributes! {
    /// What users can be filtered by. Attributes take `eq` and `sw` unless they say otherwise; the
    /// service answers another operator with the ones that it supports.
    ///
    /// ```
    /// use pingone_platform::UserFilter;
    ///
    /// let filter = UserFilter::family_name().eq("Smith").and(UserFilter::given_name().sw("W"));
    /// assert_eq!(filter.to_string(), r#"name.family eq "Smith" and name.given sw "W""#);
    /// ```
    UserFilter of User {
        /// The number of the customer's.
        account_id: str = "accountId",
        /// Street and number.
        street_address: str = "address.streetAddress",
        /// The town.
        locality: str = "address.locality",
        /// The state or province.
        region: str = "address.region",
        /// The postal code.
        postal_code: str = "address.postalCode",
        /// The country as two letters.
        country_code: str = "address.countryCode",
        /// The email address; also `ew`.
        email: str = "email",
        /// Whether the user may sign in.
        enabled: bool = "enabled",
        /// When the user's employment or contract ends.
        end_date: Timestamp = "endDate",
        /// The id in another system.
        external_id: str = "externalId",
        /// The language and country.
        locale: str = "locale",
        /// The mobile phone.
        mobile_phone: str = "mobilePhone",
        /// The whole name.
        formatted_name: str = "name.formatted",
        /// The given name.
        given_name: str = "name.given",
        /// The middle name.
        middle_name: str = "name.middle",
        /// The family name.
        family_name: str = "name.family",
        /// What stands before the name.
        honorific_prefix: str = "name.honorificPrefix",
        /// What stands after the name.
        honorific_suffix: str = "name.honorificSuffix",
        /// How the user is called.
        nickname: str = "nickname",
        /// The address of the picture.
        photo: str = "photo.href",
        /// The languages that the user prefers.
        preferred_language: str = "preferredLanguage",
        /// The phone.
        primary_phone: str = "primaryPhone",
        /// When the user's employment or contract begins.
        start_date: Timestamp = "startDate",
        /// The time zone.
        timezone: str = "timezone",
        /// The title.
        title: str = "title",
        /// The category.
        user_type: str = "type",
        /// The name to sign in with.
        username: str = "username",
        /// The population: `eq`.
        population: str = "population.id",
        /// When the user was changed last: `ge`, `le`, and both joined by `and`.
        updated_at: Timestamp = "updatedAt",
    }
}

impl UserFilter {
    /// The members of this group.
    pub fn member_of_group(id: impl AsRef<str>) -> Filter<User> {
        let id = Attribute::<User, str>::new("id").eq(id);
        Filter::raw(format!("memberOfGroups[{id}]"))
    }

    /// A custom attribute: `sw`, and `eq` where the service supports it.
    pub fn custom(name: &'static str) -> Attribute<User, str> {
        Attribute::new(name)
    }
}
