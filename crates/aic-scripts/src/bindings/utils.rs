//! `utils`: base64, types, and what is in [`crypto`].

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde_json::Value;

use super::bytes::{signed, text};
use super::crypto;
use super::failure::Failure;
use super::object::{Args, Object, Reply};

const fn engine(alphabet: &alphabet::Alphabet, padding: bool) -> GeneralPurpose {
    let config = GeneralPurposeConfig::new()
        .with_encode_padding(padding)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent);
    GeneralPurpose::new(alphabet, config)
}

static STANDARD: GeneralPurpose = engine(&alphabet::STANDARD, true);
static URL_SAFE: GeneralPurpose = engine(&alphabet::URL_SAFE, false);

pub(crate) fn binding() -> Object {
    let types = Object::new()
        .method("stringToBytes", |_, args| Ok(signed(args.written(0, "text")?.as_bytes()).into()))
        .method("bytesToString", |_, args| Ok(text(&args.bytes(0, "bytes")?).into()));
    let malformed = |args: &Args| {
        let message = format!("{}: the text is not base64", args.method);
        Err(Failure::error(message))
    };
    Object::new()
        .object("crypto", crypto::binding())
        .object("base64", codec(&STANDARD, malformed))
        // The service's decoder of this alphabet gives up without an exception.
        .object("base64url", codec(&URL_SAFE, |_| Ok(Reply::Json(Value::Null))))
        .object("types", types)
}

fn codec(
    engine: &'static GeneralPurpose,
    malformed: fn(&Args) -> Result<Reply, Failure>,
) -> Object {
    let mut object = Object::new();
    // `btoa` and `atob` are other names: unlike those of browsers, they write texts in UTF-8.
    for name in ["encode", "btoa"] {
        object = object.method(name, move |_, args| {
            Ok(match args.value(0) {
                Some(Value::Array(_)) => engine.encode(args.bytes(0, "bytes")?),
                _ => engine.encode(args.written(0, "text")?),
            }
            .into())
        });
    }
    for name in ["decode", "atob"] {
        object = object.method(name, move |_, args| match engine.decode(args.text(0, "text")?) {
            Ok(bytes) => Ok(text(&bytes).into()),
            Err(_) => malformed(args),
        });
    }
    object.method("decodeToBytes", move |_, args| match engine.decode(args.text(0, "text")?) {
        Ok(bytes) => Ok(signed(&bytes).into()),
        Err(_) => malformed(args),
    })
}
