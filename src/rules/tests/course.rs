//! A course in a few lines, and what is found in it: without a disk, a look or a page.

use super::found::{Findings, found};
use crate::assemble::tests::memory::InMemory;
use crate::finding::json::json;
use crate::finding::report::{Sources, sorted};
use crate::model::kinds::{Edition, SiteForm};
use crate::plan::{Holdings, plan};
use crate::rules::{RuleInput, by_severity, find_in_edition, missing_answers};

/// A `clinic.yaml` under which practice pages need no checks.
pub(crate) const BARE_PRACTICE: &str = "title: Course\nrules: { practice-without-checks: off }\n";

/// Front matter of a module that needs nothing else to be one: a title and one row.
pub(crate) const ROW: &str = "radar:\n  - { mistake: M, where: W, symptom: S, repair: R }\n";

/// A module with a title, one radar row, and whatever `more` says in its front matter and below.
pub(crate) fn module(title: &str, more: &str) -> String {
    let (front, body) = more.split_once("---\n").unwrap_or((more, ""));
    let radar = if front.lines().any(|line| line.starts_with("radar:")) { "" } else { ROW };
    format!("---\ntitle: {title}\n{radar}{front}---\n{body}")
}

/// The files of a course, each with its path.
#[derive(Clone, Default)]
pub(crate) struct Course(Vec<(String, String)>);

impl Course {
    /// A course with this file, and with a `clinic.yaml` that has a title unless this is that.
    pub(crate) fn with(path: &str, text: impl Into<String>) -> Self {
        Self::default().and(path, text)
    }

    /// The same course with another file, or with other words in one.
    pub(crate) fn and(mut self, path: &str, text: impl Into<String>) -> Self {
        self.0.retain(|(other, _)| other != path);
        self.0.push((path.to_owned(), text.into()));
        self
    }

    /// What is found for learners.
    pub(crate) fn check(&self) -> Findings {
        self.checked(Edition::Learner)
    }

    /// What is found for instructors.
    pub(crate) fn instructor(&self) -> Findings {
        self.checked(Edition::Instructor)
    }

    fn checked(&self, edition: Edition) -> Findings {
        let files: Vec<(&str, &str)> = self.0.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let course = InMemory::of(&files);
        let mut findings = course.findings.clone();
        let (documents, config) = (course.documents(), course.config());
        findings.extend(RuleInput { course: course.course(), documents, config, found: &findings.clone() }.find());
        let edition = course.stripped(edition);
        let plan = plan(edition.value.outline(), &Holdings::of(&edition.value), SiteForm::Hosted);
        findings.extend(edition.findings.into_iter().chain(plan.findings));
        findings.extend(find_in_edition(&edition.value, &plan.value));
        findings.extend(missing_answers(&edition.value));
        let mut sources = Sources::default();
        sources.extend(course.files().cloned());
        Findings(found(&json(&sorted(by_severity(documents, config, findings)), &sources)))
    }
}

/// A course whose one module has this front matter and body.
pub(crate) fn with_module(text: &str) -> Course {
    Course::with("content/01-a.md", text)
}

/// A course with this configuration and one good module.
pub(crate) fn with_config(text: &str) -> Course {
    with_module(&module("A", "")).and("clinic.yaml", text)
}

pub(super) const MODULE: &str = "content/01-m/index.md";

pub(super) const LAB: &str = "content/01-m/practice/01-lab.md";

/// A module in one file with this body.
pub(super) fn body(text: &str) -> Course {
    Course::with("content/01-a.md", module("A", &format!("---\n{text}")))
}

/// One good module under this configuration.
pub(super) fn config(text: &str) -> Course {
    Course::with("content/01-a.md", module("A", "")).and("clinic.yaml", format!("title: C\n{text}\n"))
}

/// A bundle whose `index.md` says this, with a lab that has checks.
pub(super) fn bundle(front: &str) -> Course {
    Course::with(MODULE, module("M", front)).and(LAB, "# Lab: *One*\n\n## Mistake check\n\n- Wrong.\n")
}

/// A module with a row for each symptom and repair.
pub(super) fn rows(rows: &[(&str, &str)]) -> String {
    let row = |(number, (symptom, repair)): (usize, &(&str, &str))| {
        format!("  - mistake: Mistake {number}\n    where: W\n    symptom: {symptom}\n    repair: {repair}\n")
    };
    let rows: String = rows.iter().enumerate().map(row).collect();
    format!("---\ntitle: A\nradar:\n{rows}---\n")
}

/// The lines that would cure the one finding of a rule.
pub(super) fn fix_of(course: &Course, rule: &str) -> String {
    let checked = course.check();
    checked.all().iter().find(|found| found.rule() == rule).unwrap().fix()
}
