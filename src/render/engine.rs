//! The template engine; the only file that names it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, ErrorKind, Tera, Value};

use crate::finding::suggest::nearest;
use crate::finding::{Finding, Rule};
use crate::text::{Place, SourceFile, SourcePath, Span};

/// Where to look for what a template may say.
const LANGUAGE: &str = "see the template language at keats.github.io/tera";

/// Templates, ready to render.
pub struct Engine {
    tera: Tera,
    sources: BTreeMap<String, Arc<SourceFile>>,
}

/// Renders the templates of `layers` (by name, the topmost first); each that cannot be read is a finding.
pub fn engine(
    layers: &BTreeMap<String, Vec<Arc<SourceFile>>>,
    strings: &BTreeMap<String, String>,
    findings: &mut Vec<Finding>,
) -> Engine {
    let mut tera = Tera::new();
    tera.autoescape_on(vec![".html", ".xml"]);
    tera.global_context().insert_value("t", Value::from_serializable(strings));
    let (mut texts, mut sources) = (BTreeMap::new(), BTreeMap::new());
    for (name, files) in layers {
        for (depth, file) in files.iter().enumerate() {
            let under = "under/".repeat(depth);
            texts.insert(format!("{under}{name}"), beneath(file.text(), depth));
            sources.insert(format!("{under}{name}"), Arc::clone(file));
        }
    }
    let mut engine = Engine { tera, sources };
    engine.add(&texts, findings);
    engine
}

/// The text of a template `depth` layers down, in which `under/NAME` means the layer beneath that one.
fn beneath(text: &str, depth: usize) -> String {
    if depth == 0 {
        return text.to_owned();
    }
    let under = "under/".repeat(depth + 1);
    text.replace("\"under/", &format!("\"{under}")).replace("'under/", &format!("'{under}"))
}

impl Engine {
    /// Adds all templates at once or, where one is broken, those that are not, so that each broken one is named.
    fn add(&mut self, texts: &BTreeMap<String, String>, findings: &mut Vec<Finding>) {
        if self.tera.add_raw_templates(texts).is_ok() {
            return;
        }
        let mut waiting: BTreeMap<&String, &String> = texts.iter().collect();
        loop {
            let before = waiting.len();
            waiting.retain(|name, text| self.tera.add_raw_template(name, text).is_err());
            if waiting.is_empty() || waiting.len() == before {
                break;
            }
        }
        for (name, text) in waiting {
            if let Err(error) = self.tera.add_raw_template(name, text)
                && !self.is_aftermath(&error)
            {
                let reports = reports(&error);
                let whole = reports.is_empty().then(|| self.finding(name, &error));
                findings.extend(reports.iter().filter_map(|report| self.unknown(report)).chain(whole));
            }
        }
    }

    /// Renders `view` with the template `name`.
    ///
    /// # Errors
    /// The template cannot be used with this view; the error is a finding at the place in the template.
    pub fn render(&self, name: &str, view: &impl Serialize) -> Result<String, Box<Finding>> {
        let context = Context::from_serialize(view).map_err(|error| Box::new(self.finding(name, &error)))?;
        match self.tera.render(name, &context) {
            // The template that this one lacks has been reported when it was added.
            Err(error) if self.is_aftermath(&error) => Ok(String::new()),
            result => result.map_err(|error| Box::new(self.finding(name, &error))),
        }
    }

    /// The source of a template that a finding is about.
    pub fn source(&self, path: &SourcePath) -> Option<&Arc<SourceFile>> {
        self.sources.values().find(|file| file.path() == path)
    }

    fn finding(&self, name: &str, error: &tera::Error) -> Finding {
        let (template, span, message) = match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                (report.filename(), Span::from(report.span().range.clone()), report.message().to_owned())
            }
            other => (name, Span::default(), first_line(&other.to_string())),
        };
        let source = self.sources.get(template).or_else(|| self.sources.get(name));
        let path = source.map_or_else(|| SourcePath::new(format!("templates/{name}")), |file| file.path().clone());
        let finding = Finding::new(Rule::BrokenTemplate, Place::new(&path, span), plain(&message));
        finding.help(self.help(error))
    }

    /// Something that a template uses and that is not there; `None` for another template that is there, and broken
    /// itself.
    fn unknown(&self, report: &Report<'_>) -> Option<Finding> {
        let source = self.sources.get(report.template)?;
        let help = match report.message.strip_prefix("Unknown template `").and_then(|name| name.strip_suffix('`')) {
            Some(name) if self.sources.contains_key(name) => return None,
            Some(name) => self.named_nearly(name),
            None => LANGUAGE.to_owned(),
        };
        let line = source.line_span(report.line);
        let text = &source.text()[line.range()];
        let at = |column: usize| line.start + text.char_indices().nth(column).map_or(text.len(), |(at, _)| at);
        let first = report.column.saturating_sub(1);
        let span = Span::new(at(first), at(first + report.width));
        Some(Finding::new(Rule::BrokenTemplate, Place::new(source.path(), span), plain(report.message)).help(help))
    }

    fn named_nearly(&self, name: &str) -> String {
        match nearest(name, self.sources.keys().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "the templates are the files of `templates/`, of the theme, and the built-in ones".to_owned(),
        }
    }

    /// Whether the error is only that another template, which exists, could not be added.
    fn is_aftermath(&self, error: &tera::Error) -> bool {
        match error.kind() {
            ErrorKind::TemplateNotFound(name) | ErrorKind::MissingParent { parent: name, .. } => {
                self.sources.contains_key(name)
            }
            _ => false,
        }
    }

    fn help(&self, error: &tera::Error) -> String {
        match error.kind() {
            ErrorKind::CircularExtend { tpl, .. } => {
                format!("extend the template beneath this one as `under/{}`", tpl.trim_start_matches("under/"))
            }
            ErrorKind::MissingParent { parent, .. } | ErrorKind::TemplateNotFound(parent) => self.named_nearly(parent),
            ErrorKind::RenderingError(_) => {
                "what a template can see is listed in the documentation of the views; `a?.b or \"\"` is for values that \
                 may be missing"
                    .to_owned()
            }
            _ => LANGUAGE.to_owned(),
        }
    }
}

/// Something unknown that a template uses.
struct Report<'e> {
    message: &'e str,
    template: &'e str,
    line: usize,
    column: usize,
    width: usize,
}

/// The things unknown that the engine reports all at once, and in words only; none for other errors.
fn reports(error: &tera::Error) -> Vec<Report<'_>> {
    match error.kind() {
        ErrorKind::Msg(text) => text.split("\n\n").filter_map(report).collect(),
        _ => Vec::new(),
    }
}

fn report(text: &str) -> Option<Report<'_>> {
    let mut lines = text.lines();
    let message = lines.next()?.strip_prefix("error: ")?;
    let mut place = lines.next()?.split_once("--> ")?.1.rsplitn(3, ':');
    let (column, line) = (place.next()?.parse().ok()?, place.next()?.parse().ok()?);
    let width = lines.last()?.matches('^').count();
    Some(Report { message, template: place.next()?, line, column, width })
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

/// The engine's message as a sentence of ours: one line, no final stop.
fn plain(message: &str) -> String {
    let line = first_line(message);
    format!("the template cannot be used: {}", line.trim_end_matches('.'))
}
