//! A sandbox that goes on where it was, whatever ended it.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ping_sandbox::{Sandbox, SandboxBuilder};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::{
    mfa,
    pingid::{activation_code, add, authentication::on_web, call, ok},
    program::{Running, Scratch, program, serve},
    support::{Api, Reply, start_time},
};

/// A file of this test's own.
fn file(name: &str) -> (Scratch, PathBuf) {
    let scratch = Scratch::new(name);
    fs::create_dir_all(&scratch.0).unwrap();
    let file = scratch.0.join("state");
    (scratch, file)
}

/// Links are the same wherever it listens.
fn kept(builder: SandboxBuilder, file: &Path) -> SandboxBuilder {
    builder.public_url("http://sandbox.test").state(file)
}

async fn control(api: &Api, method: &str, path: &str, body: &Value) -> Reply {
    let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
    let json = [("content-type", "application/json")];
    let path = format!("/sandbox/{path}");
    api.raw(method, &path, &json, body).await.unwrap()
}

/// As many things of all sorts as there are controls for over HTTP.
async fn much_happens(api: &Api) -> Vec<String> {
    let ann = api.user("ann").await;
    let devices = api.env(&format!("/users/{ann}/devices"));
    let sms = json!({ "type": "SMS", "phone": "+15125550100" });
    api.post(&devices, &sms).await.expect(201, "mfa.create_mfa_device_sms");
    // Asking makes them, with the time of the question and an id.
    let settings = api.env("/mfaSettings");
    control(api, "POST", "clock", &json!({ "advanceSeconds": 61 })).await;
    api.get(&settings).await;

    let (_, signing_in) = mfa::begin(api, json!({ "user": { "id": ann } })).await;
    mfa::check(api, &signing_in, "000000").await;
    let to = json!({ "channel": "SMS", "to": "+15125550100" });
    let message = control(api, "POST", "outbox/next", &to).await;
    let done = mfa::check(api, &signing_in, message.text_at("/otp")).await;
    assert_eq!(done.at("/status"), "COMPLETED");

    let path = api.env(&format!("/users/{ann}/verifyTransactions"));
    api.post(&path, &json!({})).await.expect(201, "verify.create_verify_transaction");

    add(api, "mia", false).await;
    let code = activation_code(api, "mia").await;
    control(api, "POST", "pingid/complete", &json!({ "activationCode": code })).await;
    // The push is waited for, and approved.
    let ((status, _), ()) = tokio::join!(call(api, "authonline", on_web("mia")), async {
        loop {
            let pushes = control(api, "GET", "pingid/pushes?waitSeconds=20", &Value::Null).await;
            if !pushes.at("/pushes").as_array().unwrap().is_empty() {
                break;
            }
        }
        let approved = control(api, "POST", "pingid/approve", &json!({ "userName": "mia" })).await;
        assert_eq!(approved.status, 204, "{}", approved.text);
    });
    assert_eq!(status, 200);

    // Two of three are left of a fault that a question met.
    let fault = json!({ "operation": "platform.read_one_user", "times": 3 });
    control(api, "POST", "faults", &fault).await;
    assert_eq!(api.get(&api.env(&format!("/users/{ann}"))).await.status, 503);
    control(api, "POST", "clock", &json!({ "now": "2026-01-15T11:00:00Z" })).await;
    let group = api.post(&api.env("/groups"), &json!({ "name": "Admins" })).await;
    let group = api.env(&format!("/groups/{}", group.text_at("/id")));
    api.delete(&group).await.expect(204, "platform.delete_group");
    control(api, "POST", "environments", &json!({})).await;

    // What comes under a custom domain does not name its environment.
    control(api, "POST", "domains", &json!({ "domain": "login.example.com" })).await;
    let basic = api.basic();
    let form = ("content-type", "application/x-www-form-urlencoded");
    let headers = [("host", "login.example.com"), ("authorization", basic.as_str()), form];
    let body = b"grant_type=client_credentials".to_vec();
    let signed_in = api.raw("POST", "/as/token", &headers, body).await.unwrap();
    assert_eq!(signed_in.status, 200, "{}", signed_in.text);
    vec![devices, settings, signing_in, path]
}

