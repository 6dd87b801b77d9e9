//! Files that raw HTML names, in whatever attribute, style or script: whoever withholds the text withholds these.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, Parser};

use super::places::{attribute, element};
use super::writer::{FragmentWriter, Sinks};
use crate::model::fragment::{Link, LinkKind, Piece};
use crate::text::address::decode;

/// Elements whose text is none of HTML.
const RAW: [&str; 2] = ["style", "script"];

impl FragmentWriter<'_> {
    /// Notes the files that a tag may refer to, or the text of a style or script: whether it passes or is shown as text.
    pub(super) fn mention(&mut self, html: &str, range: &Range<usize>, sinks: &mut Sinks<'_, '_>) {
        let is_end = html.strip_prefix("</").is_some_and(is_raw);
        if is_end {
            self.in_raw_text = false;
        }
        let named = match element(html) {
            _ if self.in_raw_text => in_text(html),
            Some(_) => in_tag(html),
            None => BTreeSet::new(),
        };
        if !self.in_raw_text && html.strip_prefix('<').is_some_and(is_raw) {
            self.in_raw_text = !html.ends_with("/>");
        }
        let span = sinks.origin.span(range);
        for destination in named {
            self.slot(Piece::Mention(sinks.links.len()));
            sinks.links.push(Link { destination, kind: LinkKind::Mention, span });
        }
    }
}

/// Whether a tag is that of an element whose text is none of HTML.
fn is_raw(tag: &str) -> bool {
    let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    RAW.iter().any(|raw| raw.eq_ignore_ascii_case(name))
}

/// What in the values of a start tag may be the path of a file.
fn in_tag(html: &str) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    let mut at = element(html).map_or(html.len(), |element| element.end);
    while let Some((_, value)) = attribute(html, &mut at) {
        let value = without_entities(&html[value]);
        // A name may have blanks and brackets in it.
        add(value.trim(), &mut paths);
        add_parts(&value, &mut paths);
    }
    paths
}

/// The same in the text of a style or script.
fn in_text(text: &str) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    add_parts(text, &mut paths);
    paths
}

/// Each part of `text`, however it may be parted.
fn add_parts(text: &str, paths: &mut BTreeSet<String>) {
    let parted_by: [&[char]; 3] =
        [&[' ', '\t', '\n', '\r', '\u{c}', ',', '(', ')', '"', '\'', '`', ';'], &['"', '\'', '`'], &['(', ')']];
    for ends in parted_by {
        text.split(ends).for_each(|part| add(part.trim(), paths));
    }
}

/// Adds what may be the path of a file.
fn add(typed: &str, paths: &mut BTreeSet<String>) {
    const LONGEST: usize = 1_000;
    let path = typed.split(['?', '#']).next().unwrap_or_default();
    let may_be = path.contains('.') && !path.contains("//") && path.len() < LONGEST && !path.contains('\n');
    if may_be {
        paths.insert(decode(path));
    }
}

/// Text without names and numbers of characters, which browsers read in attributes with and without their `;`.
pub(super) fn without_entities(typed: &str) -> Cow<'_, str> {
    if !typed.contains('&') {
        return Cow::Borrowed(typed);
    }
    let mut read = String::with_capacity(typed.len());
    let mut rest = typed;
    while let Some(at) = rest.find('&') {
        read.push_str(&rest[..at]);
        let (character, length) = entity(&rest[at..]).unwrap_or_else(|| ("&".to_owned(), 1));
        read.push_str(&character);
        rest = &rest[at + length..];
    }
    read.push_str(rest);
    Cow::Owned(read)
}

/// What the entity stands for that a text begins with, and how long it is.
pub(super) fn entity(text: &str) -> Option<(String, usize)> {
    const LONGEST: usize = 40;
    let inner = text.strip_prefix('&')?;
    if let Some(number) = inner.strip_prefix('#') {
        let (digits, base) = number.strip_prefix(['x', 'X']).map_or((number, 10), |hex| (hex, 16));
        let count = digits.chars().take_while(|digit| digit.is_digit(base)).count();
        let character = u32::from_str_radix(&digits[..count], base).ok().and_then(char::from_u32)?;
        let end = text.len() - digits.len() + count;
        return Some((character.to_string(), end + usize::from(text[end..].starts_with(';'))));
    }
    let length = inner.find(|c: char| !c.is_ascii_alphanumeric()).filter(|at| inner[*at..].starts_with(';'))? + 2;
    let typed = text.get(..length).filter(|_| length < LONGEST)?;
    // The reader knows them all.
    let read =
        Parser::new(typed).find_map(|event| if let Event::Text(read) = event { Some(read.to_string()) } else { None });
    read.filter(|read| read != typed && read != "&" || typed == "&amp;").map(|read| (read, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_may_be_the_path_of_a_file_is_one() {
        let tag = |html: &str, named: &[&str]| {
            let found = in_tag(html);
            assert!(named.iter().all(|path| found.iter().any(|one| one == path)), "{html}: {found:?}");
        };
        tag(
            "<img src=\"a%20b.png?x\" srcset='c.png 1x, d/e.png 2x' alt=\"A tree.\">",
            &["a b.png", "c.png", "d/e.png"],
        );
        tag("<a href=../key.pdf#p2 style=\"background: url('f.svg')\">", &["../key.pdf", "f.svg"]);
        tag("<img src=\"my key (1).png\">", &["my key (1).png"]);
        tag("<img src='k&#101;y&period;pn&#x67 '>", &["key.png"]);
        tag("<img src=\"cl&eacute;&amp;co.png\">", &["cl\u{e9}&co.png"]);
        tag("<p style=\"background: url(&quot;my key.png&quot;)\">", &["my key.png"]);
        for none in ["<img src=\"https://example.org/a\">", "</a href=x.pdf>", "x <img", "<p class=a>", "<é src=a.b>"]
        {
            assert!(in_tag(none).is_empty(), "{none}");
        }
    }

    #[test]
    fn styles_and_scripts_name_files() {
        let found = in_text("a { background: URL( \"my key.png\" ) } @import 'x.css'; b { c: url(d/e.svg#f) }");
        for path in ["my key.png", "x.css", "d/e.svg"] {
            assert!(found.iter().any(|one| one == path), "{path}: {found:?}");
        }
        assert!(in_text("fetch(`key.json`)").contains("key.json"));
    }

    #[test]
    fn entities_are_read_as_browsers_do() {
        for (typed, read) in [
            ("a&amp;b&lt;&#97;&#x62;&#X63", "a&b<abc"),
            ("&eacute;&nosuch;&", "\u{e9}&nosuch;&"),
            ("&#; &#x; &#1114112; &; &amp", "&#; &#x; &#1114112; &; &amp"),
            ("no", "no"),
        ] {
            assert_eq!(without_entities(typed), read, "{typed}");
        }
    }
}
