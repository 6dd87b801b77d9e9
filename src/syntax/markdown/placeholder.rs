//! Words in braces: the place of a title in presets, and what was meant to be filled in and will not be.

use std::ops::Range;

use super::writer::FragmentWriter;
use super::{Form, Origin};
use crate::finding::Rule;
use crate::finding::suggest::nearest;
use crate::model::fragment::{Piece, WHERE};
use crate::text::quote::braced;

/// What authors write for the title of the page.
const MEANT: [&str; 9] = ["where", "page", "title", "name", "location", "place", "link", "module", "topic"];

/// Reports what `text`, typed at `range`, holds in braces and is not filled in.
pub(super) fn report(text: &str, source: &str, range: &Range<usize>, form: Form, origin: &mut Origin<'_>) {
    if matches!(form, Form::Prose | Form::Claim) || !text.contains('{') {
        return;
    }
    // Only where the text was typed as it arrived are its places known.
    let exact = source.get(range.clone()) == Some(text);
    for (at, word) in braced(text) {
        let name = word[1..word.len() - 1].trim();
        let is_slot = word == WHERE;
        let finding = match form {
            Form::Row if is_slot => Some((
                format!("clinic replaces `{word}` only in presets, but this text is in a row"),
                "replace the placeholder with text, or move this text to a preset".to_owned(),
            )),
            Form::Preset
                if !is_slot
                    && (MEANT.contains(&name.to_lowercase().as_str()) || nearest(name, ["where"]).is_some()) =>
            {
                Some((format!("`{word}` is not a valid placeholder in a preset"), "did you mean `{where}`?".to_owned()))
            }
            _ => None,
        };
        if let Some((message, help)) = finding {
            let word = range.start + at..range.start + at + word.len();
            let span = origin.span(if exact { &word } else { range });
            origin.findings.add_with_help(Rule::UnknownPlaceholder, span, message, help);
        }
    }
}

impl FragmentWriter<'_> {
    /// Words of a preset, with slots for the title of its page.
    pub(super) fn words_of_preset(&mut self, typed: &str, text: &str) {
        for (number, (typed, part)) in typed.split(WHERE).zip(text.split(WHERE)).enumerate() {
            if number > 0 {
                self.slot(Piece::Where(self.text.next()));
                self.text.push(WHERE);
            }
            self.text.push_set(typed, part);
            self.escaped(part);
        }
    }
}
