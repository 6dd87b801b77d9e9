//! Layer 3: the words of the interface and the built-in texts, by language.

mod clinic_words;
mod own;
mod plural;
mod quotation;
mod shipped;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Serialize, Serializer};

pub use clinic_words::{ClinicWords, PageWords, TableHeads, fits};
pub use shipped::{speaks, tags};

use crate::finding::{FileFindings, Finding, Rule};
use crate::syntax::hidden;
use crate::syntax::markdown::{MOST_LINES, Quotes, Words};
use crate::syntax::yaml;
use crate::text::{SourceFile, SourcePath, Span};
use plural::{FORMS, Plurals, direction};
use shipped::{FALLBACK, shipped};

/// Says which way a language runs; where nobody wrote it, it is known.
const DIRECTION: &str = "language.direction";

/// All words of one language by key.
#[derive(Clone, Debug, Serialize)]
pub struct Strings {
    texts: BTreeMap<String, String>,
    #[serde(serialize_with = "by_language")]
    plurals: Plurals,
    english: BTreeMap<String, String>,
    /// What is counted in English, forms and all, since the language has no words for it.
    borrowed: BTreeSet<String>,
}

/// The rules of a language are those of its name.
fn by_language<S: Serializer>(plurals: &Plurals, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(plurals.language())
}

impl Strings {
    /// The words of `language`: those that ship with it or with the language of which it is a region's, and over them
    /// the course's own, `own`, the widest language first. What neither has stays English.
    pub fn load(language: &str, own: &[&SourceFile], findings: &mut Vec<Finding>) -> Self {
        let english = words_of(FALLBACK);
        let mut texts = BTreeMap::new();
        for tag in tags(language) {
            texts.extend(words_of(tag));
        }
        let ships = !texts.is_empty();
        texts.extend(tags(language).into_iter().flat_map(quotation::known));
        // Words that are all English are counted as in English.
        let plurals = Plurals::of(if ships || !own.is_empty() { language } else { FALLBACK });
        let vocabulary = Vocabulary { english: &english, plurals: &plurals };
        let mut reported = Vec::new();
        for file in own {
            let mut findings = FileFindings::new(file.path());
            texts.extend(own::read(file, &vocabulary, &mut findings));
            hidden::report(file, &mut findings);
            reported.push(findings);
        }
        if let (false, Some(findings)) = (ships, reported.first_mut()) {
            let required = vocabulary.required().into_iter();
            let missing: Vec<String> = required.filter(|key| key != DIRECTION && !texts.contains_key(key)).collect();
            own::report_missing(&missing, findings);
        }
        findings.extend(reported.into_iter().flat_map(FileFindings::into_inner));
        texts.entry(DIRECTION.to_owned()).or_insert_with(|| direction(language).to_owned());
        let borrowed = borrow(&mut texts, &english);
        Self { texts, plurals, english, borrowed }
    }

    /// The words of `key`; a key that does not exist shows itself.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.texts.get(key).map_or(key, String::as_str)
    }

    /// The words of `key` with `{name}` replaced.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        filled(self.get(key), values)
    }

    /// The words of `key` in the form that goes with the number, with `{n}` replaced.
    pub fn count(&self, key: &str, count: usize) -> String {
        let form = if self.borrowed.contains(key) { english_form(count) } else { self.plurals.form(count) };
        // A language of the course's own may lack the form.
        let forms = [form, "other"].into_iter().chain(FORMS);
        let text = forms.into_iter().find_map(|form| self.texts.get(&format!("{key}.{form}")));
        filled(text.map_or(key, String::as_str), &[("n", &count.to_string())])
    }

    /// All forms of the words of `key`, each by its own key.
    pub fn forms(&self, key: &str) -> impl Iterator<Item = (String, &str)> {
        let form = move |form: &str| format!("{key}.{form}");
        FORMS.into_iter().map(form).filter_map(|key| self.texts.get(&key).map(|text| (key, text.as_str())))
    }

    /// The tag of the language whose rules say which form goes with a number.
    pub fn plural_language(&self) -> &str {
        self.plurals.language()
    }

    /// All words, for templates.
    pub fn all(&self) -> &BTreeMap<String, String> {
        &self.texts
    }

    /// The quotation marks of the language.
    pub fn quotes(&self) -> Quotes {
        let marks = |open: &str, close: &str| [open, close].map(|key| self.get(key).to_owned());
        Quotes { outer: marks("quote.open", "quote.close"), inner: marks("quote.inner_open", "quote.inner_close") }
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
            lines: (0..=MOST_LINES).map(|lines| self.count("text.lines", lines)).collect(),
        }
    }
}

