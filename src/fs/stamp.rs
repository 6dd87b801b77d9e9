//! What a file system says of a file without opening it.

use std::fs::Metadata;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// Tells a file from what it was before, as far as its length, its last change and its number can.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stamp {
    /// Its length in bytes.
    pub length: u64,
    /// The time of its last change since 1970; `None` where the system does not know it.
    modified: Option<Duration>,
    /// Its number on its disk; 0 where there is none.
    number: u64,
}

/// Where a clock tells parts of a second, two changes so close to each other may have the same time.
const FINE: Duration = Duration::from_millis(20);

/// Where it does not.
const COARSE: Duration = Duration::from_secs(3);

impl Stamp {
    /// What is known of a file.
    pub fn of(about: &Metadata) -> Self {
        let modified = about.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        Self::new(about.len(), modified, number(about))
    }

    /// A file of this length and number on its disk that was changed so long after the beginning of 1970.
    pub(super) fn new(length: u64, modified: Option<Duration>, number: u64) -> Self {
        Self { length, modified, number }
    }

    /// Whether a change after `time` would have changed the stamp: a disk's clock may tell two moments as one.
    pub fn is_settled_at(&self, time: SystemTime) -> bool {
        let (Some(modified), Ok(now)) = (self.modified, time.duration_since(UNIX_EPOCH)) else { return false };
        let step = if modified.subsec_nanos().is_multiple_of(1_000_000) { COARSE } else { FINE };
        modified + step < now
    }
}

/// Whether a file is as it was at `time`, as far as its disk tells: neither what it holds has changed since, nor, where the
/// system keeps account of that, anything about it, as when a copy takes over the time of another file.
pub fn is_untouched_since(about: &Metadata, time: SystemTime) -> bool {
    let stamp = Stamp::of(about);
    let touched = last_touched(about).map(|touched| Stamp { modified: Some(touched), ..stamp });
    [Some(stamp), touched].into_iter().flatten().all(|stamp| stamp.is_settled_at(time))
}

/// When anything about a file changed last, since 1970; `None` where the system keeps no account of it.
#[cfg(unix)]
pub fn last_touched(about: &Metadata) -> Option<Duration> {
    use std::os::unix::fs::MetadataExt;
    Some(Duration::new(about.ctime().try_into().ok()?, about.ctime_nsec().try_into().ok()?))
}

/// When anything about a file changed last, since 1970; `None` where the system keeps no account of it.
#[cfg(not(unix))]
pub fn last_touched(_: &Metadata) -> Option<Duration> {
    None
}

#[cfg(unix)]
fn number(about: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(about)
}

#[cfg(not(unix))]
fn number(_: &Metadata) -> u64 {
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_at_the_same_moment_may_go_unseen() {
        let stamp = |nanos| Stamp { length: 1, modified: Some(Duration::new(1000, nanos)), number: 7 };
        let at = |seconds, nanos| UNIX_EPOCH + Duration::new(seconds, nanos);
        assert!(!stamp(1_234_567).is_settled_at(at(1000, 1_234_567)));
        assert!(!stamp(1_234_567).is_settled_at(at(1000, 20_000_000)));
        assert!(stamp(1_234_567).is_settled_at(at(1000, 22_000_000)));
        assert!(!stamp(0).is_settled_at(at(1002, 0)) && stamp(0).is_settled_at(at(1004, 0)));
        assert!(!stamp(0).is_settled_at(at(900, 0)));
        assert!(!Stamp { modified: None, ..stamp(0) }.is_settled_at(at(2000, 0)));
    }
}
