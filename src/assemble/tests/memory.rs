//! A course from texts in memory, assembled as if they lay on the disk.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::answers::AnswerDocument;
use crate::answers::{self, AnswerSource};
use crate::assemble::assembled::Making;
use crate::assemble::edition::{Earlier, EditionCourse, strip, strip_edited};
use crate::assemble::references::Reference;
use crate::assemble::{Assembled, Inputs, assemble_edited, assemble_over, built_in, put_together};
use crate::config::course::{self, FILE};
use crate::config::{Config, prose};
use crate::finding::{Exchange, FileFindings, Finding, Outcome};
use crate::fs::Root;
use crate::load::Sources;
use crate::model::course::{Course, Module, PageId};
use crate::model::kinds::Edition;
use crate::parse::{Documents, parse};
use crate::strings::Strings;
use crate::syntax::markdown::Reader;
use crate::text::{SourceFile, SourcePath};

/// A course in memory: its files by path, what was read from them, and what was made of that.
pub(crate) struct InMemory {
    files: BTreeMap<String, Arc<SourceFile>>,
    sources: Sources,
    configured: Arc<(Config, Arc<Strings>, Reader, Vec<Finding>)>,
    documents: Documents,
    answers: Arc<[AnswerDocument]>,
    pub(crate) assembled: Assembled,
    /// What is found in its files, and when they are assembled.
    pub(crate) findings: Vec<Finding>,
}

impl InMemory {
    /// A course of these files, paths and texts: a configuration that has a title unless one is among them, pages, files
    /// of answers, and whatever else lies there.
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let files = [(FILE, "title: Course\n")].iter().chain(files);
        Self::read(files.map(|(path, text)| ((*path).to_owned(), file(path, text))).collect(), None)
    }

    /// The same course with another text in one file, or one more file, made over this one.
    pub(crate) fn with(&self, path: &str, text: &str) -> Self {
        let mut files = self.files.clone();
        files.insert(path.to_owned(), file(path, text));
        Self::read(files, Some(self))
    }

    /// The same course with these words in the place of others in one file, made over this one.
    #[track_caller]
    pub(crate) fn edited(&self, path: &str, old: &str, new: &str) -> Self {
        let text = self.files[path].text();
        assert!(text.contains(old), "{path} has no {old:?}");
        self.with(path, &text.replacen(old, new, 1))
    }

    /// The same course made over nothing.
    pub(crate) fn anew(&self) -> Self {
        Self::read(self.files.clone(), None)
    }

    fn read(files: BTreeMap<String, Arc<SourceFile>>, before: Option<&Self>) -> Self {
        let of = |is_wanted: &dyn Fn(&str) -> bool| -> Vec<Arc<SourceFile>> {
            files.iter().filter(|(path, _)| is_wanted(path)).map(|(_, file)| Arc::clone(file)).collect()
        };
        let paths = |files: Vec<Arc<SourceFile>>| files.iter().map(|file| file.path().clone()).collect();
        let is_markdown = |path: &str| path.starts_with("content/") && path.rsplit('.').next() == Some("md");
        let bare = || Sources::bare(&Root::new(Path::new("")), Arc::clone(&files[FILE]));
        let others = Sources {
            files: paths(of(&|path| path.starts_with("content/") && !is_markdown(path))),
            statics: paths(of(&|path| path.starts_with("static/"))),
            ..bare()
        };
        let sources = bare().with(of(&is_markdown), others);
        let same = before.filter(|before| Arc::ptr_eq(&before.files[FILE], &files[FILE]));
        let configured =
            same.map_or_else(|| Arc::new(configured(&files[FILE])), |before| Arc::clone(&before.configured));
        let (config, strings, reader, of_configuration) = &*configured;
        let documents = sources.pages.iter().map(|page| {
            let same = same.and_then(|before| before.documents.of(page.file.path())).filter(|old| old.is_of(page));
            same.map_or_else(|| Arc::new(parse(page, reader, &config.clinic_words)), Arc::clone)
        });
        let documents = Documents::new(documents.collect());
        let answers = of(&|path| path.starts_with("answers/")).into_iter().map(|file| {
            let page = file.path().as_str().trim_start_matches("answers/").trim_end_matches(".yaml").to_owned();
            answers::parse(&AnswerSource { file, page }, reader)
        });
        let answers: Arc<[AnswerDocument]> = answers.collect();
        let inputs = Inputs {
            sources: &sources,
            config,
            strings,
            documents: &documents,
            answers: &answers,
            answer_markdown: &[],
        };
        let mut findings = of_configuration.clone();
        findings.extend(documents.iter().flat_map(|document| document.findings.clone()));
        findings.extend(answers.iter().flat_map(|document| document.findings.clone()));
        let Outcome { value: assembled, findings: found } =
            assemble_over(inputs, before.map(|before| &before.assembled));
        findings.extend(found);
        Self { files, sources, configured: Arc::clone(&configured), documents, answers, assembled, findings }
    }

    /// The same over `old`, of which texts alone have changed, where it can be edited in place; and what became of findings.
    pub(crate) fn edited_over(&self, old: &Self) -> Option<(Assembled, Exchange)> {
        let edited = assemble_edited(&self.documents, &old.assembled)?;
        let exchange = edited.exchange_over(&old.assembled);
        Some((edited, exchange))
    }

    pub(crate) fn course(&self) -> &Course {
        &self.assembled.course
    }

    pub(crate) fn documents(&self) -> &Documents {
        &self.documents
    }

    pub(crate) fn config(&self) -> &Config {
        &self.configured.0
    }

    /// Every text, by its path.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Arc<SourceFile>> {
        self.files.values()
    }

    /// The page that is read from a file in `content/`.
    #[track_caller]
    pub(crate) fn page(&self, path: &str) -> PageId {
        let found = self.course().pages.iter().find(|page| page.source.in_content() == path);
        found.unwrap_or_else(|| panic!("no page is read from {path}")).id
    }

    /// Every reference of the course.
    pub(crate) fn references(&self) -> Vec<Reference> {
        let (config, strings, ..) = &*self.configured;
        let Self { sources, documents, answers, .. } = self;
        let inputs = Inputs { sources, config, strings, documents, answers, answer_markdown: &[] };
        let (_, heard) = put_together(inputs, Making { listens: true, ..Making::default() });
        heard
    }

    /// What the readers of an edition see, without drafts.
    pub(crate) fn stripped(&self, edition: Edition) -> Outcome<EditionCourse> {
        let value = strip(self.course().clone(), edition, false, None);
        Outcome { findings: value.findings().collect(), value }
    }

    /// The same over an earlier course and what its readers saw, where it can be edited in place.
    pub(crate) fn stripped_in_place(
        &self,
        earlier: &Self,
        stripped: &EditionCourse,
    ) -> Option<(EditionCourse, Exchange)> {
        let (whole, _) = self.edited_over(earlier)?;
        strip_edited(&whole.course, Earlier { whole: earlier.course(), stripped })
    }

    /// The same, made over an earlier course and what its readers saw.
    pub(crate) fn stripped_over(&self, earlier: &Self, stripped: &EditionCourse) -> EditionCourse {
        let earlier = Earlier { whole: earlier.course(), stripped };
        strip(self.course().clone(), stripped.edition(), false, Some(earlier))
    }
}

