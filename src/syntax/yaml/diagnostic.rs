//! What is wrong with a text, in the author's words; the scanner's own errors are translated below this folder.

mod blanks;
mod brackets;
mod characters;
mod layout;
mod quotes;
mod tabs;
mod values;

pub(super) use blanks::no_break_spaces;
pub(super) use quotes::swallowed_lines;

use granit_parser::{ErrorKind, Marker};

use super::MAX_DEPTH;
use super::line::Source;
use super::running::{CUT, Hash, Running};
use super::suggestion::{Repair, Suggestion};
use crate::finding::{Finding, Fix, Rule};
use crate::text::{Place, SourcePath, Span};

const QUOTE: &str = "put the text in quotes";

/// A finding-to-be, by places in the text.
#[derive(Debug)]
pub(super) struct Diagnostic {
    rule: Rule,
    /// Where it is, in bytes of the text.
    pub(super) span: Span,
    message: String,
    help: String,
    /// The lines that would cure it.
    pub(super) repair: Option<Repair>,
}

impl Diagnostic {
    /// Something that cannot be read.
    pub(super) fn syntax(span: Span, message: impl Into<String>, suggestion: impl Into<Suggestion>) -> Self {
        let Suggestion { help, repair } = suggestion.into();
        Self { rule: Rule::YamlSyntax, span, message: message.into(), help, repair }
    }

    /// Something that YAML has and course material does not.
    pub(super) fn feature(span: Span, message: impl Into<String>, suggestion: impl Into<Suggestion>) -> Self {
        Self { rule: Rule::YamlFeature, ..Self::syntax(span, message, suggestion) }
    }

    /// A text that would arrive otherwise than it was typed.
    pub(super) fn changed(span: Span, message: impl Into<String>, suggestion: impl Into<Suggestion>) -> Self {
        Self { rule: Rule::ChangedText, ..Self::syntax(span, message, suggestion) }
    }

    /// The same, cured by `lines`, which cure `other` as well.
    pub(super) fn cured_by(&mut self, lines: Vec<String>, other: Self) {
        self.help = other.help;
        self.repair = other.repair.map(|repair| Repair { lines, ..repair });
    }

    /// Makes the repair an offer where `is_doubtful`.
    pub(super) fn doubt(&mut self, is_doubtful: bool) {
        if let Some(repair) = &mut self.repair {
            repair.certain &= !is_doubtful;
        }
    }

    /// The finding, in a file at `path` where the text starts at `offset`; `line` counts the lines up to a byte of it.
    pub(super) fn into_finding(self, path: &SourcePath, offset: usize, line: impl Fn(usize) -> usize) -> Finding {
        let place = Place::new(path, self.span.shifted(offset));
        let finding = Finding::new(self.rule, place, self.message).help(self.help);
        match self.repair {
            None => finding,
            Some(Repair { start, lines, certain, .. }) => {
                let line = line(start);
                finding.fix(Fix { line, end_line: line + lines.len() - 1, text: lines.join("\n"), certain })
            }
        }
    }
}

/// What the scanner says of a text that it cannot read.
pub(super) struct Failure<'a> {
    /// The text.
    pub(super) source: Source<'a>,
    /// Where it noticed.
    pub(super) at: usize,
    /// What it noticed.
    pub(super) kind: &'a ErrorKind,
    /// The bracket that was open then, the innermost of them.
    pub(super) open: Option<usize>,
}

/// Lists and maps stand in one another too deeply.
pub(super) fn too_deep(span: Span) -> Diagnostic {
    let message = format!("values are nested more than {MAX_DEPTH} levels deep");
    Diagnostic {
        rule: Rule::YamlDepth,
        ..Diagnostic::syntax(span, message, "use fewer levels of nesting, or put the value in quotes")
    }
}

/// The byte of `source` that `marker` stands at.
pub(super) fn offset(marker: &Marker, source: &str) -> usize {
    let by_characters = || source.char_indices().nth(marker.index()).map_or(source.len(), |(at, _)| at);
    marker.byte_offset().filter(|&at| source.is_char_boundary(at)).unwrap_or_else(by_characters)
}

/// Says in the author's words what the scanner noticed, and where the cause of it is; of a text over several lines with
/// all of them.
pub(super) fn explain(failure: &Failure<'_>) -> Diagnostic {
    use ErrorKind as E;
    let diagnostic = explain_line(failure);
    let text =
        || Running::at(failure.source, failure.at).or_else(|| Running::at(failure.source, diagnostic.span.start));
    match failure.kind {
        E::RecursionLimitExceeded
        | E::BomInsideDocument
        | E::TabNotAllowed
        | E::TabInBlockIndentation
        | E::TabInIndentation
        | E::TabInPlainScalar
        | E::TabAtBlockScalarStart => diagnostic,
        E::UnexpectedCharacter { character } if character.is_control() => diagnostic,
        _ => match text() {
            Some(text) => over_lines(failure.source, &text, diagnostic),
            None => diagnostic,
        },
    }
}

