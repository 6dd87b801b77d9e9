//! Templates that lead back to themselves by one kind of tag.

use super::super::outline::{Outline, Taken};
use super::{Fault, FaultKind, Graph};
use crate::text::Span;
use crate::text::circles::circles;

impl<'a> Graph<'a> {
    /// The circles in which templates lead to each other by `edges`, as the engine sees them: whatever stands around.
    pub(super) fn circles(&self, edges: &dyn Fn(&'a Outline) -> Vec<&'a Taken>) -> Vec<Fault> {
        let leads = |at: usize| edges(self.outlines[at]).into_iter().map(|taken| self.taken(at, taken)).collect();
        let mut faults = Vec::new();
        circles(self.names.len(), &leads, &mut |circle, number| {
            let last = circle.last().map(|last| edges(self.outlines[*last]));
            let taken = last.as_ref().and_then(|edges| edges.get(number));
            faults.extend(taken.map(|taken| self.circle(circle, taken.span)));
        });
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
