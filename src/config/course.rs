//! `clinic.yaml`: raw, then resolved.

use std::collections::BTreeMap;

use crate::config::decode::{Decoder, Fields};
use crate::config::inherit::OwnContent;
use crate::config::keys::{COURSE, INHERITED, MARKDOWN};
use crate::config::look::ThemeChoice;
use crate::config::macros::macros;
use crate::config::prose;
use crate::config::settings::Settings;
use crate::finding::suggest::nearest;
use crate::finding::{Finding, Fix, Outcome, Rule, Severity};
use crate::model::text::{Located, Text};
use crate::strings::{self, ClinicWords, Strings};
use crate::syntax::markdown::{self, Reader};
use crate::syntax::yaml::{MapEntry, Node, NodeKind};
use crate::text::id::content_id;
use crate::text::{Place, SourceFile, SourcePath};

/// Name of the configuration in the course's folder.
pub const FILE: &str = "clinic.yaml";

/// What `rules:` says: a severity, or `None` for off.
pub type RuleLevels = BTreeMap<Rule, Option<Severity>>;

/// The configuration of a course, resolved.
#[derive(Clone, Debug)]
pub struct Config {
    /// Its id, by which browsers tell courses apart.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// One line about it.
    pub description: Option<Text>,
    /// BCP 47 tag of its language.
    pub language: String,
    /// Where it will be published, with a final `/`; `None` where it does not say.
    pub base_url: Option<String>,
    /// Who wrote it.
    pub authors: Vec<Text>,
    /// Under which terms.
    pub license: Option<Text>,
    /// A file of the course that links to it are shown with elsewhere.
    pub image: Option<Located<String>>,
    /// Sites that may show it in a frame.
    pub frame_ancestors: Vec<String>,
    /// Where its sources are, without a final `/`.
    pub repository: Option<String>,
    /// Its look.
    pub theme: ThemeChoice,
    /// Output folder from the course's folder.
    pub output: Option<Located<String>>,
    /// Folder of answers from the course's folder, where it is named; see [`Config::answers_folder`].
    pub answers: Option<Located<String>>,
    /// Set before module titles, with `{n}`.
    pub numbering: Option<String>,
    /// Whether learners' browsers keep what was read.
    pub offline: bool,
    /// Whether the site can be searched.
    pub search: bool,
    /// Links in the header.
    pub navigation: Vec<NavigationLink>,
    /// Severities of rules.
    pub rules: RuleLevels,
    /// The author's own values.
    pub extra: serde_json::Value,
    /// What sections and modules inherit.
    pub settings: Settings,
    /// The words by which texts tell of checks, radars and logs.
    pub clinic_words: ClinicWords,
}

/// A link of the author's in the header.
#[derive(Clone, Debug)]
pub struct NavigationLink {
    /// Its words.
    pub title: Text,
    /// A page of the course, an address of the site, or one elsewhere.
    pub to: Located<String>,
}

/// Everything in `clinic.yaml` as written.
struct RawConfig {
    id: Option<Located<String>>,
    title: Text,
    description: Option<Text>,
    language: String,
    base_url: Option<Located<String>>,
    authors: Vec<Text>,
    license: Option<Text>,
    image: Option<Located<String>>,
    frame_ancestors: Vec<String>,
    repository: Option<Located<String>>,
    theme: ThemeChoice,
    output: Option<Located<String>>,
    answers: Option<Located<String>>,
    numbering: Option<Located<String>>,
    offline: bool,
    search: bool,
    navigation: Vec<NavigationLink>,
    rules: RuleLevels,
    extra: serde_json::Value,
    settings: Settings,
    check_headings: Vec<String>,
}

/// What must be known before anything else can be read.
#[derive(Debug)]
pub struct Basics {
    /// The language of the course.
    pub language: String,
    /// The tree of `clinic.yaml`; `None` where it cannot be read.
    pub tree: Option<Node>,
    /// The languages of the files in `i18n/` that hold the course's own words, the widest first.
    pub words: Vec<String>,
}

