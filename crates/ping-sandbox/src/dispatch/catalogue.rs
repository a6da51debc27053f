//! The catalogue of operations, and which of them a request is.

use http::Method;
use serde_json::Value;

use crate::{
    dispatch::{
        product::Product,
        tables,
        verb::{self, Verb},
    },
    store::schema::Schema,
    wire::{
        request::Request,
        response::{Answer, Failure, not_found},
    },
    world::context::Context,
};

/// What answers an operation that is none of a table.
pub(crate) type Handler = fn(&mut Context<'_>, &Call<'_>) -> Answer;

/// A request on its way to a handler.
pub(crate) struct Call<'a> {
    pub(crate) request: &'a Request,
    /// The catalogue's id of the operation.
    pub(crate) operation: &'static str,
    params: Vec<(&'static str, &'a str)>,
}

impl<'a> Call<'a> {
    /// A path parameter by the catalogue's name (`userID`), decoded; empty if the path has none.
    pub(crate) fn param(&self, name: &str) -> &'a str {
        self.params.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value)
    }

    /// The values of the path's parameters, in their order.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &'a str> {
        self.params.iter().map(|(_, value)| *value)
    }

    /// Whether the operation's path has that parameter.
    pub(crate) fn has_param(&self, name: &str) -> bool {
        self.params.iter().any(|(key, _)| *key == name)
    }
}

/// Who may call an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Auth {
    /// An access token.
    Bearer,
    /// An application's credentials in the request.
    Client,
    /// An account's signature.
    PingId,
    /// Anybody.
    Open,
}

