//! Key pairs of `utils.crypto.subtle`: RSA and the curves of NIST. Public keys are X.509's
//! `SubjectPublicKeyInfo`, private ones PKCS #8, as Java has them.

use getrandom::SysRng;
use rsa::pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePrivateKey, EncodePublicKey};
use rsa::rand_core::UnwrapErr;
use rsa::sha2::{Digest, Sha256};
use rsa::{Pkcs1v15Encrypt, Pkcs1v15Sign, RsaPrivateKey, RsaPublicKey};

/// What a key cannot be read for, or does not do.
pub(super) type Broken = &'static str;

/// A public and a private key.
pub(super) struct Pair {
    pub(super) public: Vec<u8>,
    pub(super) private: Vec<u8>,
}

/// RSA: PKCS #1 v1.5 for ciphers and signatures, these over SHA-256.
pub(super) mod rsa_keys {
    use super::*;

    const UNREADABLE: Broken = "the key is no RSA key of X.509 or PKCS #8";

    fn public(key: &[u8]) -> Result<RsaPublicKey, Broken> {
        RsaPublicKey::from_public_key_der(key).map_err(|_| UNREADABLE)
    }

    fn private(key: &[u8]) -> Result<RsaPrivateKey, Broken> {
        RsaPrivateKey::from_pkcs8_der(key).map_err(|_| UNREADABLE)
    }

    pub(in super::super) fn generate(bits: usize) -> Result<Pair, Broken> {
        let failed = |_| "the key cannot be made";
        let key = RsaPrivateKey::new(&mut UnwrapErr(SysRng), bits).map_err(failed)?;
        let public = key.to_public_key().to_public_key_der();
        let private = key.to_pkcs8_der().map_err(|_| "the key cannot be written")?;
        let public = public.map_err(|_| "the key cannot be written")?;
        Ok(Pair { public: public.into_vec(), private: private.as_bytes().to_vec() })
    }

    pub(in super::super) fn encrypt(key: &[u8], data: &[u8]) -> Result<Vec<u8>, Broken> {
        let encrypted = public(key)?.encrypt(&mut UnwrapErr(SysRng), Pkcs1v15Encrypt, data);
        encrypted.map_err(|_| "the data is too long for the key")
    }

    pub(in super::super) fn decrypt(key: &[u8], data: &[u8]) -> Result<Vec<u8>, Broken> {
        let decrypted =
            private(key)?.decrypt_blinded(&mut UnwrapErr(SysRng), Pkcs1v15Encrypt, data);
        decrypted.map_err(|_| "the data was not encrypted for the key")
    }

    pub(in super::super) fn sign(key: &[u8], data: &[u8]) -> Result<Vec<u8>, Broken> {
        let signed = private(key)?.sign(Pkcs1v15Sign::new::<Sha256>(), &Sha256::digest(data));
        signed.map_err(|_| "the key is too short to sign")
    }

    pub(in super::super) fn verify(
        key: &[u8],
        data: &[u8],
        signature: &[u8],
    ) -> Result<bool, Broken> {
        let scheme = Pkcs1v15Sign::new::<Sha256>();
        Ok(public(key)?.verify(scheme, &Sha256::digest(data), signature).is_ok())
    }
}

/// A curve: its module, and what Java writes before the private scalar.
macro_rules! curve {
    ($module:ident, $curve:ident, $head:literal) => {
        pub(super) mod $module {
            use super::Broken;
            use super::Pair;
            use $curve::ecdsa::signature::{Signer, Verifier};
            use $curve::ecdsa::{Signature, SigningKey, VerifyingKey};
            use $curve::elliptic_curve::Generate;
            use $curve::pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePublicKey};

            const UNREADABLE: Broken = "the key is no key of this curve of X.509 or PKCS #8";

            pub(in super::super) fn generate() -> Result<Pair, Broken> {
                let key = SigningKey::try_generate_from_rng(&mut getrandom::SysRng);
                let key = key.map_err(|_| "the system has no random numbers")?;
                let public = key.verifying_key().to_public_key_der();
                let public = public.map_err(|_| "the key cannot be written")?.into_vec();
                let private = [$head.as_slice(), key.to_bytes().as_slice()].concat();
                Ok(Pair { public, private })
            }

            pub(in super::super) fn sign(key: &[u8], data: &[u8]) -> Result<Vec<u8>, Broken> {
                let key = SigningKey::from_pkcs8_der(key).map_err(|_| UNREADABLE)?;
                let signature: Signature = key.try_sign(data).map_err(|_| "the key cannot sign")?;
                Ok(signature.to_bytes().to_vec())
            }

            pub(in super::super) fn verify(
                key: &[u8],
                data: &[u8],
                signature: &[u8],
            ) -> Result<bool, Broken> {
                let key = VerifyingKey::from_public_key_der(key).map_err(|_| UNREADABLE)?;
                let signature = Signature::from_slice(signature);
                Ok(signature.is_ok_and(|signature| key.verify(data, &signature).is_ok()))
            }
        }
    };
}

curve!(
    curve_256,
    p256,
    b"\x30\x41\x02\x01\x00\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\
      \x3d\x03\x01\x07\x04\x27\x30\x25\x02\x01\x01\x04\x20"
);
curve!(
    curve_384,
    p384,
    b"\x30\x4e\x02\x01\x00\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\
      \x22\x04\x37\x30\x35\x02\x01\x01\x04\x30"
);
curve!(
    curve_521,
    p521,
    b"\x30\x60\x02\x01\x00\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\
      \x23\x04\x49\x30\x47\x02\x01\x01\x04\x42"
);
