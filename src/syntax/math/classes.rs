//! The closed list of classes that stand for the converter's inline styles.

/// A background that draws a line through the middle, across the direction of its gradient; printed too.
macro_rules! stroke {
    (gradient $direction:literal) => {
        concat!(
            "linear-gradient(",
            $direction,
            ", transparent calc(50% - 0.04em), currentcolor calc(50% - 0.04em) calc(50% + 0.04em), ",
            "transparent calc(50% + 0.04em))"
        )
    };
    ($first:literal $(, $more:literal)*) => {
        concat!("print-color-adjust: exact; background: ", stroke!(gradient $first) $(, ", ", stroke!(gradient $more))*)
    };
}

/// Every class that a formula may carry, with its declarations for the style sheet.
pub const CLASSES: &[(&str, &str)] = &[
    // Cells of tables: alignment, padding, rules.
    ("math-left", "text-align: left; justify-items: start"),
    ("math-right", "text-align: right; justify-items: end"),
    ("math-pl-0", "padding-left: 0"),
    ("math-pl-line", "padding-left: 0.1em"),
    ("math-pl-thin", "padding-left: 0.1667em"),
    ("math-pl-medium", "padding-left: 0.2222em"),
    ("math-pl-thick", "padding-left: 0.2778em"),
    ("math-pl-quad", "padding-left: 1em"),
    ("math-pr-0", "padding-right: 0"),
    ("math-pr-line", "padding-right: 0.1em"),
    ("math-pr-thin", "padding-right: 0.1667em"),
    ("math-pr-medium", "padding-right: 0.2222em"),
    ("math-pr-thick", "padding-right: 0.2778em"),
    ("math-pt-0", "padding-top: 0"),
    ("math-pt-thin", "padding-top: 0.1667em"),
    ("math-pb-0", "padding-bottom: 0"),
    ("math-bl-solid", "border-left: 0.05em solid currentcolor"),
    ("math-bl-dashed", "border-left: 0.05em dashed currentcolor"),
    ("math-br-solid", "border-right: 0.05em solid currentcolor"),
    ("math-br-dashed", "border-right: 0.05em dashed currentcolor"),
    ("math-bt-solid", "border-top: 0.05em solid currentcolor"),
    ("math-bt-dashed", "border-top: 0.05em dashed currentcolor"),
    ("math-bb-solid", "border-bottom: 0.05em solid currentcolor"),
    ("math-bb-dashed", "border-bottom: 0.05em dashed currentcolor"),
    // Numbered equations: the table, and the columns that hold the number or balance it.
    ("math-full", "width: 100%"),
    ("math-half", "width: 50%"),
    ("math-edge", "width: 7.5%"),
    // Styles; as attributes they are refused on most elements.
    ("math-display", "math-style: normal; math-depth: 0"),
    ("math-text", "math-style: compact; math-depth: 0"),
    ("math-script", "math-style: compact; math-depth: 1"),
    ("math-scriptscript", "math-style: compact; math-depth: 2"),
    ("math-tall", "math-style: normal"),
    ("math-flat", "math-style: compact"),
    ("math-cramped", "math-shift: compact"),
    // Text.
    ("math-small-caps", "font-variant-caps: small-caps"),
    ("math-sans", "font-family: sans-serif"),
    ("math-serif", "font-family: serif"),
    // Strokes through a term; `menclose` is not drawn by all browsers.
    ("math-cancel-up", stroke!("to bottom right")),
    ("math-cancel-down", stroke!("to bottom left")),
    ("math-cancel-both", stroke!("to bottom right", "to bottom left")),
    ("math-cancel-across", stroke!("to bottom")),
    // Negative space, in hundredths of an em.
    ("math-back-6", "margin-left: -0.0556em"),
    ("math-back-8", "margin-left: -0.0833em"),
    ("math-back-11", "margin-left: -0.1111em"),
    ("math-back-17", "margin-left: -0.1667em"),
    ("math-back-22", "margin-left: -0.2222em"),
    ("math-back-28", "margin-left: -0.2778em"),
    ("math-back-33", "margin-left: -0.3333em"),
    ("math-back-50", "margin-left: -0.5em"),
    ("math-back-67", "margin-left: -0.6667em"),
    ("math-back-100", "margin-left: -1em"),
    ("math-back-200", "margin-left: -2em"),
];

