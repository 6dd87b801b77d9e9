//! Text that was read once as markdown and can be shown in many places.

use std::ops::Deref;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use super::quotation::Quotation;
use super::sharing::{ReadFragment, shared};
use crate::text::{SharedText, Span};

/// What is typed for the title of the page that a preset row is about.
pub const WHERE: &str = "{where}";

/// A piece of text of the course as HTML with slots: what depends on where it is shown is left open. A course has very many
/// of them, so that they take as little room as they can; words that are their own HTML are kept once.
///
/// Each fragment is a scope of its own: its footnotes are numbered from 1 and stand at its end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "ReadFragment")]
pub struct Fragment {
    /// HTML and slots in order. Most fragments have one, which lies in the fragment itself.
    pub pieces: SmallVec<[Piece; 1]>,
    /// The words alone, without markup and without what is nested.
    pub text: SharedText,
    /// What most fragments have nothing of. It is read as the fragment's own.
    pub particulars: Option<Box<Particulars>>,
    /// Whether its words begin with a quotation mark, which in code is none.
    pub quoted: bool,
    /// Whether it holds blocks; else it is a run of text and needs a paragraph around it where blocks are expected.
    pub blocks: bool,
}

/// What few fragments have: most are plain words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Particulars {
    /// The words as they were typed, where other signs are set in `text`.
    pub typed: Option<SharedText>,
    /// Every link and image in `pieces`, nested ones included, by number.
    pub links: Vec<Link>,
    /// Formulas that may be wider than paper, nested ones included.
    pub formulas: Vec<WideFormula>,
    /// How many the fragment holds of what paper has to know.
    pub counts: Counts,
}

impl Particulars {
    const NONE: Self = Self { typed: None, links: Vec::new(), formulas: Vec::new(), counts: Counts::NONE };
}

impl Deref for Fragment {
    type Target = Particulars;

    fn deref(&self) -> &Particulars {
        static NONE: Particulars = Particulars::NONE;
        self.particulars.as_deref().unwrap_or(&NONE)
    }
}

/// How many things a text holds, counted while it is written. As in `text`, what is nested counts in its own fragment
/// alone; and HTML that an author writes is neither words nor counted, since nobody knows what it shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Lines to write on that a comment asks for.
    pub ruled_lines: u32,
    /// Rows of tables that have a cell to write in: one that holds nothing, or breaks alone. The heads of columns are none.
    pub rows_to_fill: u32,
    /// All other rows of tables, the heads of columns among them.
    pub rows_of_words: u32,
    /// Boxes to tick.
    pub boxes: u32,
    /// Places for an answer, below questions that bring no room of their own.
    pub rooms: u32,
    /// Formulas that are set; one that cannot be is shown as its source.
    pub formulas: u32,
}

/// A part of a fragment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    /// Finished HTML.
    Html(SharedText),
    /// The address of `links[n]`, for the value of an attribute.
    Address(usize),
    /// How the image of `links[n]` is laid out and fetched: attributes, each behind a blank.
    Image(usize),
    /// Nothing to see: raw HTML that stands here names `links[n]`.
    Mention(usize),
    /// Opens a heading: the tag with its id.
    HeadingStart(#[serde(deserialize_with = "shared")] Arc<Heading>),
    /// Closes a heading: a link to itself and the end tag.
    HeadingEnd(#[serde(deserialize_with = "shared")] Arc<Heading>),
    /// An id that is unique in this fragment only (footnotes), for the value of an attribute.
    ScopedId(Box<str>),
    /// A place that the author named in HTML, for the value of an attribute.
    Anchor(Box<Named>),
    /// The title of the page that a preset row is about, and the byte of `text` at which [`WHERE`] stands for it.
    Where(usize),
    /// A quotation mark inside of a statement, which may stand in quotation marks itself.
    Quotation(Quotation),
    /// The end of the text: what follows are its footnotes.
    Notes,
    /// The place of the page's check section.
    Checks,
    /// The place for an answer, below a question of a worksheet.
    Room,
    /// Text that only some readers see.
    Nested(Box<Nested>),
}

/// A place on a page that the author named in HTML.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// Its id, as typed.
    pub id: String,
    /// Where it is in the file.
    pub span: Span,
}

/// A heading of a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// Level as the author typed it, 2 to 6 (a first-level heading counts as 2).
    pub level: u8,
    /// Its anchor, unique in the document.
    pub id: String,
    /// Its words.
    pub text: String,
    /// Where it is in the file.
    pub span: Span,
}

/// A fragment inside another, for some readers only. Its links are in the table of the outermost fragment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nested {
    /// For whom it is.
    pub audience: Audience,
    /// How it is shown to those who may see it.
    pub reveal: Reveal,
    /// The title line above it.
    pub title: String,
    /// What it says.
    pub fragment: Fragment,
    /// Where it and its footnotes are in the file.
    pub spans: Vec<Span>,
}

