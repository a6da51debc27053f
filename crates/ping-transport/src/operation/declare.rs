//! Declaring operations.

use std::marker::PhantomData;

use ping_models::{DecodeError, Model};
use serde::de::DeserializeOwned;

#[doc(hidden)]
pub fn ignore_body(_: &[u8]) -> Result<(), DecodeError> {
    Ok(())
}

/// How `operations!` decodes a type: a model has its own way, any other type has what serde
/// knows. An associated constant of the type itself goes before that of a trait, but counts only
/// where its bounds hold.
#[doc(hidden)]
#[derive(Debug)]
pub struct Known<T>(PhantomData<T>);

impl<T: Model + DeserializeOwned> Known<T> {
    pub const DECODE: fn(&[u8]) -> Result<T, DecodeError> = T::from_json;
}

#[doc(hidden)]
pub trait Decoded<T> {
    const DECODE: fn(&[u8]) -> Result<T, DecodeError>;
}

impl<T: DeserializeOwned> Decoded<T> for Known<T> {
    const DECODE: fn(&[u8]) -> Result<T, DecodeError> = ping_models::decode::<T>;
}

/// Declares operations, each with its request and answer types, id, method, host and path, and a
/// function `operations` that lists them. After the path may stand, in this order:
///
/// - `as` the media type of the request's body,
/// - `accept` the media type that is asked for, where it is not the host's usual one,
/// - `repeat yes` or `repeat no`, where the method alone does not say whether sending a request
///   twice does no more than sending it once,
/// - `by` who its requests are from, where that is not the client's account ([`SentBy`]),
/// - `needs` the role that is named where the call is refused for want of it,
/// - `personal` the members of the body that tell of a person, as JSON pointers,
/// - `with` what is special about the replies of a PingID operation ([`ReplyNote`]),
/// - `among` what tells it apart from others that share its method, path and media type.
///
/// A request is any type that serde writes, an answer any type that it reads; what is more than
/// one word, such as `Vec<Thing>`, stands in parentheses.
///
/// [`SentBy`]: crate::SentBy
/// [`ReplyNote`]: crate::ReplyNote
///
/// ```
/// use ping_models::PingOneError;
///
/// ping_transport::operations! {
///     /// An operation with an answer.
///     pub(crate) READ_THING: () => PingOneError = "platform.read_thing",
///         GET Api "/v1/things/{thingID}";
///     /// One with a body and no answer.
///     pub(crate) POKE_THING: PingOneError => () = "platform.poke_thing",
///         POST Api "/v1/things/{thingID}" as "application/json" repeat yes
///         needs "Environment Admin";
/// }
/// assert_eq!(operations().len(), 2);
/// assert_eq!(READ_THING.info.id, "platform.read_thing");
/// assert!(READ_THING.info.repeatable && POKE_THING.info.repeatable);
/// ```
#[macro_export]
macro_rules! operations {
    ($(
        $(#[$meta:meta])*
        $vis:vis $name:ident : $req:tt => $res:tt $(<$arg:ty>)? = $id:literal,
            $method:ident $host:ident $path:literal
            $(as $media:literal)?
            $(accept $accept:literal)?
            $(repeat $repeat:ident)?
            $(by $sent_by:ident)?
            $(needs $permission:literal)?
            $(personal $($personal:literal),+)?
            $(with $($note:ident),+)?
            $(among $variants:ident)?;
    )*) => {
        $(
            $(#[$meta])*
            $vis static $name: $crate::Operation<
                $crate::operations!(@type $req),
                $crate::operations!(@type $res $(<$arg>)?),
            > = $crate::Operation::new(
                $crate::OperationInfo::new(
                    $id,
                    $crate::__private::Method::$method,
                    $crate::Host::$host,
                    $path,
                )
                $(.content_type($media))?
                $(.accept($accept))?
                .repeatable($crate::operations!(@repeat $($repeat)? $method))
                $(.sent_by($crate::SentBy::$sent_by))?
                $(.permission($permission))?
                $(.personal(&[$($personal),+]))?
                $(.replies(&[$($crate::ReplyNote::$note),+]))?
                $(.among(&$variants))?,
                $crate::operations!(@decode $res $(<$arg>)?),
            );
        )*

        /// The operations of this crate, for tools that check payloads and coverage.
        pub fn operations() -> &'static [&'static $crate::OperationInfo] {
            static ALL: &[&$crate::OperationInfo] = &[$(&$name.info),*];
            ALL
        }
    };
    (@type ()) => { () };
    (@type ($type:ty)) => { $type };
    (@type $type:ty) => { $type };
    (@repeat yes $method:ident) => { true };
    (@repeat no $method:ident) => { false };
    (@repeat POST) => { false };
    (@repeat PATCH) => { false };
    (@repeat $method:ident) => { true };
    (@decode ()) => { $crate::__private::ignore_body };
    (@decode ($type:ty)) => { $crate::operations!(@decode $type) };
    (@decode $type:ty) => {{
        #[allow(unused_imports)]
        use $crate::__private::Decoded as _;
        $crate::__private::Known::<$type>::DECODE
    }};
}

/// Declares a trait that says which answer a request gets, where several operations share method,
/// path and media type and each has a request of its own.
#[doc(hidden)]
#[macro_export]
macro_rules! requests {
    ($(
        $(#[$meta:meta])*
        $vis:vis $name:ident { $($request:ty => $answer:ty = $operation:ident,)+ }
    )*) => { $(
        $(#[$meta])*
        $vis trait $name: $crate::__private::Serialize + 'static {
            /// What comes of it.
            type Answer: 'static;

            #[doc(hidden)]
            fn operation() -> &'static $crate::Operation<Self, Self::Answer>
            where
                Self: Sized;
        }

        $(
            impl $name for $request {
                type Answer = $answer;

                fn operation() -> &'static $crate::Operation<Self, $answer> {
                    &$operation
                }
            }
        )+
    )* };
}
