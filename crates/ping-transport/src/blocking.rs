//! The same calls for programs without an async runtime.

use std::fmt;
use std::future::IntoFuture;
use std::sync::OnceLock;

use futures_core::Stream;
use futures_util::StreamExt;
use tokio::runtime::{Builder, Handle, Runtime};

use crate::error::Error;

/// Sends a call, a flow's next action or wait, or anything else that is awaited here, and blocks
/// the thread until it is answered.
///
/// ```no_run
/// use ping_transport::{Blocking, BlockingStream};
/// # fn example(
/// #     read: ping_transport::Call<String>,
/// #     list: ping_transport::List<String>,
/// # ) -> Result<(), ping_transport::Error> {
/// println!("{}", read.send_blocking()?);
/// for item in list.stream().blocking() {
///     println!("{}", item?);
/// }
/// # Ok(()) }
/// ```
pub trait Blocking<T>: IntoFuture<Output = Result<T, Error>> + Sized {
    /// Blocks the thread until there is an answer. Dropping is not possible meanwhile: set a
    /// timeout where 60 s are too long.
    ///
    /// # Errors
    ///
    /// Fails as the call does when it is awaited; and with
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) on a thread of an async
    /// runtime, which must not be blocked: await the call there.
    #[doc(alias("block_on", "sync", "wait"))]
    fn send_blocking(self) -> Result<T, Error> {
        runtime()?.block_on(self.into_future())
    }
}

impl<C: IntoFuture<Output = Result<T, Error>>, T> Blocking<T> for C {}

/// Reads a stream, such as that of a list, item by item, and blocks the thread meanwhile.
pub trait BlockingStream<T>: Stream<Item = Result<T, Error>> + Unpin + Sized {
    /// The items, as an iterator. As the stream does, it goes on behind an error. On a thread of
    /// an async runtime there is one error and nothing else.
    #[doc(alias("iter", "into_iter", "sync"))]
    fn blocking(self) -> Items<Self> {
        Items { stream: self, refused: false }
    }
}

impl<S: Stream<Item = Result<T, Error>> + Unpin, T> BlockingStream<T> for S {}

/// An iterator over what a stream brings: from [`BlockingStream::blocking`].
#[must_use = "nothing is read before the iterator is asked"]
pub struct Items<S> {
    stream: S,
    refused: bool,
}

impl<S: Stream<Item = Result<T, Error>> + Unpin, T> Iterator for Items<S> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        match runtime() {
            Ok(runtime) => runtime.block_on(self.stream.next()),
            // Nobody can ask again with another end.
            Err(_) if self.refused => None,
            Err(error) => {
                self.refused = true;
                Some(Err(error))
            }
        }
    }
}

impl<S> fmt::Debug for Items<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").finish_non_exhaustive()
    }
}

/// The runtime of all blocking calls: its thread moves what is under way, each call is polled by
/// the thread that waits for it.
fn runtime() -> Result<&'static Runtime, Error> {
    static RUNTIME: OnceLock<Option<Runtime>> = OnceLock::new();
    if Handle::try_current().is_ok() {
        return Err(Error::configuration(
            "runtime",
            "this thread belongs to an async runtime, which must not be blocked: await the call, \
             or make it on a thread of its own",
        ));
    }
    let start = || {
        let mut builder = Builder::new_multi_thread();
        builder.worker_threads(1).thread_name("ping-blocking");
        builder.enable_all().build().ok()
    };
    let none = || Error::configuration("runtime", "the system gives no thread for it");
    RUNTIME.get_or_init(start).as_ref().ok_or_else(none)
}
