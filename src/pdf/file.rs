//! What can be seen of a PDF from outside.

/// Whether it has a beginning and an end: a browser that was killed leaves no end.
pub(super) fn is_whole(bytes: &[u8]) -> bool {
    let tail = &bytes[bytes.len().saturating_sub(64)..];
    bytes.starts_with(b"%PDF-") && find(tail, b"%%EOF").is_some()
}

/// How many pages it has, by the root of its page tree; `None` where that cannot be read, as in compressed objects.
pub(super) fn pages(bytes: &[u8]) -> Option<usize> {
    let mut most = None;
    let mut at = 0;
    while let Some(next) = find(&bytes[at..], b"/Type /Pages") {
        let start = at + next;
        let object = &bytes[start..];
        let object = &object[..find(object, b"endobj").unwrap_or(object.len())];
        most = most.max(count(object));
        at = start + 1;
    }
    most
}

fn count(object: &[u8]) -> Option<usize> {
    const KEY: &[u8] = b"/Count ";
    let digits = &object[find(object, KEY)? + KEY.len()..];
    let length = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(&digits[..length]).ok()?.parse().ok()
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_its_end_is_not_whole() {
        assert!(is_whole(b"%PDF-1.4\nx\nstartxref\n9\n%%EOF\n"));
        assert!(!is_whole(b"%PDF-1.4\nx\n"));
        assert!(!is_whole(b"<html>%%EOF"));
        assert!(!is_whole(b""));
    }

    #[test]
    fn pages_are_counted_by_the_root_of_the_tree() {
        let tree = b"1 0 obj <</Type /Pages\n/Count 8\n/Kids []>> endobj 2 0 obj <</Type /Pages /Kids [1 0 R]\n/Count 10>> endobj";
        assert_eq!(pages(tree), Some(10));
        assert_eq!(pages(b"<</Type /Page>> <</Title (a) /Count 3>>"), None);
    }
}
