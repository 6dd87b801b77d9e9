//! Marks that other tools read and that mean nothing here: shown as they were typed, or made into code by their indentation.
//! Each kind is told once in a text, where it stands first.

mod kinds;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::events::Ev;
use super::{Origin, highlights};
use crate::syntax::fence;
use kinds::Kind;

/// Reports the first mark of each kind in `text` but those that are `understood`.
pub(super) fn report(events: &[Ev<'_>], text: &str, understood: Vec<Range<usize>>, origin: &mut Origin<'_>) {
    let mut found: BTreeMap<Kind, (Range<usize>, usize)> = BTreeMap::new();
    let mut add = |kind: Kind, range: Range<usize>| found.entry(kind).or_insert((range, 0)).1 += 1;
    let quiet = sorted(quiet(events).into_iter().chain(understood).collect());
    for (event, range) in events {
        if let Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) = event {
            let line = text[range.clone()].lines().next().unwrap_or_default();
            let start = range.start + line.len() - line.trim_start_matches(['`', '~']).len();
            for (kind, found) in fence(info, fence::info(line)) {
                add(kind, start + found.start..start + found.end);
            }
        }
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let own = Line { text: line.trim_end(), start, quiet: &quiet };
        own.block(&mut add);
        own.marks(&mut add);
        start += line.len();
    }
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by_key(|(_, (range, _))| range.start);
    for (kind, (range, count)) in found {
        kind.report(&text[range.clone()], &range, count, origin);
    }
}

/// The stretches in which nothing is a mark: code, formulas, HTML, links and what they show.
pub(super) fn quiet(events: &[Ev<'_>]) -> Vec<Range<usize>> {
    let is_quiet = |event: &Event<'_>| {
        matches!(
            event,
            Event::Code(_)
                | Event::InlineMath(_)
                | Event::DisplayMath(_)
                | Event::Html(_)
                | Event::InlineHtml(_)
                | Event::FootnoteReference(_)
                | Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Link { .. } | Tag::Image { .. })
        )
    };
    sorted(events.iter().filter(|(event, _)| is_quiet(event)).map(|(_, range)| range.clone()).collect())
}

fn sorted(mut quiet: Vec<Range<usize>>) -> Vec<Range<usize>> {
    quiet.sort_by_key(|range| (range.start, Reverse(range.end)));
    // What lies in another one goes with it.
    let mut end = 0;
    quiet.retain(|range| {
        let is_outside = range.end > end;
        end = end.max(range.end);
        is_outside
    });
    quiet
}

/// The directives of `MyST` and Quarto whose text is meant to be read; other words in braces are languages with options.
const DIRECTIVES: &str = "admonition attention bibliography callout card caution csv-table danger dropdown epigraph error \
    exercise figure glossary grid hint image important include list-table literalinclude margin math \
    note pull-quote question raw seealso sidebar solution tab-item tab-set table tableofcontents tip \
    toctree topic versionadded versionchanged warning youtube";

/// Languages of diagrams that other tools draw.
const DIAGRAMS: [&str; 4] = ["mermaid", "plantuml", "puml", "graphviz"];

/// Whether the line of a fence names a language that other tools draw.
pub(super) fn is_diagram(info: &str) -> bool {
    let name = info.trim().trim_start_matches(['{', '.']);
    let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    DIAGRAMS.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// What stands on the line of a fence and means nothing here; `info` is what the reader makes of what was `typed`.
fn fence(info: &str, typed: &str) -> Vec<(Kind, Range<usize>)> {
    if is_directive(info) {
        let at = typed.find('{').unwrap_or_default();
        return vec![(Kind::Directive, at..typed.trim_end().len())];
    }
    if is_diagram(info) {
        let at = typed.len() - typed.trim_start().len();
        return vec![(Kind::Diagram, at..typed.trim_end().len())];
    }
    let attributes = fence::attributes(typed);
    let named = attributes.iter().find(|one| LINES.contains(&one.name)).map(|one| one.range.clone());
    let word = || LINES.iter().find_map(|word| Some(typed.find(word)?).map(|at| at..at + word.len()));
    named.or_else(word).map(|range| (Kind::Lines, range)).into_iter().collect()
}

/// What other tools write on the line of a fence for numbers of lines, and for lines that stand out.
pub(super) const LINES: [&str; 6] =
    ["linenums", "linenostart", "showLineNumbers", "numberLines", "startFrom", "emphasize-lines"];

/// `{note}`, `{figure} a.png`.
pub(super) fn is_directive(info: &str) -> bool {
    let name = info.strip_prefix('{').and_then(|rest| rest.split_once('}')).map(|(name, _)| name.trim());
    name.is_some_and(|name| DIRECTIVES.split(' ').any(|known| known == name))
}

/// A line of the text.
struct Line<'t> {
    text: &'t str,
    start: usize,
    quiet: &'t [Range<usize>],
}

