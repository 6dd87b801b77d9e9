//! Layer 7: plan → bytes, through typed views and templates.

mod address;
mod build;
mod data;
mod engine;
mod fill;
pub mod view;

use std::collections::BTreeMap;

use crate::assemble::EditionCourse;
use crate::plan::{Artifact, Plan, Subject};
use crate::strings::Strings;
use crate::text::SitePath;
use crate::theme::Asset;
use view::View;

pub use address::base_path;
pub use build::SheetCount;
pub use engine::{Engine, Unmade, engine};

/// Renders the artifacts of a plan, each by itself.
pub struct Renderer<'a> {
    course: &'a EditionCourse,
    plan: &'a Plan,
    strings: &'a Strings,
    engine: &'a Engine,
    assets: BTreeMap<String, SitePath>,
    base_path: String,
}

/// What an artifact is written as.
#[derive(Debug)]
pub enum Output {
    /// Its bytes.
    Bytes(Vec<u8>),
    /// A file of the course.
    Copy(crate::text::SourcePath),
}

impl<'a> Renderer<'a> {
    /// A renderer for `plan`.
    pub fn new(
        course: &'a EditionCourse,
        plan: &'a Plan,
        strings: &'a Strings,
        engine: &'a Engine,
        assets: &[Asset],
    ) -> Self {
        let assets = assets.iter().map(|asset| (asset.name.clone(), asset.path.clone())).collect();
        Self { course, plan, strings, engine, assets, base_path: base_path(course.info.base_url.as_deref()) }
    }

    /// Renders one artifact.
    ///
    /// # Errors
    /// Its template cannot be used, or not with this view.
    pub fn render(&self, artifact: &Artifact) -> Result<Output, Unmade> {
        let data = data::Data {
            course: self.course,
            plan: self.plan,
            strings: self.strings,
            base: self.course.info.base_url.as_deref().unwrap_or(&self.base_path),
        };
        let text = match artifact.subject {
            Subject::Copy(file) => return Ok(Output::Copy(self.course.files[file.0].source.clone())),
            Subject::CourseData => data.course(),
            Subject::ModuleData(module) => data.module(module),
            Subject::Sitemap(part) => data.sitemap(part),
            Subject::Robots => data.robots(),
            _ => self.page(artifact)?,
        };
        Ok(Output::Bytes(text.into_bytes()))
    }

    /// The pages of paper of all sheets that are printed by default: those of modules, then those of pages of none.
    pub fn sheet_counts(&self) -> Vec<SheetCount> {
        let mut modules = BTreeMap::new();
        let mut pages = BTreeMap::new();
        for artifact in self.plan.pages() {
            match artifact.subject {
                Subject::Print(module) => drop(modules.insert(module, self.builder(artifact).paper_of_module(module))),
                Subject::PrintPage(page) => drop(pages.insert(page, self.builder(artifact).paper_of_page(page))),
                _ => {}
            }
        }
        modules.into_values().chain(pages.into_values()).flatten().collect()
    }

    /// Renders a page of sheets; `None` where none of them is printed unless somebody chooses it.
    ///
    /// # Errors
    /// Its template cannot be used, or not with this view.
    pub fn sheets(&self, artifact: &Artifact) -> Result<Option<String>, Unmade> {
        let (template, view) = self.view(artifact)?;
        let html = self.engine.render(template, &view)?;
        Ok(view.subject.prints().then_some(html))
    }

    fn page(&self, artifact: &Artifact) -> Result<String, Unmade> {
        let (template, view) = self.view(artifact)?;
        self.engine.render(template, &view)
    }

    /// What has no template is no page, and must never become an empty one.
    fn view(&self, artifact: &Artifact) -> Result<(&'static str, View), Unmade> {
        self.builder(artifact).view().ok_or_else(|| Unmade::Told(artifact.path.to_string()))
    }

    fn builder(&'a self, artifact: &'a Artifact) -> build::Builder<'a> {
        build::Builder {
            course: self.course,
            plan: self.plan,
            strings: self.strings,
            assets: &self.assets,
            base_path: &self.base_path,
            artifact,
            prefix: "",
        }
    }
}
