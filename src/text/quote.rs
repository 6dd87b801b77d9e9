//! Writing prose into YAML so that it arrives as it was typed.

/// `text` as a YAML scalar for one line: single quotes, or double quotes where a line break or control character
/// must survive.
pub fn yaml_scalar(text: &str) -> String {
    if text.chars().any(char::is_control) { double_quoted(text) } else { format!("'{}'", text.replace('\'', "''")) }
}

fn double_quoted(text: &str) -> String {
    use std::fmt::Write as _;
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            control if control.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", control as u32);
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_goes_into_single_quotes() {
        assert_eq!(yaml_scalar("It's: #1"), "'It''s: #1'");
        assert_eq!(yaml_scalar("a\n\"b\"\u{7}"), "\"a\\n\\\"b\\\"\\u0007\"");
    }
}