/// All that can be asked for.
async fn all(api: &Api, paths: &[String]) -> Vec<String> {
    let mut said = Vec::new();
    for path in ["connection", "environments", "clock", "outbox", "faults", "users", "pingid/users"]
    {
        said.push(control(api, "GET", path, &Value::Null).await.text);
    }
    // Of the audit, what this test does afterwards is left out.
    let activities = "/activities?filter=recordedat%20lt%20%222026-01-15T10:00:00Z%22";
    let lists = ["/populations", "/groups", "/deviceAuthenticationPolicies", "/users", activities];
    let lists = lists.iter().map(|path| api.env(path));
    for path in lists.chain(paths.iter().cloned()) {
        let reply = api.get(&path).await;
        said.push(format!("{path} {} {}", reply.status, reply.text));
    }
    let mut user = ok(api, "getuserdetails", json!({ "userName": "mia" })).await;
    // Of each answer its own.
    user["uniqueMsgId"].take();
    said.push(user.to_string());
    said
}

/// Another sandbox on the same file, and a client with the token of an earlier one.
async fn again(file: &Path, token: &str) -> Api {
    let sandbox = kept(Sandbox::builder().seed(1).frozen_at(start_time()), file);
    let sandbox = sandbox.start().await.unwrap();
    let tenant = sandbox.environments().swap_remove(0);
    let (connection, token) = (tenant.connection(), token.to_owned());
    Api { sandbox: sandbox.into(), tenant, connection, token }
}

#[tokio::test]
async fn what_happened_is_as_it_was_after_a_new_start() {
    let (_scratch, file) = file("replay");
    let mut api = Api::with(|builder| kept(builder, &file)).await;
    let paths = much_happens(&api).await;
    let before = all(&api, &paths).await;
    assert!(before.iter().any(|text| text.contains("\"times\":2")), "{before:?}");
    assert!(before.iter().any(|text| text.contains("COMPLETED")));
    for _ in 0..2 {
        let token = api.token.clone();
        drop(api);
        api = again(&file, &token).await;
        for (before, now) in before.iter().zip(all(&api, &paths).await) {
            assert_eq!(*before, now);
        }
        // What comes next is new.
        let made = api.post(&api.env("/groups"), &json!({ "name": "More" })).await;
        assert!(!before.iter().any(|text| text.contains(made.text_at("/id"))));
        api.delete(&api.env(&format!("/groups/{}", made.text_at("/id")))).await;
    }
}

#[tokio::test]
async fn a_push_that_nobody_waits_for_any_more_is_taken_back() {
    let (_scratch, file) = file("waiting");
    let mut api = Api::with(|builder| kept(builder, &file)).await;
    add(&api, "mia", false).await;
    let code = activation_code(&api, "mia").await;
    control(&api, "POST", "pingid/complete", &json!({ "activationCode": code })).await;
    let pushes = async |api: &Api, wait: &str| {
        let path = format!("pingid/pushes{wait}");
        let reply = control(api, "GET", &path, &Value::Null).await;
        reply.at("/pushes").as_array().unwrap().len()
    };
    tokio::select! {
        _ = call(&api, "authonline", on_web("mia")) => panic!("answered"),
        () = async { while pushes(&api, "?waitSeconds=20").await == 0 {} } => {}
    }
    let token = api.token.clone();
    drop(api);
    api = again(&file, &token).await;
    assert_eq!(pushes(&api, "").await, 0);
    // This one came to its end, and does so each time.
    drop(api);
    api = again(&file, &token).await;
    assert_eq!(pushes(&api, "").await, 0);
}

