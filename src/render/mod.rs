//! Layer 8: plan → bytes, through typed views and templates.

mod address;
#[cfg(feature = "serve")]
mod alone;
mod anki;
mod builder;
mod codes;
mod data;
mod engine;
mod facts;
mod fill;
mod log_scripts;
mod named;
mod offline;
mod outward;
mod reader;
mod search;
mod sheet_data;
pub mod view;

use std::collections::BTreeMap;

use crate::model::kinds::SiteForm;
use crate::plan::{About, Artifact, Plan, Prints};
use crate::strings::Strings;
use crate::text::SitePath;
use crate::theme::Asset;

pub use address::base_path;
#[cfg(feature = "serve")]
pub use alone::alone;
pub use builder::SheetCount;
pub use engine::{Engine, Unmade, engine};
pub use log_scripts::log_scripts;
pub use sheet_data::sheet_data;

pub use facts::{Fact, State};
pub use named::{Directory, NamedFact};
pub use offline::offline_script;
pub use reader::Reads;
pub use search::{LazyIndex, search_script};

use builder::Made;
use codes::Codes;
use reader::{Notebook, PlanReader, Reader};
use sheet_data::{SHEET_DATA, handed_on};

/// Renders the artifacts of a plan, each by itself.
pub struct Renderer<'a> {
    state: State<'a>,
    plan: &'a Plan,
    strings: &'a Strings,
    engine: &'a Engine,
    assets: BTreeMap<String, SitePath>,
    codes: Codes,
    base_path: String,
    /// The ground of light pages.
    ground: Option<&'a str>,
    form: SiteForm,
}

/// What an artifact is written as.
#[derive(Debug)]
pub enum Rendered {
    /// Its bytes.
    Bytes(Vec<u8>),
    /// A file of the course.
    Copy(crate::text::SourcePath),
}

impl<'a> Renderer<'a> {
    /// A renderer of this state. Without the script that worksheets share among its assets it renders none of them.
    pub fn new(
        state: State<'a>,
        strings: &'a Strings,
        engine: &'a Engine,
        assets: impl Iterator<Item = &'a Asset>,
    ) -> Self {
        let assets = assets.map(|asset| (asset.name.clone(), asset.path.clone())).collect();
        let base_path = base_path(state.course.info.base_url.as_deref());
        Self {
            state,
            plan: state.plan,
            strings,
            engine,
            assets,
            codes: Codes::default(),
            base_path,
            ground: None,
            form: SiteForm::Hosted,
        }
    }

    /// The same where the ground of light pages has this colour.
    #[must_use]
    pub fn on(self, ground: Option<&'a str>) -> Self {
        Self { ground, ..self }
    }

    /// The same for a site that is opened from this.
    #[must_use]
    pub fn opened_from(self, form: SiteForm) -> Self {
        Self { form, ..self }
    }

    /// The worker of the site, all other files of which have this digest.
    pub fn worker(&self, digest: &str) -> String {
        let shell = self.plan.shell().map(|artifact| &artifact.path);
        offline::worker(digest, self.assets.values().chain(shell))
    }

    /// Renders one artifact.
    ///
    /// # Errors
    /// Its template cannot be used, or not with this view.
    pub fn render(&self, artifact: &Artifact) -> Result<Rendered, Unmade> {
        self.rendered(artifact, &Notebook::default())
    }

    /// The same, with the facts that it was made of.
    ///
    /// # Errors
    /// Its template cannot be used, or not with this view.
    pub fn render_noting(&self, artifact: &Artifact) -> Result<(Rendered, Reads), Unmade> {
        let notebook = Notebook::open();
        let output = self.rendered(artifact, &notebook)?;
        Ok((output, notebook.into_reads()))
    }

    fn rendered(&self, artifact: &Artifact, notebook: &Notebook) -> Result<Rendered, Unmade> {
        let builder = self.builder(artifact, notebook);
        let text = match builder.made() {
            Made::Copy(source) => return Ok(Rendered::Copy(source)),
            Made::Text(text) => text,
            Made::Page(subject) => self.page(builder, *subject)?,
            Made::Sheets(subject) => handed_on(&self.page(builder, *subject)?),
        };
        Ok(Rendered::Bytes(text.into_bytes()))
    }

    /// The pages of paper of all sheets that are printed by default: those of modules, then those of pages of none.
    pub fn sheet_counts(&self) -> Vec<SheetCount> {
        let mut modules = BTreeMap::new();
        let mut pages = BTreeMap::new();
        let sheets = self.plan.pages().filter(|artifact| artifact.subject.kind().prints == Some(Prints::Sheets));
        let notebook = Notebook::default();
        for artifact in sheets {
            let builder = self.builder(artifact, &notebook);
            match artifact.subject.about() {
                About::Module(module) => drop(modules.insert(module, builder.paper_of_module(module))),
                About::Page(page) => drop(pages.insert(page, builder.paper_of_page(page))),
                About::Course | About::Section(_) | About::Tag(_) | About::File(_) => {}
            }
        }
        modules.into_values().chain(pages.into_values()).flatten().collect()
    }

    /// Renders a page of sheets; `None` where none of them is printed unless somebody chooses it, or it is no page.
    ///
    /// # Errors
    /// Its template cannot be used, or not with this view.
    pub fn sheets(&self, artifact: &Artifact) -> Result<Option<String>, Unmade> {
        let notebook = Notebook::default();
        let builder = self.builder(artifact, &notebook);
        let Made::Page(subject) = builder.made() else { return Ok(None) };
        let prints = subject.prints();
        let html = self.page(builder, *subject)?;
        Ok(prints.then_some(html))
    }

    /// Shows a subject with its template. What has none is no page, and must never become an empty one.
    fn page(&self, builder: builder::Builder<'_>, subject: view::SubjectView) -> Result<String, Unmade> {
        let artifact = builder.artifact;
        let template = artifact.subject.kind().template;
        let needs_sheet_data = artifact.subject.kind().prints.is_some_and(Prints::are_sheets);
        let is_whole = !needs_sheet_data || self.assets.contains_key(SHEET_DATA);
        let template = template.filter(|_| is_whole).ok_or_else(|| Unmade::Told(artifact.path.to_string()))?;
        self.engine.render(template, &builder.view(subject))
    }

    fn builder<'b>(&'b self, artifact: &'b Artifact, notebook: &'b Notebook) -> builder::Builder<'b> {
        builder::Builder {
            course: Reader::new(self.state.course, notebook),
            plan: PlanReader::new(self.state, notebook),
            strings: self.strings,
            assets: &self.assets,
            codes: &self.codes,
            base_path: &self.base_path,
            ground: self.ground,
            form: self.form,
            artifact,
            prefix: "",
            notes: true,
            room: None,
        }
    }
}
