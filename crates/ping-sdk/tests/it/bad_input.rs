//! What no caller should send, sent to every operation: no id climbs out of its place, and what the
//! service refuses is an error with its words.

use ping_sdk::models::OpenValue;
use ping_sdk::models::Timestamp;
use ping_sdk::models::mfa::NewEmailDevice;
use ping_sdk::models::pingid::{AddUser, Role};
use ping_sdk::models::platform::{KeepPrevious, RotateSecret};
use ping_sdk::models::verify::NewVerifyPolicy;
use ping_sdk::prelude::*;
use ping_sdk::transport::{Call, Client, Host, OperationInfo};
use ping_sdk::{mfa, platform, verify};
use serde_json::json;

/// The operations of PingOne that have ids in their paths.
fn operations() -> impl Iterator<Item = &'static OperationInfo> {
    let all = [platform::operations(), mfa::operations(), verify::operations()];
    all.into_iter().flatten().copied().filter(|operation| operation.path.contains('{'))
}

/// The names of a path's parameters.
fn parameters(operation: &OperationInfo) -> Vec<&'static str> {
    let parts = operation.path.split('{').skip(1);
    parts.map(|part| part.split('}').next().unwrap()).collect()
}

/// A call of the operation with these ids, and a body where it has one.
fn call(client: &Client, operation: &'static OperationInfo, ids: &[&str]) -> Call<()> {
    let mut request = client.request_of::<OpenValue, ()>(operation, |_| Ok(()));
    for id in ids {
        request = request.segment(id);
    }
    match operation.content_type {
        Some(_) => request.json(&json!({}).into()).call(),
        None => request.call(),
    }
}

fn client() -> Client {
    let ping = Ping::builder().worker("c-1", "s-1").environment("env-1").build().unwrap();
    ping.client().clone()
}

#[test]
fn an_id_that_is_none_is_refused_and_every_other_stays_in_its_place() {
    let client = client();
    let long = "x/".repeat(5000);
    let mut tried = 0;
    for operation in operations() {
        let names = parameters(operation);
        let plain = vec!["id-1"; names.len()];
        let url = call(&client, operation, &plain).describe().unwrap().url;
        for (place, name) in names.iter().enumerate() {
            let with = |id| {
                let mut ids = plain.clone();
                ids[place] = id;
                call(&client, operation, &ids).describe()
            };
            for none in ["", " ", "\t\n", ".", ".."] {
                let error = with(none).unwrap_err();
                assert_eq!(error.kind(), ErrorKind::InvalidInput, "{}: {error}", operation.id);
                assert_eq!(error.field(), Some(*name), "{}", operation.id);
            }
            for id in ["a/b", "../..", "%2e%2e", "a?b=c#d", "a\\b", "a\r\nb", "é\u{202e}", &long] {
                let bad = with(id).unwrap().url;
                let [url, bad] = [&url, &bad].map(|url| url.split('/').collect::<Vec<_>>());
                assert_eq!(url.len(), bad.len(), "{} {id:?}", operation.id);
                let changed: Vec<_> =
                    url.iter().zip(&bad).filter(|(old, new)| old != new).collect();
                assert_eq!(changed.len(), 1, "{} {id:?}: {bad:?}", operation.id);
                let segment = changed[0].1;
                assert!(segment.bytes().all(|byte| byte.is_ascii_graphic()), "{segment}");
                assert!(!segment.contains(['?', '#', '\\']), "{segment}");
                tried += 1;
            }
        }
    }
    assert!(tried > 1000, "{tried}");
}

#[tokio::test]
async fn every_operation_refuses_ids_that_nobody_has() {
    let sandbox = Sandbox::start().await;
    let connection = sandbox.connection();
    let ping = Ping::builder().sandbox(&connection).retry(RetryPolicy::never()).build().unwrap();
    let long = "x".repeat(10_000);
    for operation in operations().filter(|operation| operation.host == Host::Api) {
        let names = parameters(operation);
        for id in ["a/b", "%2e%2e", "..%2f..", "\" or 1 eq 1", &long] {
            let mut ids = vec![connection.environment_id.as_str(); names.len()];
            let Some(last) = ids.last_mut() else { continue };
            *last = id;
            let error = match call(ping.client(), operation, &ids).await {
                Err(error) => error,
                // Nothing is deleted where there is nothing.
                Ok(()) => panic!("{} with {:.20}", operation.id, id),
            };
            let status = error.status().map_or(0, |status| status.as_u16());
            let refused = (400..500).contains(&status) || status == 501;
            assert!(refused && error.kind() == ErrorKind::Api, "{}: {error}", operation.id);
            assert!(error.to_string().len() < 2000, "{}: {error}", operation.id);
        }
    }
}

