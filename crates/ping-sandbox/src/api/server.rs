//! What serves a sandbox: a task of the caller's runtime, or a thread with a runtime of its own.

use std::{
    io,
    net::SocketAddr,
    sync::{Arc, mpsc},
    thread,
};

use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

use crate::{
    dispatch::catalogue::Routes,
    domain::settings::Settings,
    server::{listen, state},
    service,
    world::running::Running,
};

/// Serves until it is dropped.
pub(crate) enum Server {
    Task(JoinHandle<()>),
    Thread {
        /// Dropped, it ends the thread.
        stop: Option<oneshot::Sender<()>>,
        thread: Option<thread::JoinHandle<()>>,
    },
}

/// A world that is served, and where.
pub(crate) struct Served {
    pub(crate) running: Arc<Running>,
    pub(crate) routes: Arc<Routes>,
    pub(crate) address: SocketAddr,
    pub(crate) server: Server,
}

impl Server {
    /// Serves on the runtime of the caller.
    pub(crate) async fn start(settings: Settings) -> io::Result<Served> {
        settings.check()?;
        let listener = TcpListener::bind(settings.listen).await.map_err(|error| {
            let why = format!("cannot listen on {}: {error}", settings.listen);
            io::Error::new(error.kind(), why)
        })?;
        let address = listener.local_addr()?;
        let routes = Arc::new(Routes::new(service::PRODUCTS));
        let world = state::begin(&settings, &settings.base_url(address), &routes)?;
        let running = Arc::new(Running::new(world, &settings)?);
        let serves = listen::serve(listener, Arc::clone(&running), Arc::clone(&routes));
        let server = Self::Task(tokio::spawn(serves));
        Ok(Served { running, routes, address, server })
    }

    /// Serves on a thread of its own.
    pub(crate) fn start_thread(settings: Settings) -> io::Result<Served> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (stop, stopped) = oneshot::channel::<()>();
        let (tell, told) = mpsc::sync_channel(1);
        let thread = thread::Builder::new().name("ping-sandbox".to_owned()).spawn(move || {
            runtime.block_on(async {
                // Who started it waits to be told.
                let _task = match Self::start(settings).await {
                    Ok(Served { running, routes, address, server }) => {
                        let _ = tell.send(Ok((running, routes, address)));
                        server
                    }
                    Err(error) => {
                        let _ = tell.send(Err(error));
                        return;
                    }
                };
                // Ends when the other side is gone.
                let _ = stopped.await;
            });
        })?;
        let (running, routes, address) = told.recv().map_err(io::Error::other)??;
        let server = Self::Thread { stop: Some(stop), thread: Some(thread) };
        Ok(Served { running, routes, address, server })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        match self {
            Self::Task(task) => task.abort(),
            Self::Thread { stop, thread } => {
                drop(stop.take());
                if let Some(thread) = thread.take() {
                    // What panicked there has nothing more to say here.
                    let _ = thread.join();
                }
            }
        }
    }
}
