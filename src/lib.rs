//! `clinic` turns a folder of markdown into a course site whose centre is the mistake clinic.
//!
//! Data flows one way, and each stage hands on its own type: sources, documents, course, edition, plan, bytes, disk.
//! `ARCHITECTURE.md` tells the story; `tests/house.rs` keeps the layers in order.

mod answers;
pub mod api;
mod assemble;
mod config;
mod error;
mod finding;
mod fix;
mod fs;
mod import;
mod load;
mod memory;
mod model;
mod paper;
mod parse;
mod pdf;
mod pipeline;
mod plan;
mod publish;
mod relocate;
mod render;
mod rules;
mod scaffold;
#[cfg(feature = "serve")]
mod serve;
mod strings;
mod syntax;
mod text;
mod theme;
