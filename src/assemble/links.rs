//! Texts with links → texts whose links lead somewhere.

use std::sync::Arc;

use super::identity::{Ids, Thing};
use super::left_out::{finding_of_link, finding_of_reference};
use super::lookup::{Lookup, Wanted};
use super::reference::{LinkBase, Reference, Sought, Spoken};
use crate::finding::{Finding, Rule};
use crate::model::course::{PageId, PageRole, Rich, Target};
use crate::model::fragment::{Fragment, Link, LinkKind};
use crate::model::text::{Located, Text};
use crate::text::address::{composed, decode};
use crate::text::{Place, SourcePath};

/// Resolves the references and ids of one module or page, and keeps what is wrong with them.
pub(super) struct Resolver<'a> {
    pub(super) lookup: &'a Lookup,
    /// Where the texts stand that are resolved.
    pub(super) from: LinkBase,
    /// The ids that are taken.
    pub(super) ids: Ids,
    /// What was found.
    pub(super) findings: Vec<Finding>,
    /// What was said, where somebody listens.
    pub(super) heard: Option<Vec<Reference>>,
    /// How many suggestions may still be looked for.
    suggestions: usize,
}

/// After so many broken references of one module one more suggestion helps nobody, and each costs a search.
const MOST_SUGGESTIONS: usize = 20;

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

impl<'a> Resolver<'a> {
    /// A resolver for texts that stand at `from`, beside what has these `ids`; it notes references where `listens` is true.
    pub(super) fn new(lookup: &'a Lookup, from: LinkBase, ids: Ids, listens: bool) -> Self {
        let heard = listens.then(Vec::new);
        Self { lookup, from, ids, findings: Vec::new(), heard, suggestions: MOST_SUGGESTIONS }
    }

    /// The texts that follow stand at `from`; gives where those before did.
    pub(super) fn stand(&mut self, from: LinkBase) -> LinkBase {
        std::mem::replace(&mut self.from, from)
    }

    /// The id of a thing: its own, else one made from `source`.
    pub(super) fn id(&mut self, thing: Thing, own: Option<&Located<String>>, source: &str, place: &Place) -> String {
        let (id, finding) = self.ids.give(thing, own, source, place);
        self.findings.extend(finding);
        id
    }

    /// The page that `reference` means here.
    pub(super) fn page(&self, reference: &str, wanted: Wanted) -> Option<(PageId, PageRole)> {
        self.lookup.page(reference, &self.from.folders(), wanted)
    }

    /// What the author may have meant by `reference`, which means nothing here.
    pub(super) fn nearest(&mut self, reference: &str, wanted: Wanted) -> Option<String> {
        if self.may_suggest() { self.lookup.nearest(reference, &self.from.folders(), wanted) } else { None }
    }

    /// Whether one more suggestion may be looked for, which it then is.
    pub(super) fn may_suggest(&mut self) -> bool {
        let left = self.suggestions.checked_sub(1);
        self.suggestions = left.unwrap_or_default();
        left.is_some()
    }

    /// Notes a reference where somebody listens.
    pub(super) fn hear(&mut self, spoken: &Spoken<'_>) {
        if let Some(heard) = &mut self.heard {
            heard.push(self.lookup.reference(spoken, &self.from));
        }
    }

    /// A text of front matter with its links resolved.
    pub(super) fn rich(&mut self, text: &Text) -> Rich {
        if text.fragment.links.is_empty() {
            return Rich { fragment: Arc::clone(&text.fragment), targets: Box::default(), place: text.place.clone() };
        }
        // Links of inherited texts are meant from the file in which they were written.
        let inherited = text.place.path != self.from.file && text.place.path.as_str().starts_with("content/");
        let own = inherited.then(|| self.stand(LinkBase { file: text.place.path.clone(), ..self.from.clone() }));
        let targets = self.targets(&text.fragment, &text.place.path);
        if let Some(own) = own {
            self.stand(own);
        }
        Rich { fragment: Arc::clone(&text.fragment), targets, place: text.place.clone() }
    }

    /// A body, or a part of one, with its links resolved.
    pub(super) fn body(&mut self, fragment: &Arc<Fragment>, path: &SourcePath) -> Rich {
        let targets = self.targets(fragment, path);
        Rich { fragment: Arc::clone(fragment), targets, place: Place::file(path) }
    }

    fn targets(&mut self, fragment: &Fragment, path: &SourcePath) -> Box<[Target]> {
        let target = |link: &Link| {
            if link.kind == LinkKind::Mention {
                let file = self.lookup.file(&link.destination, &self.from.folders());
                return file.map_or(Target::Broken, Target::File);
            }
            let place = Place::new(path, link.span);
            if link.kind == LinkKind::Code {
                return self.code(&link.destination, &place);
            }
            let image = link.kind == LinkKind::Image;
            self.resolved(Written { destination: &link.destination, image, place: &place, in_markdown: true })
        };
        fragment.links.iter().map(target).collect()
    }

