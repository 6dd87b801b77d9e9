//! Whether lines were meant as front matter: what they look like, and what their keys say.

use std::ops::Range;

use super::lines;
use super::marks::{is_closing_mark, is_unseen, seen};
use crate::config::keys::is_of_front_matter;
use crate::model::kinds::{Edition, Kind};

/// A key at the margin and what stands behind it on its line.
pub(super) type Pair<'t> = (&'t str, &'t str);

/// How sure one must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Demand {
    /// The lines stand between two marks, or have one below: one telling key is enough.
    Marked,
    /// Nothing marks them.
    Bare,
}

/// Whether these keys were meant as those of a page.
pub(super) fn is_telling(pairs: &[Pair<'_>], demand: Demand) -> bool {
    let ours = pairs.iter().filter(|(key, _)| is_of_front_matter(key)).count();
    let tells = |(key, value): &Pair<'_>| match demand {
        Demand::Marked => withholds(key, value) || fits(key, value),
        Demand::Bare => withholds(key, value),
    };
    ours > 1 || pairs.iter().any(tells)
}

/// Whether every key means something in front matter: samples of other formats mostly have one that does not.
pub(super) fn are_all_ours(pairs: &[Pair<'_>]) -> bool {
    pairs.iter().all(|(key, _)| is_of_front_matter(key))
}

/// A key that decides who sees a page, or what it is, with a value that it has: in whatever case it is typed.
fn withholds(key: &str, value: &str) -> bool {
    let value = bare(value);
    let is = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(value));
    match key.to_ascii_lowercase().as_str() {
        "draft" | "sheet" => is(&["true", "false", "yes", "no", "on", "off"]),
        "edition" => Edition::WORDS.iter().any(|(word, _)| is(&[word])),
        "kind" => Kind::WORDS.iter().any(|(word, _)| is(&[word])),
        _ => false,
    }
}

/// Any other key of ours, as we write it, with a value that it may have.
fn fits(key: &str, value: &str) -> bool {
    let value = bare(value);
    match key {
        "title" => !value.is_empty(),
        "order" => value.parse::<i64>().is_ok(),
        "date" | "updated" => value.starts_with(|c: char| c.is_ascii_digit()),
        "tags" | "aliases" | "builds_on" => value.is_empty() || value.starts_with('['),
        "radar" | "checks" | "cards" | "log" | "completion" | "protocol" | "parts" | "defaults" | "radar_presets" => {
            value.is_empty() || value.starts_with(['[', '{'])
        }
        _ => false,
    }
}

/// A value without its quotes and the comment behind it.
fn bare(value: &str) -> &str {
    let value = value.split(" #").next().unwrap_or_default();
    value.trim_matches(|c: char| is_unseen(c) || matches!(c, '"' | '\'' | ','))
}

/// The key at the beginning of `line` and what follows it; `sign` stands between them.
pub(super) fn pair(line: &str, sign: char) -> Option<Pair<'_>> {
    let line = seen(line);
    let (key, rest) = match line.chars().next()? {
        quote @ ('"' | '\'') => {
            let (key, rest) = line[1..].split_once(quote)?;
            (key, rest)
        }
        _ => line.split_at(line.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')))?),
    };
    let value = rest.trim_start().strip_prefix(sign)?;
    let is_key = key.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    (is_key && (sign != ':' || value.is_empty() || value.starts_with(is_unseen))).then_some((key, value.trim()))
}

/// The keys at the margin of YAML, which is that of its first key.
pub(super) fn pairs(content: &str) -> Vec<Pair<'_>> {
    let mut margin = None;
    let at_margin = |line: &Range<usize>| {
        let typed = &content[line.clone()];
        pair(typed, ':').is_some() && *margin.get_or_insert(indentation(typed)) == indentation(typed)
    };
    let found: Vec<Range<usize>> = lines(content).filter(at_margin).collect();
    found.into_iter().filter_map(|line| pair(&content[line], ':')).collect()
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The YAML at the beginning of `text`, and the line below it that was meant to close it.
///
/// Without such a line it goes as far as its keys.
pub(super) fn yaml(text: &str) -> (Range<usize>, Option<Range<usize>>) {
    let mut block = BlockText::default();
    let mut is_after_blank = true;
    for line in lines(text) {
        let typed = &text[line.clone()];
        let is_blank = seen(typed).is_empty();
        if !block.holds(typed) && !is_blank {
            if is_closing_mark(typed) {
                return (0..line.start, Some(line));
            }
            if !looks_like_yaml(typed, is_after_blank) {
                break;
            }
        }
        is_after_blank = is_blank;
    }
    (0..end_of_keys(text), None)
}

