//! Unknown members and explicit nulls: kept in order, by name, and in linear time.

use ping_models::lossless::check;
use ping_models::{Link, PingOneError, Reference, TokenRequest, decode};
use serde_json::{Value, json};

#[test]
fn the_last_of_repeated_members_counts() {
    for (json, kept) in [
        (r#"{"id":null,"id":"a"}"#, r#"{"id":"a"}"#),
        (r#"{"id":"a","id":null}"#, r#"{"id":null}"#),
        (r#"{"id":null,"id":"a","id":null,"id":"b"}"#, r#"{"id":"b"}"#),
        (r#"{"x":1,"y":2,"x":null}"#, r#"{"x":null,"y":2}"#),
    ] {
        let read: Reference = decode(json.as_bytes()).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), kept, "{json}");
    }
    let once: Reference = decode(br#"{"id":"a"}"#).unwrap();
    let twice: Reference = decode(br#"{"id":null,"id":"a"}"#).unwrap();
    assert_eq!(once, twice);
}

/// With a search through all members for each of them, this takes minutes.
#[test]
fn a_hundred_thousand_unknown_members_are_kept() {
    const COUNT: usize = 100_000;
    let members = |value: usize| (0..COUNT).map(move |name| format!(r#""m{name}":{value}"#));
    let once: Vec<_> = members(2).collect();
    let twice: Vec<_> = members(1).chain(members(2)).collect();
    let json = format!("{{{}}}", twice.join(","));
    let read: PingOneError = decode(json.as_bytes()).unwrap();
    assert_eq!(read.rest().names().count(), COUNT);
    assert_eq!(read.rest().names().nth(99_998), Some("m99998"));
    assert_eq!(read.field("m99999"), Some(2.into()));
    let written = serde_json::to_string(&read).unwrap();
    assert_eq!(written, format!("{{{}}}", once.join(",")));
    let same: PingOneError = decode(written.as_bytes()).unwrap();
    assert!(read == same && check::<PingOneError>(written.as_bytes()).is_lossless());
}

#[test]
fn few_and_many_unknown_members_are_kept_alike() {
    for count in [1, 15, 16, 17, 18, 40] {
        let names: Vec<_> = (0..count).map(|name| format!("m{name}")).collect();
        let member = |name: &String| format!(r#""{name}":"first","{name}":"{name}""#);
        let members: Vec<_> = names.iter().map(member).collect();
        let json = format!("{{{},\"m0\":null}}", members.join(","));
        let read: Link = decode(json.as_bytes()).unwrap();
        assert!(read.rest().names().eq(&names), "{count}");
        assert_eq!(read.field("m0"), Some(Value::Null));
        for name in &names[1..] {
            assert_eq!(read.field(name), Some(name.as_str().into()), "{count}");
        }
        assert_eq!(read.field("m40"), None);
    }
}

#[test]
fn a_request_that_was_given_what_it_cannot_take_is_not_written() {
    let request = TokenRequest::new().with_field("scope", json!([1]));
    let error = serde_json::to_string(&request).unwrap_err().to_string();
    assert_eq!(error, "cannot be sent: at `scope`: expected a string");
    assert_ne!(request, TokenRequest::new());
    let mended = TokenRequest::new().with_field("scope", "p1");
    assert_eq!(mended, TokenRequest::new().scope("p1"));
}

#[cfg(feature = "verify")]
#[test]
fn a_policy_that_was_read_is_written_by_the_names_of_its_members() {
    use ping_models::verify::{NewVerifyPolicy, VerifyPolicy};

    for (_, json) in crate::fixtures::fixtures("verify/read_one_verify_policy", "response") {
        crate::converts::converts(&json, &["name"], |policy: VerifyPolicy| {
            Some(NewVerifyPolicy::from(policy))
        });
    }
    let read: VerifyPolicy = decode(
        br#"{"id":"p","name":"n","description":null,"_links":null,"email":null,"new":null}"#,
    )
    .unwrap();
    let written = serde_json::to_string(&NewVerifyPolicy::from(read)).unwrap();
    assert_eq!(written, r#"{"name":"n","description":null,"email":null,"new":null}"#);
}

#[cfg(feature = "pingid")]
#[test]
fn a_record_that_was_read_is_written_by_the_names_of_its_members() {
    use ping_models::pingid::{EditUser, UserDetails};

    let read = r#"{"userName":"jdoe","role":"REGULAR","fname":"John","lname":"Doe",
        "email":"jdoe@example.com","status":"ACTIVE","spList":[],"userId":0}"#;
    crate::converts::converts(read, &[], |details: UserDetails| {
        EditUser::from_details(&details).ok()
    });
    // A member that only the request names becomes that member.
    let read: UserDetails =
        decode(br#"{"userName":"jdoe","role":"REGULAR","activateUser":"true","clientData":null}"#)
            .unwrap();
    let edit = EditUser::from_details(&read).unwrap();
    assert!(edit.activate_user.as_ref().unwrap().get());
    assert_eq!(
        serde_json::to_string(&edit.activate_user(false)).unwrap(),
        r#"{"userName":"jdoe","role":"REGULAR","activateUser":false,"clientData":null}"#
    );
}