/// `diagnostic` with all lines of the `text` that it is about.
fn over_lines(source: Source<'_>, text: &Running<'_>, diagnostic: Diagnostic) -> Diagnostic {
    let Some(mut repair) = text.quoted(source) else { return diagnostic };
    repair.is_guess = diagnostic.repair.as_ref().is_some_and(|repair| repair.is_guess);
    let suggestion = |help: &str| Suggestion { help: help.to_owned(), repair: Some(repair.clone()) };
    match text.hashes(source).next() {
        // What the scanner noticed is that the text goes on behind what is a comment to it.
        Some(Hash { span, is_comment: false }) => {
            Diagnostic { rule: Rule::CutText, ..Diagnostic::syntax(span, CUT, suggestion(QUOTE)) }
        }
        Some(Hash { span, .. }) => {
            let help = "put the whole text in quotes, or move the comment above the text";
            Diagnostic::syntax(span, "this comment is inside text that spans several lines", suggestion(help))
        }
        None if text.head.value().starts_with(['[', '{']) => {
            let message = "the brackets turn this text into a list or map";
            Diagnostic::syntax(character_at(source, text.head.value_start()), message, suggestion(QUOTE))
        }
        None if diagnostic.repair.as_ref().is_some_and(|own| own.lines == repair.lines) => diagnostic,
        None => Diagnostic { help: QUOTE.to_owned(), repair: Some(repair), ..diagnostic },
    }
}

fn explain_line(failure: &Failure<'_>) -> Diagnostic {
    use ErrorKind as E;
    let Failure { source, at, open, .. } = *failure;
    match failure.kind {
        E::RecursionLimitExceeded => too_deep(character_at(source, at)),
        E::UnexpectedCharacter { character } if character.is_control() => characters::control(source, at, *character),
        E::BomInsideDocument => characters::byte_order_mark(source, at),
        E::UnknownQuotedScalarEscape
        | E::InvalidQuotedScalarHexEscape
        | E::InvalidLowSurrogateHexEscape
        | E::InvalidLowSurrogate
        | E::MissingLowSurrogate
        | E::UnpairedLowSurrogate
        | E::InvalidUnicodeEscape => characters::bad_escape(source, at),
        E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar => quotes::unclosed(source, at),
        E::InvalidTrailingSingleQuotedScalar => quotes::text_after(source, at, '\''),
        E::InvalidTrailingDoubleQuotedScalar => quotes::text_after(source, at, '"'),
        E::CommentNotSeparated => quotes::text_after_any(source, at),
        E::UnclosedFlowCollection { .. } => brackets::unclosed(source, at),
        E::MismatchedFlowCollectionEnd { open, close } => brackets::mismatched(source, at, *open, *close),
        E::InvalidColonPlacement
        | E::FlowMappingValueAdjacentCollection
        | E::ExpectedFlowMappingSeparator
        | E::ExpectedFlowSequenceSeparator
        | E::UnexpectedEofImplicitFlowMapping
        | E::UnexpectedEofFlowMapping
        | E::UnexpectedEofFlowSequence => brackets::inside(source, at, open),
        _ => explain_layout(failure),
    }
}

fn explain_layout(failure: &Failure<'_>) -> Diagnostic {
    use ErrorKind as E;
    let Failure { source, at, open, .. } = *failure;
    let above = || brackets::open_above(source, at);
    if let Some(opener) = open.or_else(above).filter(|&opener| brackets::runs_on(source, opener, at)) {
        return brackets::unclosed(source, opener);
    }
    match failure.kind {
        E::TabNotAllowed
        | E::TabInBlockIndentation
        | E::TabInIndentation
        | E::TabInPlainScalar
        | E::TabAtBlockScalarStart
        | E::InvalidBlockEntryWhitespace
        | E::InvalidMappingValueWhitespace => tabs::tab(source, at),
        E::MissingDocumentEndBeforeDirective
        | E::MissingDirectiveName
        | E::InvalidDirectiveName
        | E::InvalidDirectiveTerminator
        | E::DirectiveByteLimitExceeded { .. }
        | E::MissingYamlVersion
        | E::MissingYamlVersionSeparator
        | E::YamlVersionTooLong
        | E::UnsupportedYamlMajorVersion
        | E::DuplicateVersionDirective
        | E::DuplicateTagDirective
        | E::InvalidTagDirectiveTerminator
        | E::ExpectedTagDirectiveBang => values::directive(source, at),
        E::MappingValueNotAllowed => values::colon(source, at),
        E::SimpleKeyExpected | E::InvalidSimpleKey => layout::no_key(source, at),
        E::InvalidDocumentEnd => values::after_marker(source, at),
        E::ExpectedDocumentStart if source.starts_with('%') => values::directive(source, 0),
        E::InvalidBlockScalarIndent => layout::deep_blank_line(source, at),
        _ => values::leading(source, at, open).unwrap_or_else(|| layout::misplaced(source, at)),
    }
}

/// The one character at `at`.
fn character_at(source: Source<'_>, at: usize) -> Span {
    Span::new(at, at + source[at..].chars().next().map_or(0, char::len_utf8))
}

/// From `at` to the end of its line, without blanks at its end.
fn rest_of_line(source: Source<'_>, at: usize) -> Span {
    let length = source[at..].find('\n').unwrap_or(source.len() - at);
    Span::new(at, at + source[at..at + length].trim_end().len())
}

/// `text` short enough for a message.
pub(super) fn excerpt(text: &str) -> String {
    const LONGEST: usize = 40;
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}
