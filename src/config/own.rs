//! What belongs to one clinic page: radar rows, check groups, cards.

use serde::{Deserialize, Serialize};

use crate::config::decode::{Decoder, Fields};
use crate::config::keys::{ANSWER, CARD, GROUP, ROW, STATEMENT};
use crate::finding::{Finding, Fix, Rule};
use crate::model::text::{Located, Text};
use crate::syntax::markdown::Form;
use crate::syntax::yaml::{Node, NodeKind};
use crate::text::Place;
use crate::text::id::inside_quotes;
use crate::text::quote::yaml_scalar;

/// The rows, groups and cards of one file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OwnParts {
    /// Radar rows.
    pub rows: Vec<RawRow>,
    /// Check groups; `None` where the file names none, so that those of its pages are taken.
    pub groups: Option<Vec<RawGroup>>,
    /// Cards.
    pub cards: Vec<RawCard>,
}

/// A radar row as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RawRow {
    /// The row.
    pub place: Place,
    /// Its own id, in a box: few rows have one, and the others take less room.
    pub id: Option<Box<Located<String>>>,
    /// Earlier ids.
    pub was: Vec<String>,
    /// The preset that it fills, as few do.
    pub preset: Option<Box<Located<String>>>,
    /// The trap.
    pub mistake: Option<Text>,
    /// Where it shows up.
    pub location: Option<Text>,
    /// How one notices it.
    pub symptom: Option<Text>,
    /// What shows that it is repaired.
    pub repair: Option<Text>,
    /// Whether it has a key that was not understood, which may be a column.
    pub misread: bool,
}

/// A check group as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RawGroup {
    /// The group.
    pub place: Place,
    /// Its title.
    pub title: Option<Text>,
    /// The page it belongs to.
    pub source: Option<Located<String>>,
    /// What stands above the statements.
    pub intro: Option<Text>,
    /// Its statements; `None` where they are read from the source page.
    pub statements: Option<Vec<RawStatement>>,
}

/// A statement as written in front matter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RawStatement {
    /// Its own id, which few have.
    pub id: Option<Box<Located<String>>>,
    /// Earlier ids.
    pub was: Vec<String>,
    /// The wrong claim, without its own quotation marks.
    pub text: Text,
    /// A hint, which few have.
    pub hint: Option<Box<Text>>,
    /// What is right.
    pub answer: Option<Box<RawAnswer>>,
}

/// An answer as written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RawAnswer {
    /// What is wrong.
    pub error: Option<Text>,
    /// Why it tempts.
    pub why: Option<Text>,
    /// The corrected statement.
    pub correction: Option<Text>,
}

impl RawAnswer {
    /// What this says, and what `other` says besides.
    #[must_use]
    pub fn over(self, other: Self) -> Self {
        let Self { error, why, correction } = self;
        Self { error: error.or(other.error), why: why.or(other.why), correction: correction.or(other.correction) }
    }
}

/// A card as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RawCard {
    /// Its own id.
    pub id: Option<Located<String>>,
    /// Earlier ids.
    pub was: Vec<String>,
    /// The front.
    pub front: Text,
    /// The back.
    pub back: Text,
}

/// Whether an item of a list is a statement with more than its text.
fn is_statement(node: &Node) -> bool {
    node.get("text").is_some() && node.get("statements").is_none()
}

/// Whether an item of a list is a group of statements.
fn is_group(node: &Node) -> bool {
    node.get("text").is_none() && node.get("statements").is_some()
}

/// Whether a group has no statements, nor a key that may be meant to hold them.
fn holds_none(group: Fields<'_>) -> bool {
    let is_empty = |node: &Node| node.as_list().is_some_and(<[Node]>::is_empty);
    group.lacks(&["statements"]) || group.get("statements").is_some_and(is_empty)
}

