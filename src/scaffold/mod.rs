//! Layer 10: new courses, modules, pages and copies of themes, and other places for what is there. Nothing that exists is
//! ever overwritten.

mod copy;
mod init;
mod moving;
mod new;
mod publishing;
mod walk;

use std::path::PathBuf;

use crate::error::{Error, Result};
use crate::fix::Change;
use crate::relocate::Left;

pub use copy::{CopyRequest, copy};
pub use init::{InitRequest, init};
pub use moving::{MoveRequest, move_to};
pub use new::{Doubt, New, NewRequest, new, new_observed};
pub use publishing::{Host, ProgramSource};
pub(crate) use walk::{Step, Walk, names, refuse_reserved, source_path};

/// A title on one line, without characters that cannot be seen.
fn one_line(title: &str) -> Result<String> {
    let words: Vec<String> = title
        .split_whitespace()
        .map(|word| word.chars().filter(|character| !character.is_control()).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() {
        return Err(Error::refused("the title is empty", "write a title, or leave out `--title`"));
    }
    Ok(words.join(" "))
}

/// A file that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Made {
    /// It was written.
    Written(PathBuf),
    /// It was moved there, from the first path to the second.
    Moved(PathBuf, PathBuf),
    /// A line of it was rewritten, because what it refers to was moved, or it was.
    Changed(Change),
    /// It refers to something that was moved, and could not be rewritten.
    Left(Left),
}
