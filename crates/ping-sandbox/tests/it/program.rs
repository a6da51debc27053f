//! The sandbox as a program.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

pub fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_ping-sandbox"))
}

/// A child that does not outlive its test.
pub struct Running(pub Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A directory of this test's own, removed at its end.
pub struct Scratch(pub PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Scratch {
    pub fn new(name: &str) -> Self {
        let name = format!("ping-sandbox-{name}-{}", std::process::id());
        Self(std::env::temp_dir().join(name))
    }
}

/// Starts it and waits until it serves; the URL that it says.
pub fn serve(mut program: Command) -> (Running, String) {
    let child = program.stdout(Stdio::piped()).spawn().unwrap();
    let mut running = Running(child);
    let mut line = String::new();
    let mut out = BufReader::new(running.0.stdout.take().unwrap());
    out.read_line(&mut line).unwrap();
    let url = line.trim_end().strip_prefix("ready ").unwrap_or_else(|| panic!("not ready: {line}"));
    (running, url.to_owned())
}

/// What a control says to a GET.
async fn ask(url: &str, control: &str) -> String {
    let host = url.strip_prefix("http://").expect("a URL");
    let mut stream = TcpStream::connect(host).await.unwrap();
    let request =
        format!("GET /sandbox/{control} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

/// Asks it for its clock.
async fn assert_serves(url: &str) {
    let answer = ask(url, "clock").await;
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
}

#[tokio::test]
async fn it_writes_its_environment_and_says_when_it_serves() {
    let scratch = Scratch::new("program");
    let directory = scratch.0.join("new");
    let mut program = program();
    program.args(["--listen", "127.0.0.1:0", "--write-env"]);
    program.arg(&directory);
    let (_running, url) = serve(program);
    let host = url.strip_prefix("http://").expect("a URL");

    let env = fs::read_to_string(directory.join("sandbox.env")).unwrap();
    let value = |name: &str| {
        let line = env.lines().find_map(|line| line.strip_prefix(name));
        line.and_then(|rest| rest.strip_prefix('=')).unwrap_or_else(|| panic!("no {name}"))
    };
    assert_eq!(value("PINGONE_API_SERVICE_HOSTNAME"), host);
    assert_eq!(value("PINGONE_AUTH_SERVICE_HOSTNAME"), host);
    assert_eq!(value("PINGONE_CLIENT_SECRET").len(), 64);
    let properties = fs::read_to_string(value("PINGID_PROPERTIES")).unwrap();
    assert!(properties.contains("use_base64_key="), "{properties}");
    #[cfg(unix)]
    for file in ["sandbox.env", "pingid.properties"] {
        use std::os::unix::fs::PermissionsExt;

        let mode = fs::metadata(directory.join(file)).unwrap().permissions();
        assert_eq!(mode.mode() & 0o777, 0o600, "{file}");
    }

    assert_serves(&url).await;
}

#[test]
fn it_says_what_clients_need_that_take_no_port() {
    let scratch = Scratch::new("ports");
    for (url, host, is_told) in [
        ("http://sandbox.test:8080", "sandbox.test:8080", true),
        ("https://sandbox.test", "sandbox.test", false),
    ] {
        let mut program = program();
        program.args(["--public-url", url, "--write-env"]);
        program.arg(&scratch.0).stderr(Stdio::piped());
        let (mut running, ready) = serve(program);
        assert_eq!(ready, url);
        let env = fs::read_to_string(scratch.0.join("sandbox.env")).unwrap();
        let line = format!("PINGONE_API_SERVICE_HOSTNAME={host}\n");
        assert!(env.contains(&line), "{env}");
        running.0.kill().unwrap();
        let mut said = String::new();
        let mut err = running.0.stderr.take().unwrap();
        std::io::Read::read_to_string(&mut err, &mut said).unwrap();
        assert_eq!(said.contains("--public-url https://NAME"), is_told, "{said}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn what_it_writes_is_private_whatever_was_there() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let scratch = Scratch::new("private");
    let directory = scratch.0.join("env");
    fs::create_dir_all(&directory).unwrap();
    let open = fs::Permissions::from_mode(0o644);
    let elsewhere = scratch.0.join("elsewhere");
    fs::write(&elsewhere, "untouched").unwrap();
    fs::set_permissions(&elsewhere, open.clone()).unwrap();
    symlink(&elsewhere, directory.join("sandbox.env")).unwrap();
    // A link that an attacker has put where the new file is made.
    symlink(&elsewhere, directory.join("sandbox.env.new")).unwrap();
    let properties = directory.join("pingid.properties");
    fs::write(&properties, "old").unwrap();
    fs::set_permissions(&properties, open).unwrap();

    let mut program = program();
    program.arg("--write-env").arg(&directory);
    let (_running, url) = serve(program);
    assert_eq!(fs::read_to_string(&elsewhere).unwrap(), "untouched");
    for (file, part) in [("sandbox.env", "_SECRET="), ("pingid.properties", "_key=")] {
        let file = directory.join(file);
        let kind = fs::symlink_metadata(&file).unwrap();
        assert!(kind.is_file(), "{}", file.display());
        assert_eq!(kind.permissions().mode() & 0o777, 0o600);
        assert!(fs::read_to_string(&file).unwrap().contains(part));
    }
    let files = fs::read_dir(&directory).unwrap();
    assert_eq!(files.count(), 2);
    assert_serves(&url).await;
}

#[cfg(unix)]
#[tokio::test]
async fn half_open_connections_take_no_descriptors_for_good() {
    let mut program = Command::new("sh");
    program.args(["-c", "ulimit -n 40 && exec \"$0\""]);
    program.arg(env!("CARGO_BIN_EXE_ping-sandbox"));
    let (_running, url) = serve(program);
    let host = url.strip_prefix("http://").expect("a URL");
    let mut half_open = Vec::new();
    for _ in 0..100 {
        let mut stream = TcpStream::connect(host).await.unwrap();
        // Those that were given up already do not take it.
        let _ = stream.write_all(b"GET /").await;
        half_open.push(stream);
    }
    assert_serves(&url).await;
}

#[test]
fn it_stays_on_loopback_unless_it_is_told_otherwise() {
    let output = program().args(["--listen", "0.0.0.0:0"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("0.0.0.0 is not a loopback address"), "{said}");
    assert!(said.contains("--allow-remote"), "{said}");

    let mut remote = program();
    remote.args(["--listen", "0.0.0.0:0", "--allow-remote"]);
    remote.stderr(Stdio::piped());
    let (mut running, _) = serve(remote);
    let mut line = String::new();
    let mut said = BufReader::new(running.0.stderr.take().unwrap());
    said.read_line(&mut line).unwrap();
    assert!(line.contains("warning: other machines"), "{line}");
    let mut rest = String::new();
    running.0.kill().unwrap();
    std::io::Read::read_to_string(&mut said, &mut rest).unwrap();
    assert!(rest.contains("plain HTTP"), "{rest}");
    let token = rest.split("ask for the token ").nth(1).expect("a token");
    assert_eq!(token.lines().next().unwrap().len(), 43, "{rest}");
    assert_eq!(rest.matches("token").count(), 1, "{rest}");
}

#[tokio::test]
async fn a_line_for_each_call_is_written_if_it_is_wanted() {
    let mut program = program();
    program.args(["--seed=7", "--frozen-at=2026-01-15T12:00:00Z", "--log=requests"]);
    program.stderr(Stdio::piped());
    let (mut running, url) = serve(program);
    let host = url.strip_prefix("http://").unwrap();
    for target in ["/e/as/jwks", "/v1/environments/e/users?token=s3cret&filter=a%0Ab"] {
        let mut stream = TcpStream::connect(host).await.unwrap();
        let request = format!("GET {target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        stream.read_to_string(&mut String::new()).await.unwrap();
    }
    assert_serves(&url).await;
    running.0.kill().unwrap();
    let mut said = String::new();
    let mut err = running.0.stderr.take().unwrap();
    std::io::Read::read_to_string(&mut err, &mut said).unwrap();
    let lines: Vec<&str> = said.lines().filter(|line| line.starts_with("2026-")).collect();
    assert_eq!(lines.len(), 2, "{said}");
    let start = "2026-01-15T12:00:00.000Z GET /e/as/jwks 404 platform.read_jwks ";
    assert!(lines[0].starts_with(start) && lines[0].ends_with("ms"), "{said}");
    let path = "GET /v1/environments/e/users?token=[masked]&filter=a\u{fffd}b 401 ";
    assert!(lines[1].contains(path), "{said}");
}

#[test]
fn a_wrong_command_line_is_refused_with_a_status_of_two() {
    for (arguments, part) in [
        (&["--port", "80"][..], "there is no option `--port`"),
        (&["--listen", "nowhere"], "HOST:PORT"),
        (&["--write-env"], "--write-env needs a value"),
        (&["--tls-key", "key.pem"], "--tls-cert and --tls-key need each other"),
    ] {
        let output = program().args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(part) && said.contains("--help"), "{said}");
    }
    let help = program().arg("--help").output().unwrap();
    assert_eq!(help.status.code(), Some(0));
    assert!(String::from_utf8(help.stdout).unwrap().contains("--listen"));
}

#[test]
fn an_address_that_is_taken_is_named() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = program().args(["--listen", &address]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains(&address), "{said}");
}

#[test]
fn what_it_cannot_use_is_named() {
    let scratch = Scratch::new("config");
    fs::create_dir_all(&scratch.0).unwrap();
    let file = scratch.0.join("wrong.json");
    fs::write(&file, "{\n  \"users\": [{ \"email\": \"x\" }]\n}").unwrap();
    let refused = |arguments: &[&str]| {
        let output = program().args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stderr).unwrap()
    };
    let file = file.to_str().unwrap();
    let said = refused(&["--config", file]);
    assert!(
        said.contains(&format!("{file}:2:13: users: username: A value is required.")),
        "{said}"
    );
    assert!(said.contains(&format!("{file}:2:15: users: email: ")), "{said}");
    assert!(refused(&["--config", "no/such.json"]).contains("cannot read no/such.json"));
    assert!(refused(&["--state", file]).contains("the state file"));
    assert!(refused(&["--control-token", "short"]).contains("at least 16"));
    if cfg!(feature = "tls") {
        let said = refused(&["--tls-cert", file, "--tls-key", file]);
        assert!(said.contains("the certificate of TLS"), "{said}");
    }
}

#[tokio::test]
async fn a_seed_and_a_frozen_clock_make_it_the_same_every_time() {
    let mut connections = Vec::new();
    for _ in 0..2 {
        let mut program = program();
        program.args(["--seed", "7", "--frozen-at", "2026-01-15T12:00:00Z"]);
        let (_running, url) = serve(program);
        let answer = ask(&url, "connection").await.replace(&url, "");
        connections.push(answer.split_once("\r\n\r\n").expect("a body").1.to_owned());
        let clock = ask(&url, "clock").await;
        assert!(clock.contains(r#""now":"2026-01-15T12:00:00.000Z""#), "{clock}");
    }
    assert!(connections[0].contains("clientSecret"));
    let without_ports = connections.iter().map(|text| {
        text.split('"').filter(|part| !part.contains("127.0.0.1")).collect::<Vec<_>>().join("\"")
    });
    let without_ports: Vec<String> = without_ports.collect();
    assert_eq!(without_ports[0], without_ports[1]);
}

#[cfg(unix)]
#[tokio::test]
async fn a_signal_ends_it_cleanly() {
    for signal in ["-TERM", "-INT"] {
        let (mut running, url) = serve(program());
        assert_serves(&url).await;
        let id = running.0.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
        assert!(running.0.wait().unwrap().success(), "{signal}");
    }
}
