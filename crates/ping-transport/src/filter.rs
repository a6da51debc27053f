//! What a list can be asked for, typed by value and operator, so that no value can break it.

mod operators;

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::Serialize;
use serde_json::Value;

use crate::error::Error;

pub use operators::{
    Allows, And, Any, Co, Eq, Ew, Ge, Gt, Le, Limit, Limited, Lt, Ne, Not, Or, Pr, Sort, Sw,
};

/// A filter of the lists that take an `F`, such as `LicenseFilter`. Values are quoted and escaped.
///
/// ```
/// use ping_transport::filters;
///
/// filters! {
///     /// What things can be filtered by.
///     pub ThingFilter: and, not {
///         /// The given name.
///         given_name: String = "name.given" (eq),
///         /// The title.
///         title: String = "title" (eq, sw),
///     }
/// }
/// let filter = ThingFilter::given_name().eq(r#"Al "Bo" \"#).and(ThingFilter::title().sw("Dr").not());
/// assert_eq!(filter.to_string(), r#"name.given eq "Al \"Bo\" \\" and not (title sw "Dr")"#);
/// ```
///
/// An operator that an attribute does not have does not compile, and neither does a word between
/// filters that the list does not know:
///
/// ```compile_fail,E0277
/// # ping_transport::filters! {
/// #     /// What things can be filtered by.
/// #     pub ThingFilter: and, not {
/// #         /// The given name.
/// #         given_name: String = "name.given" (eq),
/// #     }
/// # }
/// ThingFilter::given_name().sw("Al");
/// ```
///
/// ```compile_fail,E0277
/// # ping_transport::filters! {
/// #     /// What things can be filtered by.
/// #     pub ThingFilter: and, not {
/// #         /// The given name.
/// #         given_name: String = "name.given" (eq),
/// #     }
/// # }
/// ThingFilter::given_name().eq("Al").or(ThingFilter::given_name().eq("Bo"));
/// ```
pub struct Filter<F> {
    text: String,
    /// How the outermost operator binds: an `or` inside an `and` needs parentheses.
    outer: Outer,
    /// A name of an attribute that can never be one.
    problem: Option<Error>,
    of: PhantomData<fn(F)>,
}

#[derive(Clone, Copy, PartialEq)]
enum Outer {
    One,
    And,
    Or,
}

impl<F> Filter<F> {
    fn new(text: String, outer: Outer, problem: Option<Error>) -> Self {
        Self { text, outer, problem, of: PhantomData }
    }

    /// The expression, unless it can never be one.
    pub(crate) fn checked(self) -> Result<String, Error> {
        match self.problem {
            Some(problem) => Err(problem),
            None => Ok(self.text),
        }
    }

    fn operand(self, within: Outer) -> (String, Option<Error>) {
        let text = match self.outer {
            Outer::One => self.text,
            outer if outer == within => self.text,
            _ => format!("({})", self.text),
        };
        (text, self.problem)
    }

    fn join(self, word: &str, outer: Outer, other: Self) -> Self {
        let ((left, problem), (right, other)) = (self.operand(outer), other.operand(outer));
        Self::new(format!("{left} {word} {right}"), outer, problem.or(other))
    }

    /// Both have to hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self
    where
        F: Allows<And>,
    {
        self.join("and", Outer::And, other)
    }

    /// One of the two has to hold.
    #[must_use]
    pub fn or(self, other: Self) -> Self
    where
        F: Allows<Or>,
    {
        self.join("or", Outer::Or, other)
    }

    /// It must not hold.
    #[must_use]
    #[allow(clippy::should_implement_trait)]
    pub fn not(self) -> Self
    where
        F: Allows<Not>,
    {
        Self::new(format!("not ({})", self.text), Outer::One, self.problem)
    }
}

impl<F> Clone for Filter<F> {
    fn clone(&self) -> Self {
        Self::new(self.text.clone(), self.outer, self.problem.clone())
    }
}

impl<F> fmt::Display for Filter<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<F> fmt::Debug for Filter<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A filter's values may be personal.
        f.write_str("Filter(..)")
    }
}

