//! `utils.crypto.subtle`: hashes, ciphers and signatures, as Java's algorithms of these names do
//! them.

use serde_json::{Map, Value, json};

use super::bytes::{self, signed};
use super::cipher;
use super::crypto::random;
use super::digests::Hash;
use super::failure::Failure;
use super::keys::{Broken, Pair, curve_256, curve_384, curve_521, rsa_keys};
use super::object::{Args, Object, Reply};

const EXCEPTION: &str = "org.forgerock.openam.scripting.bindings.crypto.ScriptCryptoException";

/// The most rounds of a derivation, all blocks of the key together: some seconds.
const ROUNDS: u64 = 10_000_000;
/// The longest derived key, in bits.
const LONGEST_KEY: u64 = 65_536;
/// How long RSA keys may be: longer ones take minutes to be made.
const MODULUS: std::ops::RangeInclusive<u64> = 1024..=4096;

pub(super) fn binding() -> Object {
    Object::new()
        .method("digest", |_, args| {
            let hash = args.value(0).and_then(Value::as_str).and_then(Hash::named);
            let hash = hash.ok_or_else(|| args.wrong("algorithm", Hash::NAMES))?;
            Ok(signed(&hash.digest(&args.bytes(1, "data")?)).into())
        })
        .method("generateKey", |_, args| generate(args))
        .method("deriveKey", |_, args| derive(args))
        .method("encrypt", |_, args| with_cipher(args, cipher::encrypt, rsa_keys::encrypt))
        .method("decrypt", |_, args| with_cipher(args, cipher::decrypt, rsa_keys::decrypt))
        .method("sign", |_, args| {
            let (key, data) = (args.bytes(1, "key")?, args.bytes(2, "data")?);
            given(
                args,
                match Algorithm::of(args)?.signature(args)? {
                    Signature::Hmac(hash) => hash.hmac(&key, &data),
                    Signature::Rsa => rsa_keys::sign(&key, &data),
                    Signature::Ecdsa(Curve::P256) => curve_256::sign(&key, &data),
                    Signature::Ecdsa(Curve::P384) => curve_384::sign(&key, &data),
                    Signature::Ecdsa(Curve::P521) => curve_521::sign(&key, &data),
                },
            )
        })
        .method("verify", |_, args| {
            let (key, data) = (args.bytes(1, "key")?, args.bytes(2, "data")?);
            let signature = args.bytes(3, "signature")?;
            let verified = match Algorithm::of(args)?.signature(args)? {
                Signature::Hmac(hash) => hash.is_hmac(&key, &data, &signature),
                Signature::Rsa => rsa_keys::verify(&key, &data, &signature),
                Signature::Ecdsa(Curve::P256) => curve_256::verify(&key, &data, &signature),
                Signature::Ecdsa(Curve::P384) => curve_384::verify(&key, &data, &signature),
                Signature::Ecdsa(Curve::P521) => curve_521::verify(&key, &data, &signature),
            };
            verified.map(Reply::from).map_err(|broken| thrown(args, broken))
        })
}

/// An algorithm: its name, or an object with the name and options.
struct Algorithm<'a> {
    name: &'a str,
    options: Option<&'a Map<String, Value>>,
}

enum Signature {
    Hmac(Hash),
    Rsa,
    Ecdsa(Curve),
}

#[derive(Clone, Copy)]
enum Curve {
    P256,
    P384,
    P521,
}

impl<'a> Algorithm<'a> {
    fn of(args: &'a Args) -> Result<Self, Failure> {
        let (name, options) = match args.value(0) {
            Some(Value::Object(options)) => (options.get("name"), Some(options)),
            name => (name, None),
        };
        let name = name.and_then(Value::as_str);
        let name = name.ok_or_else(|| args.wrong("algorithm", "a name, or an object with one"))?;
        Ok(Self { name, options })
    }

    fn option(&self, name: &str) -> Option<&'a Value> {
        self.options?.get(name).filter(|value| !value.is_null())
    }

    fn number(&self, args: &Args, name: &str) -> Result<Option<u64>, Failure> {
        let number = self.option(name).map(|value| {
            let number = value.as_u64().or_else(|| value.as_str()?.parse().ok());
            number.ok_or_else(|| args.wrong(name, "a whole number"))
        });
        number.transpose()
    }

    fn hash(&self, args: &Args) -> Result<Hash, Failure> {
        let Some(hash) = self.option("hash") else { return Ok(Hash::Sha256) };
        hash.as_str().and_then(Hash::named).ok_or_else(|| args.wrong("hash", Hash::NAMES))
    }

    fn signature(&self, args: &Args) -> Result<Signature, Failure> {
        Ok(match (self.name, self.hash(args)?) {
            ("HMAC", hash) => Signature::Hmac(hash),
            ("RSA", _) => Signature::Rsa,
            ("ECDSA", Hash::Sha256) => Signature::Ecdsa(Curve::P256),
            ("ECDSA", Hash::Sha384) => Signature::Ecdsa(Curve::P384),
            ("ECDSA", Hash::Sha512) => Signature::Ecdsa(Curve::P521),
            ("ECDSA", Hash::Sha1) => {
                return Err(args.wrong("hash", "one of SHA-256, SHA-384, SHA-512 for ECDSA"));
            }
            _ => return Err(args.wrong("algorithm", "one of ECDSA, HMAC, RSA")),
        })
    }
}