/// The language of the course, which decides on the words that everything else needs; `own` are the languages of the
/// files in `i18n/`.
pub fn basics(tree: Option<Node>, own: &[&str]) -> Basics {
    let language = tree.as_ref().and_then(|tree| tree.get("language")).and_then(Node::as_str);
    let language = language.unwrap_or("en").to_owned();
    // The words of `pt` serve `pt-BR` too.
    let tags = strings::tags(&language).into_iter();
    let words = tags.flat_map(|tag| own.iter().filter(move |own| own.eq_ignore_ascii_case(tag)));
    let words = words.map(|own| (*own).to_owned()).collect();
    Basics { language, tree, words }
}

/// `pt-BR` → `pt`
fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or(language)
}

/// The headings that open a check section besides those of the language.
fn check_headings(tree: &Node) -> Vec<String> {
    // As they are compared with those of pages; some write them with their marks.
    let heading = |typed: &str| typed.trim_start_matches('#').trim().to_lowercase();
    let headings = tree.get("markdown").and_then(|map| map.get("check_headings")).map(|node| match &node.kind {
        NodeKind::List(items) => items.iter().filter_map(Node::as_str).map(heading).collect(),
        _ => node.as_str().map(heading).into_iter().collect::<Vec<_>>(),
    });
    headings.unwrap_or_default()
}

/// The `markdown:` settings, which every later text is read by. Findings about them come with [`read`].
pub fn markdown_settings(tree: Option<&Node>, strings: &Strings) -> markdown::MarkdownSettings {
    let map = tree.and_then(|tree| tree.get("markdown"));
    let flag = |key: &str| map.and_then(|map| map.get(key)).and_then(Node::as_bool);
    markdown::MarkdownSettings {
        math: flag("math").unwrap_or(true),
        macros: macros(map.and_then(|map| map.get("macros"))),
        highlight: flag("highlight").unwrap_or(true),
        any_html: map.and_then(|map| map.get("html")).and_then(Node::as_str) == Some("any"),
        quotes: flag("typography").unwrap_or(true).then(|| strings.quotes()),
        words: strings.markdown(),
    }
}

/// Reads and resolves `clinic.yaml`; `strings` are the words of its language, `built_in` is what stands beneath its
/// inherited keys.
pub fn read(
    file: &SourceFile,
    basics: &Basics,
    reader: &Reader,
    strings: &Strings,
    built_in: &Settings,
) -> Outcome<Config> {
    let mut decoder = Decoder::new(file, reader);
    let empty = Node { span: crate::text::Span::default(), kind: NodeKind::Null };
    let tree = basics.tree.as_ref().unwrap_or(&empty);
    let raw = decoder.config(tree, basics);
    let config = decoder.resolve(raw, strings, built_in);
    prose::prove_decoded(file, &(0..file.text().len()), &mut decoder.findings);
    Outcome { value: config, findings: decoder.findings.into_inner() }
}

impl Config {
    /// The folder of answers, from the course's folder.
    pub fn answers_folder(&self) -> &str {
        self.answers.as_ref().map_or("answers", |folder| folder.value.as_str())
    }
}

