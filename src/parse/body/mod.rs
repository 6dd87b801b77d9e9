//! The body of a file: its title, its check section, and the rest.

mod checks;
mod pasted;
mod tables;
mod unread;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use checks::{CheckSection, ListedStatement};
pub use tables::{Table, typed_in_cell};
pub use unread::opens_checks;

use crate::finding::Rule;
use crate::model::fragment::{Fragment, Piece};
use crate::strings::ClinicWords;
use crate::syntax::markdown::{BodyWriter, Elements, Origin, Reader};
use crate::text::anchor::Anchors;

/// A body that was read.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Body {
    /// The first `#` heading, where that is the title.
    pub title: Option<Fragment>,
    /// All but the title and what is in `checks`, whose place is marked.
    pub fragment: Arc<Fragment>,
    /// The check section.
    pub checks: Option<CheckSection>,
}

/// What a body may hold besides text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BodyShape {
    /// Whether the first `#` heading is its title; it is not where the title stands in the front matter.
    pub(super) title: bool,
    /// Whether a section under a heading such as "Mistake checks" holds statements.
    pub(super) checks: bool,
    /// What it belongs to.
    pub(super) holder: Holder,
}

/// What a body belongs to, which decides on what may stand in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holder {
    /// A page that is printed, tables to be filled in included.
    Worksheet,
    /// Any other page or section.
    Page,
    /// A module: radar, checks and log stand in its front matter.
    Module,
}

/// Reads a body, in which `words` tell of checks, radars and logs.
pub(super) fn read(
    reader: &Reader,
    words: &ClinicWords,
    text: &str,
    shape: BodyShape,
    origin: &mut Origin<'_>,
) -> Body {
    let mut stream = reader.body(text, origin);
    let title = if shape.title { stream.take_title(origin) } else { None };
    let body = stream.elements();
    report_top_headings(body, origin);
    pasted::report(body, &words.table_heads, shape.holder, origin);
    let names = &words.check_headings;
    let section =
        if shape.checks { checks::section(body, &|heading| checks::opens_section(heading, names)) } else { None };
    unread::report_others(body, section, names, shape.holder, origin);
    if shape.checks {
        unread::report(body, section, names, origin);
    }
    let mut writer = stream.writer(Anchors::of_page(shape.holder == Holder::Module, stream.places()));
    let checks = match section {
        None => {
            write(body, shape.holder, &mut writer, origin);
            None
        }
        Some(section) => {
            write(section.above, shape.holder, &mut writer, origin);
            writer.slot(Piece::Checks);
            let checks = checks::read(section, text, &mut writer, origin);
            write(section.below, shape.holder, &mut writer, origin);
            Some(checks)
        }
    };
    Body { title, fragment: Arc::new(writer.finish(origin)), checks }
}

/// Writes elements; those of a worksheet leave room for answers.
fn write<'e>(elements: Elements<'e>, holder: Holder, writer: &mut BodyWriter<'e>, origin: &mut Origin<'_>) {
    match holder {
        Holder::Worksheet => writer.write_questions(elements, origin),
        Holder::Page | Holder::Module => writer.write(elements, origin),
    }
}

fn report_top_headings(body: Elements<'_>, origin: &mut Origin<'_>) {
    for heading in body.headings().filter(|heading| heading.heading_level() == Some(1)) {
        origin.findings.add_with_help(
            Rule::SecondTopHeading,
            origin.span(&heading.place()),
            "the title is the only first-level heading on a page, so this heading is shown as a second-level heading",
            "start the heading with `##`",
        );
    }
}
