//! The front matter of a file, typed.

use serde::{Deserialize, Serialize};

use super::body::Holder;
use super::withholding::Doubt;
use crate::config::course::RuleLevels;
use crate::config::decode::{Decoder, Fields};
use crate::config::foreign;
use crate::config::inherit::OwnContent;
use crate::config::keys::{EVERY_FILE, INHERITED, MODULE, PAGE, SECTION};
use crate::config::own::{OwnParts, RawGroup};
use crate::config::settings::Settings;
use crate::config::switch::{Switch, truth};
use crate::config::withholding;
use crate::finding::{Finding, Fix, Rule};
use crate::load::Role;
use crate::model::kinds::{Edition, Kind, ShowAnswers};
use crate::model::text::{Located, Text};
use crate::syntax::yaml::{MapEntry, Node};
use crate::text::Span;

/// Everything that front matter can say.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct FrontMatter {
    /// `title`
    pub title: Option<Text>,
    /// `description`
    pub description: Option<Text>,
    /// `image`
    pub image: Option<Located<String>>,
    /// `order`
    pub order: Option<i64>,
    /// `draft`
    pub draft: bool,
    /// `tags`
    pub tags: Vec<Located<String>>,
    /// `date`
    pub date: Option<String>,
    /// `updated`
    pub updated: Option<String>,
    /// `aliases`
    pub aliases: Vec<Located<String>>,
    /// `edition`
    pub edition: Option<Edition>,
    /// Whether something that cannot be read may keep the page from learners, which it then does.
    pub in_doubt: bool,
    /// `extra`
    #[serde(with = "crate::model::extra::exact")]
    pub extra: serde_json::Value,
    /// `rules`
    pub rules: RuleLevels,
    /// `kind`
    pub kind: Option<Kind>,
    /// `builds_on`
    pub builds_on: Vec<Located<String>>,
    /// `id`
    pub id: Option<Located<String>>,
    /// `sheet`
    pub sheet: bool,
    /// The lines below each of its questions that `sheet` asks for.
    pub lines: Option<u32>,
    /// The keys that unknown ones are told to become, and those of a clinic that were misread: what they would say is not
    /// missing.
    pub meant: Vec<String>,
    /// The keys of other tools.
    pub foreign: Vec<Located<String>>,
    /// The inherited keys; those of `defaults` in a section.
    pub settings: Settings,
    /// Radar rows, check groups and cards.
    pub own: OwnParts,
    /// The checks of a page that is no clinic page.
    pub checks: Option<RawGroup>,
}

impl FrontMatter {
    /// What is certain of front matter that cannot be read: whether it keeps its page from learners.
    pub(super) fn of_unreadable(typed: &str) -> Self {
        let draft = withholding::draft(typed.lines(), ':').is_some_and(|said| said != withholding::Flag::No);
        Self { draft, edition: withholding::edition(typed.lines(), ':'), ..Self::default() }
    }

    /// Withholds what is in doubt.
    pub(super) fn withhold(&mut self, doubt: Doubt) {
        self.in_doubt = doubt.page;
        if doubt.answers {
            self.settings.show_answers = Some(ShowAnswers::Never);
        }
    }

    /// Whether a file with this front matter is an ordinary page, which can have checks of its own.
    pub fn is_page(&self, role: Role) -> bool {
        Shape::of(role, self.kind) == Shape::Page
    }

    /// What of it has no place: of all else nobody could say where it stands.
    pub(super) fn without_places(self) -> Self {
        let Self { order, draft, date, updated, edition, extra, kind, sheet, .. } = self;
        Self { order, draft, date, updated, edition, extra, kind, sheet, ..Self::default() }
    }

    /// What the body below this front matter belongs to.
    pub(super) fn holder(&self, role: Role) -> Holder {
        match Shape::of(role, self.kind) {
            Shape::Page if self.sheet => Holder::Worksheet,
            Shape::Page | Shape::Section => Holder::Page,
            Shape::Module | Shape::Guide | Shape::Clinic => Holder::Module,
        }
    }
}

/// What nobody decided is decided by silence, which publishes.
const SWITCHES: [Switch; 3] = [
    Switch {
        key: "draft",
        silence: "so the page would be published",
        cure: "set `draft: true` to leave the page out",
        takes: |word| truth(word).is_some(),
    },
    Switch {
        key: "edition",
        silence: "so learners would see the page",
        cure: "set `edition: instructor` to hide the page from learners",
        takes: |typed| Edition::WORDS.iter().any(|(word, _)| *word == typed),
    },
    Switch {
        key: "sheet",
        silence: "so the page is not a worksheet",
        cure: "set `sheet: true` to make the page a worksheet",
        takes: |word| truth(word).is_some(),
    },
];

/// What a file may hold, by its role and `kind:`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Section,
    Module,
    Guide,
    Clinic,
    Page,
}

impl Shape {
    fn of(role: Role, kind: Option<Kind>) -> Self {
        match (role, kind) {
            (Role::Section, _) => Self::Section,
            (Role::Clinic, _) => Self::Clinic,
            (Role::Inner, _) | (_, Some(Kind::Practice | Kind::Concept | Kind::Quiz | Kind::Page)) => Self::Page,
            (Role::Main { clinic_apart: true }, _) => Self::Guide,
            (Role::Single | Role::Main { .. }, _) => Self::Module,
        }
    }

