//! Layer 0: text and addresses, without any knowledge of courses.

pub mod address;
pub mod anchor;
pub mod circles;
pub mod digest;
pub mod file_path;
pub mod fold;
pub mod id;
mod keeping;
pub mod quote;
pub mod shared;
pub mod source;
pub mod taken;
pub mod windows;
pub mod words;

pub use address::SitePath;
pub use shared::SharedText;
pub use source::{Place, Position, SourceFile, SourcePath, Span, naming_once};
