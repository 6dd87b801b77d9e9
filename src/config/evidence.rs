//! Reading `evidence`: the kinds of evidence that learners give, and what each of them counts for.

use std::sync::Arc;

use crate::config::decode::Decoder;
use crate::config::keys::EVIDENCE;
use crate::config::settings::RawEvidence;
use crate::model::kinds::GoalKind;
use crate::model::text::Located;
use crate::syntax::yaml::{Node, NodeKind};

/// The goals that are counted by evidence; the others are counted by the log alone.
const COUNTED: [(&str, GoalKind); 2] =
    [("with_counterexample", GoalKind::WithCounterexample), ("changes_artifact", GoalKind::ChangesArtifact)];

impl Decoder<'_> {
    /// Where something is wrong, what is inherited stands: of a kind that is not understood nobody knows what it counts for.
    pub(super) fn evidence(&mut self, node: &Node) -> Option<Located<Arc<[RawEvidence]>>> {
        let items = self.list(node, "`evidence`");
        let mut kinds: Vec<RawEvidence> = Vec::with_capacity(items.len());
        for item in items {
            let Some((kind, id)) = self.evidence_kind(item) else { continue };
            if kinds.iter().any(|known| known.id == kind.id) {
                let message = format!("the id `{}` is already used by another kind of evidence", kind.id);
                self.wrong_with_help(
                    id,
                    &message,
                    "choose another id: logs use the id to recognize the kind of evidence",
                );
            } else {
                kinds.push(kind);
            }
        }
        let is_understood = node.as_list().map(<[Node]>::len) == Some(kinds.len());
        is_understood.then(|| Located { value: kinds.into(), place: self.place(self.first_line(node.span)) })
    }

    /// A kind of evidence, and where its id stands.
    fn evidence_kind<'n>(&mut self, node: &'n Node) -> Option<(RawEvidence, &'n Node)> {
        let fields = self.fields(node, "a kind of evidence", &EVIDENCE);
        let id = fields.get("id").and_then(|node| Some((self.name(node, "the id of a kind of evidence")?, node)));
        let title = fields.said("title").and_then(|node| self.inline(node, "the title of a kind of evidence"));
        let counts = fields.get("counts").map_or_else(|| Some(Vec::new()), |node| self.counted(node));
        if fields.lacks(&["id", "title"]) && matches!(node.kind, NodeKind::Map(_)) {
            self.wrong_with_help(
                node,
                "a kind of evidence needs an `id` and a `title`",
                "write `{ id: failing-test, title: 'A failing test' }`",
            );
        }
        let (id, node) = id?;
        Some((RawEvidence { id: id.value, title: title?, counts: counts? }, node))
    }

    fn counted(&mut self, node: &Node) -> Option<Vec<GoalKind>> {
        if matches!(node.kind, NodeKind::Scalar(_)) {
            return self.choice(node, "`counts`", &COUNTED).map(|goal| vec![goal]);
        }
        let goals = self.choices(node, "`counts`", &COUNTED)?;
        (Some(goals.len()) == node.as_list().map(<[Node]>::len)).then_some(goals)
    }
}
