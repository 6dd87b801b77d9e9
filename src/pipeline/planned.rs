//! A course for its readers, up to the plan of its site: the one way that a build, a check and a preview take.

use std::sync::Arc;

use super::Options;
use super::material::Material;
use crate::assemble::edition::{self, Earlier, strip_edited};
use crate::assemble::{Assembled, EditionCourse, Inputs};
use crate::finding::{Exchange, Finding, Outcome};
use crate::model::course::Course;
use crate::model::kinds::SiteForm;
use crate::plan::{self, Holdings, Plan};
use crate::render::{
    Engine, LazyIndex, Renderer, State, engine, log_scripts, offline_script, search_script, sheet_data,
};
use crate::strings::Strings;
use crate::theme::{self, Asset, Theme};

/// Everything that pages are rendered from, besides the words of the interface. Clones share all of it.
#[derive(Clone)]
pub(super) struct Planned {
    pub(super) course: EditionCourse,
    pub(super) plan: Arc<Plan>,
    pub(super) look: Arc<Look>,
    /// What the site will be opened from. A preview has one all the time.
    form: SiteForm,
    /// What the site is searched by, once somebody asks for it.
    index: Arc<LazyIndex>,
    /// What the plan was made from, besides the outline.
    holdings: Holdings,
    /// What was found of the plan.
    of_plan: Arc<[Finding]>,
}

/// What pages look like.
pub(super) struct Look {
    pub(super) theme: Arc<Theme>,
    pub(super) engine: Arc<Engine>,
    /// The script that all worksheets share; `None` where the template of its form cannot be used.
    sheet_data: Option<Arc<Asset>>,
    /// The script by which browsers keep what was read, if the course wants that.
    offline: Option<Asset>,
    /// The script that searches, if the course wants that.
    search: Option<Asset>,
    /// The scripts of the learner's log.
    log_scripts: Arc<[Asset]>,
    findings: Vec<Finding>,
    /// Whether it is the look of before what is wrong now.
    pub(super) is_older: bool,
}

/// An earlier state of a course. What is the same in it is not made again.
#[derive(Clone, Copy)]
pub(super) struct Before<'a> {
    pub(super) material: &'a Material,
    pub(super) assembled: &'a Assembled,
    pub(super) planned: &'a Planned,
}

/// The course of `material`, whoever will see it, and what is wrong with its files and with how they fit together.
pub(super) fn assembled<T>(
    material: &Material,
    options: Options,
    assemble: impl FnOnce(Inputs<'_>) -> Outcome<T>,
) -> Outcome<T> {
    let Material { documents, config, answers, .. } = material;
    let mut findings = material.findings.clone();
    findings.extend(documents.iter().flat_map(|document| document.findings.iter().cloned()));
    let assembled = assemble(material.inputs());
    findings.extend(assembled.findings);
    findings.extend(answers.findings(config, options.edition));
    Outcome { value: assembled.value, findings }
}

impl Planned {
    /// Plans the site of `whole`, which was assembled from `material`.
    pub(super) fn of(material: &Material, whole: Course, options: Options, before: Option<Before<'_>>) -> Self {
        let form = options.form;
        let look = || {
            let earlier = before.and_then(|before| before.look_of(material));
            earlier.unwrap_or_else(|| Arc::new(Look::of(material, form)))
        };
        let plan = || {
            let earlier = before.map(|Before { assembled, planned, .. }| Earlier {
                whole: &assembled.course,
                stripped: &planned.course,
            });
            let course = edition::strip(whole, options.edition, options.drafts, earlier);
            let holdings = Holdings::of(&course);
            let (plan, of_plan) = plan_of(&course, &holdings, form, before.map(|before| before.planned));
            (course, holdings, plan, of_plan)
        };
        let ((course, holdings, plan, of_plan), look) = rayon::join(plan, look);
        Self { course, plan, look, form, index: Arc::default(), holdings, of_plan }
    }

    /// The same of `whole`, which is `before` with other texts, and what becomes of the findings of the edition; `None` where
    /// the plan may be another.
    pub(super) fn edited(&self, whole: &Course, before: &Course) -> Option<(Self, Exchange)> {
        let (course, exchange) = strip_edited(whole, Earlier { whole: before, stripped: &self.course })?;
        if !course.outline().is_same(self.course.outline()) {
            return None;
        }
        let holdings = self.holdings.over(&self.course, &course)?;
        // The search index is made from the texts.
        Some((Self { course, holdings, index: Arc::default(), ..self.clone() }, exchange))
    }

    pub(super) fn renderer<'a>(&'a self, strings: &'a Strings) -> Renderer<'a> {
        let look = &self.look;
        Renderer::new(self.state(), strings, &look.engine, look.assets())
            .on(look.theme.ground.as_deref())
            .opened_from(self.form)
    }

    /// Makes what the site is searched by, which threads that render may not be the first to ask for.
    pub(super) fn make_index(&self) {
        if !self.plan.searched().is_empty() {
            self.index.make(&self.course, &self.plan);
        }
    }

    /// What facts of it are about.
    pub(super) fn state(&self) -> State<'_> {
        State { course: &self.course, plan: &self.plan, index: &self.index }
    }

    /// What was found on the way.
    pub(super) fn findings(&self) -> impl Iterator<Item = Finding> {
        self.course.findings().chain(self.of_plan.iter().chain(&self.look.findings).cloned())
    }
}

