//! What is said of front matter that is not read, and the lines that would be.

use std::ops::Range;

use super::marks::{closes, seen};
use super::preface::{Before, Preface};
use crate::finding::{Finding, Fix, Rule};
use crate::text::{Place, SourceFile, Span};

/// Why front matter is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// Something stands before it that is not known yet.
    Place,
    /// Something stands before it.
    Before(Before),
    /// Blanks stand before its mark.
    Indented,
    /// Something that cannot be seen stands beside its mark.
    Unseen,
    /// Its lines end with a character that ends none.
    Breaks,
    /// Its first mark is another one.
    Mark,
    /// It has no first mark.
    Unmarked,
    /// It is TOML.
    Toml,
    /// It is JSON.
    Json,
    /// It stands in a block of code.
    Code,
    /// The whole page stands in a block of code.
    Wrapped,
    /// There is another above.
    Second,
}

impl Cause {
    /// The finding at `place`.
    pub(super) fn finding(self, file: &SourceFile, place: Span) -> Finding {
        let typed = seen(&file.text()[place.range()]);
        let before = |what: &str| format!("the front matter is not read, because {what} comes before it");
        let begin = "start the file with `---`";
        let (message, help) = match self {
            Self::Place | Self::Before(Before::Blank) => (before("a blank line"), begin.to_owned()),
            Self::Before(Before::Comment) => {
                (before("a comment"), format!("{begin}, and move the comment below the front matter"))
            }
            Self::Before(Before::Heading) => (
                before("a heading"),
                format!("{begin}, and move the heading below the front matter; put sample lines in a code block"),
            ),
            Self::Before(Before::Text) => (
                before("text"),
                format!("{begin}, and move the text below the front matter; put sample lines in a code block"),
            ),
            Self::Indented => (
                "there is a space before `---`, so the front matter is not read".to_owned(),
                "start the line with `---`".to_owned(),
            ),
            Self::Unseen => (
                "there is an invisible character next to `---`, so the front matter is not read".to_owned(),
                "retype `---`, with nothing else on the line".to_owned(),
            ),
            Self::Breaks => (
                "the lines of this file end in lone carriage returns, so its front matter is not read".to_owned(),
                "save the file with Unix or Windows line breaks".to_owned(),
            ),
            Self::Mark => (
                format!("the front matter is not read, because `{typed}` is not a valid opening line"),
                "write three hyphens, `---`".to_owned(),
            ),
            Self::Unmarked => (
                "the front matter has no opening line, so it is not read".to_owned(),
                "write `---` on a line of its own above the first key and again below the last key".to_owned(),
            ),
            Self::Toml => (
                "the front matter is TOML, so it is not read".to_owned(),
                "write the front matter in YAML between two `---` lines".to_owned(),
            ),
            Self::Json => (
                "the front matter is JSON, so it is not read".to_owned(),
                "write the front matter in YAML between two `---` lines".to_owned(),
            ),
            Self::Code => (
                "the front matter is in a code block, so it is not read".to_owned(),
                format!("{begin}; if this is a sample, write front matter or a heading above it"),
            ),
            Self::Wrapped => (
                "the whole page is in a code block, so its front matter is not read".to_owned(),
                format!("delete the line `{typed}` and the last line, which closes the code block"),
            ),
            Self::Second => (
                "the page already has front matter, so this second block of front matter is not read".to_owned(),
                "move these keys to the front matter above; put sample lines in a code block".to_owned(),
            ),
        };
        Finding::new(Rule::UnreadFrontMatter, Place::new(file.path(), place), message).help(help)
    }
}

/// The lines that would be read.
pub(super) struct Repair<'a> {
    pub(super) file: &'a SourceFile,
    pub(super) preface: &'a Preface,
    /// The lines of the keys.
    pub(super) content: Range<usize>,
    /// Where the text of the page begins.
    pub(super) body: usize,
}

impl Repair<'_> {
    /// With the keys as they were typed. As few lines as possible are written anew.
    pub(super) fn as_typed(&self) -> Fix {
        let text = self.file.text();
        let content = &text[self.content.clone()];
        if self.preface.kept.is_empty() && closes(&text[self.content.end..self.body]) {
            let opening = seen(&text[self.preface.end..self.content.start]);
            if !opening.is_empty() && !opening.starts_with(['`', '~']) {
                return self.lines(0..self.content.start, &format!("---{}", self.comment()));
            }
            if opening.is_empty() {
                let first = content.lines().next().unwrap_or_default();
                return self.lines(0..self.content.start + first.len(), &format!("---\n{first}"));
            }
        }
        self.of(content)
    }

    /// With these lines as the keys.
    pub(super) fn of(&self, yaml: &str) -> Fix {
        let (comment, kept) = (self.comment(), self.kept());
        self.lines(0..self.body, &format!("---{comment}\n{}\n---{kept}", margin(yaml)))
    }

    /// What stands behind its first mark.
    fn comment(&self) -> String {
        let opening = self.file.text().get(self.preface.end..self.content.start).map_or("", seen);
        let comment = opening.find('#').filter(|_| opening.starts_with(['-', '+'])).map(|at| &opening[at..]);
        comment.map_or(String::new(), |comment| format!("\n{comment}"))
    }

    /// Below the front matter that ends at byte `end`.
    pub(super) fn below(&self, end: usize) -> Fix {
        let yaml = margin(&self.file.text()[self.content.clone()]);
        let kept = self.kept();
        self.lines(end..self.body, &format!("{yaml}\n---{kept}"))
    }

    /// What stood before, to be put below.
    fn kept(&self) -> String {
        let text = self.file.text();
        let line = |range: &Range<usize>| format!("\n{}", text[range.clone()].trim_end().replace('\r', ""));
        self.preface.kept.iter().map(line).collect()
    }

    /// Whole lines, up to the last break in `range`.
    fn lines(&self, range: Range<usize>, text: &str) -> Fix {
        let typed = &self.file.text()[range.clone()];
        let end = range.start + typed.strip_suffix('\n').map_or(typed, |typed| typed.trim_end_matches('\r')).len();
        Fix::offer(self.file, Span::new(range.start, end), text)
    }
}

/// These lines without what they are all indented by, and without empty ones around them.
fn margin(yaml: &str) -> String {
    let lines: Vec<&str> = yaml.lines().map(str::trim_end).collect();
    let filled = lines.iter().filter(|line| !line.is_empty());
    let margin = filled.map(|line| line.len() - line.trim_start_matches(' ').len()).min().unwrap_or_default();
    let lines: Vec<&str> = lines.iter().map(|line| line.get(margin..).unwrap_or_default()).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}
