//! What the row of an operation, and those of its like, say about its types and names.

use super::known::Known;
use super::words::{literals, noun, plural, singular, type_name, verb, words};
use crate::catalogue::Catalogue;
use crate::discriminator::Discriminator;
use crate::generate::static_name_of;
use crate::names::{capitalized, snake_case};
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

/// The type of an id that a method takes.
pub(super) struct IdType {
    pub(super) name: String,
    /// Whether it has yet to be declared.
    pub(super) is_new: bool,
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
    pub(super) resource: String,
    /// The type of the id that the method takes, where the path ends with one.
    pub(super) id_type: Option<IdType>,
    /// Whether there are several of the resource.
    pub(super) is_collection: bool,
}

impl Guess {
    pub(super) fn of(catalogue: &Catalogue, known: &Known, row: &Row) -> Self {
        let does = does(catalogue, row);
        let is_collection = row.path.ends_with('}') || has_items(catalogue, row);
        let (noun, behind) = noun(row, is_collection);
        let resource = resource(catalogue, row).unwrap_or_else(|| {
            let name = type_name(&noun);
            known.type_of(&row.product, &name).map_or(name, str::to_owned)
        });
        let group = catalogue.group(row).into_iter();
        let begun: Vec<&Row> = group
            .filter(|one| one.is_begun() && one.id != row.id && !row.group.is_empty())
            .collect();
        let mut filled = row.clone();
        if !row.is_begun() {
            let types = shared(catalogue, row, &begun)
                .or_else(|| of_its_kind(known, row, does, &resource, &behind))
                .unwrap_or_else(|| plain(catalogue, row, does, &resource, is_collection));
            [filled.request_type, filled.response_type] = types;
        }
        Self {
            static_name: static_name_of(row),
            has_method: !begun.is_empty(),
            id_type: id_type(known, row, &resource),
            row: filled,
            does,
            resource,
            is_collection,
        }
    }

    /// What the call is called.
    pub(super) fn method(&self) -> String {
        match self.does {
            Does::Create if is_plain(&self.row) || verb(&self.row) == "create" => {
                "create".to_owned()
            }
            Does::List if self.row.method == "GET" => "list".to_owned(),
            Does::Read => "read".to_owned(),
            Does::Replace => "update".to_owned(),
            Does::Merge => "patch".to_owned(),
            Does::Delete if ["delete", "remove"].contains(&verb(&self.row)) => "delete".to_owned(),
            Does::Create | Does::Delete | Does::List | Does::Act => self.action(),
        }
    }

    /// The words of the id that are none of the path.
    fn action(&self) -> String {
        let path: Vec<String> = literals(&self.row.path)
            .flat_map(|name| snake_case(name).split('_').map(singular).collect::<Vec<_>>())
            .collect();
        let mut own = words(&self.row.id);
        let verb = own.remove(0);
        own.retain(|word| !path.contains(&singular(word)));
        own.insert(0, verb);
        own.join("_")
    }

    /// What the handle is called by those who have it.
    pub(super) fn handle(&self) -> String {
        match self.is_collection {
            true => self.module(),
            false => snake_case(literals(&self.row.path).next_back().unwrap_or_default()),
        }
    }

    /// The module of the handle.
    pub(super) fn module(&self) -> String {
        let resource = snake_case(&self.resource);
        if self.is_collection { plural(&resource) } else { resource }
    }

    /// The type of the handle: that of several is their plural.
    pub(super) fn handle_type(&self) -> String {
        let name = type_name(&[self.module()]);
        if self.is_collection { name } else { name + "Handle" }
    }

    /// What the body is called among the parameters.
    pub(super) fn argument(&self) -> String {
        match self.does {
            Does::Act => "request".to_owned(),
            Does::Merge => "change".to_owned(),
            _ => snake_case(&self.resource).rsplit('_').next().unwrap_or_default().to_owned(),
        }
    }

    /// Whether the call takes a body: what a list is asked for in a body, it takes like any other.
    pub(super) fn has_argument(&self) -> bool {
        !self.row.request_type.is_empty() && self.does != Does::List
    }

    /// What the method returns.
    pub(super) fn result(&self) -> String {
        match item(&self.row.response_type) {
            Some(item) => format!("List<{item}>"),
            None => format!("Call<{}>", self.row.response_type),
        }
    }

    /// What stands behind the operation.
    pub(super) fn chain(&self) -> String {
        let id = match &self.id_type {
            Some(id) if id.name == "String" => ".id::<String>(id)",
            Some(_) => ".id(id)",
            None => "",
        };
        let end = if self.result().starts_with("List") { "list" } else { "call" };
        match self.has_argument() {
            true => format!("{id}.{}(&{}).{end}()", self.row.request, self.argument()),
            false => format!("{id}.{end}()"),
        }
    }
}

/// The item of a collection's type.
pub(super) fn item(answer: &str) -> Option<&str> {
    answer.strip_prefix("Collection<").and_then(|rest| rest.strip_suffix('>'))
}

/// Whether another operation has an item of what this path is.
fn has_items(catalogue: &Catalogue, row: &Row) -> bool {
    let item = format!("{}/{{", row.path);
    catalogue.rows().iter().any(|other| {
        let rest = other.path.strip_prefix(&item);
        rest.is_some_and(|rest| other.product == row.product && !rest.contains('/'))
    })
}

