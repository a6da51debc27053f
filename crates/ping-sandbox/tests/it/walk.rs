//! The commands of the guide, from the start of the program to an approved sign-on.
#![cfg(unix)]

use std::{fs, io::Write, process::Command};

use crate::program::{Scratch, program, serve};

/// The blocks of a language that stand in a text.
fn blocks(text: &str) -> Vec<&str> {
    let after = text.split("```sh\n").skip(1);
    after.map(|block| block.split("```").next().unwrap_or_default()).collect()
}

#[test]
fn the_guide_leads_to_an_approved_sign_on() {
    if Command::new("curl").arg("--version").output().is_err() {
        let skipped = "skipped: walk::the_guide_leads_to_an_approved_sign_on: no curl\n";
        std::io::stderr().write_all(skipped.as_bytes()).unwrap();
        return;
    }
    let guide = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/sandbox.md");
    let guide = fs::read_to_string(guide).unwrap();
    let (before, rest) = guide.split_once("<!-- walk -->").expect("the walk");
    let (walk, _) = rest.split_once("<!-- end of walk -->").expect("its end");
    let start = blocks(before).pop().expect("how it starts");
    let scratch = Scratch::new("walk");
    fs::create_dir_all(&scratch.0).unwrap();
    let people = start.lines().find(|line| line.starts_with("echo ")).expect("who there is");
    let made = Command::new("sh").args(["-c", people]).current_dir(&scratch.0).status();
    assert!(made.unwrap().success());
    let line = start.lines().find_map(|line| line.strip_prefix("ping-sandbox ")).expect("a start");
    let mut program = program();
    let arguments = line.split(' ').map(|part| part.replace(":8080", ":0"));
    program.args(arguments).current_dir(&scratch.0);
    let (_running, _) = serve(program);

    // What a person does in the console is what its commands in brackets do.
    let mut script = "set -eu\n".to_owned();
    let mut rest = walk;
    while let Some((text, block)) = rest.split_once("```sh\n") {
        let (block, after) = block.split_once("```").expect("the end of a block");
        if let Some((_, instead)) = text.split_once("(Without a browser: `") {
            script += &format!("{}\necho\n", instead.split_once("`.)").expect("its end").0);
        }
        script += block;
        rest = after;
    }
    let done = Command::new("sh").args(["-c", &script]).current_dir(&scratch.0).output().unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let is_status = |line: &&str| !line.is_empty() && !line.starts_with('{');
    assert_eq!(
        said.lines().filter(is_status).collect::<Vec<_>>(),
        ["PUSH_CONFIRMATION_REQUIRED", "COMPLETED"],
        "{said}"
    );
}
