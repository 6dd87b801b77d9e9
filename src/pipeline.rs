//! Layer 9: the story of a build.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::assemble::{self, EditionCourse, Inputs, built_in, edition};
use crate::config::Config;
use crate::config::course;
use crate::config::prose;
use crate::error::Result;
use crate::finding::report::{Counts, Sources as ReportSources, sorted};
use crate::finding::{FileFindings, Finding, Rule};
use crate::load::{self, Sources};
use crate::model::kinds::Edition;
use crate::parse::{self, AnswerDocument, Document};
use crate::plan::{self, Artifact, Plan, Subject};
use crate::publish::{Output as Folder, OutputRequest, Publication, Published, Rank};
use crate::render::{Engine, Output, Renderer, engine};
use crate::rules::{self, Whole};
use crate::strings::Strings;
use crate::syntax::markdown::Reader;
use crate::text::SourcePath;
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

/// What was found, ready to be shown.
#[derive(Debug)]
pub struct Report {
    /// Sorted, by the course's own severities.
    pub findings: Vec<Finding>,
    /// How many of each severity.
    pub counts: Counts,
    /// The files that findings are about.
    pub sources: ReportSources,
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
    let configuration = configuration(&sources, &mut findings);
    let (config, strings, reader) = configuration;
    observer("parse");
    let documents: Vec<Arc<Document>> =
        sources.pages.par_iter().map(|page| Arc::new(parse::parse(page, &reader))).collect();
    findings.extend(documents.iter().flat_map(|document| document.findings.iter().cloned()));
    let mut apart = answers_apart(&sources.root, &config, &reader);
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

/// The configuration and what every text is read with.
fn configuration(sources: &Sources, findings: &mut Vec<Finding>) -> (Config, Strings, Reader) {
    let mut own = FileFindings::new(sources.config.path());
    let tree = prose::parse(&sources.config, 0..sources.config.text().len(), &mut own);
    findings.extend(own.into_inner());
    let own: Vec<&str> = sources.strings.iter().filter_map(|file| load::language_of(file)).collect();
    let basics = course::basics(tree, &own);
    let file = sources
        .strings
        .iter()
        .find(|file| basics.words.as_deref().is_some_and(|own| load::language_of(file) == Some(own)));
    let path = file.map_or_else(|| SourcePath::new("i18n/en.yaml"), |file| file.path().clone());
    let mut own = FileFindings::new(&path);
    let strings = Strings::load(file.map(|file| &**file), &mut own);
    findings.extend(own.into_inner());
    let reader = Reader::new(course::markdown_settings(basics.tree.as_ref(), &strings));
    let built_in = built_in::settings(&strings);
    let config = course::read(&sources.config, &basics, &reader, &built_in);
    findings.extend(config.findings);
    (config.value, strings, reader)
}

/// The answers that stand apart from their statements.
struct Apart {
    documents: Vec<AnswerDocument>,
    markdown: Vec<(SourcePath, String)>,
    /// Whether the folder is there.
    found: bool,
    /// Whether every file of the folder could be read.
    complete: bool,
    findings: Vec<Finding>,
}

fn answers_apart(root: &Path, config: &Config, reader: &Reader) -> Apart {
    let loaded = load::answers(root, config);
    let mut findings = loaded.findings;
    let documents: Vec<AnswerDocument> =
        loaded.value.files.par_iter().map(|file| parse::parse_answers(file, reader)).collect();
    findings.extend(documents.iter().flat_map(|document| document.findings.iter().cloned()));
    let found = loaded.value.found;
    let complete = (found || config.answers.is_none()) && Counts::of(&findings).errors == 0;
    Apart { documents, markdown: loaded.value.markdown, found, complete, findings }
}

impl Apart {
    /// What is wrong with the folder and its files. Learners can do without; instructors are told once.
    fn findings(&mut self, config: &Config, edition: Edition) -> Vec<Finding> {
        let mut findings = std::mem::take(&mut self.findings);
        if let (Some(folder), false, true, Edition::Instructor) =
            (&config.answers, self.found, findings.is_empty(), edition)
        {
            let message = format!("there is no folder `{}`, so the answers in it are missing", folder.value);
            let help =
                "fetch the folder before the instructor edition is built, or correct its path from the course's folder";
            findings.push(Finding::new(Rule::MissingAnswer, folder.place.clone(), message).help(help));
        }
        findings
    }
}

impl Site {
    /// Evaluates every artifact and keeps only what is found.
    pub fn check(self, observer: &mut Observer<'_>) -> Report {
        observer("render");
        let renderer = self.renderer();
        let artifacts: Vec<&Artifact> = self.plan.artifacts.values().collect();
        let broken =
            artifacts.par_iter().filter_map(|artifact| renderer.render(artifact).err()).map(|finding| *finding);
        let broken = merged(broken.collect());
        self.report(broken)
    }

