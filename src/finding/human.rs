//! Findings for people: the words, the place, the source line with a marker under it, the cure.

mod abridged;
mod excerpt;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Message, Origin, Patch, Renderer, Snippet, Title};

use crate::text::SourceFile;

use super::report::{Sources, printable, printable_in_line};
use super::{Finding, Fix, Severity};
pub use abridged::{Abridged, abridged};
use excerpt::Excerpt;

/// How findings are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// With colours, as escape sequences.
    pub color: bool,
    /// How many columns the terminal has; source lines are cut to fit, words are not.
    pub width: usize,
}

/// A fix with more lines than this, or more bytes than [`LONGEST_FIX`], is mentioned and not drawn.
const MOST_FIX_LINES: usize = 12;

/// Bytes of the longest fix that is drawn.
const LONGEST_FIX: usize = 4_000;

/// Stand for blanks of an indentation that changes, before and after; neither means anything in a text.
const OLD_BLANK: char = '\u{fdd0}';
const NEW_BLANK: char = '\u{fdd1}';

/// The findings in the order given, with an empty line between them and a line break at the end; empty for none.
///
/// Nothing that stands in the findings or sources can control the terminal.
pub fn human(findings: &[Finding], sources: &Sources, style: Style) -> String {
    let renderer = renderer(style);
    let drawn: Vec<String> = findings.iter().map(|finding| draw(finding, sources, &renderer, style.width)).collect();
    if drawn.is_empty() { String::new() } else { drawn.join("\n\n") + "\n" }
}

fn renderer(style: Style) -> Renderer {
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    // Lines come cut from `Excerpt`, so that the renderer has nothing left to cut.
    renderer.term_width(style.width.max(40) * 8)
}

fn draw(finding: &Finding, sources: &Sources, renderer: &Renderer, width: usize) -> String {
    let source = sources.get(&finding.place.path);
    let (origin, snippet) = place(finding, sources, width);
    let main = title(finding).element(origin);
    let help = finding.help.as_deref().map(printable);
    let excerpt = snippet.map(|snippet| Group::with_level(level(finding)).element(snippet));
    match (excerpt, source.zip(finding.fix.as_ref())) {
        (None, None) => aligned(&renderer.render(&[main.elements(help.map(as_note))])),
        (Some(excerpt), None) => {
            below(&renderer.render(&[main]), &renderer.render(&[excerpt.elements(help.map(as_note))]))
        }
        (excerpt, Some((source, fix))) => {
            let cure = fixed(help, fix, source);
            let groups: Vec<Group<'_>> = excerpt.into_iter().chain([cure]).collect();
            below(&renderer.render(&[main]), &renderer.render(&groups))
        }
    }
}

fn as_note(help: String) -> Message<'static> {
    Level::HELP.message(help)
}

/// Puts the excerpt below title and place. They are rendered apart, because the renderer would count the column in a
/// line that may have been cut; so the arrow before the path has to be moved to the excerpt's margin here.
fn below(head: &str, body: &str) -> String {
    let drawing = body.lines().find(|line| line.starts_with(' ')).unwrap_or_default();
    let margin = drawing.len() - drawing.trim_start_matches(' ').len();
    let (title, origin) = head.rsplit_once('\n').unwrap_or(("", head));
    clean(&format!("{title}\n{}{origin}\n{body}", " ".repeat(margin.saturating_sub(1))))
}

/// Moves what stands below the title to the margin of findings that show a line.
fn aligned(drawn: &str) -> String {
    let shift = |(at, line): (usize, &str)| if at == 0 { line.to_owned() } else { format!(" {line}") };
    clean(&drawn.lines().enumerate().map(shift).collect::<Vec<_>>().join("\n"))
}

fn level(finding: &Finding) -> Level<'static> {
    match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    }
}

fn title(finding: &Finding) -> Title<'_> {
    level(finding).primary_title(printable_in_line(&finding.message)).id(finding.rule.id())
}

/// Path, line and column with the source line, or the path alone where the file as a whole is meant or unknown.
fn place<'a>(finding: &Finding, sources: &Sources, width: usize) -> (Origin<'a>, Option<Snippet<'a, Annotation<'a>>>) {
    let origin = Origin::path(printable_in_line(finding.place.path.as_str()));
    let span = finding.place.span();
    let Some(source) = sources.lines_of(finding) else {
        return (origin, None);
    };
    let position = source.position(span.start);
    let Excerpt { text, marked } = Excerpt::new(source, span, position.line, width);
    let snippet = Snippet::source(text).line_start(position.line);
    let snippet = snippet.annotation(AnnotationKind::Primary.span(marked));
    (origin.line(position.line).char_column(position.column), Some(snippet))
}

/// The lines of `fix` as a change of those in `source`.
fn fixed<'a>(help: Option<String>, fix: &'a Fix, source: &SourceFile) -> Group<'a> {
    let title = Level::HELP.secondary_title(help.unwrap_or_else(|| "write instead".to_owned()));
    let end_line = fix.end_line.max(fix.line);
    let span = source.line_span(fix.line).start..source.line_span(end_line).end;
    let lines = (end_line - fix.line + 1).max(fix.text.lines().count());
    if lines > MOST_FIX_LINES || span.len().max(fix.text.len()) > LONGEST_FIX {
        let place =
            if end_line == fix.line { format!("line {end_line}") } else { format!("lines {} to {end_line}", fix.line) };
        let note = format!("{place} would change; to see the new text, use `--format json`");
        return Group::with_title(title).element(Level::NOTE.message(note));
    }
    let old = &source.text()[span.start..span.end.max(span.start)];
    let (old, new) = if indentation(old) == indentation(&fix.text) {
        (printable(old), printable(&fix.text))
    } else {
        (visibly_indented(old, OLD_BLANK), visibly_indented(&fix.text, NEW_BLANK))
    };
    let patch = Patch::new(0..old.len(), new);
    title.element(Snippet::source(old).line_start(fix.line).patch(patch))
}

fn indentation(line: &str) -> &str {
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

/// `text` with its first indentation out of `blank`s and arrows: the renderer draws no change of mere blanks.
fn visibly_indented(text: &str, blank: char) -> String {
    let (blanks, rest) = text.split_at(indentation(text).len());
    let three: String = std::iter::repeat_n(blank, 3).collect();
    blanks.replace(' ', &blank.to_string()).replace('\t', &format!("→{three}")) + &printable(rest)
}

/// Puts blanks where they were stood in for, and removes those that the renderer leaves at the ends of lines.
fn clean(drawn: &str) -> String {
    let lines = drawn.lines().map(|line| line.replace([OLD_BLANK, NEW_BLANK], " ").trim_end().to_owned());
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests;