impl Decoder<'_> {
    fn config(&mut self, tree: &Node, basics: &Basics) -> RawConfig {
        let known = [&COURSE[..], &["extra"], &INHERITED[..]].concat();
        let (fields, meant) = self.fields_and_meant(tree, "`clinic.yaml`", &known);
        self.report_markdown(fields);
        let (settings, _) = self.settings(fields, OwnContent::InModules);
        let is_title_told = basics.tree.is_none() || meant.contains(&"title");
        let word =
            |decoder: &mut Self, key: &str| fields.get(key).and_then(|node| decoder.word(node, &format!("`{key}`")));
        RawConfig {
            id: self.id(fields),
            title: self.title(fields, is_title_told),
            description: fields.get("description").and_then(|node| self.inline(node, "the description")),
            language: self.language(fields, basics),
            base_url: word(self, "base_url"),
            authors: self.authors(fields),
            license: fields.get("license").and_then(|node| self.inline(node, "the license")),
            image: word(self, "image"),
            frame_ancestors: self.frame_ancestors(fields),
            repository: word(self, "repository").inspect(|address| self.report_repository(address)),
            theme: fields.get("theme").map(|node| self.theme(node)).unwrap_or_default(),
            output: word(self, "output").filter(|folder| self.is_folder("output", folder)),
            answers: word(self, "answers").filter(|folder| self.is_folder("answers", folder)),
            numbering: word(self, "numbering").inspect(|format| self.report_numbering(format)),
            offline: fields.get("offline").and_then(|node| self.flag(node, "`offline`")).unwrap_or(false),
            search: fields.get("search").and_then(|node| self.flag(node, "`search`")).unwrap_or(true),
            navigation: fields.get("navigation").map(|node| self.navigation(node)).unwrap_or_default(),
            rules: fields.get("rules").map(|node| self.rules(node)).unwrap_or_default(),
            extra: fields.get("extra").map_or(serde_json::Value::Null, Node::to_json),
            settings,
            check_headings: check_headings(tree),
        }
    }

    fn resolve(&mut self, raw: RawConfig, strings: &Strings, built_in: &Settings) -> Config {
        let RawConfig {
            id,
            title,
            description,
            language,
            base_url,
            authors,
            license,
            image,
            frame_ancestors,
            repository,
            theme,
            output,
            answers,
            numbering,
            offline,
            search,
            navigation,
            rules,
            extra,
            settings,
            check_headings,
        } = raw;
        let base_url = base_url.and_then(|url| self.web_address(&url));
        let base_url = base_url.map(|url| format!("{}/", url.trim_end_matches('/')));
        let id = id.map_or_else(
            || content_id('c', base_url.as_deref().unwrap_or_else(|| title.fragment.words_as_typed())),
            |id| id.value,
        );
        let mut clinic_words = strings.clinic_words();
        clinic_words.check_headings.extend(check_headings);
        Config {
            id,
            title,
            description,
            language,
            base_url,
            authors,
            license,
            image,
            frame_ancestors,
            repository: repository
                .and_then(|url| self.web_address(&url))
                .map(|url| url.trim_end_matches('/').to_owned()),
            theme,
            output,
            answers: answers.and_then(|folder| self.answers_named(folder)),
            numbering: numbering.map(|format| format.value),
            offline,
            search,
            navigation,
            rules,
            extra,
            settings: settings.over(built_in),
            clinic_words,
        }
    }

    /// The title of the course; that it has none is reported unless `is_told`.
    fn title(&mut self, fields: Fields<'_>, is_told: bool) -> Text {
        let title = fields.get("title").and_then(|node| self.inline(node, "the course title"));
        title.filter(|title| !title.source.is_empty()).unwrap_or_else(|| {
            let place = Place::file(&SourcePath::new(FILE));
            let help = "add `title:` followed by the name of the course";
            if !is_told {
                let finding = Finding::new(Rule::MissingTitle, place.clone(), "the course has no title");
                self.findings.push(finding.help(help));
            }
            Text { source: "".into(), fragment: std::sync::Arc::default(), place }
        })
    }

    fn language(&mut self, fields: Fields<'_>, basics: &Basics) -> String {
        let node = fields.get("language");
        let fits = |tag: &str| {
            tag.split('-').all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
                && (2..=3).contains(&primary(tag).len())
        };
        let readable = node.is_none_or(|node| node.as_str().is_some());
        if fits(&basics.language) && readable {
            if let Some(node) = node
                && basics.words.is_empty()
                && !strings::speaks(&basics.language)
            {
                self.no_words(node, primary(&basics.language));
            }
            return basics.language.clone();
        }
        if let Some(node) = node {
            let message = "the language must be a tag such as `en` or `pt-BR`";
            self.wrong_with_help(node, message, "write, for example, `language: en`");
        }
        "en".to_owned()
    }

    fn authors(&mut self, fields: Fields<'_>) -> Vec<Text> {
        let Some(node) = fields.get("authors") else { return Vec::new() };
        if matches!(node.kind, NodeKind::Scalar(_)) {
            return self.inline(node, "the author").into_iter().collect();
        }
        let items = self.list(node, "`authors`");
        items.iter().filter_map(|item| self.inline(item, "an author")).collect()
    }

    fn navigation(&mut self, node: &Node) -> Vec<NavigationLink> {
        let items = self.list(node, "`navigation`");
        items.iter().filter_map(|item| self.navigation_link(item)).collect()
    }

    fn navigation_link(&mut self, node: &Node) -> Option<NavigationLink> {
        let fields = self.fields(node, "a navigation link", &["title", "to"]);
        let title = fields.said("title").and_then(|node| self.inline(node, "the title of a link"));
        let to = fields.said("to").and_then(|node| self.word(node, "the target of a link"));
        if let (Some(title), Some(to)) = (title, to) {
            return Some(NavigationLink { title, to });
        }
        if matches!(node.kind, NodeKind::Map(_)) && fields.lacks(&["title", "to"]) {
            self.wrong_with_help(
                node,
                "a navigation link needs `title` and `to` keys",
                "write `{ title: Radar, to: /radar/ }`",
            );
        }
        None
    }

    /// The severities that `rules:` gives.
    pub fn rules(&mut self, node: &Node) -> RuleLevels {
        let levels = [("off", None), ("warn", Some(Severity::Warning)), ("error", Some(Severity::Error))];
        let mut rules = RuleLevels::new();
        for entry in self.map(node, "`rules`").entries() {
            let Some(rule) = Rule::from_id(&entry.key) else {
                self.unknown_rule(entry);
                continue;
            };
            let Some(level) = self.choice(&entry.value, "the severity of a rule", &levels) else { continue };
            if rule.is_fixed() && level != Some(Severity::Error) {
                let message = format!("`{rule}` is always an error");
                let help = "fix the problems that the rule finds; otherwise, content would be lost, displayed incorrectly, or shown to the wrong readers";
                self.findings.add_with_help(Rule::WrongType, entry.value.span, message, help);
                continue;
            }
            rules.insert(rule, level);
        }
        rules
    }

    fn unknown_rule(&mut self, entry: &MapEntry) {
        let near = nearest(&entry.key, Rule::ALL.iter().map(|rule| rule.id()));
        let all = "run `clinic explain` to list the rules";
        let help = near.map_or_else(|| all.to_owned(), |near| format!("did you mean `{near}`?"));
        let message = format!("there is no rule `{}`", entry.key);
        let finding = Finding::new(Rule::UnknownRule, self.place(entry.key_span), message).help(help);
        let fix = near.map(|near| Fix::offer(self.file, entry.key_span, near));
        self.findings.push(Finding { fix, ..finding });
    }

    /// Checks the keys of `markdown:`, which [`markdown_settings`] and [`check_headings`] read in silence.
    fn report_markdown(&mut self, fields: Fields<'_>) {
        let Some(node) = fields.get("markdown") else { return };
        let fields = self.fields(node, "`markdown`", &MARKDOWN);
        for key in ["math", "highlight", "typography"] {
            if let Some(node) = fields.get(key) {
                self.flag(node, &format!("`{key}`"));
            }
        }
        if let Some(node) = fields.get("macros") {
            self.report_macros(node);
        }
        if let Some(node) = fields.get("html") {
            self.choice(node, "`html`", &[("safe", ()), ("any", ())]);
        }
        if let Some(node) = fields.get("check_headings") {
            self.words(node, "`check_headings`");
        }
    }
}
