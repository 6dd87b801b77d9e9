//! Templates that lead back to themselves by one kind of tag.

use std::collections::BTreeMap;

use super::super::outline::{Outline, Taken};
use super::{Fault, FaultKind, Graph};
use crate::text::Span;

impl<'a> Graph<'a> {
    /// The circles in which templates lead to each other by `edges`, as the engine sees them: whatever stands around.
    pub(super) fn circles(&self, edges: &dyn Fn(&'a Outline) -> Vec<&'a Taken>) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut done = vec![false; self.names.len()];
        for start in 0..self.names.len() {
            let mut open: Vec<(usize, std::vec::IntoIter<&Taken>)> = Vec::new();
            let mut places: BTreeMap<usize, usize> = BTreeMap::new();
            let mut next = Some(start).filter(|start| !done[*start]);
            loop {
                if let Some(at) = next.take() {
                    places.insert(at, open.len());
                    open.push((at, edges(self.outlines[at]).into_iter()));
                }
                let Some((at, rest)) = open.last_mut() else { break };
                let at = *at;
                let Some(taken) = rest.next() else {
                    done[at] = true;
                    places.remove(&at);
                    open.pop();
                    continue;
                };
                match self.taken(at, taken) {
                    Some(other) if places.contains_key(&other) => {
                        let circle: Vec<usize> = open[places[&other]..].iter().map(|(at, _)| *at).collect();
                        faults.push(self.circle(&circle, taken.span));
                    }
                    other => next = other.filter(|other| !done[*other]),
                }
            }
        }
        faults
    }

    /// The finding about a circle whose last member leads back to its first.
    fn circle(&self, members: &[usize], span: Span) -> Fault {
        let name = |at: &usize| self.names[*at].to_owned();
        let template = members.last().map(name).unwrap_or_default();
        let path = members.iter().chain(members.first()).map(|at| format!("`{}`", self.names[*at])).collect();
        Fault { kind: FaultKind::Circle, template, span, path, broken: members.iter().map(name).collect() }
    }
}
