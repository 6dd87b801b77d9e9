//! Which templates take in which: seen before anything is rendered, so that none takes itself in and none needs more
//! stack or time than there is.

mod circles;

use std::collections::{BTreeMap, BTreeSet};

use super::fuel::Cost;
use super::outline::{Chunk, Kind, Outline, Step, Taken};
use crate::text::Span;

/// So deep may templates, their blocks and components stand in each other.
pub(super) const MOST_DEEP: usize = 100;

/// So many templates and blocks may stand in one, each counted as often as it is named.
pub(super) const MOST_PARTS: u64 = 100_000;

/// The engine calls components inside each other so often, and no deeper.
pub(super) const COMPONENT_LEVELS: u8 = 20;

/// Templates by their names, each with its outline.
pub(super) struct Graph<'a> {
    names: Vec<&'a str>,
    outlines: Vec<&'a Outline>,
    /// How many layers beneath the topmost each lies.
    layers: Vec<usize>,
    by_name: BTreeMap<&'a str, usize>,
    /// Where each component is written: its template and its chunk there.
    components: BTreeMap<&'a str, (usize, usize)>,
}

/// What is wrong with how templates take each other in.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) kind: FaultKind,
    /// The template that the finding is about, and the place in it.
    pub(super) template: String,
    pub(super) span: Span,
    /// The way, from template to template, as authors name them.
    pub(super) path: Vec<String>,
    /// The templates that cannot be used for it.
    pub(super) broken: BTreeSet<String>,
}

/// In which way that is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FaultKind {
    /// One takes itself in.
    Circle,
    /// They stand too deep in each other.
    Deep,
    /// One takes in too many.
    Many,
}

/// What it takes to render a template.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Size {
    /// How deep templates, blocks and components stand in each other.
    pub(super) depth: usize,
    /// How many of them.
    parts: u64,
    /// What they take, each passed as often as it is named; components count by themselves.
    pub(super) cost: Cost,
}

impl<'a> Graph<'a> {
    /// The graph of these templates. `under/NAME` is the template beneath, as seen from the layer in which it stands.
    pub(super) fn new(templates: impl Iterator<Item = (&'a str, &'a Outline)>) -> Self {
        let (names, outlines): (Vec<_>, Vec<_>) = templates.unzip();
        let layers = names.iter().map(|name| layer(name)).collect();
        let by_name = names.iter().enumerate().map(|(at, name)| (*name, at)).collect();
        let mut components = BTreeMap::new();
        for (at, outline) in outlines.iter().enumerate() {
            for (chunk, part) in outline.chunks.iter().enumerate() {
                if let Kind::Component(name) = &part.kind {
                    components.entry(name.as_str()).or_insert((at, chunk));
                }
            }
        }
        Self { names, outlines, layers, by_name, components }
    }

    /// Everything that is wrong, each cause once, and how large each template is that can be rendered.
    pub(super) fn read(&self) -> (Vec<Fault>, BTreeMap<String, Size>) {
        let mut faults = self.circles(&|outline| outline.extends.iter().collect());
        faults.extend(self.circles(&|outline| outline.includes().collect()));
        let broken: BTreeSet<usize> =
            faults.iter().flat_map(|fault| &fault.broken).filter_map(|name| self.at(name)).collect();
        let mut walk = Walk { graph: self, broken, known: BTreeMap::new(), open: Vec::new(), faults };
        let sizes = (0..self.names.len()).filter_map(|at| Some((self.names[at].to_owned(), walk.template(at)?)));
        let sizes = sizes.collect();
        (walk.faults, sizes)
    }

