//! Fragments and texts as they are kept and read back: words that stand in them twice are written once, and are in memory once
//! again, as they are where they were read as markdown.

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smallvec::SmallVec;

use super::fragment::{Fragment, Particulars, Piece};
use super::text::Text;
use crate::text::{Place, SharedText};

/// A [`Fragment`], field by field, to be written.
#[derive(Serialize)]
struct WrittenFragment<'a> {
    text: &'a SharedText,
    pieces: WrittenPieces<'a>,
    particulars: Option<&'a Particulars>,
    quoted: bool,
    blocks: bool,
}

/// The same, as it was read back.
#[derive(Deserialize)]
pub(super) struct ReadFragment {
    text: SharedText,
    pieces: SmallVec<[ReadPiece; 1]>,
    particulars: Option<Box<Particulars>>,
    quoted: bool,
    blocks: bool,
}

/// The pieces of a fragment, to be written.
struct WrittenPieces<'a> {
    pieces: &'a [Piece],
    /// The words of the fragment.
    text: &'a SharedText,
}

/// A [`Piece`] of a fragment, to be written.
#[derive(Serialize)]
enum WrittenPiece<'a> {
    /// HTML that is the words of the fragment.
    Words,
    /// Any other.
    Other(&'a Piece),
}

/// The same, as it was read back.
#[derive(Deserialize)]
enum ReadPiece {
    Words,
    Other(Piece),
}

/// A [`Text`], field by field, to be written.
#[derive(Serialize)]
struct WrittenText<'a> {
    /// `None` where it is the words of the fragment.
    source: Option<&'a SharedText>,
    fragment: &'a Fragment,
    place: &'a Place,
}

/// The same, as it was read back.
#[derive(Deserialize)]
pub(super) struct ReadText {
    source: Option<SharedText>,
    #[serde(deserialize_with = "shared")]
    fragment: Arc<Fragment>,
    place: Place,
}

impl Serialize for Fragment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { pieces, text, particulars, quoted, blocks } = self;
        let pieces = WrittenPieces { pieces, text };
        let (particulars, quoted, blocks) = (particulars.as_deref(), *quoted, *blocks);
        WrittenFragment { text, pieces, particulars, quoted, blocks }.serialize(serializer)
    }
}

impl Serialize for WrittenPieces<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.pieces.iter().map(|piece| match piece {
            Piece::Html(html) if html == self.text => WrittenPiece::Words,
            piece => WrittenPiece::Other(piece),
        }))
    }
}

impl From<ReadFragment> for Fragment {
    fn from(read: ReadFragment) -> Self {
        let ReadFragment { text, pieces, particulars, quoted, blocks } = read;
        let piece = |piece| match piece {
            ReadPiece::Words => Piece::Html(text.clone()),
            ReadPiece::Other(piece) => piece,
        };
        Self { pieces: pieces.into_iter().map(piece).collect(), text, particulars, quoted, blocks }
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { source, fragment, place } = self;
        let source = Some(source).filter(|source| **source != fragment.text);
        WrittenText { source, fragment, place }.serialize(serializer)
    }
}

impl From<ReadText> for Text {
    fn from(ReadText { source, fragment, place }: ReadText) -> Self {
        let source = source.unwrap_or_else(|| fragment.text.clone());
        Self { source, fragment, place }
    }
}

/// Reads a value into the place where it is shared; by itself it would lie in another place first.
pub(super) fn shared<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Arc<T>, D::Error> {
    T::deserialize(deserializer).map(Arc::new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{SourcePath, Span};

    fn text(source: &str, fragment: Fragment) -> Text {
        let place = Place::new(&SourcePath::new("content/a.md"), Span::new(3, 9));
        Text { source: source.into(), fragment: Arc::new(fragment), place }
    }

    fn read_back(text: &Text) -> (String, Text) {
        let written = serde_json::to_string(text).unwrap();
        let read = serde_json::from_str(&written).unwrap();
        (written, read)
    }

    #[test]
    fn words_that_are_their_own_source_and_html_are_written_and_kept_once() {
        let plain = text("Plain words", Fragment::plain("Plain words"));
        let (written, read) = read_back(&plain);
        assert_eq!(written.matches("Plain words").count(), 1, "{written}");
        assert_eq!(read, plain);
        let Piece::Html(html) = &read.fragment.pieces[0] else { panic!("{read:?}") };
        assert!(html.is_shared_with(&read.fragment.text) && read.source.is_shared_with(&read.fragment.text));
    }

    #[test]
    fn whatever_differs_is_read_back_as_it_was() {
        for (source, html, words, typed) in [
            ("a *b*", "a <em>b</em>", "a b", None),
            ("a &amp; b", "a &amp; b", "a & b", None),
            ("\"a\"", "“a”", "“a”", Some("\"a\"")),
            ("", "", "", Some("")),
        ] {
            let fragment = Fragment::new(vec![Piece::Html(html.into()), Piece::Where(0)], words, false);
            let fragment = fragment.with(|own| own.typed = typed.map(SharedText::from));
            let given = text(source, Fragment { blocks: true, ..fragment });
            assert_eq!(read_back(&given).1, given);
        }
    }
}
