//! The files that repeat what the catalogue says.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::catalogue::{Catalogue, Row};

/// The types that belong to no product.
const SHARED: [&str; 8] = [
    "Collection",
    "EnvironmentId",
    "OrganizationId",
    "PopulationId",
    "Reference",
    "TokenRequest",
    "TokenResponse",
    "UserId",
];

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
        ("xtask/src/checks.rs".to_owned(), checks(&begun)),
    ];
    for name in begun.iter().copied().map(crate_of).collect::<BTreeSet<_>>() {
        let rows: Vec<&Row> = begun.iter().copied().filter(|row| crate_of(row) == name).collect();
        let path = format!("crates/{name}/src/operations.rs");
        files.push((path, operations(&name, &rows)));
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

/// One line for each operation: what the sandbox routes by.
fn for_the_sandbox(rows: &[Row]) -> String {
    let sent = rows.iter().filter(|row| !row.method.is_empty());
    let lines = sent.map(|row| {
        let columns = [
            &row.id,
            &row.title,
            &row.host,
            &row.method,
            &row.path,
            &row.content_type,
            row.discriminator_text(),
            &row.auth,
        ];
        columns.map(String::as_str).join("\t") + "\n"
    });
    lines.collect()
}

/// The operations of one crate.
fn operations(name: &str, rows: &[&Row]) -> String {
    let product = rows.first().map_or("", |row| row.product.as_str());
    let transport = match name {
        "ping-transport" => "crate",
        _ => "ping_transport",
    };
    let mut text = String::from(
        "//! The operations of this crate. Written by `cargo catalogue` from\n\
         //! `fixtures/catalogue.csv`.\n\n",
    );
    imports(&mut text, rows.iter().copied().flat_map(types), |name| match SHARED.contains(&name) {
        true => "ping_models".to_owned(),
        false => format!("ping_models::{product}"),
    });
    let _ = write!(text, "\n{transport}::operations! {{\n");
    for (index, row) in rows.iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        text.push_str(&declaration(row));
    }
    text + "}\n"
}

/// The names that the types of an operation consist of.
fn types(row: &Row) -> impl Iterator<Item = &str> {
    [&row.request_type, &row.response_type]
        .into_iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .filter(|name| name.starts_with(char::is_uppercase))
        .filter(|name| !["Vec", "Option", "String"].contains(name))
}

fn imports<'a>(
    text: &mut String,
    names: impl Iterator<Item = &'a str>,
    module: impl Fn(&str) -> String,
) {
    let places: BTreeSet<(String, &str)> = names.map(|name| (module(name), name)).collect();
    let modules: BTreeSet<&String> = places.iter().map(|(module, _)| module).collect();
    for module in modules {
        let of_module = places.iter().filter(|(place, _)| place == module);
        let names: Vec<&str> = of_module.map(|(_, name)| *name).collect();
        let _ = writeln!(text, "use {module}::{{{}}};", names.join(", "));
    }
}

/// An operation as `operations!` reads it.
fn declaration(row: &Row) -> String {
    let name = row.static_name();
    let mut lines = vec![
        format!("/// {}.", row.title),
        format!(
            "pub(crate) {name}: {} => {} = \"{}\",",
            in_macro(&row.request_type),
            in_macro(&row.response_type),
            row.id
        ),
        format!("    {} {} \"{}\"", row.method, row.host_variant(), row.path),
    ];
    let mut clauses = Vec::new();
    let quoted = [("as", &row.content_type), ("accept", &row.accept), ("needs", &row.permission)];
    for (word, value) in quoted {
        if word == "needs" && !row.repeat.is_empty() {
            clauses.push(format!("repeat {}", row.repeat));
        }
        if !value.is_empty() {
            clauses.push(format!("{word} \"{value}\""));
        }
    }
    if !row.replies.is_empty() {
        let notes: Vec<&str> = row.replies.split(' ').collect();
        clauses.push(format!("with {}", notes.join(", ")));
    }
    for clause in clauses {
        match lines.last_mut() {
            Some(line) if line.len() + clause.len() < 94 => {
                line.push(' ');
                line.push_str(&clause);
            }
            _ => lines.push(format!("    {clause}")),
        }
    }
    let mut text = String::new();
    for line in lines {
        // A name and types that are too long for one line.
        match line.split_once(" = ") {
            Some((types, id)) if line.len() > 94 => {
                let _ = write!(text, "    {types}\n        = {id}\n");
            }
            _ => {
                let _ = writeln!(text, "    {line}");
            }
        }
    }
    text.pop();
    text + ";\n"
}

