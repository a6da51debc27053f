//! The files that repeat what the catalogue says.

mod checks;
mod groups;
mod models;
mod operations;
mod types;

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::catalogue::{Catalogue, PRODUCTS};
use crate::row::Row;

/// What the transport sends by itself.
const OF_THE_TRANSPORT: [&str; 1] = ["platform.get_token"];

/// A file below the workspace's root, and what it should hold.
type Generated = (String, String);

/// Writes the files that differ.
///
/// # Errors
///
/// Where the catalogue cannot be read or a file cannot be written.
pub fn run(root: &Path) -> Result<()> {
    for (name, text) in differing(root)? {
        let path = root.join(&name);
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
        println!("{name}");
    }
    Ok(())
}

/// Says which files differ from the catalogue.
///
/// # Errors
///
/// Where the catalogue cannot be read.
pub fn problems(root: &Path) -> Result<Vec<String>> {
    let tell =
        |(name, _)| format!("{name} differs from fixtures/catalogue.csv: run `cargo catalogue`");
    Ok(differing(root)?.into_iter().map(tell).collect())
}

fn differing(root: &Path) -> Result<Vec<Generated>> {
    let catalogue = Catalogue::read(&root.join("fixtures"))?;
    let mut files = files(&catalogue);
    for (name, text) in &mut files {
        if name.ends_with(".rs") {
            *text = formatted(root, text)?;
        }
    }
    files.retain(|(name, text)| fs::read_to_string(root.join(name)).ok().as_ref() != Some(text));
    Ok(files)
}

fn files(catalogue: &Catalogue) -> Vec<Generated> {
    let rows = catalogue.rows();
    let begun: Vec<&Row> = rows.iter().filter(|row| row.is_begun()).collect();
    let mut files = vec![
        ("crates/ping-sandbox/src/catalogue.tsv".to_owned(), for_the_sandbox(rows)),
        ("xtask/src/checks.rs".to_owned(), checks::file(&begun)),
        ("xtask/src/fuzz/asks.rs".to_owned(), checks::asks(&begun)),
    ];
    for product in PRODUCTS {
        let rows: Vec<&Row> = begun.iter().copied().filter(|row| row.product == product).collect();
        let path = format!("crates/ping-models/src/{product}/operations.md");
        files.push((path, models::file(&rows)));
    }
    for name in begun.iter().copied().map(crate_of).collect::<BTreeSet<_>>() {
        let rows: Vec<&Row> = begun.iter().copied().filter(|row| crate_of(row) == name).collect();
        let path = format!("crates/{name}/src/operations.rs");
        files.push((path, operations::file(catalogue, &name, &rows)));
    }
    files
}

/// The crate that has the operation.
pub(crate) fn crate_of(row: &Row) -> String {
    match row.product.as_str() {
        _ if OF_THE_TRANSPORT.contains(&row.id.as_str()) => "ping-transport".to_owned(),
        "pingid" => "pingid-rest".to_owned(),
        product => format!("pingone-{product}"),
    }
}

/// What calls of an operation name: its static, or that of its group.
pub(crate) fn static_name_of(row: &Row) -> String {
    match row.group.as_str() {
        "" => operations::static_name(row, None),
        group => group.to_uppercase(),
    }
}

/// One line for each operation: what the sandbox routes by.
fn for_the_sandbox(rows: &[Row]) -> String {
    let sent = rows.iter().filter(|row| !row.method.is_empty());
    let lines = sent.map(|row| {
        let columns = [
            row.id.as_str(),
            &row.title,
            &row.host,
            &row.method,
            &row.path,
            &row.content_type,
            row.discriminator_text(),
            &row.auth,
            row.role(),
        ];
        columns.join("\t") + "\n"
    });
    lines.collect()
}

/// The text as `cargo fmt` leaves it.
fn formatted(root: &Path, text: &str) -> Result<String> {
    let mut rustfmt = Command::new("rustfmt");
    rustfmt
        .args(["--edition", "2024", "--emit", "stdout", "--quiet"])
        .current_dir(root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = rustfmt.spawn().context("cannot start rustfmt")?;
    if let Some(mut input) = child.stdin.take() {
        input.write_all(text.as_bytes())?;
    }
    let output = child.wait_with_output()?;
    if !output.status.success() {
        bail!("rustfmt failed on:\n{text}");
    }
    Ok(String::from_utf8(output.stdout)?)
}
