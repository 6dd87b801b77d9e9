//! One page at a time, for a preview.

use std::path::{Path, PathBuf};

use super::{Report, Site};
use crate::config::course::FILE;
use crate::finding::{Finding, Rule, Severity};
use crate::model::kinds::Edition;
use crate::render::{Output, base_path};
use crate::text::SitePath;

/// What is at an address of the site.
#[derive(Debug)]
pub enum Page {
    /// A page or data file, and the file that holds it in the built site.
    Made(Vec<u8>, String),
    /// A file that is copied, and the file that holds it in the built site.
    Copied(PathBuf, String),
    /// The address lacks its final slash.
    At(String),
    /// Nothing.
    Nothing,
    /// Something that its template cannot make.
    Broken(Box<Finding>),
}

/// The files and folders that the course in `root` is read from, there or not.
pub fn sources(root: &Path, answers: &str) -> Vec<PathBuf> {
    let names = [FILE, "content", "static", "templates", "themes", "i18n", answers];
    names.iter().map(|name| root.join(name)).collect()
}

impl Site {
    /// What is at `path`, decoded and without `/` at its start.
    pub fn page(&self, path: &str) -> Page {
        if let Some(asset) = self.theme.assets.iter().find(|asset| asset.path.as_str() == path) {
            return Page::Made(asset.bytes.clone(), path.to_owned());
        }
        let file = SitePath::new(path).output_file();
        let Some(artifact) = self.plan.artifacts.get(&file) else {
            let with_slash = format!("{path}/index.html");
            let is_near = !path.is_empty() && self.plan.artifacts.contains_key(&with_slash);
            return if is_near { Page::At(format!("{path}/")) } else { Page::Nothing };
        };
        match self.renderer().render(artifact) {
            Ok(Output::Bytes(bytes)) => Page::Made(bytes, file),
            Ok(Output::Copy(source)) => Page::Copied(self.sources.on_disk(&source), file),
            Err(finding) => Page::Broken(finding),
        }
    }

    /// The title of the course.
    pub fn title(&self) -> &str {
        self.course.info.title.text()
    }

    /// The path of the site on its host: `/` or `/course/`.
    pub fn base_path(&self) -> String {
        base_path(self.course.info.base_url.as_deref())
    }

    /// What was found so far, before anything was rendered.
    pub fn found(&self) -> Report {
        self.report(Vec::new())
    }

    /// Everything that is wrong; `None` where `stop` ended the search.
    pub fn find_all(&self, stop: &(dyn Fn() -> bool + Sync)) -> Option<Report> {
        let broken = self.broken(stop);
        (!stop()).then(|| self.report(broken))
    }

    /// Whether pages can be made as they are meant: the configuration is whole, and so are theme and templates.
    pub fn is_whole(&self) -> bool {
        let is_in_config = |finding: &Finding| finding.place.path == *self.sources.config.path();
        !self.findings.iter().any(|finding| match finding.rule {
            Rule::BrokenTemplate | Rule::BrokenTheme | Rule::UnknownTheme => true,
            _ => finding.severity == Severity::Error && is_in_config(finding),
        })
    }

    /// The files and folders that the site is made from, there or not.
    pub fn watched(&self) -> Vec<PathBuf> {
        sources(&self.sources.root, self.config.answers_folder())
    }

    /// The folders that sites of this course are written to.
    pub fn outputs(&self) -> Vec<PathBuf> {
        [Edition::Learner, Edition::Instructor].map(|edition| self.own_folder(edition)).into()
    }
}
