//! What a list can be asked for, typed by value and operator, so that no value can break it.

mod attribute;
mod declare;
mod expansion;
mod operators;

use std::fmt;
use std::marker::PhantomData;

use crate::error::Error;

pub use attribute::{Attribute, Order};
pub use expansion::Expansion;
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
    expression: Expression,
    of: PhantomData<fn(F)>,
}

/// The text of a filter, and what it takes to join it with others.
#[derive(Clone)]
pub(crate) struct Expression {
    text: String,
    /// How the outermost operator binds: an `or` inside an `and` needs parentheses.
    outer: Outer,
    /// Why it can never be one: a name that is none of an attribute, or a range without an end.
    problem: Option<Error>,
}

#[derive(Clone, Copy, PartialEq)]
enum Outer {
    One,
    And,
    Or,
}

impl Expression {
    /// The text, unless it can never be a filter.
    pub(crate) fn checked(self) -> Result<String, Error> {
        self.problem.map_or(Ok(self.text), Err)
    }

    /// Both have to hold.
    pub(crate) fn and(self, other: Self) -> Self {
        self.join("and", Outer::And, other)
    }

    fn join(self, word: &str, outer: Outer, other: Self) -> Self {
        let (left, right) = (self.operand(outer), other.operand(outer));
        let text = format!("{left} {word} {right}");
        Self { text, outer, problem: self.problem.or(other.problem) }
    }

    fn operand(&self, within: Outer) -> String {
        match self.outer {
            Outer::One => self.text.clone(),
            outer if outer == within => self.text.clone(),
            _ => format!("({})", self.text),
        }
    }
}

impl<F> Filter<F> {
    fn new(expression: Expression) -> Self {
        Self { expression, of: PhantomData }
    }

    /// One test.
    fn test(text: String, problem: Option<Error>) -> Self {
        Self::new(Expression { text, outer: Outer::One, problem })
    }

    /// The expression, whatever lists take it.
    pub(crate) fn into_expression(self) -> Expression {
        self.expression
    }

    /// Both have to hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self
    where
        F: Allows<And>,
    {
        Self::new(self.expression.and(other.expression))
    }

    /// One of the two has to hold.
    #[must_use]
    pub fn or(self, other: Self) -> Self
    where
        F: Allows<Or>,
    {
        Self::new(self.expression.join("or", Outer::Or, other.expression))
    }

    /// It must not hold.
    #[must_use]
    #[allow(clippy::should_implement_trait)]
    pub fn not(self) -> Self
    where
        F: Allows<Not>,
    {
        Self::test(format!("not ({})", self.expression.text), self.expression.problem)
    }
}

impl<F> Clone for Filter<F> {
    fn clone(&self) -> Self {
        Self::new(self.expression.clone())
    }
}

impl<F> fmt::Display for Filter<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.expression.text)
    }
}

impl<F> fmt::Debug for Filter<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A filter's values may be personal.
        f.write_str("Filter(..)")
    }
}