    fn keys(self) -> Vec<&'static str> {
        let own: &[&[&str]] = match self {
            Self::Section => &[&SECTION],
            Self::Module | Self::Guide => &[&MODULE, &INHERITED],
            Self::Clinic => &[&INHERITED],
            Self::Page => &[&PAGE],
        };
        [&[&EVERY_FILE[..]], own].concat().concat()
    }

    fn name(self) -> &'static str {
        match self {
            Self::Section => "the front matter of a section",
            Self::Module => "the front matter of a module",
            Self::Guide => "the front matter of a module guide",
            Self::Clinic => "the front matter of a clinic page",
            Self::Page => "the front matter of a page",
        }
    }

    /// Where a key belongs that means nothing in this file but something elsewhere.
    fn home_of(self, key: &str) -> Option<&'static str> {
        let inherited = INHERITED.contains(&key);
        match self {
            Self::Section if inherited => {
                Some("put the key under `defaults:` to apply it to all modules in the section")
            }
            Self::Section if MODULE.contains(&key) => Some("move the key to the front matter of a module"),
            Self::Clinic if MODULE.contains(&key) => Some("move the key to `index.md` in the same folder"),
            Self::Page if inherited || MODULE.contains(&key) => {
                Some("move the key to the front matter of the module's `index.md` or `clinic.md`")
            }
            Self::Module | Self::Guide | Self::Clinic if key == "sheet" => {
                Some("remove the key: a module has its own sheets, and `sheet: true` is for other pages")
            }
            Self::Module | Self::Guide | Self::Clinic | Self::Page if key == "defaults" => {
                Some("move the key to the `_index.md` of a section, the only file that can have `defaults:`")
            }
            _ => None,
        }
    }
}

