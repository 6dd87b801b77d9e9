//! What was found, by the severities that the course chose.

use std::sync::Arc;

use super::material::Material;
use super::planned::Planned;
use super::withheld::Withheld;
use crate::finding::Finding;
use crate::finding::report::{Counts, Sources, sorted};
use crate::load;
use crate::render::Engine;
use crate::rules;
use crate::text::{SourceFile, SourcePath};

/// What was found, ready to be shown.
#[derive(Debug)]
pub struct Report {
    /// Sorted, by the course's own severities.
    pub findings: Vec<Finding>,
    /// How many of each severity.
    pub counts: Counts,
    /// The files that findings are about.
    pub sources: Sources,
    /// What of these files those who read the site may not see.
    pub withheld: Withheld,
}

impl Report {
    /// The findings of a course by its own severities; `planned` is what its readers see of it.
    pub(super) fn new(material: &Material, planned: &Planned, findings: Vec<Finding>) -> Self {
        let findings = Self::findings(material, material.unusable.over(findings));
        let mut sources = Sources::default();
        for finding in &findings {
            let path = &finding.place.path;
            if sources.get(path).is_none() {
                sources.extend(file(material, &planned.look.engine, path));
            }
        }
        let withheld = Withheld::of(material, &planned.course, &findings);
        Self { counts: Counts::of(&findings), findings, sources, withheld }
    }

    /// What is told of `findings`: each once, sorted, by the course's own severities.
    pub(super) fn findings(material: &Material, findings: Vec<Finding>) -> Vec<Finding> {
        sorted(by_severity(material, findings))
    }

    /// Whether any of `findings` is an error by the course's own severities.
    pub(super) fn is_grave(material: &Material, findings: &[Finding]) -> bool {
        Counts::of(&by_severity(material, findings.to_vec())).errors > 0
    }
}

/// The file that a finding is about, where it was read as text: the very text that the finding was made from.
fn file(material: &Material, engine: &Engine, path: &SourcePath) -> Option<Arc<SourceFile>> {
    if material.unusable.has(path) {
        return material.unusable.text(path).map(Arc::clone);
    }
    if let Some(document) = material.documents.of(path) {
        return Some(Arc::clone(&document.file));
    }
    let Material { sources, answers, .. } = material;
    let answers = answers.documents.iter().map(|document| &document.file);
    let mut others = sources.strings.iter().chain([&sources.config]).chain(answers);
    let known = others.find(|file| file.path() == path).or_else(|| engine.source(path)).map(Arc::clone);
    // The other texts of themes are not kept: they are seldom wrong.
    let of_theme = || sources.themes.contains(path).then(|| load::read_text(&sources.root, path).ok());
    known.or_else(|| of_theme()?.map(|file| sources.as_rewritten(file)))
}

fn by_severity(material: &Material, findings: Vec<Finding>) -> Vec<Finding> {
    rules::by_severity(&material.documents, &material.config, findings)
}
