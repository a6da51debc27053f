//! What is fixed about an operation: declared once, in its product crate.

use std::fmt;
use std::marker::PhantomData;

use http::Method;
use ping_models::lossless::{PayloadReport, check};
use ping_models::{DecodeError, Model};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Which service an operation belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Host {
    /// The management API: `api.pingone.{tld}`.
    Api,
    /// The authorization server: `auth.pingone.{tld}`, or a custom domain.
    Auth,
    /// PingID: the `idp_url` of the properties file.
    PingId,
    /// PingID's host of browser redirects: the `authenticator_url` of the properties file. Only
    /// browsers send there.
    Authenticator,
}

/// Checks a payload with a model.
pub type PayloadCheck = fn(&[u8]) -> PayloadReport;

/// What is special about the replies of a PingID operation. A reply has an `errorId` of 200, and
/// any other is an error, unless these say otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ReplyNote {
    /// An `errorId` of 300xx asks for a next step.
    Steps,
    /// A reply may have no `errorId`.
    NoErrorId,
    /// The reply repeats `clientData`: the request carries something random there, and a reply
    /// that does not repeat it is not believed.
    RepeatsClientData,
    /// The same, but a reply without `clientData` is believed: the documentation shows some.
    MayRepeatClientData,
    /// A success that names a session names the request's.
    RepeatsSession,
}

/// What is fixed about an operation, without its types.
#[derive(Debug)]
#[non_exhaustive]
pub struct OperationInfo {
    /// The id in the catalogue, such as `platform.create_user`.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The service.
    pub host: Host,
    /// The path with its parameters in braces.
    pub path: &'static str,
    /// The media type of the request body, where there is one.
    pub content_type: Option<&'static str>,
    /// Checks a request payload with the model; `None` where the operation sends none.
    pub request: Option<PayloadCheck>,
    /// Checks a response payload with the model; `None` where the service answers without one.
    pub response: Option<PayloadCheck>,
    /// What is special about the replies, for operations of PingID.
    pub replies: &'static [ReplyNote],
}

/// An operation with the types of its request and answer.
#[derive(Debug)]
pub struct Operation<Req, Res> {
    /// What is fixed about it.
    pub info: OperationInfo,
    pub(crate) decode: fn(&[u8]) -> Result<Res, DecodeError>,
    types: PhantomData<fn(Req) -> Res>,
}

impl<Req, Res> Operation<Req, Res> {
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments)]
    pub const fn new(
        id: &'static str,
        method: Method,
        host: Host,
        path: &'static str,
        content_type: Option<&'static str>,
        request: Option<PayloadCheck>,
        response: Option<PayloadCheck>,
        replies: &'static [ReplyNote],
        decode: fn(&[u8]) -> Result<Res, DecodeError>,
    ) -> Self {
        Self {
            info: OperationInfo {
                id,
                method,
                host,
                path,
                content_type,
                request,
                response,
                replies,
            },
            decode,
            types: PhantomData,
        }
    }
}

#[doc(hidden)]
pub fn ignore_body(_: &[u8]) -> Result<(), DecodeError> {
    Ok(())
}

/// What `operations!` knows of a type: a model has its own way to decode, and a check; any other
/// type has what serde knows. An associated constant of the type itself goes before that of a
/// trait, but counts only where its bounds hold.
#[doc(hidden)]
#[derive(Debug)]
pub struct Known<T>(PhantomData<T>);

impl<T: Model + Serialize + DeserializeOwned + PartialEq + fmt::Debug> Known<T> {
    pub const CHECK: Option<PayloadCheck> = Some(check::<T>);
}

impl<T: Model + DeserializeOwned> Known<T> {
    pub const DECODE: fn(&[u8]) -> Result<T, DecodeError> = T::from_json;
}

#[doc(hidden)]
pub trait Unchecked {
    const CHECK: Option<PayloadCheck> = None;
}

impl<T> Unchecked for Known<T> {}

#[doc(hidden)]
pub trait Decoded<T> {
    const DECODE: fn(&[u8]) -> Result<T, DecodeError>;
}

impl<T: DeserializeOwned> Decoded<T> for Known<T> {
    const DECODE: fn(&[u8]) -> Result<T, DecodeError> = ping_models::decode::<T>;
}

/// Declares the operations of a product crate, each with its request and answer types, catalogue
/// id, method, host, path and media type, and a function `operations` that lists them. Behind
/// `with` stands what is special about the replies of a PingID operation ([`ReplyNote`]).
///
/// A request is any type that serde writes, an answer any type that it reads; what is more than
/// one word, such as `Vec<Thing>`, stands in parentheses.
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
///         POST Api "/v1/things/{thingID}" as "application/json";
/// }
/// assert_eq!(operations().len(), 2);
/// assert_eq!(READ_THING.info.id, "platform.read_thing");
/// assert!(POKE_THING.info.response.is_none());
/// ```
#[macro_export]
macro_rules! operations {
    ($(
        $(#[$meta:meta])*
        $vis:vis $name:ident : $req:tt => $res:tt $(<$arg:ty>)? = $id:literal,
            $method:ident $host:ident $path:literal $(as $media:literal)?
            $(with $($note:ident),+)?;
    )*) => {
        $(
            $(#[$meta])*
            $vis static $name: $crate::Operation<
                $crate::operations!(@type $req),
                $crate::operations!(@type $res $(<$arg>)?),
            > = $crate::Operation::new(
                $id,
                $crate::__private::Method::$method,
                $crate::Host::$host,
                $path,
                $crate::operations!(@media $($media)?),
                $crate::operations!(@check $req),
                $crate::operations!(@check $res $(<$arg>)?),
                &[$($($crate::ReplyNote::$note),+)?],
                $crate::operations!(@decode $res $(<$arg>)?),
            );
        )*

        /// The operations of this crate, for tools that check payloads and coverage.
        pub fn operations() -> &'static [&'static $crate::OperationInfo] {
            static ALL: &[&$crate::OperationInfo] = &[$(&$name.info),*];
            ALL
        }
    };
    (@media) => { None };
    (@media $media:literal) => { Some($media) };
    (@type ()) => { () };
    (@type ($type:ty)) => { $type };
    (@type $type:ty) => { $type };
    (@check ()) => { None };
    (@check ($type:ty)) => { $crate::operations!(@check $type) };
    (@check $type:ty) => {{
        #[allow(unused_imports)]
        use $crate::__private::Unchecked as _;
        $crate::__private::Known::<$type>::CHECK
    }};
    (@decode ()) => { $crate::__private::ignore_body };
    (@decode ($type:ty)) => { $crate::operations!(@decode $type) };
    (@decode $type:ty) => {{
        #[allow(unused_imports)]
        use $crate::__private::Decoded as _;
        $crate::__private::Known::<$type>::DECODE
    }};
}
