//! What a course is made of, also where a part of it has changed, and what does not fit together in it.

pub(crate) mod memory;

mod answers;
mod order;
mod over;
mod references;
mod structure;
