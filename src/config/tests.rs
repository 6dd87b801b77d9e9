//! What authors get wrong in YAML, and what is told of it.

mod course;
mod empty;
mod prose;
mod values;
mod yaml;
