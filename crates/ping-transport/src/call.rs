//! A call: a described request that is sent when it is awaited.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_util::future::BoxFuture;
use serde_json::Value;

use crate::answered::{Decode, Response};
use crate::core::Core;
use crate::described::Described;
use crate::error::Error;
use crate::filter::Expansion;
use crate::options::CORRELATION_ID;
use crate::request::Parts;
use crate::retry::RetryPolicy;
use crate::sender::{Options, Sending};

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
    core: Arc<Core>,
    parts: Parts,
    options: Options,
    decode: Decode<T>,
    takes: PhantomData<fn(E)>,
}

impl<T, E> Clone for Call<T, E> {
    fn clone(&self) -> Self {
        Self {
            core: Arc::clone(&self.core),
            parts: self.parts.clone(),
            options: self.options.clone(),
            decode: self.decode,
            takes: PhantomData,
        }
    }
}

impl<T> Call<T> {
    pub(crate) fn new(core: Arc<Core>, parts: Parts, options: Options, decode: Decode<T>) -> Self {
        Self { core, parts, options, decode, takes: PhantomData }
    }
}

impl<T, E> Call<T, E> {
    /// The same call, with another type of what can come along: for operations that the SDK does
    /// not name yet.
    pub fn taking<G>(self) -> Call<T, G> {
        Call {
            core: self.core,
            parts: self.parts,
            options: self.options,
            decode: self.decode,
            takes: PhantomData,
        }
    }

    /// More that comes along with the answer: one for each of `expand` and `include`, which take
    /// one value. Another one is an error of the kind
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput).
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
        self.core.describe(&self.parts)
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

    /// How long what was created or assigned a moment ago may be refused: a 404, or a 403 for want
    /// of permissions, is waited out for so long from the beginning of the call, within its
    /// deadline. By the codes of the service alone; a license that does not allow something, for
    /// example, is not waited for. Off unless set.
    ///
    /// The services need a moment for a new environment, a role assignment or a secret. Where a
    /// refusal may be meant, it costs as much time to learn of it.
    ///
    /// ```no_run
    /// # use std::time::Duration;
    /// # async fn example(read_secret: ping_transport::Call<()>) -> Result<(), ping_transport::Error> {
    /// read_secret.settle(Duration::from_secs(20)).await?;
    /// # Ok(()) }
    /// ```
    #[doc(alias("eventual consistency", "wait", "propagation"))]
    pub fn settle(mut self, span: Duration) -> Self {
        self.options.settle = Some(span);
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
        let sending = self.core.send(self.parts, self.options);
        CallFuture(Work::Answer(sending, self.decode))
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
        f.debug_struct("Call").field("operation", &self.parts.called().id).finish_non_exhaustive()
    }
}

/// A [`Call`] that is answered with status and headers.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent or awaited"]
pub struct CallWithResponse<T>(Call<T>);

impl<T: Send + 'static> CallWithResponse<T> {
    /// Sends the request.
    pub fn send(self) -> ResponseFuture<T> {
        let call = self.0;
        ResponseFuture(call.core.send(call.parts, call.options), call.decode)
    }
}

impl<T: Send + 'static> IntoFuture for CallWithResponse<T> {
    type Output = Result<Response<T>, Error>;
    type IntoFuture = ResponseFuture<T>;

    fn into_future(self) -> ResponseFuture<T> {
        self.send()
    }
}

/// The future of a [`Call`], or of what has the face of one. Nothing is sent until it is polled.
#[must_use = "futures do nothing unless polled"]
pub struct CallFuture<T>(Work<T>);

enum Work<T> {
    /// One request, and what becomes of its answer.
    Answer(Sending, Decode<T>),
    /// Several.
    Other(BoxFuture<'static, Result<T, Error>>),
}

impl<T> CallFuture<T> {
    /// The future of what is more than one request.
    pub(crate) fn of(work: impl Future<Output = Result<T, Error>> + Send + 'static) -> Self {
        Self(Work::Other(Box::pin(work)))
    }
}

impl<T> Future for CallFuture<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut self.0 {
            Work::Answer(sending, decode) => {
                let answered = ready!(Pin::new(sending).poll(cx))?;
                Poll::Ready(decode.body(answered))
            }
            Work::Other(work) => work.as_mut().poll(cx),
        }
    }
}

impl<T> fmt::Debug for CallFuture<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CallFuture(..)")
    }
}

/// The future of a [`CallWithResponse`]. Nothing is sent until it is polled.
#[derive(Debug)]
#[must_use = "futures do nothing unless polled"]
pub struct ResponseFuture<T>(Sending, Decode<T>);

impl<T> Future for ResponseFuture<T> {
    type Output = Result<Response<T>, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let answered = ready!(Pin::new(&mut self.0).poll(cx))?;
        Poll::Ready(self.1.response(answered))
    }
}