/// The class for a declaration, written without white space; an empty class where another one says the same.
const DECLARATIONS: &[(&str, &str)] = &[
    ("text-align:left", "math-left"),
    ("text-align:right", "math-right"),
    ("justify-items:start", ""),
    ("justify-items:end", ""),
    ("padding-left:0", "math-pl-0"),
    ("padding-left:0.1em", "math-pl-line"),
    ("padding-left:0.1667em", "math-pl-thin"),
    ("padding-left:0.2222em", "math-pl-medium"),
    ("padding-left:0.2778em", "math-pl-thick"),
    ("padding-left:1em", "math-pl-quad"),
    ("padding-right:0", "math-pr-0"),
    ("padding-right:0.1em", "math-pr-line"),
    ("padding-right:0.1667em", "math-pr-thin"),
    ("padding-right:0.2222em", "math-pr-medium"),
    ("padding-right:0.2778em", "math-pr-thick"),
    ("padding-top:0", "math-pt-0"),
    ("padding-top:0.1667em", "math-pt-thin"),
    ("padding-bottom:0", "math-pb-0"),
    ("border-left:0.05emsolidcurrentcolor", "math-bl-solid"),
    ("border-left:0.05emdashedcurrentcolor", "math-bl-dashed"),
    ("border-right:0.05emsolidcurrentcolor", "math-br-solid"),
    ("border-right:0.05emdashedcurrentcolor", "math-br-dashed"),
    ("border-top:0.05emsolidcurrentcolor", "math-bt-solid"),
    ("border-top:0.05emdashedcurrentcolor", "math-bt-dashed"),
    ("width:100%", "math-full"),
    ("width:50%", "math-half"),
    ("width:7.5%", "math-edge"),
    ("math-shift:compact", "math-cramped"),
    ("font-variant-caps:small-caps", "math-small-caps"),
];

/// Negative spaces in em, and their classes.
const BACK: &[(f32, &str)] = &[
    (0.0556, "math-back-6"),
    (0.0833, "math-back-8"),
    (0.1111, "math-back-11"),
    (0.1667, "math-back-17"),
    (0.2222, "math-back-22"),
    (0.2778, "math-back-28"),
    (0.3333, "math-back-33"),
    (0.5, "math-back-50"),
    (0.6667, "math-back-67"),
    (1.0, "math-back-100"),
    (2.0, "math-back-200"),
];

/// The class for one declaration of an inline style: `Some("")` where none is needed, `None` where it is not known.
pub fn of_declaration(declaration: &str) -> Option<&'static str> {
    let declaration: String = declaration.split_whitespace().collect();
    if let Some(length) = declaration.strip_prefix("margin-left:-") {
        return back(length);
    }
    DECLARATIONS.iter().find(|(known, _)| *known == declaration).map(|&(_, class)| class)
}

/// The nearest negative space: authors write any length, the list stays closed.
fn back(length: &str) -> Option<&'static str> {
    let ems = ems(length)?;
    let nearest = BACK.iter().min_by(|(a, _), (b, _)| (a - ems).abs().total_cmp(&(b - ems).abs()));
    nearest.map(|&(_, class)| class)
}

fn ems(length: &str) -> Option<f32> {
    let number = length.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let factor = if length.ends_with("ex") { 0.43 } else { 1.0 };
    Some(number.parse::<f32>().ok()? * factor)
}

/// The class for `displaystyle` and `scriptlevel`; `None` where they are not known.
pub fn of_style(display: Option<&str>, level: Option<&str>) -> Option<&'static str> {
    match (display, level) {
        (Some("true"), Some("0")) => Some("math-display"),
        (Some("false"), Some("0")) => Some("math-text"),
        (Some("false"), Some("1")) => Some("math-script"),
        (Some("false"), Some("2")) => Some("math-scriptscript"),
        (Some("true"), None) => Some("math-tall"),
        (Some("false"), None) => Some("math-flat"),
        (None, None) => Some(""),
        _ => None,
    }
}

/// The class for a class of the converter, or for a `notation`; `None` where it is not known.
pub fn of_name(name: &str) -> Option<&'static str> {
    match name {
        "math-core-sans-serif-font" => Some("math-sans"),
        "math-core-serif-font" => Some("math-serif"),
        "updiagonalstrike" => Some("math-cancel-up"),
        "downdiagonalstrike" => Some("math-cancel-down"),
        "updiagonalstrike downdiagonalstrike" => Some("math-cancel-both"),
        "horizontalstrike" => Some("math-cancel-across"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(class: &str) -> bool {
        CLASSES.iter().any(|(known, _)| *known == class)
    }

    #[test]
    fn every_mapping_leads_to_a_listed_class() {
        let declared = DECLARATIONS.iter().map(|&(_, class)| class);
        let back = BACK.iter().map(|&(_, class)| class);
        for class in declared.chain(back).filter(|class| !class.is_empty()) {
            assert!(listed(class), "{class}");
        }
    }

    #[test]
    fn no_class_is_listed_twice() {
        let mut names: Vec<&str> = CLASSES.iter().map(|&(name, _)| name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), CLASSES.len());
    }

    #[test]
    fn negative_spaces_take_the_nearest_class() {
        assert_eq!(of_declaration("margin-left:-0.16666667em"), Some("math-back-17"));
        assert_eq!(of_declaration("margin-left:-1.1ex"), Some("math-back-50"));
        assert_eq!(of_declaration("margin-left:-99rem"), Some("math-back-200"));
        assert_eq!(of_declaration("margin-left:-x"), None);
    }

    #[test]
    fn unknown_declarations_have_no_class() {
        assert_eq!(of_declaration("position: fixed"), None);
        assert_eq!(of_style(None, Some("3")), None);
        assert_eq!(of_name("evil"), None);
    }
}
