//! Texts with links → texts whose links lead somewhere.

use std::sync::Arc;

use super::left_out::finding_of_link;
use super::lookup::{Lookup, Wanted};
use super::references::{Sought, Spoken};
use crate::finding::{Finding, Rule};
use crate::model::course::{PageId, Rich, Target};
use crate::model::fragment::{Fragment, Link, LinkKind};
use crate::model::text::Text;
use crate::parse::Document;
use crate::text::address::{composed, decode};
use crate::text::{Place, SourcePath};

/// Resolves links.
#[derive(Clone, Copy)]
pub(super) struct Linker<'a> {
    pub(super) lookup: &'a Lookup,
}

/// Where a text stands, for links in it.
#[derive(Clone, Debug)]
pub(super) struct From {
    /// Its file, below `content/`.
    pub(super) file: SourcePath,
    /// The folder of its module, from `content/`.
    pub(super) module_folder: Option<String>,
    /// The page that a bare `#anchor` means.
    pub(super) page: Option<PageId>,
}

impl From {
    pub(super) fn page(document: &Document, page: PageId) -> Self {
        Self { file: document.file.path().clone(), module_folder: document.bundle.clone(), page: Some(page) }
    }

    /// The folders in which references are looked for, from `content/`.
    pub(super) fn folders(&self) -> Vec<&str> {
        let own = self.file.folder().strip_prefix("content").unwrap_or_default().trim_start_matches('/');
        let mut folders = vec![own];
        for folder in self.module_folder.as_deref().into_iter().chain([""]) {
            if !folders.contains(&folder) {
                folders.push(folder);
            }
        }
        folders
    }
}

/// A link as it was written.
#[derive(Clone, Copy)]
struct Written<'w> {
    destination: &'w str,
    image: bool,
    place: &'w Place,
    /// Whether it stands in a text, and is not the value of a key.
    in_markdown: bool,
}

/// Schemes that links may have.
const SCHEMES: [&str; 6] = ["http", "https", "mailto", "tel", "ftp", "sms"];

impl Linker<'_> {
    /// A text of front matter with its links resolved.
    pub(super) fn rich(self, text: &Text, from: &From, findings: &mut Vec<Finding>) -> Rich {
        if text.fragment.links.is_empty() {
            return Rich { fragment: Arc::clone(&text.fragment), targets: Arc::from([]), place: text.place.clone() };
        }
        // Links of inherited texts are meant from the file in which they were written.
        let inherited = text.place.path != from.file && text.place.path.as_str().starts_with("content/");
        let written = From { file: text.place.path.clone(), ..from.clone() };
        let targets = self.targets(&text.fragment, &text.place.path, if inherited { &written } else { from }, findings);
        Rich { fragment: Arc::clone(&text.fragment), targets, place: text.place.clone() }
    }

    /// A body, or a part of one, with its links resolved.
    pub(super) fn body(
        self,
        fragment: &Arc<Fragment>,
        path: &SourcePath,
        from: &From,
        findings: &mut Vec<Finding>,
    ) -> Rich {
        let targets = self.targets(fragment, path, from, findings);
        Rich { fragment: Arc::clone(fragment), targets, place: Place::file(path) }
    }

    fn targets(
        self,
        fragment: &Fragment,
        path: &SourcePath,
        from: &From,
        findings: &mut Vec<Finding>,
    ) -> Arc<[Target]> {
        let target = |link: &Link| {
            if link.kind == LinkKind::Mention {
                return self.lookup.file(&link.destination, &from.folders()).map_or(Target::Broken, Target::File);
            }
            let place = Place::new(path, link.span);
            let image = link.kind == LinkKind::Image;
            let written = Written { destination: &link.destination, image, place: &place, in_markdown: true };
            self.resolved(written, from, findings)
        };
        fragment.links.iter().map(target).collect()
    }

    /// Where `destination`, the value of a key that is written at `place`, leads.
    pub(super) fn target(
        self,
        destination: &str,
        image: bool,
        place: &Place,
        from: &From,
        findings: &mut Vec<Finding>,
    ) -> Target {
        self.resolved(Written { destination, image, place, in_markdown: false }, from, findings)
    }

    fn resolved(self, written: Written<'_>, from: &From, findings: &mut Vec<Finding>) -> Target {
        let Written { destination, image, place, in_markdown } = written;
        let destination = destination.trim();
        match scheme(destination) {
            Some(scheme) if SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()) => {
                findings.extend(image.then(|| remote(place)));
                return Target::External(destination.to_owned());
            }
            Some(scheme) => {
                let message = format!("no page may link to a `{scheme}:` address");
                findings.push(Finding::new(Rule::BrokenLink, place.clone(), message).help("link to a page or a file"));
                return Target::Broken;
            }
            None if destination.starts_with("//") => {
                findings.extend(image.then(|| remote(place)));
                return Target::External(destination.to_owned());
            }
            None => {}
        }
        let (path, anchor) = match destination.split_once('#') {
            Some((path, anchor)) => {
                (path, Some(composed(&decode(anchor)).into_owned()).filter(|anchor| !anchor.is_empty()))
            }
            None => (destination, None),
        };
        let path = decode(path.split('?').next().unwrap_or_default());
        if !path.is_empty() {
            let sought = if image { Sought::Image } else { Sought::Link };
            self.lookup.hear(&Spoken { place, typed: destination, path: &path, in_markdown, sought }, from);
        }
        self.internal(&path, anchor, image, from).unwrap_or_else(|| {
            findings.push(self.broken(&path, image, place, from));
            Target::Broken
        })
    }

    fn internal(self, path: &str, anchor: Option<String>, image: bool, from: &From) -> Option<Target> {
        if path.is_empty() {
            anchor.as_ref()?;
            return from.page.filter(|_| !image).map(|page| Target::Page(page, anchor));
        }
        Some(match self.lookup.target(path, image, &from.folders())? {
            Target::Page(page, _) => Target::Page(page, anchor),
            Target::Address(address, _) => Target::Address(address, anchor),
            other => other,
        })
    }

    fn broken(self, path: &str, image: bool, place: &Place, from: &From) -> Finding {
        if path.is_empty() {
            return Finding::new(Rule::BrokenLink, place.clone(), "the link has no destination")
                .help("write where it leads between the parentheses");
        }
        if let Some((file, why)) = self.lookup.nearly_left_out(path, &from.folders()) {
            return finding_of_link(image, place, file, why);
        }
        if image {
            let help = match self.lookup.nearest_file(path, &from.folders()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "put the file beside this page, or give its path from here or from `content/`".to_owned(),
            };
            return Finding::new(Rule::MissingImage, place.clone(), format!("there is no image `{path}`")).help(help);
        }
        let help = match self.lookup.nearest(path, &from.folders(), Wanted::Any) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "give the path of a file from this folder, from the module, or from `content/`".to_owned(),
        };
        Finding::new(Rule::BrokenLink, place.clone(), format!("the link to `{path}` leads to nothing")).help(help)
    }
}

fn remote(place: &Place) -> Finding {
    let message = "this image is fetched from another host, which learns who reads the page";
    Finding::new(Rule::RemoteImage, place.clone(), message).help("put a copy of the file beside this page")
}

/// What stands before the first colon, where that is the scheme of an address.
fn scheme(destination: &str) -> Option<&str> {
    let (scheme, _) = destination.split_once(':')?;
    let fits = scheme.len() > 1
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte))
        && scheme.as_bytes()[0].is_ascii_alphabetic();
    fits.then_some(scheme)
}
