//! Addresses in the site that comes out.

use std::borrow::Cow;
use std::fmt;
use std::path::Path;

use arcstr::ArcStr;
use percent_encoding::{AsciiSet, CONTROLS, percent_encode, utf8_percent_encode};
use serde::Serialize;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// What has a meaning of its own in a path of an address, or must not stand in an HTML attribute.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b'&')
    .add(b'\'');

/// A path in the site without a leading `/`: a page ends in `/` (`foundations/proofs/`, the home page is empty),
/// a file does not (`assets/site.css`). Unencoded, in Unicode's NFC form.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct SitePath(ArcStr);

impl SitePath {
    /// Takes a path as described above.
    pub fn new(path: impl Into<ArcStr>) -> Self {
        Self(path.into())
    }

    /// The home page.
    pub fn home() -> Self {
        Self::new("")
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True for pages: their file is the `index.html` of a folder.
    pub fn is_page(&self) -> bool {
        self.0.is_empty() || self.0.ends_with('/')
    }

    /// The file that holds it below the output folder, with `/`.
    pub fn output_file(&self) -> String {
        if self.is_page() { format!("{}index.html", self.0) } else { self.0.to_string() }
    }

    /// A page below this page: `join("print")` of `a/` is `a/print/`.
    #[must_use]
    pub fn join(&self, name: &str) -> Self {
        Self::new(format!("{}{name}/", self.0))
    }

    /// A file beside this page: `file("tree.svg")` of `a/` is `a/tree.svg`.
    #[must_use]
    pub fn file(&self, name: &str) -> Self {
        Self::new(format!("{}{name}", self.0))
    }

    /// The path from the page `above` on; all of it where it does not lie below that.
    pub fn below(&self, above: &SitePath) -> &str {
        self.0.strip_prefix(above.as_str()).unwrap_or(&self.0)
    }

    /// The path percent-encoded, for absolute addresses.
    pub fn encoded(&self) -> String {
        utf8_percent_encode(&self.0, PATH).to_string()
    }

    /// The address of `self` as written in a link on the page or file `from`: never empty, never absolute.
    pub fn relative_to(&self, from: &SitePath) -> String {
        let base = from.0.rfind('/').map_or("", |slash| &from.0[..=slash]);
        let shared = shared_folders(base, &self.0);
        let up = base[shared..].matches('/').count();
        let rest = &self.0[shared..];
        let mut address = String::with_capacity(up * UP.len() + rest.len());
        address.extend(std::iter::repeat_n(UP, up));
        address.extend(utf8_percent_encode(rest, PATH));
        match address.as_str() {
            "" => "./".to_owned(),
            // A first segment with a colon would read as a scheme.
            first if first.split('/').next().is_some_and(|segment| segment.contains(':')) => format!("./{first}"),
            _ => address,
        }
    }
}

/// Leads to the folder above.
const UP: &str = "../";

/// Length of the longest prefix of whole folders that both paths have.
fn shared_folders(base: &str, path: &str) -> usize {
    let mut shared = 0;
    for (at, byte) in base.bytes().enumerate() {
        if path.as_bytes().get(at) != Some(&byte) {
            break;
        }
        if byte == b'/' {
            shared = at + 1;
        }
    }
    shared
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}", &*self.0)
    }
}

/// Splits a leading `NN-` (one to three digits and a hyphen) from a name: its number and the rest.
pub fn split_order(name: &str) -> (Option<u32>, &str) {
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    match name[digits..].strip_prefix('-') {
        Some(rest) if (1..=3).contains(&digits) && !rest.is_empty() => (name[..digits].parse().ok(), rest),
        _ => (None, name),
    }
}

