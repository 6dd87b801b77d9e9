//! Threads for work of its own.

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

/// Drops what may be large while others go on. A program that ends meanwhile does not wait for it.
pub(super) fn drop_aside(old: impl Send + 'static) {
    // Where there is no thread for it, it is dropped here.
    let _ = thread::Builder::new().name("drop".to_owned()).spawn(move || drop(old));
}
