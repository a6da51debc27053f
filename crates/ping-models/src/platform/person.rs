//! What a user is as a person: name, address, picture.

use crate::{Model, Rest};

/// A person's name; each part up to 256 characters.
#[derive(Clone, PartialEq, Model)]
#[model(clear)]
#[non_exhaustive]
pub struct Name {
    /// The given name.
    #[model(personal)]
    pub given: Option<String>,
    /// The middle name.
    #[model(personal)]
    pub middle: Option<String>,
    /// The family name.
    #[model(personal)]
    pub family: Option<String>,
    /// The whole name as it is shown.
    #[model(personal)]
    pub formatted: Option<String>,
    /// What stands before the name, such as `Dr.`.
    pub honorific_prefix: Option<String>,
    /// What stands after the name, such as `IV`.
    pub honorific_suffix: Option<String>,
    rest: Rest<Self>,
}

/// A postal address.
#[derive(Clone, PartialEq, Model)]
#[model(clear)]
#[non_exhaustive]
pub struct Address {
    /// Street and number; may have several lines.
    #[model(personal)]
    pub street_address: Option<String>,
    /// The town.
    #[model(personal)]
    pub locality: Option<String>,
    /// The state or province.
    #[model(personal)]
    pub region: Option<String>,
    /// The postal code, up to 40 characters.
    #[model(personal)]
    pub postal_code: Option<String>,
    /// The country as two capital letters, such as `US`.
    pub country_code: Option<String>,
    rest: Rest<Self>,
}

/// A picture of a user.
#[derive(Clone, PartialEq, Model)]
#[model(clear)]
#[non_exhaustive]
pub struct Photo {
    /// Its address, `http` or `https`.
    #[model(personal)]
    pub href: Option<String>,
    rest: Rest<Self>,
}
