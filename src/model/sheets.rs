//! What can be printed: every kind of sheet in one table.

use serde::{Deserialize, Serialize};

use super::kinds::{Edition, Part, words};

/// A row of the table of sheets.
#[derive(Debug)]
pub struct SheetRow {
    /// What it is, as the command line tells it.
    pub summary: &'static str,
    /// Its title, by the key of these words.
    pub title: &'static str,
    /// The template that shows what it holds; `parts/sheet.html` takes it in.
    pub template: &'static str,
    /// Whether it is printed where nobody says otherwise.
    pub default: bool,
    /// The part of a clinic page that it prints; without that part it is not there.
    pub part: Option<Part>,
    /// How it goes from page to page.
    pub flow: Flow,
    /// Whether it is cut apart, so that it needs no room for holes.
    pub apart: bool,
    /// Whether its statements may stand in an order that is drawn, which its head names.
    pub drawn: bool,
    /// Who may have it.
    pub reader: Edition,
}

words! {
    /// How a sheet goes from page to page.
    Flow {
        /// It is cut into pages, by sums that its script has too.
        Pages = "pages",
        /// It is a row or several of a table, whose head stands on every page.
        Rows = "rows",
        /// The browser breaks it where it likes.
        Free = "free",
    }
}

macro_rules! sheets {
    ($($kind:ident = $word:literal, $summary:literal { $($column:ident: $value:expr),* $(,)? })*) => {
        words! {
            /// Something that can be printed.
            SheetKind { $(#[doc = $summary] $kind = $word,)* }
        }

        impl SheetKind {
            /// What is true of all sheets of this kind.
            pub fn row(self) -> &'static SheetRow {
                match self {
                    $(Self::$kind => const {
                        &SheetRow {
                            summary: $summary,
                            title: concat!("print.sheet.", $word),
                            $($column: $value),*,
                            ..SheetRow::FLOWING
                        }
                    },)*
                }
            }
        }
    };
}

sheets! {
    Start = "start", "The radar and the protocol, to read before practicing" {
        template: "parts/sheet-start.html",
    }
    Log = "log", "The mistake log" {
        template: "parts/sheet-log.html",
        part: Some(Part::Log),
        flow: Flow::Pages,
    }
    Checks = "checks", "The wrong statements, with space for corrections" {
        template: "parts/sheet-checks.html",
        part: Some(Part::Checks),
        drawn: true,
    }
    Cards = "cards", "Cards to cut out" {
        template: "parts/sheet-cards.html",
        part: Some(Part::Cards),
        flow: Flow::Pages,
        apart: true,
    }
    Completion = "completion", "The completion standard" {
        template: "parts/sheet-completion.html",
        part: Some(Part::Completion),
    }
    Protocol = "protocol", "The steps for repairing any mistake" {
        template: "parts/sheet-protocol.html",
        default: false,
        part: Some(Part::Protocol),
        flow: Flow::Free,
    }
    Review = "review", "Statements from earlier modules" {
        template: "parts/sheet-checks.html",
        default: false,
        drawn: true,
    }
    Page = "page", "Pages with `sheet: true` that have space for writing" {
        template: "parts/sheet-page.html",
    }
    Reading = "reading", "Pages with `sheet: true` that have no space for writing" {
        template: "parts/sheet-page.html",
        default: false,
    }
    Answers = "answers", "The answer key, in a separate file" {
        template: "parts/sheet-answers.html",
        default: false,
        reader: Edition::Instructor,
    }
}

impl SheetRow {
    /// A sheet for learners that flows.
    const FLOWING: Self = Self {
        summary: "",
        title: "",
        template: "",
        default: true,
        part: None,
        flow: Flow::Rows,
        apart: false,
        drawn: false,
        reader: Edition::Learner,
    };
}

impl SheetKind {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::WORDS.iter().map(|(_, kind)| *kind)
    }

    /// Whether clinic pages with these parts have what it prints.
    pub fn is_of(self, parts: &[Part]) -> bool {
        self.row().part.is_none_or(|part| parts.contains(&part))
    }

    /// Whether the number of its pages is known, and not an estimate.
    pub fn is_exact(self) -> bool {
        self.row().flow == Flow::Pages
    }

    /// Those that learners may have. The key is a file of its own, so that nobody copies it for a class.
    pub fn for_learners() -> impl Iterator<Item = Self> {
        Self::all().filter(|kind| kind.row().reader == Edition::Learner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheet_html_takes_in_the_template_of_every_sheet_under_its_word() {
        let sheet = include_str!("../../templates/parts/sheet.html");
        for kind in SheetKind::all() {
            let arm = sheet.split("{%- if").flat_map(|rest| rest.split("{%- elif")).find(|arm| {
                arm.split_once("%}")
                    .is_some_and(|(requested, _)| requested.contains(&format!("sheet.kind == \"{}\"", kind.word())))
            });
            let arm = arm.unwrap_or_else(|| panic!("sheet.html shows no sheet `{}`", kind.word()));
            assert!(arm.contains(&format!("include \"{}\"", kind.row().template)), "{}: {arm}", kind.word());
        }
    }
}
