//! Names that Windows cannot give a file or folder, whatever disk it lies on.

/// Characters that no name has there; backslashes and control characters are none of them, since no site has those
/// anywhere.
pub const CHARACTERS: [char; 7] = ['<', '>', ':', '"', '|', '?', '*'];

/// Names that are devices, in any case and with any ending; some take one more character, a digit.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];
const NUMBERED: [&str; 2] = ["com", "lpt"];

/// What keeps a file or folder from having this name on Windows, as in "it …".
pub fn fault(name: &str) -> Option<String> {
    if let Some(character) = name.chars().find(|character| CHARACTERS.contains(character)) {
        return Some(format!("contains `{character}`"));
    }
    if is_device(name) {
        return Some("is reserved for a device, whatever its extension".to_owned());
    }
    match name.chars().last()? {
        '.' => Some("ends in a dot, which Windows removes".to_owned()),
        ' ' => Some("ends in a space, which Windows removes".to_owned()),
        _ => None,
    }
}

/// Whether Windows takes a name for that of a device.
pub fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end_matches(' ');
    let is = |device: &&str| stem.eq_ignore_ascii_case(device);
    let numbered = || {
        let (head, rest) = stem.split_at_checked(3)?;
        NUMBERED.iter().any(|device| head.eq_ignore_ascii_case(device)).then_some(rest)
    };
    let is_number =
        |rest: &str| matches!(rest, "¹" | "²" | "³") || rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit();
    DEVICES.iter().any(is) || numbered().is_some_and(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_are_known_with_any_ending() {
        for name in ["CON", "nul.md", "COM1.png", "aux", "lpt9.tar.gz", "com².txt", "prn .md", "CONOUT$"] {
            assert!(is_device(name), "{name}");
        }
        for name in
            ["console", "null.md", "com", "com10.png", "auxiliary", "lpt", "contents.md", "nul-set.md", "", "com-1"]
        {
            assert_eq!(fault(name), None, "{name}");
        }
    }

    #[test]
    fn characters_dots_and_blanks_are_told() {
        let reported = |name: &str| fault(name).unwrap_or_default();
        assert_eq!(reported("a:b"), "contains `:`");
        assert_eq!(reported("What is it?.md"), "contains `?`");
        assert_eq!(reported("etc."), "ends in a dot, which Windows removes");
        assert_eq!(reported("a "), "ends in a space, which Windows removes");
        for name in [".NET", "c++", "c#", "50 %.md", "a'b", "ü, (1) [2] {3} ~ ! @ & = ; `", "..a"] {
            assert_eq!(fault(name), None, "{name}");
        }
    }
}
