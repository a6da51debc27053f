//! What a sandbox begins with by its config.

use ping_sandbox::Sandbox;
use serde_json::json;

use crate::support::Api;

async fn refused(config: &str) -> String {
    let started = Sandbox::builder().config(config).start().await;
    started.expect_err("the config must be refused").to_string()
}

#[tokio::test]
async fn what_a_config_says_is_there_and_refers_to_what_was_made_before() {
    let config = r#"{
        "populations": [{ "$name": "staff", "name": "Staff" }],
        "groups": [{ "$name": "admins", "name": "Admins", "description": "$$100 a day" }],
        "users": [
            { "$name": "ann", "username": "ann", "mfaEnabled": true, "population": { "id": "$staff" } },
            { "username": "joe" }
        ],
        "users/$ann/memberOfGroups": [{ "id": "$admins" }],
        "users/$ann/devices": [{ "type": "SMS", "phone": "+15125550100" }],
        "deviceAuthentications": []
    }"#;
    let api = Api::with(|builder| builder.config(config)).await;
    let users = api.get(&api.env("/users")).await;
    let ann = users.at("/_embedded/users/0");
    assert_eq!((&ann["username"], &ann["mfaEnabled"]), (&json!("ann"), &json!(true)));
    let populations = api.get(&api.env("/populations")).await;
    assert_eq!(populations.at("/_embedded/populations/1/id"), &ann["population"]["id"]);
    assert_eq!(users.at("/_embedded/users/1/username"), "joe");
    let path = api.env(&format!("/users/{}", ann["id"].as_str().unwrap()));
    let groups = api.get(&format!("{path}/memberOfGroups?expand=group")).await;
    assert_eq!(groups.at("/_embedded/groupMemberships/0/name"), "Admins", "{}", groups.text);
    let devices = api.get(&format!("{path}/devices")).await;
    assert_eq!(devices.at("/_embedded/devices/0/status"), "ACTIVE");
    let groups = api.get(&api.env("/groups")).await;
    assert_eq!(groups.at("/_embedded/groups/0/description"), "$100 a day");

    // The same every time, with a seed.
    let again = Api::with(|builder| builder.config(config)).await;
    assert_eq!(again.get(&again.env("/users")).await.at("/_embedded/users/0/id"), &ann["id"]);
}

#[tokio::test]
async fn each_fault_is_named_by_line_column_and_member() {
    let said = refused(
        r#"{
  "populations": [{ "$name": "staff" }],
  "users": [
    { "username": "ann",
      "email": "nobody",
      "population": { "id": "nowhere" } },
    { "username": "joe", "population": { "id": "$staff" } },
    { "username": "mia", "population": { "id": "$stuff" } },
    7
  ],
  "userz": [{}],
  "groups": {},
  "users/$ann/devices": [{ "type": "SMS" }],
  "licenses": [{ "$nam": "x" }],
  "more": [],
  "more": []
}"#,
    )
    .await;
    let lines: Vec<&str> = said.lines().collect();
    for (line, start) in lines.iter().zip([
        "config:2:19: populations: name: A value is required.",
        "config:5:7: users: email: ",
        "config:6:23: users: population.id: ",
        "config:8:48: nothing before has the name `stuff`",
        "config:9:5: users: has to be an object",
        "config:11:13: userz: there is no such collection",
        "config:12:13: has to be a list of create bodies",
        "config:13:3: nothing before has the name `ann`",
        "config:14:18: licenses: `$nam` is neither",
        "config:16:3: `more` is there twice",
    ]) {
        assert!(line.starts_with(start), "{line}, not {start}\n{said}");
    }
    assert_eq!(lines.len(), 10, "{said}");
}

#[tokio::test]
async fn a_config_that_is_no_json_is_refused_where_it_is_wrong() {
    assert!(refused("{\n  \"users\": [}").await.starts_with("config:2:13: "));
    assert!(refused("[]").await.starts_with("config:1:1: has to be an object"));
    let twice =
        r#"{ "users": [{ "$name": "a", "username": "a" }, { "$name": "a", "username": "b" }] }"#;
    assert!(refused(twice).await.contains("the name `a` is there twice"));
    let method = r#"{ "users/x/y/z": [{}] }"#;
    assert!(refused(method).await.contains("no such collection"));
    let typed = r#"{ "users": [{ "$type": "text/html" }] }"#;
    assert!(refused(typed).await.contains("see $type"));
}

#[tokio::test]
async fn the_config_of_the_guide_is_good() {
    let guide = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/sandbox.md");
    let guide = std::fs::read_to_string(guide).expect("the guide is there");
    let (_, config) = guide.split_once("<!-- config -->\n```json\n").expect("a config");
    let (config, _) = config.split_once("```").expect("its end");
    let api = Api::with(|builder| builder.config(config)).await;
    let users = api.get(&api.env("/users")).await;
    assert_eq!(users.at("/_embedded/users/0/email"), "ann@example.com");
}
