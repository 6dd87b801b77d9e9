//! For which page or module each file of answers is.

use std::collections::BTreeMap;

use super::finding;
use crate::assemble::Inputs;
use crate::assemble::links::Resolver;
use crate::assemble::lookup::Lookup;
use crate::model::course::{ModuleId, Outline, PageId, PageRole};
use crate::text::SourcePath;

/// The files of answers, by what they are for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::assemble) struct Owners {
    /// By the page whose statements they answer, which is no clinic page.
    pages: BTreeMap<PageId, usize>,
    /// By the module whose clinic page shows the statements.
    modules: BTreeMap<ModuleId, usize>,
}

impl Owners {
    /// Finds the page of every file; a file without one, and a second one for a page, is a finding.
    pub(in crate::assemble) fn of(outline: &Outline, inputs: Inputs<'_>, resolver: &mut Resolver<'_>) -> Self {
        let mut owners = Self::default();
        let mut taken: BTreeMap<PageId, &SourcePath> = BTreeMap::new();
        for (at, document) in inputs.answers.iter().enumerate() {
            let Some((page, role)) = resolver.lookup.answered(&document.page) else {
                let was_there = inputs.sources.unread.iter().any(|source| Lookup::means(&document.page, source));
                if !was_there {
                    let near = resolver.may_suggest().then(|| resolver.lookup.nearest_page(&document.page)).flatten();
                    resolver.findings.push(finding::without_page(document, near));
                }
                continue;
            };
            let (page, module) = match role {
                PageRole::Clinic(module) | PageRole::Guide(module) => {
                    (outline.module(module).clinic_page, Some(module))
                }
                PageRole::Section(_) | PageRole::Inner(_) | PageRole::Loose => (page, None),
            };
            let file = document.file.path();
            if let Some(first) = taken.get(&page) {
                resolver.findings.push(finding::second_file(file, first, &outline.page(page).source));
                continue;
            }
            taken.insert(page, file);
            match module {
                Some(module) => owners.modules.insert(module, at),
                None => owners.pages.insert(page, at),
            };
        }
        owners
    }

    /// The place of the file for the groups of a module.
    pub(in crate::assemble) fn of_module(&self, module: ModuleId) -> Option<usize> {
        self.modules.get(&module).copied()
    }

    /// The pages that have files of their own, and the places of these.
    pub(in crate::assemble) fn of_pages(&self) -> impl Iterator<Item = (PageId, usize)> {
        self.pages.iter().map(|(page, at)| (*page, *at))
    }
}

/// Reports markdown files in the folder of answers.
pub(in crate::assemble) fn of_markdown(inputs: Inputs<'_>, resolver: &mut Resolver<'_>) {
    let known = inputs.answer_markdown.iter().filter(|(_, page)| resolver.lookup.answered(page).is_some());
    let found: Vec<_> = known.map(|(path, page)| finding::of_markdown(path, page)).collect();
    resolver.findings.extend(found);
}
