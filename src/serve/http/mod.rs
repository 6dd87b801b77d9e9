//! Connections: what arrives, how long it may take, and how much there may be of it.
//!
//! Everything runs on one thread. What may take long (making a page, reading a file) is done elsewhere, and every
//! connection has limits, so that nobody is held up by another.

mod answer;
mod events;
mod file;
mod host_guard;
mod target;
mod write_timeout;

use std::io;
use std::net::TcpListener;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

pub(super) use host_guard::HostGuard;

use super::broadcaster::Broadcaster;
use super::site::Site;
use write_timeout::WriteTimeout;

/// More connections than this wait until others end. Far more than a class in front of one screen needs, and fewer than
/// the files that a program may have open.
const CONNECTIONS: usize = 480;

/// Event streams, which never end by themselves, leave room for other connections.
const STREAMS: usize = 240;

/// All headers of a request are there by then, or the connection ends; also for one that stays open unused.
const HEADERS: Duration = Duration::from_secs(5);

/// A client that takes nothing of its answer for so long gets no more of it.
const STALLED: Duration = Duration::from_secs(30);

/// So many pages are made at a time.
const PAGES: usize = 16;

/// A page that takes longer leaves its place to another.
const LONG: Duration = Duration::from_secs(2);

/// A page that takes so much longer gets an answer that says so.
const TOO_LONG: Duration = Duration::from_secs(30);

/// Longer headers are refused. Browsers send cookies of every program that ever ran at this name, so it is not tiny.
const HEADER_BYTES: usize = 32 * 1024;

/// How long to wait where the system has no more room for connections.
const BREATH: Duration = Duration::from_millis(50);

/// What is served.
pub(super) struct Server {
    pub(super) site: Arc<dyn Site>,
    pub(super) broadcaster: Arc<Broadcaster>,
    pub(super) host_guard: HostGuard,
}

/// What every request gets at.
struct Shared {
    server: Server,
    streams: Arc<Semaphore>,
    pages: Semaphore,
}

/// Answers every connection from when `ready` is told.
pub(super) async fn run(listener: TcpListener, server: Server, ready: oneshot::Receiver<()>) -> io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    // An updater that ended without a word leaves a site that says what it knows.
    let _ = ready.await;
    let shared = Arc::new(Shared { server, streams: Arc::new(Semaphore::new(STREAMS)), pages: Semaphore::new(PAGES) });
    let router = Router::new().fallback(answer::answer).with_state(shared);
    let connections = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let permit = Arc::clone(&connections).acquire_owned().await.map_err(io::Error::other)?;
        match listener.accept().await {
            Ok((stream, _)) => drop(tokio::spawn(connection(stream, router.clone(), permit))),
            // Too many open files, or a client that is gone already: others may have better luck.
            Err(_) => tokio::time::sleep(BREATH).await,
        }
    }
}

async fn connection(stream: TcpStream, router: Router, permit: OwnedSemaphorePermit) {
    // Without it small answers wait for each other.
    let _ = stream.set_nodelay(true);
    let io = TokioIo::new(WriteTimeout::new(stream, STALLED));
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEADERS).max_buf_size(HEADER_BYTES);
    let connection = pin!(builder.serve_connection(io, TowerToHyperService::new(router)));
    // What goes wrong here is the client's: it left, it was too slow, it spoke another language.
    let _ = connection.await;
    drop(permit);
}