/// A formula that does not fit everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WideFormula {
    /// Its width in tenths of an em, about.
    pub width: u32,
    /// Where it is in the file.
    pub span: Span,
}

/// For whom a nested fragment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Audience {
    /// `> [!ANSWER]`: for learners as far as `show_answers` releases it.
    Answer,
    /// `> [!INSTRUCTOR]`: for the instructor edition alone.
    Instructor,
}

/// How an answer is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reveal {
    /// Plainly.
    Open,
    /// As a closed disclosure.
    Closed,
}

/// A link or image as the author typed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Where it leads, as typed.
    pub destination: String,
    /// What it is.
    pub kind: LinkKind,
    /// Where it is in the file.
    pub span: Span,
}

/// What leads somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkKind {
    /// A link.
    Link,
    /// An image.
    Image,
    /// A value in raw HTML, which stays as it is typed and may name a file.
    Mention,
    /// A file that lines of code are taken from. Nothing leads to it.
    Code,
}

impl Counts {
    const NONE: Self = Self { ruled_lines: 0, rows_to_fill: 0, rows_of_words: 0, boxes: 0, rooms: 0, formulas: 0 };

    /// How many things it holds that are written on as they stand.
    pub fn to_write_on(self) -> u32 {
        self.ruled_lines + self.rows_to_fill + self.boxes
    }
}

impl Fragment {
    /// A fragment of plain words.
    pub fn plain(text: &str) -> Self {
        let mut html = String::with_capacity(text.len());
        // Writing into a `String` cannot fail.
        let _ = pulldown_cmark_escape::escape_html_body_text(&mut html, text);
        let quoted = opens_quoted(text);
        Self::new(vec![Piece::Html(html.into())], text, quoted)
    }

    /// Its words as they were typed, of which ids are made.
    pub fn words_as_typed(&self) -> &SharedText {
        self.typed.as_ref().unwrap_or(&self.text)
    }

    /// A fragment of these pieces and words, without links.
    pub fn new(mut pieces: Vec<Piece>, words: &str, quoted: bool) -> Self {
        let text: SharedText = words.into();
        share(&mut pieces, &text);
        Self { pieces: pieces.into_iter().collect(), text, quoted, ..Self::default() }
    }

    /// The same with other particulars.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(&mut Particulars)) -> Self {
        let mut particulars = self.particulars.take().map_or(Particulars::NONE, |particulars| *particulars);
        change(&mut particulars);
        particulars.links.shrink_to_fit();
        particulars.formulas.shrink_to_fit();
        self.particulars = (particulars != Particulars::NONE).then(|| Box::new(particulars));
        self
    }

    /// Its words, with `title` in the place of a page's title.
    pub fn words_at(&self, title: &str) -> String {
        let (mut words, mut done) = (String::with_capacity(self.text.len()), 0);
        for piece in &self.pieces {
            if let Piece::Where(at) = piece {
                words.extend([&self.text[done..*at], title]);
                done = at + WHERE.len();
            }
        }
        words.push_str(&self.text[done..]);
        words
    }

    /// True where some readers see less than others.
    pub fn has_nested(&self) -> bool {
        self.pieces.iter().any(|piece| matches!(piece, Piece::Nested(_)))
    }

    /// True where something in it is for this audience alone.
    pub fn speaks_to(&self, audience: Audience) -> bool {
        let mut speaks = false;
        self.each_piece(&mut |piece| speaks |= matches!(piece, Piece::Nested(nested) if nested.audience == audience));
        speaks
    }

    /// True where the place of a check section is marked.
    pub fn has_checks(&self) -> bool {
        self.pieces.contains(&Piece::Checks)
    }

    /// The same fragment with every nested one kept as `decide` says, or dropped where it says `None`.
    #[must_use]
    pub fn released(&self, decide: &impl Fn(Audience) -> Option<Reveal>) -> Self {
        let pieces = self.pieces.iter().filter_map(|piece| match piece {
            Piece::Nested(nested) => decide(nested.audience).map(|reveal| {
                let fragment = nested.fragment.released(decide);
                Piece::Nested(Box::new(Nested { reveal, fragment, ..(**nested).clone() }))
            }),
            other => Some(other.clone()),
        });
        Self { pieces: pieces.collect(), ..self.clone() }
    }

    /// Calls `visit` for every piece, those of nested fragments after the piece that holds them.
    pub fn each_piece<'a>(&'a self, visit: &mut impl FnMut(&'a Piece)) {
        for piece in &self.pieces {
            visit(piece);
            if let Piece::Nested(nested) = piece {
                nested.fragment.each_piece(visit);
            }
        }
    }

    /// The numbers of the links that are shown, which are fewer than `links` where something nested was dropped.
    pub fn shown_links(&self) -> Vec<usize> {
        self.shown(|piece| if let Piece::Address(number) = piece { Some(*number) } else { None })
    }

    /// The same, and what raw HTML names.
    pub fn shown_mentions(&self) -> Vec<usize> {
        self.shown(
            |piece| if let Piece::Address(number) | Piece::Mention(number) = piece { Some(*number) } else { None },
        )
    }

    /// The links of pieces, in order, nested ones included. Most texts have none in their table; to be asked of the outermost
    /// fragment, which has the table.
    fn shown(&self, link: impl Fn(&Piece) -> Option<usize>) -> Vec<usize> {
        let mut shown = Vec::new();
        if !self.links.is_empty() {
            self.each_piece(&mut |piece| shown.extend(link(piece)));
        }
        shown
    }

    /// The number of the first image that is shown.
    pub fn first_image(&self) -> Option<usize> {
        let mut first = None;
        self.each_piece(&mut |piece| {
            if let Piece::Image(number) = piece {
                first = first.or(Some(*number));
            }
        });
        first
    }

    /// The headings that are shown, in order.
    pub fn headings(&self) -> Vec<&Heading> {
        let mut headings = Vec::new();
        self.each_piece(&mut |piece| {
            if let Piece::HeadingStart(heading) = piece {
                headings.push(&**heading);
            }
        });
        headings
    }

    /// The places that its author named in HTML, in order.
    pub fn named(&self) -> Vec<&Named> {
        let mut all = Vec::new();
        self.each_piece(&mut |piece| {
            if let Piece::Anchor(named) = piece {
                all.push(&**named);
            }
        });
        all
    }

    /// True where nothing would be shown, checks included.
    pub fn is_empty(&self) -> bool {
        !self.has_checks() && !self.shows_text()
    }

    /// True where it shows something by itself, wherever its checks are.
    pub fn shows_text(&self) -> bool {
        self.pieces.iter().any(|piece| match piece {
            Piece::Html(html) => !html.trim().is_empty(),
            Piece::Checks | Piece::Room | Piece::Notes | Piece::Mention(_) => false,
            Piece::Address(_)
            | Piece::Image(_)
            | Piece::HeadingStart(_)
            | Piece::HeadingEnd(_)
            | Piece::ScopedId(_)
            | Piece::Anchor(_)
            | Piece::Where(_)
            | Piece::Quotation(_)
            | Piece::Nested(_) => true,
        })
    }
}