/// The plan of `course`; that of `before` where it would be made from the same, or is the same.
fn plan_of(
    course: &EditionCourse,
    holdings: &Holdings,
    form: SiteForm,
    before: Option<&Planned>,
) -> (Arc<Plan>, Arc<[Finding]>) {
    if let Some(before) = before
        && course.outline().is_same(before.course.outline())
        && before.holdings == *holdings
    {
        return (Arc::clone(&before.plan), Arc::clone(&before.of_plan));
    }
    let Outcome { value: plan, findings } = plan::plan(course.outline(), holdings, form);
    let same = before.map(|before| &before.plan).filter(|before| ***before == plan);
    (same.map_or_else(|| Arc::new(plan), Arc::clone), findings.into())
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
    /// The same as it looked before it broke, and what is wrong with it now.
    pub(super) fn as_before(&self, older: &Self) -> Self {
        let (theme, engine) = (Arc::clone(&older.theme), Arc::clone(&older.engine));
        let (sheet_data, offline) = (older.sheet_data.clone(), older.offline.clone());
        let (log_scripts, search) = (Arc::clone(&self.log_scripts), self.search.clone());
        Self {
            theme,
            engine,
            sheet_data,
            log_scripts,
            search,
            offline,
            findings: self.findings.clone(),
            is_older: true,
        }
    }

    /// The files that pages name by their hashes.
    pub(super) fn assets(&self) -> impl Iterator<Item = &Asset> {
        let of_theme = self.theme.assets.iter().chain(self.sheet_data.as_deref());
        of_theme.chain(self.log_scripts.iter()).chain(&self.offline).chain(&self.search)
    }

    /// Whether pages look the same.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.theme, &other.theme) && Arc::ptr_eq(&self.engine, &other.engine)
    }

    fn of(material: &Material, form: SiteForm) -> Self {
        let Outcome { value: theme, mut findings } =
            theme::theme(&material.sources, &material.config, &material.reader, &material.strings);
        let engine = engine(&theme.templates, material.strings.all(), &mut findings);
        let sheet_data = sheet_data(&material.config.id, &material.strings, &engine);
        let sheet_data = sheet_data.map_err(|unmade| findings.extend(unmade.finding())).ok().map(Arc::new);
        let log_scripts =
            log_scripts(&material.config.id, &material.config.title.fragment.text, &material.strings).into();
        let offline = (material.config.offline && form == SiteForm::Hosted).then(offline_script);
        let search = material.config.search.then(|| search_script(&material.config.language, &material.strings));
        let (theme, engine) = (Arc::new(theme), Arc::new(engine));
        Self { theme, engine, sheet_data, log_scripts, search, offline, findings, is_older: false }
    }
}
