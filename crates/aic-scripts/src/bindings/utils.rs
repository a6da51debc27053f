//! `utils`: random values and base64.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde_json::Value;

use super::failure::Failure;
use super::object::{Args, Object, Reply};
use super::secrets::signed;

const fn engine(alphabet: &alphabet::Alphabet, padding: bool) -> GeneralPurpose {
    let config = GeneralPurposeConfig::new()
        .with_encode_padding(padding)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent);
    GeneralPurpose::new(alphabet, config)
}

static STANDARD: GeneralPurpose = engine(&alphabet::STANDARD, true);
static URL_SAFE: GeneralPurpose = engine(&alphabet::URL_SAFE, false);

/// The longest array that is filled with random values.
const LONGEST_ARRAY: usize = 65_536;

pub(crate) fn binding() -> Object {
    let types = Object::new()
        .method("stringToBytes", |_, args| Ok(signed(args.text(0, "text")?.as_bytes()).into()))
        .method("bytesToString", |_, args| Ok(text(&bytes(args, 0)?).into()));
    Object::new()
        .object("crypto", crypto())
        .object("base64", codec(&STANDARD))
        .object("base64url", codec(&URL_SAFE))
        .object("types", types)
}

fn crypto() -> Object {
    let mut subtle = Object::new();
    for name in ["generateKey", "deriveKey", "encrypt", "decrypt", "digest", "sign", "verify"] {
        subtle = subtle.method(name, not_there);
    }
    Object::new()
        .method("randomUUID", |_, _| Ok(uuid()?.into()))
        .method("getRandomValues", |_, args| {
            let length = args.array(0, "array")?.len();
            if length > LONGEST_ARRAY {
                return Err(args.wrong("array", "65536 elements long at most"));
            }
            let mut bytes = vec![0_u8; length * 4];
            random(&mut bytes)?;
            let (numbers, _) = bytes.as_chunks::<4>();
            Ok(Reply::Filled(numbers.iter().map(|bytes| i32::from_le_bytes(*bytes)).collect()))
        })
        .method("checkBcrypt", not_there)
        .object("subtle", subtle)
}

fn not_there(_: &crate::session::Session, args: &Args) -> Result<Reply, Failure> {
    Err(Failure::error(format!("{} is in the service and not here", args.method)))
}

fn codec(engine: &'static GeneralPurpose) -> Object {
    let decode = move |args: &Args| {
        let encoded = args.text(0, "text")?;
        engine.decode(encoded).map_err(|_| {
            let message = format!("{}: the text is not base64", args.method);
            Failure::java("java.lang.IllegalArgumentException", message)
        })
    };
    let encode = move |args: &Args| match args.value(0) {
        Some(Value::Array(_)) => Ok(engine.encode(bytes(args, 0)?)),
        _ => Ok(engine.encode(args.text(0, "text")?)),
    };
    Object::new()
        .method("encode", move |_, args| Ok(encode(args)?.into()))
        .method("decode", move |_, args| Ok(text(&decode(args)?).into()))
        .method("decodeToBytes", move |_, args| Ok(signed(&decode(args)?).into()))
        // As in browsers: a character is a byte.
        .method("btoa", move |_, args| {
            let latin: Option<Vec<u8>> =
                args.text(0, "text")?.chars().map(|one| u8::try_from(one).ok()).collect();
            let latin = latin.ok_or_else(|| args.wrong("text", "of characters up to U+00FF"))?;
            Ok(engine.encode(latin).into())
        })
        .method("atob", move |_, args| {
            Ok(decode(args)?.into_iter().map(char::from).collect::<String>().into())
        })
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Bytes as Java has them, or as JavaScript does: from -128 to 255.
fn bytes(args: &Args, index: usize) -> Result<Vec<u8>, Failure> {
    let byte = |value: &Value| {
        let number = value.as_i64().or_else(|| value.as_f64().map(|number| number as i64))?;
        u8::try_from(number).ok().or_else(|| i8::try_from(number).ok().map(i8::cast_unsigned))
    };
    let bytes: Option<Vec<u8>> = args.array(index, "bytes")?.iter().map(byte).collect();
    bytes.ok_or_else(|| args.wrong("bytes", "an array of bytes"))
}

fn random(bytes: &mut [u8]) -> Result<(), Failure> {
    getrandom::fill(bytes).map_err(|_| Failure::error("the system has no random numbers"))
}

/// A random UUID, version 4.
pub(crate) fn uuid() -> Result<String, Failure> {
    let mut bytes = [0; 16];
    random(&mut bytes)?;
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]))
}
