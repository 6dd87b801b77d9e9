//! How the columns of a table are described: `{l|c@{}r}`.

/// The longest description that is written out.
const LONGEST: usize = 200;

/// The description without what the converter does not take: `*{3}{c}` is written out, `p{2cm}` is a left column, and
/// what stands between columns goes.
pub fn plain(columns: &str) -> String {
    let mut out = String::new();
    let mut rest = columns;
    while let Some(first) = rest.chars().next()
        && out.len() < LONGEST
    {
        rest = &rest[first.len_utf8()..];
        match first {
            '@' | '!' | '>' | '<' => rest = braced(rest).1,
            'p' | 'm' | 'b' => {
                out.push('l');
                rest = braced(rest).1;
            }
            '*' => {
                let (count, after) = braced(rest);
                let (repeated, after) = braced(after);
                let count = count.trim().parse::<usize>().unwrap_or(0).min(LONGEST);
                out.push_str(&plain(repeated).repeat(count));
                rest = after;
            }
            other => out.push(other),
        }
    }
    out.truncate(LONGEST);
    out
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
        assert_eq!(plain("@{}l@{}"), "l");
        assert_eq!(plain("*{3}{c}|r"), "ccc|r");
        assert_eq!(plain("*{2}{l|}p{2cm}"), "l|l|l");
        assert_eq!(plain(r">{\displaystyle}l"), "l");
        assert!(plain("*{999}{*{999}{c}}").len() <= LONGEST);
        assert_eq!(plain("*{"), "");
        assert_eq!(plain("@é"), "");
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
