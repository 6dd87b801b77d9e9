//! Fragments → HTML for one artifact.

use crate::render::reader::Reader;
use std::fmt::Write as _;

use pulldown_cmark_escape::{escape_html, escape_html_body_text};

use super::address::Style;
use crate::assemble::Facts as _;
use crate::model::course::{Location, Rich, Target};
use crate::model::fragment::{Audience, Fragment, Heading, Nested, Piece, Reveal};
use crate::model::image::Size;
use crate::strings::Strings;

/// Marks around a title, by which one language or another quotes.
const QUOTES: [(char, char); 10] = [
    ('“', '”'),
    ('„', '“'),
    ('”', '”'),
    ('"', '"'),
    ('‘', '’'),
    ('‚', '‘'),
    ('«', '»'),
    ('»', '«'),
    ('‹', '›'),
    ('「', '」'),
];

/// Stands inside of the marks of some languages.
const NARROW: char = '\u{202f}';

/// A text without the narrow blank that a quotation mark brings.
fn bare(text: &str) -> &str {
    text.trim_start_matches(NARROW)
}

/// Fills the slots of fragments.
#[derive(Clone, Copy)]
pub(super) struct Filler<'a> {
    pub(super) course: Reader<'a>,
    pub(super) strings: &'a Strings,
    pub(super) style: Style<'a>,
    /// Set before ids on pages that show several modules.
    pub(super) prefix: &'a str,
    /// Whether texts for some readers only are shown; sheets never carry them.
    pub(super) nested: bool,
    /// Whether notes for instructors are shown where such texts are.
    pub(super) notes: bool,
    /// The room below each question that brings none of its own; `None` where nothing is to be written.
    pub(super) room: Option<Room>,
    /// Whether it is for a screen: images but the first of a page's own text are fetched only when the reader comes near,
    /// and headings have a link to themselves.
    pub(super) waits: bool,
}

/// Room for an answer.
#[derive(Clone, Copy)]
pub(super) struct Room {
    /// How many lines are ruled.
    pub(super) lines: u32,
    /// How many there are where no paper is saved.
    pub(super) usual: u32,
}

/// What differs from text to text on one page.
#[derive(Clone, Copy, Default)]
struct Scope<'a> {
    /// Set before ids that are unique in one fragment only.
    name: &'a str,
    /// Set before the anchors of headings; nothing in the text of a page.
    anchors: &'a str,
    location: Option<&'a Location>,
    /// How many pieces of the text stand before those that are filled.
    before: usize,
    /// Whether it stands in quotation marks.
    is_quoted: bool,
    /// The image that is there when the page opens, by its number.
    first: Option<usize>,
}

impl<'a> Scope<'a> {
    fn named(name: &'a str) -> Self {
        Self { name, anchors: name, ..Self::default() }
    }

    fn of_body(body: &Rich) -> Self {
        Self { first: body.fragment.first_image(), ..Self::default() }
    }
}