#[tokio::test]
async fn a_state_is_read_put_back_and_begun_anew() {
    let (_scratch, file) = file("controls");
    let api = Api::with(|builder| kept(builder, &file)).await;
    let ann = api.user("ann").await;
    let ann = api.env(&format!("/users/{ann}"));
    let state = control(&api, "GET", "state", &Value::Null).await;
    assert_eq!((state.status, state.header("content-type")), (200, "application/json"));
    assert_eq!(state.at("/state/0/url"), "http://sandbox.test");
    api.user("joe").await;

    let put = control(&api, "PUT", "state", &state.body).await;
    assert_eq!(put.status, 204, "{}", put.text);
    let users = api.get(&api.env("/users")).await;
    assert_eq!(users.at("/_embedded/users").as_array().unwrap().len(), 1);
    assert_eq!(api.get(&ann).await.status, 200);
    // Ids go on from there.
    let joe = api.user("joe").await;

    let mut wrong = state.body.clone();
    wrong["state"][2]["sum"] = "0000000000000000".into();
    for (body, part) in [
        (wrong, "line 3 "),
        (json!({ "state": [{ "sandbox": "0.1.0" }] }), "does not begin the state"),
        (json!({ "state": [] }), ""),
        (json!({ "stat": [] }), "no such member"),
    ] {
        let refused = control(&api, "PUT", "state", &body).await;
        refused.assert_error(400, "INVALID_DATA", None);
        assert!(refused.text.contains(part), "{}", refused.text);
    }
    let path = api.env(&format!("/users/{joe}"));
    assert_eq!(api.get(&path).await.status, 200, "a refusal changes nothing");

    let reset = control(&api, "POST", "reset", &json!({})).await;
    assert_eq!(reset.status, 204, "{}", reset.text);
    let mut api = api;
    assert_eq!(api.get(&ann).await.status, 401, "the token is gone, too");
    assert_eq!(api.tenant.connection(), api.connection, "ids and secrets are as at the start");
    api.refresh().await;
    assert_eq!(api.get(&ann).await.status, 404);
    assert_eq!(api.env(&format!("/users/{}", api.user("ann").await)), ann);
    let token = api.token.clone();
    drop(api);
    assert_eq!(again(&file, &token).await.get(&ann).await.status, 200);
}

