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
mod head;
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

use std::sync::Arc;

use crate::config::Config;
use crate::config::settings::Settings;
use crate::finding::{Outcome, Rule};
use crate::model::course::{Course, Outline};
use crate::parse::{Document, Documents};
use crate::text::SourcePath;

pub use assembled::Assembled;
use assembled::{Basis, Making, Parts};
pub use edition::{EditionCourse, EditionOutline, Facts, Texts};
use head::Head;
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
    let (outcome, _) = put_together(inputs, Making::over(before));
    outcome
}

/// The course of `before` with other texts in documents, and with nothing else; `None` where its outline may be another.
pub fn assemble_edited(documents: &Documents, before: &Assembled) -> Option<Assembled> {
    let has_same_head = |(old, new): (&Arc<Document>, &Arc<Document>)| Head::of(old) == Head::of(new);
    if !before.documents.differing(documents)?.all(has_same_head) {
        return None;
    }
    let parts = Parts::over(before, documents);
    let course = parts.course_over(before);
    Some(Assembled { course, basis: Arc::clone(&before.basis), documents: documents.clone(), parts })
}

/// Resolves every reference of a course.
pub fn references(inputs: Inputs<'_>) -> References {
    let (outcome, all) = put_together(inputs, Making { listens: true, ..Making::default() });
    References::new(outcome.value, all)
}

fn put_together(inputs: Inputs<'_>, making: Making<'_>) -> (Outcome<Assembled>, Vec<Reference>) {
    let (outline, basis, mut heard) = outlined(inputs, making.listens);
    let parts = Parts::of((&outline, &basis, inputs.documents), making);
    heard.extend(parts.heard().cloned());
    let (texts, clinics) = parts.content(&outline);
    let same = making.before.map(|before| &before.course.outline).filter(|before| ***before == outline);
    let outline = same.map_or_else(|| Arc::new(outline), Arc::clone);
    let course = Course { outline, texts, clinics };
    let assembled = Assembled { course, basis: Arc::new(basis), documents: inputs.documents.clone(), parts };
    let findings = assembled.findings().cloned().collect();
    (Outcome { value: assembled, findings }, heard)
}

/// The outline of the course, what goes with it, and what is heard before its texts are looked at.
fn outlined(inputs: Inputs<'_>, listens: bool) -> (Outline, Basis, Vec<Reference>) {
    let tree = Tree::grow(inputs.sources, inputs.documents);
    let lookup = Lookup::new(&tree, inputs.sources);
    let settings = section_settings(inputs.config, &tree);
    let mut findings = folders::find(&tree);
    let nowhere = LinkBase { file: SourcePath::new("content/clinic.yaml"), module_folder: None, page: None };
    let mut resolver = Resolver::new(&lookup, nowhere, Ids::default(), listens);
    let outline = outline::outline(tree, &lookup, inputs.config, &mut resolver);
    owners::of_markdown(inputs.answer_markdown, &mut resolver);
    let owners = Owners::of(&outline, inputs.answers, inputs.sources, &mut resolver);
    let Resolver { findings: found, heard, .. } = resolver;
    findings.extend(found);
    let (strings, answers) = (Arc::clone(inputs.strings), Arc::clone(inputs.answers));
    // Of a page that has to become a section no clinic is missed.
    let folders = findings.iter().filter(|finding| finding.rule == Rule::DuplicateAddress);
    let in_the_way = folders.map(|finding| finding.place.path.clone()).collect();
    let basis = Basis { lookup, settings, owners, strings, answers, findings, in_the_way };
    (outline, basis, heard.unwrap_or_default())
}

/// What the modules of each section inherit.
fn section_settings(config: &Config, tree: &Tree<'_>) -> Vec<Settings> {
    let mut merged: Vec<Settings> = Vec::with_capacity(tree.sections.len());
    // A section stands after the one above it.
    for section in &tree.sections {
        let beneath = section.parent.map_or(&config.settings, |parent| &merged[parent.0]);
        let own = section.document.and_then(|head| head.defaults).map(|own| own.over(beneath));
        let settings = own.unwrap_or_else(|| beneath.clone());
        merged.push(settings);
    }
    merged
}
