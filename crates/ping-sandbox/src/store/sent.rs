//! What a request says that no table takes: its body or its query, read as declared members are.

use serde_json::{Map, Value};

use crate::store::{
    body::{self, Mode},
    hooks::Draft,
    schema::Member,
    tables::Store,
};
use crate::wire::{
    hal::invalid_parameters,
    request::Request,
    response::{Detail, Failure, invalid_data},
};

/// The members of a request that were declared; anything else that was sent is not here.
///
/// Paths are dotted: `redirect.url`.
pub(crate) struct Sent(Map<String, Value>);

impl Sent {
    /// The body of a request. One that is absent counts as empty where no member is required.
    ///
    /// All that is wrong is in one error: what the members say, and what `check` finds beyond.
    pub(crate) fn body(
        store: Option<&Store>,
        request: &Request,
        members: &[Member],
        check: impl FnOnce(&mut Draft<'_>, &mut Vec<Detail>),
    ) -> Result<Self, Failure> {
        let empty = Map::new();
        let may_lack = !members.iter().any(Member::is_required);
        let sent = if may_lack && request.is_empty() { &empty } else { request.object()? };
        let mut wrong = Vec::new();
        let sent = Self::read(store, sent, members, check, &mut wrong);
        if wrong.is_empty() { Ok(sent) } else { Err(invalid_data(wrong)) }
    }

    /// The members of a body; what is wrong with them is added to `wrong`.
    pub(crate) fn read(
        store: Option<&Store>,
        sent: &Map<String, Value>,
        members: &[Member],
        check: impl FnOnce(&mut Draft<'_>, &mut Vec<Detail>),
        wrong: &mut Vec<Detail>,
    ) -> Self {
        let mut new = body::read(store, Mode::Create, members, sent, None, wrong);
        let license = &Value::Null;
        let mut draft = Draft { sent, old: None, new: &mut new, license, parent: "", caller: None };
        check(&mut draft, wrong);
        Self(new)
    }

    /// The query of a request; of a parameter that comes again, the first.
    pub(crate) fn query(request: &Request, members: &[Member]) -> Result<Self, Failure> {
        let named = |member: &Member| {
            let text = request.query(member.name())?;
            Some((member.name().to_owned(), member.value_of(text)))
        };
        let sent = members.iter().filter_map(named).collect();
        let mut wrong = Vec::new();
        let new = body::read(None, Mode::Create, members, &sent, None, &mut wrong);
        if wrong.is_empty() { Ok(Self(new)) } else { Err(invalid_parameters(wrong)) }
    }

    /// A member as it was sent.
    pub(crate) fn get(&self, path: &str) -> Option<&Value> {
        let mut names = path.split('.');
        let first = self.0.get(names.next()?);
        names.fold(first, |held, name| held?.get(name))
    }

    /// A text member.
    pub(crate) fn find_text(&self, path: &str) -> Option<&str> {
        self.get(path)?.as_str()
    }

    /// A text member that is required; empty if it is not.
    pub(crate) fn text(&self, path: &str) -> &str {
        self.find_text(path).unwrap_or_default()
    }

    /// The elements of a list of texts.
    pub(crate) fn texts(&self, path: &str) -> Vec<String> {
        let items = self.get(path).and_then(Value::as_array).into_iter().flatten();
        items.filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// A whole number; its member's range has to be one that the type holds.
    pub(crate) fn number<T: TryFrom<i64>>(&self, path: &str) -> Option<T> {
        T::try_from(self.get(path)?.as_i64()?).ok()
    }

    /// True or false, where it is there.
    pub(crate) fn flag(&self, path: &str) -> Option<bool> {
        self.get(path)?.as_bool()
    }
}
