//! The template engine; the only file that names it.

mod expression;
mod faults;
mod fuel;
mod graph;
mod marked;
mod measured;
mod meter;
mod outline;
mod page;
mod prepared;
mod stack;
mod tokens;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, ErrorKind, Tera, TeraResult, Value};

use crate::finding::suggest::nearest;
use crate::finding::{Finding, Rule};
use crate::text::{Place, SourceFile, SourcePath, Span};
use faults::Report;
use fuel::{BYTES, Cost, MOST, STEPS};
use graph::{Graph, Size, layer};
use measured::measure;
use meter::{KEPT_WORDS, Passage};
use outline::Outline;
use page::{MOST_BYTES, Page};
use prepared::Prepared;
use stack::deep;

/// Where to look for what a template may say.
const LANGUAGE: &str = "see the documentation for the Tera template language at keats.github.io/tera";

/// What to do where a page takes too much.
const SPENT_HELP: &str = "look on or near this line for a loop that runs too long or writes too much";

/// Templates that stand no deeper in each other than this are rendered on the stack of whoever asks.
const SHALLOW: usize = 12;

/// Templates, ready to render.
pub struct Engine {
    tera: Tera,
    templates: BTreeMap<String, Prepared>,
    /// What is known of those that can be used.
    shapes: BTreeMap<String, Shape>,
    /// The places that are passed many times, where templates are measured.
    passages: Arc<[Passage]>,
    /// What a page may take.
    most: Cost,
    /// Templates that cannot be used, about each of which, or one that it takes in, there is a finding.
    reported: BTreeSet<String>,
}

/// What is known of a template before it is rendered.
struct Shape {
    /// How deep other templates, blocks and components stand in each other there.
    depth: usize,
    /// Its own name, and those of the templates that it extends.
    chain: Vec<String>,
    /// What it takes with all that it takes in, each passed once; nothing where templates are not measured.
    cost: Cost,
}

/// Why there is no page.
#[derive(Debug)]
pub enum Unmade {
    /// What is wrong with its template.
    Found(Box<Finding>),
    /// Its template, or one that this takes in, could not be read, and a finding said so then.
    Told(String),
}

impl Unmade {
    /// The finding that is still to be told.
    pub fn finding(self) -> Option<Finding> {
        match self {
            Self::Found(finding) => Some(*finding),
            Self::Told(_) => None,
        }
    }

    /// Why, in one sentence.
    pub fn why(&self) -> String {
        match self {
            Self::Found(finding) => finding.message.clone(),
            Self::Told(name) => format!("the template `{name}`, or a template that it uses, has an error"),
        }
    }
}

/// Reads the templates of `layers` (by name, the topmost first); each that cannot be read is a finding.
pub fn engine(
    layers: &BTreeMap<String, Vec<Arc<SourceFile>>>,
    strings: &BTreeMap<String, String>,
    findings: &mut Vec<Finding>,
) -> Engine {
    let work = || read(layers, strings);
    let (engine, found) = deep(work).unwrap_or_else(work);
    findings.extend(found);
    engine
}

