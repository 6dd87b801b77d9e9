//! For which page or module each file of answers is.

use std::collections::BTreeMap;

use super::links::Resolver;
use super::lookup::Lookup;
use super::naming::last;
use crate::answers::AnswerDocument;
use crate::finding::{Finding, Rule};
use crate::load::Sources;
use crate::model::course::{Answer, ModuleId, Outline, PageId, PageRole};
use crate::text::{Place, SourcePath};

/// The answers for the statements of one page, by the places of the statements.
pub(super) type PageAnswers = BTreeMap<Place, Answer>;

/// The files of answers, by what they are for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Owners {
    /// By the page whose statements they answer, which is no clinic page.
    pages: BTreeMap<PageId, usize>,
    /// By the module whose clinic page shows the statements.
    modules: BTreeMap<ModuleId, usize>,
}

impl Owners {
    /// Finds the page of every file; a file without one, and a second one for a page, is a finding.
    pub(super) fn of(
        outline: &Outline,
        answers: &[AnswerDocument],
        sources: &Sources,
        resolver: &mut Resolver<'_>,
    ) -> Self {
        let mut owners = Self::default();
        let mut taken: BTreeMap<PageId, &SourcePath> = BTreeMap::new();
        for (at, document) in answers.iter().enumerate() {
            let Some((page, role)) = resolver.lookup.answered(&document.page) else {
                let was_there = sources.unread.iter().any(|source| Lookup::means(&document.page, source));
                if !was_there {
                    let near = resolver.may_suggest().then(|| resolver.lookup.nearest_page(&document.page)).flatten();
                    resolver.findings.push(without_page(document, near));
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
                resolver.findings.push(second_file(file, first, &outline.page(page).source));
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
    pub(super) fn of_module(&self, module: ModuleId) -> Option<usize> {
        self.modules.get(&module).copied()
    }

    /// The pages that have files of their own, and the places of these.
    pub(super) fn of_pages(&self) -> impl Iterator<Item = (PageId, usize)> {
        self.pages.iter().map(|(page, at)| (*page, *at))
    }
}

/// Reports markdown files in the folder of answers.
pub(super) fn of_markdown(answer_markdown: &[(SourcePath, String)], resolver: &mut Resolver<'_>) {
    let known = answer_markdown.iter().filter(|(_, page)| resolver.lookup.answered(page).is_some());
    let found: Vec<_> = known.map(|(path, page)| in_markdown(path, page)).collect();
    resolver.findings.extend(found);
}

/// Answers that somebody wrote into a markdown file beside the others.
fn in_markdown(path: &SourcePath, page: &str) -> Finding {
    let message = "clinic does not read answers from Markdown files";
    let help =
        format!("write the answers in `{}.yaml`, as a list of entries with `for:` and `correction:`", last(page));
    Finding::new(Rule::UnmatchedAnswer, Place::file(path), message).help(help)
}

/// A file of answers for a page that is not there.
fn without_page(document: &AnswerDocument, near: Option<&str>) -> Finding {
    let message = format!("these answers have no matching page: `{}.md` does not exist in `content/`", document.page);
    let help = match near {
        Some(near) => format!("name the file after its page: did you mean `{}.yaml`?", near.trim_end_matches(".md")),
        None => "give the file the same path as its page in `content/`, with `.yaml` instead of `.md`".to_owned(),
    };
    Finding::new(Rule::UnmatchedAnswer, Place::file(document.file.path()), message).help(help)
}

/// A second file of answers for one page.
fn second_file(file: &SourcePath, first: &SourcePath, page: &SourcePath) -> Finding {
    let message = format!("`{page}` already has an answers file");
    Finding::new(Rule::DuplicateAnswer, Place::file(file), message)
        .help(format!("merge all answers into one file; the first file is `{first}`"))
}
