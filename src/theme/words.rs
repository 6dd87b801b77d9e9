//! Words of the interface that style sheets show: they stand in every row of a table or below every statement, so that no
//! page has to say them again and again.

use crate::strings::Strings;

/// On pages: what stands before each cell of a radar where there is no room for columns.
const OF_PAGES: [&str; 4] =
    ["radar.column.mistake", "radar.column.where", "radar.column.symptom", "radar.column.repair"];

/// On sheets: what is to be written on lines, and what is to be ticked below each row of the log.
const OF_SHEETS: [&str; 21] = [
    "print.prompt.error",
    "print.prompt.why",
    "print.prompt.correction",
    "print.evidence",
    "print.kinds",
    "print.kind.concept",
    "print.kind.misread",
    "print.kind.careless",
    "print.kind.procedure",
    "print.kind.time",
    "print.kinds_mean",
    "print.retest",
    "print.days",
    "print.example",
    "print.name",
    "print.date",
    "log.column.mistake",
    "log.column.symptom",
    "log.column.root_cause",
    "log.column.repair",
    "log.column.card",
];

/// The words of pages as values of a style sheet, by their keys: `--radar-column-where`.
pub(super) fn of_pages(strings: &Strings) -> String {
    values(&OF_PAGES, strings)
}

/// Those of sheets.
pub(super) fn of_sheets(strings: &Strings) -> String {
    values(&OF_SHEETS, strings)
}

fn values(keys: &[&str], strings: &Strings) -> String {
    let value = |key: &&str| format!("--{}:{};", key.replace('.', "-"), quoted(strings.get(key)));
    format!(":root{{{}}}\n", keys.iter().map(value).collect::<String>())
}

/// A text between quotation marks, in which nothing means anything to a style sheet.
fn quoted(text: &str) -> String {
    let escaped = text.chars().map(|character| match character {
        '"' | '\\' => format!("\\{character}"),
        control if control.is_control() => format!("\\{:x} ", u32::from(control)),
        other => other.to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_values_by_their_keys() {
        let strings = Strings::load("de", &[], &mut Vec::new());
        assert!(of_pages(&strings).starts_with(":root{--radar-column-mistake:\""), "{}", of_pages(&strings));
        assert!(of_sheets(&strings).contains(";--print-retest:\""), "{}", of_sheets(&strings));
    }

    #[test]
    fn no_word_ends_its_value() {
        assert_eq!(quoted("a \"b\" \\ c\nd"), r#""a \"b\" \\ c\a d""#);
    }

    #[test]
    fn each_value_is_shown_by_the_style_of_the_program() {
        let base = include_str!("../../themes/clinic/static/base.css");
        let sheet = include_str!("../../themes/clinic/static/sheet.css");
        for (keys, style) in [(&OF_PAGES[..], base), (&OF_SHEETS[..], sheet)] {
            for key in keys {
                assert!(style.contains(&format!("var(--{})", key.replace('.', "-"))), "{key}");
            }
        }
    }
}
