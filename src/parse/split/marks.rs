//! Lines that mark the beginning and the end of front matter, and those that were meant to.

/// Dashes that editors and other keyboards make of a hyphen or of several.
const LONG_DASHES: [char; 14] =
    ['\u{2010}', '\u{2011}', '\u{2012}', '–', '—', '―', '−', '⸺', '⸻', '─', '━', '﹘', '﹣', '－'];

/// Whether a reader sees nothing of it.
pub(super) fn is_unseen(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{ad}')
}

/// What can be seen of a line.
pub(super) fn seen(line: &str) -> &str {
    line.trim_matches(is_unseen)
}

/// Whether a line closes front matter.
pub(super) fn closes(line: &str) -> bool {
    line.trim_end() == "---"
}

/// Whether a line was meant to open or close front matter, or does: dashes of any kind and number, `+++`, `***`.
pub(super) fn is_mark(line: &str) -> bool {
    are_marks(seen(line))
}

/// The same of what can be seen of a line.
fn are_marks(seen: &str) -> bool {
    let begins = |c: char| matches!(c, '-' | '_' | '*' | '+' | '\\') || !c.is_ascii() && LONG_DASHES.contains(&c);
    // Most lines begin with a letter.
    if !seen.starts_with(begins) {
        return false;
    }
    let marks = || seen.chars().filter(|c| !is_unseen(*c) && *c != '\\');
    let count = marks().count();
    if marks().all(|c| c == '-' || LONG_DASHES.contains(&c)) {
        let is_long = marks().any(|c| c != '-');
        return is_long || count > 2 || (count == 2 && !seen.contains(is_unseen));
    }
    count > 2 && ['_', '*', '+'].iter().any(|mark| marks().all(|c| c == *mark))
}

/// Whether a line was meant to close front matter.
pub(super) fn is_closing_mark(line: &str) -> bool {
    let seen = seen(line);
    are_marks(seen) || matches!(seen, "..." | "…")
}

/// Whether a line opens front matter and says more, its language or a comment: `---yaml`, `--- # mine`.
pub(super) fn opens_with_words(line: &str) -> bool {
    let words = seen(line).strip_prefix("---").or_else(|| seen(line).strip_prefix("+++")).unwrap_or_default();
    is_language(words.trim())
        || words.trim_start_matches([' ', '\t']).starts_with("# ") && words.starts_with([' ', '\t'])
}

/// Whether code in this language may be front matter.
pub(super) fn is_language(word: &str) -> bool {
    ["yaml", "yml", "toml", "json", "frontmatter", "front-matter"].iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// The fence of a code block: its mark, how often it stands there, and what follows.
pub(super) fn code_fence(line: &str) -> Option<(char, usize, &str)> {
    let seen = seen(line);
    let mark = seen.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let rest = seen.trim_start_matches(mark);
    let count = seen.len() - rest.len();
    (count > 2).then_some((mark, count, rest.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_of_every_kind_were_meant_as_three_hyphens() {
        for mark in
            ["---", "----", "--", "—", "—--", "–––", "— — —", "- - -", " ---\t", "***", "* * *", "+++", "___", r"\---"]
        {
            assert!(is_mark(mark), "{mark}");
        }
        for text in ["", "-", "- -", "- a", "--- a", "**a**", "==", "===", "*", "++", "…", "```", "-*-"] {
            assert!(!is_mark(text), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_seen_is_no_part_of_a_line() {
        assert_eq!(seen("\u{feff}\u{200b} ---\u{a0}\r\n"), "---");
    }

    #[test]
    fn a_fence_has_three_marks_and_perhaps_a_language() {
        assert_eq!(code_fence("```yaml\n"), Some(('`', 3, "yaml")));
        assert_eq!(code_fence("~~~~"), Some(('~', 4, "")));
        assert_eq!(code_fence("``x``"), None);
    }
}
