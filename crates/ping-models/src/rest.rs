//! What an object has beside its fields: unknown members, explicit nulls, refused values.

mod carry;
mod writing;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::Serialize;
use serde::ser::{Error as _, SerializeMap};
use serde_json::value::RawValue;

use crate::decode::DecodeError;
use crate::object::Members;
use crate::open::OpenValue;
use crate::room;

use self::carry::REFUSED;
pub use self::carry::refused;
pub(crate) use self::writing::{MARK, marking, outermost};

/// The members of a `T` that no field of it names, and the names of known members that were sent
/// as `null`.
///
/// Kept so that what was read can be written again without loss. Prints names, never values.
///
/// One type's rest says nothing about another type, whose members have other places:
///
/// ```compile_fail,E0308
/// use ping_models::{ErrorDetail, Link, Rest};
///
/// fn moved(rest: Rest<Link>) -> Rest<ErrorDetail> {
///     rest
/// }
/// ```
pub struct Rest<T> {
    /// A bit for each of the first 64 marks: the members that were null, in the order of their
    /// definition, then those that are always there and had no value.
    marks: u64,
    more: Option<Box<More>>,
    of: PhantomData<fn() -> T>,
}

#[derive(Clone, Default)]
struct More {
    /// The marks beyond 64.
    far_marks: BTreeSet<usize>,
    unknown: Vec<(Arc<str>, Box<RawValue>)>,
    /// Where each unknown member is, once there are more than [`FEW`].
    places: BTreeMap<Arc<str>, usize>,
    /// The first value that a setter could not take.
    refused: Option<Box<DecodeError>>,
}

/// So many marks are at hand.
const NEAR: usize = 64;

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

impl<T> Rest<T> {
    /// Whether there is neither an unknown member nor an explicit null.
    pub fn is_empty(&self) -> bool {
        let more = self.more.as_ref();
        self.marks == 0
            && more.is_none_or(|more| more.unknown.is_empty() && more.far_marks.is_empty())
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
        room::spend(ROOM);
        self.more().keep(name, value);
    }

    /// Keeps an unknown member whose value is a text.
    #[doc(hidden)]
    pub fn keep_text(&mut self, name: &str, text: &str) {
        let json = serde_json::Value::from(text).to_string();
        if let Ok(value) = RawValue::from_string(json) {
            self.keep(name, value);
        }
    }

    /// Marks whether the last value of a member was null, or whether there was none.
    #[doc(hidden)]
    #[inline]
    pub fn mark(&mut self, place: usize, is_marked: bool) {
        if place < NEAR {
            self.marks = self.marks & !(1 << place) | u64::from(is_marked) << place;
        } else {
            self.mark_far(place, is_marked);
        }
    }

    fn mark_far(&mut self, place: usize, is_marked: bool) {
        if is_marked {
            self.more().far_marks.insert(place);
        } else if let Some(more) = &mut self.more {
            more.far_marks.remove(&place);
        }
    }

    #[doc(hidden)]
    pub fn is_marked(&self, place: usize) -> bool {
        if place < NEAR {
            return self.marks & (1 << place) != 0;
        }
        let more = self.more.as_ref();
        more.is_some_and(|more| more.far_marks.contains(&place))
    }

    fn more(&mut self) -> &mut More {
        self.more.get_or_insert_with(|| {
            room::spend(size_of::<More>());
            Box::default()
        })
    }

