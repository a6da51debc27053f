//! Takes connections, as many as there may be, and reads requests off them.

use std::{
    collections::HashMap,
    io,
    net::IpAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use hyper::{server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::Notify,
    task::{AbortHandle, Id, JoinError, JoinSet},
};

use crate::{
    dispatch::catalogue::Routes,
    server::{answer, hosts::Hosts, is_reset},
    wire::stream::{Stream, Watch},
    world::running::Running,
};

/// What the parser takes before it gives up on a request's head.
const HEAD_BUFFER: usize = 64 * 1024;
/// How much of a refused body is read to its end, in bytes, and for how long.
const DISCARD_LIMIT: usize = 256 * 1024 * 1024;
const LINGER: Duration = Duration::from_secs(5);

/// Serves until the task that runs it is dropped; the connections go with it.
pub(crate) async fn serve(listener: TcpListener, running: Arc<Running>, routes: Arc<Routes>) {
    let mut connections = Connections::new(running.limits.connections);
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                connections.make_room().await;
                let (running, routes) = (Arc::clone(&running), Arc::clone(&routes));
                connections.spawn(|place| connection(stream, place, running, routes));
            }
            Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
            // Out of descriptors, most likely: some of those in use have to come back.
            Err(_) => {
                if !connections.give_one_up().await {
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            }
        }
    }
}

/// The other end of a connection, as those see it who answer.
#[derive(Clone)]
pub(crate) struct Client {
    pub(crate) address: Option<IpAddr>,
    pub(crate) hosts: Hosts,
    pub(crate) watch: Watch,
    place: Arc<Place>,
}

impl Client {
    /// From here to the guard's end the client waits for the sandbox, and its connection is safe.
    pub(crate) fn is_served(&self) -> Served<'_> {
        self.place.since.store(SERVED, Ordering::Relaxed);
        Served(&self.place)
    }
}

async fn connection(
    stream: TcpStream,
    place: Arc<Place>,
    running: Arc<Running>,
    routes: Arc<Routes>,
) {
    // Small answers must not wait for more to come.
    let _ = stream.set_nodelay(true);
    let hosts = Hosts::new(stream.local_addr().ok(), &running);
    let address = stream.peer_addr().ok().map(|peer| peer.ip());
    let stream = Stream::new(stream);
    let client = Client { address, hosts, watch: stream.watch(), place };
    #[cfg(feature = "tls")]
    if let Some(acceptor) = running.tls.clone() {
        let handshake = acceptor.accept(stream);
        let Ok(Ok(stream)) = tokio::time::timeout(running.limits.head, handshake).await else {
            return;
        };
        let (mut stream, ended) = Box::pin(http(stream, client, running, routes)).await;
        if !ended.as_ref().is_err_and(is_reset) {
            // TLS has an end of its own.
            let _ = tokio::time::timeout(LINGER, stream.shutdown()).await;
        }
        end(stream.into_inner().0, ended).await;
        return;
    }
    let (stream, ended) = http(stream, client, running, routes).await;
    end(stream, ended).await;
}

/// Answers what comes on a connection; returns it with how it ended.
async fn http<S: AsyncRead + AsyncWrite + Unpin>(
    stream: S,
    client: Client,
    running: Arc<Running>,
    routes: Arc<Routes>,
) -> (S, hyper::Result<()>) {
    let head = running.limits.head;
    let service = service_fn(move |request| {
        let (running, routes) = (Arc::clone(&running), Arc::clone(&routes));
        let client = client.clone();
        Box::pin(async move { answer(request, &running, &routes, &client).await })
    });
    let mut connection = http1::Builder::new()
        .max_buf_size(HEAD_BUFFER)
        .half_close(true)
        .timer(TokioTimer::new())
        .header_read_timeout(head)
        .serve_connection(TokioIo::new(stream), service);
    let ended = std::future::poll_fn(|cx| connection.poll_without_shutdown(cx)).await;
    (connection.into_parts().io.into_inner(), ended)
}

