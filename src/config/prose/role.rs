//! What a text is needed for, by its key.

use crate::config::keys::{GROUP, STATEMENT};
use crate::config::meanings::meant;

/// Keys of prose that is often a mere number or day.
const SHORT: [&str; 5] = ["answer", "correction", "back", "error", "for"];

/// Keys that say nothing without a value.
const NEEDED: [&str; 6] = ["title", "mistake", "symptom", "repair", "text", "front"];

/// What a text is needed for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It may be missing.
    Wanted,
    /// It may be missing, and a number or day is a good one.
    Short,
    /// It may not.
    Needed,
    /// It is an item of a list, which may be a map as well.
    Item,
    /// The same, and the map may be a check group.
    GroupOrStatement,
}

impl Role {
    pub(super) fn of(key: &str) -> Self {
        match key {
            _ if SHORT.contains(&key) => Self::Short,
            _ if NEEDED.contains(&key) => Self::Needed,
            _ => Self::Wanted,
        }
    }

    /// Whether it may be missing.
    pub(super) fn is_optional(self) -> bool {
        matches!(self, Self::Wanted | Self::Short)
    }

    /// Whether a map here may have this key.
    pub(super) fn has_key(self, key: &str) -> bool {
        match self {
            Self::Wanted | Self::Short | Self::Needed => false,
            Self::Item => STATEMENT.contains(&key) || key == "goal",
            Self::GroupOrStatement => STATEMENT.contains(&key) || GROUP.contains(&key),
        }
    }

    /// Whether a map here may have a key that is mistyped like this.
    pub(super) fn is_near(self, key: &str) -> bool {
        let is_word = !key.contains(' ') && key.starts_with(char::is_lowercase);
        let is_among = |keys: &[&str]| is_word && meant(key, keys).is_some();
        match self {
            Self::Wanted | Self::Short | Self::Needed => false,
            Self::Item => is_among(&STATEMENT),
            Self::GroupOrStatement => is_among(&STATEMENT) || is_among(&GROUP),
        }
    }
}
