//! `utils.crypto.subtle` and `utils.crypto.checkBcrypt`.

use aic_scripts::Runtime;

use crate::{logs, run};

/// What scripts say of bytes.
const TOOLS: &str = "
    var subtle = utils.crypto.subtle, bytes = utils.types.stringToBytes;
    function hex(all) {
        return all.map(function (byte) { return ('0' + (byte & 255).toString(16)).slice(-2); })
            .join('');
    }
    function tried(what) {
        try { logger.debug(String(what())); } catch (e) { logger.debug(e.message); }
    }
";

async fn said(source: &str) -> Vec<String> {
    logs(Runtime::builder(), &format!("{TOOLS}{source}")).await
}

/// What a tenant answered, and what the standards print.
#[tokio::test]
async fn hashes_codes_and_keys_are_those_of_the_service() {
    let logged = said(
        "logger.debug(hex(subtle.digest('SHA-1', bytes('abc'))));
         logger.debug(hex(subtle.digest('SHA-256', [97, 98, 99])));
         logger.debug(hex(subtle.digest('SHA-384', bytes('abc'))).slice(0, 16));
         logger.debug(hex(subtle.digest('SHA-512', bytes('abc'))).slice(0, 16));
         logger.debug(hex(subtle.sign('HMAC', bytes('key'), bytes('abc'))));
         logger.debug(hex(subtle.sign({name: 'HMAC', hash: 'SHA-512'}, bytes('key'), bytes('abc')))
             .slice(0, 16));
         logger.debug(hex(subtle.encrypt('AES', bytes('0123456789abcdef'), bytes('abc'))));
         logger.debug(hex(subtle.encrypt({name: 'AES'}, bytes('0123456789abcdef01234567'),
             bytes('abc'))));
         var password = {name: 'PBKDF2', hash: 'SHA-256', salt: bytes('salt'), iterations: 1};
         logger.debug(hex(subtle.deriveKey(password, bytes('password'), 256)));
         logger.debug(subtle.deriveKey(password, 'password', 128).length);",
    )
    .await;
    assert_eq!(
        logged,
        [
            "a9993e364706816aba3e25717850c26c9cd0d89d",
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            "cb00753f45a35e8b",
            "ddaf35a193617aba",
            "9c196e32dc0175f86f4b1cb89289d6619de6bee699e4c378e68309ed97a1a6ab",
            "3926a207c8c42b0c",
            "1d25821c3e311eea2d4dd8633a25c1b5",
            "377f35478afd40126bdcb4d5f9be9ee6",
            "120fb6cffcf8b32c43e7225256c4f837a86548c92ccc35480805987cb70be17b",
            "16",
        ]
    );
}

#[tokio::test]
async fn keys_have_the_lengths_and_forms_of_java() {
    let logged = said(
        "logger.debug([subtle.generateKey('AES'), subtle.generateKey({name: 'AES', length: 128}),
             subtle.generateKey('HMAC'), subtle.generateKey({name: 'HMAC', hash: 'SHA-1'}),
             subtle.generateKey({name: 'HMAC', hash: 'SHA-384'})]
             .map(function (key) { return key.length; }).join(' '));
         ['P-256', 'P-384', 'P-521'].forEach(function (curve) {
             var pair = subtle.generateKey({name: 'ECDSA', namedCurve: curve});
             logger.debug(pair.publicKey.length + ' ' + hex(pair.privateKey).slice(0, 70));
         });",
    )
    .await;
    assert_eq!(logged[0], "32 16 32 64 48");
    let heads = [
        "91 3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420",
        "120 304e020100301006072a8648ce3d020106052b8104002204373035020101043",
        "158 3060020100301006072a8648ce3d020106052b8104002304493047020101044",
    ];
    for (logged, head) in logged[1..].iter().zip(heads) {
        assert!(logged.starts_with(head), "{logged}");
    }
}

#[tokio::test]
async fn what_one_key_does_the_other_one_undoes() {
    let logged = said(
        "var data = bytes('data'), other = bytes('date');
         var aes = subtle.generateKey('AES');
         var long = bytes(new Array(101).join('x'));
         logger.debug(utils.types.bytesToString(
             subtle.decrypt('AES', aes, subtle.encrypt('AES', aes, long))).length);
         var hmac = subtle.generateKey('HMAC'), code = subtle.sign('HMAC', hmac, data);
         logger.debug([subtle.verify('HMAC', hmac, data, code),
             subtle.verify('HMAC', hmac, other, code)].join(' '));
         [['P-256', 'SHA-256'], ['P-384', 'SHA-384'], ['P-521', 'SHA-512']].forEach(function (on) {
             var pair = subtle.generateKey({name: 'ECDSA', namedCurve: on[0]});
             var options = {name: 'ECDSA', hash: on[1]};
             var signature = subtle.sign(options, pair.privateKey, data);
             logger.debug([signature.length, subtle.verify(options, pair.publicKey, data, signature),
                 subtle.verify(options, pair.publicKey, other, signature),
                 subtle.verify(options, pair.publicKey, data, [48, 6, 2, 1, 1, 2, 1, 1])].join(' '));
         });
         var pair = subtle.generateKey({name: 'RSA', modulusLength: 1024});
         var secret = subtle.encrypt('RSA', pair.publicKey, data);
         logger.debug(secret.length + ' '
             + utils.types.bytesToString(subtle.decrypt('RSA', pair.privateKey, secret)));
         var signature = subtle.sign('RSA', pair.privateKey, data);
         logger.debug([signature.length, subtle.verify('RSA', pair.publicKey, data, signature),
             subtle.verify('RSA', pair.publicKey, other, signature)].join(' '));
         logger.debug(hex(pair.privateKey).slice(8, 44) + ' ' + hex(pair.publicKey).slice(6, 36));",
    )
    .await;
    assert_eq!(
        logged,
        [
            "100",
            "true false",
            "64 true false false",
            "96 true false false",
            "132 true false false",
            "128 data",
            "128 true false",
            "020100300d06092a864886f70d0101010500 300d06092a864886f70d0101010500",
        ]
    );
}

