//! The sandbox as a program: see `ping-sandbox --help`.

use std::{
    ffi::OsString,
    fmt, fs,
    io::{self, Write},
    net::{SocketAddr, ToSocketAddrs},
    path::{Path, PathBuf},
    process::ExitCode,
};

use ping_sandbox::{Connection, Sandbox};

const HELP: &str = "\
Emulates the PingOne API, its authorization server and PingID on a loopback port.

Usage: ping-sandbox [OPTIONS]

Options:
  --listen ADDR     Where to listen, as HOST:PORT; port 0 picks one [default: 127.0.0.1:0]
  --allow-remote    Listen on an address that is not a loopback one, too: whoever reaches it has
                    the secrets and controls of this sandbox, without credentials
  --public-url URL  What clients reach the sandbox by where it is not ADDR: http://HOST:PORT
  --write-env DIR   Write DIR/sandbox.env and DIR/pingid.properties
  --help            Print this help

When it serves, it prints one line that starts with `ready`.
";

#[derive(Debug, PartialEq, Eq)]
struct Options {
    listen: SocketAddr,
    allow_remote: bool,
    public_url: Option<String>,
    write_env: Option<PathBuf>,
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
        match flag {
            "--listen" => {
                let text = value()?.to_string_lossy().into_owned();
                options.listen = text
                    .to_socket_addrs()
                    .ok()
                    .and_then(|mut addresses| addresses.next())
                    .ok_or_else(|| {
                        Usage(format!(
                            "--listen takes HOST:PORT, such as 127.0.0.1:0, not `{text}`"
                        ))
                    })?;
            }
            "--allow-remote" if inline.is_none() => options.allow_remote = true,
            "--public-url" => {
                options.public_url = Some(value()?.to_string_lossy().into_owned());
            }
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
    let sandbox = builder.start().await.map_err(|error| {
        let address = options.listen;
        io::Error::new(error.kind(), format!("cannot listen on {address}: {error}"))
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
    print(&format!("ready {}\n", connection.api_url))?;
    std::future::pending().await
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
        });
        let public = "--public-url=http://sandbox.test";
        assert_eq!(parsed(&["--listen=0.0.0.0:80", "--allow-remote", public]), Ok(remote));
    }

    #[test]
    fn a_wrong_command_line_says_what_is_wrong() {
        for (arguments, part) in [
            (&["--port", "1"][..], "`--port`"),
            (&["serve"], "`serve`"),
            (&["--listen"], "--listen needs a value"),
            (&["--allow-remote=yes"], "`--allow-remote=yes`"),
            (&["--listen", "nowhere"], "HOST:PORT"),
        ] {
            let Usage(message) = parsed(arguments).expect_err("must be refused");
            assert!(message.contains(part), "{message}");
        }
    }
}
