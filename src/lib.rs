//! `clinic` turns a folder of markdown into a course site whose centre is the mistake clinic.
//!
//! Data flows one way, and each stage hands on its own type: sources, documents, course, edition, plan, bytes, disk.
//! `ARCHITECTURE.md` tells the story; `tests/house.rs` keeps the layers in order.

pub mod assemble;
pub mod config;
pub mod error;
pub mod finding;
pub mod fix;
pub mod fs;
pub mod load;
pub mod model;
pub mod paper;
pub mod parse;
pub mod pdf;
pub mod pipeline;
pub mod plan;
pub mod publish;
pub mod relocate;
pub mod render;
pub mod rules;
pub mod scaffold;
#[cfg(feature = "serve")]
pub mod serve;
pub mod strings;
pub mod syntax;
pub mod text;
pub mod theme;
