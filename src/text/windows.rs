//! Names that Windows cannot give a file or folder, whatever disk it lies on.

/// Characters that no name has there; backslashes and control characters are none of them, since no site has those
/// anywhere.
pub const CHARACTERS: [char; 7] = ['<', '>', ':', '"', '|', '?', '*'];

/// A path of so many bytes is long for no system.
const SHORT: usize = 200;

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

/// Whether a path of a site has nothing but short names of small letters, digits, hyphens and inner dots, none of them a
/// device: nothing is wrong with it anywhere. Most have, and this is seen at once.
pub fn is_plain(path: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.');
    let is_name = |name: &str| {
        let ends = [name.bytes().next(), name.bytes().last()];
        name.len() <= SHORT && name.bytes().all(is_plain) && ends.iter().all(|end| end.is_some_and(|end| end != b'.'))
    };
    path.len() <= SHORT && path.split('/').all(|name| is_name(name) && !is_device(name))
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
    use crate::text::file_path;

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
    fn with_a_plain_path_nothing_is_wrong() {
        for path in ["index.html", "01-a/b/print/large/index.html", "assets/search/t/0.js", "assets/log/a.b-c.js"] {
            assert!(is_plain(path), "{path}");
        }
        let long = format!("{}/index.html", "a".repeat(SHORT));
        let others = [
            "",
            "/a",
            "a/",
            "a//b",
            ".",
            "a/..",
            "../a",
            "a/.git/b",
            ".clinic-lock",
            "A",
            "ä",
            "a b",
            "a\\b",
            "a:b",
            "con",
            "a/nul.html",
            "com1/a",
            "a.",
            "a\n",
            "a_b",
            &long,
        ];
        for path in others {
            assert!(!is_plain(path), "{path}");
        }
        let names =
            ["a", "-", "1.2", "a.b", "con", "con.a", "com1", "..", ".", ".git", ".clinic-a", "a.", "", "A", "é", "a b"];
        let pairs = names.iter().flat_map(|one| names.iter().map(move |other| (*one, *other)));
        for (one, other) in pairs {
            let path = format!("{one}/{other}");
            let is_fine = file_path::fault(&path).is_none() && fault(one).is_none() && fault(other).is_none();
            assert!(is_fine || !is_plain(&path), "{path}");
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
