//! Accounts at external identity providers, as a table below each user.

use crate::{
    domain::platform::users::USERS,
    store::schema::{Hooks, Schema, Unique, foreign, text},
};

pub(crate) static LINKED_ACCOUNTS: Schema = Schema {
    name: "LINKED_ACCOUNT",
    collection: "linkedAccounts",
    embedded: "linkedAccounts",
    noun: "linkedAccount",
    parent: Some(&USERS),
    members: &[foreign("identityProvider").required(), text("externalId", 1, 1024).required()],
    unique: &[Unique {
        key: &["identityProvider.id", "externalId"],
        target: "externalId",
        exact: true,
    }],
    expands: &["identityProviders"],
    hooks: Hooks {
        show: |_, body| {
            body.remove("createdAt");
            body.remove("updatedAt");
        },
        ..Hooks::NONE
    },
    ..Schema::BASE
};
