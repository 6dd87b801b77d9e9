//! What a thread keeps for as long as something is done.

use std::cell::RefCell;
use std::thread::LocalKey;

/// Does `work` while the thread keeps `value`, and gives what it keeps at the end. Then it keeps again what it kept before,
/// however `work` ends.
pub(super) fn keeping<V: Default, T>(
    kept: &'static LocalKey<RefCell<V>>,
    value: V,
    work: impl FnOnce() -> T,
) -> (T, V) {
    struct Before<V: Default + 'static>(&'static LocalKey<RefCell<V>>, V);

    impl<V: Default> Drop for Before<V> {
        fn drop(&mut self) {
            self.0.set(std::mem::take(&mut self.1));
        }
    }

    let _before = Before(kept, kept.replace(value));
    let done = work();
    (done, kept.take())
}
