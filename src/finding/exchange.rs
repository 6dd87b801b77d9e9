//! What becomes of findings when a part of a course is made anew.

use super::Finding;

/// Findings that are gone, and those that came in their place.
#[derive(Debug, Default)]
pub struct Exchange {
    /// Those that are found no more.
    pub gone: Vec<Finding>,
    /// Those that are found now.
    pub come: Vec<Finding>,
}

impl Exchange {
    /// Takes what was `old` for what is `new`.
    pub fn take<'f>(&mut self, old: impl IntoIterator<Item = &'f Finding>, new: impl IntoIterator<Item = &'f Finding>) {
        self.gone.extend(old.into_iter().cloned());
        self.come.extend(new.into_iter().cloned());
    }

    /// Leaves out what is not `reported`.
    pub fn retain(&mut self, reported: impl Fn(&Finding) -> bool) {
        self.gone.retain(&reported);
        self.come.retain(&reported);
    }

    /// Takes all of another exchange, too.
    pub fn extend(&mut self, other: Self) {
        self.gone.extend(other.gone);
        self.come.extend(other.come);
    }
}
