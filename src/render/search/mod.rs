//! What a site is searched by: an index of all its words, in parts of which a browser loads those that it needs.
//!
//! [`things`] says what can be found on a page. [`postings`] gathers which word stands where, [`shards`] cuts that into files
//! of terms, and [`records`] writes what is shown of what was found. `34-search-index.md` of the guide describes the
//! files.

mod postings;
mod records;
mod scripts;
mod shards;
mod things;

use std::sync::OnceLock;

use rayon::prelude::*;
use serde::Serialize;

use crate::assemble::EditionCourse;
use crate::model::course::PageId;
use crate::plan::Plan;
use crate::text::fold::Folding;
use postings::Postings;
use shards::Shards;

pub(super) use records::{Record, part};
pub use scripts::search_script;
pub(super) use things::things;

/// The places of a word that are kept in a course of so many pages: a word in more things than there are pages says little.
fn most(pages: usize) -> usize {
    pages.next_power_of_two().clamp(256, 2048)
}

/// So many pages are read by one thread before it takes the next.
const PAGES_AT_ONCE: usize = 1024;

/// The index of a site.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Index {
    /// The script that says what the parts are.
    table: String,
    /// The terms, part by part.
    terms: Vec<String>,
}

impl Index {
    /// That of the site of `course`.
    fn of(course: &EditionCourse, plan: &Plan) -> Self {
        let shared = plan.searched().par_chunks(PAGES_AT_ONCE).enumerate();
        let parts = shared.map(|(part, pages)| read(course, plan, part * PAGES_AT_ONCE, pages));
        let postings = parts.reduce_with(Postings::and).unwrap_or_else(|| read(course, plan, 0, &[]));
        let shards = Shards::of(postings.into_lists(), plan.term_parts());
        let table = records::table(plan.searched().len(), plan.search_parts(), &shards.firsts);
        let terms = shards.texts.into_iter().enumerate();
        Self { table, terms: terms.map(|(number, text)| part("t", number, &text)).collect() }
    }

    /// The script that says what the parts are.
    pub(super) fn table(&self) -> &str {
        &self.table
    }

    /// A part of the terms; empty where there are fewer.
    pub(super) fn terms(&self, part: usize) -> &str {
        self.terms.get(part).map_or("", String::as_str)
    }
}

/// The words of some pages, the first of which has this number among all that are searched.
fn read(course: &EditionCourse, plan: &Plan, first: usize, pages: &[PageId]) -> Postings {
    let folding = Folding::of(&course.info.language);
    let mut postings = Postings::new(folding, most(plan.searched().len()));
    for (number, page) in pages.iter().enumerate() {
        for (place, thing) in things(course, *page).iter().enumerate() {
            postings.add(first + number, place, thing);
        }
    }
    postings
}

/// The index of a site, made when the first part of it is asked for.
///
/// It is made on every core. A thread that waits for others takes on what else there is to do, which must not be to ask for
/// the index: whoever shares out work that may ask for it asks for it before.
#[derive(Debug, Default)]
pub struct LazyIndex(OnceLock<Index>);

impl LazyIndex {
    /// Makes the index, where it is not made yet.
    pub fn make(&self, course: &EditionCourse, plan: &Plan) {
        self.of(course, plan);
    }

    /// The index; it is always asked for with the same course and plan.
    pub(super) fn of(&self, course: &EditionCourse, plan: &Plan) -> &Index {
        self.0.get_or_init(|| Index::of(course, plan))
    }
}

/// Whether two courses have the same pages and texts; what was taken over from one to the other is not looked into.
pub(super) fn says_the_same(one: &EditionCourse, other: &EditionCourse) -> bool {
    one.outline().is_same(other.outline()) && one.texts == other.texts && one.clinics == other.clinics
}
