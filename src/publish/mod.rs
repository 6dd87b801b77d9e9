//! Layer 9, bytes → disk: a site replaces the one before it without a moment in which it is broken.
//!
//! [`Output::verify`] decides whether a folder may hold a site at all; it only looks. A [`Publication`] locks the folder, so
//! that no other build writes there. It is then offered every artifact, from as many threads as there are, and writes those
//! whose bytes differ from what stands there into a stage inside the folder. [`Publication::finish`] moves them into place:
//! what pages name first, then pages, then what lists pages; only then what is no longer part of the site is deleted. What
//! the disk refuses in between has all of that undone.
//!
//! The manifest in the folder lists what clinic wrote, and clinic never overwrites or deletes anything else. While a
//! site is being replaced the manifest is an *intent*, which lists the files of both sites, so that the build after a
//! killed one knows whose files it finds. A lock that a killed build left is none: the system takes it back.

mod archive;
mod claim;
mod disk;
mod ground;
mod journal;
mod manifest;
mod neighbours;
mod output;
mod plan;
mod publication;
mod site;
mod stage;
mod standing;

use std::sync::{Mutex, MutexGuard, PoisonError};

pub use archive::{Archived, archive};
pub use ground::{Refusal, refusal};
pub use output::{Output, OutputRequest};
pub use publication::{Publication, Published};
pub use standing::{Left, Noted};

/// Locks, also after another thread has panicked: what the locks guard here is whole at every moment.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