impl Decoder<'_> {
    /// Reads the front matter `tree` of a file with this role.
    pub(super) fn front_matter(&mut self, tree: &Node, role: Role) -> FrontMatter {
        let fields = self.map(tree, "front matter");
        let kind = fields.get("kind").and_then(|node| self.choice(node, "`kind`", Kind::WORDS));
        let kind = kind.filter(|kind| self.may_be(*kind, role, fields));
        let shape = Shape::of(role, kind);
        let (foreign, meant) = self.check_keys(fields, shape);
        let known = shape.keys();
        for switch in SWITCHES.iter().filter(|switch| known.contains(&switch.key)) {
            self.report_unset(fields, switch);
        }
        let mut front = self.common(fields);
        (front.kind, front.foreign, front.meant) = (kind, foreign, meant);
        match shape {
            Shape::Section => {
                if let Some(defaults) = fields.get("defaults") {
                    let defaults = self.fields(defaults, "`defaults`", &INHERITED);
                    front.settings = self.settings(defaults, OwnContent::InModules).0;
                }
            }
            Shape::Module => self.module(fields, OwnContent::Here, &mut front),
            Shape::Guide => self.module(fields, OwnContent::InClinicPage, &mut front),
            Shape::Clinic => (front.settings, front.own) = self.settings(fields, OwnContent::Here),
            Shape::Page => {
                front.checks = fields.get("checks").map(|node| self.page_checks(node));
                (front.sheet, front.lines) = fields.get("sheet").map_or((false, None), |node| self.sheet(node));
            }
        }
        front.meant.extend(self.misread(fields));
        front
    }

    /// The keys of a clinic whose values are of another kind, which was reported: what they would say is not missing.
    fn misread(&mut self, fields: Fields<'_>) -> Vec<String> {
        let found = self.findings.all_mut().iter().filter(|finding| finding.rule == Rule::WrongType);
        let places: Vec<Span> = found.map(|finding| finding.place.span()).collect();
        let is_misread = |node: &Node| places.iter().any(|at| node.span.start <= at.start && at.end <= node.span.end);
        let keys = ["radar", "checks"].into_iter().filter(|key| fields.get(key).is_some_and(is_misread));
        keys.map(str::to_owned).collect()
    }

    fn module(&mut self, fields: Fields<'_>, own: OwnContent, front: &mut FrontMatter) {
        (front.settings, front.own) = self.settings(fields, own);
        front.builds_on =
            fields.get("builds_on").map(|node| self.list_of_words(node, "`builds_on`")).unwrap_or_default();
        front.id = self.id(fields);
    }

    fn common(&mut self, fields: Fields<'_>) -> FrontMatter {
        FrontMatter {
            title: fields
                .get("title")
                .and_then(|node| self.inline(node, "the title"))
                .filter(|title| !title.source.is_empty()),
            description: fields.get("description").and_then(|node| self.inline(node, "the description")),
            image: fields.get("image").and_then(|node| self.word(node, "`image`")),
            order: fields.get("order").and_then(|node| self.number(node, "`order`", -1_000_000..=1_000_000)),
            draft: fields.get("draft").and_then(|node| self.flag(node, "`draft`")).unwrap_or(false),
            tags: self.tags(fields),
            date: fields.get("date").and_then(|node| self.date(node, "`date`")),
            updated: fields.get("updated").and_then(|node| self.date(node, "`updated`")),
            aliases: fields.get("aliases").map(|node| self.list_of_words(node, "`aliases`")).unwrap_or_default(),
            edition: fields.get("edition").and_then(|node| self.choice(node, "`edition`", Edition::WORDS)),
            extra: fields.get("extra").map_or(serde_json::Value::Null, Node::to_json),
            rules: fields.get("rules").map(|node| self.rules(node)).unwrap_or_default(),
            ..FrontMatter::default()
        }
    }

    fn tags(&mut self, fields: Fields<'_>) -> Vec<Located<String>> {
        let mut tags = fields.get("tags").map(|node| self.list_of_words(node, "`tags`")).unwrap_or_default();
        tags.retain(|tag| !tag.value.is_empty());
        let mut seen = std::collections::BTreeSet::new();
        tags.retain(|tag| seen.insert(tag.value.to_lowercase()));
        tags
    }

    /// A bundle holds one module: its `index.md`.
    fn may_be(&mut self, kind: Kind, role: Role, fields: Fields<'_>) -> bool {
        let inner = matches!(role, Role::Inner | Role::Clinic);
        if inner && kind == Kind::Module {
            let span = fields.get("kind").map_or(fields.span, |node| node.span);
            self.findings.add_with_help(
                Rule::WrongType,
                span,
                "a file inside a module cannot be a module",
                "move the file out of the module's folder, or choose another `kind`",
            );
            return false;
        }
        true
    }

    /// Reports the keys that mean nothing here, and gives those that are another tool's, and what others are told to become.
    fn check_keys(&mut self, fields: Fields<'_>, shape: Shape) -> (Vec<Located<String>>, Vec<String>) {
        let known = shape.keys();
        let (mut foreign, mut meant) = (Vec::new(), Vec::new());
        for entry in fields.entries().iter().filter(|entry| !known.contains(&entry.key.as_str())) {
            let own = || foreign::own_name(&entry.key, &entry.value, &known).filter(|own| !fields.has(own));
            let withheld_by = || foreign::withheld_by(entry).filter(|_| !fields.has("draft"));
            match shape.home_of(&entry.key) {
                Some(home) => self.misplaced(entry, shape, home),
                None if let Some(by) = withheld_by() => self.withholding(entry, by),
                None if foreign::is_foreign(&entry.key) && own().is_none() => {
                    foreign.push(Located { value: entry.key.clone(), place: self.place(entry.key_span) });
                }
                None => meant.extend(self.unknown_key(entry, fields, shape.name(), &known).map(str::to_owned)),
            }
        }
        (foreign, meant)
    }

    /// `published: false` and the like: `entry`, and `by` within it, which may be itself.
    fn withholding(&mut self, entry: &MapEntry, by: &MapEntry) {
        let whole = |entry: &MapEntry| Span::new(entry.key_span.start, entry.value.span.end);
        let typed = self.file.text()[whole(by).range()].split_whitespace().collect::<Vec<_>>().join(" ");
        let is_cascade = entry.key.eq_ignore_ascii_case("cascade");
        let (shown, help) = if is_cascade {
            let help = "add `draft: true` next to `title:` to leave out the whole section, or add it only to the pages that you want to leave out";
            ("so the pages in this section would be published", help)
        } else {
            ("so the page would be published", "set `draft: true` to leave the page out, or remove the line")
        };
        let message = format!("`{typed}` has no effect here, {shown}");
        let finding = Finding::new(Rule::UnknownKey, self.place(whole(by)), message).help(help);
        let fix = (!is_cascade).then(|| Fix::offer(self.file, whole(entry), "draft: true"));
        self.findings.push(Finding { fix, ..finding });
    }

    fn misplaced(&mut self, entry: &MapEntry, shape: Shape, home: &str) {
        let message = format!("`{}` has no effect in {}", entry.key, shape.name());
        self.findings.add_with_help(Rule::MisplacedKey, entry.key_span, message, home);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::keys::{is_known, is_of_front_matter};

    #[test]
    fn front_matter_that_cannot_be_read_still_withholds() {
        let read = |typed: &str| {
            let front = FrontMatter::of_unreadable(typed);
            (front.draft, front.edition == Some(Edition::Instructor))
        };
        assert_eq!(read("---\ntitle: {\ndraft: true\n---\n"), (true, false));
        assert_eq!(read("---\ndraft : 'yes' # for now\ntitle: {\n---\n"), (true, false));
        assert_eq!(read("---\nedition: \"instructor\"\ntitle: {\n---\n"), (false, true));
        assert_eq!(read("---\ndraft: false\nedition: learner\nextra: { draft: true\n---\n"), (false, false));
    }

    #[test]
    fn every_key_of_a_file_is_known_as_one() {
        for shape in [Shape::Section, Shape::Module, Shape::Guide, Shape::Clinic, Shape::Page] {
            for key in shape.keys() {
                assert!(is_known(key) && is_of_front_matter(key), "{key} of {shape:?}");
            }
        }
    }
}