fn read(layers: &BTreeMap<String, Vec<Arc<SourceFile>>>, strings: &BTreeMap<String, String>) -> (Engine, Vec<Finding>) {
    let mut tera = Tera::new();
    tera.autoescape_on(vec![".html", ".xml"]);
    tera.global_context().insert_value("t", Value::from_serializable(strings));
    meter::register_kept(&mut tera);
    let files: Vec<(String, &Arc<SourceFile>)> = layers
        .iter()
        .flat_map(|(name, files)| {
            files.iter().enumerate().map(move |(depth, file)| (format!("{}{name}", "under/".repeat(depth)), file))
        })
        .collect();
    let outlines: BTreeMap<String, Outline> =
        files.iter().map(|(name, file)| (name.clone(), Outline::of(file.text()))).collect();
    let graph = Graph::new(outlines.iter().map(|(name, outline)| (name.as_str(), outline)));
    let (faults, sizes) = graph.read();
    let measured = measure(&files, &sizes);
    let is_measured = measured.is_some();
    let (mut words, passages) = measured.unwrap_or_default();
    if is_measured {
        meter::register(&mut tera, &passages);
    }
    let chain = |name: &str| graph.chain(name).into_iter().map(str::to_owned).collect();
    let shape = |(name, size): (String, Size)| {
        let cost = if is_measured { size.cost } else { Cost::default() };
        (name.clone(), Shape { depth: size.depth, chain: chain(&name), cost })
    };
    let shapes = sizes.into_iter().map(shape).collect();
    let templates = files.into_iter().map(|(name, file)| {
        let template = Prepared::new(file, &outlines[&name], layer(&name), words.remove(&name).unwrap_or_default());
        (name, template)
    });
    let (templates, reported) = (templates.collect(), BTreeSet::new());
    let mut engine = Engine { tera, templates, shapes, passages, most: MOST, reported };
    let mut findings = Vec::new();
    for fault in faults {
        findings.push(engine.fault(&fault));
        engine.reported.extend(fault.broken);
    }
    for (name, outline) in &outlines {
        if let Some(span) = outline.branchy {
            findings.push(engine.branchy(name, span));
            engine.reported.insert(name.clone());
        }
    }
    engine.add(&graph, &mut findings);
    engine.reported = graph.spoilt(&engine.reported);
    (engine, findings)
}

/// Whether a template is part of the program.
fn is_built_in(path: &SourcePath) -> bool {
    path.as_str().starts_with('(')
}

impl Engine {
    /// Adds all templates that can be used, and tells of each that cannot.
    fn add(&mut self, graph: &Graph<'_>, findings: &mut Vec<Finding>) {
        if self.add_usable(graph).is_ok() {
            return;
        }
        self.tell_syntax(findings);
        while let Err(error) = self.add_usable(graph) {
            let reported = self.reported.len();
            self.tell(graph, &error, findings);
            if self.reported.len() == reported {
                self.add_singly(graph, findings);
                return;
            }
        }
    }

    /// Adds all templates that nothing is told about, nor about one that they need.
    fn add_usable(&mut self, graph: &Graph<'_>) -> TeraResult<()> {
        let spoilt = graph.spoilt(&self.reported);
        let usable = self.templates.iter().filter(|(name, _)| !spoilt.contains(*name));
        self.tera.add_raw_templates(usable.map(|(name, template)| (name, &template.text)))
    }

    /// Tells of each template that is broken whatever the others are.
    fn tell_syntax(&mut self, findings: &mut Vec<Finding>) {
        for (name, template) in &self.templates {
            if let Err(error) = Tera::new().add_raw_template(name, template.source.text())
                && let ErrorKind::SyntaxError(report) = error.kind()
                && !self.reported.contains(name)
            {
                let span = Span::from(report.span().range.clone());
                findings.push(finding(&template.source, span, report.message(), LANGUAGE.to_owned()));
                self.reported.insert(name.clone());
            }
        }
    }

    /// Tells of what the engine says about several templates.
    fn tell(&mut self, graph: &Graph<'_>, error: &tera::Error, findings: &mut Vec<Finding>) {
        let reports = reports(error);
        self.tell_lost_blocks(graph, &reports, findings);
        let reported = self.reported.clone();
        for report in reports.iter().filter(|report| !reported.contains(report.template)) {
            if let Some(finding) = self.unknown(graph, report) {
                findings.push(finding);
                self.reported.insert(report.template.to_owned());
            }
        }
        let name = match error.kind() {
            ErrorKind::MissingParent { current, .. } => current.as_str(),
            ErrorKind::SyntaxError(report) => report.filename(),
            ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => tpl.as_str(),
            _ => return,
        };
        findings.push(self.finding(graph.extended(name), name, error));
        self.reported.insert(name.to_owned());
    }

