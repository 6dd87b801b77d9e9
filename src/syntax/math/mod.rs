//! TeX to `MathML` at build time, in a form that a strict content-security policy and the HTML validators accept.
//!
//! The converter writes inline styles and attributes that validators refuse. `rewrite` maps them all to the closed
//! list of [`CLASSES`], so that a formula needs no `style` attribute and no script.

mod attributes;
mod classes;
mod rewrite;
mod room;
#[cfg(test)]
mod tests;

use std::ops::Range;

use math_core::{ConvertResult, LatexError, LatexToMathML, MathCoreConfig, MathDisplay};

pub use classes::CLASSES;

/// A formula may be this long, in bytes.
const LONGEST: usize = 10_000;

/// A formula may be nested this deep, in elements; browsers give up at 512.
const DEEPEST: usize = 200;

/// Usual commands that the converter lacks, in those that it has.
const MACROS: [(&str, &str); 2] =
    [("textcolor", r"{\color{#1}#2}"), ("substack", r"\begin{subarray}{c}#1\end{subarray}")];

/// Why a formula cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MathError {
    /// The bytes of the TeX that are to blame, on character boundaries.
    pub range: Range<usize>,
    /// One sentence in the author's words, without a final stop.
    pub message: String,
}

/// The converter; built once, shared by all threads.
#[derive(Debug)]
pub struct Math {
    converter: LatexToMathML,
}

impl Math {
    /// The converter with its few macros.
    pub fn new() -> Self {
        let macros = MACROS.map(|(name, meaning)| (name.to_owned(), meaning.to_owned())).to_vec();
        let config = MathCoreConfig { annotation: true, macros, ..MathCoreConfig::default() };
        // Only a wrong macro makes this fail; a test holds each of them.
        Self { converter: LatexToMathML::new(config).unwrap_or_default() }
    }

    /// The formula as a `<math>` element that carries its TeX as an annotation; `display` sets it on a line of its own.
    ///
    /// # Errors
    /// The TeX is wrong, uses what the converter does not know, or is too long or too deeply nested.
    pub fn to_mathml(&self, tex: &str, display: bool) -> Result<String, MathError> {
        if tex.len() > LONGEST {
            let message = format!("The formula is longer than {LONGEST} bytes");
            return Err(MathError { range: 0..tex.len(), message });
        }
        if let Some(range) = separator_as_script(tex) {
            let message = "A column cannot end right after `^` or `_`".to_owned();
            return Err(MathError { range, message });
        }
        let converted = self.convert(tex, display)?;
        if converted.warnings.has_undefined_references() {
            return Err(undefined_reference(tex));
        }
        let rewritten = rewrite::rewrite(&converted.mathml).ok_or_else(|| inconvertible(tex))?;
        if rewritten.depth > DEEPEST {
            let message = format!("The formula is nested deeper than {DEEPEST} levels");
            return Err(MathError { range: 0..tex.len(), message });
        }
        Ok(rewritten.mathml)
    }

    fn convert(&self, tex: &str, display: bool) -> Result<ConvertResult, MathError> {
        let display = if display { MathDisplay::Block } else { MathDisplay::Inline };
        match room::with_room(tex, || self.converter.convert_with_local_state(tex, display)) {
            Some(Ok(converted)) => Ok(converted),
            Some(Err(error)) => Err(told(&error, tex)),
            None => Err(inconvertible(tex)),
        }
    }
}

impl Default for Math {
    fn default() -> Self {
        Self::new()
    }
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
fn told(error: &LatexError, tex: &str) -> MathError {
    let message = error.error_message();
    if message.starts_with("Internal") {
        return inconvertible(tex);
    }
    let message = if message.starts_with("Hard limit") { "The formula is too large" } else { message.as_str() };
    let message = message.replace(", ...", " …").replace("There must be a parenthesis", "A parenthesis must stand");
    let message = message.trim_end_matches('.').replace(", but not found", "").replace('"', "`");
    MathError { range: on_characters(&error.0, tex), message }
}

/// What comes of a mistake in the converter.
fn inconvertible(tex: &str) -> MathError {
    MathError { range: 0..tex.len(), message: "The formula cannot be converted".to_owned() }
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
    MathError { range: start..end, message: "The reference names no label of this formula".to_owned() }
}
