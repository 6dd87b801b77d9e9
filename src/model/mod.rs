//! Layer 2: what a course is made of, as plain data without any I/O.

mod clinic;
pub mod course;
pub mod extra;
pub mod fragment;
pub mod image;
pub mod kinds;
pub mod quotation;
mod sharing;
mod sheets;
pub mod shelves;
mod shown;
pub mod starter;
pub mod text;
pub mod visit;
