//! Declaring what a list can be filtered by.

/// Declares what lists can be filtered by: a name, what the list knows beside tests (`and`, `or`
/// and `not` between them, `limit` for pages, types of [`Expansion`](crate::Expansion)), and the attributes, each
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
