//! Work that needs more stack than a thread usually has.

use std::panic::resume_unwind;
use std::thread::{Builder, scope};

/// The engine needs up to 110 KiB of stack for each template inside another where nothing is optimized, and 15 KiB where
/// it is; this is five times what `MOST_DEEP` of them need.
const STACK: usize = 64 * 1024 * 1024;

/// Does `work` on a thread with a deep stack; `None` where the system has none to give.
pub(super) fn deep<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    scope(|scope| {
        let thread = Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok()?;
        Some(thread.join().unwrap_or_else(|panic| resume_unwind(panic)))
    })
}