/// Has the pieces whose HTML is the words themselves use these.
fn share(pieces: &mut [Piece], text: &SharedText) {
    for piece in pieces {
        if let Piece::Html(html) = piece
            && html == text
        {
            *html = text.clone();
        }
    }
}

/// Whether the first of these words stands in quotation marks.
pub fn opens_quoted(words: &str) -> bool {
    words.starts_with(['"', '“', '„', '«', '»', '「', '『', '‘'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pieces: Vec<Piece>) -> Fragment {
        Fragment { pieces: pieces.into(), ..Fragment::default() }
    }

    #[test]
    fn particulars_take_room_only_where_there_are_any() {
        assert_eq!(Particulars::NONE, Particulars::default());
        let plain = Fragment::plain("words");
        let counted = plain.clone().with(|own| own.counts.boxes = 1);
        assert!(counted.counts.boxes == 1 && counted != plain && plain.links.is_empty());
        assert_eq!(counted.with(|own| own.counts.boxes = 0).particulars, None);
    }

    #[test]
    fn a_title_is_set_where_its_slots_are_and_nowhere_else() {
        let text: SharedText = "{where} and {where} and {where}".into();
        let fragment = |pieces| Fragment { text: text.clone(), ..of(pieces) };
        let slots = fragment(vec![Piece::Where(0), Piece::Html(" and {where} and ".into()), Piece::Where(24)]);
        assert_eq!(slots.words_at("A {where}"), "A {where} and {where} and A {where}");
        assert_eq!(fragment(Vec::new()).words_at("A"), &*text);
    }

    #[test]
    fn the_place_of_checks_is_something_to_see_and_no_text() {
        let checks = of(vec![Piece::Checks]);
        assert!(!checks.is_empty() && !checks.shows_text());
        let blank = of(vec![Piece::Html("\n".into()), Piece::Notes, Piece::Mention(0)]);
        assert!(blank.is_empty() && !blank.shows_text());
        for piece in [Piece::Html("<hr>".into()), Piece::Where(0)] {
            let text = of(vec![piece]);
            assert!(!text.is_empty() && text.shows_text());
        }
    }

    #[test]
    fn plain_words_know_their_quotation_mark() {
        assert!(Fragment::plain("„So“ sagt man.").quoted);
        assert!(!Fragment::plain("So „sagt“ man.").quoted && !Fragment::plain("").quoted);
    }
}