/// Where keys end that nothing closes: with their paragraph, and with those after it that have keys as we write them.
fn end_of_keys(text: &str) -> usize {
    let mut end = 0;
    for line in lines(text) {
        let typed = &text[line.clone()];
        if seen(typed).is_empty() {
            return end + super::probable_end(&text[end..]);
        }
        if !looks_like_yaml(typed, true) {
            break;
        }
        end = line.end;
    }
    end
}

/// A line of text goes on with the line above; a blank line ends it.
fn looks_like_yaml(line: &str, is_after_blank: bool) -> bool {
    !is_after_blank || is_yaml_line(line)
}

/// Whether a line begins as only lines of YAML do, or lists and headings.
pub(super) fn is_yaml_line(line: &str) -> bool {
    let opens = |c: char| is_unseen(c) || matches!(c, '#' | '-' | '\'' | '"' | ']' | '}');
    line.starts_with(opens) || pair(line, ':').is_some()
}

/// Follows lines of YAML, and knows which belong to a text below `|` or `>`.
#[derive(Debug, Default)]
pub(super) struct BlockText {
    /// How far the line is indented that announced it.
    opener: Option<usize>,
    /// How far its first line is.
    margin: Option<usize>,
}

impl BlockText {
    /// Whether the next line belongs to one.
    pub(super) fn holds(&mut self, line: &str) -> bool {
        if seen(line).is_empty() {
            return self.opener.is_some();
        }
        let indent = indentation(line);
        if self.opener.is_some_and(|opener| indent >= *self.margin.get_or_insert(indent) && indent > opener) {
            return true;
        }
        *self = Self { opener: announces_text(line).then_some(indent), margin: None };
        false
    }
}

/// `intro: |-`
fn announces_text(line: &str) -> bool {
    // Hardly a line has either mark.
    if !line.bytes().any(|byte| matches!(byte, b'|' | b'>')) {
        return false;
    }
    let line = line.split(" #").next().unwrap_or_default().trim_end();
    let marks = line.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
    marks.ends_with(['|', '>']) && marks[..marks.len() - 1].ends_with([' ', '\t'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tells(content: &str) -> (bool, bool) {
        let pairs = pairs(content);
        (is_telling(&pairs, Demand::Marked), is_telling(&pairs, Demand::Bare))
    }

    #[test]
    fn keys_tell_with_values_that_they_may_have() {
        for content in
            ["draft: true", "Draft: yes # soon", "edition: \"instructor\"", "title: A\norder: 3", "kind: quiz"]
        {
            assert_eq!(tells(content), (true, true), "{content}");
        }
        for content in ["title: A", "radar:\n  - mistake: M", "order: 3", "  title: A\n  b: c"] {
            assert_eq!(tells(content), (true, false), "{content}");
        }
    }

    #[test]
    fn words_before_colons_do_not() {
        for content in [
            "Note: this",
            "order: of things",
            "draft: one of many",
            "Title: A",
            "date: to be told",
            "a: b\nc: d",
            "kind: of",
        ] {
            assert_eq!(tells(content), (false, false), "{content}");
        }
    }

    #[test]
    fn yaml_ends_at_a_mark_or_where_text_begins() {
        let cut = |text: &'static str| {
            let (content, closing) = yaml(text);
            (&text[content], closing.map(|line| &text[line]))
        };
        assert_eq!(cut("title: A\n\n# mine\nb: c\n—--\nText"), ("title: A\n\n# mine\nb: c\n", Some("—--\n")));
        assert_eq!(
            cut("a: |-\n  x\n  ---\nb: >\n\n   ---\n ---\n"),
            ("a: |-\n  x\n  ---\nb: >\n\n   ---\n", Some(" ---\n"))
        );
        assert_eq!(cut("title: A\nand on\n---"), ("title: A\nand on\n", Some("---")));
        assert_eq!(cut("title: A\n\nText\n\n---\n"), ("title: A\n\n", None));
    }
}
