//! Which operation a request is, of several that share method, path and media type.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::operation::OperationInfo;

/// What a request of one operation has, and those of the next ones have not.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum When {
    /// The member of the body has this text, or is this `true` or `false`.
    Is(&'static str, &'static str),
    /// The body has the member, and it is not null.
    Has(&'static str),
    /// The body is an object without the member.
    Lacks(&'static str),
    /// The query has a parameter of this name.
    Asks(&'static str),
}

/// Operations that share method, path and media type: the first that a request fits is its own,
/// else the general one.
#[doc(hidden)]
#[derive(Debug)]
pub struct Variants {
    pub special: &'static [(When, &'static OperationInfo)],
    pub general: &'static OperationInfo,
}

impl Variants {
    /// The operation of a request with this JSON text as its body, whose query asks for what.
    pub(crate) fn of(&self, body: &[u8], asks: impl Fn(&str) -> bool) -> &'static OperationInfo {
        let pointers = self.special.iter().filter_map(|(when, _)| when.pointer());
        let members = Members::read(body, pointers);
        let fits = |(when, _): &&(When, _)| when.fits(members.as_ref(), &asks);
        self.special.iter().find(fits).map_or(self.general, |(_, operation)| operation)
    }
}

impl When {
    fn pointer(self) -> Option<&'static str> {
        match self {
            Self::Is(pointer, _) | Self::Has(pointer) | Self::Lacks(pointer) => Some(pointer),
            Self::Asks(_) => None,
        }
    }

    fn fits(self, members: Option<&Members>, asks: impl Fn(&str) -> bool) -> bool {
        let found = |pointer| members.and_then(|members| members.get(pointer));
        match self {
            Self::Is(pointer, text) => found(pointer).is_some_and(|found| found == text),
            Self::Has(pointer) => found(pointer).is_some(),
            Self::Lacks(pointer) => members.is_some() && found(pointer).is_none(),
            Self::Asks(name) => asks(name),
        }
    }
}

/// The members of a body that decide, by their pointers; empty for what is neither a text nor
/// `true` or `false`.
struct Members(Vec<(&'static str, Option<String>)>);

impl Members {
    /// Looks for these members in one walk of the text; `None` where it is no object.
    fn read(json: &[u8], pointers: impl Iterator<Item = &'static str>) -> Option<Self> {
        let mut members = Self(pointers.map(|pointer| (pointer, None)).collect());
        if members.0.is_empty() || json.first() != Some(&b'{') {
            return None;
        }
        let walk = Walk { members: &mut members.0, at: &mut String::new() };
        let mut json = serde_json::Deserializer::from_slice(json);
        walk.deserialize(&mut json).ok().map(|()| members)
    }

    fn get(&self, pointer: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| *known == pointer);
        found.and_then(|(_, value)| value.as_deref())
    }
}

/// A walk to the members that decide, past everything else.
struct Walk<'a> {
    members: &'a mut [(&'static str, Option<String>)],
    at: &'a mut String,
}

impl Walk<'_> {
    fn found(self, value: Option<&str>) {
        for (pointer, found) in self.members.iter_mut() {
            if *pointer == self.at.as_str() {
                *found = value.map(str::to_owned);
            }
        }
    }

    /// Whether a member that decides is here or below.
    fn leads_on(&self) -> bool {
        self.members.iter().any(|(pointer, _)| {
            let rest = pointer.strip_prefix(self.at.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Walk { members, at } = self;
        Walk { members, at }.found(Some(""));
        let length = at.len();
        while let Some(name) = map.next_key::<String>()? {
            at.push('/');
            at.push_str(&name);
            let walk = Walk { members, at };
            match walk.leads_on() {
                true => map.next_value_seed(walk)?,
                false => map.next_value::<IgnoredAny>().map(drop)?,
            }
            at.truncate(length);
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.found(Some(""));
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.found(Some(text));
        Ok(())
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.found(Some(if value { "true" } else { "false" }));
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        self.found(Some(""));
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        self.found(Some(""));
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        self.found(Some(""));
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.found(None);
        Ok(())
    }
}
