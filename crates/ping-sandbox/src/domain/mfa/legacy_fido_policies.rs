//! FIDO policies of environments of former times, as a table. Nothing follows them any more.

use crate::store::schema::{Kind, Schema, Unique, choice, flag, list, text};

pub(crate) static LEGACY_FIDO_POLICIES: Schema = Schema {
    name: "FIDO_POLICY",
    collection: "fidoPolicies",
    embedded: "fidoPolicies",
    noun: "fidoPolicy",
    members: &[
        text("name", 1, 256).required(),
        text("description", 0, 1024),
        choice(
            "attestationRequirements",
            &["NONE", "AUDIT_ONLY", "GLOBAL", "CERTIFIED", "SPECIFIC"],
        )
        .required(),
        choice("residentKeyRequirement", &["DISCOURAGED", "REQUIRED"]).required(),
        list("allowedAuthenticators", &Kind::Object(&[text("id", 1, 256).required()]), 0, 1000),
        flag("enforceDuringAuthentication").default("false"),
        flag("default").default("false"),
    ],
    unique: &[Unique { key: &["name"], target: "name", exact: false }],
    ..Schema::BASE
};