    /// Adds templates one by one, for errors that do not say which is meant.
    fn add_singly(&mut self, graph: &Graph<'_>, findings: &mut Vec<Finding>) {
        let spoilt = graph.spoilt(&self.reported);
        let mut waiting: Vec<&String> = self.templates.keys().filter(|name| !spoilt.contains(*name)).collect();
        loop {
            let before = waiting.len();
            waiting.retain(|name| self.tera.add_raw_template(name, &self.templates[*name].text).is_err());
            if waiting.is_empty() || waiting.len() == before {
                break;
            }
        }
        let lost: BTreeSet<String> = waiting.iter().map(|name| (*name).clone()).collect();
        for name in &lost {
            // What lacks another that is lost is not wrong by itself, unless all of them are so.
            let needs_lost = graph.needs(name).any(|needed| lost.contains(needed));
            if !needs_lost && let Err(error) = self.tera.add_raw_template(name, &self.templates[name].text) {
                findings.push(self.finding(None, name, &error));
                self.reported.insert(name.clone());
            }
        }
        let spoilt = graph.spoilt(&self.reported);
        for name in lost.difference(&spoilt) {
            if let Err(error) = self.tera.add_raw_template(name, &self.templates[name].text) {
                findings.push(self.finding(None, name, &error));
                self.reported.insert(name.clone());
            }
        }
    }

    /// Renders `view` with the template `name`.
    ///
    /// # Errors
    /// The template cannot be used with this view; the error is a finding at the place in the template, unless that was
    /// told when it was read.
    pub fn render(&self, name: &str, view: &(impl Serialize + Sync)) -> Result<String, Unmade> {
        if self.reported.contains(name) {
            return Err(Unmade::Told(name.to_owned()));
        }
        let context = Context::from_serialize(view).map_err(|error| self.unmade(name, &error))?;
        if self.shapes.get(name).is_some_and(|shape| shape.depth <= SHALLOW) {
            return self.fill(name, &context);
        }
        let whole = || {
            self.whole_page(name, "there is not enough memory to render the page", "close other programs and try again")
        };
        deep(|| self.fill(name, &context)).unwrap_or_else(|| Err(Unmade::Found(Box::new(whole()))))
    }

    fn fill(&self, name: &str, context: &Context) -> Result<String, Unmade> {
        let mut page = Page::new(MOST_BYTES);
        let cost = self.shapes.get(name).map_or_else(Cost::default, |shape| shape.cost);
        fuel::fill(self.most);
        let result = match fuel::spend(cost) {
            Ok(()) => self.tera.render_to(name, context, &mut page),
            Err(spent) => return Err(Unmade::Found(Box::new(self.whole_page(name, &spent.words(), SPENT_HELP)))),
        };
        let whole = |message: &str, help: &str| Err(Unmade::Found(Box::new(self.whole_page(name, message, help))));
        if page.is_full() {
            let message = format!("it produces a page that is larger than {} MiB", MOST_BYTES / 1024 / 1024);
            return whole(&message, "look for a loop that writes too much output");
        }
        result.map_err(|error| self.unmade(name, &error))?;
        match page.into_text() {
            Some(text) if !text.trim().is_empty() => Ok(text),
            Some(_) => whole(
                "it produces an empty page",
                "write the content of the page, or delete the file to use the template beneath it",
            ),
            None => whole("it produces a page that is not text", LANGUAGE),
        }
    }

    fn unmade(&self, name: &str, error: &tera::Error) -> Unmade {
        let too_deep = error.to_string().starts_with("Maximum render recursion depth");
        let found = match error.kind() {
            ErrorKind::Io(_) => self.spent(name),
            _ if too_deep => self.recursion(),
            _ => None,
        };
        Unmade::Found(Box::new(found.unwrap_or_else(|| self.finding(None, name, error))))
    }

    /// The source of a template that a finding is about.
    pub fn source(&self, path: &SourcePath) -> Option<&Arc<SourceFile>> {
        self.templates.values().map(|template| &template.source).find(|file| file.path() == path)
    }

