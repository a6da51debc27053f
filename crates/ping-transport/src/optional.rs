//! A call of a thing that may not be there.

use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::call::{Call, CallFuture};
use crate::error::Error;

/// A [`Call`] that is answered with `None` where the service has no such thing: from
/// [`Call::optional`].
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent or awaited"]
pub struct OptionalCall<T>(Call<T>);

impl<T, E> Call<T, E> {
    /// The same call, answered with `None` where the service has no such thing
    /// ([`Error::is_not_found`]); every other failure stays an error.
    ///
    /// ```no_run
    /// # async fn example<T: Send + 'static>(read: ping_transport::Call<T>) -> Result<(), ping_transport::Error> {
    /// match read.optional().await? {
    ///     Some(_) => println!("it is there"),
    ///     None => println!("there is no such thing"),
    /// }
    /// # Ok(()) }
    /// ```
    #[doc(alias("find", "found", "not_found", "try_read"))]
    pub fn optional(self) -> OptionalCall<T> {
        OptionalCall(self.taking())
    }
}

impl<T: Send + 'static> OptionalCall<T> {
    /// Sends the request; see [`Call::send`].
    pub fn send(self) -> OptionalFuture<T> {
        OptionalFuture(self.0.send())
    }
}

impl<T: Send + 'static> IntoFuture for OptionalCall<T> {
    type Output = Result<Option<T>, Error>;
    type IntoFuture = OptionalFuture<T>;

    fn into_future(self) -> OptionalFuture<T> {
        self.send()
    }
}

/// The future of an [`OptionalCall`].
#[must_use = "nothing is sent before it is polled"]
pub struct OptionalFuture<T>(CallFuture<T>);

impl<T> Future for OptionalFuture<T> {
    type Output = Result<Option<T>, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(cx).map(|result| match result {
            Ok(value) => Ok(Some(value)),
            Err(error) if error.is_not_found() => Ok(None),
            Err(error) => Err(error),
        })
    }
}

impl<T> std::fmt::Debug for OptionalFuture<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OptionalFuture(..)")
    }
}
