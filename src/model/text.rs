//! Values of front matter that know where they were written.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::sharing::ReadText;
use crate::model::fragment::Fragment;
use crate::text::{Place, SharedText};

/// A value and its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Located<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub place: Place,
}

/// A string of front matter or configuration, read as markdown.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(from = "ReadText")]
pub struct Text {
    /// The string as YAML gives it.
    pub source: SharedText,
    /// The same, read.
    pub fragment: Arc<Fragment>,
    /// Where it was written.
    pub place: Place,
}