    /// The templates that `name` takes in or extends, or whose components it calls.
    pub(super) fn needs(&self, name: &str) -> impl Iterator<Item = &'a str> {
        let at = self.at(name);
        let outline = at.map(|at| self.outlines[at]);
        let taken = outline.into_iter().flat_map(|outline| outline.extends.iter().chain(outline.includes()));
        let templates = taken.filter_map(move |taken| self.taken(at?, taken));
        let calls = outline.into_iter().flat_map(Outline::calls);
        templates.chain(calls.filter_map(|call| self.components.get(call)).map(|(at, _)| *at)).map(|at| self.names[at])
    }

    /// The first component that calls itself, or others that call it: its template, and the place of the call.
    pub(super) fn recursion(&self) -> Option<(&'a str, Span)> {
        self.components.iter().find_map(|(name, (template, _))| {
            let (_, span) = self.called_by(name).find(|(called, _)| self.leads(called, name))?;
            Some((self.names[*template], span))
        })
    }

    /// The components that a component calls.
    fn called_by(&self, name: &str) -> impl Iterator<Item = (&'a str, Span)> {
        let place = self.components.get(name);
        let steps = place.into_iter().flat_map(|(template, chunk)| &self.outlines[*template].chunks[*chunk].steps);
        steps.filter_map(|step| match step {
            Step::Component(called, span) => Some((called.as_str(), *span)),
            _ => None,
        })
    }

    /// Whether a component is another one, or comes to call it.
    fn leads(&self, from: &'a str, to: &str) -> bool {
        let (mut next, mut seen) = (vec![from], BTreeSet::new());
        while let Some(name) = next.pop() {
            if name == to {
                return true;
            }
            if seen.insert(name) {
                next.extend(self.called_by(name).map(|(called, _)| called));
            }
        }
        false
    }

    /// The templates that `name` needs, and those that these need.
    fn all_needs(&self, name: &'a str) -> BTreeSet<&'a str> {
        let (mut next, mut all) = (vec![name], BTreeSet::new());
        while let Some(name) = next.pop() {
            next.extend(self.needs(name).filter(|needed| all.insert(*needed)));
        }
        all
    }

    /// Whether a template has a component of this name.
    pub(super) fn has_component(&self, name: &str) -> bool {
        self.components.contains_key(name)
    }

    /// The template and those that it extends, itself first.
    pub(super) fn chain(&self, name: &str) -> Vec<&'a str> {
        let chain = self.at(name).map(|at| self.ancestors(at)).unwrap_or_default();
        chain.into_iter().map(|at| self.names[at]).collect()
    }

    /// Where a template names the one that it extends.
    pub(super) fn extended(&self, name: &str) -> Option<Span> {
        let outline = self.outlines[self.at(name)?];
        outline.extends.as_ref().map(|taken| taken.span)
    }

    /// These templates, and all that need one of them.
    pub(super) fn spoilt(&self, reported: &BTreeSet<String>) -> BTreeSet<String> {
        let mut spoilt = reported.clone();
        if reported.is_empty() {
            return spoilt;
        }
        let mut needed_by: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for name in &self.names {
            self.needs(name).for_each(|needed| needed_by.entry(needed).or_default().push(name));
        }
        let mut next: Vec<&str> = reported.iter().map(String::as_str).collect();
        while let Some(name) = next.pop() {
            for &other in needed_by.get(name).into_iter().flatten() {
                if spoilt.insert(other.to_owned()) {
                    next.push(other);
                }
            }
        }
        spoilt
    }

    fn at(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    fn taken(&self, from: usize, taken: &Taken) -> Option<usize> {
        self.at(&from_layer(&taken.name, self.layers[from]))
    }

    /// The template and those that it extends, or the first of them where they are too many or a circle.
    fn ancestors(&self, at: usize) -> Vec<usize> {
        let parent = |at: &usize| self.outlines[*at].extends.as_ref().and_then(|taken| self.taken(*at, taken));
        std::iter::successors(Some(at), parent).take(MOST_DEEP + 1).collect()
    }
}

/// How many layers beneath the topmost a template of this name lies.
pub(super) fn layer(name: &str) -> usize {
    let mut rest = name;
    std::iter::from_fn(|| {
        rest = rest.strip_prefix("under/")?;
        Some(())
    })
    .count()
}

/// The name of what a template so many layers down calls `name`.
pub(super) fn from_layer(name: &str, layer: usize) -> String {
    if name.starts_with("under/") { format!("{}{name}", "under/".repeat(layer)) } else { name.to_owned() }
}

/// A chunk as it is rendered: in the blocks of a template, and inside so many calls of components.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Node {
    /// The template whose blocks are meant.
    context: usize,
    template: usize,
    chunk: usize,
    level: u8,
}

/// A walk through everything that rendering comes to, if every condition held.
struct Walk<'g, 'a> {
    graph: &'g Graph<'a>,
    broken: BTreeSet<usize>,
    known: BTreeMap<Node, Size>,
    /// The chunks around the present one, each with the place at which it leads on.
    open: Vec<(Node, Span)>,
    faults: Vec<Fault>,
}

impl Walk<'_, '_> {
    /// How large a template is; `None` where it cannot be used.
    fn template(&mut self, at: usize) -> Option<Size> {
        if self.is_broken(at) {
            return None;
        }
        let chain = self.graph.ancestors(at);
        if chain.len() > MOST_DEEP {
            self.report_chain(&chain);
            return None;
        }
        let size = self.start(at, 0);
        (!self.is_broken(at)).then_some(size)
    }

    /// Notes that the template `chain` begins with extends too many.
    fn report_chain(&mut self, chain: &[usize]) {
        let names = &self.graph.names;
        let span = self.graph.extended(names[chain[0]]).unwrap_or_default();
        self.faults.push(Fault {
            kind: FaultKind::Deep,
            template: names[chain[0]].to_owned(),
            span,
            path: chain.iter().map(|at| format!("`{}`", names[*at])).collect(),
            broken: chain.iter().map(|at| names[*at].to_owned()).collect(),
        });
        self.broken.extend(chain);
    }

