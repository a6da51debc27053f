//! Tests of the catalogue.

use super::*;
use crate::discriminator::shows;
use crate::row::tests::row;

fn catalogue() -> Catalogue {
    let header = "id,product,method,host,path,content_type,discriminator,group,tier,source,request,response,sender\n";
    let rows = "\
mfa.create_test,mfa,POST,api,/v1/e/{e}/devices,application/json,body:/testMode=true,make,must,,json,json,client
mfa.create_sms,mfa,POST,api,/v1/e/{e}/devices,application/json,body:/type=SMS,make,must,,json,json,client
mfa.create,mfa,POST,api,/v1/e/{e}/devices,application/json,,make,must,,json,json,client
mfa.start_once,mfa,POST,auth,/{e}/auths,application/json,body:/once/type=SMS,start,must,,json,json,client
mfa.start_anonymous,mfa,POST,auth,/{e}/auths,application/json,body:!/user,start,must,,json,json,client
mfa.start,mfa,POST,auth,/{e}/auths,application/json,body:/user/id,start,must,,json,json,client
mfa.start_desktop,mfa,POST,auth,/{e}/auths,application/json,same_as:mfa.start body:/desktop,start,must,,json,json,client
mfa.list_typed,mfa,GET,api,/v1/e/{e}/data,,query:type,list,must,,,json,client
mfa.list,mfa,GET,api,/v1/e/{e}/data,,,list,must,,,json,client
mfa.read_settings,mfa,GET,api,/v1/e/{e}/settings,,,,must,,,json,client
mfa.read_one,mfa,GET,api,/v1/e/{e}/{id},,,,must,,,json,client
";
    let text = format!("{header}{rows}");
    let rows =
        csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect();
    Catalogue { rows }
}

fn post<'a>(path: &'a str, body: &'a Value) -> Request<'a> {
    Request {
        method: "POST",
        path,
        query: "",
        content_type: Some("application/json"),
        body: Some(body),
    }
}

fn get<'a>(path: &'a str, query: &'a str) -> Request<'a> {
    Request { method: "GET", path, query, content_type: None, body: None }
}

#[test]
fn the_catalogue_of_the_tests_is_sound() {
    assert_eq!(catalogue().problems(), [] as [String; 0]);
}

#[test]
fn the_catalogue_of_the_repository_is_sound() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    assert_eq!(Catalogue::read(&fixtures).unwrap().problems(), [] as [String; 0]);
}

#[test]
fn what_takes_every_request_stands_last() {
    let mut catalogue = catalogue();
    catalogue.rows.swap(1, 2);
    let problems = catalogue.problems();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].contains("mfa.create_sms stands behind mfa.create,"));
}

#[test]
fn a_value_in_the_body_decides() {
    let body = serde_json::json!({"type": "SMS"});
    let request = post("/v1/e/1/devices", &body);
    assert_eq!(catalogue().mismatch("mfa.create_sms", &request), None);
    let wrong = catalogue().mismatch("mfa.create", &request).unwrap();
    assert_eq!(wrong, "the body and query are those of mfa.create_sms, which has not begun");
    assert_eq!(catalogue().misfiled("mfa.create", &body), Some(wrong));
    assert_eq!(catalogue().misfiled("mfa.create_sms", &body), None);
    let body = serde_json::json!({"type": "EMAIL"});
    assert_eq!(catalogue().mismatch("mfa.create", &post("/v1/e/1/devices", &body)), None);
}

#[test]
fn values_that_are_not_strings_compare_by_their_text() {
    let body = serde_json::json!({"testMode": true});
    assert_eq!(catalogue().mismatch("mfa.create_test", &post("/v1/e/1/devices", &body)), None);
}

#[test]
fn the_first_that_fits_is_it_and_else_the_last() {
    let with_user = serde_json::json!({"user": {"id": "u"}});
    let without = serde_json::json!({"rp": {}});
    let once = serde_json::json!({"user": {"id": "u"}, "once": {"type": "SMS"}});
    let catalogue = catalogue();
    assert_eq!(catalogue.mismatch("mfa.start", &post("/x/auths", &with_user)), None);
    assert_eq!(catalogue.mismatch("mfa.start_anonymous", &post("/x/auths", &without)), None);
    assert!(catalogue.mismatch("mfa.start_anonymous", &post("/x/auths", &with_user)).is_some());
    assert_eq!(catalogue.mismatch("mfa.start_once", &post("/x/auths", &once)), None);
    assert!(catalogue.mismatch("mfa.start", &post("/x/auths", &once)).is_some());
    let neither = serde_json::json!({"user": {}});
    assert_eq!(catalogue.mismatch("mfa.start", &post("/x/auths", &neither)), None);
}

#[test]
fn an_operation_that_the_wire_cannot_tell_apart_counts_as_its_target() {
    let body = serde_json::json!({"user": {"id": "u"}, "desktop": {}});
    assert_eq!(catalogue().on_the_wire("mfa.start_desktop"), "mfa.start");
    assert_eq!(catalogue().mismatch("mfa.start_desktop", &post("/x/auths", &body)), None);
}

