//! Operators as types, so that the compiler knows which ones an attribute has.

/// Says that an attribute has the operator `Operator`, or that a list knows it.
#[diagnostic::on_unimplemented(
    message = "the service does not take `{Operator}` here",
    label = "`{Self}` does not have it",
    note = "the type of an attribute names its operators; for one that is newer than this crate \
            take `other(name)` of the filter, or `query` of the call"
)]
pub trait Allows<Operator> {}

macro_rules! operators {
    ($($(#[$meta:meta])* $name:ident)*) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug)]
        #[non_exhaustive]
        pub struct $name;
    )* };
}

operators! {
    /// `eq`: equal to the value.
    Eq
    /// `ne`: not equal to the value.
    Ne
    /// `co`: contains the text.
    Co
    /// `sw`: starts with the text.
    Sw
    /// `ew`: ends with the text.
    Ew
    /// `gt`: greater than the value.
    Gt
    /// `ge`: greater than the value or equal to it.
    Ge
    /// `lt`: less than the value.
    Lt
    /// `le`: less than the value or equal to it.
    Le
    /// `pr`: has any value.
    Pr
    /// Lists can be ordered by it.
    Sort
    /// Tests can be joined by `and`.
    And
    /// Tests can be joined by `or`.
    Or
    /// Tests can be turned round with `not`.
    Not
    /// Pages can be limited.
    Limit
    /// All operators.
    Any
    /// What a list takes that has no filter, but pages that can be limited.
    Limited
}

macro_rules! sets {
    ($( ($($operator:ident)+) )*) => { $( sets!(@each ($($operator,)+) $($operator)+); )* };
    (@each $set:tt $($operator:ident)+) => { $( impl Allows<$operator> for $set {} )+ };
}

// The sets that the services document.
sets! {
    (Eq)
    (Sw)
    (Lt)
    (Ge)
    (Sort)
    (Eq Sw)
    (Eq Sw Ew)
    (Ge Le)
    (Gt Lt)
    (Lt Sort)
    (Ge Sort)
    (Ge Gt Le Lt)
    (Eq Ne Gt Ge Lt Le)
    (Eq Ne Gt Ge Lt Le Sort)
    (Eq Ne Co Sw Ew Pr)
}

sets!(@each Any Eq Ne Co Sw Ew Gt Ge Lt Le Pr Sort);
sets!(@each Limited Limit);
