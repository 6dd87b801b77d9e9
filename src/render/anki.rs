//! The author's cards as a text that Anki imports, of the course or of one module.

use std::fmt::Write as _;

use super::address::Style;
use super::builder::full_name;
use super::fill::{Filler, escaped};
use super::reader::Reader;
use crate::assemble::{Facts as _, Texts as _};
use crate::model::course::{Card, Module, ModuleId, Rich, Target};
use crate::strings::Strings;

/// What the columns are. The type of note is left to the reader: its name is another one in each language of Anki. A card is
/// known by its guid, so that a later file changes it and leaves its schedule alone.
const HEAD: &str = "#separator:tab\n#html:true\n#guid column:1\n#deck column:2\n#tags column:5\n";

/// The tag of every card.
const TAG: &str = "clinic";

/// Writes cards for Anki.
#[derive(Clone, Copy)]
pub(super) struct Anki<'a> {
    pub(super) course: Reader<'a>,
    pub(super) strings: &'a Strings,
}

impl<'a> Anki<'a> {
    /// Those of all modules.
    pub(super) fn course(self) -> String {
        let modules: Vec<&Module> = self.course.shown_modules().map(|(_, module)| module).collect();
        self.text(&modules)
    }

    /// Those of one module.
    pub(super) fn module(self, id: ModuleId) -> String {
        self.text(&[self.course.module(id)])
    }

    fn text(self, modules: &[&'a Module]) -> String {
        let mut text = HEAD.to_owned();
        for module in modules {
            let clinic = self.course.clinic(module.id);
            for card in clinic.cards.cards.iter().filter(|_| clinic.has_cards()) {
                self.card(module, card, &mut text);
            }
        }
        text
    }

    fn card(self, module: &Module, card: &Card, text: &mut String) {
        let name = full_name(&module.name, &card.id);
        let guid = format!("clinic:{}:{name}", self.course.info().id);
        let deck = [&self.course.info().title, &self.course.page(module.main).title].map(|title| {
            // Two colons would open a deck within it.
            title.text().replace("::", ":")
        });
        let faces = [(&card.front, "front"), (&card.back, "back")];
        let [front, back] = faces.map(|(face, side)| self.face(face, &format!("{name}:{side}")));
        let line = [&guid, &deck.join("::"), &front, &back, TAG].map(quoted);
        let _ = writeln!(text, "{}", line.join("\t"));
    }

    /// A face as HTML. Away from the site only whole addresses lead anywhere: where there are none, and something leads to
    /// one, words alone are left of it.
    fn face(self, face: &'a Rich, scope: &str) -> String {
        let base = self.course.info().base_url.as_deref();
        let leads_within = |number: &usize| !matches!(face.targets.get(*number), Some(Target::External(_)));
        let links = face.fragment.shown_links();
        // What an author's own HTML names stays as it was typed.
        let has_mentions = face.fragment.shown_mentions().len() > links.len();
        let is_bound = base.is_none() && links.iter().any(leads_within) || has_mentions;
        if is_bound {
            return escaped(face.text()).replace('\n', "<br>");
        }
        let style = Style::Rooted(base.unwrap_or_default());
        self.filler(style).blocks(face, scope)
    }

    fn filler(self, style: Style<'a>) -> Filler<'a> {
        let (course, strings) = (self.course, self.strings);
        Filler { course, strings, style, prefix: "", nested: true, notes: true, room: None, waits: false }
    }
}

/// A cell. All are quoted: a line that begins with the sign of a comment would be left out.
fn quoted(text: impl AsRef<str>) -> String {
    format!("\"{}\"", text.as_ref().replace('"', "\"\""))
}
