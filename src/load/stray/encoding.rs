//! Bytes of a file that nothing reads as text, as the text that they are.

/// So many bytes tell whether it is text.
const TASTE: usize = 512;

/// Whether a beginning, which may be cut within a letter, is that of a text.
pub(in crate::load) fn is_text(start: &[u8]) -> bool {
    let is_cut_at_most = |error: std::str::Utf8Error| error.error_len().is_none();
    let is_utf_8 = || std::str::from_utf8(start).map_or_else(is_cut_at_most, |_| true);
    // Texts of older encodings have no such bytes, and packed ones have many.
    let is_packed = || start.iter().any(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace());
    wide(start).is_some() || text(start).is_some() && (is_utf_8() || !is_packed())
}

/// Bytes as text, with the line breaks of this program; `None` for what is none.
pub(super) fn text(bytes: &[u8]) -> Option<String> {
    let text = match wide(bytes) {
        Some(read) => decoded(bytes, read),
        None if bytes.iter().take(TASTE).any(|byte| *byte == 0) => return None,
        None => String::from_utf8_lossy(bytes).into_owned(),
    };
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    // Lines of old programs end in that alone.
    Some(if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text })
}

/// How two bytes make a letter of what Windows calls Unicode.
type Pair = fn([u8; 2]) -> u16;

/// How the letters of two bytes are to be read, where that is what these are; many programs write no sign of it.
fn wide(bytes: &[u8]) -> Option<Pair> {
    match bytes {
        [0xff, 0xfe, ..] => Some(u16::from_le_bytes),
        [0xfe, 0xff, ..] => Some(u16::from_be_bytes),
        _ => {
            let taste = &bytes[..bytes.len().min(TASTE)];
            let kinds: [Pair; 2] = [u16::from_le_bytes, u16::from_be_bytes];
            kinds.into_iter().find(|read| taste.contains(&0) && is_prose(taste, *read))
        }
    }
}

fn units(bytes: &[u8], read: Pair) -> impl Iterator<Item = u16> {
    bytes.chunks_exact(2).map(move |pair| read([pair[0], pair[1]]))
}

fn decoded(bytes: &[u8], read: Pair) -> String {
    char::decode_utf16(units(bytes, read)).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// Whether bytes read so are letters, with as many plain ones among them as words have.
fn is_prose(bytes: &[u8], read: Pair) -> bool {
    let (mut all, mut plain) = (0usize, 0usize);
    let mut letters = char::decode_utf16(units(bytes, read)).peekable();
    while let Some(letter) = letters.next() {
        match letter {
            Ok(letter) if letter.is_control() && !letter.is_whitespace() => return false,
            Ok(letter) => plain += usize::from(letter.is_ascii()),
            // The taste may end within a letter.
            Err(_) if letters.peek().is_none() => {}
            Err(_) => return false,
        }
        all += 1;
    }
    plain * 8 > all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide_text(text: &str, write: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(write).collect()
    }

    #[test]
    fn text_is_known_in_older_encodings() {
        let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(wide_text("a\u{e9}", u16::to_le_bytes)).collect();
        for start in [&b"ann\xe9e\r\n\tzwei\n"[..], "ann\u{e9}e".as_bytes(), b"cut \xc3", &wide, b""] {
            assert!(is_text(start), "{start:?}");
        }
        for start in [&b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\x01\x02"[..], b"PK\x03\x04\xff", b"\0\0", b"\0\0\0a\0\0\0b"] {
            assert!(!is_text(start), "{start:?}");
        }
    }

    #[test]
    fn letters_of_two_bytes_are_known_without_their_sign() {
        for words in ["---\ntitle: A\n", "\u{41f}\u{440}\u{438} \u{432}\u{435}\u{442}\n", "\u{1f600} a b"] {
            for write in [u16::to_le_bytes, u16::to_be_bytes] {
                assert_eq!(text(&wide_text(words, write)).as_deref(), Some(words));
                assert!(is_text(&wide_text(words, write)));
            }
        }
        let samples: Vec<u8> = (0..400u16).flat_map(|at| (at.wrapping_mul(977)).to_le_bytes()).collect();
        assert_eq!(text(&samples), None);
    }

    #[test]
    fn lines_end_in_one_way() {
        assert_eq!(text(b"\xef\xbb\xbfa\rb\r\nc\n").as_deref(), Some("a\nb\nc\n"));
    }
}
