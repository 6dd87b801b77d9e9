//! Characters that nobody sees and no text needs: they come from other programs with what is pasted.

use std::collections::BTreeMap;

use crate::finding::{FileFindings, Finding, Fix, Rule};
use crate::text::{Place, SourceFile, Span};

/// What such a character does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// HTML has no room for it.
    Control,
    /// It is a line break to the program that it comes from, and to no browser.
    LineBreak,
    /// It stands at the start of a file, and this one at another place.
    ByteOrderMark,
    /// It turns letters around. Isolates and marks, which texts from right to left need, are not among these.
    Override,
}

impl Kind {
    fn of(character: char) -> Option<Self> {
        match character {
            // Blanks of HTML; a form feed is one.
            '\t' | '\n' | '\r' | '\u{c}' => None,
            '\u{2028}' | '\u{2029}' => Some(Self::LineBreak),
            '\u{202d}' | '\u{202e}' => Some(Self::Override),
            '\u{feff}' => Some(Self::ByteOrderMark),
            '\u{fdd0}'..='\u{fdef}' => Some(Self::Control),
            other if other.is_control() || u32::from(other) & 0xfffe == 0xfffe => Some(Self::Control),
            _ => None,
        }
    }

    fn message(self, character: char) -> String {
        let code = format!("U+{:04X}", u32::from(character));
        match self {
            Self::Control => {
                format!("this text contains an invisible control character ({code}), which a page cannot contain")
            }
            Self::LineBreak => {
                let name = if character == '\u{2029}' { "paragraph" } else { "line" };
                format!(
                    "this text contains an invisible {name} separator ({code}), which browsers do not show as a line break"
                )
            }
            Self::ByteOrderMark => format!("this text contains an invisible byte-order mark ({code})"),
            Self::Override => {
                format!(
                    "this text contains an invisible character ({code}) that reverses the order of the letters after it"
                )
            }
        }
    }
}

/// Reports the first such character of each kind in a file, with how many there are.
pub fn report(file: &SourceFile, findings: &mut FileFindings) {
    let mut found: BTreeMap<Kind, (Span, char, usize)> = BTreeMap::new();
    for (at, character) in file.text().char_indices() {
        let Some(kind) = Kind::of(character) else { continue };
        let span = Span::new(at, at + character.len_utf8());
        // Where YAML cannot be read because of it, that is told already.
        if found.contains_key(&kind) || !findings.all_mut().iter().any(|known| is_about(known, span)) {
            found.entry(kind).or_insert((span, character, 0)).2 += 1;
        }
    }
    for (kind, (span, character, count)) in found {
        let others = if count > 1 { format!(", the first of {count} in this file") } else { String::new() };
        let message = kind.message(character) + &others;
        let finding = Finding::new(Rule::ControlCharacter, Place::new(file.path(), span), message);
        let (help, instead) = match kind {
            Kind::LineBreak => ("replace the character with a space or a line break", " "),
            _ => ("delete the character, or retype the line", ""),
        };
        findings.push(finding.help(help).fix(Fix::offer(file, span, instead)));
    }
}

fn is_about(finding: &Finding, span: Span) -> bool {
    let place = finding.place.span();
    finding.rule == Rule::YamlSyntax && place.start <= span.start && span.end <= place.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::SourcePath;

    fn reported(text: &str) -> Vec<(usize, String)> {
        let file = SourceFile::new(SourcePath::new("a.md"), text);
        let mut findings = FileFindings::new(file.path());
        report(&file, &mut findings);
        findings.into_inner().into_iter().map(|finding| (finding.place.span().start, finding.message)).collect()
    }

    #[test]
    fn each_kind_is_told_once_and_which_it_is() {
        let reported = reported("One\u{8}two\u{b}.\n\nA\u{2028}b \u{202e}c\u{feff} \u{fffe}\u{85}");
        assert_eq!(
            reported,
            [
                (3, "this text contains an invisible control character (U+0008), which a page cannot contain, the first of 4 in this file".to_owned()),
                (12, "this text contains an invisible line separator (U+2028), which browsers do not show as a line break".to_owned()),
                (21, "this text contains an invisible byte-order mark (U+FEFF)".to_owned()),
                (17, "this text contains an invisible character (U+202E) that reverses the order of the letters after it".to_owned()),
            ]
        );
    }

    #[test]
    fn what_texts_need_is_not_told() {
        for text in [
            "Tabs\tand\r\nlines\rof\u{c}all kinds, \u{a0}blanks\u{202f}and\u{3000}soft\u{ad}hyphens\u{200b}",
            "עברית \u{2067}right to left\u{2069} \u{2066}x\u{2069} \u{2068}y\u{2069} \u{200e}\u{200f}\u{61c}",
            "\u{202a}an embedding\u{202c} \u{202b}and one more\u{202c}",
            "👩\u{200d}🔬 می\u{200c}خواهم ❤\u{fe0f} 🏴\u{e0067}\u{e0062}\u{e007f} \u{e000}\u{fffd}",
        ] {
            assert_eq!(reported(text), [], "{text:?}");
        }
    }
}
