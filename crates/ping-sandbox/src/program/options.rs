//! The command line.

use std::{
    ffi::OsString,
    fmt,
    net::{SocketAddr, ToSocketAddrs},
    path::PathBuf,
    time::SystemTime,
};

use ping_sandbox::ClientAuthMethod;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// What `--help` prints.
pub(crate) const HELP: &str = "\
Emulates the PingOne API, its authorization server and PingID on a loopback port.

Usage: ping-sandbox [OPTIONS]

Where it is reached:
  --listen ADDR         Where to listen, as HOST:PORT; port 0 picks one [default: 127.0.0.1:0]
  --allow-remote        Listen on an address that is not a loopback one, too. The controls and the
                        console then ask for a token
  --control-token TEXT  The token that they ask for, on loopback, too: 16 characters at least.
                        Without it, that of the variable PING_SANDBOX_CONTROL_TOKEN; without
                        that, one is drawn where it is needed, and printed once
  --public-url URL      What clients reach it by where it is not ADDR: http://HOST:PORT
  --tls-cert FILE       Speak HTTPS with this certificate and those that vouch for it (PEM)
  --tls-key FILE        and with its key (PEM)

What is in it:
  --config FILE         What there is from the beginning: a JSON object of lists of create bodies,
                        by the paths of their collections
  --state FILE          Keep what happens in FILE, and go on from it. It is started with the same
                        options again, and holds secrets
  --seed NUMBER         Make ids, codes and secrets the same every time
  --frozen-at TIME      Let the clock stand still at TIME until it is moved: 2026-01-15T12:00:00Z
  --auth-method M       How the worker application authenticates: basic, post or jwt, by its
                        secret [default: basic]

  --strict              Be as strict as the service: text messages off, rates limited, and what was
                        created is not everywhere at once

What it tells:
  --write-env DIR       Write DIR/sandbox.env and DIR/pingid.properties
  --log LEVEL           none, or requests: a line on stderr for each call, secrets masked
                        [default: none]
  --help                Print this help
  --version             Print the version

When it serves, it prints one line that starts with `ready`, and on stderr where its console is.
SIGTERM and SIGINT end it. Its status is 0 then, 1 where it cannot serve, and 2 where its options
are wrong.
";

/// What it was told.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Options {
    pub(crate) listen: SocketAddr,
    pub(crate) allow_remote: bool,
    pub(crate) public_url: Option<String>,
    pub(crate) write_env: Option<PathBuf>,
    pub(crate) seed: Option<u64>,
    pub(crate) frozen_at: Option<SystemTime>,
    pub(crate) auth_method: Option<ClientAuthMethod>,
    pub(crate) config: Option<PathBuf>,
    pub(crate) state: Option<PathBuf>,
    pub(crate) control_token: Option<String>,
    pub(crate) tls_cert: Option<PathBuf>,
    pub(crate) tls_key: Option<PathBuf>,
    pub(crate) log: bool,
    pub(crate) strict: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            allow_remote: false,
            public_url: None,
            write_env: None,
            seed: None,
            frozen_at: None,
            auth_method: None,
            config: None,
            state: None,
            control_token: None,
            tls_cert: None,
            tls_key: None,
            log: false,
            strict: false,
        }
    }
}

/// What it does.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Serve(Box<Options>),
    Help,
    Version,
}

/// What is wrong with the command line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Usage(String);

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Reads the arguments behind the program's name.
pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, Usage> {
    let mut options = Options::default();
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
            "--control-token" => {
                options.control_token = Some(value()?.to_string_lossy().into_owned());
            }
            "--tls-cert" => options.tls_cert = Some(PathBuf::from(value()?)),
            "--tls-key" => options.tls_key = Some(PathBuf::from(value()?)),
            "--strict" if inline.is_none() => options.strict = true,
            "--log" => {
                let text = value()?.to_string_lossy().into_owned();
                options.log = match text.as_str() {
                    "none" => false,
                    "requests" => true,
                    _ => return Err(takes("none or requests", &text)),
                };
            }
            "--config" => options.config = Some(PathBuf::from(value()?)),
            "--state" => options.state = Some(PathBuf::from(value()?)),
            "--write-env" => options.write_env = Some(PathBuf::from(value()?)),
            "--help" | "-h" => return Ok(Command::Help),
            "--version" | "-V" => return Ok(Command::Version),
            _ => return Err(Usage(format!("there is no option `{argument}`"))),
        }
    }
    if options.tls_cert.is_some() != options.tls_key.is_some() {
        return Err(Usage("--tls-cert and --tls-key need each other".to_owned()));
    }
    Ok(Command::Serve(Box::new(options)))
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
        let expected = Command::Serve(Box::new(Options {
            listen: ([127, 0, 0, 1], 8080).into(),
            write_env: Some("out dir".into()),
            ..Options::default()
        }));
        let spaced = parsed(&["--listen", "127.0.0.1:8080", "--write-env", "out dir"]);
        assert_eq!(spaced.as_ref(), Ok(&expected));
        assert_eq!(parsed(&["--write-env=out dir", "--listen=127.0.0.1:8080"]), spaced);
        assert_eq!(parsed(&["--help"]), Ok(Command::Help));
        assert_eq!(parsed(&["-V"]), Ok(Command::Version));
        let remote = Command::Serve(Box::new(Options {
            listen: ([0, 0, 0, 0], 80).into(),
            allow_remote: true,
            public_url: Some("http://sandbox.test".into()),
            write_env: None,
            seed: Some(7),
            frozen_at: Some(UNIX_EPOCH + Duration::from_secs(1_768_478_400)),
            auth_method: Some(ClientAuthMethod::ClientSecretPost),
            config: Some("config.json".into()),
            state: Some("state".into()),
            control_token: Some("0123456789abcdef".into()),
            tls_cert: Some("cert.pem".into()),
            tls_key: Some("key.pem".into()),
            log: true,
            strict: true,
        }));
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
            "--control-token=0123456789abcdef",
            "--tls-cert=cert.pem",
            "--tls-key=key.pem",
            "--log=requests",
            "--strict",
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
            (&["--log", "all"], "none or requests"),
            (&["--tls-cert", "cert.pem"], "need each other"),
        ] {
            let Usage(message) = parsed(arguments).expect_err("must be refused");
            assert!(message.contains(part), "{message}");
        }
    }
}
