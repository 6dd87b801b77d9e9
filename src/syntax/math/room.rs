//! Room for recursion: the converter calls itself once for each level of nesting.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

/// Formulas with no more levels than this are converted on the caller's own stack.
const FEW: usize = 32;

/// What one level takes in a debug build (measured: 24 KB), with some to spare.
const LEVEL: usize = 32 * 1024;

/// Runs `work` where it cannot overflow: at once for common formulas, else on a thread whose stack fits so many levels,
/// and as many again that shaping may add. `None` where no such thread can be had, or it panics.
pub fn with_room<T: Send>(levels: usize, work: impl FnOnce() -> T + Send) -> Option<T> {
    if levels <= FEW {
        // The converter panics on some TeX that it should refuse; it keeps no state that could be left half made.
        return catch_unwind(AssertUnwindSafe(work)).ok();
    }
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size((2 * levels + FEW) * LEVEL);
        thread.spawn_scoped(scope, work).ok()?.join().ok()
    })
}

/// An upper bound for the tokens of a formula: only a command or an open brace can begin a level.
pub fn most_levels<'t>(tokens: impl Iterator<Item = &'t str>) -> usize {
    tokens.filter(|token| token.starts_with('\\') || token.ends_with('{')).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_and_braces_are_counted() {
        assert_eq!(most_levels([r"\frac", "{", "1", "}", "{", "2", "}"].into_iter()), 3);
        assert_eq!(most_levels("x^{2}_{n}".split_inclusive('{')), 2);
    }

    #[test]
    fn common_formulas_stay_on_the_caller_s_thread() {
        let here = thread::current().id();
        assert_eq!(with_room(1, || thread::current().id()), Some(here));
        assert_ne!(with_room(100, || thread::current().id()), Some(here));
    }
}
