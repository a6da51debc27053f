//! `secrets`: what is mapped to the labels that scripts may read.

use std::sync::Arc;

use serde_json::Value;

use super::failure::Failure;
use super::object::{Object, Reply};

/// What the labels that scripts may read begin with.
const PREFIX: &str = "scripted.node.";
const NO_SUCH_SECRET: &str = "org.forgerock.secrets.NoSuchSecretException";

pub(crate) fn binding() -> Object {
    Object::new().method("getGenericSecret", |session, args| {
        let label = args.text(0, "secretLabel")?;
        if !label.starts_with(PREFIX) {
            let message = format!(
                "the secret label '{label}' does not begin with '{PREFIX}': scripts cannot read it"
            );
            return Err(Failure::java(NO_SUCH_SECRET, message));
        }
        let config = &session.config;
        let found = config.realm_secrets.get(label).or_else(|| config.global_secrets.get(label));
        let Some(secret) = found else {
            let message = format!("no secret is mapped to the label '{label}'");
            return Err(Failure::java(NO_SUCH_SECRET, message));
        };
        session.mask(secret);
        Ok(Reply::Object(secret_object(Arc::clone(secret))))
    })
}

fn secret_object(secret: Arc<[u8]>) -> Object {
    let bytes = Arc::clone(&secret);
    Object::new()
        .method("getAsUtf8", move |_, _| Ok(String::from_utf8_lossy(&secret).into_owned().into()))
        .method("getAsBytes", move |_, _| Ok(signed(&bytes).into()))
}

/// Bytes as Java has them: from -128 to 127.
pub(crate) fn signed(bytes: &[u8]) -> Value {
    bytes.iter().map(|byte| Value::from(byte.cast_signed())).collect()
}
