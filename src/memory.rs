//! Memory for what is about to be kept.

use std::hint::black_box;

/// So many bytes are got at once. What is smaller than an earlier piece of this size, glibc keeps for its thread.
const ROOM: usize = 16 << 20;

/// Has the allocator get memory for what this thread is about to keep, in one piece. That of glibc gets it page by page,
/// and other threads wait for each of these calls: where 10,000 documents are read back, that is a third of the time. To
/// other allocators it says nothing. What nobody writes to takes no memory, and where the system refuses it all the same,
/// nothing is different.
pub fn make_room() {
    let mut room: Vec<u8> = Vec::new();
    // It is a wish: who needs the memory will hear that there is none.
    let _ = room.try_reserve_exact(ROOM);
    drop(black_box(room));
}