impl Filler<'_> {
    /// A run of text, for places where no block may stand.
    pub(super) fn inline(self, rich: &Rich) -> String {
        self.fragment(rich, Scope::default(), false)
    }

    /// A run of text of a radar row, with the title of its page where it asks for that.
    pub(super) fn of_row(self, rich: &Rich, location: Option<&Location>) -> String {
        self.fragment(rich, Scope { location, ..Scope::default() }, false)
    }

    /// The same inside a link, where no other link may stand.
    pub(super) fn title_of_row(self, rich: &Rich, location: Option<&Location>) -> String {
        if rich.fragment.shown_links().is_empty() {
            return self.of_row(rich, location);
        }
        escaped(&self.row_words(rich, location))
    }

    /// The words of a text of a radar row.
    pub(super) fn row_words(self, rich: &Rich, location: Option<&Location>) -> String {
        let title = match location {
            Some(Location::Page { page, .. }) => self.course.page(*page).title.text(),
            Some(Location::Words(words)) => words.text(),
            None => self.strings.get("radar.any_page"),
        };
        rich.fragment.words_at(title)
    }

    /// Blocks; `scope` tells the footnotes of this text from those of others on the page.
    pub(super) fn blocks(self, rich: &Rich, scope: &str) -> String {
        self.fragment(rich, Scope::named(scope), true)
    }

    /// Blocks that are a part of a page's own text, so that their headings are.
    pub(super) fn blocks_of_page(self, rich: &Rich, scope: &str) -> String {
        self.fragment(rich, Scope { name: scope, ..Scope::default() }, true)
    }

    /// The text of a page, whose first image is fetched with the page.
    pub(super) fn body(self, rich: &Rich) -> String {
        self.fragment(rich, Scope::of_body(rich), true)
    }

    /// A body in two halves, before and after the place of its checks.
    pub(super) fn halves(self, rich: &Rich) -> (String, String) {
        self.cut(rich, |piece| *piece == Piece::Checks)
    }

    /// A body in two halves, before its first heading and from there on.
    pub(super) fn parted(self, rich: &Rich) -> (String, String) {
        self.cut(rich, |piece| matches!(piece, Piece::HeadingStart(_)))
    }

    fn cut(self, rich: &Rich, at: impl Fn(&Piece) -> bool) -> (String, String) {
        let pieces = &rich.fragment.pieces;
        let at = pieces.iter().position(at).unwrap_or(pieces.len());
        let mut halves = (String::new(), String::new());
        let scope = Scope::of_body(rich);
        self.pieces(&pieces[..at], rich, scope, &mut halves.0);
        self.pieces(&pieces[at..], rich, Scope { before: at, ..scope }, &mut halves.1);
        halves
    }

    /// A statement in the quotation marks of the course's language.
    pub(super) fn quoted(self, rich: &Rich, scope: &str) -> String {
        let (open, close) = (self.strings.get("quote.open"), self.strings.get("quote.close"));
        if rich.fragment.blocks || rich.fragment.quoted {
            return self.blocks(rich, scope);
        }
        self.paragraph(rich, Scope { is_quoted: true, ..Scope::named(scope) }, open, close)
    }

    /// A title for use inside a link, where no other link may stand.
    pub(super) fn title(self, rich: &Rich) -> String {
        if rich.fragment.shown_links().is_empty() { self.inline(rich) } else { escaped(rich.text()) }
    }

    /// Where a trap shows up.
    pub(super) fn location(self, location: &Location) -> String {
        match location {
            Location::Words(words) => self.inline(words),
            Location::Page { page, anchor, .. } => {
                let page = self.course.page(*page);
                let href = self.style.place(&page.path, anchor.as_deref());
                format!("<a href=\"{}\">{}</a>", attribute(&href), self.title(&page.title))
            }
        }
    }

    fn fragment(self, rich: &Rich, scope: Scope<'_>, blocks: bool) -> String {
        if blocks && !rich.fragment.blocks {
            return self.paragraph(rich, scope, "", "");
        }
        let pieces = &rich.fragment.pieces;
        // Where no block may stand there is no place for footnotes.
        let end = if blocks { pieces.len() } else { notes_start(pieces) };
        let mut html = String::with_capacity(length(pieces));
        self.pieces(&pieces[..end], rich, scope, &mut html);
        html
    }

    /// A run of text as a paragraph, between the words `open` and `close`, its footnotes after that.
    fn paragraph(self, rich: &Rich, scope: Scope<'_>, open: &str, close: &str) -> String {
        let pieces = &rich.fragment.pieces;
        let end = notes_start(pieces);
        let mut html = String::with_capacity(length(pieces) + "<p></p>".len() + open.len() + close.len());
        html.push_str("<p>");
        push_escaped(&mut html, open);
        self.pieces(&pieces[..end], rich, scope, &mut html);
        push_escaped(&mut html, close);
        html.push_str("</p>");
        self.pieces(&pieces[end..], rich, scope, &mut html);
        html
    }

    fn pieces(self, pieces: &[Piece], rich: &Rich, scope: Scope<'_>, html: &mut String) {
        let mut closing: Option<char> = None;
        for (index, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Html(text) => {
                    html.push_str(closing.take().and_then(|mark| bare(text).strip_prefix(mark)).unwrap_or(text));
                }
                Piece::Address(link) => {
                    let target = rich.targets.get(*link);
                    let address = target.map(|target| self.style.target(self.course, target)).unwrap_or_default();
                    html.push_str(&attribute(&address));
                    // A sheet stands below the page that it belongs to.
                    let is_sheet = !self.waits && matches!(self.style, Style::From(..));
                    let leads_away = is_sheet && !self.style.leads_above(&address);
                    let told =
                        target.filter(|_| leads_away).and_then(|target| self.told(target, pieces.get(index + 1)));
                    if let Some(told) = told {
                        let _ = write!(html, "\" data-to=\"{}", attribute(&told));
                    }
                }
                Piece::Image(link) => self.image(*link, rich, scope, html),
                Piece::HeadingStart(heading) => self.heading_start(heading, scope, html),
                Piece::HeadingEnd(heading) => self.heading_end(heading, scope, html),
                Piece::ScopedId(id) => html.push_str(&self.id(scope.name, id)),
                Piece::Anchor(named) => html.push_str(&attribute(&self.id(scope.anchors, &named.id))),
                Piece::Where(_) if scope.location.is_none() => closing = self.any_page(pieces.get(index + 1), html),
                Piece::Where(_) => html.push_str(&self.title_of(scope.location)),
                Piece::Quotation(mark) => html.push_str(&escaped(self.strings.get(mark.key(scope.is_quoted)))),
                Piece::Room => self.leave_room(html),
                Piece::Checks | Piece::Notes | Piece::Mention(_) => {}
                Piece::Nested(_) if !self.nested => {}
                Piece::Nested(nested) if !self.notes && nested.audience == Audience::Instructor => {}
                Piece::Nested(nested) => {
                    // Notes of a nested text are numbered from 1 once more; headings share the anchors of the text.
                    let name = format!("{}nested-{}", lead(scope.name), scope.before + index);
                    self.nested(nested, rich, Scope { name: &name, before: 0, ..scope }, html);
                }
            }
        }
    }

    /// What is said of several places at once, or of one that nobody tells: a general word, so that a sentence stays one.
    /// The quotation marks around a title go; this gives the one that closes them.
    fn any_page(self, next: Option<&Piece>, html: &mut String) -> Option<char> {
        let follows = |mark: char| matches!(next, Some(Piece::Html(text)) if bare(text).starts_with(mark));
        let before = html.trim_end_matches(NARROW);
        let around = QUOTES.iter().find(|(open, close)| before.ends_with(*open) && follows(*close));
        if let Some((open, _)) = around {
            html.truncate(before.len() - open.len_utf8());
        }
        html.push_str(&self.title_of(None));
        around.map(|(_, close)| *close)
    }

    /// The room of an image is kept while it is on its way, so that nothing moves when it comes.
    fn image(self, link: usize, rich: &Rich, scope: Scope<'_>, html: &mut String) {
        if let Some(Size { width, height }) = rich.targets.get(link).and_then(|target| self.course.image_size(target)) {
            let _ = write!(html, " width=\"{width}\" height=\"{height}\"");
        }
        if self.waits && scope.first != Some(link) {
            html.push_str(" loading=\"lazy\" decoding=\"async\"");
        }
    }

    /// Where a link leads, in words for paper, which no finger can follow: the title of its page, or its address. `None` where
    /// its own words say that, or nobody can tell.
    fn told(self, target: &Target, words: Option<&Piece>) -> Option<String> {
        let told = match target {
            Target::Page(page, _) => self.course.page(*page).title.text().to_owned(),
            Target::External(address) => ["https://", "http://", "mailto:"]
                .iter()
                .find_map(|scheme| address.strip_prefix(scheme))?
                .trim_end_matches('/')
                .to_owned(),
            Target::File(_) | Target::Address(..) | Target::Broken => return None,
        };
        let Some(Piece::Html(words)) = words else { return None };
        let says_so = words.split("</a>").next().is_some_and(|words| words.contains(&escaped(&told)));
        (words.starts_with("\">") && !says_so).then_some(told)
    }

    /// Lines for an answer; where there are none, the place for those that a reader chooses.
    fn leave_room(self, html: &mut String) {
        let Some(Room { lines, usual }) = self.room else { return };
        let saved = if lines == usual { String::new() } else { format!(" data-lines=\"{usual}\"") };
        let hidden = if lines == 0 { " hidden" } else { "" };
        let _ = write!(html, "<div class=\"lines reply\"{saved}{hidden}>");
        html.push_str(&"<span class=\"rule\"></span>".repeat(lines as usize));
        html.push_str("</div>\n");
    }

    fn id(self, scope: &str, id: &str) -> String {
        format!("{}{}{id}", self.prefix, lead(scope))
    }

    fn heading_start(self, heading: &Heading, scope: Scope<'_>, html: &mut String) {
        if self.waits {
            html.push_str("<div class=\"headed\">");
        }
        let _ = write!(html, "<h{} id=\"{}\">", heading.level, attribute(&self.id(scope.anchors, &heading.id)));
    }

    /// The link stands beside the heading, which would be called after it else.
    fn heading_end(self, heading: &Heading, scope: Scope<'_>, html: &mut String) {
        let _ = write!(html, "</h{}>", heading.level);
        if !self.waits {
            return;
        }
        let label =
            format!("{}{}{}", self.strings.get("text.link_to_section"), self.strings.get("mark.colon"), heading.text);
        let href = crate::text::address::encode_fragment(&self.id(scope.anchors, &heading.id));
        let label = attribute(&label);
        let _ = write!(html, "<a class=\"anchor\" href=\"#{href}\" aria-label=\"{label}\">#</a></div>");
    }

    /// What a place is called, inside a text that links may not stand in.
    pub(super) fn title_of(self, location: Option<&Location>) -> String {
        match location {
            Some(Location::Page { page, .. }) => self.title(&self.course.page(*page).title),
            Some(Location::Words(words)) => self.title(words),
            None => escaped(self.strings.get("radar.any_page")),
        }
    }

    fn nested(self, nested: &Nested, rich: &Rich, scope: Scope<'_>, html: &mut String) {
        let title = escaped(&nested.title);
        let class = match nested.audience {
            Audience::Answer => "answer",
            Audience::Instructor => "instructor",
        };
        let Fragment { pieces, .. } = &nested.fragment;
        match nested.reveal {
            Reveal::Closed => {
                let _ = writeln!(html, "<details class=\"{class}\"><summary>{title}</summary>");
                self.pieces(pieces, rich, scope, html);
                html.push_str("</details>\n");
            }
            Reveal::Open => {
                let _ = writeln!(
                    html,
                    "<div class=\"alert alert-{class}\" role=\"note\"><p class=\"alert-title\">{title}</p>"
                );
                self.pieces(pieces, rich, scope, html);
                html.push_str("</div>\n");
            }
        }
    }
}

fn notes_start(pieces: &[Piece]) -> usize {
    pieces.iter().position(|piece| *piece == Piece::Notes).unwrap_or(pieces.len())
}

/// How long the HTML of these pieces is, besides what their slots are filled with.
fn length(pieces: &[Piece]) -> usize {
    pieces.iter().map(|piece| if let Piece::Html(html) = piece { html.len() } else { 0 }).sum()
}

/// What stands before an id in a scope. No anchor of a heading and no id of an author holds a `:`, so that none is equal
/// to an id in a scope.
fn lead(scope: &str) -> String {
    if scope.is_empty() { String::new() } else { format!("{scope}:") }
}

/// Text for the body of HTML.
pub(super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    push_escaped(&mut html, text);
    html
}

/// The same, at the end of `html`.
fn push_escaped(html: &mut String, text: &str) {
    // Writing into a `String` cannot fail.
    let _ = escape_html_body_text(html, text);
}

/// Text for the value of an attribute of HTML.
pub(super) fn attribute(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    let _ = escape_html(&mut html, text);
    html
}
