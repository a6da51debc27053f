//! Input of authentications, FIDO devices and redirects that can never be valid: told before
//! anything is sent, by the name of the member.

use ping_models::pingid::{
    AuthenticateOffline, AuthenticateOnline, DeviceType, FinishWebAuthnPasswordlessAuth,
    RedirectRequest, StartAuthentication, StartWebAuthnPasswordlessAuth, WebAuthnFinishPairing,
    WebAuthnStartAuth, WebAuthnStartPairing,
};
use ping_transport::{Error, ErrorKind as Kind};
use pingid_rest::{RedirectForm, RelyingParty, Step};

use crate::support::{PROPERTIES, is, scripted, scripted_of, signed};

#[track_caller]
fn names<T: std::fmt::Debug>(result: Result<T, Error>, field: &str) {
    let error = result.unwrap_err();
    assert_eq!((error.kind(), error.field()), (Kind::InvalidInput, Some(field)), "{error}");
}

#[test]
fn of_policies() {
    let (pingid, fake, _) = scripted([]);
    let calls = pingid.authentications();
    let start = || StartAuthentication::new("jdoe");
    let online = || AuthenticateOnline::new("jdoe");
    let long = |length: usize| "\u{e9}".repeat(length);
    let groups = |count: usize| vec!["Staff".to_owned(); count];

    for (request, field) in [
        (StartAuthentication::new(""), "userName"),
        (StartAuthentication::new(long(251)), "userName"),
        (start().ip_address("here"), "ipAddr"),
        (start().ip_address(""), "ipAddr"),
        (start().ip_address("10.0.0.1:80"), "ipAddr"),
        (start().application(long(501)), "application"),
        (start().cookie(long(5001)), "cookie"),
        (start().device_fingerprint(long(50_001)), "reqDevFP"),
        (start().member_of(groups(1001)), "memberOf"),
    ] {
        names(calls.start(request).describe(), field);
    }
    for (request, field) in [
        (AuthenticateOnline::new(""), "userName"),
        (online().ip_address("here"), "ipAddr"),
        (online().application(long(501)), "application"),
        (online().cookie(long(5001)), "cookie"),
        (online().device_fingerprint(long(50_001)), "reqDevFP"),
        (online().member_of(groups(1001)), "memberOf"),
        (AuthenticateOnline::backup("jdoe", DeviceType::Sms, " "), "deviceData"),
    ] {
        names(calls.online(request).describe(), field);
    }
    // As long as they may be.
    let whole = start()
        .ip_address("2001:db8::1")
        .application(long(500))
        .cookie(long(5000))
        .device_fingerprint(long(50_000))
        .member_of(groups(1000));
    assert!(calls.start(whole).describe().is_ok());
    assert!(fake.received().is_empty());
}

