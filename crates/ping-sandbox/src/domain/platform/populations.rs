//! Populations.

use crate::domain::platform::users::USERS;
use crate::{
    store::{
        Op,
        schema::{Form, Hooks, Kind, Schema, Unique, flag, foreign, form, list, text},
    },
    wire::response::Detail,
};

pub(crate) static POPULATIONS: Schema = Schema {
    name: "POPULATION",
    collection: "populations",
    embedded: "populations",
    noun: "population",
    members: &[
        text("name", 1, 256).required(),
        text("description", 0, 1024),
        flag("default").default("false"),
        form("preferredLanguage", Form::Locale),
        list("alternativeIdentifiers", &Kind::LINE, 0, 100),
        foreign("passwordPolicy"),
        foreign("theme"),
    ],
    unique: &[Unique { key: &["name"], target: "name", exact: false }],
    one_default: true,
    filters: &[("name", &[Op::Eq, Op::Sw]), ("id", &[Op::Eq])],
    hooks: Hooks {
        sees: |caller, row| caller.sees_population(|| Some(row.id())),
        show: |shown, body| {
            let id = shown.row.id();
            let users = shown.store.count_referring(&USERS, &POPULATIONS, id);
            body.insert("userCount".to_owned(), users.into());
        },
        may_delete: |store, row, _| match store.rows(&POPULATIONS, "").nth(1) {
            Some(_) => Ok(()),
            None => {
                let why = "The environment must contain at least one population.";
                Err(Detail::new("CONSTRAINT_VIOLATION", why).target(row.id()))
            }
        },
        ..Hooks::NONE
    },
    ..Schema::BASE
};