/// The keys that a language has words for.
struct Vocabulary<'a> {
    english: &'a BTreeMap<String, String>,
    plurals: &'a Plurals,
}

impl Vocabulary<'_> {
    /// English words with all that may be filled in at `key`; `None` where the language has no such key.
    fn example(&self, key: &str) -> Option<&str> {
        let text = match counted(key, self.english) {
            Some((family, form)) if form == "other" || self.plurals.forms().contains(&form) => {
                self.english.get(&format!("{family}.other"))
            }
            Some(_) => None,
            None => self.english.get(key),
        };
        text.map(String::as_str)
    }

    /// All keys that a whole language has.
    fn required(&self) -> Vec<String> {
        let forms = self.plurals.needed();
        let mut required: Vec<String> = Vec::new();
        for key in self.english.keys() {
            match counted(key, self.english) {
                Some((family, "other")) => required.extend(forms.iter().map(|form| format!("{family}.{form}"))),
                Some(_) => {}
                None => required.push(key.clone()),
            }
        }
        required
    }
}

/// Adds the English words for what `texts` lack; gives what is counted with them.
fn borrow(texts: &mut BTreeMap<String, String>, english: &BTreeMap<String, String>) -> BTreeSet<String> {
    let family = |key: &str| counted(key, english).map(|(family, _)| family.to_owned());
    let own: BTreeSet<String> = texts.keys().filter_map(|key| family(key)).collect();
    let mut borrowed = BTreeSet::new();
    for (key, text) in english {
        match family(key) {
            // Forms of two languages do not mix.
            Some(family) if own.contains(&family) => continue,
            Some(family) => drop(borrowed.insert(family)),
            None if texts.contains_key(key) => continue,
            None => {}
        }
        texts.insert(key.clone(), text.clone());
    }
    borrowed
}

/// `count.pages.one` → `count.pages`, `one`; `None` for words that no number goes with.
fn counted<'k>(key: &'k str, english: &BTreeMap<String, String>) -> Option<(&'k str, &'k str)> {
    let (family, form) = key.rsplit_once('.')?;
    (FORMS.contains(&form) && english.contains_key(&format!("{family}.other"))).then_some((family, form))
}

fn english_form(count: usize) -> &'static str {
    if count == 1 { "one" } else { "other" }
}

/// `text` with each value in the place of its name in braces. What stands in braces in a value stays as it is.
fn filled(text: &str, values: &[(&str, &str)]) -> String {
    let (mut filled, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let found = values.iter().find_map(|(name, value)| Some((value, after.strip_prefix(name)?.strip_prefix('}')?)));
        rest = if let Some((value, after)) = found {
            filled.push_str(value);
            after
        } else {
            filled.push('{');
            after
        };
    }
    filled.push_str(rest);
    filled
}

/// The words that ship with a language; none for others.
fn words_of(tag: &str) -> BTreeMap<String, String> {
    let mut findings = FileFindings::new(&SourcePath::new(format!("i18n/{tag}.yaml")));
    let entries = shipped(tag).map(|words| entries(words, &mut findings)).unwrap_or_default();
    entries.into_iter().filter_map(|(key, value, _)| Some((key, value.as_str()?.to_owned()))).collect()
}

/// The keys of a file with their values and places.
fn entries(source: &str, findings: &mut FileFindings) -> Vec<(String, yaml::Node, Span)> {
    let Some(node) = yaml::parse(source, 0, yaml::Vocabulary::ANY, findings) else { return Vec::new() };
    let yaml::NodeKind::Map(map) = &node.kind else {
        if !node.is_null() {
            let message = format!("the interface strings must be a map, not {}", node.kind_name());
            let help = "write each string on its own line, as in `nav.home: Start`, with a space after the colon";
            findings.add_with_help(Rule::WrongType, node.span, message, help);
        }
        return Vec::new();
    };
    map.iter().map(|entry| (entry.key.clone(), entry.value.clone(), entry.key_span)).collect()
}