/// An item's path ends with its id; a path that ends with a name is a collection's where another
/// operation has an item of it.
fn does(catalogue: &Catalogue, row: &Row) -> Does {
    let is_item = row.path.ends_with('}');
    let has_items = !is_item && has_items(catalogue, row);
    match row.method.as_str() {
        // One more way to create what there is.
        "POST" if has_items && ["create", "import"].contains(&verb(row)) => Does::Create,
        _ if !is_plain(row) => Does::Act,
        "GET" if has_items => Does::List,
        "GET" => Does::Read,
        "POST" if has_items && ["query", "search", "read", "list"].contains(&verb(row)) => {
            Does::List
        }
        "POST" if has_items => Does::Create,
        "PUT" => Does::Replace,
        "PATCH" => Does::Merge,
        "DELETE" => Does::Delete,
        _ => Does::Act,
    }
}

/// Vendor's media types are for what is not said of a row.
pub(super) fn is_plain(row: &Row) -> bool {
    ["", "application/json"].contains(&row.content_type.as_str())
}

/// What another operation of the resource answers.
fn resource(catalogue: &Catalogue, row: &Row) -> Option<String> {
    let others = catalogue.rows().iter().filter(|other| {
        let is_alike =
            other.product == row.product && collection(&other.path) == collection(&row.path);
        is_alike && other.is_begun() && other.group.is_empty() && is_plain(other)
    });
    let answers = others.map(|other| other.response_type.as_str());
    let mut answers = answers.map(|answer| item(answer).unwrap_or(answer));
    answers.find(|answer| *answer != "()").map(str::to_owned)
}

/// The types of what it is the same as, or those that several of its group share.
fn shared(catalogue: &Catalogue, row: &Row, begun: &[&Row]) -> Option<[String; 2]> {
    let like = match row.discriminator() {
        Ok(Discriminator::SameAs(target, _)) => catalogue.get(&target).filter(|it| it.is_begun()),
        _ => begun.first().copied().filter(|first| {
            begun.len() > 1 && begun.iter().all(|one| one.request_type == first.request_type)
        }),
    }?;
    Some([like.request_type.clone(), like.response_type.clone()])
}

/// Of several types of a resource, each is called by the words of its id.
fn of_its_kind(
    known: &Known,
    row: &Row,
    does: Does,
    resource: &str,
    behind: &[&str],
) -> Option<[String; 2]> {
    let Ok(Discriminator::Equals(member, _)) = row.discriminator() else { return None };
    if member != "/type" || does != Does::Create {
        return None;
    }
    let own = match behind.is_empty() {
        true => type_name(&words(&row.id)[1..]),
        false => format!("{}{resource}", type_name(behind)),
    };
    let own = known.type_of(&row.product, &own).map_or(own.clone(), str::to_owned);
    Some([format!("New{own}"), own])
}

/// The types of what is told apart by its URL alone.
fn plain(
    catalogue: &Catalogue,
    row: &Row,
    does: Does,
    resource: &str,
    is_collection: bool,
) -> [String; 2] {
    let request = match does {
        _ if !row.has_request_body() => String::new(),
        Does::Merge => format!("Patch{resource}"),
        Does::Act | Does::List => type_name(&words(&row.id)),
        Does::Replace if !is_collection => format!("Update{resource}"),
        _ => like(catalogue, row, Does::Create).unwrap_or(format!("New{resource}")),
    };
    let response = match does {
        _ if !row.has_response_body() => "()".to_owned(),
        Does::List => format!("Collection<{resource}>"),
        _ => resource.to_owned(),
    };
    [request, response]
}

/// The request type of an operation of the same resource.
fn like(catalogue: &Catalogue, row: &Row, wanted: Does) -> Option<String> {
    let same = |other: &&Row| {
        other.is_begun()
            && other.group.is_empty()
            && other.product == row.product
            && collection(&other.path) == collection(&row.path)
            && does(catalogue, other) == wanted
            && !other.request_type.is_empty()
    };
    catalogue.rows().iter().find(same).map(|other| other.request_type.clone())
}

/// An id that there is, by the name of the parameter or of the resource; else one by the resource.
fn id_type(known: &Known, row: &Row, resource: &str) -> Option<IdType> {
    let last = row.path.rsplit('/').next()?;
    let parameter = last.strip_prefix('{')?.strip_suffix('}')?;
    let Some(stem) = parameter.strip_suffix("ID") else {
        return Some(IdType { name: "String".to_owned(), is_new: false });
    };
    let own = format!("{resource}Id");
    let snake = snake_case(stem);
    let words: Vec<&str> = snake.split('_').collect();
    let shorter = (1..words.len()).map(|start| format!("{}Id", type_name(&words[start..])));
    let mut names = [format!("{}Id", capitalized(stem)), own.clone()].into_iter().chain(shorter);
    let known = names.find(|name| known.has_id(name));
    Some(IdType { is_new: known.is_none(), name: known.unwrap_or(own) })
}

/// The path without the item's id.
pub(super) fn collection(path: &str) -> &str {
    match path.rsplit_once('/') {
        Some((collection, last)) if last.starts_with('{') => collection,
        _ => path,
    }
}
