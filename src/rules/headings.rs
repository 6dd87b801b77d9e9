//! Headings that skip a level, which those who listen to a page take for a part that they missed.

use super::RuleInput;
use crate::finding::{Finding, Fix, Rule};
use crate::model::fragment::{Fragment, Piece};
use crate::parse::Document;
use crate::text::{Place, Span};

/// Stands above all headings of a body.
const TITLE: u8 = 1;

pub(super) fn find(input: RuleInput<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for document in input.documents {
        let mut outline = Outline { document, above: TITLE, findings: &mut findings };
        outline.follow(&document.body.fragment, true);
    }
    findings
}

/// Walks the headings of one body in the order in which they are shown.
struct Outline<'a> {
    document: &'a Document,
    above: u8,
    findings: &'a mut Vec<Finding>,
}

impl Outline<'_> {
    /// What only some readers see is checked, and counts for nothing after it: `counts`.
    fn follow(&mut self, fragment: &Fragment, counts: bool) {
        for piece in &fragment.pieces {
            match piece {
                Piece::HeadingStart(heading) => self.heading(heading.level, heading.span, counts),
                Piece::Nested(nested) => self.follow(&nested.fragment, false),
                Piece::Checks => self.report_section(),
                _ => {}
            }
        }
    }

    fn report_section(&mut self) {
        let document = self.document;
        let Some(section) = &document.body.checks else { return };
        let marks = document.file.text()[section.span.range()].bytes().take_while(|byte| *byte == b'#').count();
        // A heading that is underlined is of the second level at most.
        self.heading(u8::try_from(marks.max(2)).unwrap_or(u8::MAX), section.span, true);
        if let Some(intro) = &section.intro {
            self.follow(intro, true);
        }
    }

    fn heading(&mut self, level: u8, span: Span, counts: bool) {
        if level > self.above + 1 {
            let finding = self.skipped(level, span);
            self.findings.push(finding);
        }
        if counts {
            self.above = level;
        }
    }

    fn skipped(&self, level: u8, span: Span) -> Finding {
        let file = &self.document.file;
        let marks = |level: u8| "#".repeat(level.into());
        let (typed, wanted) = (marks(level), marks(self.above + 1));
        let message = match self.above {
            TITLE => format!("the first heading is `{typed}`, but headings below the page title start at `##`"),
            above => format!("the heading skips a level: `{typed}` follows `{}`", marks(above)),
        };
        let help = format!(
            "change this heading to `{wanted}`, and remove the same number of `#` characters from each of its subheadings"
        );
        let line = &file.text()[span.range()];
        let fix = Fix::offer(file, span, &format!("{wanted}{}", line.trim_start_matches('#')));
        Finding::new(Rule::SkippedHeading, Place::new(file.path(), span), message).help(help).fix(fix)
    }
}
