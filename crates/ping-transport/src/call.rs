//! A call: a described request that is sent when it is awaited.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::time::Duration;

use http::{HeaderMap, StatusCode};
use ping_models::DecodeError;
use serde_json::Value;

use crate::client::Client;
use crate::described::Described;
use crate::download::Download;
use crate::error::Error;
use crate::filter::Expansion;
use crate::options::CORRELATION_ID;
use crate::request::Parts;
use crate::retry::RetryPolicy;
use crate::send::Options;
use crate::sensitive;
use crate::sent::Answered;

/// The future of a call.
pub type CallFuture<T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'static>>;

/// A described request. Nothing happens until it is sent: with [`Call::send`] or `.await`. It is
/// no future itself, so functions that want one, such as `tokio::spawn`, `block_on` and
/// `join_all`, take `call.send()`.
///
/// ```no_run
/// # use std::time::Duration;
/// # async fn example(call: ping_transport::Call<()>) -> Result<(), ping_transport::Error> {
/// println!("{}", call.describe()?);
/// call.timeout(Duration::from_secs(2)).correlation_id("checkout-4711").await?;
/// # Ok(()) }
/// ```
///
/// `E` says what can come along with the answer, such as `UserExpansion`, for the operations that
/// have such.
#[must_use = "a call does nothing until it is sent or awaited"]
pub struct Call<T, E = ()> {
    client: Client,
    parts: Parts,
    options: Options,
    decode: Decode<T>,
    takes: PhantomData<fn(E)>,
}

/// What becomes of an answer.
pub(crate) enum Decode<T> {
    /// It is read whole, and decoded.
    Whole(fn(&[u8]) -> Result<T, DecodeError>),
    /// It is a file, which goes on coming.
    File(fn(Download) -> T),
}

impl<T> Clone for Decode<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Decode<T> {}

impl<T> Decode<T> {
    fn read(self, answered: Answered) -> Result<Response<T>, Error> {
        let status = answered.answer.status;
        let (headers, body) = match self {
            Self::Whole(decode) => {
                let body = answered.decode(decode)?;
                (answered.answer.headers, body)
            }
            Self::File(read) => {
                let headers = answered.answer.headers.clone();
                (headers, read(answered.into_download()?))
            }
        };
        Ok(Response {
            status,
            headers,
            body,
        })
    }
}

impl<T, E> Clone for Call<T, E> {
    fn clone(&self) -> Self {
        Self {
            client: self.client.clone(),
            parts: self.parts.clone(),
            options: self.options.clone(),
            decode: self.decode,
            takes: PhantomData,
        }
    }
}

/// An answer with its status and headers. Its `Debug` shows no header that is a secret.
#[derive(Clone)]
#[non_exhaustive]
pub struct Response<T> {
    /// The HTTP status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The decoded body.
    pub body: T,
}

impl<T> Response<T> {
    /// The id to quote to the vendor's support.
    pub fn correlation_id(&self) -> Option<&str> {
        self.headers.get("correlation-id")?.to_str().ok()
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("headers", &sensitive::marked(&self.headers))
            .field("body", &self.body)
            .finish()
    }
}

impl<T> Call<T> {
    pub(crate) fn new(client: Client, mut parts: Parts, decode: Decode<T>) -> Self {
        Self {
            options: client.begin(&mut parts),
            client,
            parts,
            decode,
            takes: PhantomData,
        }
    }
}

impl<T, E> Call<T, E> {
    /// The same call, with another type of what can come along: for operations that the SDK does
    /// not name yet.
    pub fn taking<G>(self) -> Call<T, G> {
        Call {
            client: self.client,
            parts: self.parts,
            options: self.options,
            decode: self.decode,
            takes: PhantomData,
        }
    }

    /// More that comes along with the answer.
    #[doc(alias("include"))]
    pub fn expand(mut self, expansion: E) -> Self
    where
        E: Expansion,
    {
        self.parts.expand(&expansion);
        self
    }

    /// What would be sent, with secrets masked. No runtime is needed.
    ///
    /// # Errors
    ///
    /// Fails with [`ErrorKind::InvalidInput`](crate::ErrorKind::InvalidInput) where an argument
    /// can never be valid.
    pub fn describe(&self) -> Result<Described, Error> {
        let core = self.client.core();
        Described::new(&self.parts, &core.hosts, &core.auth)
            .map_err(|error| error.with_operation(self.parts.operation))
    }

    /// The deadline of this call, retries and waits included; 60 s unless the client says
    /// otherwise.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = Some(timeout);
        self
    }

    /// Another retry policy for this call.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.options.retry = Some(policy);
        self
    }

    /// An extra header. Those that frame the message, such as `content-length` and `host`, are
    /// refused.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.parts.header(name, value);
        self
    }

    /// An extra query parameter.
    pub fn query(mut self, name: &str, value: impl Into<String>) -> Self {
        self.parts.query.push((name.to_owned(), value.into()));
        self
    }

    /// An extra member of the body, or another value for one that is there.
    pub fn body_field(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.parts.body_field(name, value.into());
        self
    }

    /// An id of the caller's that the service notes in its audit log: at most 100 letters,
    /// digits and `. _ - / @ = # +`; the service replaces or cuts what is beyond.
    ///
    /// <https://developer.pingidentity.com/pingone-api/foundations/conventions/pingone-api-requests.html>
    pub fn correlation_id(self, id: &str) -> Self {
        self.header(CORRELATION_ID, id)
    }

    /// Sends the request: the future that `.await` waits for, for functions that want one. It is
    /// `Send + 'static`, and nothing happens until it is polled.
    ///
    /// ```no_run
    /// # async fn example(call: ping_transport::Call<()>) -> Result<(), Box<dyn std::error::Error>> {
    /// let task = tokio::spawn(call.send());
    /// task.await??;
    /// # Ok(()) }
    /// ```
    #[doc(alias("block_on", "execute", "future", "join_all", "spawn"))]
    pub fn send(self) -> CallFuture<T>
    where
        T: Send + 'static,
    {
        let Self {
            client,
            parts,
            options,
            decode,
            ..
        } = self;
        let sending = client.into_core().send(parts, options);
        Box::pin(async move { Ok(decode.read(sending.await?)?.body) })
    }

    /// The same call, answered with status and headers beside the body.
    pub fn with_response(self) -> CallWithResponse<T> {
        CallWithResponse(self.taking())
    }
}

impl<T: Send + 'static, E> IntoFuture for Call<T, E> {
    type Output = Result<T, Error>;
    type IntoFuture = CallFuture<T>;

    fn into_future(self) -> CallFuture<T> {
        self.send()
    }
}

impl<T, E> fmt::Debug for Call<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.parts.operation.id)
            .finish_non_exhaustive()
    }
}

/// A [`Call`] that is answered with status and headers.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent or awaited"]
pub struct CallWithResponse<T>(Call<T>);

impl<T: Send + 'static> CallWithResponse<T> {
    /// Sends the request.
    pub fn send(self) -> CallFuture<Response<T>> {
        let Call {
            client,
            parts,
            options,
            decode,
            ..
        } = self.0;
        let sending = client.into_core().send(parts, options);
        Box::pin(async move { decode.read(sending.await?) })
    }
}

impl<T: Send + 'static> IntoFuture for CallWithResponse<T> {
    type Output = Result<Response<T>, Error>;
    type IntoFuture = CallFuture<Response<T>>;

    fn into_future(self) -> CallFuture<Response<T>> {
        self.send()
    }
}
