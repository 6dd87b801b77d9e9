//! The closed sets of the format: parts, columns, kinds of page, goals.

use serde::{Deserialize, Serialize};

#[cfg(test)]
pub use super::sheets::Flow;
pub use super::sheets::SheetKind;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$variant_doc])* #[serde(rename = $word)] $variant,)* }

        impl $name {
            /// All of them with the words that authors write.
            pub const WORDS: &'static [(&'static str, Self)] = &[$(($word, Self::$variant)),*];

            /// The word that authors write.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }
    };
}

pub(super) use words;

words! {
    /// A piece of a clinic page.
    Part {
        /// The text of the page.
        Body = "body",
        /// The mistake radar.
        Radar = "radar",
        /// The wrong statements.
        Checks = "checks",
        /// The steps of a repair.
        Protocol = "protocol",
        /// The mistake log.
        Log = "log",
        /// The completion standard.
        Completion = "completion",
        /// The retrieval cards.
        Cards = "cards",
    }
}

words! {
    /// A column of the radar.
    RadarColumn {
        /// The trap.
        Mistake = "mistake",
        /// Where it shows up.
        Where = "where",
        /// How one notices it.
        Symptom = "symptom",
        /// What shows that it is repaired.
        Repair = "repair",
    }
}

words! {
    /// A built-in column of the log.
    LogField {
        /// The day.
        Date = "date",
        /// What went wrong.
        Mistake = "mistake",
        /// How it was noticed.
        Symptom = "symptom",
        /// Why it happened.
        RootCause = "root_cause",
        /// What shows the repair.
        Repair = "repair",
        /// The card that keeps it away.
        Card = "card",
    }
}

words! {
    /// What a markdown file is.
    Kind {
        /// The unit of study.
        Module = "module",
        /// A practice page.
        Practice = "practice",
        /// A concept page.
        Concept = "concept",
        /// A quiz.
        Quiz = "quiz",
        /// Any other page.
        Page = "page",
    }
}

words! {
    /// Something that the log can count.
    GoalKind {
        /// Mistakes in the log.
        Logged = "logged",
        /// Mistakes with a case that shows them.
        WithCounterexample = "with_counterexample",
        /// Mistakes that connect to an older module.
        ConnectsBack = "connects_back",
        /// Repairs that changed an artifact.
        ChangesArtifact = "changes_artifact",
        /// Statements that were attempted, in percent.
        Attempted = "attempted",
        /// Later days on which something was recalled.
        Retested = "retested",
    }
}

impl GoalKind {
    /// Whether entries of the log count for it.
    pub fn is_logged(self) -> bool {
        match self {
            Self::Logged | Self::WithCounterexample | Self::ConnectsBack | Self::ChangesArtifact => true,
            Self::Attempted | Self::Retested => false,
        }
    }
}

words! {
    /// Whether learners see answers.
    ShowAnswers {
        /// Never.
        Never = "never",
        /// Closed, below the place to write.
        AfterAttempt = "after_attempt",
        /// Plainly.
        Open = "open",
    }
}

words! {
    /// For whom a site is built.
    Edition {
        /// Those who study.
        Learner = "learner",
        /// Those who teach.
        Instructor = "instructor",
    }
}

words! {
    /// What a site is opened from.
    SiteForm {
        /// A host, which gives the page of a folder where its address ends in `/`.
        Hosted = "hosted",
        /// A folder on a disk or a memory stick, whose links name files.
        Folder = "folder",
    }
}

words! {
    /// The paper of the sheets.
    Paper {
        /// Whatever the reader's printer holds.
        Reader = "reader",
        /// 210 × 297 mm.
        A4 = "a4",
        /// 8.5 × 11 inches.
        Letter = "letter",
    }
}

words! {
    /// A field of a sheet's header.
    HeaderField {
        /// The learner's name.
        Name = "name",
        /// The day.
        Date = "date",
        /// The class or group.
        Group = "group",
    }
}

words! {
    /// How cards are made from paper.
    CardStyle {
        /// Front and back side by side, to fold over.
        Fold = "fold",
        /// Fronts on one page, backs on its other side.
        Duplex = "duplex",
        /// Front above back on the same side.
        Single = "single",
    }
}

words! {
    /// How a log is laid out on paper.
    LogForm {
        /// A box for each mistake, on paper that stands upright.
        Boxes = "boxes",
        /// A row for each mistake, on paper that lies across.
        Table = "table",
    }
}

/// A goal of the completion standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Goal {
    /// What is counted.
    pub kind: GoalKind,
    /// How many there should be at least.
    pub count: u32,
}
