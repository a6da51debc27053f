//! The code of the guides, run against the sandbox.
//!
//! Every Rust block of the pages below has to be found, white space aside, in a file that is
//! compiled: mostly here, or in the crates that the page talks about.

mod elsewhere;
mod mfa;
mod readme;
mod recipes;
mod testing;

use std::cell::RefCell;
use std::error::Error as StdError;
use std::fs;
use std::path::Path;

use ping_sdk::models::mfa::KeyUri;
use ping_sdk::prelude::*;

use crate::files::{bare, sources};

/// The pages whose code is checked.
const PAGES: [&str; 12] = [
    "README.md",
    "docs/adding-an-operation.md",
    "docs/architecture.md",
    "docs/pingid.md",
    "docs/performance.md",
    "docs/platform.md",
    "docs/recipes.md",
    "docs/sandbox.md",
    "docs/scripts.md",
    "docs/security.md",
    "docs/testing-elsewhere.md",
    "docs/testing.md",
];

type Outcome = Result<(), Box<dyn StdError>>;

/// The user's authenticator app.
struct App<'a> {
    sandbox: &'a Sandbox,
    key: RefCell<String>,
}

impl<'a> App<'a> {
    fn new(sandbox: &'a Sandbox) -> Self {
        Self { sandbox, key: RefCell::default() }
    }

    fn scan(&self, key: &KeyUri) {
        *self.key.borrow_mut() = key.expose().to_owned();
    }

    /// A passcode is good once, so time passes first.
    fn code(&self) -> String {
        self.sandbox.clock().advance(Duration::from_secs(30));
        self.sandbox.totp_code(&self.key.borrow()).unwrap()
    }
}

/// A client of the sandbox, and a user who can sign in.
async fn client(sandbox: &Sandbox) -> (Ping, UserId) {
    let ping = Ping::builder().sandbox(&sandbox.connection()).build().unwrap();
    let new = NewUser::new("jdoe").email("jdoe@example.com").mfa_enabled(true);
    let user = ping.platform().users().create(new).await.unwrap();
    (ping, user.id)
}

/// The Rust blocks of a page, with the line on which each begins.
fn blocks(page: &str) -> Vec<(usize, String)> {
    blocks_of(page, "rust")
}

/// Those of a language.
fn blocks_of(page: &str, wanted: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut fence: Option<bool> = None;
    for (index, line) in page.lines().enumerate() {
        match (line.trim_start().strip_prefix("```"), fence) {
            (Some(language), None) => {
                let is_wanted = language.split(',').next() == Some(wanted);
                fence = Some(is_wanted);
                if is_wanted {
                    found.push((index + 1, String::new()));
                }
            }
            (Some(_), Some(_)) => fence = None,
            (None, Some(true)) => {
                if let Some((_, text)) = found.last_mut() {
                    text.push_str(line);
                    text.push('\n');
                }
            }
            (None, _) => {}
        }
    }
    found
}

#[test]
fn the_code_of_the_guides_is_compiled() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut compiled = Vec::new();
    sources(&root.join("crates"), &mut compiled);
    let mut checked = 0;
    for page in PAGES {
        let text = fs::read_to_string(root.join(page)).unwrap();
        for (line, block) in blocks(&text) {
            let block = bare(&block);
            assert!(!block.is_empty(), "{page}:{line}: an empty block");
            assert!(
                compiled.iter().any(|source| source.contains(&block)),
                "{page}:{line}: no compiled file has this code; change it here and there alike"
            );
            checked += 1;
        }
    }
    assert!(checked > 10, "only {checked} blocks were found");
}

#[test]
fn blocks_are_found_by_their_language() {
    let page = "text\n```rust\nlet a = 1;\n```\n```toml\nb = 2\n```\n  ```rust\n  c();\n  ```\n";
    let found = blocks(page);
    assert_eq!(found, [(2, "let a = 1;\n".to_owned()), (8, "  c();\n".to_owned())]);
}
