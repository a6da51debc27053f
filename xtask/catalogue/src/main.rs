//! `cargo catalogue`: writes the files that are generated from the catalogue, where they differ.
//! `cargo catalogue begin ID…` says what an operation takes.

use std::path::Path;

use anyhow::bail;

fn main() -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.split_first() {
        None => xtask_catalogue::generate::run(&root),
        Some((word, ids)) if word == "begin" && !ids.is_empty() => {
            print!("{}", xtask_catalogue::begin::run(&root, ids)?);
            Ok(())
        }
        Some(_) => bail!("cargo catalogue [begin ID…]"),
    }
}
