//! Where the destination of a link stands in the text that was typed.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

/// Under these a text defines the references that it does in any course.
const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_FOOTNOTES).union(Options::ENABLE_DEFINITION_LIST);

/// The destination in a link or image that names it between parentheses, without the angle brackets that it may have.
/// `None` where `link` is written in another way.
pub fn in_link(link: &str) -> Option<Range<usize>> {
    link.match_indices("](").find_map(|(at, mark)| {
        let start = skip_blanks(link, at + mark.len());
        let inner = raw(link, start)?;
        // Only the destination of the whole link is followed by its end.
        ends_link(&link[end_of(link, &inner)..]).then_some(inner)
    })
}

/// The last destination between parentheses in a text, without the angle brackets that it may have.
pub fn last(text: &str) -> Option<Range<usize>> {
    let (at, mark) = text.rmatch_indices("](").next()?;
    raw(text, skip_blanks(text, at + mark.len()))
}

/// The destinations of the references that a text defines, `[name]: destination`, each with what it says.
pub fn defined(text: &str) -> Vec<(Range<usize>, String)> {
    let parser = Parser::new_ext(text, OPTIONS);
    let definitions = parser.reference_definitions().iter();
    let mut found: Vec<_> = definitions
        .filter_map(|(_, definition)| {
            let whole = &text[definition.span.clone()];
            let after_name = whole.find("]:")? + "]:".len();
            let inner = raw(whole, skip_blanks(whole, after_name))?;
            let start = definition.span.start;
            Some((start + inner.start..start + inner.end, definition.dest.to_string()))
        })
        .collect();
    found.sort_by_key(|(range, _)| range.start);
    found
}

/// What `raw` says as a destination: without backslashes and entities.
pub fn meant(raw: &str) -> Option<String> {
    let link = format!("[x](<{raw}>)");
    Parser::new(&link).find_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.to_string()),
        _ => None,
    })
}

/// The destination that starts at `start`: between angle brackets, or up to a blank or a parenthesis without partner.
fn raw(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = text.get(start..)?;
    let mut is_escaped = false;
    let mut depth = 0usize;
    let in_brackets = rest.starts_with('<');
    let first = start + usize::from(in_brackets);
    for (at, character) in text[first..].char_indices() {
        if is_escaped {
            is_escaped = false;
            continue;
        }
        is_escaped = character == '\\';
        match character {
            '>' if in_brackets => return Some(first..first + at),
            '<' | '\n' | '\r' if in_brackets => return None,
            '(' if !in_brackets => depth += 1,
            ')' if !in_brackets && depth > 0 => depth -= 1,
            _ if in_brackets => {}
            ')' => return Some(first..first + at),
            blank if blank.is_ascii_whitespace() => return Some(first..first + at),
            _ => {}
        }
    }
    (!in_brackets).then_some(first..text.len())
}

/// The byte after a destination, its closing bracket included.
fn end_of(text: &str, inner: &Range<usize>) -> usize {
    let is_bracketed = text[..inner.start].ends_with('<') && text[inner.end..].starts_with('>');
    inner.end + usize::from(is_bracketed)
}

/// Whether nothing but a title follows up to the end.
fn ends_link(rest: &str) -> bool {
    let Some(rest) = rest.strip_suffix(')') else { return false };
    let title = rest.trim();
    let close = match title.chars().next() {
        None => return true,
        Some('(') => ')',
        Some(quote @ ('"' | '\'')) => quote,
        Some(_) => return false,
    };
    // A title stands behind a blank, and its own mark only behind a backslash.
    let inner = title.get(1..title.len() - 1).unwrap_or_default();
    let is_whole = title.len() > 1 && title.ends_with(close);
    is_whole
        && rest.starts_with(|c: char| c.is_ascii_whitespace())
        && !inner.replace(&format!("\\{close}"), "").contains(close)
}

fn skip_blanks(text: &str, start: usize) -> usize {
    text.len() - text[start..].trim_start_matches(|c: char| c.is_ascii_whitespace()).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_destination_of_a_whole_link_is_found() {
        let found = |link: &'static str| in_link(link).map(|range| &link[range]);
        assert_eq!(found("[a](b.md)"), Some("b.md"));
        assert_eq!(found("![a]( <b c.png> \"A title (x)\")"), Some("b c.png"));
        assert_eq!(found("[![alt](pic.png)](b.md#x)"), Some("b.md#x"));
        assert_eq!(found("[![](pic.png \"t\")](b.md 't')"), Some("b.md"));
        assert_eq!(found("[a](b_(c).md)"), Some("b_(c).md"));
        assert_eq!(found("[a](b\\).md (title))"), Some("b\\).md"));
        assert_eq!(found("[`](no)` x](yes.md)"), Some("yes.md"));
        assert_eq!(found("[a]()"), Some(""));
        assert_eq!(found("[a\nb](c.md\n\"d\")"), Some("c.md"));
        for other in ["[a]", "[a][b]", "[a][]", "<https://example.org>", "", "[é](", "[a](<b)"] {
            assert_eq!(found(other), None, "{other}");
        }
    }

    #[test]
    fn definitions_are_found_with_what_they_say() {
        let text =
            "[x][man]\n\n[man]: a.md 'Title'\n[Other one]:\n  <b c.md>\n\n> [q]: d\\&e.md\n\n```\n[no]: code.md\n```\n";
        let found: Vec<_> = defined(text).into_iter().map(|(range, says)| (&text[range], says)).collect();
        let says = |raw, meant: &str| (raw, meant.to_owned());
        assert_eq!(found, [says("a.md", "a.md"), says("b c.md", "b c.md"), says("d\\&e.md", "d&e.md")]);
    }

    #[test]
    fn backslashes_and_entities_are_resolved() {
        assert_eq!(meant("a\\_b&amp;c.md").as_deref(), Some("a_b&c.md"));
        assert_eq!(meant("a%20b.md").as_deref(), Some("a%20b.md"));
    }
}