/// A type as `operations!` takes it: one word, a collection, or anything in parentheses.
fn in_macro(name: &str) -> String {
    let is_word = |text: &str| text.chars().all(char::is_alphanumeric);
    let item = name.strip_prefix("Collection<").and_then(|rest| rest.strip_suffix('>'));
    match name {
        "" | "()" => "()".to_owned(),
        _ if is_word(item.unwrap_or(name)) => name.to_owned(),
        _ => format!("({name})"),
    }
}

/// The checks of the payloads of all operations.
fn checks(rows: &[&Row]) -> String {
    let mut text = String::from(
        "//! The models of all operations. Written by `cargo catalogue` from\n\
         //! `fixtures/catalogue.csv`.\n\n\
         use ping_models::lossless::check;\n\
         use ping_models::{mfa, pingid, platform, verify};\n\n\
         use crate::registry::Models;\n\n\
         /// The id of each operation, and how payloads of its request and its answer are checked.\n\
         pub(crate) const MODELS: &[Models] = &[\n",
    );
    for row in rows {
        let check = |name: &str| match name {
            "" | "()" => "None".to_owned(),
            _ => format!("Some(check::<{}>)", qualified(name, &row.product)),
        };
        let _ = writeln!(
            text,
            "    (\"{}\", {}, {}),",
            row.id,
            check(&row.request_type),
            check(&row.response_type)
        );
    }
    text + "];\n"
}

/// The type with the module before each name that has one.
fn qualified(name: &str, product: &str) -> String {
    let mut text = String::new();
    for word in name.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        if SHARED.contains(&bare) {
            text.push_str("ping_models::");
        } else if bare.starts_with(char::is_uppercase)
            && !["Vec", "Option", "String"].contains(&bare)
        {
            let _ = write!(text, "{product}::");
        }
        text.push_str(word);
    }
    text
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

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "id,title,product,method,host,path,content_type,discriminator,tier,source,request,response,sender,accept,repeat,permission,replies,request_type,response_type";

    fn row(columns: &str) -> Row {
        let text = format!("{HEADER}\n{columns}\n");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        reader.deserialize().next().unwrap().unwrap()
    }

    #[test]
    fn a_declaration_says_what_the_row_says() {
        let plain = row(
            "platform.read_all_users,Read Users,platform,GET,api,/v1/users,,,must,,,json,client,,,,,,Collection<User>",
        );
        let expected = "    /// Read Users.
    pub(crate) READ_ALL_USERS: () => Collection<User> = \"platform.read_all_users\",
        GET Api \"/v1/users\";
";
        assert_eq!(declaration(&plain), expected);
        let all = row(
            "pingid.ask,Ask,pingid,POST,pingid,/ask/much,a/b,,must,,json,json,client,c/d,yes,Admin,Steps NoErrorId,Ask,Vec<User>",
        );
        let expected = "    /// Ask.
    pub(crate) ASK: Ask => (Vec<User>) = \"pingid.ask\",
        POST PingId \"/ask/much\" as \"a/b\" accept \"c/d\" repeat yes needs \"Admin\"
        with Steps, NoErrorId;
";
        assert_eq!(declaration(&all), expected);
    }

    #[test]
    fn types_are_found_where_they_are() {
        assert_eq!(
            qualified("Collection<User>", "platform"),
            "ping_models::Collection<platform::User>"
        );
        assert_eq!(
            qualified("Reference<UserId>", "platform"),
            "ping_models::Reference<ping_models::UserId>"
        );
        assert_eq!(qualified("Vec<Option<String>>", "mfa"), "Vec<Option<String>>");
    }
}