/// An attribute that an `F` may name, with values of type `V` and the operators `O`, such as
/// `(Eq, Sw)`.
#[must_use = "an attribute says nothing without an operator"]
pub struct Attribute<F, V, O> {
    name: Cow<'static, str>,
    types: PhantomData<fn(F, V, O)>,
}

macro_rules! operators {
    ($($(#[$meta:meta])* $name:ident $operator:ident)*) => { $(
        $(#[$meta])*
        #[must_use]
        pub fn $name(self, value: impl Into<V>) -> Filter<F>
        where
            V: Serialize,
            O: Allows<$operator>,
        {
            // A value stands in a filter by JSON's rules.
            let value = serde_json::to_string(&value.into()).unwrap_or_default();
            self.test(format_args!(concat!(stringify!($name), " {}"), value))
        }
    )* };
}

impl<F, V, O> Attribute<F, V, O> {
    #[doc(hidden)]
    pub const fn new(name: &'static str) -> Self {
        Self { name: Cow::Borrowed(name), types: PhantomData }
    }

    operators! {
        /// Equal to the value.
        eq Eq
        /// Not equal to the value.
        ne Ne
        /// Contains the text.
        co Co
        /// Starts with the text.
        sw Sw
        /// Ends with the text.
        ew Ew
        /// Greater than the value.
        gt Gt
        /// Greater than the value or equal to it.
        ge Ge
        /// Less than the value.
        lt Lt
        /// Less than the value or equal to it.
        le Le
    }

    /// Has any value.
    #[must_use]
    pub fn pr(self) -> Filter<F>
    where
        O: Allows<Pr>,
    {
        self.test(format_args!("pr"))
    }

    fn test(self, test: fmt::Arguments<'_>) -> Filter<F> {
        let text = match self.name.strip_suffix(']') {
            // A member of each item of a collection.
            Some(name) => format!("{name} {test}]"),
            None => format!("{} {test}", self.name),
        };
        Filter::new(text, Outer::One, self.problem())
    }

    /// What makes the name none: it could change the expression.
    fn problem(&self) -> Option<Error> {
        let name = match self.name.strip_suffix(']') {
            Some(name) => name.split_once('['),
            None => Some((&*self.name, "id")),
        };
        let letter = |char: char| char.is_alphanumeric() || "_-:$".contains(char);
        let word = |word: &str| !word.is_empty() && word.chars().all(letter);
        let path = |path: &str| path.split('.').all(word);
        let known = name.is_some_and(|(list, member)| path(list) && path(member));
        let message = "names what is no attribute";
        (!known).then(|| Error::invalid_input("filter", message))
    }

    /// In ascending order of this attribute.
    #[must_use]
    pub fn ascending(self) -> Order<F>
    where
        O: Allows<Sort>,
    {
        Order { text: self.name.into_owned(), of: PhantomData }
    }

    /// In descending order of this attribute.
    #[must_use]
    pub fn descending(self) -> Order<F>
    where
        O: Allows<Sort>,
    {
        Order { text: format!("-{}", self.name), of: PhantomData }
    }
}

impl<F> Attribute<F, Value, Any> {
    #[doc(hidden)]
    pub fn other(name: impl Into<String>) -> Self {
        Self { name: Cow::Owned(name.into()), types: PhantomData }
    }
}

impl<F, V, O> fmt::Debug for Attribute<F, V, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Attribute").field(&self.name).finish()
    }
}

/// An order of the lists that take an `F`: from [`Attribute::ascending`] and
/// [`Attribute::descending`].
pub struct Order<F> {
    pub(crate) text: String,
    of: PhantomData<fn(F)>,
}

impl<F> fmt::Debug for Order<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Order").field(&self.text).finish()
    }
}

/// What comes along with an answer where it is asked for. Declared with
/// [`expansions!`](crate::expansions).
pub trait Expansion {
    /// The name of the query parameter, and its value.
    fn parameter(&self) -> (&'static str, &'static str);
}

