//! The sandbox as a program: see `ping-sandbox --help`.

mod program;

use std::{
    env, fs,
    io::{self, Write},
    path::Path,
    process::ExitCode,
};

use ping_sandbox::{Sandbox, SandboxBuilder};

use self::program::{
    files::write_env,
    options::{Command, HELP, Options, parse},
};

fn main() -> ExitCode {
    let options = match parse(std::env::args_os().skip(1)) {
        Ok(Command::Serve(options)) => options,
        Ok(Command::Help) => return exit(print(HELP)),
        Ok(Command::Version) => {
            return exit(print(concat!("ping-sandbox ", env!("CARGO_PKG_VERSION"), "\n")));
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
    exit(runtime.block_on(serve(*options)))
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
    let sandbox = builder(&options)?.start().await.map_err(|error| match &options.config {
        Some(path) => named_config(&error, path),
        None => error,
    })?;
    if !sandbox.address().ip().to_canonical().is_loopback() {
        let address = sandbox.address();
        complain(&format!("warning: other machines reach {address}"));
        if options.tls_cert.is_none() {
            complain("warning: secrets go over plain HTTP; --tls-cert and --tls-key change that");
        }
    }
    let drawn = sandbox.control_token().filter(|_| control_token(&options).is_none());
    if let Some(token) = drawn {
        complain(&format!("the controls and the console ask for the token {token}"));
    }
    let connection = sandbox.connection();
    if let Some(directory) = &options.write_env {
        write_env(directory, &connection).map_err(|error| {
            let directory = directory.display();
            io::Error::new(error.kind(), format!("cannot write to {directory}: {error}"))
        })?;
        if connection.api_host.contains(':') && options.tls_cert.is_none() {
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

/// What was given, if anything; what stands in a variable is in no list of processes.
fn control_token(options: &Options) -> Option<String> {
    options.control_token.clone().or_else(|| env::var("PING_SANDBOX_CONTROL_TOKEN").ok())
}

fn builder(options: &Options) -> io::Result<SandboxBuilder> {
    let mut builder = Sandbox::builder().listen(options.listen);
    if options.allow_remote {
        builder = builder.allow_remote();
    }
    if let Some(url) = &options.public_url {
        builder = builder.public_url(url);
    }
    if let Some(token) = control_token(options) {
        builder = builder.control_token(&token);
    }
    if let (Some(certificate), Some(key)) = (&options.tls_cert, &options.tls_key) {
        builder = with_tls(builder, &read(certificate)?, &read(key)?)?;
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
    if options.strict {
        builder = builder.strict();
    }
    if options.log {
        builder = builder.log_calls();
    }
    if let Some(path) = &options.config {
        builder = builder.config(&read(path)?);
    }
    if let Some(path) = &options.state {
        builder = builder.state(path);
    }
    Ok(builder)
}

#[cfg(feature = "tls")]
fn with_tls(builder: SandboxBuilder, certificate: &str, key: &str) -> io::Result<SandboxBuilder> {
    Ok(builder.tls(certificate, key))
}

#[cfg(not(feature = "tls"))]
fn with_tls(_: SandboxBuilder, _: &str, _: &str) -> io::Result<SandboxBuilder> {
    let why = "this program was built without TLS: it takes the feature `tls`";
    Err(io::Error::new(io::ErrorKind::Unsupported, why))
}

fn read(path: &Path) -> io::Result<String> {
    fs::read_to_string(path).map_err(|error| {
        io::Error::new(error.kind(), format!("cannot read {}: {error}", path.display()))
    })
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
