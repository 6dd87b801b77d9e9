//! Who sees an answer, and how.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::course::{Group, ModuleId, Outline, PageId, Rich, Statement};
use crate::model::fragment::{Audience, Fragment, Reveal};
use crate::model::kinds::{Edition, ShowAnswers};
use crate::text::SourcePath;

/// How answers are shown in an edition; `None` where they are not.
pub(super) fn reveal(edition: Edition, answers: ShowAnswers) -> Option<Reveal> {
    match (edition, answers) {
        (Edition::Instructor, _) | (_, ShowAnswers::Open) => Some(Reveal::Open),
        (_, ShowAnswers::AfterAttempt) => Some(Reveal::Closed),
        (_, ShowAnswers::Never) => None,
    }
}

/// Drops what is nested in `text`, which `page` shows, as far as this edition withholds it.
pub(super) fn release(text: &mut Rich, page: PageId, edition: Edition, policies: &Policies) {
    if text.fragment.has_nested() {
        let released: Fragment = text.fragment.released(&|audience| match audience {
            Audience::Instructor => (edition == Edition::Instructor).then_some(Reveal::Open),
            Audience::Answer => reveal(edition, policies.of_text(page, &text.place.path)),
        });
        text.fragment = Arc::new(released);
    }
}

/// Who sees the answers of which page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Policies {
    pages: Vec<(ShowAnswers, Option<ModuleId>)>,
    /// The file of each page.
    sources: Vec<SourcePath>,
    by_source: BTreeMap<SourcePath, usize>,
}

impl Policies {
    /// Of pages that show answers like this, in their order.
    pub(super) fn of(outline: &Outline, answers: impl Iterator<Item = ShowAnswers>) -> Self {
        let pages = answers.zip(&outline.pages).map(|(answers, page)| (answers, page.role.module())).collect();
        let sources: Vec<SourcePath> = outline.pages.iter().map(|page| page.source.clone()).collect();
        let by_source = sources.iter().enumerate().map(|(index, source)| (source.clone(), index)).collect();
        Self { pages, sources, by_source }
    }

    /// Of what was written in `source` and is shown on `page`. What a module takes from another one is released only
    /// where that one releases it too.
    pub(super) fn of_text(&self, page: PageId, source: &SourcePath) -> ShowAnswers {
        let (own, module) = self.pages[page.0];
        // Most of what a page shows was written in its own file.
        if *source == self.sources[page.0] {
            return own;
        }
        let written = self.by_source.get(source).map(|&index| self.pages[index]);
        match written {
            Some((other, Some(there))) if Some(there) != module && other == ShowAnswers::Never => other,
            _ => own,
        }
    }
}

/// Takes answers from the statements that are to have none.
pub(super) fn drop_answers(groups: &mut [Group], withheld: impl Fn(&Statement) -> bool) {
    for statement in groups.iter_mut().flat_map(|group| &mut group.statements) {
        if withheld(statement) {
            statement.answer = None;
        }
    }
}