/// Words from the name of a file or folder, for want of a title: `02-unit-tests` → `Unit tests`.
pub fn readable(name: &str) -> String {
    let words = split_order(name).1.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// One segment of an address from the name of a file or folder: without `NN-`, lower case, NFC.
pub fn segment(name: &str) -> String {
    folded(split_order(name).1)
}

/// `text` in Unicode's NFC form, in which addresses are written and names compared: macOS hands out names with accents as
/// characters of their own.
pub fn composed(text: &str) -> Cow<'_, str> {
    if is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// The form in which names are one name on every disk: NFC, without capitals.
pub fn folded(name: &str) -> String {
    composed(name).to_lowercase()
}

/// Encodes a fragment (`#…`) for a link.
pub fn encode_fragment(anchor: &str) -> String {
    utf8_percent_encode(anchor, PATH).to_string()
}

/// A path for the destination of a link in markdown: what has a meaning of its own there, in an address or in YAML is
/// encoded, letters of every script stay.
pub fn encode_destination(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for character in path.chars() {
        let stays = !character.is_ascii() || character.is_ascii_alphanumeric() || "/-._~+,;=@!_*".contains(character);
        if stays {
            encoded.push(character);
        } else {
            encoded.extend(percent_encode(&[character as u8], percent_encoding::NON_ALPHANUMERIC));
        }
    }
    encoded
}

/// The `file:` address of a file, from its path from the root of its file system.
pub fn file_address(path: &Path) -> String {
    let bytes = path.as_os_str().as_encoded_bytes();
    if !cfg!(windows) {
        return format!("file://{}", percent_encode(bytes, PATH));
    }
    let path = String::from_utf8_lossy(bytes).replace('\\', "/");
    let path = utf8_percent_encode(&path, PATH);
    // A drive stands where a host would; a share has one.
    let path = path.to_string();
    if path.starts_with("//") { format!("file:{path}") } else { format!("file:///{path}") }
}

/// Decodes `%20` and the like; what is no UTF-8 afterwards stays as it was typed.
pub fn decode(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8()
        .map_or_else(|_| text.to_owned(), std::borrow::Cow::into_owned)
}

/// Decodes `%20` and the like; `None` where that gives no UTF-8.
#[cfg(feature = "serve")]
pub fn decode_exactly(text: &str) -> Option<String> {
    percent_encoding::percent_decode_str(text).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relative(from: &str, to: &str) -> String {
        SitePath::new(to).relative_to(&SitePath::new(from))
    }

    #[test]
    fn what_lies_below_a_page_is_told_from_there_on() {
        let below = |path, above| SitePath::new(path).below(&SitePath::new(above)).to_owned();
        assert_eq!([below("a/b/c/", "a/"), below("a/b/", ""), below("a/", "a/")], ["b/c/", "a/b/", ""]);
        assert_eq!(below("ab/c/", "a/"), "ab/c/");
    }

    #[test]
    fn links_are_relative_to_the_page_they_stand_on() {
        assert_eq!(relative("a/b/", "a/b/"), "./");
        assert_eq!(relative("a/b/", "a/"), "../");
        assert_eq!(relative("a/b/", ""), "../../");
        assert_eq!(relative("", "a/b/"), "a/b/");
        assert_eq!(relative("a/b/", "a/c/d.svg"), "../c/d.svg");
        assert_eq!(relative("a/bc/", "a/bd/"), "../bd/");
        assert_eq!(relative("a/x.html", "a/y/"), "y/");
    }

    #[test]
    fn odd_names_are_encoded() {
        assert_eq!(relative("", "c#/ü ?/"), "c%23/%C3%BC%20%3F/");
        assert_eq!(relative("a/", "a/x:y/"), "./x:y/");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_has_an_address_whatever_its_name_is() {
        assert_eq!(file_address(Path::new("/a b/c#d/50 %?.html")), "file:///a%20b/c%23d/50%20%25%3F.html");
    }

    #[test]
    fn destinations_keep_letters_of_every_script() {
        assert_eq!(encode_destination("../über/a b_(1) #2.md"), "../über/a%20b_%281%29%20%232.md");
        assert_eq!(decode(&encode_destination("a%b*`|<c>'\".md")), "a%b*`|<c>'\".md");
    }

    #[test]
    fn names_are_compared_in_one_form() {
        assert_eq!(composed("Caf\u{65}\u{301}"), "Caf\u{e9}");
        assert!(matches!(composed("Café"), Cow::Borrowed(_)));
        assert_eq!(folded("E\u{301}A"), "éa");
    }

    #[test]
    fn order_prefixes_are_one_to_three_digits() {
        assert_eq!(split_order("01-proofs"), (Some(1), "proofs"));
        assert_eq!(split_order("2024-review"), (None, "2024-review"));
        assert_eq!(split_order("01-"), (None, "01-"));
        assert_eq!(segment("07-Über"), "über");
        assert_eq!((readable("02-unit_tests"), readable("")), ("Unit tests".to_owned(), String::new()));
    }
}