#[tokio::test]
async fn without_a_file_there_is_no_state_but_a_new_beginning() {
    let api = Api::with(|builder| builder.config(r#"{ "users": [{ "username": "ann" }] }"#)).await;
    let get = control(&api, "GET", "state", &Value::Null).await;
    get.assert_error(409, "REQUEST_FAILED", None);
    let put = control(&api, "PUT", "state", &json!({ "state": [{}] })).await;
    put.assert_error(409, "REQUEST_FAILED", None);
    api.user("joe").await;
    api.sandbox.clock().advance(std::time::Duration::from_secs(60));
    api.sandbox.reset().unwrap();
    assert_eq!(api.sandbox.clock().now(), start_time());
    let users = control(&api, "GET", "users", &Value::Null).await;
    assert_eq!(users.at("/users").as_array().unwrap().len(), 1);
    assert_eq!(users.at("/users/0/username"), "ann");
    api.sandbox.clock().run();
    api.sandbox.reset().unwrap();
    assert_eq!(api.sandbox.clock().now(), start_time());
}

#[tokio::test]
async fn a_file_that_is_full_takes_no_more_until_it_is_begun_anew() {
    let (_scratch, file) = file("full");
    let mut api = Api::with(|builder| kept(builder, &file).state_limit(4000)).await;
    let user = json!({ "username": "ann", "nickname": "n".repeat(200) });
    let mut last = 201;
    for number in 0..20 {
        let mut user = user.clone();
        user["username"] = format!("ann{number}").into();
        let reply = api.post(&api.env("/users"), &user).await;
        if reply.status != 201 {
            reply.assert_error(507, "STATE_FULL", None);
            assert!(reply.text.contains("/sandbox/reset"), "{}", reply.text);
        }
        assert!(reply.status >= last);
        last = reply.status;
    }
    assert_eq!(last, 507);
    assert_eq!(api.get(&api.env("/users")).await.status, 200);
    assert!(fs::metadata(&file).unwrap().len() < 6000);
    assert_eq!(control(&api, "POST", "reset", &json!({})).await.status, 204);
    api.refresh().await;
    api.user("ann").await;
}

#[tokio::test]
async fn a_file_is_for_one_sandbox_with_the_options_that_it_began_with() {
    let (scratch, file) = file("options");
    let start = |configure: fn(SandboxBuilder) -> SandboxBuilder| {
        let builder = Sandbox::builder().seed(1).state(&file);
        async move { configure(builder).start().await.map_err(|error| error.to_string()) }
    };
    let first = start(|it| it).await.unwrap();
    let said = start(|it| it).await.unwrap_err();
    assert!(said.contains("another sandbox uses it") && said.contains("state"), "{said}");
    drop(first);
    for (configure, name) in [
        ((|it| it.seed(2)) as fn(SandboxBuilder) -> SandboxBuilder, "seed"),
        (|it| it.frozen_at(start_time()), "frozenAt"),
        (|it| it.config("{}"), "config"),
        (|it| it.roles(["Identity Data Admin"]), "roles"),
    ] {
        let said = start(configure).await.unwrap_err();
        assert!(said.ends_with(&format!("other options than this sandbox: {name}")), "{said}");
    }
    drop(start(|it| it).await.unwrap());
    for (text, why) in [
        ("my notes", "line 1 does not begin the state of a sandbox"),
        ("my notes\n", "line 1 is not JSON"),
        ("{}\n", "line 1 does not begin the state of a sandbox"),
    ] {
        fs::write(&file, text).unwrap();
        let said = start(|it| it).await.unwrap_err();
        assert!(said.ends_with(why), "{said}");
        assert_eq!(fs::read_to_string(&file).unwrap(), text, "it is left as it is");
    }
    fs::write(&file, "").unwrap();
    start(|it| it).await.unwrap();
    let nowhere = Sandbox::builder().state(scratch.0.join("no/such")).start().await;
    assert!(nowhere.unwrap_err().to_string().contains("no/such"));
}

/// A program that was started on a file, and how to get at it.
struct Started {
    program: Running,
    host: String,
    environment: String,
    token: String,
}

impl Started {
    fn program(file: &Path) -> (Running, String) {
        let mut program = program();
        program.arg("--state").arg(file).stderr(std::process::Stdio::null());
        let (program, url) = serve(program);
        (program, url.strip_prefix("http://").unwrap().to_owned())
    }

    async fn new(file: &Path) -> Self {
        let (program, host) = Self::program(file);
        let connection = ask(&host, "GET", "/sandbox/connection", &[], "").await.unwrap().1;
        let text = |name: &str| connection[name].as_str().unwrap().to_owned();
        let (environment, id, secret) =
            (text("environmentId"), text("clientId"), text("clientSecret"));
        let basic = format!("Basic {}", STANDARD.encode(format!("{id}:{secret}")));
        let headers = [
            ("authorization", basic.as_str()),
            ("content-type", "application/x-www-form-urlencoded"),
        ];
        let path = format!("/{environment}/as/token");
        let form = "grant_type=client_credentials";
        let (_, token) = ask(&host, "POST", &path, &headers, form).await.unwrap();
        let token = token["access_token"].as_str().unwrap().to_owned();
        Self { program, host, environment, token }
    }

    /// With the token, on the users of the environment.
    async fn users(&self, method: &str, rest: &str, body: &str) -> Option<(u16, Value)> {
        let bearer = format!("Bearer {}", self.token);
        let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
        let path = format!("/v1/environments/{}/users{rest}", self.environment);
        ask(&self.host, method, &path, &headers, body).await
    }
}

/// Status and JSON of an answer; `None` where the connection broke.
async fn ask(
    host: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Option<(u16, Value)> {
    let mut stream = TcpStream::connect(host).await.ok()?;
    let mut request = format!("{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n");
    for (name, value) in headers {
        request += &format!("{name}: {value}\r\n");
    }
    request += &format!("content-length: {}\r\n\r\n{body}", body.len());
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some((status, serde_json::from_str(body).unwrap_or_default()))
}

#[tokio::test]
async fn a_program_that_is_killed_while_it_writes_loses_nothing_that_it_has_answered() {
    let (_scratch, file) = file("killed");
    let mut started = Started::new(&file).await;
    let mut known: Vec<Value> = Vec::new();
    for round in 0..3 {
        let started_now = &started;
        let writers = (0..8).map(|writer| async move {
            let mut made = Vec::new();
            for number in 0..10_000 {
                let user = json!({ "username": format!("u{round}-{writer}-{number}") }).to_string();
                match started_now.users("POST", "", &user).await {
                    Some((201, user)) => made.push(user),
                    Some(other) => panic!("{other:?}"),
                    None => break,
                }
            }
            made
        });
        let grown = 200 * 1024 * (round + 1);
        let killer = async {
            while fs::metadata(&file).unwrap().len() < grown {
                tokio::task::yield_now().await;
            }
            let id = started_now.program.0.id().to_string();
            // No handler runs, nothing is closed.
            kill(&id);
        };
        let (made, ()) = tokio::join!(all_of(writers), killer);
        known.extend(made.into_iter().flatten());
        assert!(known.len() > 50 * (round as usize + 1), "{}", known.len());
        // What a kill leaves where it meets the middle of a line.
        let torn = br#"{"at":1768478400000,"drawn":[1,0,0],"requ"#;
        fs::OpenOptions::new().append(true).open(&file).unwrap().write_all(torn).unwrap();

        let Started { environment, token, mut program, .. } = started;
        program.0.wait().unwrap();
        let (program, host) = Started::program(&file);
        started = Started { program, host, environment, token };
        for user in known.iter().rev().take(40).chain(known.first()) {
            let id = user["id"].as_str().unwrap();
            let (status, now) = started.users("GET", &format!("/{id}"), "").await.unwrap();
            let mut user = user.clone();
            let mut now = now;
            assert_eq!(status, 200, "{user}");
            // Where it is has changed with the port.
            user["_links"].take();
            now["_links"].take();
            assert_eq!(user, now);
        }
        let found = started.users("GET", "?limit=1", "").await.unwrap().1;
        assert!(found["count"].as_u64().unwrap() >= known.len() as u64, "{found}");
    }
}

/// Ends a process at once.
fn kill(id: &str) {
    let killed = if cfg!(windows) {
        std::process::Command::new("taskkill").args(["/F", "/PID", id]).status()
    } else {
        std::process::Command::new("kill").args(["-KILL", id]).status()
    };
    assert!(killed.unwrap().success());
}

/// What all of them come to, at the same time.
async fn all_of<T>(futures: impl IntoIterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut futures: Vec<_> = futures.into_iter().map(Box::pin).collect();
    let mut done: Vec<Option<T>> = futures.iter().map(|_| None).collect();
    std::future::poll_fn(|cx| {
        for (future, done) in futures.iter_mut().zip(&mut done) {
            if done.is_none()
                && let std::task::Poll::Ready(value) = future.as_mut().poll(cx)
            {
                *done = Some(value);
            }
        }
        match done.iter().all(Option::is_some) {
            true => std::task::Poll::Ready(()),
            false => std::task::Poll::Pending,
        }
    })
    .await;
    done.into_iter().flatten().collect()
}

#[cfg(unix)]
#[tokio::test]
async fn a_state_is_for_its_owner_alone_and_a_signal_ends_it_cleanly() {
    use std::os::unix::fs::PermissionsExt;

    let (_scratch, file) = file("private");
    fs::write(&file, "").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let mut started = Started::new(&file).await;
    let mode = || fs::metadata(&file).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(), 0o600);
    let json = [("content-type", "application/json")];
    let reset = ask(&started.host, "POST", "/sandbox/reset", &json, "{}").await.unwrap();
    assert_eq!((reset.0, mode()), (204, 0o600));
    let id = started.program.0.id().to_string();
    assert!(std::process::Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    assert!(started.program.0.wait().unwrap().success());
    Started::new(&file).await;
}
