//! Every rule that a finding can come from.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The site is not written.
    Error,
    /// The site is written all the same.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

macro_rules! rules {
    ($($name:ident = $id:literal, $severity:ident, $summary:literal;)*) => {
        /// A rule, known to authors by its id.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Rule { $(#[doc = $summary] $name,)* }

        impl Rule {
            /// All of them, in the order of this list.
            pub const ALL: &'static [Rule] = &[$(Rule::$name),*];

            /// The id that authors write and read.
            pub fn id(self) -> &'static str {
                match self { $(Rule::$name => $id,)* }
            }

            /// The severity it has unless the course says otherwise.
            pub fn severity(self) -> Severity {
                match self { $(Rule::$name => Severity::$severity,)* }
            }

            /// What it finds, in one sentence.
            pub fn summary(self) -> &'static str {
                match self { $(Rule::$name => $summary,)* }
            }

            /// The guide's page about it: a file of markdown with front matter.
            pub fn page(self) -> &'static str {
                match self {
                    $(Rule::$name => include_str!(concat!("../../docs/guide/content/04-rules/", $id, ".md")),)*
                }
            }
        }
    };
}

rules! {
    // Reading
    NotUtf8 = "not-utf8", Error, "A file is not UTF-8 text.";
    Unreadable = "unreadable", Error, "A file or folder in the course cannot be read.";
    SymbolicLink = "symbolic-link", Warning, "The course contains a symbolic link, which `clinic` does not follow.";
    Leftover = "leftover", Warning, "A file left behind by another program is neither read nor published.";
    UnreadText = "unread-text", Warning, "A file that looks like course text but is not part of the course is neither read nor published.";
    ControlCharacter = "control-character", Error, "Text contains an invisible character that does not belong there.";
    // YAML
    UnreadFrontMatter = "unread-front-matter", Error, "Front matter is in a location or format that `clinic` does not read.";
    UnclosedFrontMatter = "unclosed-front-matter", Error, "Front matter has no closing `---` line.";
    YamlSyntax = "yaml-syntax", Error, "The YAML is not valid.";
    YamlFeature = "yaml-feature", Error, "The YAML contains an anchor, an alias, a tag, or a second document.";
    YamlDepth = "yaml-depth", Error, "YAML values are nested too deeply.";
    DuplicateKey = "duplicate-key", Error, "A key appears twice in the same YAML map.";
    UnknownKey = "unknown-key", Error, "`clinic` does not recognize a key.";
    ForeignKey = "foreign-key", Warning, "A key for another tool has no effect in `clinic`.";
    WrongType = "wrong-type", Error, "A value has the wrong type.";
    CutText = "cut-text", Error, "A `#` after a space starts a comment, so the rest of the text is lost.";
    CommentAfterText = "comment-after-text", Warning, "A comment after unquoted text might be part of the text.";
    NotText = "not-text", Error, "YAML reads text as a list or map.";
    ChangedText = "changed-text", Error, "A backslash in double-quoted text replaces characters that you typed.";
    EscapeInText = "escape-in-text", Warning, "A backslash in double-quoted text might have an unintended effect.";
    AmbiguousText = "ambiguous-text", Warning, "Other YAML parsers might read unquoted text as a number, date, or Boolean value.";
    StrayQuotes = "stray-quotes", Warning, "Stray quotation marks in a title or description appear on the page.";
    MisplacedKey = "misplaced-key", Error, "A key has no effect in the file that contains it.";
    // Structure
    MissingTitle = "missing-title", Error, "A page has no title.";
    MissingColumn = "missing-column", Error, "A radar row has no value for a column that the radar shows.";
    UnknownPreset = "unknown-preset", Error, "A radar row uses a preset that does not exist.";
    UnknownRule = "unknown-rule", Error, "`rules:` names a rule that does not exist.";
    UnknownTheme = "unknown-theme", Error, "`theme:` names a theme that does not exist.";
    FolderWithoutIndex = "folder-without-index", Warning, "A folder that contains modules has no `_index.md` file.";
    AmbiguousFolder = "ambiguous-folder", Error, "A folder is both a section and a module.";
    NoClinic = "no-clinic", Warning, "A module has neither a radar nor checks.";
    SecondTopHeading = "second-top-heading", Warning, "A page has a first-level heading in addition to its title.";
    DuplicateAddress = "duplicate-address", Error, "Two pages or files have the same address.";
    ImpossibleAddress = "impossible-address", Error, "An address cannot be used as a file path.";
    WindowsName = "windows-name", Warning, "A file, folder, or address has a name that Windows does not allow.";
    ReservedAddress = "reserved-address", Error, "An address is reserved for a generated page.";
    DuplicateRow = "duplicate-row", Error, "Two radar rows in a module have the same id.";
    DuplicateStatement = "duplicate-statement", Error, "Two statements in a module have the same id.";
    DuplicateStep = "duplicate-step", Error, "Two steps in a protocol have the same id.";
    DuplicateCriterion = "duplicate-criterion", Error, "Two criteria in a completion standard have the same id.";
    DuplicateCard = "duplicate-card", Error, "Two cards in a module have the same id.";
    DuplicateModuleId = "duplicate-module-id", Error, "Two modules have the same `id:`.";
    SourceWithoutChecks = "source-without-checks", Warning, "A check group takes its statements from a page that has no statements.";
    PracticeWithoutChecks = "practice-without-checks", Warning, "A practice page has no checks.";
    UnlistedChecks = "unlisted-checks", Warning, "No check group in the module includes the statements on a practice page.";
    UnshownPart = "unshown-part", Warning, "A module has content for a part that its `parts` key leaves out.";
    EmptyCourse = "empty-course", Error, "A course has no pages.";
    EmptySection = "empty-section", Warning, "A section has no content.";
    UnwrittenText = "unwritten-text", Warning, "A file still contains placeholder text from `clinic new`.";
    UnreachableGoal = "unreachable-goal", Warning, "A goal in the completion standard cannot be reached.";
    RepeatedText = "repeated-text", Warning, "Many radar rows have the same symptom or repair.";
    UnusedPreset = "unused-preset", Warning, "A preset creates no rows in any module.";
    UnknownPlaceholder = "unknown-placeholder", Warning, "A word in braces is not a placeholder, or a required placeholder is missing.";
    MissingWords = "missing-words", Warning, "Interface strings are missing in the course language.";
    UnusableGlob = "unusable-glob", Error, "A pattern under `each:` is not valid.";
    // Answers
    UnmatchedAnswer = "unmatched-answer", Error, "An answer in the answers folder does not match any statement.";
    AmbiguousAnswer = "ambiguous-answer", Error, "An answer in the answers folder matches several statements.";
    DuplicateAnswer = "duplicate-answer", Error, "A statement has two answers.";
    MissingAnswer = "missing-answer", Warning, "A statement has no answer in the instructor edition.";
    // References
    BrokenReference = "broken-reference", Error, "A reference in front matter has no valid destination.";
    BrokenLink = "broken-link", Error, "A link in the text has no valid destination.";
    BrokenAnchor = "broken-anchor", Error, "A link points to an anchor that does not exist on the target page.";
    DuplicateAnchor = "duplicate-anchor", Warning, "An HTML element has an id that is already used on its page.";
    RemoteImage = "remote-image", Warning, "An image is loaded from another host.";
    MissingImage = "missing-image", Error, "An image file does not exist.";
    UnreadableImage = "unreadable-image", Warning, "Browsers cannot show a file that is used as an image.";
    CodeFromFile = "code-from-file", Error, "A code block names a file, lines, or an anchor that `clinic` cannot find.";
    WhereIsTitle = "where-is-title", Warning, "A `where` key contains a page title or a path without `.md` instead of a page path.";
    WithheldTarget = "withheld-target", Error, "A link that learners can see points to text that is hidden from them.";
    CircularBuildsOn = "circular-builds-on", Error, "Modules build on each other in a cycle.";
    // Text
    ImageWithoutAlt = "image-without-alt", Warning, "An image has no alternative text.";
    SkippedHeading = "skipped-heading", Warning, "A heading skips a level.";
    PastedClinic = "pasted-clinic", Warning, "The text of a page contains a radar, a log, or checks that belong in front matter.";
    UnreadChecks = "unread-checks", Warning, "Statements that were meant as checks are read as plain text.";
    ForeignMark = "foreign-mark", Warning, "Markup for another tool has no effect in `clinic`.";
    MistypedLink = "mistyped-link", Warning, "A link is shown as plain text because it is mistyped.";
    RawHtml = "raw-html", Warning, "Raw HTML is shown as text.";
    BadMath = "bad-math", Warning, "A formula cannot be typeset, so its TeX source is shown.";
    UnknownLanguage = "unknown-language", Warning, "A code block names a language that `clinic` cannot highlight.";
    PlainCode = "plain-code", Warning, "A code block is too long or too deeply nested for syntax highlighting.";
    UnknownDirective = "unknown-directive", Warning, "A comment that requests ruled lines is not valid.";
    UnknownAlert = "unknown-alert", Error, "A mark such as `[!ANSWER]` is mistyped or misplaced, so learners would see text that the mark should hide.";
    UndefinedFootnote = "undefined-footnote", Error, "The text refers to a footnote that does not exist.";
    UnusedFootnote = "unused-footnote", Warning, "A footnote never appears on the page.";
    UndefinedReference = "undefined-reference", Warning, "A link refers to a link definition that does not exist.";
    UnusedDefinition = "unused-definition", Warning, "A line of text is read as a link definition, so it is not shown.";
    UnevenTable = "uneven-table", Error, "A table row has too many cells, or the header row does not match the line below it.";
    UnclosedMarkup = "unclosed-markup", Error, "A comment, code block, or formula is never closed.";
    // Paper
    WideFormula = "wide-formula", Warning, "A formula is so wide that it becomes too small to read in print.";
    WideWord = "wide-word", Warning, "A word is wider than its column on paper.";
    LongStatement = "long-statement", Warning, "A statement and its writing space do not fit on one page.";
    CrowdedCard = "crowded-card", Warning, "A card contains too much text for its size.";
    // Templates and themes
    BrokenTemplate = "broken-template", Error, "A template cannot be read or used.";
    BrokenTheme = "broken-theme", Error, "A theme cannot be used.";
    LowContrast = "low-contrast", Warning, "Text in the accent color is hard to read on the backgrounds of the theme.";
}

