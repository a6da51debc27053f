//! SCIM filters that no value can break.

use std::fmt;
use std::marker::PhantomData;

use ping_models::{EnvironmentId, OrganizationId, PopulationId, Timestamp, UserId};

/// A filter of a collection of `T`.
///
/// Product crates offer the attributes that a collection supports, such as
/// `LicenseFilter::status()`. Values are quoted and escaped.
///
/// ```
/// use ping_transport::{Attribute, Filter};
///
/// struct Thing;
/// let name: Attribute<Thing, str> = Attribute::new("name.given");
/// let filter: Filter<Thing> = name.eq(r#"Al "Bo" \"#).and(Attribute::<Thing, str>::new("title").sw("Dr").not());
/// assert_eq!(filter.to_string(), r#"name.given eq "Al \"Bo\" \\" and not (title sw "Dr")"#);
/// ```
pub struct Filter<T: ?Sized> {
    text: String,
    /// How the outermost operator binds: an `or` inside an `and` needs parentheses.
    outer: Outer,
    of: PhantomData<fn(&T)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outer {
    One,
    And,
    Or,
    Raw,
}

impl<T: ?Sized> Filter<T> {
    fn new(text: String, outer: Outer) -> Self {
        Self {
            text,
            outer,
            of: PhantomData,
        }
    }

    /// A filter in the service's own language, sent as it is.
    pub fn raw(text: impl Into<String>) -> Self {
        Self::new(text.into(), Outer::Raw)
    }

    fn operand(self, within: Outer) -> String {
        if self.outer == Outer::One || self.outer == within {
            self.text
        } else {
            format!("({})", self.text)
        }
    }

    /// Both have to hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let text = format!(
            "{} and {}",
            self.operand(Outer::And),
            other.operand(Outer::And)
        );
        Self::new(text, Outer::And)
    }

    /// One of the two has to hold.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let text = format!(
            "{} or {}",
            self.operand(Outer::Or),
            other.operand(Outer::Or)
        );
        Self::new(text, Outer::Or)
    }

    /// It must not hold.
    #[must_use]
    #[allow(clippy::should_implement_trait)]
    pub fn not(self) -> Self {
        Self::new(format!("not ({})", self.text), Outer::One)
    }
}

impl<T: ?Sized> Clone for Filter<T> {
    fn clone(&self) -> Self {
        Self::new(self.text.clone(), self.outer)
    }
}

impl<T: ?Sized> fmt::Display for Filter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<T: ?Sized> fmt::Debug for Filter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A filter's values may be personal.
        f.write_str("Filter(..)")
    }
}

/// An attribute that a filter of `T` may name, with values of type `V`.
pub struct Attribute<T: ?Sized, V: ?Sized> {
    name: &'static str,
    types: PhantomData<fn(&T, &V)>,
}

macro_rules! operators {
    ($($(#[$meta:meta])* $name:ident)*) => { $(
        $(#[$meta])*
        pub fn $name<A: FilterValue<V>>(self, value: A) -> Filter<T> {
            let text = format!(concat!("{} ", stringify!($name), " {}"), self.name, value.literal());
            Filter::new(text, Outer::One)
        }
    )* };
}

impl<T: ?Sized, V: ?Sized> Attribute<T, V> {
    /// An attribute by its name on the wire.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            types: PhantomData,
        }
    }

    operators! {
        /// Equal to the value.
        eq
        /// Not equal to the value.
        ne
        /// Contains the text.
        co
        /// Starts with the text.
        sw
        /// Ends with the text.
        ew
        /// Greater than the value.
        gt
        /// Greater than the value or equal to it.
        ge
        /// Less than the value.
        lt
        /// Less than the value or equal to it.
        le
    }

    /// Has any value.
    pub fn pr(self) -> Filter<T> {
        Filter::new(format!("{} pr", self.name), Outer::One)
    }
}

impl<T: ?Sized, V: ?Sized> fmt::Debug for Attribute<T, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Attribute").field(&self.name).finish()
    }
}

/// A value that may be compared with attributes of type `V`.
pub trait FilterValue<V: ?Sized> {
    /// The value as it stands in a filter.
    fn literal(&self) -> String;
}

/// A text in double quotes, escaped by JSON's rules.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

impl<S: AsRef<str>> FilterValue<str> for S {
    fn literal(&self) -> String {
        quoted(self.as_ref())
    }
}

impl FilterValue<bool> for bool {
    fn literal(&self) -> String {
        self.to_string()
    }
}

macro_rules! filter_values {
    ($($type:ty),* $(,)?) => { $(
        impl FilterValue<$type> for $type {
            fn literal(&self) -> String {
                quoted(self.as_str())
            }
        }

        impl FilterValue<$type> for &$type {
            fn literal(&self) -> String {
                quoted(self.as_str())
            }
        }
    )* };
}

filter_values!(
    EnvironmentId,
    OrganizationId,
    PopulationId,
    Timestamp,
    UserId
);
