//! Layer 7: rules about the course as a whole, one family a file.

mod answers;
mod links;

use crate::assemble::EditionCourse;
use crate::finding::Finding;
use crate::plan::Plan;

/// Everything that the rules find.
pub fn check(course: &EditionCourse, plan: &Plan) -> Vec<Finding> {
    links::check(course, plan)
}

/// Statements without an answer; only to be asked where every answer of the course could be read.
pub fn missing_answers(course: &EditionCourse) -> Vec<Finding> {
    answers::check(course)
}
