//! Reading the inherited keys, with the rows, groups and cards that stand among them.

use crate::config::decode::{Decoder, Fields, listed};
use crate::config::glob::Glob;
use crate::config::keys::{CARD, CRITERION, GROUP, INHERITED, ROW, STEP, is_known};
use crate::config::meanings::meant;
use crate::config::own::OwnParts;
use crate::config::settings::{
    CompletionSettings, Heading, Preset, PresetSetting, ProtocolSettings, RadarSettings, RawCriterion, RawStep,
    Settings,
};
use crate::config::switch::Switch;
use crate::finding::Rule;
use crate::model::kinds::{Goal, GoalKind, Part, RadarColumn, ShowAnswers};
use crate::model::text::Located;
use crate::syntax::yaml::{MapEntry, Node, NodeKind};

const SHOW_ANSWERS: Switch = Switch {
    key: "show_answers",
    silence: "so answers are shown as in the rest of the course",
    cure: "set `show_answers: never` to hide answers from learners",
    takes: |typed| ShowAnswers::WORDS.iter().any(|(word, _)| *word == typed),
};

/// Whether a file may hold rows, groups and cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnContent {
    /// It is a clinic page.
    Here,
    /// It is a configuration or a section: each module writes its own.
    InModules,
    /// It is the guide of a module whose clinic page stands apart.
    InClinicPage,
}

