//! Layer 1: findings, what `clinic` has to say about a course.

pub mod concise;
pub mod edit;
mod exchange;
pub mod explain;
pub mod family;
pub mod github;
pub mod guide;
pub mod human;
pub mod json;
pub mod report;
pub mod rule;
pub mod suggest;

pub use exchange::Exchange;
pub use rule::{Rule, Severity};

use serde::{Deserialize, Serialize};

use crate::text::{Place, SourceFile, SourcePath, Span};

/// One diagnostic about the course.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Which rule it comes from.
    pub rule: Rule,
    /// How grave it is; the rule's own severity until the course's `rules:` are applied.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// One terse sentence in the author's words that stands alone, without a final stop.
    pub message: String,
    /// What is left to say below another finding of its rule; where there is nothing, the message. Findings of which
    /// this is the same say the same.
    pub brief: Option<String>,
    /// What to do about it.
    pub help: Option<String>,
    /// Whole lines that would cure it.
    pub fix: Option<Fix>,
}

/// Whole lines of the finding's file and what should stand there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// First line to be replaced, from 1.
    pub line: usize,
    /// Last line to be replaced.
    pub end_line: usize,
    /// The new lines, without a final line break.
    pub text: String,
    /// True where it cannot but be what the author meant.
    pub certain: bool,
}

impl Fix {
    /// The lines of `span` in `file` with `text` in its place: one of several things that may be meant.
    pub fn offer(file: &SourceFile, span: Span, text: &str) -> Self {
        let (line, end_line) = (file.position(span.start).line, file.position(span.end).line);
        let head = &file.text()[file.line_span(line).start..span.start];
        let tail = &file.text()[span.end..file.line_span(end_line).end.max(span.end)];
        Self { line, end_line, text: format!("{head}{text}{tail}"), certain: false }
    }

    /// The same, and nothing else can be meant where `certain` is true.
    #[must_use]
    pub fn certain(self, certain: bool) -> Self {
        Self { certain, ..self }
    }
}

impl Finding {
    /// A finding of `rule` with the rule's own severity.
    pub fn new(rule: Rule, place: Place, message: impl Into<String>) -> Self {
        Self { rule, severity: rule.severity(), place, message: message.into(), brief: None, help: None, fix: None }
    }

    /// Adds what is left to say below another finding of its rule.
    #[must_use]
    pub fn brief(self, brief: impl Into<String>) -> Self {
        Self { brief: Some(brief.into()), ..self }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds the lines that would cure it.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }
}

/// A value and what was found while making it.
#[derive(Clone, Debug, Default)]
pub struct Outcome<T> {
    /// The value, as good as it could be made.
    pub value: T,
    /// What is wrong with its source.
    pub findings: Vec<Finding>,
}

/// Collects the findings about one file.
#[derive(Debug)]
pub struct FileFindings {
    path: SourcePath,
    found: Vec<Finding>,
}

impl FileFindings {
    /// Starts with none about `path`.
    pub fn new(path: &SourcePath) -> Self {
        Self { path: path.clone(), found: Vec::new() }
    }

    /// The file.
    pub fn path(&self) -> &SourcePath {
        &self.path
    }

    /// Adds a finding without help.
    pub fn add(&mut self, rule: Rule, span: Span, message: impl Into<String>) {
        self.push(Finding::new(rule, Place::new(&self.path, span), message));
    }

    /// Adds a finding with help.
    pub fn add_with_help(&mut self, rule: Rule, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.push(Finding::new(rule, Place::new(&self.path, span), message).help(help));
    }

    /// Adds a finding made elsewhere.
    pub fn push(&mut self, finding: Finding) {
        self.found.push(finding);
    }

    /// All that was added.
    pub fn all_mut(&mut self) -> &mut [Finding] {
        &mut self.found
    }

    /// Makes every fix that was added one of several things that may be meant.
    pub fn doubt_fixes(&mut self) {
        self.found.iter_mut().filter_map(|finding| finding.fix.as_mut()).for_each(|fix| fix.certain = false);
    }

    /// Whether anything that was added is an error.
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// All that was added.
    pub fn into_inner(self) -> Vec<Finding> {
        self.found
    }
}
