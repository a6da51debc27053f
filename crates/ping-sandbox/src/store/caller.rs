//! Who asks for something, as far as tables look at that.

use serde_json::{Value, json};

/// A role that somebody has, and for what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Held {
    /// The id of the role.
    pub(crate) role: String,
    /// What sort of thing it is assigned for: `ENVIRONMENT`.
    pub(crate) scope: String,
    /// Of what.
    pub(crate) of: String,
}

impl Held {
    /// What a body of an assignment says.
    pub(crate) fn of(assignment: &Value) -> Self {
        let text = |at: &str| assignment.pointer(at).and_then(Value::as_str);
        let text = |at: &str| text(at).unwrap_or_default().to_owned();
        Self { role: text("/role/id"), scope: text("/scope/type"), of: text("/scope/id") }
    }

    pub(crate) fn json(&self) -> Value {
        json!({ "role": { "id": self.role }, "scope": { "type": self.scope, "id": self.of } })
    }
}

/// The caller: what it may do, and where it is let in.
#[derive(Clone, Copy)]
pub(crate) struct Caller<'a> {
    /// Its roles; `None` where everything is granted.
    pub(crate) roles: Option<&'a [Held]>,
    pub(crate) organization: &'a str,
    /// Those of the organization.
    pub(crate) environments: &'a [String],
    /// Those that it is let into, where it asks for no one of them.
    pub(crate) reach: &'a [String],
    /// The one that the request is about.
    pub(crate) environment: &'a str,
    /// The populations whose people and groups it sees; `None` where it sees all.
    pub(crate) populations: Option<&'a [String]>,
}

impl Caller<'_> {
    /// Whether it sees a population, and what is in it; which one is asked only where that counts,
    /// as lists ask for each row.
    pub(crate) fn sees_population<'a>(&self, id: impl FnOnce() -> Option<&'a str>) -> bool {
        self.populations.is_none_or(|own| {
            let id = id();
            own.iter().any(|own| Some(own.as_str()) == id)
        })
    }

    /// Whether it may hand a role on, or take it away.
    pub(crate) fn may_assign(&self, wanted: &Held) -> bool {
        let covers = |held: &Held| held.role == wanted.role && self.covers(held, wanted);
        self.roles.is_none_or(|roles| roles.iter().any(covers))
    }

    /// Whether what is held is for the same or for more.
    pub(crate) fn covers(&self, held: &Held, wanted: &Held) -> bool {
        let same = (&held.scope, &held.of) == (&wanted.scope, &wanted.of);
        let above = match (held.scope.as_str(), wanted.scope.as_str()) {
            ("ORGANIZATION", _) => held.of == self.organization,
            // Populations and applications are those of this environment.
            ("ENVIRONMENT", "POPULATION" | "APPLICATION") => held.of == self.environment,
            _ => false,
        };
        same || above
    }
}