/// Declares what lists can be filtered by: a name, what the list knows beside tests (`and`, `or`
/// and `not` between them, `limit` for pages, types of [`Expansion`]), and the attributes, each
/// with the type of its values, its name on the wire and its operators; `sort` stands among the
/// operators of one that a list can be ordered by.
///
/// ```
/// use ping_models::Timestamp;
///
/// ping_transport::filters! {
///     /// What things can be filtered by.
///     pub ThingFilter: and, or, limit {
///         /// The number.
///         number: i64 = "number" (eq),
///         /// When the thing begins.
///         begins_at: Timestamp = "beginsAt" (lt, sort),
///         /// The ids of its owners.
///         owner: String = "owners[id]" (eq),
///     }
/// }
///
/// let mine = ThingFilter::owner().eq("me");
/// let old = ThingFilter::begins_at().lt("2026-01-01T00:00:00Z");
/// let filter = mine.and(old.or(ThingFilter::number().eq(7)));
/// assert_eq!(
///     filter.to_string(),
///     r#"owners[id eq "me"] and (beginsAt lt "2026-01-01T00:00:00Z" or number eq 7)"#
/// );
/// // What has no name here is still quoted.
/// let other = ThingFilter::other("color").sw("b\"");
/// assert_eq!(other.to_string(), r#"color sw "b\"""#);
/// ```
#[macro_export]
macro_rules! filters {
    (
        $(#[$meta:meta])*
        $vis:vis $name:ident $(: $($word:ident),+)? {
            $( $(#[$ameta:meta])* $attribute:ident : $value:ty = $wire:literal ($($operator:ident),+), )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug)]
        #[non_exhaustive]
        $vis struct $name;

        impl $name {
            $(
                $(#[$ameta])*
                pub const fn $attribute()
                -> $crate::Attribute<Self, $value, ($($crate::filters!(@word $operator),)+)> {
                    $crate::Attribute::new($wire)
                }
            )*

            /// Any other attribute, by its name on the wire, with any operator: for those that
            /// are newer than this crate or of the customer's own. The service refuses what it
            /// does not know, with `INVALID_FILTER`.
            pub fn other(
                name: impl Into<String>,
            ) -> $crate::Attribute<Self, $crate::__private::Value, $crate::filter::Any> {
                $crate::Attribute::other(name)
            }
        }

        $($( impl $crate::filter::Allows<$crate::filters!(@word $word)> for $name {} )+)?
    };
    (@word and) => { $crate::filter::And };
    (@word or) => { $crate::filter::Or };
    (@word not) => { $crate::filter::Not };
    (@word limit) => { $crate::filter::Limit };
    (@word eq) => { $crate::filter::Eq };
    (@word ne) => { $crate::filter::Ne };
    (@word co) => { $crate::filter::Co };
    (@word sw) => { $crate::filter::Sw };
    (@word ew) => { $crate::filter::Ew };
    (@word gt) => { $crate::filter::Gt };
    (@word ge) => { $crate::filter::Ge };
    (@word lt) => { $crate::filter::Lt };
    (@word le) => { $crate::filter::Le };
    (@word pr) => { $crate::filter::Pr };
    (@word sort) => { $crate::filter::Sort };
    (@word $expansion:ident) => { $expansion };
}

/// Declares what comes along with an answer: each with the query parameter that asks for it.
///
/// ```
/// ping_transport::expansions! {
///     /// What comes along with a thing.
///     pub ThingExpansion {
///         /// Its owner.
///         Owner = expand "owner",
///         /// The names of its groups.
///         GroupNames = include "groupNames",
///     }
/// }
/// ```
#[macro_export]
macro_rules! expansions {
    (
        $(#[$meta:meta])*
        $vis:vis $name:ident {
            $( $(#[$vmeta:meta])* $variant:ident = $parameter:ident $value:literal, )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        $vis enum $name {
            $( $(#[$vmeta])* $variant, )+
        }

        impl $crate::Expansion for $name {
            fn parameter(&self) -> (&'static str, &'static str) {
                match self {
                    $( Self::$variant => (stringify!($parameter), $value), )+
                }
            }
        }
    };
}
