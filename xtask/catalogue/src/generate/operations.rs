//! The `operations.rs` of a crate.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::groups::Group;
use super::types::{imports, in_macro};
use crate::catalogue::Catalogue;
use crate::row::Row;

/// The file.
pub(super) fn file(catalogue: &Catalogue, name: &str, rows: &[&Row]) -> String {
    let product = rows.first().map_or("", |row| row.product.as_str());
    let transport = match name {
        "ping-transport" => "crate",
        _ => "ping_transport",
    };
    let names: BTreeSet<&str> = rows.iter().map(|row| row.group.as_str()).collect();
    let names = names.into_iter().filter(|name| !name.is_empty());
    let groups: Vec<Group<'_>> = names.map(|name| Group::new(catalogue, name)).collect();
    let types = rows.iter().flat_map(|row| [row.request_type.as_str(), &row.response_type]);
    let mut text = String::from(
        "//! The operations of this crate. Written by `cargo catalogue` from\n\
         //! `fixtures/catalogue.csv`.\n\n",
    );
    text.push_str(&imports(types, product));
    if groups.iter().any(Group::has_variants) {
        let _ = writeln!(text, "use {transport}::__private::{{Variants, When}};");
    }
    let _ = write!(text, "\n{transport}::operations! {{\n");
    let shown = rows.iter().filter(|row| !row.is_shown_by_the_answer());
    let declared = shown.map(|row| {
        let group = groups.iter().find(|group| group.name == row.group);
        declaration(row, group)
    });
    text.push_str(&declared.collect::<Vec<_>>().join("\n"));
    text.push_str("}\n");
    for group in groups.iter().filter(|group| group.has_variants()) {
        text.push('\n');
        text.push_str(&group.declaration(transport));
    }
    text
}

/// What the static is called that describes an operation: the most general one of a group as the
/// group.
pub(super) fn static_name(row: &Row, group: Option<&Group<'_>>) -> String {
    let (_, name) = row.id.split_once('.').unwrap_or_default();
    let general = group.filter(|group| group.general().is_some_and(|one| one.id == row.id));
    general.map_or(name, |group| group.name).to_uppercase()
}

/// An operation as `operations!` reads it.
fn declaration(row: &Row, group: Option<&Group<'_>>) -> String {
    let name = static_name(row, group);
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
    for clause in clauses(row, group) {
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

/// What stands behind the path, in the order in which `operations!` reads it.
fn clauses(row: &Row, group: Option<&Group<'_>>) -> Vec<String> {
    let quoted = |text: &str| format!("\"{text}\"");
    let word = |text: &str| text.to_owned();
    let clause = |name: &str, text: &str, each: &dyn Fn(&str) -> String| {
        let values: Vec<String> = text.split('\n').map(each).collect();
        (!text.is_empty()).then(|| format!("{name} {}", values.join(", ")))
    };
    let lines = |text: &str| text.replace(' ', "\n");
    let among = group.filter(|group| group.has_variants()).map(Group::static_name);
    [
        clause("as", &row.content_type, &quoted),
        clause("accept", &row.accept, &quoted),
        clause("repeat", &row.repeat, &word),
        clause("by", row.sent_by(), &word),
        clause("needs", row.role(), &quoted),
        clause("personal", &lines(&row.personal), &quoted),
        clause("with", &lines(&row.replies), &word),
        clause("among", &among.unwrap_or_default(), &word),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::tests::row;

    #[test]
    fn a_declaration_says_what_the_row_says() {
        let plain = row(&[
            ("id", "platform.read_all_users"),
            ("title", "Read Users"),
            ("path", "/v1/users"),
            ("response_type", "Collection<User>"),
        ]);
        let expected = "    /// Read Users.
    pub(crate) READ_ALL_USERS: () => Collection<User> = \"platform.read_all_users\",
        GET Api \"/v1/users\";
";
        assert_eq!(declaration(&plain, None), expected);
        let all = row(&[
            ("id", "pingid.ask"),
            ("title", "Ask"),
            ("method", "POST"),
            ("host", "pingid"),
            ("path", "/ask/much"),
            ("content_type", "a/b"),
            ("accept", "c/d"),
            ("repeat", "yes"),
            ("permission", "Admin"),
            ("personal", "/name /address"),
            ("replies", "Steps NoErrorId"),
            ("request_type", "Ask"),
            ("response_type", "Vec<User>"),
        ]);
        let expected = "    /// Ask.
    pub(crate) ASK: Ask => (Vec<User>) = \"pingid.ask\",
        POST PingId \"/ask/much\" as \"a/b\" accept \"c/d\" repeat yes needs \"Admin\"
        personal \"/name\", \"/address\" with Steps, NoErrorId;
";
        assert_eq!(declaration(&all, None), expected);
    }
}
