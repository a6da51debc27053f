//! Organizations, licenses, environments, populations, users and groups.

pub(crate) mod activities;
pub(crate) mod organizations;
pub(crate) mod roles;
pub(crate) mod token;

use crate::{
    dispatch::{catalogue::Handler, product::Product},
    domain::platform::{
        applications::APPLICATIONS,
        groups::GROUPS,
        licenses::LICENSES,
        memberships::{OF_GROUPS, OF_USERS},
        notification_policies::NOTIFICATION_POLICIES,
        notification_settings::NOTIFICATION_SETTINGS,
        populations::POPULATIONS,
        resources::{GRANTS, RESOURCES, SCOPES},
        roles::ROLES,
        users::USERS,
    },
    store::schema::Resource,
};

pub(crate) const PRODUCT: Product = Product {
    name: "platform",
    tables: TABLES,
    handlers: routes,
    silent: &["platform.query_activities"],
    ..Product::BASE
};

const TABLES: &[&Resource] = &[
    &APPLICATIONS,
    &GRANTS,
    &GROUPS,
    &LICENSES,
    &NOTIFICATION_POLICIES,
    &NOTIFICATION_SETTINGS,
    &OF_GROUPS,
    &OF_USERS,
    &POPULATIONS,
    &RESOURCES,
    &ROLES,
    &SCOPES,
    &USERS,
];

fn routes() -> Vec<(&'static str, Handler)> {
    [activities::routes(), organizations::routes(), roles::routes(), token::routes()].concat()
}