    /// The file that lines of code are taken from; whoever took them has told of one that is not there.
    fn code(&mut self, path: &str, place: &Place) -> Target {
        self.hear(&Spoken { place, typed: path, path, in_markdown: false, sought: Sought::Image });
        self.lookup.file(path, &self.from.folders()).map_or(Target::Broken, Target::File)
    }

    /// Where `destination`, the value of a key that is written at `place`, leads.
    pub(super) fn target(&mut self, destination: &str, image: bool, place: &Place) -> Target {
        self.resolved(Written { destination, image, place, in_markdown: false })
    }

    fn resolved(&mut self, written: Written<'_>) -> Target {
        let Written { destination, image, place, in_markdown } = written;
        let destination = destination.trim();
        if let Some(target) = self.elsewhere(destination, image, place) {
            return target;
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
            self.hear(&Spoken { place, typed: destination, path: &path, in_markdown, sought });
        }
        self.internal(&path, anchor, image).unwrap_or_else(|| {
            let broken = self.broken(&path, image, place);
            self.findings.push(broken);
            Target::Broken
        })
    }

    /// Where an address that names its host or scheme leads.
    fn elsewhere(&mut self, destination: &str, image: bool, place: &Place) -> Option<Target> {
        match scheme(destination) {
            Some(scheme) if !SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()) => {
                let message = format!("pages cannot link to `{scheme}:` addresses");
                let finding = Finding::new(Rule::BrokenLink, place.clone(), message);
                self.findings.push(finding.help("link to a page or a file"));
                return Some(Target::Broken);
            }
            None if !destination.starts_with("//") => return None,
            _ => {}
        }
        self.findings.extend(image.then(|| remote(place)));
        Some(Target::External(destination.to_owned()))
    }

    fn internal(&self, path: &str, anchor: Option<String>, image: bool) -> Option<Target> {
        if path.is_empty() {
            anchor.as_ref()?;
            return self.from.page.filter(|_| !image).map(|page| Target::Page(page, anchor));
        }
        Some(match self.lookup.target(path, image, &self.from.folders())? {
            Target::Page(page, _) => Target::Page(page, anchor),
            Target::Address(address, _) => Target::Address(address, anchor),
            other => other,
        })
    }

    fn broken(&mut self, path: &str, image: bool, place: &Place) -> Finding {
        if path.is_empty() {
            return Finding::new(Rule::BrokenLink, place.clone(), "the link has no destination")
                .help("add the destination between the parentheses");
        }
        if let Some((file, why)) = self.lookup.nearly_left_out(path, &self.from.folders()) {
            return finding_of_link(image, place, file, why);
        }
        if image {
            let may_suggest = self.may_suggest();
            let near = may_suggest.then(|| self.lookup.nearest_file(path, &self.from.folders())).flatten();
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "put the file next to this page, or use a path relative to the page's folder or to `content/`"
                    .to_owned(),
            };
            return Finding::new(Rule::MissingImage, place.clone(), format!("there is no image `{path}`")).help(help);
        }
        let help = match self.nearest(path, Wanted::Any) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "use a path relative to the page's folder, the module's folder, or `content/`".to_owned(),
        };
        Finding::new(Rule::BrokenLink, place.clone(), format!("there is no page or file `{path}` to link to"))
            .help(help)
    }

    /// The finding about a reference to a page that is not there.
    pub(super) fn missing(&mut self, path: &str, place: &Place, wanted: Wanted) -> Finding {
        if let Some((file, why)) = self.lookup.nearly_left_out(path, &self.from.folders()) {
            return finding_of_reference(place, file, why);
        }
        let help = match self.nearest(path, wanted) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "use a path relative to the page's folder, the module's folder, or `content/`".to_owned(),
        };
        Finding::new(Rule::BrokenReference, place.clone(), format!("there is no page `{path}`")).help(help)
    }
}

fn remote(place: &Place) -> Finding {
    let message = "this image comes from another host, which can track who reads the page";
    Finding::new(Rule::RemoteImage, place.clone(), message)
        .help("save a copy of the image next to this page, and use that copy")
}

/// What stands before the first colon, where that is the scheme of an address.
fn scheme(destination: &str) -> Option<&str> {
    let (scheme, _) = destination.split_once(':')?;
    let fits = scheme.len() > 1
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte))
        && scheme.as_bytes()[0].is_ascii_alphabetic();
    fits.then_some(scheme)
}
