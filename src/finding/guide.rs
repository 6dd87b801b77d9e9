//! The guide's pages about the rules, which are part of the program, and where readers find them.

use super::Rule;

/// Where the guide is published: `homepage` in `Cargo.toml`, the one place to set it. It is empty until the guide has a
/// public address.
const HOME: &str = env!("CARGO_PKG_HOMEPAGE");

/// The page that lists all rules.
#[cfg(feature = "serve")]
const INDEX: &str = include_str!("../../docs/guide/content/04-rules/_index.md");

/// The address of the guide's page about `rule`: `https://…/rules/cut-text/` where the guide is published, else the
/// address within the guide.
pub fn address(rule: Rule) -> String {
    address_at(HOME, rule)
}

/// The address of the guide's page about `rule` within the guide: `rules/cut-text/`.
pub fn address_within(rule: Rule) -> String {
    format!("rules/{rule}/")
}

fn address_at(home: &str, rule: Rule) -> String {
    let within = address_within(rule);
    if home.is_empty() { within } else { format!("{}/{within}", home.trim_end_matches('/')) }
}

/// What a page of the guide says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    front: &'static str,
    /// Its text below the front matter, as markdown.
    pub text: &'static str,
}

impl Page {
    /// The page about `rule`.
    pub fn of(rule: Rule) -> Self {
        Self::read(rule.page())
    }

    /// The page that lists all rules.
    #[cfg(feature = "serve")]
    pub fn of_all() -> Self {
        Self::read(INDEX)
    }

    /// Parts a file at the line that ends its front matter.
    pub(super) fn read(file: &'static str) -> Self {
        let (first, rest) = split_line(file);
        if first.trim_end() != "---" {
            return Self { front: "", text: file };
        }
        let (front, rest) = until_line(rest, |line| line.trim_end() == "---");
        Self { front, text: split_line(rest).1 }
    }

    /// The value of a key whose line holds it, without quotation marks and brackets; empty where there is none.
    pub fn value(self, key: &str) -> &'static str {
        let values = self.front.lines().filter_map(|line| line.strip_prefix(key)?.strip_prefix(':'));
        values.map(|value| value.trim().trim_matches(['\'', '[', ']'])).next().unwrap_or_default()
    }
}

/// `markdown` with each link led to the place that `lead` gives for its own; where that is none, its words are left.
/// Code and images stay as they are.
pub fn relinked(markdown: &str, lead: impl Fn(&str) -> Option<String>) -> String {
    let mut text = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some(at) = rest.find(['`', '[', '\\', '!']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match rest.as_bytes()[0] {
            b'`' => code_length(rest),
            b'[' => match link(rest) {
                Some((words, destination, length)) => {
                    match lead(destination) {
                        Some(place) => text.extend(["[", words, "](", &place, ")"]),
                        None => text.push_str(words),
                    }
                    rest = &rest[length..];
                    continue;
                }
                None => 1,
            },
            b'!' if rest.starts_with("![") => 2,
            b'\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            _ => 1,
        };
        text.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    text + rest
}

/// The length of the code at the start of `text`, a run of words or a block; that of its first signs where it never ends.
fn code_length(text: &str) -> usize {
    let signs = text.len() - text.trim_start_matches('`').len();
    let mut at = signs;
    while let Some(next) = text[at..].find('`') {
        at += next;
        let run = text[at..].len() - text[at..].trim_start_matches('`').len();
        at += run;
        if run == signs {
            return at;
        }
    }
    signs
}

/// The words and the destination of the link at the start of `text`, and the length of all of it.
fn link(text: &str) -> Option<(&str, &str, usize)> {
    let mut end = 1;
    while !text[end..].starts_with(']') {
        let next = text[end..].chars().next()?;
        end += match next {
            '[' => return None,
            '`' => code_length(&text[end..]),
            other => other.len_utf8(),
        };
    }
    let destination = text[end..].strip_prefix("](")?;
    let length = destination.find(')')?;
    Some((&text[1..end], &destination[..length], end + 2 + length + 1))
}

/// The first line, and what follows it.
pub(super) fn split_line(text: &str) -> (&str, &str) {
    text.split_once('\n').unwrap_or((text, ""))
}

/// `text` up to the first line that `is_end`, and from there.
pub(super) fn until_line(text: &str, is_end: impl Fn(&str) -> bool) -> (&str, &str) {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if is_end(line.trim_end_matches('\n')) {
            break;
        }
        at += line.len();
    }
    text.split_at(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_published_guide_gives_whole_addresses() {
        assert_eq!(address_at("", Rule::CutText), "rules/cut-text/");
        assert_eq!(address_at("https://example.org/guide", Rule::CutText), "https://example.org/guide/rules/cut-text/");
        assert_eq!(address_at("https://example.org/", Rule::CutText), "https://example.org/rules/cut-text/");
    }

    #[test]
    fn front_matter_and_text_are_told_apart() {
        for line_end in ["\n", "\r\n"] {
            let file = "---\ntitle: 'a'\ntags: [Text]\n---\nOne.\n".replace('\n', line_end);
            let page = Page::read(Box::leak(file.into_boxed_str()));
            assert_eq!((page.value("title"), page.value("tags"), page.value("order")), ("a", "Text", ""));
            assert_eq!(page.text.trim_end(), "One.");
        }
        assert_eq!(Page::read("One.\n").text, "One.\n");
    }

    #[test]
    fn links_lead_elsewhere_or_are_words() {
        let lead = |place: &str| place.strip_suffix(".md").map(|name| format!("../{name}/"));
        let shown = |text: &str| relinked(text, lead);
        assert_eq!(shown("See [`a]`](a.md), [b\nc](b.md)."), "See [`a]`](../a/), [b\nc](../b/).");
        assert_eq!(shown("See [`a`](x.html) and [b](c)."), "See `a` and b.");
        assert_eq!(
            shown("`[a](a.md)`, ![a](a.md), \\[a](a.md), [x] (y)!"),
            "`[a](a.md)`, ![a](a.md), \\[a](a.md), [x] (y)!"
        );
        let code = "````\n[a](a.md)\n```\n[a](a.md)\n```\n````\n";
        assert_eq!(shown(code), code);
        assert_eq!(shown("it's ` [a](a.md)"), "it's ` [a](../a/)");
    }
}
