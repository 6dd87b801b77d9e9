//! Layer 9: the story of a build.

mod apart;
mod configure;
mod evaluate;
mod report;
mod serve;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

pub use report::Report;
pub use serve::{Page, sources};

use crate::assemble::{self, EditionCourse, Inputs, edition};
use crate::config::Config;
use crate::error::Result;
use crate::finding::Finding;
use crate::load::{self, Sources};
use crate::model::kinds::Edition;
use crate::parse::{self, AnswerDocument, Document};
use crate::plan::{self, Plan, Subject};
use crate::publish::Published;
use crate::render::{Engine, Renderer, engine};
use crate::rules::{self, Whole};
use crate::strings::Strings;
use crate::theme::{self, Theme};

/// What is asked of a run.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// For whom.
    pub edition: Edition,
    /// Whether drafts are part of the site.
    pub drafts: bool,
}

/// Told the name of each stage when it begins.
pub type Observer<'o> = dyn FnMut(&'static str) + 'o;

/// A course that was read, with everything that its site is made from.
pub struct Site {
    sources: Sources,
    config: Config,
    strings: Strings,
    documents: Vec<Arc<Document>>,
    answers: Vec<AnswerDocument>,
    course: EditionCourse,
    plan: Plan,
    theme: Theme,
    engine: Engine,
    findings: Vec<Finding>,
}

/// What a build came to.
#[derive(Debug)]
pub struct Built {
    /// What was found.
    pub report: Report,
    /// What was written; `None` where errors kept the site from being written.
    pub published: Option<Published>,
}

/// Where a site goes.
#[derive(Clone, Debug)]
pub struct Destination {
    /// The folder; the course's own choice where it is `None`.
    pub folder: Option<PathBuf>,
    /// Whether a folder that holds other things may be used.
    pub adopt: bool,
}

/// Reads the course in `root` up to the plan of its site.
///
/// # Errors
/// `clinic.yaml` cannot be read. Everything else that is wrong with the course is a finding.
pub fn read(root: &Path, options: Options, observer: &mut Observer<'_>) -> Result<Site> {
    observer("load");
    let loaded = load::load(root)?;
    let (sources, mut findings) = (loaded.value, loaded.findings);
    let (config, strings, reader) = configure::configure(&sources, &mut findings);
    observer("parse");
    let documents: Vec<Arc<Document>> =
        sources.pages.par_iter().map(|page| Arc::new(parse::parse(page, &reader))).collect();
    findings.extend(documents.iter().flat_map(|document| document.findings.iter().cloned()));
    let mut apart = apart::read(&sources.root, &config, &reader);
    observer("assemble");
    let inputs = Inputs {
        sources: &sources,
        config: &config,
        strings: &strings,
        documents: &documents,
        answers: &apart.documents,
        answer_markdown: &apart.markdown,
    };
    let assembled = assemble::assemble(inputs);
    let all_answered = apart.complete && !assembled.findings.iter().any(|finding| finding.rule.is_about_answers());
    findings.extend(assembled.findings);
    findings.extend(apart.findings(&config, options.edition));
    let whole = Whole { course: &assembled.value, documents: &documents, config: &config, found: &findings };
    findings.extend(whole.check());
    let stripped = edition::strip(assembled.value, options.edition, options.drafts);
    findings.extend(stripped.findings);
    let course = stripped.value;
    observer("plan");
    let planned = plan::plan(&course);
    findings.extend(planned.findings);
    findings.extend(rules::check(&course, &planned.value));
    findings.extend(all_answered.then(|| rules::missing_answers(&course)).into_iter().flatten());
    let themed = theme::theme(&sources, &config);
    findings.extend(themed.findings);
    let engine = engine(&themed.value.templates, strings.all(), &mut findings);
    let (plan, theme) = (planned.value, themed.value);
    Ok(Site { sources, config, strings, documents, answers: apart.documents, course, plan, theme, engine, findings })
}

impl Site {
    fn renderer(&self) -> Renderer<'_> {
        Renderer::new(&self.course, &self.plan, &self.strings, &self.engine, &self.theme.assets)
    }

    /// How many pages and worksheets the site has.
    pub fn size(&self) -> (usize, usize) {
        let sheets = self.plan.pages().filter(|artifact| matches!(artifact.subject, Subject::Print(_))).count();
        (self.plan.pages().count() - sheets, sheets)
    }

    /// Whether the course knows where it is published.
    pub fn has_base_url(&self) -> bool {
        self.config.base_url.is_some()
    }
}
