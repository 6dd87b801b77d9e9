//! The mark of an import: a comment in front matter by which it is known that nobody has changed the file since.

use crate::text::id::fingerprint;

const LEAD: &str = "# clinic import ";

/// Characters of a fingerprint that are plenty to tell whether a file was changed.
const LENGTH: usize = 12;

/// A module with its mark.
pub(super) fn marked(module: &str) -> String {
    match module.split_once('\n') {
        Some((first, rest)) => format!("{first}\n{LEAD}{}\n{rest}", id(module)),
        None => module.to_owned(),
    }
}

/// Whether an import has written `text`, and nobody has changed it since; nothing where none has written it.
pub(super) fn is_untouched(text: &str) -> Option<bool> {
    let (first, rest) = text.split_once('\n')?;
    let (mark, rest) = rest.split_once('\n')?;
    Some(mark.strip_prefix(LEAD)? == id(&format!("{first}\n{rest}")))
}

fn id(module: &str) -> String {
    let mut id = fingerprint(module.as_bytes());
    id.truncate(LENGTH);
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_tells_whether_a_file_was_changed() {
        let text = marked("---\ntitle: A\n---\n\nText.\n");
        assert!(text.starts_with("---\n# clinic import "), "{text}");
        assert_eq!(is_untouched(&text), Some(true));
        assert_eq!(is_untouched(&text.replace("Text", "More")), Some(false));
        assert_eq!(is_untouched(&text.replace("Text.", "Text. ")), Some(false));
        assert_eq!(is_untouched("---\ntitle: A\n---\n"), None);
        assert_eq!(is_untouched(""), None);
    }
}
