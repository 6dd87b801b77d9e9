//! Layer 6: documents become a course: order, inheritance, references, statements from the pages that hold them.
//!
//! First the shape of the course, then its outline, both of one piece; then each part by itself, on every core: what is
//! for the statements of one page, the clinic of one module with its pages, a page of none. A part knows what it was
//! made from, so that it is made anew only where that has changed.

mod answers;
mod assembled;
mod builds_on;
pub mod built_in;
mod clinic;
mod content;
pub mod edition;
mod folders;
mod groups;
mod identity;
mod inputs;
pub(crate) mod labels;
mod left_out;
mod links;
mod lookup;
mod maker;
mod naming;
mod outline;
mod owners;
mod part;
mod parts;
mod radar;
mod reader;
mod reference;
pub mod references;
#[cfg(test)]
pub(crate) mod tests;
mod tree;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::config::Config;
use crate::config::settings::Settings;
use crate::finding::{Finding, Outcome, Rule};
use crate::model::course::{Course, Outline};
use crate::text::SourcePath;

pub use assembled::Assembled;
use assembled::{Basis, Making, Parts};
pub use edition::{EditionCourse, EditionOutline, Facts, Texts};
use identity::Ids;
pub use inputs::Inputs;
use links::Resolver;
use lookup::Lookup;
pub use naming::key as path_key;
use owners::Owners;
use reference::{LinkBase, Reference};
use references::References;
use tree::Tree;

/// Assembles the course; what does not fit together is a finding.
pub fn assemble(inputs: Inputs<'_>) -> Outcome<Course> {
    let (Outcome { value, findings }, _) = put_together(inputs, Making::default());
    Outcome { value: value.course, findings }
}

/// Assembles the course, which will change. Parts of `before` that are made from the same are taken over.
pub fn assemble_over(inputs: Inputs<'_>, before: Option<&Assembled>) -> Outcome<Assembled> {
    let (outcome, _) = put_together(inputs, Making { before, notes: true, listens: false });
    outcome
}

/// Resolves every reference of a course.
pub fn references(inputs: Inputs<'_>) -> References {
    let (outcome, all) = put_together(inputs, Making { listens: true, ..Making::default() });
    References::new(outcome.value, all)
}

fn put_together(inputs: Inputs<'_>, making: Making<'_>) -> (Outcome<Assembled>, Vec<Reference>) {
    let (outline, basis, mut findings, mut heard) = outlined(inputs, making.listens);
    // Of a page that has to become a section no clinic is missed.
    let folders = findings.iter().filter(|finding| finding.rule == Rule::DuplicateAddress);
    let in_the_way: BTreeSet<SourcePath> = folders.map(|finding| finding.place.path.clone()).collect();
    let parts = Parts::of(&outline, &basis, making);
    findings.extend(parts.findings().cloned());
    heard.extend(parts.heard().cloned());
    findings.retain(|finding| !(finding.rule == Rule::NoClinic && in_the_way.contains(&finding.place.path)));
    let (texts, clinics) = parts.content(&outline);
    let same = making.before.map(|before| &before.course.outline).filter(|before| ***before == outline);
    let outline = same.map_or_else(|| Arc::new(outline), Arc::clone);
    let course = Course { outline, texts, clinics };
    (Outcome { value: Assembled { course, basis: Arc::new(basis), parts }, findings }, heard)
}

/// The outline of the course, and what else is found before its texts are looked at.
fn outlined(inputs: Inputs<'_>, listens: bool) -> (Outline, Basis, Vec<Finding>, Vec<Reference>) {
    let tree = Tree::grow(inputs);
    let lookup = Lookup::new(&tree, inputs);
    let settings = section_settings(inputs.config, &tree);
    let mut findings = folders::find(&tree);
    let nowhere = LinkBase { file: SourcePath::new("content/clinic.yaml"), module_folder: None, page: None };
    let mut resolver = Resolver::new(&lookup, nowhere, Ids::default(), listens);
    let outline = outline::outline(tree, &lookup, inputs, &mut resolver);
    owners::of_markdown(inputs, &mut resolver);
    let owners = Owners::of(&outline, inputs, &mut resolver);
    let Resolver { findings: found, heard, .. } = resolver;
    findings.extend(found);
    let (strings, answers) = (Arc::clone(inputs.strings), Arc::clone(inputs.answers));
    let basis = Basis { lookup, settings, owners, strings, documents: inputs.documents.clone(), answers };
    (outline, basis, findings, heard.unwrap_or_default())
}

/// What the modules of each section inherit.
fn section_settings(config: &Config, tree: &Tree<'_>) -> Vec<Settings> {
    let mut merged: Vec<Settings> = Vec::with_capacity(tree.sections.len());
    // A section stands after the one above it.
    for section in &tree.sections {
        let beneath = section.parent.map_or(&config.settings, |parent| &merged[parent.0]);
        let own = section.document.map(|document| document.front.settings.over(beneath));
        let settings = own.unwrap_or_else(|| beneath.clone());
        merged.push(settings);
    }
    merged
}
