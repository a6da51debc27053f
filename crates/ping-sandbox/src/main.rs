//! The sandbox as a program: see `ping-sandbox --help`.

use std::{
    ffi::OsString,
    fmt, fs,
    io::{self, Write},
    net::{SocketAddr, ToSocketAddrs},
    path::{Path, PathBuf},
    process::ExitCode,
    time::SystemTime,
};

use ping_sandbox::{ClientAuthMethod, Connection, Sandbox};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

const HELP: &str = "\
Emulates the PingOne API, its authorization server and PingID on a loopback port.

Usage: ping-sandbox [OPTIONS]

Options:
  --listen ADDR     Where to listen, as HOST:PORT; port 0 picks one [default: 127.0.0.1:0]
  --allow-remote    Listen on an address that is not a loopback one, too: whoever reaches it has
                    the secrets and controls of this sandbox, without credentials
  --public-url URL  What clients reach the sandbox by where it is not ADDR: http://HOST:PORT
  --write-env DIR   Write DIR/sandbox.env and DIR/pingid.properties
  --seed NUMBER     Make ids, codes and secrets the same every time
  --frozen-at TIME  Let the clock stand still at TIME until it is moved: 2026-01-15T12:00:00Z
  --auth-method M   How the worker application authenticates: basic, post or jwt, by its secret
                    [default: basic]
  --config FILE     What there is from the beginning: a JSON object of lists of create bodies, by
                    the paths of their collections
  --state FILE      Keep what happens in FILE, and go on from it; it has to be started with the
                    same options again
  --help            Print this help

When it serves, it prints one line that starts with `ready`, and on stderr where its console is.
SIGTERM and SIGINT end it. Its status is 0 then, 1 where it cannot serve, and 2 where its options
are wrong.
";

#[derive(Debug, PartialEq, Eq)]
struct Options {
    listen: SocketAddr,
    allow_remote: bool,
    public_url: Option<String>,
    write_env: Option<PathBuf>,
    seed: Option<u64>,
    frozen_at: Option<SystemTime>,
    auth_method: Option<ClientAuthMethod>,
    config: Option<PathBuf>,
    state: Option<PathBuf>,
}

#[derive(Debug, PartialEq, Eq)]
enum Command {
    Serve(Options),
    Help,
}

/// What is wrong with the command line.
#[derive(Debug, PartialEq, Eq)]
struct Usage(String);

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, Usage> {
    let mut options = Options {
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        allow_remote: false,
        public_url: None,
        write_env: None,
        seed: None,
        frozen_at: None,
        auth_method: None,
        config: None,
        state: None,
    };
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        let argument = argument.to_string_lossy().into_owned();
        let (flag, inline) = match argument.split_once('=') {
            Some((flag, value)) => (flag, Some(OsString::from(value))),
            None => (argument.as_str(), None),
        };
        let mut value = || {
            inline
                .clone()
                .or_else(|| arguments.next())
                .ok_or_else(|| Usage(format!("{flag} needs a value")))
        };
        let takes = |what: &str, text: &str| Usage(format!("{flag} takes {what}, not `{text}`"));
        match flag {
            "--listen" => {
                let text = value()?.to_string_lossy().into_owned();
                options.listen = text
                    .to_socket_addrs()
                    .ok()
                    .and_then(|mut addresses| addresses.next())
                    .ok_or_else(|| takes("HOST:PORT, such as 127.0.0.1:0", &text))?;
            }
            "--allow-remote" if inline.is_none() => options.allow_remote = true,
            "--public-url" => {
                options.public_url = Some(value()?.to_string_lossy().into_owned());
            }
            "--seed" => {
                let text = value()?.to_string_lossy().into_owned();
                options.seed = Some(text.parse().map_err(|_| takes("a whole number", &text))?);
            }
            "--frozen-at" => {
                let text = value()?.to_string_lossy().into_owned();
                let at = OffsetDateTime::parse(&text, &Rfc3339);
                let at = at.map_err(|_| takes("a time such as 2026-01-15T12:00:00Z", &text))?;
                options.frozen_at = Some(at.into());
            }
            "--auth-method" => {
                let text = value()?.to_string_lossy().into_owned();
                options.auth_method = Some(match text.as_str() {
                    "basic" => ClientAuthMethod::ClientSecretBasic,
                    "post" => ClientAuthMethod::ClientSecretPost,
                    "jwt" => ClientAuthMethod::ClientSecretJwt,
                    _ => return Err(takes("basic, post or jwt", &text)),
                });
            }
            "--config" => options.config = Some(PathBuf::from(value()?)),
            "--state" => options.state = Some(PathBuf::from(value()?)),
            "--write-env" => options.write_env = Some(PathBuf::from(value()?)),
            "--help" | "-h" => return Ok(Command::Help),
            _ => return Err(Usage(format!("there is no option `{argument}`"))),
        }
    }
    Ok(Command::Serve(options))
}