impl Rule {
    /// Whether the course cannot change its severity: what it finds would be lost, wrong or seen by the wrong reader.
    pub fn is_fixed(self) -> bool {
        matches!(
            self,
            Self::NotUtf8
                | Self::Unreadable
                | Self::UnreadFrontMatter
                | Self::UnclosedFrontMatter
                | Self::YamlSyntax
                | Self::YamlFeature
                | Self::YamlDepth
                | Self::DuplicateKey
                | Self::UnknownKey
                | Self::CutText
                | Self::NotText
                | Self::ChangedText
                | Self::WrongType
                | Self::MissingTitle
                | Self::UnknownRule
                | Self::UnknownTheme
                | Self::EmptyCourse
                | Self::AmbiguousFolder
                | Self::DuplicateAddress
                | Self::ImpossibleAddress
                | Self::ReservedAddress
                | Self::DuplicateModuleId
                | Self::WithheldTarget
                | Self::UnknownAlert
                | Self::BrokenTemplate
                | Self::BrokenTheme
        )
    }

    /// Whether it finds an answer that reaches no statement.
    pub fn is_about_answers(self) -> bool {
        matches!(self, Self::UnmatchedAnswer | Self::AmbiguousAnswer | Self::DuplicateAnswer)
    }

    /// Whether what it finds keeps templates or themes from being used.
    pub fn is_about_the_look(self) -> bool {
        matches!(self, Self::BrokenTemplate | Self::BrokenTheme | Self::UnknownTheme)
    }

    /// The rule of this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.id() == id)
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_found_by_its_id_alone() {
        for &rule in Rule::ALL {
            assert_eq!(Rule::from_id(rule.id()), Some(rule));
            assert!(rule.summary().ends_with('.'), "{rule}");
        }
    }
}