impl Decoder<'_> {
    /// Reads all inherited keys of `fields`.
    pub fn settings(&mut self, fields: Fields<'_>, own: OwnContent) -> (Settings, OwnParts) {
        let mut parts = OwnParts::default();
        self.report_unset(fields, &SHOW_ANSWERS);
        let settings = Settings {
            parts: fields.get("parts").and_then(|node| self.parts(node)),
            radar: self.radar(fields.get("radar"), own, &mut parts),
            checks: self.checks(fields.get("checks"), own, &mut parts),
            protocol: self.protocol(fields.get("protocol")),
            log: self.log(fields.get("log")),
            completion: self.completion(fields.get("completion")),
            cards: self.card_settings(fields.get("cards"), own, &mut parts),
            presets: fields.get("radar_presets").map(|node| self.presets(node)).unwrap_or_default(),
            sheets: fields.get("sheets").map(|node| self.sheets(node)).unwrap_or_default(),
            show_answers: self.show_answers(fields),
            quoted: fields.get("quoted").and_then(|node| self.flag(node, "`quoted`")),
            evidence: fields.get("evidence").and_then(|node| self.evidence(node)),
        };
        (settings, parts)
    }

    /// What cannot be read, or may be meant as this key, shows nothing.
    fn show_answers(&mut self, fields: Fields<'_>) -> Option<ShowAnswers> {
        let chosen =
            fields.get(SHOW_ANSWERS.key).and_then(|node| self.choice(node, "`show_answers`", ShowAnswers::WORDS));
        let is_meant = |key: &str| !is_known(key) && meant(key, &INHERITED) == Some(SHOW_ANSWERS.key);
        let in_doubt = (chosen.is_none() && fields.has(SHOW_ANSWERS.key))
            || fields.entries().iter().any(|entry| is_meant(&entry.key));
        if in_doubt { Some(ShowAnswers::Never) } else { chosen }
    }

    pub(super) fn choices<T: Copy + PartialEq>(
        &mut self,
        node: &Node,
        what: &str,
        words: &[(&'static str, T)],
    ) -> Option<Vec<T>> {
        if !matches!(node.kind, NodeKind::List(_)) {
            self.list(node, what);
            return None;
        }
        let mut chosen = Vec::new();
        for item in self.list(node, what) {
            let Some(value) = self.choice(item, &format!("each item in {what}"), words) else { continue };
            if chosen.contains(&value) {
                self.wrong(item, &format!("{what} contains this item twice"));
            } else {
                chosen.push(value);
            }
        }
        Some(chosen)
    }

    fn parts(&mut self, node: &Node) -> Option<Vec<Part>> {
        let parts = self.choices(node, "`parts`", Part::WORDS)?;
        // Of a mistyped part it is not known whether it is left out.
        (Some(parts.len()) == node.as_list().map(<[Node]>::len)).then_some(parts)
    }

    /// A part in its short form, a list, or as a map with `list_key` for that list; gives the map and the list.
    fn part<'n>(
        &mut self,
        node: &'n Node,
        what: &str,
        list_key: &str,
        more: &[&str],
    ) -> (Option<Fields<'n>>, Option<&'n Node>) {
        match node.kind {
            NodeKind::List(_) => return (None, Some(node)),
            NodeKind::Scalar(_) => {
                self.list(node, what);
                return (None, None);
            }
            NodeKind::Map(_) | NodeKind::Null => {}
        }
        let keys = [&["title", "intro", list_key], more].concat();
        if let Some(first) = first_of_item(node, list_key, &keys) {
            let message = format!("{what} must be a list, not a map");
            let is_in_braces = self.file.text()[node.span.range()].starts_with('{');
            let help = if is_in_braces {
                "put square brackets around the braces".to_owned()
            } else {
                format!("put `- ` before `{}`", first.key)
            };
            self.findings.add_with_help(Rule::WrongType, first.key_span, message, help);
            return (None, None);
        }
        let fields = self.fields(node, what, &keys);
        (Some(fields), fields.get(list_key))
    }

    pub(super) fn heading(&mut self, fields: Option<Fields<'_>>, what: &str) -> Heading {
        let Some(fields) = fields else { return Heading::default() };
        Heading {
            title: fields.get("title").and_then(|node| self.inline(node, &format!("the title of {what}"))),
            intro: fields.get("intro").and_then(|node| self.prose(node, &format!("the intro of {what}"))),
        }
    }

    /// Reports rows, groups or cards in a file that cannot hold any; true where they may stand.
    fn may_hold(&mut self, node: &Node, own: OwnContent, what: &str) -> bool {
        let help = match own {
            OwnContent::Here => return true,
            OwnContent::InModules => format!("put {what} in the front matter of each module"),
            OwnContent::InClinicPage => format!("move {what} to the front matter of `clinic.md` next to this file"),
        };
        self.findings.add_with_help(
            Rule::MisplacedKey,
            node.span,
            format!("{what} are not allowed in this file"),
            help,
        );
        false
    }

    fn radar(&mut self, node: Option<&Node>, own: OwnContent, parts: &mut OwnParts) -> RadarSettings {
        let Some(node) = node else { return RadarSettings::default() };
        let (fields, rows) = self.part(node, "the radar", "rows", &["columns"]);
        if let Some(rows) = rows
            && self.may_hold(rows, own, "radar rows")
        {
            parts.rows = self.rows(rows);
        }
        let columns = fields.and_then(|fields| fields.get("columns"));
        RadarSettings {
            heading: self.heading(fields, "the radar"),
            columns: columns.and_then(|node| self.choices(node, "`columns`", RadarColumn::WORDS)),
        }
    }

    fn checks(&mut self, node: Option<&Node>, own: OwnContent, parts: &mut OwnParts) -> Heading {
        let Some(node) = node else { return Heading::default() };
        let (fields, groups) = self.part(node, "the checks", "groups", &[]);
        if let Some(groups) = groups
            && self.may_hold(groups, own, "check groups")
        {
            parts.groups = Some(self.groups(groups));
        }
        self.heading(fields, "the checks")
    }

    fn card_settings(&mut self, node: Option<&Node>, own: OwnContent, parts: &mut OwnParts) -> Heading {
        let Some(node) = node else { return Heading::default() };
        let (fields, cards) = self.part(node, "the cards", "cards", &[]);
        if let Some(cards) = cards
            && self.may_hold(cards, own, "cards")
        {
            parts.cards = self.cards(cards);
        }
        self.heading(fields, "the cards")
    }

    fn protocol(&mut self, node: Option<&Node>) -> ProtocolSettings {
        let Some(node) = node else { return ProtocolSettings::default() };
        let (fields, steps) = self.part(node, "the protocol", "steps", &[]);
        let steps = steps.map(|node| {
            let items = self.list(node, "the steps of the protocol");
            items.iter().filter_map(|item| self.step(item)).collect()
        });
        ProtocolSettings { heading: self.heading(fields, "the protocol"), steps }
    }

    fn step(&mut self, node: &Node) -> Option<RawStep> {
        if self.is_empty(node, "a step") {
            return None;
        }
        if matches!(node.kind, NodeKind::Scalar(_)) {
            return Some(RawStep { id: None, was: Vec::new(), text: self.prose(node, "a step")? });
        }
        let fields = self.fields(node, "a step", &STEP);
        let Some(text) = fields.said("text") else {
            if fields.lacks(&["text"]) {
                self.wrong_with_help(node, "a step has no `text` key", "describe the step under `text:`");
            }
            return None;
        };
        Some(RawStep { id: self.id(fields), was: self.was(fields), text: self.prose(text, "a step")? })
    }

    fn completion(&mut self, node: Option<&Node>) -> CompletionSettings {
        let Some(node) = node else { return CompletionSettings::default() };
        let (fields, criteria) = self.part(node, "the completion standard", "criteria", &[]);
        let criteria = criteria.map(|node| {
            let items = self.list(node, "the criteria of the completion standard");
            items.iter().filter_map(|item| self.criterion(item)).collect()
        });
        CompletionSettings { heading: self.heading(fields, "the completion standard"), criteria }
    }

    fn criterion(&mut self, node: &Node) -> Option<RawCriterion> {
        let place = self.place(self.first_line(node.span));
        if self.is_empty(node, "a criterion") {
            return None;
        }
        if matches!(node.kind, NodeKind::Scalar(_)) {
            let text = self.prose(node, "a criterion");
            return Some(RawCriterion { id: None, was: Vec::new(), goal: None, text, needs_older: false, place });
        }
        let fields = self.fields(node, "a criterion", &CRITERION);
        let goal = fields.get("goal").and_then(|node| self.goal(node));
        let text = fields.said("text").and_then(|node| self.prose(node, "a criterion"));
        if goal.is_none() && text.is_none() {
            if !fields.has("goal") && fields.lacks(&["text"]) {
                self.wrong_with_help(
                    node,
                    "a criterion needs a `goal` or `text` key",
                    "describe the criterion under `text:`",
                );
            }
            return None;
        }
        Some(RawCriterion { id: self.id(fields), was: self.was(fields), goal, text, needs_older: false, place })
    }

    /// Reports an item of a list that says nothing; true where it is one.
    fn is_empty(&mut self, node: &Node, what: &str) -> bool {
        let is_blank = node.is_blank();
        if is_blank {
            self.wrong_with_help(node, &format!("{what} is empty"), "write its text, or remove the line");
        }
        is_blank
    }

    fn goal(&mut self, node: &Node) -> Option<Located<Goal>> {
        let words: Vec<&str> = GoalKind::WORDS.iter().map(|(word, _)| *word).collect();
        let fields = self.fields(node, "a goal", &words);
        let goals: Vec<Located<Goal>> = GoalKind::WORDS
            .iter()
            .filter_map(|(word, kind)| {
                let number = fields.get(word)?;
                let most = if *kind == GoalKind::Attempted { 100 } else { 1000 };
                let count = u32::try_from(self.number(number, "the number in a goal", 1..=most)?).ok()?;
                Some(Located { value: Goal { kind: *kind, count }, place: self.place(number.span) })
            })
            .collect();
        if let [goal] = &goals[..] {
            return Some(goal.clone());
        }
        let counted = fields.entries().iter().filter(|entry| words.contains(&entry.key.as_str())).count();
        if matches!(node.kind, NodeKind::Map(_)) && counted == fields.entries().len() && counted != 1 {
            let message = format!("a goal must have exactly one of the keys {}, with a number", listed(&words));
            self.wrong_with_help(node, &message, "write, for example, `goal: { logged: 5 }`");
        }
        None
    }

    fn presets(&mut self, node: &Node) -> Vec<(String, PresetSetting)> {
        let fields = self.map(node, "`radar_presets`");
        let entries = fields.entries();
        entries.iter().map(|entry| (entry.key.clone(), self.preset_setting(entry))).collect()
    }

    fn globs(&mut self, node: &Node) -> Vec<Glob> {
        let mut globs = Vec::new();
        for pattern in self.words(node, "`each`") {
            let span = pattern.place.span();
            let (glob, why) = Glob::new(pattern);
            if let Some(why) = why {
                self.findings.add_with_help(Rule::UnusableGlob, span, why, "use a pattern such as `practice/*.md`");
            }
            globs.push(glob);
        }
        globs
    }

    fn preset_setting(&mut self, entry: &MapEntry) -> PresetSetting {
        let (node, name_place) = (&entry.value, self.place(entry.key_span));
        if matches!(node.as_str(), Some("off" | "false")) {
            return PresetSetting::Off(name_place);
        }
        let fields = self.fields(node, "a preset", &["each", "mistake", "where", "symptom", "repair"]);
        PresetSetting::On(Box::new(Preset {
            each: fields.get("each").map(|node| self.globs(node)),
            mistake: fields.get("mistake").and_then(|node| self.preset(node, "the mistake")),
            place_words: fields.get("where").and_then(|node| self.inline(node, "the `where` key of a trap")),
            symptom: fields.get("symptom").and_then(|node| self.preset(node, "the symptom")),
            repair: fields.get("repair").and_then(|node| self.preset(node, "the repair evidence")),
            place: self.place(self.first_line(node.span)),
            name_place,
        }))
    }
}

/// The first key of a map that stands in the place of a part and is an item of its list: `cards: { front: …, back: … }`.
fn first_of_item<'n>(node: &'n Node, list_key: &str, part: &[&str]) -> Option<&'n MapEntry> {
    let NodeKind::Map(entries) = &node.kind else { return None };
    let item: &[&str] = match list_key {
        "rows" => &ROW,
        "groups" => &GROUP,
        "cards" => &CARD,
        "steps" => &STEP,
        _ => &CRITERION,
    };
    let is_of = |keys: &[&str], entry: &MapEntry| keys.contains(&entry.key.as_str());
    let is_item = entries.iter().all(|entry| is_of(item, entry)) && entries.iter().any(|entry| !is_of(part, entry));
    entries.first().filter(|_| is_item)
}
