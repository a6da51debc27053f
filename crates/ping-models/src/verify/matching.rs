//! Checks outside of a transaction: an identity against a record, or against data providers.

use super::{BabelStreetResults, Requirement};
use crate::{Loose, OpenValue, Personal};

request! {
    /// What a document says of a person.
    pub struct IdentityProbe {
        optional {
            /// The given name.
            given_name: Personal<String> = "given_name",
            /// The family name.
            family_name: Personal<String> = "family_name",
            /// The whole name.
            name: Personal<String> = "name",
            /// The address.
            address: Personal<String> = "address",
            /// The date of birth as `yyyy-MM-dd`.
            birth_date: Personal<String> = "birth_date",
        }
    }
}

request! {
    /// What a record has of one datum: a value, several of which one has to match, or an
    /// expression.
    pub struct GalleryValue {
        optional {
            /// The value.
            value: Personal<String> = "value",
            /// The values of which one has to match.
            options: Personal<Vec<String>> = "options",
            /// An expression in PingOne's language that yields the value, such as
            /// `${user.name.given}`.
            expression: String = "expression",
        }
    }
}

impl GalleryValue {
    /// Several values of which one has to match.
    pub fn any_of<V: Into<String>>(values: impl IntoIterator<Item = V>) -> Self {
        let values: Vec<String> = values.into_iter().map(Into::into).collect();
        Self::new().options(values)
    }

    /// What an expression in PingOne's language yields.
    pub fn from_expression(expression: impl Into<String>) -> Self {
        Self::new().expression(expression)
    }
}

impl From<&str> for GalleryValue {
    fn from(value: &str) -> Self {
        Self::new().value(value)
    }
}

impl From<String> for GalleryValue {
    fn from(value: String) -> Self {
        Self::new().value(value)
    }
}

request! {
    /// What a record has of a person.
    pub struct IdentityGallery {
        optional {
            /// The given name.
            given_name: GalleryValue = "given_name",
            /// The family name.
            family_name: GalleryValue = "family_name",
            /// The whole name.
            name: GalleryValue = "name",
            /// The address.
            address: GalleryValue = "address",
            /// The date of birth as `yyyy-MM-dd`.
            birth_date: GalleryValue = "birth_date",
        }
    }
}

model! {
    /// The request of Submit Identity Record Match: what a document says, and beside each datum
    /// what the record has of it.
    ///
    /// Taken by `verify.submit_identity_record_match`.
    ///
    /// ```
    /// use ping_models::verify::{GalleryValue, IdentityRecordMatch};
    ///
    /// let compare = IdentityRecordMatch::new()
    ///     .given_name("ANN", GalleryValue::any_of(["Ann", "Annie"]))
    ///     .family_name("LEE", GalleryValue::from_expression("${user.name.family}"))
    ///     .birth_date("1990-01-31", "1990-01-31");
    /// assert!(!format!("{compare:?}").contains("ANN"));
    /// ```
    pub struct IdentityRecordMatch {
        required {
            /// What the document says.
            probe: IdentityProbe = "probe",
            /// What the record has.
            gallery: IdentityGallery = "gallery",
        }
    }
}

/// Defines setters that fill in both sides, as a datum of one side alone is refused.
macro_rules! both_sides {
    ($( $(#[$meta:meta])* $field:ident; )*) => {
        impl IdentityRecordMatch {
            /// Nothing to compare yet: add at least one datum.
            #[allow(clippy::new_without_default)]
            pub fn new() -> Self {
                Self {
                    probe: IdentityProbe::new(),
                    gallery: IdentityGallery::new(),
                    rest: crate::Rest::default(),
                }
            }

            $(
                $(#[$meta])*
                #[must_use]
                pub fn $field(
                    mut self,
                    document: impl Into<String>,
                    record: impl Into<GalleryValue>,
                ) -> Self {
                    self.probe = self.probe.$field(document.into());
                    self.gallery = self.gallery.$field(record);
                    self
                }
            )*
        }
    };
}

both_sides! {
    /// Compares the given name of the document with that of the record.
    given_name;
    /// Compares the family name of the document with that of the record.
    family_name;
    /// Compares the whole name of the document with that of the record.
    name;
    /// Compares the address of the document with that of the record.
    address;
    /// Compares the date of birth, `yyyy-MM-dd`, of the document with that of the record.
    birth_date;
}

model! {
    /// How well a document matches a record.
    ///
    /// Returned by `verify.submit_identity_record_match`.
    pub struct IdentityRecordMatchResult {
        optional {
            /// The single matches.
            results: Box<BabelStreetResults> = "detailedResults",
            /// All scores in one; the scale is not documented.
            overall_weighted_score: Loose<f64> = "overallWeightedScore",
            /// All scores in a word.
            overall_confidence_score: String = "overallConfidenceScore",
        }
    }
}

request! {
    /// An identity to look up; each member as one value. Which ones are needed depends on the
    /// country: in the US a name together with the national id number or the date of birth.
    pub struct DataBasedRequirements {
        optional {
            /// The given name.
            given_name: Requirement = "given_name",
            /// The family name.
            family_name: Requirement = "family_name",
            /// The whole name.
            name: Requirement = "name",
            /// The street and its number.
            address_street: Requirement = "address_street",
            /// More of the street.
            address_street_line2: Requirement = "address_street_line2",
            /// The city.
            address_city: Requirement = "address_city",
            /// The state.
            address_state: Requirement = "address_state",
            /// The postal code.
            address_zip: Requirement = "address_zip",
            /// The date of birth as `yyyy-MM-dd`.
            birth_date: Requirement = "birth_date",
            /// The national id number.
            national_id_number: Requirement = "national_id_number",
            /// The phone number, which is looked up and not called.
            phone: Requirement = "phone",
        }
    }
}

request! {
    /// The request of Submit Data-Based Identity Verification.
    ///
    /// Taken by `verify.submit_data_based_identity_verification`.
    ///
    /// ```
    /// use ping_models::verify::{DataBasedRequirements, DataBasedVerification};
    ///
    /// let identity = DataBasedRequirements::new()
    ///     .given_name("Ann")
    ///     .family_name("Lee")
    ///     .national_id_number("000-12-3456");
    /// let verification = DataBasedVerification::new(identity);
    /// assert!(!format!("{verification:?}").contains("3456"));
    /// ```
    pub struct DataBasedVerification {
        required {
            /// The identity.
            requirements: DataBasedRequirements = "requirements",
        }
    }
}

model! {
    /// What the data providers know of an identity. What it has beyond the named members is not
    /// documented; `field` reads it.
    ///
    /// Returned by `verify.submit_data_based_identity_verification`.
    pub struct DataBasedResult {
        optional {
            /// The answers of the providers outside of the US, in a form that is not documented.
            service_responses: Personal<OpenValue> = "serviceResponses",
        }
    }
}
