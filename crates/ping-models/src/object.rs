//! What every object has, how it is read, and what stands among the members of others.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::{MapAccess, Visitor};
use serde::ser::SerializeMap;

use crate::rest::Rest;
use crate::room;

/// The names of the members of an object.
#[doc(hidden)]
pub trait Members: Sized {
    /// The name of each field; its place here is that of its mark of null.
    const NAMES: &'static [&'static str];
    /// The names of members that stand in parts of it.
    const PARTS: &'static [&'static [&'static str]];

    /// Whether the type of the member of this name makes its value a secret.
    fn is_secret(_name: &str) -> bool {
        false
    }

    fn rest_mut(&mut self) -> &mut Rest<Self>;
}

/// Members that stand among those of other objects.
#[doc(hidden)]
pub trait Part: Members {
    /// The part while none of its members is there yet.
    fn absent() -> Self;

    /// Writes what is there.
    fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error>;

    /// Takes in a member, if it is one of the part's.
    fn take<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<bool, A::Error>;

    /// The first member that is required and not there.
    fn lacks(&self) -> Option<&'static str> {
        None
    }
}

/// A type of the wire that is an object.
#[doc(hidden)]
pub trait Object<'de>: Sized {
    /// What is expected in its place.
    const EXPECTED: &'static str;

    /// Reads its members.
    fn read<A: MapAccess<'de>>(map: A) -> Result<Self, A::Error>;
}

/// Reads an object, within the room that the payload has.
#[doc(hidden)]
pub fn read_object<'de, T: Object<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    struct Read<T>(PhantomData<fn() -> T>);

    impl<'de, T: Object<'de>> Visitor<'de> for Read<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(T::EXPECTED)
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            room::take::<T, A::Error>()?;
            T::read(map)
        }
    }

    deserializer.deserialize_map(Read(PhantomData))
}
