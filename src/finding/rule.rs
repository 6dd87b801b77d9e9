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
    Unreadable = "unreadable", Error, "A file or folder of the course cannot be read.";
    SymbolicLink = "symbolic-link", Warning, "A symbolic link is not followed.";
    Leftover = "leftover", Warning, "A file that a program left behind is neither read nor published.";
    UnreadText = "unread-text", Warning, "Text of a course that is no page of it is neither read nor published.";
    ControlCharacter = "control-character", Error, "A character that nobody sees and no text needs stands in a text.";
    // YAML
    UnreadFrontMatter = "unread-front-matter", Error, "Front matter is not read, as it stands or is written.";
    UnclosedFrontMatter = "unclosed-front-matter", Error, "Front matter has no closing line.";
    YamlSyntax = "yaml-syntax", Error, "The YAML cannot be read.";
    YamlFeature = "yaml-feature", Error, "An anchor, alias, tag or second document stands where plain values are expected.";
    YamlDepth = "yaml-depth", Error, "Values are nested too deeply.";
    DuplicateKey = "duplicate-key", Error, "A key stands twice in one map.";
    UnknownKey = "unknown-key", Error, "A key means nothing where it stands.";
    ForeignKey = "foreign-key", Warning, "A key of another tool means nothing to clinic.";
    WrongType = "wrong-type", Error, "A value is of the wrong kind.";
    CutText = "cut-text", Error, "A `#` after a blank cuts a text, and the rest is lost.";
    CommentAfterText = "comment-after-text", Warning, "A comment follows a text without quotes, and may be part of it.";
    NotText = "not-text", Error, "YAML makes a list or map of what should be text.";
    ChangedText = "changed-text", Error, "A backslash in double quotes makes another character than the one typed.";
    EscapeInText = "escape-in-text", Warning, "A backslash in double quotes may make another character than the one meant.";
    AmbiguousText = "ambiguous-text", Warning, "A text without quotes is a number, day or truth value to other readers of YAML.";
    MisplacedKey = "misplaced-key", Error, "A key stands in a file where it has no effect.";
    // Structure
    MissingTitle = "missing-title", Error, "A page has no title.";
    MissingColumn = "missing-column", Error, "A radar row lacks a column that is shown.";
    UnknownPreset = "unknown-preset", Error, "A preset is named that nobody wrote.";
    UnknownRule = "unknown-rule", Error, "A rule of this name does not exist.";
    UnknownTheme = "unknown-theme", Error, "A theme of this name does not exist.";
    FolderWithoutIndex = "folder-without-index", Warning, "A folder has no `_index.md`.";
    AmbiguousFolder = "ambiguous-folder", Error, "A folder is both a section and a module.";
    NoClinic = "no-clinic", Warning, "A module has neither a radar nor checks.";
    SecondTopHeading = "second-top-heading", Warning, "A body has a second heading of the first level.";
    DuplicateAddress = "duplicate-address", Error, "Two pages or files come out at one address.";
    ImpossibleAddress = "impossible-address", Error, "An address cannot be the path of a file.";
    WindowsName = "windows-name", Warning, "A file, folder or address has a name that no file has on Windows.";
    ReservedAddress = "reserved-address", Error, "An address is taken by a page that is generated.";
    DuplicateRow = "duplicate-row", Error, "Two radar rows of a module have one id.";
    DuplicateStatement = "duplicate-statement", Error, "Two statements of a module have one id.";
    DuplicateStep = "duplicate-step", Error, "Two steps of a protocol have one id.";
    DuplicateCriterion = "duplicate-criterion", Error, "Two criteria have one id.";
    DuplicateCard = "duplicate-card", Error, "Two cards of a module have one id.";
    DuplicateModuleId = "duplicate-module-id", Error, "Two modules have one id.";
    SourceWithoutChecks = "source-without-checks", Warning, "A check group takes its statements from a page that has none.";
    PracticeWithoutChecks = "practice-without-checks", Warning, "A practice page has no checks.";
    UnshownPart = "unshown-part", Warning, "A module has words for a part that its `parts` leave out.";
    EmptyCourse = "empty-course", Error, "A course has no page.";
    EmptySection = "empty-section", Warning, "A section has nothing in it.";
    UnwrittenText = "unwritten-text", Warning, "A text is still the one that `clinic new` wrote.";
    UnreachableGoal = "unreachable-goal", Warning, "A goal of the completion standard asks for more than the log sheet can hold, for something older than the first module, or for evidence of no kind.";
    RepeatedText = "repeated-text", Warning, "The same symptom or repair stands in many radar rows.";
    UnusedPreset = "unused-preset", Warning, "A preset makes no row in any module.";
    UnknownPlaceholder = "unknown-placeholder", Warning, "Braces hold a word that stands for nothing, or the word that is needed is not there.";
    MissingWords = "missing-words", Warning, "The interface lacks words in the language of the course.";
    UnusableGlob = "unusable-glob", Error, "A pattern of `each:` cannot be read.";
    // Answers
    UnmatchedAnswer = "unmatched-answer", Error, "An answer in the folder of answers fits no statement.";
    AmbiguousAnswer = "ambiguous-answer", Error, "An answer in the folder of answers fits several statements.";
    DuplicateAnswer = "duplicate-answer", Error, "A statement has its answer twice.";
    MissingAnswer = "missing-answer", Warning, "A statement has no answer in the instructor edition.";
    // References
    BrokenReference = "broken-reference", Error, "A reference in front matter leads to nothing.";
    BrokenLink = "broken-link", Error, "A link in text leads to nothing.";
    BrokenAnchor = "broken-anchor", Error, "A link leads to a page that has no such place.";
    DuplicateAnchor = "duplicate-anchor", Warning, "An element that is written as HTML has the id of another place on its page.";
    RemoteImage = "remote-image", Warning, "An image is fetched from another host.";
    MissingImage = "missing-image", Error, "An image is not there.";
    UnreadableImage = "unreadable-image", Warning, "A file that is shown as an image is none that browsers can show.";
    CodeFromFile = "code-from-file", Error, "A block of code takes lines from a file that does not have them.";
    WhereIsTitle = "where-is-title", Warning, "A `where` gives the title of a page, or its path without `.md`, in place of its path.";
    WithheldTarget = "withheld-target", Error, "A text that learners see leads to one that they do not.";
    CircularBuildsOn = "circular-builds-on", Error, "Modules build on each other in a circle.";
    // Text
    ImageWithoutAlt = "image-without-alt", Warning, "An image has no words for those who cannot see it.";
    SkippedHeading = "skipped-heading", Warning, "A heading skips a level.";
    PastedClinic = "pasted-clinic", Warning, "A text holds a radar, log or checks that belong into front matter.";
    UnreadChecks = "unread-checks", Warning, "Statements that were meant as checks are read as text.";
    ForeignMark = "foreign-mark", Warning, "A mark of another tool means nothing to clinic.";
    MistypedLink = "mistyped-link", Warning, "The brackets of a link are mistyped, so that it is only text.";
    RawHtml = "raw-html", Warning, "Raw HTML is shown as text.";
    BadMath = "bad-math", Warning, "A formula cannot be set, and is shown as its TeX.";
    UnknownLanguage = "unknown-language", Warning, "A code block names a language that nobody highlights.";
    PlainCode = "plain-code", Warning, "A code block is too long or too deep for its colours.";
    UnknownDirective = "unknown-directive", Warning, "A comment asks for lines to write on in a way that is not understood.";
    UnknownAlert = "unknown-alert", Error, "A mark is mistyped or misplaced, so everyone would see what it is to hide.";
    UndefinedFootnote = "undefined-footnote", Error, "A footnote is used and never written.";
    UnusedFootnote = "unused-footnote", Warning, "A footnote is written and shown nowhere.";
    UndefinedReference = "undefined-reference", Warning, "A link names a definition that is not written.";
    UnusedDefinition = "unused-definition", Warning, "A line of words is read as the definition of a link, and not shown.";
    UnevenTable = "uneven-table", Error, "A row has more cells than its table has columns, or the head not as many as the line below it.";
    UnclosedMarkup = "unclosed-markup", Error, "A comment, code block or formula is opened and never closed.";
    // Paper
    WideFormula = "wide-formula", Warning, "A formula is so wide that it is printed small.";
    WideWord = "wide-word", Warning, "A word is wider than its column on paper.";
    LongStatement = "long-statement", Warning, "A statement with its room to write is higher than a page.";
    CrowdedCard = "crowded-card", Warning, "A card holds more text than a card should.";
    // Templates and themes
    BrokenTemplate = "broken-template", Error, "A template cannot be read or used.";
    BrokenTheme = "broken-theme", Error, "A theme cannot be used.";
    LowContrast = "low-contrast", Warning, "The accent colour is hard to read on the pages of the theme.";
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
