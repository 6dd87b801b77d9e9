//! Addresses as they are written in one artifact.

use crate::assemble::Facts as _;
use crate::model::course::Target;
use crate::model::kinds::SiteForm;
use crate::render::reader::Reader;
use crate::text::SitePath;
use crate::text::address::encode_fragment;

/// How addresses are written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Style<'a> {
    /// Relative to the artifact at this path, in a site that is opened from this.
    From(&'a SitePath, SiteForm),
    /// From the root of the host, with this path before them (`/course/`).
    Rooted(&'a str),
}

impl Style<'_> {
    /// The address of an artifact.
    pub(super) fn path(self, path: &SitePath) -> String {
        match self {
            Self::From(from, SiteForm::Hosted) => path.relative_to(from),
            Self::From(from, SiteForm::Folder) => SitePath::new(path.output_file()).relative_to(from),
            Self::Rooted(base) => format!("{base}{}", path.encoded()),
        }
    }

    /// The address of a place in an artifact.
    pub(super) fn place(self, path: &SitePath, anchor: Option<&str>) -> String {
        let Some(anchor) = anchor else { return self.path(path) };
        let anchor = encode_fragment(anchor);
        match self {
            Self::From(from, _) if from == path => format!("#{anchor}"),
            Self::From(..) | Self::Rooted(_) => format!("{}#{anchor}", self.path(path)),
        }
    }

    /// Whether an address that was written so leads to the page above the one that it stands on.
    pub(super) fn leads_above(self, address: &str) -> bool {
        let above = match self {
            Self::From(_, SiteForm::Hosted) => "../",
            Self::From(_, SiteForm::Folder) => "../index.html",
            Self::Rooted(_) => return false,
        };
        address.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('#'))
    }

    /// The address that a link leads to; a broken one leads nowhere, and its finding keeps the site from being written.
    pub(super) fn target(self, course: Reader<'_>, target: &Target) -> String {
        match target {
            Target::Page(page, anchor) => self.place(&course.page(*page).path, anchor.as_deref()),
            Target::File(file) => self.path(&course.file(*file).path),
            Target::Address(path, anchor) => self.place(path, anchor.as_deref()),
            Target::External(address) => address.clone(),
            Target::Broken => String::new(),
        }
    }
}

/// The path of the site on its host, from its whole address: `https://example.org/course/` → `/course/`.
pub fn base_path(base_url: Option<&str>) -> String {
    let rest = base_url.and_then(|url| url.split_once("://")).map_or("", |(_, rest)| rest);
    rest.find('/').map_or_else(|| "/".to_owned(), |slash| rest[slash..].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_path_is_what_follows_the_host() {
        assert_eq!(base_path(Some("https://example.org/a/b/")), "/a/b/");
        assert_eq!(base_path(Some("https://example.org/")), "/");
        assert_eq!(base_path(None), "/");
    }

    #[test]
    fn a_place_on_the_same_page_is_a_fragment() {
        let page = SitePath::new("a/b/");
        let style = Style::From(&page, SiteForm::Hosted);
        assert_eq!(style.place(&page, Some("x y")), "#x%20y");
        assert_eq!(style.place(&SitePath::new("a/c/"), Some("x")), "../c/#x");
        assert_eq!(Style::Rooted("/course/").place(&page, None), "/course/a/b/");
    }

    #[test]
    fn in_a_folder_a_page_is_named_by_its_file() {
        let page = SitePath::new("a/b/");
        let style = Style::From(&page, SiteForm::Folder);
        let written = |path: &str| style.path(&SitePath::new(path));
        assert_eq!(
            ["", "a/", "a/b/", "a/b/c/"].map(written),
            ["../../index.html", "../index.html", "index.html", "c/index.html"]
        );
        assert_eq!(written("assets/site.css"), "../../assets/site.css");
        assert_eq!(style.place(&page, Some("x")), "#x");
        assert_eq!(style.place(&SitePath::new("a/c/"), Some("x")), "../c/index.html#x");
    }

    #[test]
    fn the_page_above_is_known_by_either_address() {
        let page = SitePath::new("a/b/");
        let above = |form, address| Style::From(&page, form).leads_above(address);
        assert!(above(SiteForm::Hosted, "../") && above(SiteForm::Hosted, "../#x"));
        assert!(!above(SiteForm::Hosted, "../c/") && !above(SiteForm::Folder, "../c/index.html"));
        assert!(above(SiteForm::Folder, "../index.html#x"));
        assert!(!Style::Rooted("/").leads_above("../"));
    }
}
