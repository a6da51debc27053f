//! The program `aic-script`.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Command, Output};

use ping_models::platform::NewUser;
use ping_models::verify::NewVerification;
use ping_sandbox::{Person, Sandbox, Submission};
use ping_transport::ClientBuilder;
use pingone_platform::Platform;
use pingone_verify::Verify;
use serde_json::{Value, json};

/// A folder for the files of a test, which goes with it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("aic-script-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, content: &str) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, content).unwrap();
        path.into_os_string().into_string().unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn cases() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// The exit status, what was printed, and what was complained of.
fn program(arguments: &[&str]) -> (Option<i32>, String, String) {
    program_with(arguments, &HashMap::new())
}

/// The same with these variables.
fn program_with(
    arguments: &[&str],
    variables: &HashMap<String, String>,
) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_aic-script"));
    command.args(arguments).current_dir(cases());
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("PINGONE_")) {
        command.env_remove(name);
    }
    command.envs(variables);
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

/// An environment that is not the program's own stands behind the variables, as a real one does.
#[tokio::test]
async fn the_variables_name_a_real_environment() {
    let sandbox = Sandbox::builder().seed(3).start().await.unwrap();
    let variables = sandbox.connection().env_vars();
    let client = ClientBuilder::from_variables(&variables).unwrap().build().unwrap();
    let user = Platform::new(client.clone()).users().create(NewUser::new("ann")).await.unwrap();
    let transactions = Verify::new(client).user(&user.id).transactions();
    let transaction = transactions.create(NewVerification::new()).await.unwrap();
    let submission = Submission::new(Person::new("Ann", "Lee"));
    sandbox.verify().submit(transaction.id.as_str(), &submission).unwrap();

    let folder = Folder::new("variables");
    let bindings = json!({"shared": {"pingOneUserId": user.id.as_str()}});
    let bindings = folder.write("bindings.json", &bindings.to_string());
    let variables = variables.into_iter().collect();
    let run =
        move || program_with(&["run", "passing/verify.js", "--bindings", &bindings], &variables);
    let (code, told, _) = tokio::task::spawn_blocking(run).await.unwrap();
    assert_eq!((code, told.lines().next()), (Some(0), Some("outcome: verified")), "{told}");
}

/// A service stands in the place of a tenant: what the script changes, it changes there.
#[test]
fn a_tenant_has_its_own_idm() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/openidm", listener.local_addr().unwrap());
    let tenant = std::thread::spawn(move || {
        let (mut socket, _) = listener.accept().unwrap();
        let (mut asked, mut some) = (String::new(), [0; 4096]);
        while !asked.ends_with(r#"{"mail":"a"}"#) {
            let read = socket.read(&mut some).unwrap();
            asked.push_str(&String::from_utf8_lossy(&some[..read]));
        }
        let body = r#"{"_id":"7","_rev":"1","mail":"a"}"#;
        let head = "HTTP/1.1 201 Created\r\ncontent-type: application/json\r\nconnection: close";
        write!(socket, "{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len()).unwrap();
        asked
    });
    let folder = Folder::new("tenant");
    let source = "action.goTo(openidm.create('managed/alpha_user', null, {mail: 'a'})._id);";
    let script = folder.write("create.js", source);
    let bindings = json!({"tenant": {"url": url, "tokenVariable": "AIC_TOKEN"}});
    let bindings = folder.write("bindings.json", &bindings.to_string());
    let arguments = ["run", script.as_str(), "--bindings", bindings.as_str()];
    let (code, _, complaint) = program(&arguments);
    assert_eq!(code, Some(2));
    assert!(complaint.contains("the variable AIC_TOKEN has no access token"), "{complaint}");

    let token = HashMap::from([("AIC_TOKEN".to_owned(), "idm-token".to_owned())]);
    let (code, told, _) = program_with(&arguments, &token);
    assert_eq!((code, told.as_str()), (Some(0), "outcome: 7\n"));
    let asked = tenant.join().unwrap();
    assert!(asked.starts_with("POST /openidm/managed/alpha_user?_action=create "), "{asked}");
    assert!(asked.contains("authorization: Bearer idm-token\r\n"), "{asked}");
}

/// What is printed for a person: every section, and the place and the calls of an error.
#[test]
fn a_person_sees_all_that_a_script_did() {
    let folder = Folder::new("sections");
    let source = "logger.info('first');
try { openidm.read('managed/alpha_user/none'); } catch (e) { logger.error('{}', 1, e.javaException); }
nodeState.putShared('kept', 'new').putShared('made', [1]).putTransient('hidden', true);
nodeState.remove('gone');
httpClient.send('https://down.example.com/').then(function () {}).thenCatch(function () {});
action.goTo('true');
function fail() { throw new Error('boo'); }
fail();
";
    let script = folder.write("all.js", source);
    let bindings = json!({
        "shared": {"kept": "old", "gone": 1},
        "http": [{"url": "https://down.example.com/", "down": true}],
    });
    let bindings = folder.write("bindings.json", &bindings.to_string());
    let (code, told, _) = program(&["run", &script, "--bindings", &bindings]);
    assert_eq!(code, Some(1));
    assert_eq!(
        told,
        r#"outcome: true
log:
  INFO  first
  ERROR 1 (org.forgerock.openam.scripting.wrappers.ResourceExceptionScriptAdapter: Object managed/alpha_user/none not found)
http:
  GET https://down.example.com/ -> failed: the host is down
shared state:
  ~ kept: "old" -> "new"
  + made: [1]
  - gone
transient state:
  + hidden: true
error: all:7:25: Error: boo
  at fail (all:7:25)
  at <main> (all:8:5)
"#
    );
    let (code, told, _) = program(&["run", &script, "--bindings", &bindings, "--json"]);
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(code, Some(1));
    for member in ["outcome", "logs", "http", "shared", "error"] {
        assert!(told.get(member).is_some(), "{member}");
    }
    let error = &told["error"];
    assert_eq!(
        (&error["script"], &error["line"], &error["column"], &error["kind"]),
        (&json!("all"), &json!(7), &json!(25), &json!("exception"))
    );
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
