//! What a reader can choose on a print page: the form that all of them share, and the room that a page keeps for it.

use crate::assemble::Texts as _;
use crate::model::course::Clinic;
use crate::model::kinds::SheetKind;

use super::{Assembled, Owner};
use crate::render::builder::Builder;
use crate::render::view::print::SheetContent;

/// What there is on a page to choose among.
pub(super) struct Choices<'a> {
    builder: Builder<'a>,
    owners: &'a [Owner<'a>],
    page: &'a Assembled,
}

impl<'a> Choices<'a> {
    pub(super) fn new(builder: Builder<'a>, owners: &'a [Owner<'a>], page: &'a Assembled) -> Self {
        Self { builder, owners, page }
    }

    fn clinics(&self) -> impl Iterator<Item = &'a Clinic> {
        self.owners.iter().filter_map(|owner| owner.module).map(|module| self.builder.course.clinic(module.id))
    }

    fn has(&self, kind: SheetKind) -> bool {
        self.page.more.contains(&kind) || self.page.outline.iter().any(|sheet| sheet.kind == kind.word())
    }

    /// Whether there are statements to shuffle.
    fn has_statements(&self) -> bool {
        SheetKind::all().any(|kind| kind.row().drawn && self.has(kind))
    }

    /// Whether there are hints to print.
    pub(super) fn are_hinted(&self) -> bool {
        let mut statements =
            self.clinics().flat_map(|clinic| &clinic.checks.groups).flat_map(|group| &group.statements);
        self.has_statements() && statements.any(|statement| statement.hint.is_some())
    }

    /// Whether there are questions with room below them.
    fn has_questions(&self) -> bool {
        let has_room = |content: &SheetContent| matches!(content, SheetContent::Page(page) | SheetContent::Reading(page) if page.has_room);
        self.page.sheets.iter().any(|sheet| has_room(&sheet.content))
    }

    /// How many lines each group of the form has: sheets, paper, header, log, cards, statements. The script leaves out
    /// what the page has not.
    pub(super) fn room(&self) -> Vec<usize> {
        let kinds = SheetKind::for_learners().filter(|kind| self.has(*kind)).count();
        let starter = self.clinics().any(|clinic| !clinic.log.starter.is_empty());
        let groups = [
            Some(kinds),
            Some(7 + usize::from(self.has_questions())),
            Some(3),
            self.has(SheetKind::Log).then_some(4 + usize::from(starter)),
            self.has(SheetKind::Cards).then_some(3),
            self.has_statements().then(|| 3 + usize::from(self.are_hinted())),
        ];
        groups.into_iter().flatten().collect()
    }
}
