//! What a flow does next.

use std::fmt;
use std::future::Future;

use crate::call::CallFuture;
use crate::client::Client;
use crate::error::Error;
use crate::options::CallOptions;
use crate::scope::Scope;

/// What the requests of a flow are made of: a client in whatever form. Steps keep one.
pub trait Handle: Clone + Send + 'static {
    /// The client.
    fn client(&self) -> &Client;

    /// The same with another client.
    #[must_use]
    fn with_client(&self, client: Client) -> Self;
}

impl Handle for Client {
    fn client(&self) -> &Client {
        self
    }

    fn with_client(&self, client: Client) -> Self {
        client
    }
}

impl Handle for Scope {
    fn client(&self) -> &Client {
        self.client()
    }

    fn with_client(&self, client: Client) -> Self {
        self.with_client(client)
    }
}

/// Gives what has a member `options`, and a method `send`, the face of a call.
#[doc(hidden)]
#[macro_export]
macro_rules! __face_of_a_call {
    (impl $(<$T:ident>)? for $name:ty => $output:ty) => {
        impl $(<$T: ::std::marker::Send + 'static>)? $name {
            /// The deadline of each request of it, retries and waits between them included; 60 s
            /// unless the client or the flow says otherwise.
            pub fn timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.options = self.options.timeout(timeout);
                self
            }

            /// Another retry policy for its requests.
            pub fn retry(mut self, policy: $crate::RetryPolicy) -> Self {
                self.options = self.options.retry(policy);
                self
            }

            /// An extra header of its requests. Those that frame the message, such as
            /// `content-length` and `host`, are refused.
            pub fn header(mut self, name: &str, value: &str) -> Self {
                self.options = self.options.header(name, value);
                self
            }

            /// An id of the caller's that the service notes in its audit log; see
            /// [`Call::correlation_id`]($crate::Call::correlation_id).
            pub fn correlation_id(mut self, id: &str) -> Self {
                self.options = self.options.correlation_id(id);
                self
            }
        }

        impl $(<$T: ::std::marker::Send + 'static>)? ::std::future::IntoFuture for $name {
            type Output = ::std::result::Result<$output, $crate::Error>;
            type IntoFuture = $crate::CallFuture<$output>;

            fn into_future(self) -> Self::IntoFuture {
                self.send()
            }
        }
    };
}

/// What a flow does next: one request or several, sent with [`send`](Self::send) or `.await`. It
/// has the face of a [`Call`](crate::Call), and is no future itself: functions that want one take
/// `action.send()`.
///
/// ```no_run
/// # use std::time::Duration;
/// # async fn example<Step: Send + 'static>(select: ping_transport::flow::Action<Step>)
/// # -> Result<(), ping_transport::Error> {
/// let step = select.timeout(Duration::from_secs(5)).correlation_id("checkout-4711").await?;
/// # Ok(()) }
/// ```
///
/// Options that are set where a flow begins are those of all its later requests. What is set for
/// a later step is for that step alone, and counts more.
#[must_use = "nothing is sent until it is awaited"]
pub struct Action<T> {
    client: Client,
    options: CallOptions,
    run: Box<dyn FnOnce(Client) -> CallFuture<T> + Send>,
}

impl<T: Send + 'static> Action<T> {
    /// What `run` does with the handle, which then carries the options of this action as well.
    pub fn new<H: Handle, F>(handle: &H, run: impl FnOnce(H) -> F + Send + 'static) -> Self
    where
        F: Future<Output = Result<T, Error>> + Send + 'static,
    {
        let handle = handle.clone();
        Self {
            client: handle.client().clone(),
            options: CallOptions::new(),
            run: Box::new(move |client| CallFuture::of(run(handle.with_client(client)))),
        }
    }

    /// Does it: the future that `.await` waits for. It is `Send + 'static`, and nothing happens
    /// until it is polled.
    #[doc(alias("block_on", "execute", "future", "join_all", "spawn"))]
    pub fn send(self) -> CallFuture<T> {
        (self.run)(self.client.with_options(self.options))
    }
}

crate::__face_of_a_call! { impl<T> for Action<T> => T }

impl<T> fmt::Debug for Action<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Action").field("options", &self.options).finish_non_exhaustive()
    }
}