    /// Writes the site, unless there are errors.
    ///
    /// # Errors
    /// The output folder is refused, or the disk fails; the old site stands.
    pub fn build(self, destination: &Destination, observer: &mut Observer<'_>) -> Result<Built> {
        let folder = self.folder(destination)?;
        if self.has_errors() {
            return Ok(Built { report: self.check(observer), published: None });
        }
        observer("render");
        let publication = Publication::begin(folder)?;
        let broken = self.offer_all(&publication)?;
        if broken.is_empty() {
            observer("publish");
            let published = publication.finish()?;
            return Ok(Built { report: self.report(Vec::new()), published: Some(published) });
        }
        publication.abandon()?;
        Ok(Built { report: self.report(merged(broken)), published: None })
    }

    fn offer_all(&self, publication: &Publication) -> Result<Vec<Finding>> {
        let renderer = self.renderer();
        for asset in &self.theme.assets {
            publication.offer(asset.path.as_str(), Rank::Asset, &asset.bytes)?;
        }
        let artifacts: Vec<(&String, &Artifact)> = self.plan.artifacts.iter().collect();
        let offer = |(path, artifact): &(&String, &Artifact)| -> Result<Option<Finding>> {
            match renderer.render(artifact) {
                Ok(Output::Bytes(bytes)) => publication.offer(path, rank(&artifact.subject), &bytes)?,
                Ok(Output::Copy(source)) => {
                    publication.offer_file(path, Rank::Asset, &self.sources.on_disk(&source))?;
                }
                Err(finding) => return Ok(Some(*finding)),
            }
            Ok(None)
        };
        let broken: Result<Vec<Option<Finding>>> = artifacts.par_iter().map(offer).collect();
        Ok(broken?.into_iter().flatten().collect())
    }

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

    fn folder(&self, destination: &Destination) -> Result<Folder> {
        let root = &self.sources.root;
        let edition = self.course.edition();
        let own = || {
            let name = self.config.output.as_ref().map_or("public", |output| output.value.trim_end_matches('/'));
            root.join(match edition {
                Edition::Learner => name.to_owned(),
                Edition::Instructor => format!("{name}-instructor"),
            })
        };
        let folder = destination.folder.clone().unwrap_or_else(own);
        let names = ["content", "static", "templates", "themes", "i18n", self.config.answers_folder()];
        let protected: Vec<PathBuf> = names.iter().map(|name| root.join(name)).collect();
        let request = OutputRequest {
            folder: &folder,
            course: root,
            protected: &protected,
            edition: edition.word(),
            adopt: destination.adopt,
        };
        Folder::check(&request)
    }

    fn has_errors(&self) -> bool {
        Counts::of(&self.by_own_rules(self.findings.clone())).errors > 0
    }

    fn report(&self, more: Vec<Finding>) -> Report {
        let findings = self.findings.iter().cloned().chain(more).collect();
        let findings = sorted(self.by_own_rules(findings));
        let mut sources: ReportSources = self.documents.iter().map(|document| Arc::clone(&document.file)).collect();
        let answers = self.answers.iter().map(|document| &document.file);
        for file in self.sources.strings.iter().chain([&self.sources.config]).chain(answers) {
            sources.insert(Arc::clone(file));
        }
        for finding in findings.iter().filter(|finding| finding.rule == Rule::BrokenTemplate) {
            if let Some(source) = self.engine.source(&finding.place.path) {
                sources.insert(Arc::clone(source));
            }
        }
        Report { counts: Counts::of(&findings), findings, sources }
    }

    /// Applies `rules:` of the course and of single files.
    fn by_own_rules(&self, findings: Vec<Finding>) -> Vec<Finding> {
        let of_file = |path: &SourcePath| {
            let at = self.documents.binary_search_by(|document| document.file.path().cmp(path)).ok()?;
            Some(&self.documents[at].front.rules)
        };
        let level = |finding: &Finding| {
            let own = of_file(&finding.place.path).and_then(|rules| rules.get(&finding.rule));
            own.or_else(|| self.config.rules.get(&finding.rule)).copied()
        };
        let apply = |finding: Finding| match level(&finding) {
            None => Some(finding),
            Some(severity) => severity.map(|severity| Finding { severity, ..finding }),
        };
        findings.into_iter().filter_map(apply).collect()
    }
}

fn rank(subject: &Subject) -> Rank {
    match subject {
        Subject::Copy(_) => Rank::Asset,
        Subject::Page(_) | Subject::Print(_) | Subject::ModuleData(_) | Subject::NotFound => Rank::Page,
        _ => Rank::Index,
    }
}

/// One finding for each place in a template, with a count of pages.
fn merged(findings: Vec<Finding>) -> Vec<Finding> {
    let mut counts: BTreeMap<(crate::text::Place, String), (usize, Finding)> = BTreeMap::new();
    for finding in findings {
        let key = (finding.place.clone(), finding.message.clone());
        counts.entry(key).or_insert((0, finding)).0 += 1;
    }
    let with_count = |(count, finding): (usize, Finding)| match count {
        1 => finding,
        _ => Finding { message: format!("{} (on {count} pages)", finding.message), ..finding },
    };
    counts.into_values().map(with_count).collect()
}
