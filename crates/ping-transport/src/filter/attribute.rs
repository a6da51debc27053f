//! What is tested, and what lists are ordered by.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Bound, RangeBounds};

use serde::Serialize;
use serde_json::Value;

use super::{Allows, And, Any, Co, Eq, Ew, Filter, Ge, Gt, Le, Lt, Ne, Pr, Sort, Sw};
use crate::error::Error;

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

    /// Within the range, such as `from..until`; it has an end at least.
    #[must_use]
    pub fn within<T: Clone + Into<V>>(self, range: impl RangeBounds<T>) -> Filter<F>
    where
        V: Serialize,
        F: Allows<And>,
        O: Allows<Ge> + Allows<Gt> + Allows<Le> + Allows<Lt>,
    {
        let again = Self { name: self.name.clone(), types: PhantomData };
        let from = match range.start_bound() {
            Bound::Included(from) => Some(self.ge(from.clone())),
            Bound::Excluded(from) => Some(self.gt(from.clone())),
            Bound::Unbounded => None,
        };
        let until = match range.end_bound() {
            Bound::Included(until) => Some(again.le(until.clone())),
            Bound::Excluded(until) => Some(again.lt(until.clone())),
            Bound::Unbounded => None,
        };
        match (from, until) {
            (Some(from), Some(until)) => from.and(until),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => {
                let problem = Error::invalid_input("filter", "has a range without an end");
                Filter::test(String::new(), Some(problem))
            }
        }
    }

    fn test(self, test: fmt::Arguments<'_>) -> Filter<F> {
        let text = match self.name.strip_suffix(']') {
            // A member of each item of a collection.
            Some(name) => format!("{name} {test}]"),
            None => format!("{} {test}", self.name),
        };
        Filter::test(text, self.problem())
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
