//! Organizations, licenses, environments, populations, users and groups.

mod accounts;
pub(crate) mod activities;
pub(crate) mod applications;
mod environments;
mod identity_counts;
mod passwords;
mod template_variants;
pub(crate) mod token;

use crate::{
    dispatch::{catalogue::Handler, product::Product},
    domain::platform::{
        applications::APPLICATIONS,
        environments::ENVIRONMENTS,
        groups::GROUPS,
        licenses::LICENSES,
        linked_accounts::LINKED_ACCOUNTS,
        memberships::{OF_GROUPS, OF_USERS},
        notification_policies::NOTIFICATION_POLICIES,
        notification_settings::NOTIFICATION_SETTINGS,
        organizations::ORGANIZATIONS,
        populations::POPULATIONS,
        resources::{GRANTS, RESOURCES, SCOPES},
        roles::{self, ROLES},
        templates::{TEMPLATE_CONTENTS, TEMPLATES},
        users::USERS,
    },
    store::schema::Schema,
};

pub(crate) const PRODUCT: Product = Product {
    name: "platform",
    tables: TABLES,
    handlers: routes,
    // What locks until a time that has passed locks nothing.
    silent: &[
        "platform.check_user_password",
        "platform.lock_user_account",
        "platform.query_activities",
    ],
    ..Product::BASE
};

const TABLES: &[&Schema] = &[
    &APPLICATIONS,
    &ENVIRONMENTS,
    &GRANTS,
    &GROUPS,
    &LICENSES,
    &LINKED_ACCOUNTS,
    &NOTIFICATION_POLICIES,
    &NOTIFICATION_SETTINGS,
    &OF_GROUPS,
    &OF_USERS,
    &ORGANIZATIONS,
    &POPULATIONS,
    &RESOURCES,
    &ROLES,
    &roles::OF_APPLICATIONS,
    &roles::OF_GROUPS,
    &roles::OF_USERS,
    &SCOPES,
    &TEMPLATES,
    &TEMPLATE_CONTENTS,
    &USERS,
];

fn routes() -> Vec<(&'static str, Handler)> {
    [
        accounts::routes(),
        activities::routes(),
        applications::routes(),
        environments::routes(),
        identity_counts::routes(),
        passwords::routes(),
        template_variants::routes(),
        token::routes(),
    ]
    .concat()
}