fn main() -> ExitCode {
    let options = match parse(std::env::args_os().skip(1)) {
        Ok(Command::Serve(options)) => options,
        Ok(Command::Help) => {
            return exit(print(HELP));
        }
        Err(usage) => {
            complain(&format!("{usage}; see --help"));
            return ExitCode::from(2);
        }
    };
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return exit(Err(error)),
    };
    exit(runtime.block_on(serve(options)))
}

fn exit(result: io::Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

fn complain(message: &str) {
    // Nothing is left to be done if standard error is gone as well.
    let _ = writeln!(io::stderr(), "ping-sandbox: {message}");
}

fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout();
    out.write_all(text.as_bytes())?;
    out.flush()
}

async fn serve(options: Options) -> io::Result<()> {
    let mut builder = Sandbox::builder().listen(options.listen);
    if options.allow_remote {
        builder = builder.allow_remote();
    }
    if let Some(url) = &options.public_url {
        builder = builder.public_url(url);
    }
    if let Some(seed) = options.seed {
        builder = builder.seed(seed);
    }
    if let Some(at) = options.frozen_at {
        builder = builder.frozen_at(at);
    }
    if let Some(method) = options.auth_method.clone() {
        builder = builder.auth_method(method);
    }
    if let Some(path) = &options.config {
        let named = |error: io::Error| {
            let why = format!("cannot read the config {}: {error}", path.display());
            io::Error::new(error.kind(), why)
        };
        builder = builder.config(&fs::read_to_string(path).map_err(named)?);
    }
    if let Some(path) = &options.state {
        builder = builder.state(path);
    }
    let sandbox = builder.start().await.map_err(|error| match &options.config {
        Some(path) => named_config(&error, path),
        None => error,
    })?;
    if !sandbox.address().ip().to_canonical().is_loopback() {
        complain(&format!(
            "warning: other machines reach {}, and with it the secrets and controls of this \
             sandbox, without credentials",
            sandbox.address()
        ));
    }
    let connection = sandbox.connection();
    if let Some(directory) = &options.write_env {
        write_env(directory, &connection).map_err(|error| {
            let directory = directory.display();
            io::Error::new(error.kind(), format!("cannot write to {directory}: {error}"))
        })?;
        if connection.api_host.contains(':') {
            complain(
                "note: the host names in sandbox.env carry a port, for plain HTTP; for clients that \
                 take bare names and speak HTTPS, put a TLS proxy in front and start with \
                 --public-url https://NAME",
            );
        }
    }
    complain(&format!("the console is at {}/sandbox/", connection.api_url));
    let ended = ended()?;
    print(&format!("ready {}\n", connection.api_url))?;
    ended.await;
    Ok(())
}

/// What is wrong with a config, under the name of its file.
fn named_config(error: &io::Error, path: &Path) -> io::Error {
    let named = |line: &str| match line.strip_prefix("config:") {
        Some(rest) => format!("{}:{rest}", path.display()),
        None => line.to_owned(),
    };
    let lines: Vec<String> = error.to_string().lines().map(named).collect();
    io::Error::new(error.kind(), lines.join("\n"))
}

