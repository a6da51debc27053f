//! Properties files of PingID accounts.

use ping_transport::ErrorKind;
use ping_transport::pingid::Account;

use crate::envelope::{ALIAS, KEY, TOKEN, vectors};
use crate::support::everything;

const URL: &str = "https://idpxnyl3m.pingidentity.com/pingid";

/// A usable file with some lines replaced: `None` leaves the line out.
fn file(changed: &[(&str, Option<&str>)]) -> String {
    let mut text = String::new();
    for (key, usual) in
        [("use_base64_key", KEY), ("token", TOKEN), ("idp_url", URL), ("org_alias", ALIAS)]
    {
        let line = match changed.iter().find(|(name, _)| *name == key) {
            Some((_, other)) => *other,
            None => Some(usual),
        };
        if let Some(value) = line {
            text.push_str(&format!("{key}={value}\n"));
        }
    }
    text
}

#[test]
fn published_files() {
    let vectors = vectors();
    let files = vectors["properties"].as_array().unwrap();
    let urls = |index: usize| {
        let account = Account::from_properties(files[index]["text"].as_str().unwrap()).unwrap();
        (
            account.org_alias().to_owned(),
            account.idp_url().to_owned(),
            account.admin_url().map(str::to_owned),
            account.authenticator_url().map(str::to_owned),
        )
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        urls(0),
        (
            "12345-aaaa-bbbb-1234-87654321abcd".to_owned(),
            URL.to_owned(),
            some("https://bodxr5jgf.pingidentity.com/ConsoleAdmin"),
            some("https://authenticator.pingone.com/pingid/ppm"),
        )
    );
    assert_eq!(urls(1), (ALIAS.to_owned(), URL.to_owned(), some(URL), None));
    assert_eq!(files.len(), 2);

    // The key of the second file is the one that the published reply was signed with.
    let account = Account::from_properties(files[1]["text"].as_str().unwrap()).unwrap();
    let reply = vectors["jws"][0]["token"].as_str().unwrap();
    account.envelope().open(reply.as_bytes()).unwrap();
}

