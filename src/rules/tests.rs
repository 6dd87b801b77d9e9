//! Rules about what the author wrote as a whole: each finds what is wrong at its exact place, and nothing else.

mod configuration;
mod course;
#[path = "../../tests/support/found.rs"]
mod found;
mod links;
mod paper;
mod pasted;
mod places;
mod presets;
mod repetition;
mod structure;

pub(crate) use course::{BARE_PRACTICE, Course, ROW, module, with_config, with_module};
pub(crate) use found::Findings;
