//! What is told about templates that take each other in as they cannot.

use std::collections::{BTreeMap, BTreeSet};

use super::graph::{COMPONENT_LEVELS, Fault, FaultKind, Graph, MOST_DEEP, MOST_PARTS};
use super::outline::{MOST_BRANCHES, Outline};
use super::{Engine, SPENT_HELP, finding, fuel, is_built_in};
use crate::finding::Finding;
use crate::text::Span;
use crate::text::words::joined;

impl Engine {
    /// The finding about templates that take each other in as they cannot.
    pub(super) fn fault(&self, fault: &Fault) -> Finding {
        let path = &fault.path;
        let way = match path.as_slice() {
            [first, second, .., before, last] if path.len() > 12 => {
                format!("{first} → {second} → … → {before} → {last}")
            }
            path => path.join(" → "),
        };
        let beneath = format!("under/{}", fault.template);
        let (message, help) = match fault.kind {
            FaultKind::Circle if path.len() == 2 && self.templates.contains_key(&beneath) => {
                let beneath = format!("under/{}", fault.template.trim_start_matches("under/"));
                (
                    format!("it includes itself: {way}"),
                    format!("use the name `{beneath}` for the template beneath this one"),
                )
            }
            FaultKind::Circle => {
                let help = "remove a line that makes these templates include each other; `under/NAME` is the template with that name beneath this one";
                (format!("it includes itself: {way}"), help.to_owned())
            }
            FaultKind::Deep => (
                format!("templates are nested more than {MOST_DEEP} levels deep: {way}"),
                "copy the content of some of the included templates into the templates that include them".to_owned(),
            ),
            FaultKind::Many => (
                format!("it includes more than {MOST_PARTS} templates, directly or indirectly"),
                "look for nested templates that each include several other templates".to_owned(),
            ),
        };
        finding(&self.templates[&fault.template].source, fault.span, &message, help)
    }

    /// Tells of templates of the course or its theme that lack blocks which built-in ones fill: one finding for each.
    pub(super) fn tell_lost_blocks(&mut self, graph: &Graph<'_>, reports: &[Report<'_>], findings: &mut Vec<Finding>) {
        let mut lost: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for report in reports {
            let block =
                report.message.strip_prefix("Block `").and_then(|rest| rest.split_once("` is not defined in any"));
            let Some((block, _)) = block.filter(|_| self.is_built_in(report.template)) else { continue };
            let chain = graph.chain(report.template);
            if let Some(own) = chain.into_iter().find(|name| !self.is_built_in(name)) {
                lost.entry(own).or_default().insert(block);
                self.reported.insert(report.template.to_owned());
            }
        }
        for (own, blocks) in lost {
            let blocks: Vec<String> = blocks.into_iter().map(|block| format!("`{block}`")).collect();
            let message = format!(
                "the templates that extend this one fill blocks that this template does not have: {}",
                joined(&blocks, "and")
            );
            let help = format!("add these blocks, or extend `under/{own}`, the template beneath this one");
            findings.push(finding(&self.templates[own].source, Span::default(), &message, help));
        }
    }

    fn is_built_in(&self, name: &str) -> bool {
        self.templates.get(name).is_some_and(|template| is_built_in(template.source.path()))
    }

    /// The finding about components that call each other too often, at the first that does.
    pub(super) fn recursion(&self) -> Option<Finding> {
        let outlines: BTreeMap<&String, Outline> =
            self.templates.iter().map(|(name, template)| (name, Outline::of(template.source.text()))).collect();
        let graph = Graph::new(outlines.iter().map(|(name, outline)| (name.as_str(), outline)));
        let (name, span) = graph.recursion()?;
        let message = format!("components are nested more than {COMPONENT_LEVELS} levels deep");
        Some(finding(&self.templates[name].source, span, &message, "end the recursion with an `if`".to_owned()))
    }

    /// The finding about a page that writes too much, where the engine does not say the place: the loop that began last.
    pub(super) fn spent(&self, name: &str) -> Option<Finding> {
        let (spent, number) = fuel::spent()?;
        let Some(passage) = number.and_then(|number| self.passages.get(number)) else {
            return Some(self.whole_page(name, &spent.words(), SPENT_HELP));
        };
        let source = &self.templates.get(&passage.template)?.source;
        Some(finding(source, passage.span, &spent.words(), SPENT_HELP.to_owned()))
    }

    /// The finding about an `if` with too many branches.
    pub(super) fn branchy(&self, name: &str, span: Span) -> Finding {
        let message = format!("this `if` and the `if` tags around it have more than {MOST_BRANCHES} branches in total");
        finding(
            &self.templates[name].source,
            span,
            &message,
            "put the cases in a map, and look up values in the map".to_owned(),
        )
    }
}

/// Something unknown that a template uses.
pub(super) struct Report<'e> {
    pub(super) message: &'e str,
    pub(super) template: &'e str,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) width: usize,
}

impl<'e> Report<'e> {
    /// Reads one of the engine's reports.
    pub(super) fn read(text: &'e str) -> Option<Self> {
        let mut lines = text.lines();
        let message = lines.next()?.strip_prefix("error: ")?;
        let mut place = lines.next()?.split_once("--> ")?.1.rsplitn(3, ':');
        let (column, line) = (place.next()?.parse().ok()?, place.next()?.parse().ok()?);
        let width = lines.last()?.matches('^').count();
        Some(Self { message, template: place.next()?, line, column, width })
    }
}
