//! `builds_on`: links between modules, both ways, without circles.

use std::sync::Arc;

use super::left_out::finding_of_reference;
use super::links::From;
use super::lookup::{Lookup, Wanted};
use super::references::{Sought, Spoken};
use crate::finding::{Finding, Rule};
use crate::model::course::{Course, ModuleId};
use crate::model::text::Located;
use crate::parse::Document;
use crate::text::circles::circles;

/// Resolves every `builds_on`.
pub(super) fn resolve(course: &mut Course, documents: &[Arc<Document>], lookup: &Lookup, findings: &mut Vec<Finding>) {
    let mut links: Vec<Vec<(ModuleId, &Located<String>)>> = vec![Vec::new(); course.modules.len()];
    for (index, module) in course.modules.iter().enumerate() {
        let source = course.page(module.main).source.as_str();
        let at = documents.binary_search_by(|document| document.file.path().as_str().cmp(source));
        let Some(document) = at.ok().map(|at| &documents[at]) else { continue };
        for reference in &document.front.builds_on {
            let from = From::page(document, module.main);
            match find(reference, &from, lookup) {
                Ok(other) if links[index].iter().any(|(known, _)| *known == other) => {}
                Ok(other) => links[index].push((other, reference)),
                Err(finding) => findings.push(*finding),
            }
        }
    }
    report_circles(course, &links, findings);
    for (index, builds_on) in links.iter().enumerate() {
        for (other, _) in builds_on.iter().filter(|(other, _)| other.0 != index) {
            course.modules[index].builds_on.push(*other);
            course.modules[other.0].built_upon_by.push(ModuleId(index));
        }
    }
}

fn find(reference: &Located<String>, from: &From, lookup: &Lookup) -> Result<ModuleId, Box<Finding>> {
    let folders = from.folders();
    let (place, typed) = (&reference.place, reference.value.as_str());
    lookup.hear(&Spoken { place, typed, path: typed, in_markdown: false, sought: Sought::Module }, from);
    let found = lookup.page(&reference.value, &folders, Wanted::Module);
    found.and_then(|(_, role)| role.module()).ok_or_else(|| {
        if let Some((file, why)) = lookup.nearly_left_out(&reference.value, &folders) {
            return Box::new(finding_of_reference(place, file, why));
        }
        let message = format!("there is no module `{}`", reference.value);
        let help = match lookup.nearest(&reference.value, &folders, Wanted::Module) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "give the path of a module from `content/`, such as `foundations/proofs`".to_owned(),
        };
        Box::new(Finding::new(Rule::BrokenReference, reference.place.clone(), message).help(help))
    })
}

/// Each link that leads back to where one comes from closes a circle.
fn report_circles(course: &Course, links: &[Vec<(ModuleId, &Located<String>)>], findings: &mut Vec<Finding>) {
    let leads = |module: usize| links[module].iter().map(|(other, _)| Some(other.0)).collect();
    circles(links.len(), &leads, &mut |circle, number| {
        let link = circle.last().and_then(|last| links[*last].get(number));
        findings.extend(link.map(|(_, reference)| circular(course, circle, reference)));
    });
}

/// So many modules of a circle are named at most.
const NAMED: usize = 12;

/// Each module of `circle` builds on the next, and the last on the first.
fn circular(course: &Course, circle: &[usize], reference: &Located<String>) -> Finding {
    let modules = circle.iter().chain(circle.first()).take(NAMED + 1);
    let names: Vec<String> = modules.map(|module| format!("`{}`", course.modules[*module].name)).collect();
    let message = match circle.len() {
        1 => "a module cannot build on itself".to_owned(),
        2..=NAMED => format!("these modules build on each other: {}", names.join(" → ")),
        more => format!("{more} modules build on each other: {} → …", names.join(" → ")),
    };
    Finding::new(Rule::CircularBuildsOn, reference.place.clone(), message).help("remove one of these `builds_on`")
}
