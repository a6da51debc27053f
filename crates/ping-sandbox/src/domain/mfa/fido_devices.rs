//! Authenticators that the environment knows beside those of the FIDO Alliance, as a table.

use serde_json::{Map, Value};

use crate::{
    store::{
        Shown, Store,
        schema::{Draft, Hooks, Kind, Schema, list, open, text},
    },
    wire::response::Detail,
};

pub(crate) static FIDO_DEVICES: Schema = Schema {
    name: "FIDO_DEVICE_METADATA",
    collection: "fidoDevicesMetadata",
    embedded: "fidoDevicesMetadata",
    noun: "fidoDeviceMetadata",
    members: &[
        text("aaguid", 36, 36),
        list("attestationCertificateKeyIdentifiers", &Kind::LINE, 1, 1000),
        open("metadataStatement", &[text("description", 1, 1024)]).required(),
    ],
    hooks: Hooks { check, show, ..Hooks::NONE },
    ..Schema::BASE
};

/// One of the two identifiers has to be there.
fn check(_: &Store, draft: &mut Draft<'_>, wrong: &mut Vec<Detail>) {
    let has = |name: &str| draft.sent.get(name).is_some_and(|value| !value.is_null());
    if !has("aaguid") && !has("attestationCertificateKeyIdentifiers") {
        wrong.push(Detail::required().target("aaguid"));
    }
}

/// Renames and drops what the service does; the id is in lists only, under another name, and links
/// are nowhere.
fn show(shown: &Shown<'_>, body: &mut Map<String, Value>) {
    let id = body.remove("id");
    body.remove("_links");
    if shown.listed {
        body.extend(id.map(|id| ("mdsIdentifier".to_owned(), id)));
    }
    if let Some(Value::Object(statement)) = body.get_mut("metadataStatement") {
        for (sent, answered) in [
            ("isKeyRestricted", "keyRestricted"),
            ("isFreshUserVerificationRequired", "freshUserVerificationRequired"),
        ] {
            let value = statement.remove(sent);
            statement.extend(value.map(|value| (answered.to_owned(), value)));
        }
        statement.remove("legalHeader");
        statement.remove("authenticatorVersion");
    }
}