/// Completes when the process is told to end; it is listened for from the call on.
#[cfg(unix)]
fn ended() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Completes when the process is told to end.
#[cfg(not(unix))]
fn ended() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        // Without such a signal it is ended from outside.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}

fn write_env(directory: &Path, connection: &Connection) -> io::Result<()> {
    fs::create_dir_all(directory)?;
    let directory = std::path::absolute(directory)?;
    let properties = directory.join("pingid.properties");
    write_private(&properties, &connection.pingid_properties)?;
    let mut text = String::new();
    for (name, value) in connection.env_vars() {
        text.push_str(&format!("{name}={value}\n"));
    }
    text.push_str(&format!("PINGID_PROPERTIES={}\n", properties.display()));
    write_private(&directory.join("sandbox.env"), &text)
}

/// Both files hold secrets, so only their owner reads them, from the beginning. A new file takes
/// the place of what is there: neither the mode of an old file counts nor where a link leads.
fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let mut new = path.as_os_str().to_owned();
    new.push(".new");
    // What an earlier run may have left behind.
    let _ = fs::remove_file(&new);
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(&new)?.write_all(text.as_bytes())?;
    fs::rename(&new, path)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use ping_sandbox::ClientAuthMethod;

    use super::{Command, Options, Usage, parse};

    fn parsed(arguments: &[&str]) -> Result<Command, Usage> {
        parse(arguments.iter().map(Into::into))
    }

    #[test]
    fn the_flags_are_read_in_both_spellings() {
        let expected = Command::Serve(Options {
            listen: ([127, 0, 0, 1], 8080).into(),
            allow_remote: false,
            public_url: None,
            write_env: Some("out dir".into()),
            seed: None,
            frozen_at: None,
            auth_method: None,
            config: None,
            state: None,
        });
        let spaced = parsed(&["--listen", "127.0.0.1:8080", "--write-env", "out dir"]);
        assert_eq!(spaced.as_ref(), Ok(&expected));
        assert_eq!(parsed(&["--write-env=out dir", "--listen=127.0.0.1:8080"]), spaced);
        assert_eq!(parsed(&["--help"]), Ok(Command::Help));
        let remote = Command::Serve(Options {
            listen: ([0, 0, 0, 0], 80).into(),
            allow_remote: true,
            public_url: Some("http://sandbox.test".into()),
            write_env: None,
            seed: Some(7),
            frozen_at: Some(UNIX_EPOCH + Duration::from_secs(1_768_478_400)),
            auth_method: Some(ClientAuthMethod::ClientSecretPost),
            config: Some("config.json".into()),
            state: Some("state".into()),
        });
        let public = "--public-url=http://sandbox.test";
        let arguments = [
            "--listen=0.0.0.0:80",
            "--allow-remote",
            public,
            "--seed=7",
            "--frozen-at",
            "2026-01-15T13:00:00+01:00",
            "--auth-method=post",
            "--config=config.json",
            "--state",
            "state",
        ];
        assert_eq!(parsed(&arguments), Ok(remote));
    }

    #[test]
    fn a_wrong_command_line_says_what_is_wrong() {
        for (arguments, part) in [
            (&["--port", "1"][..], "`--port`"),
            (&["serve"], "`serve`"),
            (&["--listen"], "--listen needs a value"),
            (&["--allow-remote=yes"], "`--allow-remote=yes`"),
            (&["--listen", "nowhere"], "HOST:PORT"),
            (&["--seed", "-1"], "whole number"),
            (&["--frozen-at", "noon"], "`noon`"),
            (&["--auth-method", "mtls"], "basic, post or jwt"),
        ] {
            let Usage(message) = parsed(arguments).expect_err("must be refused");
            assert!(message.contains(part), "{message}");
        }
    }
}
