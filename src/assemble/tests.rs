//! What a course is made of when a part of it has changed.

pub(crate) mod memory;

mod answers;
mod order;
mod over;
