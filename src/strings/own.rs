//! A course's own words for the interface.

use std::collections::BTreeMap;

use super::{Vocabulary, counted, entries};
use crate::finding::suggest::nearest;
use crate::finding::{FileFindings, Rule};
use crate::syntax::yaml::Node;
use crate::text::quote::braced;
use crate::text::words::{few, joined};
use crate::text::{SourceFile, Span};

/// How many missing words a finding names.
pub(super) const NAMED: usize = 3;

/// The words of a file that the interface has a place for; all else is reported.
pub(super) fn read(
    file: &SourceFile,
    vocabulary: &Vocabulary<'_>,
    findings: &mut FileFindings,
) -> BTreeMap<String, String> {
    let mut words = BTreeMap::new();
    let entries = entries(file.text(), findings);
    // Nothing proves them here.
    findings.doubt_fixes();
    for (key, value, span) in entries {
        let Some(example) = vocabulary.example(&key) else {
            report_unknown(&key, span, vocabulary, findings);
            continue;
        };
        if let Some(text) = text(&key, &value, findings) {
            report_placeholders(&key, example, &text, span, findings);
            words.insert(key, text);
        }
    }
    words
}

fn text(key: &str, value: &Node, findings: &mut FileFindings) -> Option<String> {
    let text = value.as_str();
    if text.is_none() {
        let help = format!("write text, such as `{key}: '…'`, or remove the line");
        findings.add_with_help(Rule::WrongType, value.span, format!("`{key}` must be text"), help);
    }
    text.map(str::to_owned)
}

fn report_unknown(key: &str, span: Span, vocabulary: &Vocabulary<'_>, findings: &mut FileFindings) {
    let (message, help) = if let Some((_, form)) = counted(key, vocabulary.english) {
        let language = vocabulary.plurals.language();
        let forms: Vec<String> = vocabulary.plurals.forms().iter().map(|form| format!("`{form}`")).collect();
        (format!("`{language}` has no plural form `{form}`"), format!("use {}", joined(&forms, "or")))
    } else {
        let required = vocabulary.required();
        let help = match nearest(key, required.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "remove this string".to_owned(),
        };
        (format!("the interface has no string `{key}`"), help)
    };
    findings.add_with_help(Rule::UnknownKey, span, message, help);
}

/// Reports what `text` holds in braces and `example`, the English words, do not.
fn report_placeholders(key: &str, example: &str, text: &str, span: Span, findings: &mut FileFindings) {
    let slots: Vec<&str> = braced(example).map(|(_, word)| word).collect();
    for (_, word) in braced(text).filter(|(_, word)| !slots.contains(word)) {
        let message = format!("`{word}` is not a valid placeholder in `{key}`");
        let help = match &slots[..] {
            [] => "remove the placeholder: this string does not support any".to_owned(),
            slots => {
                let slots: Vec<String> = slots.iter().map(|slot| format!("`{slot}`")).collect();
                format!("write {}", joined(&slots, "or"))
            }
        };
        findings.add_with_help(Rule::UnknownPlaceholder, span, message, help);
    }
}

/// Reports what a language of the course's own leaves out, all at once. Where a file has errors, its words may be missing
/// because of them.
pub(super) fn report_missing(missing: &[String], findings: &mut FileFindings) {
    if missing.is_empty() || findings.has_errors() {
        return;
    }
    let named = few(missing.iter().take(NAMED).map(|key| format!("`{key}`")).collect(), missing.len());
    let words = if missing.len() == 1 { "interface string is" } else { "interface strings are" };
    let message = format!("{} {words} missing: {named}", missing.len());
    let help = "add these strings to this file; until then, readers see the English strings";
    findings.add_with_help(Rule::MissingWords, Span::default(), message, help);
}
