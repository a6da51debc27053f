//! The handle of a resource and its methods.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::guess::{Does, Guess, collection, is_plain, item};
use super::skeleton::spoken;
use super::words::{literals, singular, type_name};
use crate::names::{capitalized, snake_case};

/// The file of a handle, with these methods.
pub(super) fn file(guesses: &[&Guess]) -> String {
    let Some(first) = guesses.first() else { return String::new() };
    let (mut models, mut ids) = (BTreeSet::new(), BTreeSet::new());
    for guess in guesses {
        let answer = guess.row.response_type.as_str();
        models.insert(item(answer).unwrap_or(answer));
        models.extend(Some(guess.row.request_type.as_str()).filter(|_| guess.has_argument()));
        ids.extend(guess.id_type.as_ref().map(|id| id.name.as_str()));
    }
    models.remove("()");
    ids.remove("String");
    let joined = |names: &BTreeSet<&str>| match names.len() {
        1 => names.iter().copied().collect::<String>(),
        _ => format!("{{{}}}", names.iter().copied().collect::<Vec<_>>().join(", ")),
    };
    let words = spoken(&type_name(&[first.module()]));
    let mut text = format!("//! {}.\n\n", capitalized(&words));
    let _ = writeln!(text, "use ping_models::{}::{};", first.row.product, joined(&models));
    if !ids.is_empty() {
        let _ = writeln!(text, "use ping_models::{};", joined(&ids));
    }
    let has_lists = guesses.iter().any(|guess| guess.result().starts_with("List"));
    let list = if has_lists { "List, " } else { "" };
    let _ = writeln!(text, "use ping_transport::{{Call, {list}handle}};\n");
    let (handle, parent) = (first.handle_type(), parent(first));
    let _ = write!(
        text,
        "use crate::operations::*;\n\nhandle! {{\n    /// The {words}. From\n    \
         /// [`{parent}::{called}`](crate::{parent}::{called}).\n    pub struct {handle};\n}}\n\n\
         impl {handle} {{\n",
        called = first.handle(),
    );
    let methods = guesses.iter().filter(|guess| !guess.has_method).map(|guess| method(guess));
    text.push_str(&methods.collect::<Vec<_>>().join("\n"));
    text + "}\n"
}

/// What `lib.rs` says of a handle, and the method of its parent.
pub(super) fn lines(guess: &Guess) -> String {
    let (module, handle) = (guess.module(), guess.handle_type());
    format!(
        "mod {module};\npub use {module}::{handle};\n\n// in {}\n    /// The {}.\n    \
         pub fn {}(&self) -> {handle} {{\n        self.scope.clone().into()\n    }}\n",
        parent(guess),
        spoken(&type_name(&[&module])),
        guess.handle()
    )
}

/// The handle that the resource is below: that of the last name before it, else the product's.
fn parent(guess: &Guess) -> String {
    let path = collection(&guess.row.path);
    let mut above = literals(path.rsplit_once('/').map_or("", |(above, _)| above));
    let tells = |name: &&str| {
        !name.starts_with('.') && !["v1", "environments", "as", "metrics"].contains(name)
    };
    match above.rfind(tells) {
        None => type_name(&[&guess.row.product]),
        Some(name) => format!("{}Handle", type_name(&[singular(&snake_case(name))])),
    }
}

/// The method of an operation.
pub(super) fn method(guess: &Guess) -> String {
    let row = &guess.row;
    let name = guess.method();
    let (errors, others) = match guess.does {
        Does::Create => {
            ("400 with `INVALID_VALUE` where a member does not validate", "\"add\", \"new\", ")
        }
        Does::List => ("", "\"get_all\", \"all\", \"search\", "),
        Does::Read => ("404 for an unknown one", "\"get\", \"fetch\", \"find\", "),
        Does::Replace => {
            ("as for creating; 404 for an unknown one", "\"replace\", \"put\", \"edit\", ")
        }
        Does::Merge => ("as for creating; 404 for an unknown one", "\"edit\", \"modify\", "),
        Does::Delete => ("404 for an unknown one", "\"remove\", "),
        Does::Act => ("404 for an unknown one", ""),
    };
    let mut text = format!("    /// {}.\n", row.title);
    if !errors.is_empty() && guess.is_collection {
        let _ = writeln!(text, "    ///\n    /// Errors: {errors}.");
    }
    if row.source.starts_with("https://") {
        let _ = writeln!(text, "    ///\n    /// <{}>", row.source);
    }
    let _ = writeln!(text, "    #[doc(alias({others}{:?}))]", row.plain_title());
    let mut parameters = vec!["&self".to_owned()];
    parameters.extend(guess.id_type.as_ref().map(|id| format!("id: impl Into<{}>", id.name)));
    if guess.has_argument() {
        parameters.push(format!("{}: {}", guess.argument(), row.request_type));
    }
    let _ = writeln!(
        text,
        "    pub fn {name}({}) -> {} {{\n        self.scope.at(&{}){}\n    }}",
        parameters.join(", "),
        guess.result(),
        guess.static_name,
        guess.chain(),
    );
    text
}

/// The line of the wire test.
pub(super) fn wire(guess: &Guess) -> String {
    let mut values: Vec<String> =
        guess.id_type.as_ref().map(|_| "\"id-1\"".to_owned()).into_iter().collect();
    if guess.has_argument() {
        values.push(format!("{}::new()", guess.row.request_type));
    }
    format!("wire!({}.{}({}));", guess.handle(), guess.method(), values.join(", "))
}

/// What the sandbox takes.
pub(super) fn emulation(guess: &Guess) -> String {
    match guess.does {
        does if does == Does::Act || !is_plain(&guess.row) => {
            let handler = guess.row.id.rsplit('.').next().unwrap_or_default();
            format!("a route of its own, (\"{}\", {handler})", guess.row.id)
        }
        does if guess.is_collection => {
            format!("the table &{} does it: {does:?}", guess.module().to_uppercase())
        }
        _ => "a member of a table, or settings, or a route of its own".to_owned(),
    }
}
