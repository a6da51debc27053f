//! `cargo catalogue begin ID…`: what an operation takes, ready to paste.

mod guess;
mod handle;
mod known;
mod payloads;
mod skeleton;
#[cfg(test)]
mod tests;
mod words;

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::catalogue::{Catalogue, PRODUCTS};
use crate::generate::crate_of;
use guess::{Guess, collection};
use known::Known;

/// Fills in the types that follow from the rows of their kind, writes the table where that changed
/// it, and says what else the operations take.
///
/// # Errors
///
/// Where the catalogue, a fixture or the models cannot be read or written, or there is no such
/// operation.
pub fn run(root: &Path, ids: &[String]) -> Result<String> {
    let fixtures = root.join("fixtures");
    let known = Known::read(root, &PRODUCTS)?;
    let catalogue = Catalogue::read(&fixtures)?;
    if let Some(unknown) = ids.iter().find(|id| catalogue.get(id).is_none()) {
        bail!("the catalogue has no {unknown}");
    }
    let mut guesses = Vec::new();
    for id in ids {
        // The next one is guessed by this one, too.
        let catalogue = Catalogue::read(&fixtures)?;
        let row = catalogue.get(id).context("it was there")?;
        let guess = Guess::of(&catalogue, &known, row);
        if !row.is_begun() {
            fill_in(&fixtures.join("catalogue.csv"), &guess)?;
        }
        guesses.push(guess);
    }
    let mut text = String::new();
    while let Some(first) = guesses.first() {
        let path = [first.row.product.clone(), collection(&first.row.path).to_owned()];
        let of_it =
            |guess: &Guess| guess.row.product == path[0] && collection(&guess.row.path) == path[1];
        let (these, others): (Vec<_>, Vec<_>) = guesses.into_iter().partition(of_it);
        text.push_str(&resource(root, &catalogue, &known, &these.iter().collect::<Vec<_>>())?);
        guesses = others;
    }
    Ok(text)
}

/// What the operations of a resource take.
fn resource(
    root: &Path,
    catalogue: &Catalogue,
    known: &Known,
    guesses: &[&Guess],
) -> Result<String> {
    let mut text = String::new();
    let Some(first) = guesses.first() else { return Ok(text) };
    for guess in guesses {
        let row = &guess.row;
        let _ = writeln!(text, "// {}: {} => {}", row.id, row.request_type, row.response_type);
        if row.permission == "-" {
            text.push_str("// No role is named for it: if its page names one, fill it in.\n");
        }
    }
    let new_ids = guesses.iter().filter_map(|guess| guess.id_type.as_ref());
    if let Some(id) = new_ids.into_iter().find(|id| id.is_new) {
        let thing = skeleton::spoken(&first.resource);
        let _ = writeln!(
            text,
            "\n// ping-models: ids.rs\n    /// The id of a {thing}, a UUID.\n    {},",
            id.name
        );
    }
    let product = &first.row.product;
    let models = skeleton::of(&root.join("fixtures"), catalogue, known, guesses)?;
    if !models.is_empty() {
        let _ = writeln!(text, "\n// ping-models: {product}\n{models}");
    }
    let name = crate_of(&first.row);
    let file = format!("{}.rs", first.module());
    match root.join("crates").join(&name).join("src").join(&file).exists() {
        true => {
            for guess in guesses.iter().filter(|guess| !guess.has_method) {
                let _ = writeln!(text, "\n{}", handle::method(guess));
            }
        }
        false => {
            let _ = writeln!(text, "\n// {name}: {file}\n{}", handle::file(guesses));
            let _ = writeln!(text, "// {name}: lib.rs\n{}", handle::lines(first));
        }
    }
    for guess in guesses.iter().filter(|guess| guess.has_method) {
        let _ = writeln!(
            text,
            "// The calls of {} take {}. Its title and page there: {:?}, <{}>",
            guess.static_name,
            guess.row.id,
            guess.row.plain_title(),
            guess.row.source
        );
    }
    text.push_str("// tests/it/wire.rs\n");
    for guess in guesses {
        let _ = writeln!(text, "{}", handle::wire(guess));
    }
    text.push_str("\n// ping-sandbox\n");
    for guess in guesses {
        let _ = writeln!(text, "// {}: {}", guess.row.id, handle::emulation(guess));
    }
    Ok(text + "\n")
}

/// Writes the types of the operation into its row.
fn fill_in(path: &Path, guess: &Guess) -> Result<()> {
    let mut reader = csv::Reader::from_path(path)?;
    let headers = reader.headers()?.clone();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&headers)?;
    for record in reader.into_records() {
        let record = record?;
        let is_it = record.get(0) == Some(guess.row.id.as_str());
        let filled = headers.iter().zip(&record).map(|(name, value)| match name {
            "request_type" if is_it => guess.row.request_type.as_str(),
            "response_type" if is_it => guess.row.response_type.as_str(),
            _ => value,
        });
        writer.write_record(filled)?;
    }
    std::fs::write(path, writer.into_inner()?).with_context(|| format!("no {}", path.display()))
}
