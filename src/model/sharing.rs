//! Fragments and texts as they are read back from what was kept: words that stand in them twice are in memory once, as
//! they are where they were read as markdown.

use std::sync::Arc;

use serde::Deserialize;

use super::fragment::{Counts, Fragment, Link, Piece, WideFormula, share};
use super::text::Text;
use crate::text::Place;

/// A [`Fragment`], field by field.
#[derive(Deserialize)]
pub(super) struct ReadFragment {
    pieces: Box<[Piece]>,
    text: Arc<str>,
    typed: Option<Arc<str>>,
    links: Box<[Link]>,
    formulas: Box<[WideFormula]>,
    counts: Counts,
    quoted: bool,
    blocks: bool,
}

/// A [`Text`], field by field.
#[derive(Deserialize)]
pub(super) struct ReadText {
    source: Arc<str>,
    fragment: Arc<Fragment>,
    place: Place,
}

impl From<ReadFragment> for Fragment {
    fn from(read: ReadFragment) -> Self {
        let ReadFragment { mut pieces, text, typed, links, formulas, counts, quoted, blocks } = read;
        share(&mut pieces, &text);
        Self { pieces, text, typed, links, formulas, counts, quoted, blocks }
    }
}

impl From<ReadText> for Text {
    fn from(ReadText { source, fragment, place }: ReadText) -> Self {
        let source = if source == fragment.text { Arc::clone(&fragment.text) } else { source };
        Self { source, fragment, place }
    }
}
