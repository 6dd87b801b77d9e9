//! What was found, by the severities that the course chose.

use std::sync::Arc;

use super::Site;
use crate::finding::report::{Counts, Sources as ReportSources, sorted};
use crate::finding::{Finding, Rule};
use crate::text::SourcePath;

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

impl Site {
    pub(super) fn has_errors(&self) -> bool {
        Counts::of(&self.by_own_rules(self.findings.clone())).errors > 0
    }

    pub(super) fn report(&self, more: Vec<Finding>) -> Report {
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
