//! Backslashes in double quotes that make what nobody typed.

use std::ops::Range;

use super::{Mender, Typed};
use crate::finding::{Finding, Rule};
use crate::syntax::yaml::{escapes, joins_lines, means_something};
use crate::text::Span;

/// Whether the backslashes of `inner`, the inside of double quotes, are what their author typed: none does what YAML
/// has it do, but for those before a quotation mark.
pub(in crate::config) fn escapes_as_typed(inner: &str) -> bool {
    escapes(inner).all(|escape| match &inner[escape.clone()] {
        "\\\"" => true,
        known => !means_something(known) || trap(inner, &escape).is_some_and(|trap| trap.is_certain),
    })
}

impl Mender<'_> {
    /// `"From $\theta$"`: an escape that YAML knows and the author did not mean.
    pub(super) fn double_quoted(&mut self, span: Span) -> Option<Typed> {
        let typed = self.text(span);
        let inner = typed.strip_prefix('"')?.strip_suffix('"')?;
        let found: Vec<_> = escapes(inner).filter_map(|escape| Some((escape.clone(), trap(inner, &escape)?))).collect();
        let (escape, trap) = found.iter().find(|(_, trap)| trap.is_certain).or(found.first())?;
        let place = Span::new(span.start + 1 + escape.start, span.start + 1 + escape.end);
        let message = format!("`{}` in double quotes is read as {}", &inner[escape.clone()], trap.made);
        let help = "put the text in single quotes, where a backslash has no special meaning";
        // Beside an escape that may be meant, nobody can tell what the whole should be.
        let is_sure = found.iter().all(|(_, trap)| trap.is_certain) && !inner.contains("\\\\");
        let rule = if trap.is_certain { Rule::ChangedText } else { Rule::EscapeInText };
        let finding = Finding::new(rule, self.place(place), message).help(help);
        // Single quotes have no line break that is left out.
        let fix = (!joins_lines(inner)).then(|| self.fix(span, is_sure && !inner.contains('\n')));
        self.findings.push(Finding { fix, ..finding });
        trap.is_certain.then(|| self.typed(span))
    }
}

/// What YAML makes of an escape that an author did not mean.
struct Trap {
    made: &'static str,
    /// True where nobody can have meant it in a text.
    is_certain: bool,
}

/// The escape at `range` of `inner`, if it is one that prose holds by accident.
fn trap(inner: &str, range: &Range<usize>) -> Option<Trap> {
    let next = inner[range.end..].chars().next();
    let before_letter = next.is_some_and(|next| next.is_ascii_alphabetic());
    let (made, is_certain) = match inner[range.start + 1..].chars().next()? {
        't' => ("a tab", before_letter),
        '_' => ("a nonbreaking space", true),
        'r' | 'N' | 'L' | 'P' => ("a line break", true),
        'n' => ("a line break", false),
        '\\' if next.is_none_or(char::is_whitespace) => ("one backslash", false),
        '/' => ("a slash", false),
        ' ' => ("a space", false),
        'x' | 'u' | 'U' => ("the character with this code", false),
        _ => return None,
    };
    Some(Trap { made, is_certain })
}
