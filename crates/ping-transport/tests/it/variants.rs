//! Operations that share method, path and media type.

use ping_transport::__private::{Variants, When};
use ping_transport::testing::Reaction;
use serde_json::{Value, json};

use crate::support::fake;

ping_transport::operations! {
    TEST: Value => () = "mfa.test", POST Api "/v1/things" as "application/json" repeat yes
        among CREATE_VARIANTS;
    TEXT: Value => () = "mfa.text", POST Api "/v1/things" as "application/json" needs "Texter"
        personal "/text" among CREATE_VARIANTS;
    DEEP: Value => () = "mfa.deep", POST Api "/v1/things" as "application/json"
        among CREATE_VARIANTS;
    NOBODY: Value => () = "mfa.nobody", POST Api "/v1/things" as "application/json"
        among CREATE_VARIANTS;
    CREATE: Value => () = "mfa.create", POST Api "/v1/things" as "application/json"
        among CREATE_VARIANTS;
    FILTERED: () => () = "mfa.filtered", GET Api "/v1/things" among LIST_VARIANTS;
    LIST: () => () = "mfa.list", GET Api "/v1/things" among LIST_VARIANTS;
}

static CREATE_VARIANTS: Variants = Variants {
    special: &[
        (When::Is("/test", "true"), &TEST.info),
        (When::Is("/type", "TEXT"), &TEXT.info),
        (When::Has("/chosen/deep/id"), &DEEP.info),
        (When::Lacks("/user"), &NOBODY.info),
    ],
    general: &CREATE.info,
};

static LIST_VARIANTS: Variants =
    Variants { special: &[(When::Asks("filter"), &FILTERED.info)], general: &LIST.info };

/// The id of a request with this body.
fn created(body: Value) -> &'static str {
    let (_, client) = fake([]);
    client.request(&CREATE).json(&body).call().describe().unwrap().operation
}

#[test]
fn the_first_whose_member_is_there_is_it() {
    assert_eq!(created(json!({"user": 1, "test": true, "type": "TEXT"})), "mfa.test");
    assert_eq!(created(json!({"user": 1, "test": false, "type": "TEXT"})), "mfa.text");
    assert_eq!(created(json!({"user": 1, "chosen": {"deep": {"id": 5}}})), "mfa.deep");
    assert_eq!(created(json!({"test": null, "type": 5, "list": [1]})), "mfa.nobody");
    assert_eq!(created(json!({"user": null})), "mfa.nobody");
}

#[test]
fn a_request_that_is_none_of_the_others_is_the_general_one() {
    for body in [
        json!({"user": 1}),
        json!({"user": [], "type": "OTHER", "deep": {"id": 5}}),
        json!({"user": {"type": "TEXT", "test": true}, "chosen": {"deep": {"id": null}}}),
        json!({"user": 1, "chosen": {"deep": "id", "deepest": {"id": 1}}, "types": "TEXT"}),
        json!([{"type": "TEXT"}]),
    ] {
        assert_eq!(created(body.clone()), "mfa.create", "{body}");
    }
}

#[test]
fn a_member_that_a_caller_adds_counts() {
    let (_, client) = fake([]);
    let call = client.request(&TEXT).json(&json!({"user": 1, "type": "TEXT"})).call();
    assert_eq!(call.describe().unwrap().operation, "mfa.text");
    let call = call.body_field("type", "OTHER");
    assert_eq!(call.describe().unwrap().operation, "mfa.create");
    assert!(format!("{call:?}").contains("mfa.create"));
}

#[test]
fn a_parameter_of_the_query_decides() {
    let (_, client) = fake([]);
    let list = client.request(&LIST).call();
    assert_eq!(list.describe().unwrap().operation, "mfa.list");
    let list = list.query("afilter", "x").query("filter", "y");
    assert_eq!(list.describe().unwrap().operation, "mfa.filtered");
}

#[tokio::test]
async fn what_else_is_known_of_the_operation_holds() {
    let refused = Reaction::json(
        403,
        r#"{"code":"ACCESS_FAILED","details":[{"code":"INSUFFICIENT_PERMISSIONS"}]}"#,
    );
    let (fake, client) = fake([Reaction::json(503, "{}"), Reaction::json(200, "{}"), refused]);
    let request = |body: Value| client.request(&CREATE).json(&body).call();
    request(json!({"test": true})).await.unwrap();
    let text = request(json!({"user": 1, "type": "TEXT", "text": "Ann Lee"}));
    assert!(!text.describe().unwrap().to_string().contains("Ann"));
    let error = text.await.unwrap_err();
    assert_eq!(error.operation(), Some("mfa.text"));
    assert!(error.to_string().contains("Texter"), "{error}");
    let sent: Vec<_> = fake.received().iter().filter_map(|request| request.operation).collect();
    assert_eq!(sent, ["mfa.test", "mfa.test", "mfa.text"]);
}
