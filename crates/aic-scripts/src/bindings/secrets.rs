//! `secrets`: what is mapped to the labels that scripts may read.

use std::sync::Arc;

use super::bytes::{signed, text};
use super::failure::Failure;
use super::object::{Object, Reply};

/// What the labels that scripts may read begin with.
const PREFIX: &str = "scripted.node.";
const NO_SUCH_SECRET: &str = "org.forgerock.secrets.NoSuchSecretException";
const FORBIDDEN: &str = "org.forgerock.openam.scripting.api.secrets.ScriptedSecretsException";

/// Methods that give keys; no document says what a script can do with one.
const KEYS: [&str; 4] =
    ["getDecryptionKey", "getEncryptionKey", "getSigningKey", "getVerificationKey"];

pub(crate) fn binding() -> Object {
    let object = Object::new().method("getGenericSecret", |session, args| {
        let label = args.text(0, "secretLabel")?;
        if !label.starts_with(PREFIX) {
            let message = format!(
                "the secret label '{label}' does not begin with '{PREFIX}': scripts cannot read it"
            );
            return Err(Failure::java(FORBIDDEN, message));
        }
        let config = &session.config;
        let found = config.realm_secrets.get(label).or_else(|| config.global_secrets.get(label));
        let Some(secret) = found else {
            let message = format!("no secret is mapped to the label '{label}'");
            return Err(Failure::java(NO_SUCH_SECRET, message));
        };
        session.mask(secret);
        Ok(Reply::Object(secret_object(Arc::clone(secret))))
    });
    KEYS.into_iter().fold(object, |object, name| {
        object.method(name, |_, args| {
            Err(Failure::error(format!("{} is in the service and not here", args.method)))
        })
    })
}

fn secret_object(secret: Arc<[u8]>) -> Object {
    let bytes = Arc::clone(&secret);
    Object::new()
        .method("getAsUtf8", move |_, _| Ok(text(&secret).into()))
        .method("getAsBytes", move |_, _| Ok(signed(&bytes).into()))
}
