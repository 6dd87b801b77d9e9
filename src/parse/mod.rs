//! Layer 4: a source becomes a document. Pure: the same file and settings give the same document.

mod body;
mod documents;
mod ends;
mod front;
mod kept;
mod split;
mod withholding;

#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use body::{Body, ListedStatement, Table, opens_checks, typed_in_cell};
pub use documents::Documents;
pub use front::FrontMatter;
pub use kept::KeptDocument;

use crate::config::decode::Decoder;
use crate::config::prose;
use crate::finding::{FileFindings, Finding, Rule};
use crate::load::{PageSource, Role};
use crate::model::fragment::Fragment;
use crate::model::kinds::Edition;
use crate::model::text::Text;
use crate::strings::ClinicWords;
use crate::syntax::markdown::{Origin, Reader};
use crate::syntax::{hidden, yaml};
use crate::text::{Place, SourceFile, SourcePath};
use body::BodyShape;
use split::{Fault, Front};

/// A parsed file.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file.
    pub file: Arc<SourceFile>,
    /// What it is by its place.
    pub role: Role,
    /// The section that holds it, from `content/`.
    pub section: String,
    /// The bundle that holds it, from `content/`.
    pub bundle: Option<String>,
    /// Its front matter.
    pub front: FrontMatter,
    /// Its body.
    pub body: Body,
    /// Where its body starts in the file.
    pub body_start: usize,
    /// False where its front matter could not be read, so that nothing missing is its author's fault.
    pub readable: bool,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
}

impl Document {
    /// Whether it is what `source` says, at the same place in the course.
    pub fn is_of(&self, source: &PageSource) -> bool {
        let place = (self.role, &self.section, &self.bundle);
        place == (source.role, &source.section, &source.bundle) && *self.file == *source.file
    }

    /// Whether both stand at one place in the course, as what it makes of them.
    pub fn is_at_the_place_of(&self, other: &Self) -> bool {
        (self.role, &self.section, &self.bundle) == (other.role, &other.section, &other.bundle)
    }

    /// `older`, which is shown in place of this text that cannot be read; withheld where this one may be.
    pub fn withholding(&self, older: &Arc<Self>) -> Arc<Self> {
        let FrontMatter { draft, edition, in_doubt, ref settings, .. } = self.front;
        let hides_page = draft || in_doubt || edition == Some(Edition::Instructor);
        if !hides_page && settings.show_answers.is_none() {
            return Arc::clone(older);
        }
        let mut kept = Self::clone(older);
        kept.front.in_doubt |= hides_page;
        kept.front.settings.show_answers = settings.show_answers.or(kept.front.settings.show_answers);
        Arc::new(kept)
    }

    /// Whether checks were meant in its text and are not read, which was reported.
    pub fn has_unread_checks(&self) -> bool {
        self.findings.iter().any(|finding| finding.rule == Rule::UnreadChecks)
    }

    /// Its title, wherever it was written.
    pub fn title(&self) -> Option<Text> {
        title(self.front.title.as_ref(), self.body.title.as_ref(), self.file.path())
    }
}

/// The title of the document at `path`: the one in its front matter, else its first heading.
pub fn title(named: Option<&Text>, heading: Option<&Fragment>, path: &SourcePath) -> Option<Text> {
    let of_heading = |fragment: &Fragment| {
        let (source, place) = (fragment.words_as_typed().clone(), Place::file(path));
        Text { source, fragment: Arc::new(fragment.clone()), place }
    };
    named.cloned().or_else(|| heading.map(of_heading))
}

/// The YAML that a file says of itself, whatever language it was written in, and the byte at which its text begins; nothing
/// where it says nothing, or nobody knows where that ends.
pub fn front_matter(file: &SourceFile) -> (Option<String>, usize) {
    let parts = split::split(file, &mut FileFindings::new(file.path()));
    let yaml = match parts.front {
        Some(Front::Yaml(range)) => Some(file.text()[range].to_owned()),
        Some(Front::Converted(yaml)) => Some(yaml),
        None => None,
    };
    (yaml, parts.body.start)
}

/// Parses one file, in whose text `words` tell of checks, radars and logs.
pub fn parse(source: &PageSource, reader: &Reader, words: &ClinicWords) -> Document {
    let mut decoder = Decoder::new(&source.file, reader);
    let mut parts = split::split(&source.file, &mut decoder.findings);
    let nothing = || yaml::Node { span: crate::text::Span::default(), kind: yaml::NodeKind::Null };
    let tree = match parts.front.clone() {
        Some(Front::Yaml(range)) => ends::read(&source.file, range, &mut parts, &mut decoder.findings),
        Some(Front::Converted(_)) | None => Some(nothing()),
    };
    let readable = tree.is_some() && parts.fault.is_none();
    let mut front = match &parts.front {
        Some(Front::Converted(yaml)) => converted(yaml, source, reader),
        _ => match tree {
            Some(tree) => decoder.front_matter(&tree, source.role),
            None => FrontMatter::of_unreadable(&source.file.text()[..parts.body.start]),
        },
    };
    match parts.front.as_ref().filter(|_| parts.fault.is_none()) {
        Some(Front::Yaml(range)) => prose::prove_decoded(&source.file, range, &mut decoder.findings),
        // Nobody knows where the text begins, and that is never repaired.
        _ => decoder.findings.doubt_fixes(),
    }
    let body_text = &source.file.text()[parts.body.clone()];
    let start = parts.body.start;
    let offset = |at: usize| start + at;
    // Only pages have statements in their text, and only where their front matter has none.
    let shape = BodyShape {
        // While its front matter is not read, a heading is the title of a page.
        title: front.title.is_none() || parts.fault == Some(Fault::Unread),
        checks: front.is_page(source.role) && front.checks.is_none(),
        holder: front.holder(source.role),
    };
    let mut origin = Origin { findings: &mut decoder.findings, offset: &offset, file: &source.file };
    let body = body::read(reader, words, body_text, shape, &mut origin);
    hidden::report(&source.file, &mut decoder.findings);
    let findings = decoder.findings.into_inner();
    front.withhold(withholding::doubt(source.file.text(), start, readable, &findings));
    Document {
        file: Arc::clone(&source.file),
        role: source.role,
        section: source.section.clone(),
        bundle: source.bundle.clone(),
        front,
        body,
        body_start: start,
        readable,
        findings,
    }
}

/// What front matter says that was converted to `yaml`, as far as it has no place in the file.
fn converted(yaml: &str, source: &PageSource, reader: &Reader) -> FrontMatter {
    let file = source.file.rewritten(source.file.path().clone(), yaml);
    let mut decoder = Decoder::new(&file, reader);
    let tree = prose::parse(&file, 0..yaml.len(), &mut decoder.findings);
    tree.map(|tree| decoder.front_matter(&tree, source.role).without_places()).unwrap_or_default()
}
