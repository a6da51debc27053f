//! What is fixed about an operation: declared once, in its product crate.

use std::marker::PhantomData;

use http::Method;
use ping_models::DecodeError;
use ping_models::lossless::PayloadReport;

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

/// Declares the operations of a product crate, each with its request and answer types, catalogue
/// id, method, host, path and media type, and a function `operations` that lists them.
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
            $method:ident $host:ident $path:literal $(as $media:literal)?;
    )*) => {
        $(
            $(#[$meta])*
            $vis static $name: $crate::Operation<$req, $res $(<$arg>)?> = $crate::Operation::new(
                $id,
                $crate::__private::Method::$method,
                $crate::Host::$host,
                $path,
                $crate::operations!(@media $($media)?),
                $crate::operations!(@check $req),
                $crate::operations!(@check $res $(<$arg>)?),
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
    (@check ()) => { None };
    (@check $type:ty) => { Some($crate::__private::check::<$type>) };
    (@decode ()) => { $crate::__private::ignore_body };
    (@decode $type:ty) => { <$type as $crate::__private::Model>::from_json };
}
