//! Environments that the converter lacks, in those that it has.

/// What stands for an environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// What opens it.
    pub open: &'static str,
    /// What closes it.
    pub close: &'static str,
    /// What is said between its name and its first cell, which the converter does not take.
    pub options: Options,
    /// Whether its rows may have a `\tag` at the side.
    pub tags: bool,
}

/// What follows the name of an environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Options {
    /// Nothing.
    None,
    /// `[t]`, which goes.
    Place,
    /// `{2}`, a number of columns, which goes.
    Count,
    /// `[t]`, which goes, and `{l|c}`, which stays.
    Columns,
}

const fn meaning(open: &'static str, close: &'static str, options: Options) -> Meaning {
    Meaning { open, close, options, tags: false }
}

const fn tagged(open: &'static str, close: &'static str, options: Options) -> Meaning {
    Meaning { open, close, options, tags: true }
}

const ALIGN: Meaning = tagged(r"\begin{align}", r"\end{align}", Options::Count);
const ALIGN_STAR: Meaning = tagged(r"\begin{align*}", r"\end{align*}", Options::Count);
const ALIGNED: Meaning = meaning(r"\begin{aligned}", r"\end{aligned}", Options::Place);
const GATHERED: Meaning = meaning(r"\begin{gathered}", r"\end{gathered}", Options::Place);
const EQUATIONS: Meaning = meaning(r"\begin{darray}{rcl}", r"\end{darray}", Options::None);

/// A small matrix between fences; it has no more columns than are described here.
macro_rules! small {
    ($open:literal, $close:literal) => {
        meaning(
            concat!($open, r"\begin{subarray}{cccccccccccccccccccc}"),
            concat!(r"\end{subarray}", $close),
            Options::None,
        )
    };
}

/// What stands for the environment of this name; `None` where it is the converter's own or unknown.
pub fn of_name(name: &str) -> Option<Meaning> {
    use Options::{Columns, Count, None as Nothing, Place};
    Some(match name {
        "aligned" | "split" => ALIGNED,
        "alignedat" => Meaning { options: Count, ..ALIGNED },
        "alignat" | "xalignat" => ALIGN,
        "alignat*" | "xalignat*" => ALIGN_STAR,
        "flalign" => Meaning { options: Nothing, ..ALIGN },
        "flalign*" => Meaning { options: Nothing, ..ALIGN_STAR },
        "eqnarray" | "eqnarray*" => EQUATIONS,
        "gathered" | "multlined" => GATHERED,
        "multline*" => tagged(r"\begin{multline}", r"\notag\end{multline}", Nothing),
        "displaymath" | "math" | "subequations" => meaning("{", "}", Nothing),
        "array" | "tabular" => meaning(r"\begin{array}", r"\end{array}", Columns),
        "darray" => meaning(r"\begin{darray}", r"\end{darray}", Columns),
        "matrix*" => meaning(r"\begin{matrix}", r"\end{matrix}", Place),
        "pmatrix*" => meaning(r"\begin{pmatrix}", r"\end{pmatrix}", Place),
        "bmatrix*" => meaning(r"\begin{bmatrix}", r"\end{bmatrix}", Place),
        "Bmatrix*" => meaning(r"\begin{Bmatrix}", r"\end{Bmatrix}", Place),
        "vmatrix*" => meaning(r"\begin{vmatrix}", r"\end{vmatrix}", Place),
        "Vmatrix*" => meaning(r"\begin{Vmatrix}", r"\end{Vmatrix}", Place),
        "smallmatrix" => small!("", ""),
        "psmallmatrix" => small!(r"\left(", r"\right)"),
        "bsmallmatrix" => small!(r"\left[", r"\right]"),
        "vsmallmatrix" => small!(r"\left|", r"\right|"),
        _ => return None,
    })
}

/// Whether the rows of one of the converter's own environments may have a `\tag` at the side.
pub fn takes_tags(name: &str) -> bool {
    matches!(name.trim_end_matches('*'), "align" | "equation" | "gather" | "multline")
}
