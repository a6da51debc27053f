//! What the row of an operation, and those of its like, say about its types and names.

use crate::catalogue::Catalogue;
use crate::discriminator::Discriminator;
use crate::generate::static_name_of;
use crate::names::{camel_case, capitalized, snake_case};
use crate::row::Row;

/// What an operation does with its resource.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Does {
    Create,
    List,
    Read,
    Replace,
    Merge,
    Delete,
    /// Something of its own.
    Act,
}

/// An operation with all that could be guessed.
pub(super) struct Guess {
    /// The row with its types filled in.
    pub(super) row: Row,
    pub(super) does: Does,
    pub(super) static_name: String,
    /// Whether another operation of its group has begun.
    pub(super) has_method: bool,
    /// The type of the resource.
    resource: String,
}

impl Guess {
    pub(super) fn of(catalogue: &Catalogue, row: &Row) -> Self {
        let does = does(catalogue, row);
        let resource = resource(catalogue, row);
        let group = catalogue.group(row).into_iter();
        let begun: Vec<&Row> = group
            .filter(|one| one.is_begun() && one.id != row.id && !row.group.is_empty())
            .collect();
        let one_type = begun.iter().all(|one| one.request_type == begun[0].request_type);
        let mut row = row.clone();
        if !row.is_begun()
            && let Some(first) = begun.first()
        {
            // Of several types, each is called by what tells it apart.
            let own = match row.discriminator() {
                Ok(Discriminator::Equals(_, value)) if !one_type => {
                    format!("{}{resource}", camel_case(&value.to_lowercase()))
                }
                _ => String::new(),
            };
            let types = [&first.request_type, &first.response_type].map(String::clone);
            let types = if own.is_empty() { types } else { [format!("New{own}"), own] };
            [row.request_type, row.response_type] = types;
        } else if !row.is_begun() {
            row.request_type = match does {
                _ if !row.has_request_body() => String::new(),
                Does::Merge => format!("Patch{resource}"),
                Does::Act => camel_case(name(&row.id)),
                _ => like(catalogue, &row, Does::Create).unwrap_or(format!("New{resource}")),
            };
            row.response_type = match does {
                _ if !row.has_response_body() => "()".to_owned(),
                Does::List => format!("Collection<{resource}>"),
                _ => resource.clone(),
            };
        }
        Self {
            static_name: static_name_of(&row),
            has_method: !begun.is_empty(),
            row,
            does,
            resource,
        }
    }

    /// The answer as a comment names it.
    pub(super) fn answer(&self) -> &str {
        &self.row.response_type
    }

    /// What the call is called.
    pub(super) fn method(&self) -> String {
        match self.does {
            Does::Create => "create".to_owned(),
            Does::List => "list".to_owned(),
            Does::Read => "read".to_owned(),
            Does::Replace => "update".to_owned(),
            Does::Merge => "patch".to_owned(),
            Does::Delete => "delete".to_owned(),
            Does::Act => self.action(),
        }
    }

    /// The words of the id that are none of the path.
    fn action(&self) -> String {
        let path = self.row.path.to_lowercase();
        let words = name(&self.row.id).split('_');
        let own: Vec<&str> = words.filter(|word| !path.contains(word)).collect();
        match own.is_empty() {
            true => name(&self.row.id).to_owned(),
            false => own.join("_"),
        }
    }

    /// The type of the id that the method takes, where the path ends with one.
    pub(super) fn id_type(&self) -> Option<String> {
        let last = self.row.path.rsplit('/').next()?;
        let parameter = last.strip_prefix('{')?.strip_suffix('}')?;
        let stem = parameter.strip_suffix("ID").unwrap_or(parameter);
        Some(format!("{}Id", capitalized(stem)))
    }

    /// What the handle is called by those who have it.
    pub(super) fn handle(&self) -> String {
        snake_case(literals(&self.row.path).next_back().unwrap_or_default())
    }

