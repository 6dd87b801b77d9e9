//! A course for its readers, up to the plan of its site: the one way that a build, a check and a preview take.

use std::sync::Arc;

use super::Options;
use super::material::Material;
use crate::assemble::edition::{self, Earlier};
use crate::assemble::{EditionCourse, Inputs};
use crate::finding::{Finding, Outcome};
use crate::model::course::Course;
use crate::plan::{self, Plan};
use crate::render::{Engine, Renderer, engine};
use crate::strings::Strings;
use crate::theme::{self, Theme};

/// Everything that pages are rendered from, besides the words of the interface. Clones share all of it.
#[derive(Clone)]
pub(super) struct Planned {
    pub(super) course: EditionCourse,
    pub(super) plan: Arc<Plan>,
    pub(super) look: Arc<Look>,
    /// What was found of the edition and its plan.
    findings: Vec<Finding>,
}

/// What pages look like.
pub(super) struct Look {
    pub(super) theme: Theme,
    pub(super) engine: Engine,
    findings: Vec<Finding>,
}

/// An earlier state of a course. What is the same in it is not made again.
#[derive(Clone, Copy)]
pub(super) struct Before<'a> {
    pub(super) material: &'a Material,
    pub(super) whole: &'a Course,
    pub(super) planned: &'a Planned,
}

/// The course of `material`, whoever will see it, and what is wrong with its files and with how they fit together.
pub(super) fn assembled<T>(
    material: &Material,
    options: Options,
    assemble: impl FnOnce(Inputs<'_>) -> Outcome<T>,
) -> Outcome<T> {
    let Material { documents, config, apart, .. } = material;
    let mut findings = material.findings.clone();
    findings.extend(documents.iter().flat_map(|document| document.findings.iter().cloned()));
    let assembled = assemble(material.inputs());
    findings.extend(assembled.findings);
    findings.extend(apart.findings(config, options.edition));
    Outcome { value: assembled.value, findings }
}

impl Planned {
    /// Plans the site of `whole`, which was assembled from `material`.
    pub(super) fn of(material: &Material, whole: Course, options: Options, before: Option<Before<'_>>) -> Self {
        let earlier = before.map(|Before { whole, planned, .. }| Earlier { whole, stripped: &planned.course });
        let stripped = edition::strip(whole, options.edition, options.drafts, earlier);
        let (course, mut findings) = (stripped.value, stripped.findings);
        let planned = plan::plan(&course);
        findings.extend(planned.findings);
        let same = before.map(|before| &before.planned.plan).filter(|plan| ***plan == planned.value);
        let plan = same.map_or_else(|| Arc::new(planned.value), Arc::clone);
        let look = before.and_then(|before| before.look_of(material)).unwrap_or_else(|| Arc::new(Look::of(material)));
        Self { course, plan, look, findings }
    }

    pub(super) fn renderer<'a>(&'a self, strings: &'a Strings) -> Renderer<'a> {
        let Self { course, plan, look, .. } = self;
        Renderer::new(course, plan, strings, &look.engine, &look.theme.assets)
    }

    /// What was found on the way.
    pub(super) fn findings(&self) -> impl Iterator<Item = Finding> {
        self.findings.iter().chain(&self.look.findings).cloned()
    }
}

impl Before<'_> {
    /// The look of `material`, where that is made from the same.
    fn look_of(self, material: &Material) -> Option<Arc<Look>> {
        let Material { sources, config, strings, reader, .. } = self.material;
        let is_same = Arc::ptr_eq(sources, &material.sources)
            && Arc::ptr_eq(config, &material.config)
            && Arc::ptr_eq(strings, &material.strings)
            && Arc::ptr_eq(reader, &material.reader);
        is_same.then(|| Arc::clone(&self.planned.look))
    }
}

impl Look {
    fn of(material: &Material) -> Self {
        let Outcome { value: theme, mut findings } =
            theme::theme(&material.sources, &material.config, &material.reader);
        let engine = engine(&theme.templates, material.strings.all(), &mut findings);
        Self { theme, engine, findings }
    }
}
