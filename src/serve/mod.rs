//! Layer 11: the preview. A site is served from memory while its sources are watched, and browsers are told of changes.
//!
//! Two threads matter. The server's own answers requests and never does anything that takes long. The updater's waits
//! for changes, reads them, and tells the hub; event streams hear of it from there.

mod broadcaster;
pub mod course;
mod findings_json;
mod http;
mod listen;
mod rules;
mod site;
mod update;
mod watch;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::oneshot;

pub use site::{News, Site, Updater};

use crate::error::Result;
use broadcaster::Broadcaster;
use http::{HostGuard, Server};

/// How a site is served.
#[derive(Clone, Debug)]
pub struct Options {
    /// The address or name to listen at.
    pub host: String,
    /// The port; the first free one from 4000 up where it is `None`.
    pub port: Option<u16>,
    /// Names, beside its own, under which browsers may ask for the preview.
    pub allowed_hosts: Vec<String>,
    /// Look at the files again and again instead of waiting for the system's word.
    pub poll: bool,
}

/// Is told what happens, mostly on the updater's thread.
pub trait Events: Send + Sync + 'static {
    /// The site is there, at this address.
    fn ready(&self, address: &str);

    /// From now on files are looked at again and again, and why.
    fn polling(&self, why: &str);

    /// Something may have changed at these paths; they are being read.
    fn changing(&self, paths: &[PathBuf]);

    /// Nothing had changed.
    fn unchanged(&self);

    /// What became of a change, or what is known besides.
    fn news(&self, news: &News);

    /// Something went wrong that no author can mend; the server goes on.
    fn trouble(&self, what: &str);
}

/// Threads that make pages and read files. Far more than work at a time: a template that never ends keeps its thread,
/// whoever asked for it may be gone, and others should not wait for it.
const THREADS: usize = 256;

/// How long work that has begun may hold up the end.
const PATIENCE: Duration = Duration::from_millis(300);

/// Serves `site` until the program is told to end.
///
/// # Errors
/// The port is taken, the address is none of this machine's, or the system refuses what a server needs.
pub fn serve(
    options: &Options,
    site: Arc<dyn Site>,
    updater: Box<dyn Updater>,
    events: &Arc<dyn Events>,
) -> Result<()> {
    let (listener, address) = listen::listen(&options.host, options.port)?;
    let broadcaster = Arc::new(Broadcaster::new());
    let (is_read, first_reading) = oneshot::channel();
    let ready = {
        let (site, events) = (Arc::clone(&site), Arc::clone(events));
        Box::new(move || {
            events.ready(&format!("http://{}{}", listen::shown(address), site.base_path()));
            let _ = is_read.send(());
        })
    };
    let update = update::Update { updater, broadcaster: Arc::clone(&broadcaster), events: Arc::clone(events), ready };
    let stop = update.start(options.poll)?;
    let host_guard = HostGuard::new(&options.host, address, &options.allowed_hosts);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().max_blocking_threads(THREADS).build();
    let runtime = runtime.map_err(|source| listen::error("start the server at", address, source))?;
    let server = Server { site, broadcaster, host_guard };
    let ended = runtime.block_on(async {
        tokio::select! {
            ended = http::run(listener, server, first_reading) => ended.map_err(|source| listen::error("serve at", address, source)),
            requested = asked_to_end() => requested.map_err(|source| listen::error("wait for a stop signal at", address, source)),
        }
    });
    stop.stop();
    runtime.shutdown_timeout(PATIENCE);
    ended
}

/// Ctrl-C or, where there is such a thing, the signal to terminate.
async fn asked_to_end() -> std::io::Result<()> {
    #[cfg(unix)]
    {
        let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
        tokio::select! {
            pressed = tokio::signal::ctrl_c() => pressed,
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}
