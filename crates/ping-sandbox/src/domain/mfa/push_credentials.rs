//! What native applications send their pushes with, as a table below each application.

use crate::{
    domain::platform::applications::APPLICATIONS,
    store::schema::{Schema, cases, choice, text},
};

pub(crate) static PUSH_CREDENTIALS: Schema = Schema {
    name: "PUSH_CREDENTIAL",
    collection: "pushCredentials",
    embedded: "pushCredentials",
    noun: "pushCredential",
    parent: Some(&APPLICATIONS),
    members: &[
        choice("type", &["APNS", "FCM_HTTP_V1", "HMS"]).required().create_only(),
        cases(
            "type",
            &[
                (
                    "APNS",
                    &[
                        text("key", 1, 256).required().hidden(),
                        text("teamId", 1, 256).required().hidden(),
                        text("token", 1, 16_384).required().hidden(),
                    ],
                ),
                (
                    "FCM_HTTP_V1",
                    &[text("googleServiceAccountCredentials", 1, 65_536).required().hidden()],
                ),
                (
                    "HMS",
                    &[
                        text("clientId", 1, 256).required(),
                        text("clientSecret", 1, 1024).required().hidden(),
                    ],
                ),
            ],
        ),
    ],
    ..Schema::BASE
};
