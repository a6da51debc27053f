//! What comes along with an answer.

/// What comes along with an answer where it is asked for. Declared with
/// [`expansions!`](crate::expansions).
pub trait Expansion {
    /// The name of the query parameter, and its value.
    fn parameter(&self) -> (&'static str, &'static str);
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

        // A list that takes no filter names it in the place of one.
        impl $crate::filter::Allows<Self> for $name {}
    };
}