/// One row of the catalogue.
pub(crate) struct Operation {
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    pub(crate) auth: Auth,
    /// The roles any of which it needs, joined by ` or `; empty where none is named.
    pub(crate) permission: &'static str,
    does: Option<Does>,
    before: fn(&Context<'_>) -> Result<(), Failure>,
    /// Whether the audit tells of what it does.
    audited: bool,
    host: &'static str,
    method: Method,
    path: Vec<Segment>,
    media_type: &'static str,
    condition: Condition,
}

/// What an operation does.
#[derive(Clone, Copy)]
enum Does {
    /// Whatever this does.
    Run(Handler),
    /// What a table says.
    Table(Verb, &'static Schema),
}

enum Segment {
    Literal(&'static str),
    Param(&'static str),
}

/// What names operations apart that share method, path and media type.
enum Condition {
    None,
    BodyAbsent(&'static str),
    QueryPresent(&'static str),
    BodyPresent(&'static str),
    BodyValue(&'static str, &'static str),
    /// Cannot be told apart on the wire from another row, which is the one that counts.
    Alias,
}

impl Condition {
    fn parse(text: &'static str) -> Self {
        if text.is_empty() {
            Self::None
        } else if let Some(pointer) = text.strip_prefix("body:!") {
            Self::BodyAbsent(pointer)
        } else if let Some(rest) = text.strip_prefix("body:") {
            match rest.split_once('=') {
                Some((pointer, value)) => Self::BodyValue(pointer, value),
                None => Self::BodyPresent(rest),
            }
        } else if let Some(name) = text.strip_prefix("query:") {
            Self::QueryPresent(name)
        } else {
            Self::Alias
        }
    }

    fn matches(&self, request: &Request) -> bool {
        let at = |pointer: &str| request.json().and_then(|body| body.pointer(pointer));
        match self {
            Self::None => true,
            Self::BodyAbsent(pointer) => {
                request.json().is_some_and(Value::is_object)
                    && at(pointer).is_none_or(Value::is_null)
            }
            Self::BodyPresent(pointer) => at(pointer).is_some_and(|value| !value.is_null()),
            Self::QueryPresent(name) => request.query(name).is_some(),
            Self::BodyValue(pointer, wanted) => match at(pointer) {
                Some(Value::String(value)) => value == wanted,
                Some(Value::Bool(value)) => value.to_string() == *wanted,
                _ => false,
            },
            Self::Alias => false,
        }
    }
}

/// Which operation a request is.
pub(crate) enum Found<'a> {
    /// This one.
    Operation(&'a Operation, Call<'a>),
    /// The path is known, this is one of its operations, but none takes this media type.
    WrongMediaType(&'a Operation, Call<'a>),
    /// A browser asks what the path takes: these methods.
    Methods(Vec<&'a Method>),
    /// No operation has this path with this method.
    Nothing,
}

/// All operations.
pub(crate) struct Routes(Vec<Operation>);

impl Routes {
    /// The catalogue, with what the products do.
    pub(crate) fn new(products: &[Product]) -> Self {
        let tables: Vec<_> = products.iter().flat_map(|one| one.tables).copied().collect();
        let handlers: Vec<_> = products.iter().flat_map(|one| (one.handlers)()).collect();
        let does = |id: &str, method: &Method, path: &str, media_type: &str| {
            if let Some((_, handler)) = handlers.iter().find(|(name, _)| *name == id) {
                return Some(Does::Run(*handler));
            }
            // Vendor's media types are for what is not said of a row.
            let is_plain = matches!(media_type, "" | "application/json");
            let (verb, table) = is_plain.then(|| verb::of(method, path, &tables))??;
            Some(Does::Table(verb, table))
        };
        let rows = include_str!("../catalogue.tsv").lines().filter_map(|line| {
            let mut columns = line.split('\t');
            let mut next = || columns.next();
            let (id, title, host, method) = (next()?, next()?, next()?, next()?);
            let (path, media_type, condition, auth) = (next()?, next()?, next()?, next()?);
            let permission = next()?;
            let method = Method::from_bytes(method.as_bytes()).ok()?;
            let (product, _) = id.split_once('.')?;
            let product = products.iter().find(|one| one.name == product);
            Some(Operation {
                id,
                title,
                host,
                media_type,
                permission,
                auth: match (auth, host) {
                    ("bearer", _) => Auth::Bearer,
                    ("client", _) => Auth::Client,
                    (_, "pingid" | "authenticator") => Auth::PingId,
                    _ => Auth::Open,
                },
                does: does(id, &method, path, media_type),
                before: product.map_or(Product::BASE.before, |product| product.before),
                audited: auth == "bearer"
                    && method != Method::GET
                    && product.is_some_and(|product| !product.silent.contains(&id)),
                method,
                path: path
                    .trim_start_matches('/')
                    .split('/')
                    .map(|segment| {
                        match segment.strip_prefix('{').and_then(|s| s.strip_suffix('}')) {
                            Some(name) => Segment::Param(name),
                            None => Segment::Literal(segment),
                        }
                    })
                    .collect(),
                condition: Condition::parse(condition),
            })
        });
        Self(rows.collect())
    }

    /// Decides by method, path and media type, before anything is authorized. Of operations that
    /// share all three, a member of the body or a parameter of the query says which one it is called:
    /// the first in the catalogue that it fits, else the last, which is the most general one.
    pub(crate) fn find<'a>(&'a self, request: &'a Request) -> Found<'a> {
        // What GET shows, without its body.
        let method = match request.method {
            Method::HEAD => &Method::GET,
            ref method => method,
        };
        let service = request.name.as_ref().map(|name| name.service);
        let on_path = |operation: &&Operation| {
            service.is_none_or(|service| service == operation.host)
                && operation.on_path(&request.segments)
        };
        if method == Method::OPTIONS {
            let mut methods: Vec<&Method> = Vec::new();
            for operation in self.0.iter().filter(on_path) {
                if !methods.contains(&&operation.method) {
                    methods.push(&operation.method);
                }
            }
            return match methods.as_slice() {
                [] => Found::Nothing,
                _ => Found::Methods(methods),
            };
        }
        let called = self.0.iter().filter(|one| one.method == method);
        let called: Vec<&Operation> = called.filter(on_path).collect();
        let literals = called.iter().map(|one| one.literals()).max();
        let most = |one: &&&Operation| Some(one.literals()) == literals;
        let mut group: Vec<&Operation> = called.iter().filter(most).copied().collect();
        let Some(any) = group.first().copied() else {
            return Found::Nothing;
        };
        group.retain(|one| one.takes(request.media_type.as_deref()));
        let fits = group.iter().find(|one| one.condition.matches(request));
        let general = || group.iter().rev().find(|one| !one.is_alias());
        match fits.or_else(general) {
            Some(operation) => Found::Operation(operation, operation.call(request)),
            None => Found::WrongMediaType(any, any.call(request)),
        }
    }
}

impl Operation {
    /// Whether it is emulated.
    pub(crate) fn is_emulated(&self) -> bool {
        self.does.is_some()
    }

    /// Answers a request for it.
    pub(crate) fn answer(&self, context: &mut Context<'_>, call: &Call<'_>) -> Answer {
        (self.before)(context)?;
        let recorded = context.recorded();
        let answer = match self.does {
            Some(Does::Run(handler)) => handler(context, call),
            Some(Does::Table(verb, table)) => tables::answer(context, call, verb, table),
            None => Err(not_found()),
        }?;
        debug_assert!(
            !self.audited || !answer.is_success() || context.recorded() > recorded,
            "{} is not in the audit",
            self.id
        );
        Ok(answer)
    }

    fn on_path(&self, segments: &[String]) -> bool {
        self.path.len() == segments.len()
            && self.path.iter().zip(segments).enumerate().all(|(index, (pattern, segment))| {
                match pattern {
                    Segment::Literal(text) if self.host == "pingid" => {
                        text.eq_ignore_ascii_case(segment)
                    }
                    Segment::Literal(text) => text == segment,
                    // The authorization server's paths begin with the environment; what the other
                    // hosts' paths begin with is no environment.
                    Segment::Param(_) => {
                        index > 0 || !matches!(segment.as_str(), "v1" | "pingid" | "sandbox")
                    }
                }
            })
    }

    fn is_alias(&self) -> bool {
        matches!(self.condition, Condition::Alias)
    }

    fn literals(&self) -> usize {
        self.path.iter().filter(|segment| matches!(segment, Segment::Literal(_))).count()
    }

    fn takes(&self, media_type: Option<&str>) -> bool {
        // The documentation writes body-less vendor types with and without the suffix.
        fn stem(media_type: &str) -> String {
            let media_type = media_type.to_ascii_lowercase();
            match media_type.strip_suffix("+json") {
                Some(stem) => stem.to_owned(),
                None => media_type,
            }
        }
        self.media_type.is_empty()
            || media_type.is_some_and(|given| stem(given) == stem(self.media_type))
    }

    fn call<'a>(&self, request: &'a Request) -> Call<'a> {
        let params = self
            .path
            .iter()
            .zip(&request.segments)
            .filter_map(|(pattern, segment)| match pattern {
                Segment::Param(name) => Some((*name, segment.as_str())),
                Segment::Literal(_) => None,
            })
            .collect();
        Call { request, operation: self.id, params }
    }

    /// Whether its path belongs to PingID's own host.
    pub(crate) fn is_pingid(&self) -> bool {
        matches!(self.host, "pingid" | "authenticator")
    }

    /// Whether a body of this operation is JSON that can be checked before the handler.
    pub(crate) fn takes_json(&self) -> bool {
        !self.is_pingid()
            && !self.media_type.is_empty()
            && (self.media_type == "application/json" || self.media_type.contains("vnd."))
    }
}

#[cfg(test)]
mod tests {
    use super::{Does, Routes};
    use crate::{
        domain::{
            mfa::fido_devices::FIDO_DEVICES,
            platform::{environments::ENVIRONMENTS, linked_accounts::LINKED_ACCOUNTS},
        },
        service::PRODUCTS,
        store::schema::Schema,
    };

    #[test]
    fn every_handler_is_for_an_operation_of_the_catalogue_and_has_no_twin() {
        let routes = Routes::new(PRODUCTS);
        let with_handler = routes.0.iter().filter(|one| matches!(one.does, Some(Does::Run(_))));
        let mut known: Vec<&str> = with_handler.map(|one| one.id).collect();
        let named = PRODUCTS.iter().flat_map(|one| (one.handlers)());
        let mut named: Vec<&str> = named.map(|(id, _)| id).collect();
        known.sort_unstable();
        named.sort_unstable();
        assert_eq!(known, named);
    }

    #[test]
    fn what_is_silent_is_in_the_catalogue() {
        let routes = Routes::new(PRODUCTS);
        for id in PRODUCTS.iter().flat_map(|one| one.silent) {
            assert!(routes.0.iter().any(|one| one.id == *id), "{id}");
        }
    }

    #[test]
    fn every_table_has_operations() {
        let routes = Routes::new(PRODUCTS);
        for table in PRODUCTS.iter().flat_map(|one| one.tables) {
            let is_of = |does: &Option<Does>| match does {
                Some(Does::Table(_, other)) => std::ptr::eq(*table, *other),
                _ => false,
            };
            assert!(routes.0.iter().any(|one| is_of(&one.does)), "{}", table.collection);
        }
    }

    #[test]
    fn every_table_has_a_case_that_it_conforms_to() {
        // What is put in something has tests of its own; the metadata of authenticators are read
        // in another form than they are sent in; linked accounts are sent as a type of their own;
        // environments are in no environment.
        let others = [&ENVIRONMENTS, &FIDO_DEVICES, &LINKED_ACCOUNTS];
        let apart = |table: &Schema| {
            table.among.is_some() || others.iter().any(|one| std::ptr::eq(*one, table))
        };
        let cases = [
            include_str!("../../tests/it/conforms/mfa.rs"),
            include_str!("../../tests/it/conforms/tables.rs"),
        ];
        for table in PRODUCTS.iter().flat_map(|one| one.tables) {
            let path = format!("/{}\"", table.collection);
            let has = cases.iter().any(|cases| cases.contains(&path));
            assert!(has || apart(table), "{}", table.collection);
        }
    }
}
