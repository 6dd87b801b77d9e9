//! What stands behind the language on the line that opens a block of code: `file=src/app.py`, `title="The app"`.

use std::collections::BTreeSet;
use std::ops::Range;

/// Takes the code of a block from a file.
pub const FILE: &str = "file";

/// `name=value` on the line of a fence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute<'i> {
    /// What stands before its sign.
    pub name: &'i str,
    /// What stands behind it, without quotation marks.
    pub value: &'i str,
    /// All of it.
    pub range: Range<usize>,
    /// Its value, with the quotation marks.
    pub value_range: Range<usize>,
}

/// A word on the line of a fence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'i> {
    /// All of it.
    pub text: &'i str,
    /// Where it stands on the line.
    pub range: Range<usize>,
    /// What it is where it is `name=value`.
    pub attribute: Option<Attribute<'i>>,
}

/// The attributes on the line of a fence, its language included. What stands in braces is read as well.
pub fn attributes(info: &str) -> Vec<Attribute<'_>> {
    words(info).into_iter().filter_map(|word| word.attribute).collect()
}

/// The words behind the language on the line of a fence, those in braces included.
pub fn words_behind_language(info: &str) -> Vec<Word<'_>> {
    let mut words = words(info);
    // `python=` is a language as well.
    let is_language = |word: &Word<'_>| word.attribute.as_ref().is_none_or(|attribute| attribute.value.is_empty());
    let end = words.first().filter(|first| is_language(first)).map_or(0, |first| {
        // `rust,editable`, but `{r, file=a.R}`.
        let is_in_braces = info[..first.range.start].contains('{');
        let blank = info[first.range.end..].find(char::is_whitespace).map(|at| first.range.end + at);
        if is_in_braces { first.range.end } else { blank.unwrap_or(info.len()) }
    });
    words.retain(|word| word.range.start >= end);
    words
}

fn words(info: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < info.len() {
        let rest = &info[at..];
        let blank = rest.len() - rest.trim_start_matches(is_between).len();
        if blank > 0 {
            at += blank;
            continue;
        }
        let name = &rest[..rest.find(|c: char| !is_of_name(c)).unwrap_or(rest.len())];
        let end = word_end(rest);
        let range = at..at + end;
        let value = rest[name.len()..end].strip_prefix('=').filter(|_| !name.is_empty());
        let attribute = value.map(|value| {
            let value_range = at + name.len() + 1..at + end;
            Attribute { name, value: unquoted(value), range: range.clone(), value_range }
        });
        found.push(Word { text: &rest[..end], range, attribute });
        at += end;
    }
    found
}

/// The paths of files that the blocks of code in `text` may take lines from: more than do, and never fewer.
pub fn files(text: &str) -> BTreeSet<String> {
    let mut files = BTreeSet::new();
    if !text.contains("file=") {
        return files;
    }
    for line in text.lines().filter(|line| line.contains("file=")) {
        let Some(start) = ["```", "~~~"].iter().filter_map(|fence| line.find(fence)).min() else { continue };
        let attributes = attributes(info(&line[start..]));
        files.extend(attributes.iter().filter(|one| one.name == FILE).map(|one| one.value.to_owned()));
    }
    files
}

/// What stands behind the signs of a fence, which begins its line.
pub fn info(line: &str) -> &str {
    line.trim_start_matches(['`', '~']).trim_end_matches(['\n', '\r'])
}

fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | ';' | '{' | '}')
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-')
}

/// Where the word at the start of `text` ends, with what stands in quotation marks behind its sign.
fn word_end(text: &str) -> usize {
    let plain = text.find(is_between).unwrap_or(text.len());
    let Some(sign) = text[..plain].find('=') else { return plain };
    let value = &text[sign + 1..];
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let closed = quote.and_then(|quote| value[1..].find(quote));
    closed.map_or(plain, |close| sign + 1 + close + 2)
}

fn unquoted(value: &str) -> &str {
    let inside = |quote: char| value.strip_prefix(quote)?.strip_suffix(quote);
    inside('"').or_else(|| inside('\'')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(info: &str) -> Vec<(&str, &str, &str)> {
        attributes(info).into_iter().map(|one| (one.name, one.value, &info[one.value_range])).collect()
    }

    #[test]
    fn attributes_are_found_with_and_without_marks_around_them() {
        assert_eq!(
            read("python file=src/a.py lines=3-12"),
            [("file", "src/a.py", "src/a.py"), ("lines", "3-12", "3-12")]
        );
        assert_eq!(
            read("py file=\"my file.py\" anchor='x y'"),
            [("file", "my file.py", "\"my file.py\""), ("anchor", "x y", "'x y'"),]
        );
        assert_eq!(read("{.python title=\"A, b\" #cell}"), [("title", "A, b", "\"A, b\"")]);
        assert_eq!(read("js {1,3-5} title='é'"), [("title", "é", "'é'")]);
        assert_eq!(read("file=\"open"), [("file", "\"open", "\"open")]);
        assert_eq!(read("é=1 = =x a==b"), [("a", "=b", "=b")]);
        assert!(read("").is_empty());
    }

    #[test]
    fn words_behind_the_language_are_found_in_whatever_form_it_has() {
        for (info, expected) in [
            ("python file=a.py anchr=b", &["file=a.py", "anchr=b"][..]),
            ("python anchor = b", &["anchor", "=", "b"]),
            ("rust,editable lines: 1-3", &["lines:", "1-3"]),
            ("{r, file=a.R, echo=FALSE}", &["file=a.R", "echo=FALSE"]),
            ("{.python #cell} {1,3-5}", &["#cell", "1", "3-5"]),
            ("python= title='A b'", &["title='A b'"]),
            ("file=a.py line=3", &["file=a.py", "line=3"]),
            ("python", &[]),
            ("", &[]),
        ] {
            let words = words_behind_language(info);
            assert_eq!(words.iter().map(|word| word.text).collect::<Vec<_>>(), expected, "{info}");
            assert!(words.iter().all(|word| info[word.range.clone()] == *word.text), "{info}");
        }
    }

    #[test]
    fn every_fence_of_a_text_may_take_a_file() {
        let text = "```py file=a.py\n```\n> ~~~~ file='b c.py'\n- x: |\n    ```rs file=/d.rs\nfile=no\n";
        assert_eq!(files(text).into_iter().collect::<Vec<_>>(), ["/d.rs", "a.py", "b c.py"]);
        assert!(files("profile=x ``` profile=y").is_empty());
    }
}
