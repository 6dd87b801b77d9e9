//! Layer 3: what authors write as YAML, from raw nodes to resolved values.

mod base_url;
pub mod course;
pub mod decode;
mod evidence;
pub mod foreign;
mod form;
pub mod glob;
pub mod inherit;
pub mod keys;
mod log;
pub mod look;
mod macros;
pub mod meanings;
pub mod own;
mod proof;
pub mod prose;
pub mod settings;
mod sheets;
pub mod switch;
pub mod withholding;

pub use base_url::BaseUrl;
pub use course::Config;

#[cfg(test)]
mod tests;
