//! What lets a site be read without a connection: a manifest, the script that registers a worker, and the worker.

use serde::Serialize;

use super::builder::Builder;
use crate::assemble::Facts as _;
use crate::model::course::{Rich, Target};
use crate::model::kinds::SiteForm;
use crate::plan::Plan;
use crate::text::SitePath;
use crate::text::id::fingerprint;
use crate::theme::Asset;

/// The name by which templates ask for the address of the script.
const SCRIPT: &str = "offline.js";

/// The name of the theme's icon.
const ICON: &str = "icon.svg";

const REGISTER: &str = include_str!("register.js");
const WORKER: &str = include_str!("worker.js");
const LEAVE: &str = include_str!("leave.js");

/// The script that registers the worker.
pub fn offline_script() -> Asset {
    Asset::new(SCRIPT.to_owned(), REGISTER.as_bytes().to_vec())
}

/// What the worker knows of its site.
#[derive(Serialize)]
struct Site<'a> {
    /// Another one for each state of the site, and of the worker.
    version: &'a str,
    /// The files that are kept from the start, by their addresses from the root.
    shell: Vec<String>,
}

/// The worker of a site whose files have this digest.
pub(super) fn worker<'a>(digest: &str, shell: impl Iterator<Item = &'a SitePath>) -> String {
    let version = fingerprint(format!("{digest}{WORKER}").as_bytes());
    let site = Site { version: &version[..16], shell: shell.map(SitePath::encoded).collect() };
    let site = serde_json::to_string(&site).unwrap_or_default();
    format!("const SITE = {site};\n{WORKER}")
}

/// A worker that takes everything back, for a preview: it may have the address of a site that was kept.
pub(super) fn leaving_worker() -> String {
    LEAVE.to_owned()
}

/// `manifest.webmanifest`
#[derive(Serialize)]
struct Manifest<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    lang: &'a str,
    dir: &'a str,
    start_url: &'static str,
    scope: &'static str,
    display: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    background_color: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    theme_color: Option<&'a str>,
    icons: Vec<Icon>,
}

#[derive(Serialize)]
struct Icon {
    src: String,
    sizes: String,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    media_type: Option<&'static str>,
}

impl Builder<'_> {
    /// The manifest, by which a browser puts the course among the programs of a device. A window of its own with all
    /// buttons hidden would have, on some systems, a storage of its own, without the log that was begun in the browser.
    pub(super) fn web_manifest(self) -> String {
        let info = self.course.info();
        let manifest = Manifest {
            name: info.title.text(),
            description: info.description.as_ref().map(Rich::text),
            lang: &info.language,
            dir: self.strings.get("language.direction"),
            start_url: "./",
            scope: "./",
            display: "minimal-ui",
            background_color: self.ground,
            theme_color: self.ground,
            icons: self.icon().into_iter().collect(),
        };
        // Every value of it is text, so this cannot fail.
        serde_json::to_string(&manifest).unwrap_or_default() + "\n"
    }

    fn icon(self) -> Option<Icon> {
        let favicon = self.course.info().favicon.as_ref();
        let of_theme = || Some(self.assets.get(ICON)?.clone());
        let path = match favicon {
            Some(Target::File(file)) => Some(self.course.file(*file).path.clone()),
            Some(_) => None,
            None => of_theme(),
        }?;
        let ending = path.as_str().rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        let media_type = match ending.as_deref() {
            Some("svg") => Some("image/svg+xml"),
            Some("png") => Some("image/png"),
            Some("webp") => Some("image/webp"),
            Some("jpg" | "jpeg") => Some("image/jpeg"),
            _ => None,
        };
        let size =
            favicon.and_then(|target| self.course.image_size(target)).filter(|_| media_type != Some("image/svg+xml"));
        let sizes = size.map_or_else(|| "any".to_owned(), |size| format!("{}x{}", size.width, size.height));
        Some(Icon { src: self.href(&path), sizes, media_type })
    }

    /// Where the manifest lies, if the site can be read without a connection.
    pub(super) fn manifest_href(self) -> Option<String> {
        let is_kept = self.form == SiteForm::Hosted && self.course.is_kept_offline();
        is_kept.then(|| self.href(&SitePath::new(Plan::WEB_MANIFEST)))
    }
}