impl Line<'_> {
    fn is_quiet(&self, at: usize) -> bool {
        let at = self.start + at;
        let next = self.quiet.partition_point(|range| range.end <= at);
        self.quiet.get(next).is_some_and(|range| range.start <= at)
    }

    fn range(&self, range: Range<usize>) -> Range<usize> {
        self.start + range.start..self.start + range.end
    }

    /// A mark that takes a line of its own.
    fn block(&self, add: &mut impl FnMut(Kind, Range<usize>)) {
        let typed = self.text.trim_start_matches([' ', '\t', '>']);
        let at = self.text.len() - typed.len();
        if typed.is_empty() || self.is_quiet(at) {
            return;
        }
        if let Some(kind) = block(typed) {
            let end = if matches!(kind, Kind::Import | Kind::Include) { typed.len() } else { head(typed).len() };
            add(kind, self.range(at..at + end));
        }
    }

    /// The marks among its words.
    fn marks(&self, add: &mut impl FnMut(Kind, Range<usize>)) {
        let mut at = 0;
        while let Some(found) = self.text[at..].find(['{', '[', '=', '\\', '^', '~', ':']) {
            at += found;
            let (before, rest) = self.text.split_at(at);
            let mark = if before.ends_with('\\') || self.is_quiet(at) { None } else { mark(before, rest) };
            match mark {
                Some((kind, length)) => {
                    add(kind, self.range(at..at + length));
                    at += length;
                }
                None => at += rest.chars().next().map_or(1, char::len_utf8),
            }
        }
    }
}

/// The first words of a line: `!!! note`, `:::tip`.
fn head(line: &str) -> &str {
    let end = line.match_indices(' ').map(|(at, _)| at).find(|at| line[..*at].contains(char::is_alphabetic));
    &line[..end.unwrap_or(line.len())]
}

fn block(line: &str) -> Option<Kind> {
    let after = |mark: &str| line.strip_prefix(mark).map(str::trim_start);
    let is_name = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '{' || c == '"');
    let colons = line.trim_start_matches(':');
    if line.len() - colons.len() >= 3 {
        return is_name(colons.trim_start()).then_some(Kind::Admonition);
    }
    if ["!!! ", "??? ", "???+ "].iter().filter_map(|mark| after(mark)).any(is_name) {
        return Some(Kind::Admonition);
    }
    let is_from = |rest: &str| rest.contains(" from '") || rest.contains(" from \"") || rest.starts_with(['\'', '"']);
    let is_target = |line: &str| line.strip_prefix('(').and_then(|rest| rest.strip_suffix(")=")).is_some_and(is_word);
    if after("=== ").is_some_and(|rest| rest.starts_with(['"', '\''])) {
        Some(Kind::Tab)
    } else if line.starts_with("--8<--") {
        Some(Kind::Include)
    } else if after("import ").is_some_and(is_from) {
        Some(Kind::Import)
    } else if is_target(line) {
        Some(Kind::Target)
    } else if ["[toc]", "[[toc]]", "[[_toc_]]"].iter().any(|toc| line.eq_ignore_ascii_case(toc)) {
        Some(Kind::Contents)
    } else if line.starts_with("%%") {
        Some(Kind::Comment)
    } else {
        None
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || "-_:.".contains(c))
}

/// No mark in a line has more bytes.
const LONGEST: usize = 1_000;