#[tokio::test]
async fn of_workflows() {
    let (pingid, fake, _) = scripted([]);
    names(pingid.authenticate("").await, "userName");
    let request = StartAuthentication::new("jdoe").ip_address("here");
    names(pingid.authenticate(request).await, "ipAddr");
    let sms = || DeviceType::Sms;
    names(pingid.authenticate_by_backup("", sms(), "+15125550100").await, "userName");
    names(pingid.authenticate_by_backup("jdoe", sms(), "").await, "deviceData");
    let party = |id: &str, origin: &str| RelyingParty::new(id, origin);
    let https = "https://login.example.com";
    names(pingid.authenticate_passwordless(&party("", https)).await, "rpId");
    let nowhere = party("example.com", "");
    names(pingid.authenticate_passwordless(&nowhere).await, "origin");
    let pairing = |user: &str, id: &str| WebAuthnStartPairing::new(user, id, "Example");
    let site = party("example.com", https);
    let nobody = site.pairing("");
    names(pingid.pair_fido(&site, nobody).await, "userName");
    let elsewhere = pairing("jdoe", "example.org");
    names(pingid.pair_fido(&site, elsewhere).await, "rpId");
    let unnamed = pairing("jdoe", "");
    names(pingid.pair_fido(&party("", https), unnamed).await, "rpId");
    // Where the page is, is told before the user is asked for a device.
    for origin in [
        "",
        " ",
        "example.com",
        "https://login.example.com/page",
        "https://login.example.com:port",
        "https://login.example.org",
        "https://notexample.com",
        "http://login.example.com",
    ] {
        let site = party("example.com", origin);
        names(pingid.pair_fido(&site, site.pairing("jdoe")).await, "origin");
    }
    // The domain and the origin, swapped.
    let swapped = party(https, "example.com");
    names(pingid.pair_fido(&swapped, swapped.pairing("jdoe")).await, "origin");
    assert!(fake.received().is_empty());

    let wanted = signed(r#"{"errorId":30018,"sessionId":"webs_1"}"#);
    let (pingid, fake, _) = scripted([wanted]);
    let step = is!(pingid.authenticate("jdoe").await.unwrap(), Step::Fido);
    names(step.challenge(&nowhere).await, "origin");
    names(step.challenge(&party("", https)).await, "rpId");
    assert_eq!(fake.received().len(), 1);
}

#[tokio::test]
async fn of_passcodes() {
    let (pingid, fake, _) = scripted([signed(r#"{"errorId":30001,"sessionId":"webs_1"}"#)]);
    let calls = pingid.authentications();
    let offline = |otp: &str| {
        let request = AuthenticateOffline::new("jdoe", "webs_1", otp);
        calls.offline(request).describe()
    };
    names(offline("123 456"), "otp");
    names(offline(""), "otp");
    names(offline("123456\n"), "otp");
    // An assertion has blanks where it likes.
    assert!(offline(r#"{ "id": "x y" }"#).is_ok());
    assert!(offline("cccccchvbtrgdi").is_ok());
    let nobody = AuthenticateOffline::new("", "webs_1", "123456");
    names(calls.offline(nobody).describe(), "userName");

    // In a step blanks do not count, so that nothing is left of these.
    let step = is!(pingid.authenticate("jdoe").await.unwrap(), Step::Otp);
    names(step.submit("").await, "otp");
    names(step.submit(" \t").await, "otp");
    assert_eq!(fake.received().len(), 1);
}

#[test]
fn of_fido_devices() {
    let (pingid, fake, _) = scripted([]);
    let calls = pingid.authentications();
    let pairings = pingid.pairings();
    let start = |id: &str, name: &str| {
        let request = WebAuthnStartPairing::new("jdoe", id, name);
        pairings.start_webauthn(request).describe()
    };
    names(start("", "Example"), "rpId");
    names(start("example.com", ""), "rpName");
    let named = |name: usize, display_name: usize| {
        let request = WebAuthnStartPairing::new("jdoe", "example.com", "Example")
            .name("\u{e9}".repeat(name))
            .display_name("\u{e9}".repeat(display_name));
        pairings.start_webauthn(request).describe()
    };
    names(named(101, 100), "name");
    names(named(100, 101), "displayName");
    assert!(named(100, 100).is_ok());

    let finish = |user: &str, id: &str, origin: &str, credential: &str| {
        let request = WebAuthnFinishPairing::new(user, id, "s", origin, credential);
        pairings.finish_webauthn(request).describe()
    };
    let https = "https://example.com";
    names(finish("", "example.com", https, "{}"), "userName");
    names(finish("jdoe", "", https, "{}"), "rpId");
    names(finish("jdoe", "example.com", "", "{}"), "origin");
    let none = finish("jdoe", "example.com", https, "");
    names(none, "publicKeyCredentialJson");

    let ask = |user: &str, id: &str| {
        let request = WebAuthnStartAuth::new(user, id);
        calls.start_webauthn(request).describe()
    };
    names(ask("", "example.com"), "userName");
    names(ask("jdoe", " "), "rpId");
    let passwordless = |id: &str, origin: &str| {
        let request = StartWebAuthnPasswordlessAuth::new(id, origin);
        calls.start_passwordless(request).describe()
    };
    names(passwordless("", https), "rpId");
    names(passwordless("example.com", ""), "origin");
    let empty = FinishWebAuthnPasswordlessAuth::new("webs_1", " ");
    let empty = calls.finish_passwordless(empty).describe();
    names(empty, "publicKeyCredentialJson");
    assert!(fake.received().is_empty());
}

#[test]
fn of_redirects() {
    let request = |user: &str| RedirectRequest::new(user, "https://app.example.com/back");
    // The older properties files do not say where the pages are.
    let (pingid, _, _) = scripted([]);
    let redirects = pingid.redirects();
    for form in [
        redirects.authenticate(request("jdoe")),
        redirects.pair_fido("webauthn", request("jdoe")),
        redirects.authenticate_fido(7, request("jdoe")),
    ] {
        let error = form.unwrap_err();
        assert_eq!((error.kind(), error.field()), (Kind::Configuration, Some("authenticator_url")));
    }

    let url = "authenticator_url=https://authenticator.pingone.com/pingid/ppm\n";
    let (pingid, fake, _) = scripted_of(&format!("{PROPERTIES}{url}"), []);
    let redirects = pingid.redirects();
    names(redirects.authenticate(request("")), "sub");
    names(redirects.authenticate(request(&"x".repeat(251))), "sub");
    for url in ["", "signed-in", "/signed-in", "https://", "javascript:alert(1)"] {
        let form = redirects.authenticate(RedirectRequest::new("jdoe", url));
        names(form, "returnUrl");
    }
    // Where the documentation says that the pages are.
    let at = |form: Result<RedirectForm, Error>| form.unwrap().url().to_owned();
    let host = "https://authenticator.pingone.com";
    assert_eq!(at(redirects.authenticate(request("jdoe"))), format!("{host}/pingid/ppm/auth"));
    assert_eq!(
        at(redirects.pair_fido("webauthn", request("jdoe"))),
        format!("{host}/registration/webauthn")
    );
    assert_eq!(
        at(redirects.authenticate_fido(7, request("jdoe"))),
        format!("{host}/pingid/ppm/hybrid/webauthn/auth")
    );
    assert!(fake.received().is_empty());
}
