//! Layer 3: the words of the interface and the built-in texts, by language.

use std::collections::BTreeMap;

use crate::finding::suggest::nearest;
use crate::finding::{FileFindings, Rule};
use crate::syntax::markdown::Words;
use crate::syntax::yaml::{self, Vocabulary};
use crate::text::quote::braced;
use crate::text::{SourceFile, SourcePath, Span};

const ENGLISH: &str = include_str!("en.yaml");

/// All words of one language by key.
#[derive(Clone, Debug)]
pub struct Strings {
    texts: BTreeMap<String, String>,
}

impl Strings {
    /// English, with what the course's own `i18n/<language>.yaml` says instead.
    pub fn load(own: Option<&SourceFile>, findings: &mut FileFindings) -> Self {
        let mut strings = Self { texts: english() };
        if let Some(file) = own {
            strings.replace(file, findings);
        }
        strings
    }

    fn replace(&mut self, file: &SourceFile, findings: &mut FileFindings) {
        for (key, text, span) in entries(file.text(), findings) {
            if let Some(known) = self.texts.get_mut(&key) {
                report_placeholders(&key, known, &text, span, findings);
                *known = text;
                continue;
            }
            let help = match nearest(&key, self.texts.keys().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "remove it".to_owned(),
            };
            findings.add_with_help(Rule::UnknownKey, span, format!("the interface has no string `{key}`"), help);
        }
    }

    /// The words of `key`; a key that does not exist shows itself.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.texts.get(key).map_or(key, String::as_str)
    }

    /// The words of `key` with `{name}` replaced.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        values.iter().fold(self.get(key).to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }

    /// The words of `key.one` for a count of one and of `key.many` for others, with `{n}` replaced.
    pub fn count(&self, key: &str, count: usize) -> String {
        let form = if count == 1 { "one" } else { "many" };
        self.fill(&format!("{key}.{form}"), &[("n", &count.to_string())])
    }

    /// All words, for templates.
    pub fn all(&self) -> &BTreeMap<String, String> {
        &self.texts
    }

    /// The words that become part of markdown.
    pub fn markdown(&self) -> Words {
        let own = |key: &str| self.get(key).to_owned();
        Words {
            alerts: ["note", "tip", "important", "warning", "caution"].map(|kind| own(&format!("alert.{kind}"))),
            answer: own("answer.title"),
            instructor: own("alert.instructor"),
            footnotes: own("text.footnotes"),
            back: own("text.footnote_back"),
            link_to_section: own("text.link_to_section"),
            task: [own("text.task_open"), own("text.task_done")],
            lines: [own("text.lines.one"), own("text.lines.many")],
        }
    }
}

/// Reports what `text` holds in braces and `known`, the words that it replaces, do not.
fn report_placeholders(key: &str, known: &str, text: &str, span: Span, findings: &mut FileFindings) {
    let slots: Vec<&str> = braced(known).map(|(_, word)| word).collect();
    for (_, word) in braced(text).filter(|(_, word)| !slots.contains(word)) {
        let message = format!("`{word}` stands for nothing in `{key}`");
        let help = match &slots[..] {
            [] => "nothing is filled in there".to_owned(),
            slots => format!("write `{}`", slots.join("` or `")),
        };
        findings.add_with_help(Rule::UnknownPlaceholder, span, message, help);
    }
}

fn english() -> BTreeMap<String, String> {
    let mut findings = FileFindings::new(&SourcePath::new("i18n/en.yaml"));
    entries(ENGLISH, &mut findings).into_iter().map(|(key, text, _)| (key, text)).collect()
}

fn entries(source: &str, findings: &mut FileFindings) -> Vec<(String, String, Span)> {
    let Some(node) = yaml::parse(source, 0, Vocabulary::ANY, findings) else { return Vec::new() };
    let yaml::Kind::Map(map) = node.kind else { return Vec::new() };
    let text = |value: &yaml::Node| value.as_str().unwrap_or_default().to_owned();
    map.iter().map(|entry| (entry.key.clone(), text(&entry.value), entry.key_span)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_complete_and_counts() {
        let strings = Strings { texts: english() };
        assert!(strings.texts.len() > 60);
        assert_eq!(strings.count("count.statements", 1), "1 statement");
        assert_eq!(strings.count("count.statements", 3), "3 statements");
    }

    #[test]
    fn a_course_replaces_single_strings() {
        let path = SourcePath::new("i18n/en.yaml");
        let mut findings = FileFindings::new(&path);
        let file = SourceFile::new(path, "nav.home: Start\nnav.hom: x\n");
        let strings = Strings::load(Some(&file), &mut findings);
        assert_eq!(strings.get("nav.home"), "Start");
        assert_eq!(findings.into_inner()[0].help.as_deref(), Some("did you mean `nav.home`?"));
    }
}