#[tokio::test]
async fn every_list_answers_any_limit_and_filter() {
    let sandbox = Sandbox::start().await;
    let connection = sandbox.connection();
    let ping = Ping::builder().sandbox(&connection).retry(RetryPolicy::never()).build().unwrap();
    let organization = ping.platform().organizations().list().all().await.unwrap()[0].id.clone();
    let reads =
        operations().filter(|operation| operation.host == Host::Api && operation.method == "GET");
    let mut refused = 0;
    for operation in reads.filter(|operation| !operation.path.ends_with('}')) {
        let ids = parameters(operation).into_iter().map(|name| match name {
            "organizationID" => organization.as_str(),
            _ => connection.environment_id.as_str(),
        });
        let ids: Vec<_> = ids.collect();
        let values = ["0", "-1", "1000000", "99999999999999999999", "1e3", "ten", ""];
        let limits = values.map(|value| ("limit", value));
        let filters = ["\"", "username eq \"\\\"", "((((", "a eq \"\u{0}\"", "username eq \"x", ""];
        for (name, value) in limits.into_iter().chain(filters.map(|value| ("filter", value))) {
            if let Err(error) = call(ping.client(), operation, &ids).query(name, value).await {
                let status = error.status().map_or(0, |status| status.as_u16());
                let known = (400..500).contains(&status) || status == 501;
                assert!(known, "{} {name}={value}: {error}", operation.id);
                refused += 1;
            }
        }
    }
    assert!(refused > 100, "{refused}");
}

#[tokio::test]
async fn names_with_quotes_are_found_and_find_nothing_else() {
    let sandbox = Sandbox::start().await;
    let ping = Ping::builder().sandbox(&sandbox.connection()).build().unwrap();
    let users = ping.platform().users();
    let names = ["o\"neil", "back\\slash", "\\\"", "x\" or username sw \"", "ann"];
    for name in names {
        users.create(NewUser::new(name)).await.unwrap();
    }
    for name in names {
        let found = users.list().filter(UserFilter::username().eq(name)).all().await.unwrap();
        let found: Vec<_> = found.iter().map(|user| &*user.username).collect();
        assert_eq!(found, [name]);
    }
}

