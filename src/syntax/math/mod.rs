//! TeX to `MathML` at build time, in a form that a strict content-security policy and the HTML validators accept.
//!
//! The converter writes inline styles and attributes that validators refuse. `rewrite` maps them all to the closed
//! list of [`CLASSES`], so that a formula needs no `style` attribute and no script.

mod attributes;
mod built_in;
mod classes;
mod columns;
mod environments;
mod faults;
mod macros;
mod operators;
mod rewrite;
mod room;
mod shape;
mod tables;
#[cfg(test)]
mod tests;
mod tex;
mod units;
mod usual;
mod width;
mod words;

use std::collections::BTreeMap;
use std::ops::Range;

use math_core::{ConvertResult, LatexError, LatexToMathML, MathCoreConfig, MathDisplay};

pub use classes::CLASSES;
pub use macros::Macros;
pub use width::{LINE, WIDTHS, step, width};

use crate::finding::suggest::nearest;
use tex::Joined;

/// A formula may be this long, in bytes.
const LONGEST: usize = 10_000;

/// A formula may be nested this deep, in elements; browsers give up at 512.
const DEEPEST: usize = 200;

/// Why a formula cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MathError {
    /// The bytes of the TeX that are to blame, on character boundaries.
    pub range: Range<usize>,
    /// One sentence in the author's words, without a final stop.
    pub message: String,
    /// The name of a command that nobody knows, with its backslash, where it is that.
    pub unknown: Option<String>,
    /// Whether it is a macro of the course that is to blame, which is told where it is defined.
    pub reported: bool,
}

impl MathError {
    fn new(range: Range<usize>, message: impl Into<String>) -> Self {
        Self { range, message: message.into(), unknown: None, reported: false }
    }
}

/// The converter; built once, shared by all threads.
#[derive(Debug)]
pub struct Math {
    converter: LatexToMathML,
    macros: Macros,
    /// The macros that cannot be used, and why.
    faults: BTreeMap<String, String>,
}

impl Math {
    /// The converter with the macros of a course.
    pub fn new(macros: Macros) -> Self {
        let config = MathCoreConfig { annotation: true, allow_unreliable_rendering: true, ..MathCoreConfig::default() };
        // Only a wrong macro makes this fail, and it is given none.
        let converter = LatexToMathML::new(config).unwrap_or_default();
        let mut math = Self { converter, macros, faults: BTreeMap::new() };
        math.faults = faults::of(&math);
        math
    }

    /// The macros of the course that cannot be used, without their backslash, and why.
    pub fn faults(&self) -> &BTreeMap<String, String> {
        &self.faults
    }

    /// The command or macro whose name is nearest to one that nobody knows, with its backslash.
    pub fn nearest(&self, unknown: &str) -> Option<String> {
        let typed = unknown.trim_start_matches('\\');
        let names = usual::names().chain(self.macros.keys().map(String::as_str));
        nearest(typed, names).map(|name| format!("\\{name}"))
    }

    /// Whether a command of this name can be set.
    fn knows(&self, name: &str) -> bool {
        self.convert(&format!("\\{name}"), true).err().is_none_or(|error| error.unknown.is_none())
    }

    /// The formula as a `<math>` element that carries its TeX as an annotation; `display` sets it on a line of its own.
    ///
    /// # Errors
    /// The TeX is wrong, uses what the converter does not know, or is too long or too deeply nested.
    pub fn to_mathml(&self, tex: &str, display: bool) -> Result<String, MathError> {
        if tex.len() > LONGEST {
            return Err(MathError::new(0..tex.len(), format!("It is longer than {LONGEST} bytes")));
        }
        if let Some(range) = separator_as_script(tex) {
            return Err(MathError::new(range, "A column cannot end right after `^` or `_`"));
        }
        let converted = self.convert(tex, display).map_err(|error| self.blamed(error, tex))?;
        if converted.warnings.has_undefined_references() {
            return Err(undefined_reference(tex));
        }
        let rewritten = rewrite::rewrite(&converted.mathml).ok_or_else(|| inconvertible(tex))?;
        if rewritten.depth > DEEPEST {
            return Err(MathError::new(0..tex.len(), format!("It is nested more than {DEEPEST} levels deep")));
        }
        Ok(with_source(&rewritten.mathml, tex))
    }

