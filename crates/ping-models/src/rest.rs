//! What an object has beside its fields: unknown members, explicit nulls, refused values.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde::ser::{Error as _, SerializeMap};
use serde_json::value::RawValue;

use crate::decode::DecodeError;
use crate::model::pointer_segment;
use crate::open::OpenValue;
use crate::room;

/// The names of the members of an object.
#[doc(hidden)]
pub trait Members: Sized {
    /// The members without which it does not decode.
    const REQUIRED: &'static [&'static str];
    /// The optional members; the place of each is that of its explicit null.
    const OPTIONAL: &'static [&'static str];

    fn rest_mut(&mut self) -> &mut Rest<Self>;
}

/// The members of a `T` that no field of it names, and the names of known members that were sent
/// as `null`.
///
/// Kept so that what was read can be written again without loss. Prints names, never values.
///
/// One type's rest says nothing about another type, whose members have other places:
///
/// ```compile_fail,E0308
/// use ping_models::{Link, Reference, Rest};
///
/// fn moved(rest: Rest<Link>) -> Rest<Reference> {
///     rest
/// }
/// ```
pub struct Rest<T> {
    /// A bit for each optional member of the type that was null, in the order of their definition.
    nulls: u64,
    more: Option<Box<More>>,
    of: PhantomData<fn() -> T>,
}

#[derive(Clone, Default)]
struct More {
    unknown: Vec<(Arc<str>, Box<RawValue>)>,
    /// Where each unknown member is, once there are more than [`FEW`].
    places: BTreeMap<Arc<str>, usize>,
    /// The first value that a setter could not take.
    refused: Option<Box<DecodeError>>,
}

/// So many unknown members are found quickest by looking at each.
const FEW: usize = 16;

/// What an unknown member takes beside its text: its places in both lists, and two allocations.
const ROOM: usize = 96;

impl More {
    fn place(&self, name: &str) -> Option<usize> {
        if self.unknown.len() > FEW {
            return self.places.get(name).copied();
        }
        let mut unknown = self.unknown.iter();
        unknown.position(|(known, _)| &**known == name)
    }

    fn keep(&mut self, name: &str, value: Box<RawValue>) {
        if let Some(place) = self.place(name) {
            // A repeated member: the last one counts, as it does for known members.
            if let Some(slot) = self.unknown.get_mut(place) {
                slot.1 = value;
            }
            return;
        }
        self.unknown.push((name.into(), value));
        if self.unknown.len() > FEW {
            let unknown = self.unknown.iter().enumerate();
            for (place, (name, _)) in unknown.skip(self.places.len()) {
                self.places.insert(Arc::clone(name), place);
            }
        }
    }
}

/// The place of an optional member among those of its type, for use in constants.
#[doc(hidden)]
pub const fn place<T: Members>(name: &str) -> usize {
    let members = T::OPTIONAL;
    let mut place = 0;
    while place < members.len() && !is_same(members[place].as_bytes(), name.as_bytes()) {
        place += 1;
    }
    assert!(place < members.len(), "no optional member has this name");
    assert!(place < 64, "a type has 64 optional members at most");
    place
}

const fn is_same(left: &[u8], right: &[u8]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    let mut index = 0;
    while index < left.len() {
        if left[index] != right[index] {
            return false;
        }
        index += 1;
    }
    true
}

impl<T> Rest<T> {
    /// Whether there is neither an unknown member nor an explicit null.
    pub fn is_empty(&self) -> bool {
        self.nulls == 0 && self.unknown().is_empty()
    }

    fn unknown(&self) -> &[(Arc<str>, Box<RawValue>)] {
        self.more.as_ref().map_or(&[], |more| &more.unknown)
    }

    /// The names of the unknown members, in the order in which they came.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.unknown().iter().map(|(name, _)| &**name)
    }

    #[doc(hidden)]
    pub fn get(&self, name: &str) -> Option<OpenValue> {
        let more = self.more.as_ref()?;
        let (_, value) = more.unknown.get(more.place(name)?)?;
        Some(OpenValue(value.clone()))
    }

    #[doc(hidden)]
    pub fn keep(&mut self, name: &str, value: Box<RawValue>) {
        let more = self.more.get_or_insert_with(|| {
            room::spend(size_of::<More>());
            Box::default()
        });
        room::spend(ROOM);
        more.keep(name, value);
    }

    /// Keeps an unknown member whose value is a text.
    #[cfg(feature = "pingid")]
    pub(crate) fn keep_text(&mut self, name: &str, text: &str) {
        let json = serde_json::Value::from(text).to_string();
        if let Ok(value) = RawValue::from_string(json) {
            self.keep(name, value);
        }
    }

    /// Keeps whether the last value of an optional member was null.
    #[doc(hidden)]
    pub fn keep_null(&mut self, place: usize, is_null: bool) {
        self.nulls = self.nulls & !(1 << place) | u64::from(is_null) << place;
    }

    fn is_null(&self, place: usize) -> bool {
        self.nulls & (1 << place) != 0
    }

    /// An optional member as it is on the wire.
    #[doc(hidden)]
    pub fn optional<V: Serialize>(&self, place: usize, value: &Option<V>) -> Option<OpenValue> {
        match value {
            Some(value) => OpenValue::encode(value).ok(),
            None => self
                .is_null(place)
                .then(|| OpenValue(RawValue::NULL.to_owned())),
        }
    }

    #[doc(hidden)]
    pub fn serialize_optional<M: SerializeMap, V: Serialize>(
        &self,
        map: &mut M,
        (name, place): (&'static str, usize),
        value: &Option<V>,
    ) -> Result<(), M::Error> {
        match value {
            Some(value) => map.serialize_entry(name, value),
            None if self.is_null(place) => map.serialize_entry(name, &()),
            None => Ok(()),
        }
    }

    /// Writes the unknown members; fails where a setter was given what it cannot take.
    #[doc(hidden)]
    pub fn serialize_unknown<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        if let Some(error) = self.more.as_ref().and_then(|more| more.refused.as_ref()) {
            return Err(M::Error::custom(format_args!("{REFUSED}{error}")));
        }
        for (name, value) in self.unknown() {
            map.serialize_entry(&**name, value)?;
        }
        Ok(())
    }

    #[doc(hidden)]
    pub fn unmodelled(&self, path: &str, found: &mut Vec<String>) {
        found.extend(
            self.names()
                .map(|name| format!("{path}/{}", pointer_segment(name))),
        );
    }

    fn refuse(&mut self, error: DecodeError) {
        let more = self.more.get_or_insert_default();
        more.refused.get_or_insert(Box::new(error));
    }
}