    fn is_broken(&self, at: usize) -> bool {
        self.graph.ancestors(at).iter().any(|at| self.broken.contains(at))
    }

    /// Rendering a template begins with the body of the one that all others extend.
    fn start(&mut self, context: usize, level: u8) -> Size {
        let root = self.graph.ancestors(context).last().copied().unwrap_or(context);
        self.node(Node { context, template: root, chunk: 0, level })
    }

    fn node(&mut self, node: Node) -> Size {
        if let Some(size) = self.known.get(&node).copied() {
            if self.open.len() + size.depth > MOST_DEEP {
                self.report(FaultKind::Deep, 0);
            }
            return size;
        }
        if let Some(from) = self.open.iter().position(|(open, _)| *open == node) {
            self.report(FaultKind::Circle, from);
            return Size::default();
        }
        if self.open.len() >= MOST_DEEP {
            self.report(FaultKind::Deep, 0);
            return Size::default();
        }
        let Chunk { steps, cost, .. } = &self.graph.outlines[node.template].chunks[node.chunk];
        let mut size = Size { depth: 1, parts: 1, cost: *cost };
        for step in steps {
            self.open.push((node, step.span()));
            let inner = self.step(node, step);
            self.open.pop();
            size.depth = size.depth.max(inner.depth + 1);
            size.parts = size.parts.saturating_add(inner.parts);
            size.cost = size.cost.and(inner.cost);
        }
        if size.parts > MOST_PARTS {
            self.open.push((node, steps.first().map(Step::span).unwrap_or_default()));
            self.report(FaultKind::Many, 0);
            self.open.pop();
            size = Size::default();
        }
        self.known.insert(node, size);
        size
    }

    /// What stands in the place of a step of `node`; nothing where that is not there or broken, which is told elsewhere.
    fn step(&mut self, node: Node, step: &Step) -> Size {
        let graph = self.graph;
        match step {
            Step::Include(taken) => match graph.taken(node.template, taken).filter(|at| !self.is_broken(*at)) {
                Some(at) => self.start(at, node.level),
                None => Size::default(),
            },
            Step::Block(name, _) => self.block(node, name, &graph.ancestors(node.context)),
            Step::Above(_) => {
                let Kind::Block(name) = &graph.outlines[node.template].chunks[node.chunk].kind else {
                    return Size::default();
                };
                let chain = graph.ancestors(node.context);
                let above = chain.iter().skip_while(|at| **at != node.template).skip(1).copied();
                self.block(node, name, &above.collect::<Vec<_>>())
            }
            Step::Component(name, _) => match graph.components.get(name.as_str()) {
                Some(&(template, chunk)) if node.level < COMPONENT_LEVELS => {
                    let size = self.node(Node { context: template, template, chunk, level: node.level + 1 });
                    // How often components call each other depends on what they are given.
                    Size { parts: 1, cost: Cost::default(), ..size }
                }
                _ => Size::default(),
            },
        }
    }

    /// The block of this name in the first of `templates` that has it.
    fn block(&mut self, from: Node, name: &str, templates: &[usize]) -> Size {
        let found = templates.iter().find_map(|at| Some((*at, self.graph.outlines[*at].block(name)?)));
        found.map_or(Size::default(), |(template, chunk)| self.node(Node { template, chunk, ..from }))
    }

    /// Notes what is wrong with the way from the chunk at `from` to the present one, unless that is known.
    fn report(&mut self, kind: FaultKind, from: usize) {
        let way = &self.open[from..];
        let Some((last, span)) = way.last().copied() else { return };
        if way.iter().all(|(node, _)| self.broken.contains(&node.context)) {
            return;
        }
        let mut path: Vec<String> = way.iter().map(|(node, _)| self.label(*node)).collect();
        if kind == FaultKind::Circle {
            path.extend(path.first().cloned());
        }
        let names = &self.graph.names;
        let mut broken: BTreeSet<String> = way.iter().map(|(node, _)| names[node.context].to_owned()).collect();
        if kind == FaultKind::Deep {
            // Nobody knows how deep those are that stand in the last.
            broken.extend(self.graph.all_needs(names[last.template]).into_iter().map(str::to_owned));
        }
        let template = names[last.template].to_owned();
        self.broken.extend(broken.iter().filter_map(|name| self.graph.at(name)));
        self.faults.push(Fault { kind, template, span, path, broken });
    }

    /// What authors call a chunk.
    fn label(&self, node: Node) -> String {
        let name = self.graph.names[node.template];
        match &self.graph.outlines[node.template].chunks[node.chunk].kind {
            Kind::Body => format!("`{}`", self.graph.names[node.context]),
            Kind::Block(block) => format!("block `{block}` of `{name}`"),
            Kind::Component(component) => format!("component `{component}`"),
        }
    }
}

#[cfg(test)]
mod tests;