    /// What the body is called among the parameters.
    pub(super) fn argument(&self) -> String {
        match self.does {
            Does::Act => "request".to_owned(),
            Does::Merge => "change".to_owned(),
            _ => snake_case(&self.resource).rsplit('_').next().unwrap_or_default().to_owned(),
        }
    }

    /// What the method returns.
    pub(super) fn result(&self) -> String {
        let answer = &self.row.response_type;
        let item = answer.strip_prefix("Collection<").and_then(|rest| rest.strip_suffix('>'));
        match item {
            Some(item) => format!("List<{item}>"),
            None => format!("Call<{answer}>"),
        }
    }

    /// What stands behind the operation.
    pub(super) fn chain(&self) -> String {
        let id = self.id_type().map_or("", |_| ".id(id)");
        let end = if self.result().starts_with("List") { "list" } else { "call" };
        match self.row.request_type.is_empty() {
            true => format!("{id}.{end}()"),
            false => format!("{id}.json(&{}).{end}()", self.argument()),
        }
    }
}

/// An item's path ends with its id; a path that ends with a name is a collection's where another
/// operation has an item of it.
fn does(catalogue: &Catalogue, row: &Row) -> Does {
    let is_plain = ["", "application/json"].contains(&row.content_type.as_str());
    let item = format!("{}/{{", row.path);
    let has_items = catalogue.rows().iter().any(|other| {
        let rest = other.path.strip_prefix(&item);
        rest.is_some_and(|rest| other.product == row.product && !rest.contains('/'))
    });
    match (row.method.as_str(), row.path.ends_with('}')) {
        _ if !is_plain => Does::Act,
        ("GET", false) if has_items => Does::List,
        ("GET", _) => Does::Read,
        ("POST", false) if has_items => Does::Create,
        ("PUT", _) => Does::Replace,
        ("PATCH", _) => Does::Merge,
        ("DELETE", _) => Does::Delete,
        _ => Does::Act,
    }
}

/// The type of the resource: what another operation of it answers, or what its path is called.
fn resource(catalogue: &Catalogue, row: &Row) -> String {
    let collection = collection(&row.path);
    let others = catalogue.rows().iter().filter(|other| {
        other.is_begun()
            && other.group.is_empty()
            && other.product == row.product
            && self::collection(&other.path) == collection
            && ["", "application/json"].contains(&other.content_type.as_str())
    });
    let mut answers = others.map(|other| {
        let answer = other.response_type.as_str();
        let item = answer.strip_prefix("Collection<").and_then(|rest| rest.strip_suffix('>'));
        item.unwrap_or(answer)
    });
    match answers.find(|answer| *answer != "()") {
        Some(known) => known.to_owned(),
        None => singular(literals(&row.path).next_back().unwrap_or_default()),
    }
}

/// The request type of an operation of the same resource.
fn like(catalogue: &Catalogue, row: &Row, wanted: Does) -> Option<String> {
    let same = |other: &&Row| {
        other.is_begun()
            && other.product == row.product
            && collection(&other.path) == collection(&row.path)
            && does(catalogue, other) == wanted
            && !other.request_type.is_empty()
    };
    catalogue.rows().iter().find(same).map(|other| other.request_type.clone())
}

fn name(id: &str) -> &str {
    id.split_once('.').map_or(id, |(_, name)| name)
}

/// The path without the item's id.
fn collection(path: &str) -> &str {
    match path.rsplit_once('/') {
        Some((collection, last)) if last.starts_with('{') => collection,
        _ => path,
    }
}

fn literals(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.split('/').filter(|segment| !segment.is_empty() && !segment.starts_with('{'))
}

/// `fido2Policies` is a `Fido2Policy`.
fn singular(segment: &str) -> String {
    let name = capitalized(segment);
    match (name.strip_suffix("ies"), name.strip_suffix('s')) {
        (Some(stem), _) => format!("{stem}y"),
        (None, Some(stem)) if !stem.ends_with('s') => stem.to_owned(),
        _ => name,
    }
}
