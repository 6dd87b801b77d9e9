//! What is found in a course, file by file, so that an edit counts anew what it concerns.

use std::collections::{BTreeMap, BTreeSet};

use super::material::Material;
use super::planned::Planned;
use super::report::Report;
use crate::finding::report::Counts;
use crate::finding::{Exchange, Finding};
use crate::text::SourcePath;

/// All that is found in a course.
pub(super) struct Tally {
    /// By file, with the severities of rules.
    found: BTreeMap<SourcePath, Vec<Finding>>,
    /// By the course's own severities.
    counts: Counts,
}

impl Tally {
    /// Of what is found in `material`, of which there is `report`.
    pub(super) fn of(material: &Material, findings: Vec<Finding>, report: &Report) -> Self {
        let mut found: BTreeMap<SourcePath, Vec<Finding>> = BTreeMap::new();
        for finding in material.unusable.over(findings) {
            found.entry(finding.place.path.clone()).or_default().push(finding);
        }
        Self { found, counts: report.counts }
    }

    /// Takes over what became of findings when the files of `edited` were, which made `new` of `old`.
    pub(super) fn exchange(
        &mut self,
        mut exchange: Exchange,
        edited: &BTreeSet<SourcePath>,
        (old, new): (&Material, &Material),
    ) {
        // Of these files nothing is told but what is wrong with the text that stands in them now.
        exchange.retain(|finding| !new.unusable.has(&finding.place.path));
        let Exchange { gone, come } = exchange;
        let concerned = gone.iter().chain(&come).map(|finding| &finding.place.path);
        // A file may have its own severities.
        let concerned: BTreeSet<SourcePath> = concerned.chain(edited).cloned().collect();
        let before = self.count(&concerned, old);
        for finding in gone {
            if let Some(found) = self.found.get_mut(&finding.place.path)
                && let Some(at) = found.iter().position(|found| *found == finding)
            {
                found.swap_remove(at);
            }
        }
        for finding in come {
            self.found.entry(finding.place.path.clone()).or_default().push(finding);
        }
        let after = self.count(&concerned, new);
        let Counts { errors, warnings } = self.counts;
        self.counts = Counts {
            errors: errors + after.errors - before.errors,
            warnings: warnings + after.warnings - before.warnings,
        };
    }

    /// What is found in the files of `paths`, with the number of all findings.
    pub(super) fn report(&self, paths: &BTreeSet<SourcePath>, material: &Material, planned: &Planned) -> Report {
        let mut report = Report::new(material, planned, self.found_in(paths));
        report.findings.retain(|finding| paths.contains(&finding.place.path));
        report.counts = self.counts;
        report
    }

    fn count(&self, paths: &BTreeSet<SourcePath>, material: &Material) -> Counts {
        Counts::of(&Report::findings(material, self.found_in(paths)))
    }

    fn found_in(&self, paths: &BTreeSet<SourcePath>) -> Vec<Finding> {
        paths.iter().filter_map(|path| self.found.get(path)).flatten().cloned().collect()
    }
}
