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

const DRAW: &str = "export the diagram as an SVG file with `width` and `height` in its first tag, put the file next to this page, and write `![What the diagram shows](diagram.svg)`; to show the source, use `text` as the language";

impl Kind {
    fn words(self) -> Words {
        let (is, becomes, help) = match self {
            Self::Admonition => (
                "the start of an incomplete or unsupported Docusaurus, MkDocs, or Pandoc admonition",
                "its text is shown without a box, or as code if indented",
                "write `> [!{alert}]`, and start each line of the text with `> `",
            ),
            Self::Tab => (
                "an MkDocs tab",
                "it is shown as typed, and the indented text below it as code",
                "write `> [!TAB Name]` for each tab, and start each line of its text with `> `",
            ),
            Self::Include => (
                "an mdBook or MkDocs line that includes another file",
                "nothing is included",
                "copy the text here, or link to the file; to show lines of code, write ` ```python file=app.py lines=3-12 `",
            ),
            Self::Shortcode => ("a Hugo shortcode", TYPED, "write the content of the shortcode in Markdown"),
            Self::Liquid => (
                "a template tag from Jekyll or another tool",
                TYPED,
                "write the content in Markdown; to show the tag itself, put it in backticks",
            ),
            Self::Import => ("an MDX import", TYPED, "delete the line"),
            Self::Directive => (
                "a MyST or Quarto directive",
                "its contents are shown as code",
                "move the text out of the fence; for a box, write `> [!{alert}]`, and start each line of the text with `> `",
            ),
            Self::Diagram => ("a diagram language from another tool", "the diagram's source is shown as code", DRAW),
            Self::Lines => (
                "a Docusaurus, MkDocs, or Pandoc option for line numbers or highlighted lines",
                "it has no effect",
                "delete the option: code blocks have no line numbers; to highlight lines, write `{1,3-5}` after the language",
            ),
            Self::Role => (
                "a MyST role",
                "it is shown as typed, followed by code",
                "write a link such as `[words](page.md#place)`, or a formula such as `$x^2$`",
            ),
            Self::Target => (
                "a MyST link target",
                TYPED,
                "delete the target and link to the heading below, or add an id to that heading: `## Heading {#id}`",
            ),
            Self::Contents => (
                "a table-of-contents mark from another tool",
                TYPED,
                "delete the mark: each page already has a table of contents",
            ),
            Self::Comment => ("an Obsidian comment", "everyone can read it", "write `<!-- … -->` around the comment"),
            Self::Wiki => ("an Obsidian or wiki link", TYPED, "write `[words](page.md)`"),
            Self::Citation => ("a Pandoc or Quarto citation", TYPED, "write a footnote, `[^1]`, or a link"),
            Self::Tex => (
                "a formula in LaTeX or MkDocs notation",
                "Markdown turns its delimiters into plain brackets",
                "write `$…$` within a line, or `$$…$$` for a separate formula",
            ),
            Self::Highlight => ("highlighted text from another tool", TYPED, "write `<mark>…</mark>`"),
            Self::Script => {
                ("a Pandoc superscript or subscript", TYPED, "write `<sup>2</sup>` or `<sub>2</sub>`, or a formula")
            }
            Self::Attributes => ("a Pandoc, Kramdown, or MkDocs attribute list", TYPED, "delete the attribute list"),
            Self::Emoji => (
                "an emoji shortcode from GitHub or another tool",
                TYPED,
                "write the emoji itself, or put the shortcode in backticks",
            ),
        };
        Words { is, becomes, help }
    }

    /// Reports a mark that was `typed` at `range`, one of `count`.
    pub(super) fn report(self, typed: &str, range: &Range<usize>, count: usize, origin: &mut Origin<'_>) {
        let Words { is, becomes, help } = self.words();
        let more = match count {
            1 => String::new(),
            _ => format!(" (and {} more in this text)", count - 1),
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
