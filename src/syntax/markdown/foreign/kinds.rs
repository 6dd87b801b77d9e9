//! Kinds of marks, and what is said of each.

use std::ops::Range;

use super::super::Origin;
use crate::finding::Rule;

/// A kind of mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Admonition,
    Tab,
    Include,
    Shortcode,
    Liquid,
    Import,
    Directive,
    Diagram,
    Lines,
    Role,
    Target,
    Contents,
    Comment,
    Wiki,
    Citation,
    Tex,
    Highlight,
    Script,
    Attributes,
    Emoji,
}

/// What is said of a mark.
struct Words {
    /// What it is, and of which tools.
    is: &'static str,
    /// What becomes of it here.
    becomes: &'static str,
    /// What to write; `{alert}` stands for the alert that comes nearest.
    help: &'static str,
}

const TYPED: &str = "it is shown as typed";

const DRAW: &str = "draw it once with its own tool, put the SVG beside this page, with `width` and `height` in its first tag, and \
    write `![What the diagram shows](diagram.svg)`, in words for those who cannot see it; to show the source itself, write `text`";

impl Kind {
    fn words(self) -> Words {
        let (is, becomes, help) = match self {
            Self::Admonition => (
                "a box of Docusaurus, MkDocs or Pandoc that has no end, no text or no meaning here",
                "its text is shown without the box, or as code where it is indented",
                "write `> [!{alert}]`, and begin each line of its text with `> `",
            ),
            Self::Tab => (
                "a tab of MkDocs",
                "it is shown as typed, and what is indented below it as code",
                "write `> [!TAB Name]` for each, and begin each line of its text with `> `",
            ),
            Self::Include => (
                "a line of mdBook or MkDocs that takes in another file",
                "nothing is taken in",
                "copy the text here, or link to the file; a block of code takes its lines by ` ```python file=app.py lines=3-12 `",
            ),
            Self::Shortcode => ("a shortcode of Hugo", TYPED, "write what it stands for in markdown"),
            Self::Liquid => (
                "a tag of Jekyll or another template language",
                TYPED,
                "write what it stands for in markdown; if it is meant to be read, put it in backticks",
            ),
            Self::Import => ("a line of MDX", TYPED, "delete it"),
            Self::Directive => (
                "a directive of MyST or Quarto",
                "what stands in it is shown as code",
                "write its text outside of the fence, in a box after `> [!{alert}]` or without one",
            ),
            Self::Diagram => ("the language of a diagram that other tools draw", "its source is shown as code", DRAW),
            Self::Lines => (
                "a mark of Docusaurus, MkDocs or Pandoc for numbers of lines, or for lines that stand out",
                "it changes nothing",
                "delete it; lines have no numbers, and `{1,3-5}` behind the language marks some of them",
            ),
            Self::Role => (
                "a role of MyST",
                "it is shown as typed, with code behind it",
                "write a link such as `[words](page.md#place)`, or a formula between `$`",
            ),
            Self::Target => (
                "a place of MyST that links lead to",
                TYPED,
                "delete it and link to the heading below it, or give that an id: `## Heading {#id}`",
            ),
            Self::Contents => ("a table of contents in other tools", TYPED, "delete it: each page has one"),
            Self::Comment => ("a comment in Obsidian", "everybody reads it", "write `<!-- … -->` around it"),
            Self::Wiki => ("a link of a wiki or of Obsidian", TYPED, "write `[words](page.md)`"),
            Self::Citation => ("a citation of Pandoc or Quarto", TYPED, "write a footnote, `[^1]`, or a link"),
            Self::Tex => (
                "a formula in LaTeX or MkDocs",
                "markdown makes plain brackets of it",
                "write `$…$` in a line, or `$$…$$` for a formula of its own",
            ),
            Self::Highlight => ("marked text in other tools", TYPED, "write `<mark>…</mark>`"),
            Self::Script => {
                ("raised or lowered text of Pandoc", TYPED, "write `<sup>2</sup>` or `<sub>2</sub>`, or a formula")
            }
            Self::Attributes => ("a list of attributes of Pandoc, Kramdown or MkDocs", TYPED, "delete it"),
            Self::Emoji => (
                "the name of a picture on GitHub and elsewhere",
                TYPED,
                "write the character itself, or put the name in backticks",
            ),
        };
        Words { is, becomes, help }
    }

    /// Reports a mark that was `typed` at `range`, one of `count`.
    pub(super) fn report(self, typed: &str, range: &Range<usize>, count: usize, origin: &mut Origin<'_>) {
        let Words { is, becomes, help } = self.words();
        let more = match count {
            1 => String::new(),
            2 => "; there is one more of these in this text".to_owned(),
            _ => format!("; there are {} more of these in this text", count - 1),
        };
        let message = format!("`{}` is {is}: {becomes}{more}", short(typed));
        let help = help.replace("{alert}", alert(typed));
        origin.findings.add_with_help(Rule::ForeignMark, origin.span(range), message, help);
    }
}

/// So many characters of a mark are quoted.
const QUOTED: usize = 40;

fn short(typed: &str) -> String {
    let line = typed.lines().next().unwrap_or_default();
    if line.chars().count() <= QUOTED {
        line.to_owned()
    } else {
        line.chars().take(QUOTED - 1).chain(['…']).collect()
    }
}

/// The alert that a box of another tool comes nearest to.
fn alert(typed: &str) -> &'static str {
    let name: String = typed.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_ascii_lowercase();
    let is = |names: &[&str]| names.iter().any(|one| name.starts_with(one));
    if is(&["tip", "hint", "success", "check"]) {
        "TIP"
    } else if is(&["warning", "attention"]) {
        "WARNING"
    } else if is(&["danger", "error", "caution", "bug", "failure"]) {
        "CAUTION"
    } else if is(&["important"]) {
        "IMPORTANT"
    } else {
        "NOTE"
    }
}
