//! What a resource adds to what its members say.

use serde_json::{Map, Value};

use crate::{
    store::{asked::Asked, caller::Caller, entry::Entry, tables::Store},
    wire::response::Detail,
};

/// What no member shows alone.
pub(crate) struct Hooks {
    /// Looks at a body as a whole, after its members, and completes it. What is known to be wrong
    /// by then is in the list, and not in the draft.
    pub(crate) check: fn(&Store, &mut Draft<'_>, &mut Vec<Detail>),
    /// Whether a caller sees the row at all.
    pub(crate) sees: fn(&Caller<'_>, &Entry) -> bool,
    /// What filters look at, where that is more than the row: it passes where one of these does.
    pub(crate) sought: Option<fn(&Store, &Entry) -> Vec<Value>>,
    /// Adds to an answer what is computed.
    pub(crate) show: fn(&Shown<'_>, &mut Map<String, Value>),
    /// Refuses a deletion of the row itself; along with others it goes unasked.
    pub(crate) may_delete: fn(&Store, &Entry, &Caller<'_>) -> Result<(), Detail>,
    /// Whether a new row gets a secret.
    pub(crate) has_secret: fn(&Entry) -> bool,
}

impl Hooks {
    pub(crate) const NONE: Self = Self {
        check: |_, _, _| {},
        sees: |_, _| true,
        sought: None,
        show: |_, _| {},
        may_delete: |_, _, _| Ok(()),
        has_secret: |_| false,
    };
}

/// A row about to be written.
pub(crate) struct Draft<'a> {
    /// As the caller sent it.
    pub(crate) sent: &'a Map<String, Value>,
    /// What there was; `None` on creation.
    pub(crate) old: Option<&'a Value>,
    pub(crate) new: &'a mut Map<String, Value>,
    /// The license of the environment.
    pub(crate) license: &'a Value,
    /// The id of the row that it is below; empty if it is below none.
    pub(crate) parent: &'a str,
    /// Who writes it; `None` where the service does.
    pub(crate) caller: Option<Caller<'a>>,
}

impl<'a> Draft<'a> {
    pub(super) fn of(
        asked: &Asked<'a>,
        parent: &'a str,
        sent: &'a Map<String, Value>,
        old: Option<&'a Value>,
        new: &'a mut Map<String, Value>,
    ) -> Self {
        let (license, caller) = (asked.license, Some(asked.caller));
        Self { sent, old, new, license, parent, caller }
    }

    /// A sound text.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.new.get(name)?.as_str()
    }
}

/// A row on its way out.
pub(crate) struct Shown<'a> {
    pub(crate) store: &'a Store,
    pub(crate) row: &'a Entry,
    /// The id of the row that it is below; empty if it is below none.
    pub(crate) parent: &'a str,
    pub(crate) asked: &'a Asked<'a>,
    /// The query's `expand`.
    pub(crate) expand: Option<&'a str>,
    /// The query's `include`.
    pub(crate) include: Option<&'a str>,
    /// Whether it is one of a list.
    pub(crate) listed: bool,
}