impl Decoder<'_> {
    /// The rows of a radar.
    pub fn rows(&mut self, node: &Node) -> Vec<RawRow> {
        let listed = self.list(node, "the radar");
        let mut rows = Vec::with_capacity(listed.len());
        rows.extend(listed.iter().filter_map(|row| self.row(row)));
        rows
    }

    fn row(&mut self, node: &Node) -> Option<RawRow> {
        if !matches!(node.kind, NodeKind::Map(_)) {
            let message = format!("a radar row must be a map, not {}", node.kind_name());
            self.wrong_with_help(
                node,
                &message,
                "write `mistake:`, `where:`, `symptom:`, and `repair:`, each on its own line",
            );
            return None;
        }
        let fields = self.fields(node, "a radar row", &ROW);
        Some(RawRow {
            place: self.place(self.first_line(node.span)),
            misread: fields.entries().iter().any(|entry| !ROW.contains(&entry.key.as_str())),
            id: self.id(fields).map(Box::new),
            was: self.was(fields),
            preset: fields.get("preset").and_then(|node| self.word(node, "the name of a preset")).map(Box::new),
            mistake: fields.said("mistake").and_then(|node| self.row_text(node, "the mistake")),
            location: fields.said("where").and_then(|node| self.inline(node, "the `where` key of a trap")),
            symptom: fields.said("symptom").and_then(|node| self.row_text(node, "the symptom")),
            repair: fields.said("repair").and_then(|node| self.row_text(node, "the repair evidence")),
        })
    }

    /// The check groups of a clinic page.
    pub fn groups(&mut self, node: &Node) -> Vec<RawGroup> {
        let items = self.list(node, "the check groups");
        if let Some(statement) = items.iter().find(|item| is_statement(item)) {
            let message = "a module has groups of statements, but this is a statement";
            let help = "write `- statements:` above the statements, and indent them below it";
            self.findings.add_with_help(Rule::WrongType, self.first_line(statement.span), message, help);
            return Vec::new();
        }
        items.iter().map(|group| self.group(group)).collect()
    }

    fn group(&mut self, node: &Node) -> RawGroup {
        let fields = match node.kind {
            NodeKind::Map(_) => self.fields(node, "a check group", &GROUP),
            _ => self.map_or(
                node,
                "a check group",
                "put the statements in a group: write `- statements:`, and indent the statements below it",
            ),
        };
        let place = self.place(self.first_line(node.span));
        if matches!(node.kind, NodeKind::Map(_)) && !fields.has("source") && holds_none(fields) {
            let help = "add `statements:` to the group; if it begins with a dash too many, remove the dash";
            let finding = Finding::new(Rule::SourceWithoutChecks, place.clone(), "the check group has no statements");
            self.findings.push(finding.help(help));
        }
        RawGroup {
            place,
            title: fields.said("title").and_then(|node| self.inline(node, "the title of a check group")),
            source: fields.get("source").and_then(|node| self.word(node, "the source of a check group")),
            intro: fields.get("intro").and_then(|node| self.prose(node, "the intro of a check group")),
            statements: fields.get("statements").map(|node| self.statements(node)),
        }
    }

    /// The checks of a page that is not a clinic page: `{intro, statements}` or a list of statements.
    pub fn page_checks(&mut self, node: &Node) -> RawGroup {
        let place = self.place(self.first_line(node.span));
        if let Some(group) = node.as_list().and_then(|items| items.iter().find(|item| is_group(item))) {
            let message = "a page has one group of statements, not a list of groups";
            let help = "remove the dash above `statements:`, and put other groups on pages of their own";
            self.findings.add_with_help(Rule::WrongType, self.first_line(group.span), message, help);
            return RawGroup { place, title: None, source: None, intro: None, statements: None };
        }
        if matches!(node.kind, NodeKind::List(_)) {
            let statements = Some(self.statements(node));
            return RawGroup { place, title: None, source: None, intro: None, statements };
        }
        let fields = self.fields(node, "the checks of a page", &["title", "intro", "statements"]);
        RawGroup {
            place,
            title: fields.get("title").and_then(|node| self.inline(node, "the title of the checks")),
            source: None,
            intro: fields.get("intro").and_then(|node| self.prose(node, "the intro of the checks")),
            statements: Some(fields.get("statements").map(|node| self.statements(node)).unwrap_or_default()),
        }
    }

    fn statements(&mut self, node: &Node) -> Vec<RawStatement> {
        let listed = self.list(node, "the statements");
        let mut statements = Vec::with_capacity(listed.len());
        statements.extend(listed.iter().filter_map(|item| self.statement(item)));
        statements
    }

    fn statement(&mut self, node: &Node) -> Option<RawStatement> {
        if matches!(node.kind, NodeKind::Scalar(_)) {
            let text = self.claim(node)?;
            return Some(RawStatement { id: None, was: Vec::new(), text, hint: None, answer: None });
        }
        if node.is_null() {
            self.wrong_with_help(
                node,
                "a statement is empty",
                "write the wrong statement after the dash, or delete the dash",
            );
            return None;
        }
        let fields = self.fields(node, "a statement", &STATEMENT);
        let answer = fields.said("answer").map(|node| self.answer(node));
        let answer = answer.filter(|answer| *answer != RawAnswer::default()).map(Box::new);
        let hint = fields.get("hint").and_then(|node| self.prose(node, "a hint")).map(Box::new);
        let Some(text) = fields.get("text") else {
            if matches!(node.kind, NodeKind::Map(_)) && fields.lacks(&["text"]) {
                let span = self.first_line(node.span);
                let quoted = yaml_scalar(&self.file.text()[span.range()]);
                let help =
                    "write the wrong statement under `text:`; if the whole line is the statement, put it in quotes";
                let fix = Fix::offer(self.file, span, &quoted);
                let finding =
                    Finding::new(Rule::WrongType, self.place(span), "a statement has no `text` key").help(help);
                self.findings.push(if span == node.span { finding.fix(fix) } else { finding });
            }
            return None;
        };
        let text = self.claim(text)?;
        Some(RawStatement { id: self.id(fields).map(Box::new), was: self.was(fields), text, hint, answer })
    }

    /// A statement without its own quotation marks.
    fn claim(&mut self, node: &Node) -> Option<Text> {
        let NodeKind::Scalar(scalar) = &node.kind else { return self.prose(node, "a statement") };
        let inner = &scalar.text[inside_quotes(&scalar.text)];
        if inner.trim().is_empty() {
            self.wrong(node, "a statement is empty");
            return None;
        }
        let text = self.read(node, inner, Form::Claim, true);
        if !text.fragment.says_something() {
            self.wrong(node, "a statement is empty");
            return None;
        }
        Some(text)
    }

    /// An answer: its parts, or one text, which is the correction.
    pub fn answer(&mut self, node: &Node) -> RawAnswer {
        if matches!(node.kind, NodeKind::Scalar(_)) {
            return RawAnswer { correction: self.prose(node, "an answer"), ..RawAnswer::default() };
        }
        let fields = self.fields(node, "an answer", &ANSWER);
        self.answer_parts(fields)
    }

    /// The parts of an answer.
    pub fn answer_parts(&mut self, fields: Fields<'_>) -> RawAnswer {
        RawAnswer {
            error: fields.said("error").and_then(|node| self.prose(node, "the `error` key of an answer")),
            why: fields.said("why").and_then(|node| self.prose(node, "the `why` key of an answer")),
            correction: fields
                .said("correction")
                .and_then(|node| self.prose(node, "the `correction` key of an answer")),
        }
    }

    /// The cards of a clinic page.
    pub fn cards(&mut self, node: &Node) -> Vec<RawCard> {
        self.list(node, "the cards").iter().filter_map(|item| self.card(item)).collect()
    }

    fn card(&mut self, node: &Node) -> Option<RawCard> {
        let fields = self.fields(node, "a card", &CARD);
        let front = fields.said("front").and_then(|node| self.prose(node, "the front of a card"));
        let back = fields.said("back").and_then(|node| self.prose(node, "the back of a card"));
        let (id, was) = (self.id(fields), self.was(fields));
        if let (Some(front), Some(back)) = (front, back) {
            return Some(RawCard { id, was, front, back });
        }
        if matches!(node.kind, NodeKind::Map(_)) && fields.lacks(&["front", "back"]) {
            self.wrong_with_help(node, "a card needs both a `front` and a `back`", "write both `front:` and `back:`");
        }
        None
    }

    /// A thing's own id.
    pub fn id(&mut self, fields: Fields<'_>) -> Option<Located<String>> {
        self.name(fields.get("id")?, "an id")
    }

    /// A name for programs: letters, digits, `-` and `_`, so that it can stand in an address.
    pub fn name(&mut self, node: &Node, what: &str) -> Option<Located<String>> {
        let id = self.word(node, what)?;
        if !id.value.is_empty() && id.value.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')) {
            return Some(id);
        }
        self.wrong(node, &format!("{what} can contain only the letters a to z, digits, `-`, and `_`"));
        None
    }

    /// Its earlier ids.
    pub fn was(&mut self, fields: Fields<'_>) -> Vec<String> {
        let Some(node) = fields.get("was") else { return Vec::new() };
        self.list_of_words(node, "`was`").into_iter().map(|id| id.value).collect()
    }
}
