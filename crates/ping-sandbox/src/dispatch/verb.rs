//! What an operation does to a table follows from its method and its path.

use http::Method;

use crate::store::schema::Schema;

/// What can be done to a table. Of a row's part, the member is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    Create,
    List,
    Read,
    Replace,
    Merge,
    Delete,
    ReadPart(&'static str),
    WritePart(&'static str),
    ReadSecret,
    RotateSecret,
    DropPreviousSecret,
    /// Puts the defaults in the place of settings.
    Reset,
}

/// The verb and the table of a path of the catalogue, where it is one of a table.
pub(crate) fn of(
    method: &Method,
    path: &str,
    tables: &[&'static Schema],
) -> Option<(Verb, &'static Schema)> {
    let path = path.strip_prefix("/v1/")?;
    let owned = |owner| path.strip_prefix(owner);
    let path = owned("environments/{environmentID}/")
        .or_else(|| owned("organizations/{organizationID}/"))
        .unwrap_or(path);
    let path: Vec<&str> = path.split('/').collect();
    let found = |verb: fn(&Method, &[&str], &'static Schema) -> Option<Verb>| {
        tables.iter().find_map(|table| Some((verb(method, behind(&path, table)?, table)?, *table)))
    };
    // A list below a row comes before a member of it that has the same name.
    found(of_table).or_else(|| found(of_row))
}

/// What is left of a path behind a table's list.
fn behind<'a>(mut path: &'a [&'a str], table: &Schema) -> Option<&'a [&'a str]> {
    if let Some(above) = table.parent {
        path = below(path.strip_prefix(&[above.collection])?)?;
    }
    path.strip_prefix(&[table.collection])
}

/// What is left of a path behind a row.
fn below<'a>(path: &'a [&'a str]) -> Option<&'a [&'a str]> {
    let (id, rest) = path.split_first()?;
    id.starts_with('{').then_some(rest)
}

fn of_table(method: &Method, path: &[&str], table: &'static Schema) -> Option<Verb> {
    let is_row = match below(path) {
        _ if table.single => path.is_empty().then_some(true)?,
        Some(rest) => rest.is_empty().then_some(true)?,
        None => path.is_empty().then_some(false)?,
    };
    Some(match (method.as_str(), is_row) {
        ("GET", false) => Verb::List,
        ("POST", false) => Verb::Create,
        ("GET", true) => Verb::Read,
        ("PUT", true) => Verb::Replace,
        ("PATCH", true) => Verb::Merge,
        ("DELETE", true) if table.single => Verb::Reset,
        ("DELETE", true) => Verb::Delete,
        _ => return None,
    })
}

fn of_row(method: &Method, path: &[&str], table: &'static Schema) -> Option<Verb> {
    let [part] = below(path)? else {
        return None;
    };
    if *part == "secret" {
        return match method.as_str() {
            "GET" => Some(Verb::ReadSecret),
            "POST" => Some(Verb::RotateSecret),
            "DELETE" => Some(Verb::DropPreviousSecret),
            _ => None,
        };
    }
    let member = table.part(part)?;
    match method.as_str() {
        "GET" => Some(Verb::ReadPart(member)),
        "PUT" => Some(Verb::WritePart(member)),
        _ => None,
    }
}
