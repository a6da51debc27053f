//! The licenses of an organization.

use crate::store::{
    Characters, Op,
    schema::{Form, Hooks, Member, Schema, choice, form, int, open, text, text_of},
};

/// What a license says of a product: members that grow with the product.
const fn product(name: &'static str) -> Member {
    open(name, &[]).read_only()
}

pub(crate) static LICENSES: Schema = Schema {
    name: "LICENSE",
    collection: "licenses",
    embedded: "licenses",
    noun: "license",
    members: &[
        text_of("name", 1, 255, Characters::Label).required(),
        text("package", 1, 256).read_only(),
        choice("status", &["ACTIVE", "EXPIRED", "FUTURE", "TERMINATED"]).read_only(),
        int("assignedEnvironmentsCount", 0, i64::MAX).read_only(),
        form("beginsAt", Form::Time).read_only(),
        form("expiresAt", Form::Time).read_only(),
        form("terminatesAt", Form::Time).read_only(),
        product("replacesLicense"),
        product("replacedByLicense"),
        product("advancedServices"),
        product("authorize"),
        product("credentials"),
        product("environments"),
        product("fraud"),
        product("gateways"),
        product("intelligence"),
        product("mfa"),
        product("orchestrate"),
        product("users"),
        product("verify"),
    ],
    // assumes: license-filters
    filters: &[
        ("beginsAt", &[Op::Lt]),
        ("name", &[Op::Eq]),
        ("package", &[Op::Eq]),
        ("status", &[Op::Eq]),
    ],
    orders: &["beginsAt"],
    hooks: Hooks {
        // A license tells when it begins, not when it was made.
        show: |_, body| {
            body.remove("createdAt");
            body.remove("updatedAt");
        },
        ..Hooks::NONE
    },
    ..Schema::BASE
};
