//! Layer 9: new courses, modules and pages. Nothing that exists is ever overwritten.

mod init;
mod new;

use std::path::PathBuf;

pub use init::{InitRequest, init};
pub use new::{NewRequest, new};

/// A file that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Made {
    /// It was written.
    Written(PathBuf),
    /// It was moved there, from the first path to the second.
    Moved(PathBuf, PathBuf),
}