#[tokio::test]
async fn what_cannot_be_done_says_so() {
    let logged = said(
        "tried(function () { return subtle.digest('MD5', []); });
         tried(function () { return subtle.digest('SHA-1', 'text'); });
         tried(function () { return subtle.generateKey('AES-CBC'); });
         tried(function () { return subtle.generateKey({name: 'AES', length: 100}); });
         tried(function () { return subtle.generateKey({name: 'RSA', modulusLength: 512}); });
         tried(function () { return subtle.generateKey({name: 'RSA', modulusLength: 8192}); });
         tried(function () { return subtle.generateKey({name: 'ECDSA', namedCurve: 'P-1'}); });
         tried(function () { return subtle.encrypt('AES-CBC', [], []); });
         tried(function () { return subtle.encrypt('AES', bytes('short'), []); });
         tried(function () { return subtle.decrypt('AES', bytes('0123456789abcdef'), [1, 2]); });
         tried(function () { return subtle.decrypt('AES', bytes('0123456789abcdef'), []); });
         tried(function () { return subtle.encrypt('RSA', [1], []); });
         tried(function () { return subtle.sign('DSA', [1], []); });
         tried(function () { return subtle.sign({name: 'HMAC', hash: {name: 'SHA-1'}}, [1], []); });
         tried(function () { return subtle.sign({name: 'ECDSA', hash: 'SHA-1'}, [1], []); });
         tried(function () { return subtle.deriveKey('PBKDF2', [1], 256); });
         tried(function () {
             return subtle.deriveKey({name: 'PBKDF2', salt: [1], iterations: 5000001}, [1], 512);
         });
         tried(function () {
             return subtle.deriveKey({name: 'PBKDF2', salt: [1], iterations: 1}, [1], 12);
         });
         try { subtle.sign('RSA', [1], []); } catch (e) {
             logger.debug(e.javaException.toString().split(':')[0].split('.').pop());
         }",
    )
    .await;
    assert_eq!(
        logged,
        [
            "utils.crypto.subtle.digest: algorithm must be one of SHA-1, SHA-256, SHA-384, SHA-512",
            "utils.crypto.subtle.digest: data must be an array of bytes",
            "utils.crypto.subtle.generateKey: algorithm must be one of AES, ECDSA, HMAC, RSA",
            "utils.crypto.subtle.generateKey: length must be one of 128, 192, 256",
            "utils.crypto.subtle.generateKey: modulusLength must be from 1024 to 4096 here",
            "utils.crypto.subtle.generateKey: modulusLength must be from 1024 to 4096 here",
            "utils.crypto.subtle.generateKey: namedCurve must be one of P-256, P-384, P-521",
            "utils.crypto.subtle.encrypt: algorithm must be one of AES, RSA",
            "utils.crypto.subtle.encrypt: an AES key has 16, 24 or 32 bytes",
            "utils.crypto.subtle.decrypt: encrypted data has whole blocks of 16 bytes",
            "utils.crypto.subtle.decrypt: the data was not encrypted with the key",
            "utils.crypto.subtle.encrypt: the key is no RSA key of X.509 or PKCS #8",
            "utils.crypto.subtle.sign: algorithm must be one of ECDSA, HMAC, RSA",
            "utils.crypto.subtle.sign: hash must be one of SHA-1, SHA-256, SHA-384, SHA-512",
            "utils.crypto.subtle.sign: hash must be one of SHA-256, SHA-384, SHA-512 for ECDSA",
            "utils.crypto.subtle.deriveKey: salt must be an array of bytes",
            "utils.crypto.subtle.deriveKey: iterations must be 10 million at most here, all blocks \
             of the key together",
            "utils.crypto.subtle.deriveKey: derivedKeyLength must be whole bytes in bits, up to \
             65536 here",
            "ScriptCryptoException",
        ]
    );
}

#[tokio::test]
async fn passwords_are_checked_against_bcrypt() {
    let logged = said(
        "var hash = '$2b$05$od0xRayrR7/RA8binFq9DOjm7A3KksNwMVJHznMANahWxcFXwtsO2';
         logger.debug(utils.crypto.checkBcrypt(hash, 'probe-password'));
         logger.debug(utils.crypto.checkBcrypt(hash, 'wrong-password'));
         logger.debug(utils.crypto.checkBcrypt(hash.replace('2b', '2a'), 'probe-password'));
         tried(function () { return utils.crypto.checkBcrypt('plain', 'plain'); });
         tried(function () { return utils.crypto.checkBcrypt(hash.replace('05', '31'), 'x'); });",
    )
    .await;
    assert_eq!(
        logged,
        [
            "true",
            "false",
            "true",
            "utils.crypto.checkBcrypt: hash must be a bcrypt hash",
            "utils.crypto.checkBcrypt: hash must be of a cost up to 16: others take too long here",
        ]
    );
    let error = run("utils.crypto.checkBcrypt('x');").await.error.unwrap();
    assert_eq!(error.message, "Error: utils.crypto.checkBcrypt: password must be a string");
}