impl<T: Members + Serialize + DeserializeOwned> Rest<T> {
    fn knows(name: &str) -> bool {
        T::REQUIRED.contains(&name) || T::OPTIONAL.contains(&name)
    }

    /// `whole` with the member `name` replaced by `value`. A value that its type does not allow
    /// is told by the serialization of `whole`.
    #[doc(hidden)]
    pub fn set(mut whole: T, name: &str, value: OpenValue) -> T {
        if !Self::knows(name) {
            whole.rest_mut().keep(name, value.0);
            return whole;
        }
        match Self::replaced(&whole, name, value) {
            Ok(replaced) => replaced,
            Err(error) => {
                whole.rest_mut().refuse(error);
                whole
            }
        }
    }

    /// `whole` with a null in the place of an optional member.
    #[doc(hidden)]
    pub fn clear(mut whole: T, name: &str) -> T {
        if T::OPTIONAL.contains(&name) {
            return Self::set(whole, name, serde_json::Value::Null.into());
        }
        let expected = "the name of an optional member; `with_field` takes any name";
        whole.rest_mut().refuse(DecodeError::new(name, expected));
        whole
    }

    fn replaced(whole: &T, name: &str, value: OpenValue) -> Result<T, DecodeError> {
        let json = serde_json::to_string(whole).map_err(|error| unwritable(&error))?;
        let mut members: BTreeMap<String, OpenValue> = crate::decode(json.as_bytes())?;
        members.insert(name.to_owned(), value);
        let json = serde_json::to_string(&members).map_err(|error| unwritable(&error))?;
        crate::decode(json.as_bytes())
    }

    /// Makes a `T` of what was read as an `S`: `make` fills in its fields, and what `source` kept
    /// goes along by its names. Nulls of members that only an `S` has are dropped, as their values
    /// are; an unknown member of the `S` that a `T` names becomes that member.
    #[cfg(any(feature = "pingid", feature = "verify"))]
    pub(crate) fn carry<S: Members>(source: Rest<S>, make: impl FnOnce(Rest<T>) -> T) -> T {
        let mut rest = Self::default();
        for (place, name) in S::OPTIONAL.iter().enumerate() {
            let target = T::OPTIONAL.iter().position(|known| known == name);
            if let Some(target) = target.filter(|_| source.is_null(place)) {
                rest.keep_null(target, true);
            }
        }
        let unknown = source.more.unwrap_or_default().unknown;
        let (known, unknown): (Vec<_>, Vec<_>) =
            unknown.into_iter().partition(|(name, _)| Self::knows(name));
        for (name, value) in unknown {
            rest.keep(&name, value);
        }
        let mut target = make(rest);
        for (name, value) in known {
            match Self::replaced(&target, &name, OpenValue(value.clone())) {
                Ok(replaced) => target = replaced,
                // It goes back as it came.
                Err(_) => target.rest_mut().keep(&name, value),
            }
        }
        target
    }
}

/// How a serialization that fails for a refused value begins to say so.
const REFUSED: &str = "cannot be sent: ";

fn unwritable(error: &serde_json::Error) -> DecodeError {
    refused(error).unwrap_or_else(|| DecodeError::new(".", "a value that can be written as JSON"))
}

/// What a setter of the request was given and cannot take, where that made its serialization fail.
#[doc(hidden)]
pub fn refused(error: &serde_json::Error) -> Option<DecodeError> {
    let message = error.to_string();
    let (path, expected) = message
        .strip_prefix(REFUSED)?
        .strip_prefix("at `")?
        .split_once("`: expected ")?;
    Some(DecodeError::new(path, expected))
}

impl<T> Clone for Rest<T> {
    fn clone(&self) -> Self {
        Self {
            nulls: self.nulls,
            more: self.more.clone(),
            of: PhantomData,
        }
    }
}

impl<T> Default for Rest<T> {
    fn default() -> Self {
        Self {
            nulls: 0,
            more: None,
            of: PhantomData,
        }
    }
}

impl<T> PartialEq for Rest<T> {
    fn eq(&self, other: &Self) -> bool {
        fn sorted<T>(rest: &Rest<T>) -> Vec<(&str, &str)> {
            let unknown = rest.unknown().iter();
            let mut sorted: Vec<_> = unknown
                .map(|(name, value)| (&**name, value.get()))
                .collect();
            sorted.sort_unstable();
            sorted
        }
        let refused = |rest: &Self| rest.more.as_ref()?.refused.clone();
        self.nulls == other.nulls
            && sorted(self) == sorted(other)
            && refused(self) == refused(other)
    }
}

impl<T> fmt::Debug for Rest<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.names()).finish()
    }
}