/// Each file says the same as the plain one: it opens what that one's account signed.
#[test]
fn forms_of_the_same_file() {
    let plain = file(&[]);
    let escaped = KEY.replace('=', "\\=");
    let table = [
        ("plain", plain.clone()),
        ("escaped padding", file(&[("use_base64_key", Some(&escaped))])),
        ("no padding", file(&[("use_base64_key", Some(KEY.trim_end_matches('=')))])),
        ("escaped URL", file(&[("idp_url", Some("https\\://idpxnyl3m.pingidentity.com/pingid"))])),
        ("CRLF", plain.replace('\n', "\r\n")),
        ("no newline at the end", plain.trim_end().to_owned()),
        ("byte order mark", format!("\u{feff}{plain}")),
        ("comments and blank lines", format!("# token=other\n!token=other\n\n   # x\\\n{plain}")),
        ("colons", plain.replace("token=", "token:")),
        ("spaces around", plain.replace("token=", "  token = ")),
        ("white space separates", plain.replace("token=", "token\t ")),
        ("white space behind", plain.replace('\n', "  \n")),
        ("unknown keys", format!("{plain}use_signature=true\nnovel.key=1\nflag\n")),
        ("continued line", plain.replace("1a2b3c", "1a2\\\n    b3c")),
        ("unicode escape", plain.replace("1a2b3c", "\\u0031a2b3c")),
        ("escaped key", plain.replace("org_alias", "org\\_alias")),
        ("the last one counts", format!("token=other\n{plain}")),
        (
            "slash behind the URL",
            file(&[("idp_url", Some("https://idpxnyl3m.pingidentity.com/pingid/"))]),
        ),
    ];
    let signed = Account::from_properties(&plain).unwrap().envelope().sign(b"{}");
    for (name, text) in table {
        let account =
            Account::from_properties(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        account
            .envelope()
            .open(signed.as_bytes())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(account.envelope().sign(b"{}"), signed, "{name}");
        assert_eq!(account.idp_url(), URL, "{name}");
    }
}

#[test]
fn files_that_cannot_be_used() {
    let missing = "missing in the properties: download the properties file of the account again";
    #[rustfmt::skip]
    let table: [(&str, Vec<(&str, Option<&str>)>, &str, &str); 16] = [
        ("no key", vec![("use_base64_key", None)], "use_base64_key", missing),
        ("no token", vec![("token", None)], "token", missing),
        ("no alias", vec![("org_alias", None)], "org_alias", missing),
        ("no URL", vec![("idp_url", None)], "idp_url", missing),
        ("empty key", vec![("use_base64_key", Some(""))], "use_base64_key", missing),
        ("blank token", vec![("token", Some("  "))], "token", missing),
        ("the first that is missing", vec![("token", None), ("idp_url", None)], "token", missing),
        ("a key that is not Base64", vec![("use_base64_key", Some("planted!key"))], "use_base64_key", "in the properties: the key is not Base64"),
        ("a key of one byte", vec![("use_base64_key", Some("AA=="))], "use_base64_key", "in the properties: the key has fewer than 32 bytes"),
        ("a key of 31 bytes", vec![("use_base64_key", Some("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="))], "use_base64_key", "in the properties: the key has fewer than 32 bytes"),
        ("a key of padding", vec![("use_base64_key", Some("===="))], "use_base64_key", "in the properties: the key is not Base64"),
        ("URL without a host", vec![("idp_url", Some("https://"))], "idp_url", "in the properties"),
        ("URL of another scheme", vec![("idp_url", Some("ftp://host/pingid"))], "idp_url", "is neither https nor http"),
        ("URL with a password", vec![("idp_url", Some("https://user:planted@host/pingid"))], "idp_url", "must not carry a user name or password"),
        ("broken URL with a password", vec![("idp_url", Some("https://user:pla nted@host/pingid"))], "idp_url", "must not carry a user name or password"),
        ("URL with a query", vec![("idp_url", Some("https://host/pingid?a=b"))], "idp_url", "must not have a query"),
    ];
    for (name, changed, field, part) in table {
        let error = Account::from_properties(&file(&changed)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{name}");
        assert_eq!(error.field(), Some(field), "{name}");
        let text = error.to_string();
        assert!(text.starts_with(&format!("`{field}`: ")), "{name}: {text}");
        assert!(text.contains(part), "{name}: {text}");
        let all = everything(&error);
        assert!(
            !all.contains("planted") && !all.contains("pla nted") && !all.contains(KEY),
            "{all}"
        );
    }
    for nonsense in
        ["", "\0", "=", "\\", "\u{feff}", "a\\\n\\\n\\", "\\u00zz=1\n\\u=2", "{\"token\":1}"]
    {
        assert!(Account::from_properties(nonsense).is_err(), "{nonsense:?}");
    }
}

#[test]
fn errors_name_the_file() {
    let directory = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let path = directory.join(format!("account-{}.properties", std::process::id()));
    let shown = path.display().to_string();
    std::fs::write(&path, file(&[("token", None)])).unwrap();
    let error = Account::from_properties_file(&path).unwrap_err();
    let text = error.to_string();
    assert!(text.contains("`token`") && text.contains(&shown), "{text}");

    // ISO 8859-1 in a comment is no reason to fail.
    let mut bytes = b"#caf\xe9\r\n".to_vec();
    bytes.extend_from_slice(file(&[]).as_bytes());
    std::fs::write(&path, bytes).unwrap();
    Account::from_properties_file(&path).unwrap();

    std::fs::remove_file(&path).unwrap();
    let error = Account::from_properties_file(&path).unwrap_err();
    assert_eq!(error.field(), Some("PINGID_PROPERTIES"));
    assert!(error.to_string().contains(&shown), "{error}");
}