/// A mark at the start of `rest`, and its length.
fn mark(before: &str, rest: &str) -> Option<(Kind, usize)> {
    let last = before.chars().next_back();
    let is_in_word = last.is_some_and(char::is_alphanumeric);
    let closed = |open: &str, close: &str| {
        let inner = rest.strip_prefix(open)?;
        // With all of the line for each mark that is never closed it would take for ever.
        let inner = &inner[..inner.floor_char_boundary(LONGEST)];
        let end = inner.find(close)?;
        Some((&inner[..end], open.len() + end + close.len()))
    };
    let with = |kind: Kind| move |(_, length): (&str, usize)| (kind, length);
    match rest.as_bytes()[0] {
        b'{' => closed("{{#", "}}")
            .map(with(Kind::Include))
            .or_else(|| closed("{{<", ">}}").or_else(|| closed("{{%", "%}}")).map(with(Kind::Shortcode)))
            .or_else(|| closed("{%", "%}").map(with(Kind::Liquid)))
            .or_else(|| braces(before, rest)),
        b'[' if rest.starts_with("[@") => closed("[@", "]").filter(|(key, _)| is_key(key)).map(with(Kind::Citation)),
        b'[' => closed("[[", "]]").filter(|(name, _)| is_page_name(name)).map(with(Kind::Wiki)),
        b'=' if highlights::opens(last, rest.chars().nth("==".len())) => {
            closed("==", "==").filter(|(words, _)| is_marked(words)).map(with(Kind::Highlight))
        }
        b'\\' => closed("\\\\(", "\\\\)")
            .or_else(|| closed("\\(", "\\)"))
            .or_else(|| closed("\\\\[", "\\\\]").or_else(|| closed("\\[", "\\]")).filter(|(inner, _)| is_tex(inner)))
            .map(with(Kind::Tex)),
        b'^' if is_in_word => closed("^", "^").filter(|(raised, _)| is_raised(raised)).map(with(Kind::Script)),
        b'~' if is_in_word => closed("~", "~").filter(|(lowered, _)| is_raised(lowered)).map(with(Kind::Script)),
        b':' if !is_in_word && last != Some(':') => {
            closed(":", ":").filter(|(name, _)| is_emoji(name)).map(with(Kind::Emoji))
        }
        _ => None,
    }
}

/// `{ref}` before code, `{width=50%}` behind an image or link, `{.plain}` behind a heading.
fn braces(before: &str, rest: &str) -> Option<(Kind, usize)> {
    let end = rest[..rest.floor_char_boundary(LONGEST)].find('}')?;
    let (inner, after) = (&rest[1..end], &rest[end + 1..]);
    if after.starts_with('`') && is_word(inner) && inner.starts_with(|c: char| c.is_ascii_lowercase()) {
        return Some((Kind::Role, end + 1));
    }
    let says = inner.starts_with(['.', '#', ':']) || inner.split_once('=').is_some_and(|(key, _)| is_word(key.trim()));
    let is_of_heading = before.starts_with('#') && after.trim().is_empty() && !inner.starts_with('#');
    ((before.ends_with(')') || is_of_heading) && says).then_some((Kind::Attributes, end + 1))
}

/// Brackets are also escaped so that no link comes of them.
pub(super) fn is_tex(typed: &str) -> bool {
    typed.contains(['\\', '^', '_', '=', '{'])
}

fn is_key(typed: &str) -> bool {
    typed.starts_with(char::is_alphanumeric)
}

fn is_page_name(typed: &str) -> bool {
    !typed.contains(['[', '(']) && typed.contains(char::is_alphabetic)
}

fn is_marked(words: &str) -> bool {
    let is_end = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && c != '=');
    is_end(words.chars().next()) && is_end(words.chars().next_back())
}

fn is_raised(typed: &str) -> bool {
    !typed.is_empty() && typed.chars().count() <= 12 && !typed.contains(char::is_whitespace)
}

fn is_emoji(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_+-".contains(c);
    name.len() >= 2 && name.chars().all(fits) && name.contains(|c: char| c.is_ascii_lowercase())
}