#[test]
fn what_the_wire_cannot_tell_apart_has_a_marker() {
    let unmarked = serde_json::json!({"user": {"id": "u"}});
    let wrong = catalogue().mismatch("mfa.start_desktop", &post("/x/auths", &unmarked));
    assert!(wrong.unwrap().contains("same_as:mfa.start body:/desktop"));
    for bad in ["same_as:mfa.start", "same_as:mfa.start same_as:x body:/y"] {
        assert!(Discriminator::parse(bad).is_err(), "{bad}");
    }
    let parsed = Discriminator::parse("same_as:mfa.start answer:/list/*/type=X").unwrap();
    let marker = Marker::Answer("/list/*/type".into(), Some("X".into()));
    assert_eq!(parsed, Discriminator::SameAs("mfa.start".into(), marker));
    let answer = serde_json::json!({"list": [{"type": "Y"}, {"type": "X"}]});
    assert!(shows(&answer, "/list/*/type", Some("X")) && shows(&answer, "/list/*/type", None));
    assert!(!shows(&answer, "/list/*/type", Some("Z")) && !shows(&answer, "/list/type", None));
}

#[test]
fn no_column_hides_an_operation() {
    let problem = |change: fn(&mut Row)| {
        let mut catalogue = catalogue();
        let list = catalogue.rows.iter_mut().find(|row| row.id == "mfa.list");
        change(list.unwrap());
        catalogue.problems().join("\n")
    };
    assert!(problem(|row| row.sender.clear()).contains("does not say who"));
    assert!(problem(|row| row.sender = "browser".into()).contains("no credentials"));
    assert!(problem(|row| row.response.clear()).contains("whether it has an answer"));
    assert!(problem(|row| row.response = "empty".into()).contains("what is read"));
}

#[test]
fn what_a_role_opens_says_which() {
    let of = |permission| {
        let columns = [("id", "mfa.read"), ("product", "mfa"), ("auth", "bearer")];
        let row = row(&[&columns[..], &[("permission", permission)]].concat());
        (Catalogue::of(vec![row.clone()]).problems(), row.role().to_owned())
    };
    assert!(of("").0[0].contains("permission names no role"));
    assert_eq!(of("-"), (vec![], String::new()));
    assert_eq!(of("Environment Admin"), (vec![], "Environment Admin".to_owned()));
}

#[test]
fn a_query_parameter_decides() {
    let catalogue = catalogue();
    assert_eq!(catalogue.mismatch("mfa.list_typed", &get("/v1/e/1/data", "a=b&type=X")), None);
    assert_eq!(catalogue.mismatch("mfa.list", &get("/v1/e/1/data", "mytype=X")), None);
    assert!(catalogue.mismatch("mfa.list", &get("/v1/e/1/data", "type=X")).is_some());
}

#[test]
fn a_literal_segment_beats_a_parameter() {
    let request = get("/v1/e/1/settings", "");
    assert_eq!(catalogue().mismatch("mfa.read_settings", &request), None);
    assert!(catalogue().mismatch("mfa.read_one", &request).is_some());
}

#[test]
fn method_path_and_media_type_are_named_when_they_are_wrong() {
    let body = serde_json::json!({"type": "SMS"});
    let catalogue = catalogue();
    let mut request = post("/v1/e/1/devices", &body);
    request.content_type = Some("application/json; charset=utf-8");
    assert_eq!(catalogue.mismatch("mfa.create_sms", &request), None);
    request.content_type = Some("text/plain");
    assert!(catalogue.mismatch("mfa.create_sms", &request).unwrap().contains("media type"));
    request.method = "PUT";
    assert!(catalogue.mismatch("mfa.create_sms", &request).unwrap().contains("method"));
    assert!(
        catalogue
            .mismatch("mfa.create_sms", &post("/v1/e//devices", &body))
            .unwrap()
            .contains("path")
    );
}

#[test]
fn a_discriminator_that_cannot_be_read_is_an_error() {
    assert_eq!(Discriminator::parse("").unwrap(), Discriminator::None);
    let absent = Discriminator::Absent("/user".into());
    assert_eq!(Discriminator::parse("body:!/user").unwrap(), absent);
    for bad in [
        "header:x",
        "body",
        "body:",
        "body:type",
        "body:/a//b",
        "body:/a = b",
        "body:!/a=b",
        "body:/list/*/a",
        "body:/a=",
        "query:",
        "query:a=b",
        "query:a&b",
    ] {
        assert!(Discriminator::parse(bad).is_err(), "{bad}");
    }
}

#[test]
fn null_is_as_good_as_nothing() {
    let body = serde_json::json!({"user": null});
    assert_eq!(catalogue().mismatch("mfa.start_anonymous", &post("/x/auths", &body)), None);
    let list = serde_json::json!([]);
    assert_eq!(catalogue().mismatch("mfa.start", &post("/x/auths", &list)), None);
}

#[test]
fn what_shares_a_url_has_a_name_that_nothing_else_has() {
    let problems = |id: &str, group: &str| {
        let mut catalogue = catalogue();
        catalogue.rows.iter_mut().find(|row| row.id == id).unwrap().group = group.to_owned();
        catalogue.problems().join("\n")
    };
    assert!(problems("mfa.create_sms", "").contains("mfa.create_sms: group \"\""));
    assert!(problems("mfa.create_sms", "start").contains("mfa.start: group \"start\""));
    assert!(problems("mfa.read_one", "one").contains("mfa.read_one: group \"one\""));
}
