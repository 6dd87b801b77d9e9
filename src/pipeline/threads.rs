//! Threads for work of its own.

use std::hint::black_box;
use std::thread;

/// Does `work` on `count` new threads.
///
/// An allocator gives each thread memory of its own. What rendering takes and gives back all the time then lies close
/// together, and not in the small holes between what a course is kept in: with 10,000 modules that is a third faster.
pub(super) fn on_new_threads<T: Send>(count: usize, work: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().num_threads(count).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}

/// So many bytes are got at once.
const ROOM: usize = 16 << 20;

/// Has the allocator get memory for what this thread is about to keep, in one piece. That of glibc gets it page by page,
/// and other threads wait for each of these calls: where 10,000 documents are read back, that is a third of the time. What
/// nobody writes to takes no memory.
pub(super) fn make_room() {
    drop(black_box(Vec::<u8>::with_capacity(ROOM)));
}

/// The same for all threads that share work.
pub(super) fn make_room_for_all() {
    // What a first piece of this size was given back, glibc takes for the size of one that a thread keeps.
    make_room();
    rayon::broadcast(|_| make_room());
}

/// Drops what may be large while others go on. A program that ends meanwhile does not wait for it.
pub(super) fn drop_aside(old: impl Send + 'static) {
    // Where there is no thread for it, it is dropped here.
    let _ = thread::Builder::new().name("drop".to_owned()).spawn(move || drop(old));
}
