//! Who sees what of a course.

use super::release::Policies;
use crate::model::kinds::Edition;

/// Who sees what: all that is decided of the whole course.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Decisions {
    pub(super) edition: Edition,
    /// Of each page whether it is withheld.
    pub(super) withheld: Vec<bool>,
    /// The same where that is certain.
    pub(super) certain: Vec<bool>,
    /// Of each module whether it is shown, and whether one before it is.
    pub(super) modules: Vec<(bool, bool)>,
    pub(super) policies: Policies,
}
