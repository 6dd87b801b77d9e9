//! Formulas: as MathML, or as their TeX where they cannot be set.

use std::fmt::Write as _;
use std::ops::Range;

use super::writer::{FragmentWriter, Sinks};
use crate::finding::Rule;
use crate::model::fragment::WideFormula;
use crate::syntax::math::{self, MathError};

impl FragmentWriter<'_> {
    pub(super) fn math(&mut self, tex: &str, display: bool, range: &Range<usize>, sinks: &mut Sinks<'_, '_>) {
        self.text.push(tex);
        match self.context.reader.math.to_mathml(tex.trim(), display) {
            Ok(mathml) => self.set_math(&mathml, display, range, sinks),
            Err(error) => {
                let lead = if display { 2 } else { 1 } + tex.len() - tex.trim_start().len();
                self.unset_math(tex, &error, range.start + lead, sinks);
            }
        }
    }

    /// A wide formula scrolls by itself, with the keyboard too, and is set smaller on paper.
    fn set_math(&mut self, mathml: &str, display: bool, range: &Range<usize>, sinks: &mut Sinks<'_, '_>) {
        self.counts.formulas += 1;
        let width = math::width(mathml);
        let step = math::step(width);
        if step.is_some() {
            let span = sinks.origin.span(range);
            sinks.formulas.push(WideFormula { width, span });
        }
        match (display, step) {
            (true, None) => self.raw("<span class=\"math-block\" tabindex=\"0\">"),
            (true, Some(step)) => {
                let _ = write!(self.html, "<span class=\"math-block math-w-{step}\" tabindex=\"0\">");
            }
            (false, None) => return self.raw(mathml),
            (false, Some(step)) => {
                let line = if step > math::LINE { " math-line" } else { "" };
                let _ = write!(self.html, "<span class=\"math-inline{line} math-w-{step}\" tabindex=\"0\">");
            }
        }
        self.raw(mathml);
        self.raw("</span>");
    }

    /// A formula that cannot be set is shown as it was typed; its TeX begins at byte `start`.
    fn unset_math(&mut self, tex: &str, error: &MathError, start: usize, sinks: &mut Sinks<'_, '_>) {
        if !error.reported {
            let near = error.unknown.as_deref().map(|unknown| self.context.reader.math.nearest(unknown));
            let help = match near {
                Some(Some(near)) => format!("did you mean `{near}`?"),
                Some(None) => {
                    "use another command, or define this one under `markdown: macros:` in `clinic.yaml`".to_owned()
                }
                None => "correct the TeX, or write `\\$` for a dollar sign".to_owned(),
            };
            let at = start + error.range.start.min(tex.len());
            let span = sinks.origin.span(&(at..at + error.range.len().max(1)));
            let message = format!("the formula cannot be typeset: {}", in_a_sentence(&error.message));
            sinks.origin.findings.add_with_help(Rule::BadMath, span, message, help);
        }
        self.raw("<code class=\"tex\">");
        self.escaped(tex);
        self.raw("</code>");
    }
}

/// `message` as it stands behind a colon.
fn in_a_sentence(message: &str) -> String {
    let mut rest = message.chars();
    rest.next().map_or_else(String::new, |first| first.to_lowercase().chain(rest).collect())
}
