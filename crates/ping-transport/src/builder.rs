//! Filling in a request.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use ping_models::{DecodeError, Secret};
use serde::Serialize;

use crate::answered::Decode;
use crate::call::Call;
use crate::core::Core;
use crate::download::Download;
use crate::error::Error;
use crate::operation::OperationInfo;
use crate::options::CallOptions;
use crate::page::List;
use crate::rate::RateGroup;
use crate::request::Parts;
use crate::sender::Options;

/// Fills in a request of an operation. Product crates use it; so does a caller who needs an
/// operation that the SDK does not name yet:
///
/// ```no_run
/// # async fn example(client: ping_transport::Client) -> Result<(), ping_transport::Error> {
/// #[derive(serde::Deserialize)]
/// struct Group {
///     name: String,
/// }
///
/// ping_transport::operations! {
///     READ_GROUP: () => Group = "platform.read_one_group",
///         GET Api "/v1/environments/{environmentID}/groups/{groupID}";
/// }
/// let group = client.request(&READ_GROUP).segment("env-id").segment("group-id").call().await?;
/// println!("{}", group.name);
/// # Ok(()) }
/// ```
#[must_use = "a request does nothing until `call` or `list` and sending"]
pub struct RequestBuilder<Req: 'static, Res: 'static> {
    core: Arc<Core>,
    options: Options,
    decode: fn(&[u8]) -> Result<Res, DecodeError>,
    parts: Parts,
    types: PhantomData<fn(Req) -> Res>,
}

impl<Req, Res> Clone for RequestBuilder<Req, Res> {
    fn clone(&self) -> Self {
        Self {
            core: Arc::clone(&self.core),
            options: self.options.clone(),
            decode: self.decode,
            parts: self.parts.clone(),
            types: PhantomData,
        }
    }
}

impl<Req, Res> fmt::Debug for RequestBuilder<Req, Res> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestBuilder")
            .field("operation", &self.parts.operation.id)
            .finish_non_exhaustive()
    }
}

impl<Req, Res> RequestBuilder<Req, Res> {
    /// A request that begins with these options.
    pub(crate) fn new(
        core: Arc<Core>,
        options: Option<&CallOptions>,
        operation: &'static OperationInfo,
        decode: fn(&[u8]) -> Result<Res, DecodeError>,
    ) -> Self {
        let mut parts = Parts::new(operation);
        let options = options.map(|options| options.begin(&mut parts));
        Self { core, options: options.unwrap_or_default(), parts, decode, types: PhantomData }
    }

    /// The value of the next parameter of the path; it is percent-encoded.
    pub fn segment(mut self, value: impl AsRef<str>) -> Self {
        self.parts.segment(value.as_ref());
        self
    }

    /// The id that the next parameter of the path stands for, in the form in which a method takes
    /// it: `id: impl Into<UserId>`.
    pub fn id<T: AsRef<str>>(self, id: impl Into<T>) -> Self {
        self.segment(id.into())
    }

    /// The name of the next parameter of the path.
    pub(crate) fn next_parameter(&self) -> Option<&'static str> {
        self.parts.next_parameter()
    }

    /// A query parameter.
    pub fn query(mut self, name: &str, value: impl Into<String>) -> Self {
        self.parts.query.push((name.to_owned(), value.into()));
        self
    }

    /// The body.
    pub fn json(mut self, body: &Req) -> Self
    where
        Req: Serialize,
    {
        self.parts.set_body(body);
        self
    }

    /// Says that sending the request twice does no more than sending it once, although its method
    /// does not: a failed one is then retried.
    pub fn repeatable(mut self) -> Self {
        self.parts.repeatable = true;
        self
    }

    /// Says what about the request can never be valid, if anything; sending it returns this error.
    #[doc(hidden)]
    pub fn invalid(mut self, error: impl Into<Option<Error>>) -> Self {
        if let Some(error) = error.into() {
            self.parts.fail(error);
        }
        self
    }

    /// Says that the request goes to this URL, which authorizes whoever has it, and not to the
    /// service: it carries neither a token nor the headers of the client's options, and is no
    /// request of the operation. The URL is a secret.
    #[doc(hidden)]
    pub fn elsewhere(mut self, url: &Secret) -> Self {
        self.core = Arc::new(self.core.unauthorized());
        self.parts.headers.clear();
        let query = url.expose().split_once('?').map(|(_, query)| query.into());
        self.parts.secrets.extend(query.into_iter().chain([url.clone()]));
        self.parts.elsewhere = Some(url.clone());
        self
    }

    /// Says that the service answers when a person has: the call has so much time unless its
    /// caller gives it another deadline, and no attempt is cut off before that.
    #[doc(hidden)]
    pub fn answered_within(mut self, span: Duration) -> Self {
        self.parts.answered_within = Some(span);
        self
    }

    /// Says which requests a license counts it with, where that is not with all others.
    #[doc(hidden)]
    pub fn counted_with(mut self, group: RateGroup) -> Self {
        self.parts.rate = Some(group);
        self
    }

    /// The request as a call, ready to be sent.
    pub fn call(self) -> Call<Res> {
        let decode = Decode::Whole(self.decode);
        Call::new(self.core, self.parts, self.options, decode)
    }

    /// The request as a call whose answer is a file, which is read while it is still coming.
    /// `read` makes of it what the caller gets.
    pub fn download<T>(mut self, read: fn(Download) -> T) -> Call<T> {
        self.parts.streams = true;
        Call::new(self.core, self.parts, self.options, Decode::File(read))
    }
}

impl<Req, T: Send + 'static> RequestBuilder<Req, ping_models::Collection<T>> {
    /// The request as a list, read item by item or page by page.
    pub fn list(self) -> List<T> {
        List::new(self.core, self.parts, self.options, self.decode)
    }
}
