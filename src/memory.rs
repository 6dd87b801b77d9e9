//! Memory for what is about to be kept.

use std::hint::black_box;

/// So many bytes are got at once. What is smaller than an earlier piece of this size, glibc keeps for its thread.
const ROOM: usize = 16 << 20;

/// Has the allocator get memory for what this thread is about to keep, in one piece. That of glibc gets it page by page,
/// and other threads wait for each of these calls: where 10,000 documents are read back, that is a third of the time. What
/// nobody writes to takes no memory.
pub fn make_room() {
    drop(black_box(Vec::<u8>::with_capacity(ROOM)));
}