async fn end(stream: Stream, ended: hyper::Result<()>) {
    // Whoever watched it went with the rest.
    let Some(mut stream) = stream.into_inner() else {
        return;
    };
    match ended {
        // Not an orderly end: the client has to see a reset.
        Err(error) if is_reset(&error) => {
            let _ = stream.set_zero_linger();
        }
        Err(error) if error.is_timeout() => {}
        _ => {
            let _ = tokio::time::timeout(LINGER, discard_rest(&mut stream)).await;
        }
    }
}

/// Ends the answers, then reads on a while: a client that is still sending a refused body would
/// otherwise be reset before it could read why.
async fn discard_rest(stream: &mut TcpStream) -> io::Result<()> {
    stream.shutdown().await?;
    let mut buffer = vec![0; 16 * 1024];
    let mut left = DISCARD_LIMIT;
    while left > 0 {
        match stream.read(&mut buffer).await? {
            0 => break,
            read => left = left.saturating_sub(read),
        }
    }
    Ok(())
}

/// The open connections.
struct Connections {
    limit: usize,
    tasks: JoinSet<()>,
    open: HashMap<Id, (AbortHandle, Arc<Place>)>,
    turns: Arc<Turns>,
}

/// Numbers the moments at which connections begin to wait for their clients.
struct Turns {
    last: AtomicU64,
    waiting: Notify,
}

impl Turns {
    fn next(&self) -> u64 {
        self.last.fetch_add(1, Ordering::Relaxed) + 1
    }
}

/// Since when a connection waits for its client: for the head or body of a request, or for an
/// answer to be taken.
struct Place {
    since: AtomicU64,
    turns: Arc<Turns>,
}

/// Instead of a turn: the client waits for its answer.
const SERVED: u64 = 0;

/// A connection whose client waits for an answer.
pub(crate) struct Served<'a>(&'a Place);

impl Drop for Served<'_> {
    fn drop(&mut self) {
        self.0.since.store(self.0.turns.next(), Ordering::Relaxed);
        self.0.turns.waiting.notify_one();
    }
}

impl Connections {
    fn new(limit: usize) -> Self {
        Self {
            limit: limit.max(1),
            tasks: JoinSet::new(),
            open: HashMap::new(),
            turns: Arc::new(Turns { last: AtomicU64::new(SERVED), waiting: Notify::new() }),
        }
    }

    fn spawn<F>(&mut self, connection: impl FnOnce(Arc<Place>) -> F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let place = Arc::new(Place {
            since: AtomicU64::new(self.turns.next()),
            turns: Arc::clone(&self.turns),
        });
        let task = self.tasks.spawn(connection(Arc::clone(&place)));
        self.open.insert(task.id(), (task, place));
    }

    /// Waits until there may be one more. Connections that wait for their clients are given up
    /// for it, the most silent one first; those whose clients wait for an answer come to their end.
    async fn make_room(&mut self) {
        while let Some(ended) = self.tasks.try_join_next_with_id() {
            self.forget(ended);
        }
        while self.open.len() >= self.limit {
            if !self.give_one_up().await {
                let turns = Arc::clone(&self.turns);
                tokio::select! {
                    Some(ended) = self.tasks.join_next_with_id() => self.forget(ended),
                    () = turns.waiting.notified() => {}
                }
            }
        }
    }

    /// Ends the connection that has waited the longest; false if none waits.
    async fn give_one_up(&mut self) -> bool {
        let waiting = self.open.values().filter_map(|(task, place)| {
            let since = place.since.load(Ordering::Relaxed);
            (since != SERVED).then_some((since, task))
        });
        let Some((_, task)) = waiting.min_by_key(|(since, _)| *since) else {
            return false;
        };
        task.abort();
        if let Some(ended) = self.tasks.join_next_with_id().await {
            self.forget(ended);
        }
        true
    }

    fn forget(&mut self, ended: Result<(Id, ()), JoinError>) {
        let id = match ended {
            Ok((id, ())) => id,
            Err(error) => error.id(),
        };
        self.open.remove(&id);
    }
}
