//! Checks outside of a transaction: an identity against a record, or against data providers.

use super::{BabelStreetResults, Requirement};
use crate::{Loose, Model, OpenValue, Personal, Rest};

/// What a document says of a person.
#[derive(Clone, PartialEq, Model)]
#[model(request, snake_case)]
#[non_exhaustive]
pub struct IdentityProbe {
    /// The given name.
    pub given_name: Option<Personal<String>>,
    /// The family name.
    pub family_name: Option<Personal<String>>,
    /// The whole name.
    pub name: Option<Personal<String>>,
    /// The address.
    pub address: Option<Personal<String>>,
    /// The date of birth as `yyyy-MM-dd`.
    pub birth_date: Option<Personal<String>>,
    rest: Rest<Self>,
}

/// What a record has of one datum: a value, several of which one has to match, or an
/// expression.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct GalleryValue {
    /// The value.
    pub value: Option<Personal<String>>,
    /// The values of which one has to match.
    pub options: Option<Personal<Vec<String>>>,
    /// An expression in PingOne's language that yields the value, such as
    /// `${user.name.given}`.
    pub expression: Option<String>,
    rest: Rest<Self>,
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

/// What a record has of a person.
#[derive(Clone, PartialEq, Model)]
#[model(request, snake_case)]
#[non_exhaustive]
pub struct IdentityGallery {
    /// The given name.
    pub given_name: Option<GalleryValue>,
    /// The family name.
    pub family_name: Option<GalleryValue>,
    /// The whole name.
    pub name: Option<GalleryValue>,
    /// The address.
    pub address: Option<GalleryValue>,
    /// The date of birth as `yyyy-MM-dd`.
    pub birth_date: Option<GalleryValue>,
    rest: Rest<Self>,
}

/// The request of Submit Identity Record Match: what a document says, and beside each datum
/// what the record has of it.
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
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct IdentityRecordMatch {
    /// What the document says.
    pub probe: IdentityProbe,
    /// What the record has.
    pub gallery: IdentityGallery,
    rest: Rest<Self>,
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

/// How well a document matches a record.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct IdentityRecordMatchResult {
    /// The single matches.
    #[model(name = "detailedResults")]
    pub results: Option<Box<BabelStreetResults>>,
    /// All scores in one; the scale is not documented.
    pub overall_weighted_score: Option<Loose<f64>>,
    /// All scores in a word.
    pub overall_confidence_score: Option<String>,
    rest: Rest<Self>,
}

/// An identity to look up; each member as one value. Which ones are needed depends on the
/// country: in the US a name together with the national id number or the date of birth.
#[derive(Clone, PartialEq, Model)]
#[model(request, snake_case)]
#[non_exhaustive]
pub struct DataBasedRequirements {
    /// The given name.
    pub given_name: Option<Requirement>,
    /// The family name.
    pub family_name: Option<Requirement>,
    /// The whole name.
    pub name: Option<Requirement>,
    /// The street and its number.
    pub address_street: Option<Requirement>,
    /// More of the street.
    pub address_street_line2: Option<Requirement>,
    /// The city.
    pub address_city: Option<Requirement>,
    /// The state.
    pub address_state: Option<Requirement>,
    /// The postal code.
    pub address_zip: Option<Requirement>,
    /// The date of birth as `yyyy-MM-dd`.
    pub birth_date: Option<Requirement>,
    /// The national id number.
    pub national_id_number: Option<Requirement>,
    /// The phone number, which is looked up and not called.
    pub phone: Option<Requirement>,
    rest: Rest<Self>,
}

/// The request of Submit Data-Based Identity Verification.
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
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct DataBasedVerification {
    /// The identity.
    pub requirements: DataBasedRequirements,
    rest: Rest<Self>,
}

/// What the data providers know of an identity. What it has beyond the named members is not
/// documented; `field` reads it.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct DataBasedResult {
    /// The answers of the providers outside of the US, in a form that is not documented.
    pub service_responses: Option<Personal<OpenValue>>,
    rest: Rest<Self>,
}
