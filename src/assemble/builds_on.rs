//! `builds_on`: links between modules, both ways, without circles.

use super::left_out::finding_of_reference;
use super::links::Resolver;
use super::lookup::{Lookup, Wanted};
use super::reference::{LinkBase, Sought, Spoken};
use super::tree::Tree;
use crate::finding::{Finding, Rule};
use crate::model::course::ModuleId;
use crate::model::text::Located;
use crate::text::circles::circles;

/// The links of each module.
pub(super) struct BuildsOn {
    /// The modules that it builds on.
    pub(super) below: Vec<Vec<ModuleId>>,
    /// The modules that build on it.
    pub(super) above: Vec<Vec<ModuleId>>,
}

/// Resolves every `builds_on`; modules are called by their `names`.
pub(super) fn resolve(tree: &Tree<'_>, names: &[String], lookup: &Lookup, resolver: &mut Resolver<'_>) -> BuildsOn {
    let mut links: Vec<Vec<(ModuleId, &Located<String>)>> = vec![Vec::new(); tree.modules.len()];
    for (own, module) in links.iter_mut().zip(&tree.modules) {
        let Some((_, head)) = tree.pages[module.main.0].document else { continue };
        resolver.stand(LinkBase::head(head, module.main));
        for reference in head.builds_on {
            if let Some(other) = find(reference, lookup, resolver)
                && own.iter().all(|(known, _)| *known != other)
            {
                own.push((other, reference));
            }
        }
    }
    report_circles(names, &links, resolver);
    let mut found = BuildsOn { below: vec![Vec::new(); links.len()], above: vec![Vec::new(); links.len()] };
    for (index, builds_on) in links.iter().enumerate() {
        for (other, _) in builds_on.iter().filter(|(other, _)| other.0 != index) {
            found.below[index].push(*other);
            found.above[other.0].push(ModuleId(index));
        }
    }
    found
}

fn find(reference: &Located<String>, lookup: &Lookup, resolver: &mut Resolver<'_>) -> Option<ModuleId> {
    let (place, typed) = (&reference.place, reference.value.as_str());
    resolver.hear(&Spoken { place, typed, path: typed, in_markdown: false, sought: Sought::Module });
    let found = resolver.page(typed, Wanted::Module).and_then(|(_, role)| role.module());
    if found.is_none() {
        let finding = match lookup.nearly_left_out(typed, &resolver.from.folders()) {
            Some((file, why)) => finding_of_reference(place, file, why),
            None => unknown(reference, resolver.nearest(typed, Wanted::Module)),
        };
        resolver.findings.push(finding);
    }
    found
}

fn unknown(reference: &Located<String>, near: Option<String>) -> Finding {
    let message = format!("there is no module `{}`", reference.value);
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "use the path to a module under `content/`, such as `foundations/proofs`".to_owned(),
    };
    Finding::new(Rule::BrokenReference, reference.place.clone(), message).help(help)
}

/// Each link that leads back to where one comes from closes a circle.
fn report_circles(names: &[String], links: &[Vec<(ModuleId, &Located<String>)>], resolver: &mut Resolver<'_>) {
    let leads = |module: usize| links[module].iter().map(|(other, _)| Some(other.0)).collect();
    circles(links.len(), &leads, &mut |circle, number| {
        let link = circle.last().and_then(|last| links[*last].get(number));
        resolver.findings.extend(link.map(|(_, reference)| circular(names, circle, reference)));
    });
}

/// So many modules of a circle are named at most.
const NAMED: usize = 12;

/// Each module of `circle` builds on the next, and the last on the first.
fn circular(names: &[String], circle: &[usize], reference: &Located<String>) -> Finding {
    let modules = circle.iter().chain(circle.first()).take(NAMED + 1);
    let names: Vec<String> = modules.map(|module| format!("`{}`", names[*module])).collect();
    let message = match circle.len() {
        1 => "a module cannot build on itself".to_owned(),
        2..=NAMED => format!("these modules build on each other in a cycle: {}", names.join(" → ")),
        more => format!("{more} modules build on each other in a cycle: {} → …", names.join(" → ")),
    };
    Finding::new(Rule::CircularBuildsOn, reference.place.clone(), message)
        .help("remove one of these `builds_on` entries")
}