/// PingID has its ids in the body: a name is any text, and finds its own user alone.
#[tokio::test]
async fn pingid_finds_no_user_by_a_name_that_is_none() {
    let sandbox = Sandbox::start().await;
    let ping = Ping::builder().sandbox(&sandbox.connection()).build().unwrap();
    let users = ping.pingid().unwrap().users();
    let names = ["o\"neil", "back\\slash", "../ann", "%2e%2e", "a/b?c=d#e", "ann"];
    for name in names {
        users.create(AddUser::new(name, Role::Regular)).await.unwrap();
    }
    for name in names {
        let found = users.read(name).await.unwrap().user.unwrap();
        assert_eq!(found.user_name.as_deref(), Some(name));
    }
    let long = "x".repeat(10_000);
    for name in ["", " ", ".", "..", "a/b", "%2e%2e%2f", "ann\0", "a\r\nb", "é\u{202e}", &long] {
        let errors = [
            users.read(name).await.err(),
            users.delete(name).await.err(),
            users.suspend(name).await.err(),
            users.activate(name).await.err(),
        ];
        for error in errors {
            let error = error.unwrap();
            let refused = matches!(error.kind(), ErrorKind::PingId | ErrorKind::InvalidInput);
            assert!(refused && error.to_string().len() < 2000, "{name:.20}: {error}");
            assert!(error.to_string().chars().all(|c| c != '\0' && c != '\u{202e}'), "{error}");
        }
    }
    for name in ["", &long] {
        let error = users.create(AddUser::new(name, Role::Regular)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{name:.20}: {error}");
        assert_eq!(error.field(), Some("username"));
    }
}

#[tokio::test]
async fn a_date_without_a_zone_is_refused_by_the_service() {
    let sandbox = Sandbox::start().await;
    let ping = Ping::builder().sandbox(&sandbox.connection()).build().unwrap();
    let platform = ping.platform();
    let ann = platform.user(platform.users().create(NewUser::new("ann")).await.unwrap().id);
    let worker = platform.application(&*sandbox.connection().client_id).secret();
    for day in ["2099-01-01T00:00:00", "2099-01-01", "tomorrow", ""] {
        let keep = KeepPrevious::new(Timestamp::from(day));
        let errors = [
            platform.activities().list(day..).all().await.err(),
            platform.activities().query(day..).all().await.err(),
            platform.environment().total_identities(day, day).all().await.err(),
            ann.lock(day).await.err(),
            worker.rotate(RotateSecret::new().previous(keep)).await.err(),
        ];
        for error in errors {
            let error = error.unwrap_or_else(|| panic!("{day:?} is taken"));
            assert_eq!(error.status().unwrap().as_u16(), 400, "{day}: {error}");
        }
    }
}

/// Of what a service sends, such a date stays readable.
#[tokio::test]
async fn a_date_without_a_zone_is_read_as_it_came() {
    let sandbox = Sandbox::start().await;
    let ping = Ping::builder().sandbox(&sandbox.connection()).build().unwrap();
    let body = json!({ "id": "u-1", "username": "ann", "createdAt": "2026-01-01T00:00:00" });
    let plant = sandbox.faults().next("GET", "/v1/environments/*/users/*");
    plant.status(200).body("application/json", body.to_string());
    let ann = ping.platform().users().read("u-1").await.unwrap();
    assert_eq!(ann.created_at.as_str(), "2026-01-01T00:00:00");
    assert_eq!(ann.created_at.unix_millis(), None);
}

#[tokio::test]
async fn a_body_of_ten_megabytes_is_refused_by_each_product() {
    let sandbox = Sandbox::start().await;
    let ping = Ping::builder().sandbox(&sandbox.connection()).retry(RetryPolicy::never());
    let ping = ping.build().unwrap();
    let long = "x".repeat(10_000_000);
    let ann = ping.platform().users().create(NewUser::new("ann")).await.unwrap();
    let device = NewEmailDevice::new("ann@example.com").nickname(long.as_str());
    let eve = AddUser::new("eve", Role::Regular).client_data(long.as_str());
    let errors = [
        ping.platform().users().create(NewUser::new("bob").title(long.as_str())).await.err(),
        ping.mfa().user(&ann.id).devices().create(device).await.err(),
        ping.verify().policies().create(NewVerifyPolicy::new(long.as_str())).await.err(),
        ping.pingid().unwrap().users().create(eve).await.err(),
    ];
    for error in errors {
        let error = error.unwrap();
        let status = error.status().map(|status| status.as_u16());
        assert!(status == Some(413) || error.kind() == ErrorKind::Interrupted, "{error}");
        assert!(error.to_string().len() < 2000, "{error}");
    }
}

#[tokio::test]
async fn an_answer_of_ten_megabytes_is_read_unless_less_is_allowed() {
    let sandbox = Sandbox::start().await;
    let ping = Ping::builder().sandbox(&sandbox.connection()).build().unwrap();
    let long = "x".repeat(10_000_000);
    let users = ping.platform().users();
    let ann = users.create(NewUser::new("ann")).await.unwrap();
    let body = json!({ "id": ann.id.as_str(), "username": "ann", "more": long }).to_string();
    let plant = || sandbox.faults().next("GET", "/v1/environments/*/users/*");
    plant().status(200).body("application/json", body.clone());
    let read = users.read(&ann.id).await.unwrap();
    assert_eq!(read.field("more").unwrap().as_str().unwrap().len(), long.len());
    plant().status(200).body("application/json", body);
    let small = Ping::builder().sandbox(&sandbox.connection()).max_body_size(1_000_000);
    let error = small.build().unwrap().platform().users().read(&ann.id).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
}
