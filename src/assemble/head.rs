//! What the outline of a course may know of a document.

use crate::config::own::OwnParts;
use crate::config::settings::Settings;
use crate::load::Role;
use crate::model::fragment::Fragment;
use crate::model::kinds::{Edition, Kind};
use crate::model::text::{Located, Text};
use crate::parse::{Body, Document, FrontMatter, title};
use crate::text::SourcePath;

/// All of a document that an outline, and what belongs to it, is made from: there is no other way to the rest. So the
/// outline of documents whose heads are equal is the same.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of front matter, or says what it holds")]
pub(super) struct Head<'d> {
    pub(super) path: &'d SourcePath,
    pub(super) role: Role,
    /// The section that holds it, from `content/`.
    pub(super) section: &'d str,
    /// The bundle that holds it, from `content/`.
    pub(super) bundle: Option<&'d str>,
    /// False where its front matter could not be read.
    readable: bool,
    /// The keys of which something is told already, so that what they would say is not missing.
    meant: &'d [String],
    /// Its title in the front matter.
    named: Option<&'d Text>,
    /// Its first heading, where that is the title.
    heading: Option<&'d Fragment>,
    pub(super) description: Option<&'d Text>,
    pub(super) image: Option<&'d Located<String>>,
    pub(super) order: Option<i64>,
    pub(super) draft: bool,
    pub(super) tags: &'d [Located<String>],
    pub(super) date: Option<&'d String>,
    pub(super) updated: Option<&'d String>,
    pub(super) aliases: &'d [Located<String>],
    pub(super) edition: Option<Edition>,
    pub(super) in_doubt: bool,
    pub(super) kind: Option<Kind>,
    pub(super) builds_on: &'d [Located<String>],
    pub(super) id: Option<&'d Located<String>>,
    pub(super) sheet: bool,
    /// Whether it holds something of a clinic.
    pub(super) has_clinic: bool,
    /// What a section hands down; `None` in other files.
    pub(super) defaults: Option<&'d Settings>,
}

impl<'d> Head<'d> {
    pub(super) fn of(document: &'d Document) -> Self {
        // What is added to a document goes into its head, or no outline knows of it.
        let Document { file, role, section, bundle, front, body, readable, body_start: _, findings: _ } = document;
        let Body { title: heading, fragment: _, checks: _ } = body;
        let FrontMatter { title, description, image, order, draft, tags, date, updated, aliases, .. } = front;
        let FrontMatter { edition, in_doubt, kind, builds_on, id, sheet, settings, own, meant, .. } = front;
        let OwnParts { rows, groups, cards } = own;
        Self {
            path: file.path(),
            role: *role,
            section,
            bundle: bundle.as_deref(),
            readable: *readable,
            meant,
            named: title.as_ref(),
            heading: heading.as_ref(),
            description: description.as_ref(),
            image: image.as_ref(),
            order: *order,
            draft: *draft,
            tags,
            date: date.as_ref(),
            updated: updated.as_ref(),
            aliases,
            edition: *edition,
            in_doubt: *in_doubt,
            kind: *kind,
            builds_on,
            id: id.as_ref(),
            sheet: *sheet,
            has_clinic: !rows.is_empty() || groups.is_some() || !cards.is_empty(),
            defaults: (*role == Role::Section).then_some(settings),
        }
    }

    /// Whether it has no title, and nothing else that is said of it may be why.
    pub(super) fn lacks_title(&self) -> bool {
        self.readable && !self.meant.iter().any(|key| key == "title") && self.title().is_none()
    }

    /// Its title, wherever it was written.
    pub(super) fn title(&self) -> Option<Text> {
        title(self.named, self.heading, self.path)
    }
}
