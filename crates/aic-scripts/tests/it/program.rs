//! The program `aic-script`.

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::{Value, json};

fn cases() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// The exit status, what was printed, and what was complained of.
fn program(arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_aic-script"));
    command.args(arguments).current_dir(cases());
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("PINGONE_")) {
        command.env_remove(name);
    }
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (status.code(), text(stdout), text(stderr))
}

#[test]
fn a_run_is_told_to_a_person() {
    let bindings = "passing/login/bindings.json";
    let (code, told, _) = program(&["run", "passing/login/login.js", "--bindings", bindings]);
    assert_eq!(code, Some(0), "{told}");
    assert_eq!(
        told,
        r#"outcome: known
action:
  description: "Hello Barbara"
http:
  POST https://audit.example.com/logins -> 201
shared state:
  + userId: "42"
email:
  send: {"to":"b@example.com","subject":"Hello Barbara"}
"#
    );
}

#[test]
fn a_run_is_told_to_a_program() {
    let bindings = "passing/login/bindings.json";
    let arguments = ["run", "passing/login/login.js", "--json", "--bindings", bindings];
    let (code, told, _) = program(&arguments);
    assert_eq!(code, Some(0));
    assert!(!told.contains("audit-token"), "{told}");
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["outcome"], "known");
    assert_eq!(told["logs"], json!([]));
    assert_eq!(told["http"][0]["headers"][0], json!(["authorization", "[secret]"]));
    assert_eq!(told["shared"], json!({"username": "bjensen", "userId": "42"}));
    assert_eq!(told["error"], Value::Null);
    assert_eq!(told["idm"]["managed/alpha_user/42"]["logins"], 3);
}

#[test]
fn a_script_that_fails_says_where() {
    let (code, told, _) = program(&["run", "passing/login/login.js"]);
    assert_eq!(code, Some(1));
    let expected = "error: login:2:18: Error: there is no library script `greeting`\n";
    assert!(told.contains(expected), "{told}");
    let (code, told, _) = program(&["run", "--json", "passing/login/login.js"]);
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!((code, &told["error"]["line"]), (Some(1), &json!(2)));
}

#[test]
fn the_sandbox_stands_behind_verify() {
    let (code, told, _) = program(&["run", "passing/verify.js", "--sandbox"]);
    assert_eq!((code, told.lines().next()), (Some(0), Some("outcome: retry")), "{told}");
    let (code, told, _) = program(&["run", "passing/verify.js"]);
    assert_eq!(code, Some(1));
    assert!(told.contains("scripts of this runtime have no PingOne"), "{told}");
}

#[test]
fn tests_that_pass_are_counted() {
    let (code, told, _) = program(&["test", "passing"]);
    assert_eq!(code, Some(0), "{told}");
    assert_eq!(told.lines().filter(|line| line.starts_with("ok   ")).count(), 5);
    assert!(told.ends_with("5 tests, 0 failed\n"), "{told}");
}

#[test]
fn tests_that_fail_show_the_difference() {
    let (code, told, _) = program(&["test", "failing"]);
    assert_eq!(code, Some(1), "{told}");
    assert_eq!(
        told,
        r#"FAIL failing/greedy.test.json
  the script needs more memory than it may have, or is nested too deep
FAIL failing/wrong.test.json
  outcome
    - "true"
    + "false"
2 tests, 2 failed
"#
    );
}

#[test]
fn a_script_that_takes_all_memory_ends_alone() {
    let (code, told, _) = program(&["run", "failing/greedy.js", "--json"]);
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!((code, &told["error"]["kind"]), (Some(1), &json!("memory")));
}

#[test]
fn what_cannot_be_run_is_another_status() {
    let (code, told, complaint) = program(&["test", "broken"]);
    assert_eq!(code, Some(2));
    assert!(told.ends_with("1 tests, 0 failed, 1 cannot be run\n"), "{told}");
    assert!(complaint.contains("cannot read broken/nowhere.js"), "{complaint}");
    for (arguments, complaint) in [
        (&["run"][..], "the path is missing"),
        (&["dance", "x"], "unknown command `dance`"),
        (&["run", "x.js", "--fast"], "unknown option `--fast`"),
        (&["run", "x.js", "--bindings"], "--bindings needs the path of a file"),
        (&["run", "nowhere.js"], "cannot read nowhere.js"),
        (&["test", "broken", "--json"], "takes neither"),
        (&["test", "nowhere"], "cannot read nowhere"),
    ] {
        let (code, _, complained) = program(arguments);
        assert_eq!(code, Some(2), "{arguments:?}");
        assert!(complained.contains(complaint), "{arguments:?}: {complained}");
    }
    let (code, told, _) = program(&["--help"]);
    assert_eq!(
        (code, told.lines().next()),
        (
            Some(0),
            Some("Runs and tests next-generation scripts of PingOne Advanced Identity Cloud.")
        )
    );
}