fn generate(args: &Args) -> Result<Reply, Failure> {
    let algorithm = Algorithm::of(args)?;
    let bytes = |length: usize| {
        let mut key = vec![0; length];
        random(&mut key)?;
        Ok(signed(&key).into())
    };
    let pair = match algorithm.name {
        "AES" => {
            return match algorithm.number(args, "length")?.unwrap_or(256) {
                length @ (128 | 192 | 256) => bytes(length as usize / 8),
                _ => Err(args.wrong("length", "one of 128, 192, 256")),
            };
        }
        "HMAC" => return bytes(algorithm.hash(args)?.key_length()),
        "RSA" => match algorithm.number(args, "modulusLength")?.unwrap_or(2048) {
            length if MODULUS.contains(&length) && length.is_multiple_of(8) => {
                rsa_keys::generate(length as usize)
            }
            _ => return Err(args.wrong("modulusLength", "from 1024 to 4096 here")),
        },
        "ECDSA" => {
            let curve = algorithm.option("namedCurve");
            match curve.map_or(Some("P-256"), Value::as_str) {
                Some("P-256") => curve_256::generate(),
                Some("P-384") => curve_384::generate(),
                Some("P-521") => curve_521::generate(),
                _ => return Err(args.wrong("namedCurve", "one of P-256, P-384, P-521")),
            }
        }
        _ => return Err(args.wrong("algorithm", "one of AES, ECDSA, HMAC, RSA")),
    };
    let Pair { public, private } = pair.map_err(|broken| thrown(args, broken))?;
    Ok(json!({"privateKey": signed(&private), "publicKey": signed(&public)}).into())
}

fn derive(args: &Args) -> Result<Reply, Failure> {
    let algorithm = Algorithm::of(args)?;
    if algorithm.name != "PBKDF2" {
        return Err(args.wrong("algorithm", "PBKDF2"));
    }
    let salt = algorithm.option("salt").and_then(bytes::of);
    let salt = salt.ok_or_else(|| args.wrong("salt", "an array of bytes"))?;
    let iterations = algorithm.number(args, "iterations")?.filter(|number| *number > 0);
    let iterations = iterations.ok_or_else(|| args.wrong("iterations", "a whole number"))?;
    // The page's example hands over a text.
    let key = match args.value(1) {
        Some(Value::String(text)) => text.clone().into_bytes(),
        _ => args.bytes(1, "baseKey")?,
    };
    let length = args.value(2).and_then(Value::as_u64);
    let length = length.filter(|bits| bits.is_multiple_of(8) && (8..=LONGEST_KEY).contains(bits));
    let length = length
        .ok_or_else(|| args.wrong("derivedKeyLength", "whole bytes in bits, up to 65536 here"))?;
    let hash = algorithm.hash(args)?;
    let blocks = (length / 8).div_ceil(hash.length() as u64);
    let rounds = u32::try_from(iterations).ok();
    let rounds = rounds.filter(|rounds| u64::from(*rounds) * blocks <= ROUNDS);
    let rounds = rounds.ok_or_else(|| {
        args.wrong("iterations", "10 million at most here, all blocks of the key together")
    })?;
    Ok(signed(&hash.pbkdf2(&key, &salt, rounds, length as usize / 8)).into())
}

/// What makes something of data by a key.
type Cipher = fn(&[u8], &[u8]) -> Result<Vec<u8>, Broken>;

fn with_cipher(args: &Args, aes: Cipher, rsa: Cipher) -> Result<Reply, Failure> {
    let (key, data) = (args.bytes(1, "key")?, args.bytes(2, "data")?);
    let cipher = match Algorithm::of(args)?.name {
        "AES" => aes,
        "RSA" => rsa,
        _ => return Err(args.wrong("algorithm", "one of AES, RSA")),
    };
    given(args, cipher(&key, &data))
}

/// Bytes, or why there are none.
fn given(args: &Args, result: Result<Vec<u8>, Broken>) -> Result<Reply, Failure> {
    result.map(|bytes| signed(&bytes).into()).map_err(|broken| thrown(args, broken))
}

fn thrown(args: &Args, broken: Broken) -> Failure {
    Failure::java(EXCEPTION, format!("{}: {broken}", args.method))
}