/// What an exchange makes of findings, in any order.
#[track_caller]
pub(crate) fn exchanged<'f>(before: impl Iterator<Item = &'f Finding>, exchange: &Exchange) -> Vec<Finding> {
    let mut found: Vec<Finding> = before.cloned().collect();
    for gone in &exchange.gone {
        let at = found.iter().position(|finding| finding == gone).expect("what is gone was there");
        found.remove(at);
    }
    found.extend(exchange.come.iter().cloned());
    in_order(found)
}

/// Findings so that they can be compared.
pub(crate) fn in_order(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(|finding| format!("{finding:?}"));
    findings
}

/// The pages and modules of which both courses share the very texts and clinics, by the files of their pages.
pub(crate) fn shared<'c>(one: &'c Course, other: &Course) -> (Vec<&'c str>, Vec<&'c str>) {
    let name = |page: PageId| one.page(page).source.in_content();
    let same = |page: PageId| other.pages.iter().find(|other| other.source == one.page(page).source);
    let is_page =
        |page: &PageId| same(*page).is_some_and(|same| Arc::ptr_eq(&one.texts[page.0], &other.texts[same.id.0]));
    let pages = one.pages.iter().map(|page| page.id).filter(is_page);
    let is_module = |module: &&Module| {
        let same = same(module.main).and_then(|same| same.role.module());
        same.is_some_and(|same| Arc::ptr_eq(&one.clinics[module.id.0], &other.clinics[same.0]))
    };
    let modules = one.modules.iter().filter(is_module);
    (pages.map(name).collect(), modules.map(|module| name(module.main)).collect())
}

fn file(path: &str, text: &str) -> Arc<SourceFile> {
    Arc::new(SourceFile::new(SourcePath::new(path), text))
}

fn configured(file: &SourceFile) -> (Config, Arc<Strings>, Reader, Vec<Finding>) {
    let mut findings = FileFindings::new(file.path());
    let basics = course::basics(prose::parse(file, 0..file.text().len(), &mut findings), &[]);
    let mut findings = findings.into_inner();
    let strings = Strings::load(&basics.language, &[], &mut findings);
    let reader = Reader::new(course::markdown_settings(basics.tree.as_ref(), &strings));
    let read = course::read(file, &basics, &reader, &strings, &built_in::settings(&strings));
    findings.extend(read.findings);
    (read.value, Arc::new(strings), reader, findings)
}
