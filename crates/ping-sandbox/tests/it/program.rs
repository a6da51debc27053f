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

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_ping-sandbox"))
}

/// A child that does not outlive its test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A directory of this test's own, removed at its end.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn it_writes_its_environment_and_says_when_it_serves() {
    let name = format!("ping-sandbox-program-{}", std::process::id());
    let scratch = Scratch(std::env::temp_dir().join(name));
    let directory = scratch.0.join("new");
    let child = program()
        .args(["--listen", "127.0.0.1:0", "--write-env"])
        .arg(&directory)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut running = Running(child);
    let mut line = String::new();
    let mut out = BufReader::new(running.0.stdout.take().unwrap());
    out.read_line(&mut line).unwrap();
    let url = line.trim_end().strip_prefix("ready ").expect("ready");
    let host = url.strip_prefix("http://").expect("a URL");

    let env = fs::read_to_string(directory.join("sandbox.env")).unwrap();
    let value = |name: &str| {
        let line = env.lines().find_map(|line| line.strip_prefix(name));
        line.and_then(|rest| rest.strip_prefix('='))
            .unwrap_or_else(|| panic!("no {name}"))
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

    let mut stream = TcpStream::connect(host).await.unwrap();
    let request = b"GET /sandbox/clock HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    stream.write_all(request).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
}

#[test]
fn a_wrong_command_line_is_refused_with_a_status_of_two() {
    for (arguments, part) in [
        (&["--port", "80"][..], "there is no option `--port`"),
        (&["--listen", "nowhere"], "HOST:PORT"),
        (&["--write-env"], "--write-env needs a value"),
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