    /// The finding about an error; `place` is where that is in the template `name`, if the error does not say it.
    fn finding(&self, place: Option<Span>, name: &str, error: &tera::Error) -> Finding {
        let (template, span, message) = match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                (report.filename(), Some(Span::from(report.span().range.clone())), report.message().to_owned())
            }
            other => (name, None, first_line(&other.to_string())),
        };
        let Some(template) = self.templates.get(template).or_else(|| self.templates.get(name)) else {
            let place = Place::file(&SourcePath::new(format!("templates/{name}")));
            return Finding::new(Rule::BrokenTemplate, place, plain(&message)).help(self.help(error));
        };
        let span = span.map(|span| template.typed(span)).or(place).unwrap_or_default();
        finding(&template.source, span, &message, self.help(error))
    }

    /// The finding about a page as a whole: in the first template of those that its own extends which is not built in,
    /// from the one that all of them extend.
    fn whole_page(&self, name: &str, message: &str, help: &str) -> Finding {
        let chain = self.shapes.get(name).into_iter().flat_map(|shape| shape.chain.iter().rev());
        let mut paths = chain.filter_map(|name| self.templates.get(name)).map(|template| template.source.path());
        let built_in = paths.clone().next();
        let path = paths.find(|path| !is_built_in(path)).or(built_in);
        let place = path.map_or_else(|| Place::file(&SourcePath::new(format!("templates/{name}"))), Place::file);
        Finding::new(Rule::BrokenTemplate, place, plain(message)).help(help)
    }

    /// Something that a template uses and that is not there; `None` for another template that is there, and broken
    /// itself.
    fn unknown(&self, graph: &Graph<'_>, report: &Report<'_>) -> Option<Finding> {
        let template = self.templates.get(report.template)?;
        let named = |what: &str| report.message.strip_prefix(what).and_then(|name| name.strip_suffix('`'));
        let help = match named("Unknown template `") {
            Some(name) if self.templates.contains_key(name) => return None,
            Some(name) => self.named_nearly(name),
            None if named("Unknown component `").is_some_and(|name| graph.has_component(name)) => return None,
            None => LANGUAGE.to_owned(),
        };
        let span = template.at(report.line, report.column, report.width);
        Some(finding(&template.source, span, report.message, help))
    }

    fn named_nearly(&self, name: &str) -> String {
        match nearest(name, self.templates.keys().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "use the name of a file in `templates/`, a theme file, or a built-in template".to_owned(),
        }
    }

    fn help(&self, error: &tera::Error) -> String {
        match error.kind() {
            ErrorKind::MissingParent { parent, .. } | ErrorKind::TemplateNotFound(parent) => self.named_nearly(parent),
            ErrorKind::RenderingError(report) if report.message().starts_with(KEPT_WORDS) => {
                "write the loop's output directly, or store less of it".to_owned()
            }
            ErrorKind::RenderingError(report) if [STEPS, BYTES].iter().any(|words| report.message().starts_with(words)) => {
                SPENT_HELP.to_owned()
            }
            ErrorKind::RenderingError(_) => {
                "the view documentation lists the values that a template can use; write `a?.b or \"\"` for values that may be missing"
                    .to_owned()
            }
            _ => LANGUAGE.to_owned(),
        }
    }
}

/// The things unknown that the engine reports all at once, and in words only; none for other errors.
fn reports(error: &tera::Error) -> Vec<Report<'_>> {
    match error.kind() {
        ErrorKind::Msg(text) => text.split("\n\n").filter_map(Report::read).collect(),
        _ => Vec::new(),
    }
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

fn finding(source: &SourceFile, span: Span, message: &str, help: String) -> Finding {
    Finding::new(Rule::BrokenTemplate, Place::new(source.path(), span), plain(message)).help(help)
}

/// The engine's message as a sentence of ours: one line, no final stop.
fn plain(message: &str) -> String {
    let line = first_line(message);
    format!("the template cannot be used: {}", line.trim_end_matches('.'))
}
