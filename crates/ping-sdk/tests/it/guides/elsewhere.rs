//! The programs of the page on testing without Rust, run as they stand.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use ping_sdk::prelude::*;

use super::blocks_of;

/// The page.
fn page() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    fs::read_to_string(root.join("docs/testing-elsewhere.md")).unwrap()
}

/// All blocks of a language, one after the other.
fn program(language: &str) -> String {
    let page = page();
    let blocks: Vec<_> = blocks_of(&page, language).into_iter().map(|(_, text)| text).collect();
    assert!(!blocks.is_empty(), "no block of {language}");
    blocks.join("\n")
}

/// Whether programs are there. If not, the test says so by its name.
fn has(test: &str, programs: &[&str]) -> bool {
    let missing = programs.iter().find(|program| {
        let version = if **program == "openssl" { "version" } else { "--version" };
        !Command::new(program).arg(version).output().is_ok_and(|output| output.status.success())
    });
    if let Some(program) = missing {
        // The harness keeps what `eprintln!` writes.
        let line = format!("skipped: {test}: there is no {program}\n");
        std::io::stderr().write_all(line.as_bytes()).unwrap();
    }
    missing.is_none()
}

/// Runs a program of the page against a sandbox of its own, as strict as the service or not.
fn run(language: &str, interpreter: &str, file: &str, strict: bool) {
    let builder = Sandbox::builder();
    let builder = if strict { builder.strict() } else { builder };
    let sandbox = builder.start_blocking().unwrap();
    let connection = sandbox.connection();
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("elsewhere-{strict}"));
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join(file);
    fs::write(&file, program(language)).unwrap();
    let properties = file.with_extension("properties");
    fs::write(&properties, &connection.pingid_properties).unwrap();
    let output = Command::new(interpreter)
        .arg(&file)
        .envs(connection.env_vars())
        .env("PINGID_PROPERTIES", &properties)
        .env("no_proxy", "*")
        .output()
        .unwrap();
    let Output { status, stdout, stderr } = &output;
    let (stdout, stderr) = (String::from_utf8_lossy(stdout), String::from_utf8_lossy(stderr));
    assert!(status.success(), "{language}: {status}\n{stdout}{stderr}");
    assert_eq!(stdout, blocks_of(&page(), "text")[0].1);
    let operations: Vec<_> =
        sandbox.requests().into_iter().filter_map(|request| request.operation).collect();
    for wanted in
        ["mfa.validate_otp_for_device", "pingid.auth_status", "verify.read_one_verify_transaction"]
    {
        assert!(operations.iter().any(|one| one == wanted), "{wanted}: {operations:?}");
    }
}

#[test]
fn curl() {
    if has("guides::elsewhere::curl", &["curl", "jq", "openssl"]) {
        run("sh", "sh", "curl.sh", false);
        run("sh", "sh", "curl.sh", true);
    }
}

#[test]
fn python() {
    if has("guides::elsewhere::python", &["python3"]) {
        run("python", "python3", "python.py", false);
        run("python", "python3", "python.py", true);
    }
}

#[test]
fn javascript() {
    if has("guides::elsewhere::javascript", &["node"]) {
        run("js", "node", "javascript.mjs", false);
        run("js", "node", "javascript.mjs", true);
    }
}
