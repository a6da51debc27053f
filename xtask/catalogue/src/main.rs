//! `cargo catalogue`: writes the files that are generated from the catalogue, where they differ.

use std::path::Path;

fn main() -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    xtask_catalogue::generate::run(&root)
}
