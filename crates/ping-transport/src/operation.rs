//! What is fixed about an operation.

mod declare;

use std::marker::PhantomData;

use http::Method;
use ping_models::DecodeError;

use crate::variants::Variants;

pub use declare::{Decoded, Known, ignore_body};

/// Which service an operation belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Host {
    /// The management API: `api.pingone.{tld}`.
    Api,
    /// The authorization server: `auth.pingone.{tld}`, or a custom domain.
    Auth,
    /// DaVinci's management API: `orchestrate-api.pingone.{tld}`.
    Orchestrate,
    /// The SCIM API: `scim-api.pingone.{tld}`. Its media type is `application/scim+json`.
    Scim,
    /// PingID: the `idp_url` of the properties file.
    PingId,
    /// PingID's host of browser redirects: the `authenticator_url` of the properties file. Only
    /// browsers send there.
    Authenticator,
}

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

/// Who the requests of an operation are from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SentBy {
    /// The client's account: they carry its token, or are signed with PingID's key.
    Account,
    /// An application, which proves with its own credentials who it is.
    Application,
    /// Anybody.
    Anybody,
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
    /// Who its requests are from.
    pub sent_by: SentBy,
    /// The path with its parameters in braces.
    pub path: &'static str,
    /// The media type of the request body, where there is one.
    pub content_type: Option<&'static str>,
    /// The media type that is asked for, where it is not the host's usual one.
    pub accept: Option<&'static str>,
    /// Whether sending a request twice does no more than sending it once.
    pub repeatable: bool,
    /// The role that the operation needs, in the words of the documentation, where that is known.
    pub permission: Option<&'static str>,
    /// The members of the body that tell of a person, as JSON pointers: a described call shows
    /// nothing of what is below them.
    pub personal: &'static [&'static str],
    /// What is special about the replies, for operations of PingID.
    pub replies: &'static [ReplyNote],
    /// The operations that share method, path and media type with this one, where some do.
    pub(crate) variants: Option<&'static Variants>,
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
    pub const fn new(info: OperationInfo, decode: fn(&[u8]) -> Result<Res, DecodeError>) -> Self {
        Self { info, decode, types: PhantomData }
    }
}

impl OperationInfo {
    #[doc(hidden)]
    pub const fn new(id: &'static str, method: Method, host: Host, path: &'static str) -> Self {
        Self {
            id,
            method,
            host,
            sent_by: SentBy::Account,
            path,
            content_type: None,
            accept: None,
            repeatable: false,
            permission: None,
            personal: &[],
            replies: &[],
            variants: None,
        }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn content_type(mut self, media_type: &'static str) -> Self {
        self.content_type = Some(media_type);
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn accept(mut self, media_type: &'static str) -> Self {
        self.accept = Some(media_type);
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn sent_by(mut self, who: SentBy) -> Self {
        self.sent_by = who;
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn repeatable(mut self, repeatable: bool) -> Self {
        self.repeatable = repeatable;
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn permission(mut self, role: &'static str) -> Self {
        self.permission = Some(role);
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn personal(mut self, pointers: &'static [&'static str]) -> Self {
        self.personal = pointers;
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn among(mut self, variants: &'static Variants) -> Self {
        self.variants = Some(variants);
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn replies(mut self, notes: &'static [ReplyNote]) -> Self {
        self.replies = notes;
        self
    }
}
