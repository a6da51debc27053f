//! Templates of notifications.

use std::collections::BTreeMap;

use super::DeliveryMethod;
use crate::{EnvironmentId, Links, Listed, Model, Reference, Rest, TemplateName, Timestamp};

/// A template: what PingOne writes to users about, in contents of several languages and delivery
/// methods.
///
/// <https://developer.pingidentity.com/pingone-api/workflow-library/application-management/create-and-update-notification-content/step-1-read-all-notification-templates.html>
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct Template {
    /// Its name, such as `strong_authentication`.
    pub id: TemplateName,
    /// Links: the template itself, its environment and contents.
    #[model(name = "_links")]
    pub links: Option<Links>,
    /// The environment.
    pub environment: Option<Reference<EnvironmentId>>,
    /// How it is shown.
    #[model(always)]
    pub display_name: String,
    /// What it is for.
    pub description: Option<String>,
    /// How its messages can travel.
    pub delivery_methods: Option<Vec<DeliveryMethod>>,
    /// Whether callers can bring variables of their own.
    pub allow_dynamic_variables: Option<bool>,
    /// What its contents can have in `${}`, by name.
    pub variables: Option<BTreeMap<String, Option<TemplateVariable>>>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// When it was changed last.
    pub updated_at: Option<Timestamp>,
    rest: Rest<Self>,
}

impl Listed for Template {
    const EMBEDDED: &'static str = "templates";
}

/// A variable of a template.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct TemplateVariable {
    /// Whether contents must have it.
    pub required: Option<bool>,
    /// Of which delivery methods they must; of all where it says none.
    pub required_for_delivery_methods: Option<Vec<DeliveryMethod>>,
    rest: Rest<Self>,
}