    /// What goes wrong where a faulty macro is used was told where it is defined.
    fn blamed(&self, error: MathError, tex: &str) -> MathError {
        let reported = !self.faults.is_empty()
            && faults::reached(&self.macros, tex).iter().any(|name| self.faults.contains_key(*name));
        MathError { reported, ..error }
    }

    /// Nothing but commands needs to be expanded and shaped.
    fn convert(&self, tex: &str, display: bool) -> Result<ConvertResult, MathError> {
        let how = if display { MathDisplay::Block } else { MathDisplay::Inline };
        let convert =
            |tex: &str| self.converter.convert_with_local_state(tex, how).map_err(|error| reported(&error, tex));
        let converted = if tex.contains('\\') {
            let tokens = macros::expand(tex::read(tex), &self.macros)?;
            if let Some(error) = shape::unbalanced(&tokens) {
                return Err(error);
            }
            room::with_room(room::most_levels(tokens.iter().map(|token| &*token.text)), || {
                let joined = Joined::of(&shape::shape(tokens, display));
                convert(&joined.tex)
                    .map_err(|error| MathError { range: joined.typed(&error.range, tex.len()), ..error })
            })
        } else {
            room::with_room(room::most_levels(tex.split_inclusive('{')), || convert(tex))
        };
        converted.unwrap_or_else(|| Err(inconvertible(tex)))
    }
}

impl Default for Math {
    fn default() -> Self {
        Self::new(Macros::new())
    }
}

/// The element with the TeX that the author typed, in place of what was made of it.
fn with_source(mathml: &str, tex: &str) -> String {
    const OPEN: &str = "<annotation encoding=\"application/x-tex\">";
    let Some((before, _)) = mathml.rsplit_once(OPEN) else { return mathml.to_owned() };
    let source = tex.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("{before}{OPEN}{source}</annotation></semantics></math>")
}

/// `x^ & y`: a sign for a raised or lowered part that is followed by the end of a column.
fn separator_as_script(tex: &str) -> Option<Range<usize>> {
    let ends = tex.match_indices('&').map(|(at, _)| at);
    let mut scripts = ends.filter_map(|end| {
        let before = tex[..end].trim_end();
        let start = before.strip_suffix(['^', '_'])?.len();
        // An escaped sign is a character.
        let backslashes = before[..start].bytes().rev().take_while(|byte| *byte == b'\\').count();
        (backslashes % 2 == 0).then_some(start..end + 1)
    });
    scripts.next()
}

/// The converter's complaint in our manner.
fn reported(error: &LatexError, tex: &str) -> MathError {
    let message = error.error_message();
    if message.starts_with("Internal") {
        return inconvertible(tex);
    }
    let message = if message.starts_with("Hard limit") { "It is too large" } else { message.as_str() };
    let message = message.replace(", ...", " …");
    let message = message.trim_end_matches('.').replace(", but not found", "").replace('"', "`");
    let unknown = message.strip_prefix("Unknown command `").map(|name| name.trim_end_matches('`').to_owned());
    MathError { unknown, ..MathError::new(on_characters(&error.0, tex), message) }
}

/// What comes of a mistake in the converter.
fn inconvertible(tex: &str) -> MathError {
    MathError::new(0..tex.len(), "It cannot be converted")
}

/// Errors inside a macro have no place of their own: the whole formula is named.
fn on_characters(range: &Range<usize>, tex: &str) -> Range<usize> {
    if *range == (0..0) {
        return 0..tex.len();
    }
    let start = tex.floor_char_boundary(range.start);
    start..tex.ceil_char_boundary(range.end).max(start)
}

/// Formulas are numbered on their own, so a reference reaches no further than its formula.
fn undefined_reference(tex: &str) -> MathError {
    let start = tex.find(r"\eqref").or_else(|| tex.find(r"\ref")).unwrap_or(0);
    let end = tex[start..].find('}').map_or(tex.len(), |end| start + end + 1);
    MathError::new(start..end, "The reference does not match a label in this formula")
}