    #[doc(hidden)]
    pub fn write_optional<M: SerializeMap, V: Serialize>(
        &self,
        map: &mut M,
        (name, place): (&'static str, usize),
        value: &Option<V>,
    ) -> Result<(), M::Error> {
        match value {
            Some(value) => map.serialize_entry(name, value),
            None if self.is_marked(place) => map.serialize_entry(name, &()),
            None => Ok(()),
        }
    }

    /// Writes a member that is always there: where it was not, it is written as it came, unless it
    /// has got a value since.
    #[doc(hidden)]
    pub fn write_always<M: SerializeMap, V: Serialize + Default + PartialEq>(
        &self,
        map: &mut M,
        (name, place, missing): (&'static str, usize, usize),
        value: &V,
    ) -> Result<(), M::Error> {
        if !self.is_marked(missing) || *value != V::default() {
            map.serialize_entry(name, value)
        } else if self.is_marked(place) {
            map.serialize_entry(name, &())
        } else {
            Ok(())
        }
    }

    /// Reads a member that is always there.
    #[doc(hidden)]
    pub fn take_always<V: Default>(
        &mut self,
        (place, missing): (usize, usize),
        value: Option<V>,
    ) -> V {
        self.mark(place, value.is_none());
        self.mark(missing, value.is_none());
        value.unwrap_or_default()
    }

    /// The value of a member that is always there, where it was or has got one since.
    #[doc(hidden)]
    pub fn always<V: Default + PartialEq>(&self, missing: usize, value: V) -> Option<V> {
        (!self.is_marked(missing) || value != V::default()).then_some(value)
    }

    /// Ends the debugging form of an object.
    #[doc(hidden)]
    pub fn finish_debug(&self, mut out: fmt::DebugStruct<'_, '_>) -> fmt::Result {
        if !self.unknown().is_empty() {
            out.field("unknown", self);
        }
        out.finish_non_exhaustive()
    }

    fn refuse(&mut self, error: DecodeError) {
        let more = self.more();
        more.refused.get_or_insert(Box::new(error));
    }
}

impl<T: Members> Rest<T> {
    /// Marks the nulls of what was read as an `S`, by the names of the members.
    #[doc(hidden)]
    pub fn carry_nulls<S: Members>(&mut self, source: &Rest<S>) {
        for (place, name) in S::NAMES.iter().enumerate() {
            if source.is_marked(place) {
                self.mark_null(name, true);
            }
        }
    }

    /// Ends an object with the unknown members; fails where a setter was given what it cannot take.
    #[doc(hidden)]
    pub fn finish<M: SerializeMap>(&self, mut map: M) -> Result<M::Ok, M::Error> {
        writing::began(T::is_secret);
        let Some(more) = &self.more else {
            return map.end();
        };
        if let Some(error) = &more.refused {
            return Err(M::Error::custom(format_args!("{REFUSED}{error}")));
        }
        for (name, value) in &more.unknown {
            if writing::is_marking() {
                map.serialize_entry(&format!("{MARK}{name}"), value)?;
            } else {
                map.serialize_entry(&**name, value)?;
            }
        }
        map.end()
    }

    /// Marks whether the last value of the member of this name was null.
    pub(crate) fn mark_null(&mut self, name: &str, is_null: bool) {
        if let Some(place) = T::NAMES.iter().position(|known| *known == name) {
            self.mark(place, is_null);
        }
    }
}

impl<T> Clone for Rest<T> {
    fn clone(&self) -> Self {
        Self { marks: self.marks, more: self.more.clone(), of: PhantomData }
    }
}

impl<T> Default for Rest<T> {
    fn default() -> Self {
        Self { marks: 0, more: None, of: PhantomData }
    }
}

impl<T> PartialEq for Rest<T> {
    fn eq(&self, other: &Self) -> bool {
        fn sorted<T>(rest: &Rest<T>) -> Vec<(&str, &str)> {
            let unknown = rest.unknown().iter();
            let mut sorted: Vec<_> = unknown.map(|(name, value)| (&**name, value.get())).collect();
            sorted.sort_unstable();
            sorted
        }
        let none = More::default();
        let (one, two) =
            (self.more.as_deref().unwrap_or(&none), other.more.as_deref().unwrap_or(&none));
        self.marks == other.marks
            && sorted(self) == sorted(other)
            && (&one.far_marks, &one.refused) == (&two.far_marks, &two.refused)
    }
}

impl<T> fmt::Debug for Rest<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.names()).finish()
    }
}
