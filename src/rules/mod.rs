//! Layer 7: rules about the course as a whole, one family a file.

mod links;

use crate::assemble::EditionCourse;
use crate::finding::Finding;
use crate::plan::Plan;

/// Everything that the rules find.
pub fn check(course: &EditionCourse, plan: &Plan) -> Vec<Finding> {
    links::check(course, plan)
}
