//! How the columns of a table are described: `{l|c@{}r}`.

use super::tex::{self, Token};

/// The longest description that is written out.
const LONGEST: usize = 200;

/// Commands that show nothing, which may stand between columns or before their cells.
const BLANK: [&str; 18] = [
    "arraybackslash",
    "bf",
    "bfseries",
    "centering",
    "displaystyle",
    "enspace",
    "extracolsep",
    "fill",
    "hskip",
    "hspace",
    "it",
    "qquad",
    "quad",
    "raggedleft",
    "raggedright",
    "rm",
    "scriptstyle",
    "textstyle",
];

/// The description without what the converter does not take: `*{3}{c}` is written out, `p{2cm}` is a left column, and
/// blanks between columns go. `None` where something that is seen would go.
pub fn plain(columns: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = columns;
    while let Some(first) = rest.chars().next()
        && out.len() < LONGEST
    {
        rest = &rest[first.len_utf8()..];
        match first {
            '@' | '!' | '>' | '<' => {
                let (between, after) = braced(rest);
                if !is_blank(between) {
                    return None;
                }
                rest = after;
            }
            'p' | 'm' | 'b' => {
                out.push('l');
                rest = braced(rest).1;
            }
            '*' => {
                let (count, after) = braced(rest);
                let (repeated, after) = braced(after);
                let count = count.trim().parse::<usize>().unwrap_or(0).min(LONGEST);
                out.push_str(&plain(repeated)?.repeat(count));
                rest = after;
            }
            other => out.push(other),
        }
    }
    out.truncate(LONGEST);
    Some(out)
}

/// Whether nothing of this TeX is seen.
fn is_blank(tex: &str) -> bool {
    let tokens = tex::read(tex);
    let spaced = tokens.first().and_then(Token::name).is_some_and(|name| matches!(name, "hspace" | "hskip"));
    spaced
        || tokens.iter().all(|token| match token.name() {
            Some(name) => BLANK.contains(&name),
            None => matches!(&*token.text, " " | "{" | "}" | "$" | "~" | r"\," | r"\;" | r"\:" | r"\!" | r"\ "),
        })
}

/// What stands in braces at the start, and what follows it.
fn braced(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let mut depth = 0_i32;
    let end = text.char_indices().find(|(_, character)| {
        depth += i32::from(*character == '{') - i32::from(*character == '}');
        depth <= 0
    });
    match end {
        Some((at, '}')) => (&text[1..at], &text[at + 1..]),
        Some((0, single)) => text.split_at(single.len_utf8()),
        _ => (text, ""),
    }
}

/// Whether this is a length such as `2pt` or `-.5 em`.
pub fn is_length(text: &str) -> bool {
    let number = text.trim().trim_start_matches(['-', '+']).trim_start();
    let unit = number.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let units = ["pt", "em", "ex", "mm", "cm", "in", "mu", "px", "bp", "pc", "sp", r"\baselineskip", r"\jot"];
    unit.len() < number.len() && units.contains(&unit.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_converter_does_not_take_goes() {
        let is = |columns: &str, left: &str| assert_eq!(plain(columns).as_deref(), Some(left), "{columns}");
        is("@{}l@{}", "l");
        is("*{3}{c}|r", "ccc|r");
        is("*{2}{l|}p{2cm}", "l|l|l");
        is(r">{\displaystyle}l@{\hspace{1em}}r@{\quad}", "lr");
        is("*{", "");
        assert!(plain("*{999}{*{999}{c}}").is_some_and(|columns| columns.len() <= LONGEST));
    }

    #[test]
    fn what_is_seen_between_columns_stays() {
        for columns in ["r@{=}l", r"r@{\to}l", "l>{x}r", "@é", "*{2}{@{:}l}"] {
            assert_eq!(plain(columns), None, "{columns}");
        }
    }

    #[test]
    fn lengths_have_a_number_and_a_unit() {
        for length in ["2pt", "-.5 em", "1.5ex", " 3mm "] {
            assert!(is_length(length), "{length}");
        }
        for other in ["", "pt", "2", "x", "0,1", "2x", "a pt"] {
            assert!(!is_length(other), "{other}");
        }
    }
}
