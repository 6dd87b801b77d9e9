//! How much room a text takes. The fonts of a reader are unknown, so letters have a usual width here: nothing but
//! estimates may depend on it.

use unicode_width::UnicodeWidthChar;

use super::geometry::{Area, Geometry, Length, TextSize};

/// Width of a letter in hundredths of an em; of sans-serif fonts the wide ones (Verdana among them) reach it.
const LETTER: Length = 60;

/// The same of Chinese, Japanese and Korean characters, which fill their square.
const SQUARE: Length = 100;

/// Width of `text` on one line.
pub(super) fn width(text: &str, em: Length) -> Length {
    hundredths(text) * em / 100
}

fn hundredths(text: &str) -> Length {
    if is_printable_ascii(text) {
        return text.len() as Length * LETTER;
    }
    let letter = |character: char| match character.width() {
        Some(2) => SQUARE,
        Some(1) => LETTER,
        // What joins the letter before it, and control characters.
        _ => 0,
    };
    text.chars().map(letter).sum()
}

/// Whether a text is of characters of one width and spaces, as most are, so that none has to be looked up.
fn is_printable_ascii(text: &str) -> bool {
    // No early return, so that many bytes are compared at once.
    text.bytes().fold(true, |is_so_far, byte| is_so_far & (b' '..=b'~').contains(&byte))
}

/// What stays together where lines end: words, and each square character by itself; true where a space stands before it.
fn words(text: &str) -> impl Iterator<Item = (&str, bool)> {
    text.split_whitespace().flat_map(|word| {
        let mut rest = word;
        std::iter::from_fn(move || {
            let is_spaced = rest.len() == word.len();
            let (piece, after) = rest.split_at(piece_end(rest));
            rest = after;
            (!piece.is_empty()).then_some((piece, is_spaced))
        })
    })
}

/// Where a word is cut first: before the next square character.
fn piece_end(word: &str) -> usize {
    if word.is_ascii() {
        return word.len();
    }
    let is_square = |character: char| character.width() == Some(2);
    word.char_indices().skip(1).find(|(_, character)| is_square(*character)).map_or(word.len(), |(at, _)| at)
}

impl TextSize {
    /// How many lines `text` takes in a column of this width; words that are wider than it are broken.
    pub fn lines(self, text: &str, column: Length) -> u32 {
        let column = column.max(self.em);
        let (mut lines, mut used) = (0, column);
        let mut add = |wide: Length, space: Length| {
            if lines == 0 || used + space + wide > column {
                lines += 1 + (wide.saturating_sub(1)) / column;
                used = if wide > column { wide % column } else { wide };
            } else {
                used += space + wide;
            }
        };
        let space = LETTER * self.em / 200;
        if is_printable_ascii(text) {
            text.split_ascii_whitespace().for_each(|word| add(width(word, self.em), space));
        } else {
            words(text).for_each(|(word, is_spaced)| add(width(word, self.em), if is_spaced { space } else { 0 }));
        }
        lines
    }

    /// The height of `text` in a column of this width.
    pub fn height(self, text: &str, column: Length) -> Length {
        self.lines(text, column) * self.line
    }

    /// The widest word of `text` that is wider than a column, with its width, among those that count. A word ends where
    /// a line may end without a blank too: after hyphens, soft ones included, dashes and slashes.
    pub fn too_wide(self, text: &str, column: Length, counts: impl Fn(&str) -> bool) -> Option<(&str, Length)> {
        // No word of most texts is as wide as a column, wherever it may be broken.
        let is_narrow = |word: &str| word.len() as Length * LETTER * self.em / 100 <= column;
        if is_printable_ascii(text) && text.split(' ').all(is_narrow) {
            return None;
        }
        let runs = words(text).flat_map(|(word, _)| word.split_inclusive(['-', '\u{ad}', '\u{200b}', '–', '—', '/']));
        let wide = runs.map(|run| (run, width(run, self.em)));
        wide.filter(|(run, width)| *width > column && counts(run)).max_by_key(|(_, width)| *width)
    }
}

impl Geometry {
    /// The height of a sheet's title and intro, beside the QR code.
    pub fn title(&self, title: &str, intro: &str, area: Area) -> Length {
        let beside = area.width - self.code - 80;
        let intro = if intro.is_empty() { 0 } else { self.small.height(intro, beside) + 20 };
        self.heading.height(title, beside) + intro
    }

    /// The height of a sheet's head: the running head, then the QR code beside title, intro and fields to fill in.
    pub fn head(&self, title: Length, fields: Length) -> Length {
        self.running + (title + fields).max(self.code) + self.gap
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: TextSize = Geometry::NORMAL.text;

    #[test]
    fn letters_are_counted_by_their_width() {
        assert_eq!(width("abc", 100), 180);
        assert_eq!(width("試験", 100), 200);
        assert_eq!(width("e\u{301}", 100), 60);
        assert_eq!(width("", 100), 0);
    }

    #[test]
    fn lines_end_between_words() {
        // Ten letters to a line.
        let column = 10 * LETTER * TEXT.em / 100;
        assert_eq!(TEXT.lines("", column), 0);
        assert_eq!(TEXT.lines("abcde", column), 1);
        assert_eq!(TEXT.lines("abcde fghij", column), 2);
        assert_eq!(TEXT.lines("ab cd ef gh", column), 1);
        assert_eq!(TEXT.lines("ab cd ef gh ij", column), 2);
    }

    #[test]
    fn characters_that_are_not_looked_up_take_as_much_room() {
        // What has a mark of no width is looked up.
        for character in ' '..='~' {
            let marked = format!("{character}\u{301}");
            assert_eq!(width(&character.to_string(), 100), LETTER, "{character}");
            assert_eq!(width(&marked, 100), LETTER, "{character}");
        }
        let text = "To be, or not to be: thatisthequestionwhethertis nobler in the mind, ~to~ suffer";
        let looked_up = text.replace(' ', "\u{301} ");
        for column in 0..60 {
            assert_eq!(TEXT.lines(text, column * TEXT.em), TEXT.lines(&looked_up, column * TEXT.em), "{column}");
        }
        assert_eq!([width("a\u{7f}b", 100), width("a\tb", 100)], [2 * LETTER; 2]);
        assert_eq!(TEXT.lines("a\u{b}b", TEXT.em), 2);
    }

    #[test]
    fn a_word_that_is_wider_than_its_column_is_broken_and_told() {
        let column = 10 * LETTER * TEXT.em / 100;
        assert_eq!(TEXT.lines("abcdefghijklmnopqrstuvwxy", column), 3);
        let (word, wide) = TEXT.too_wide("ab abcdefghijklmnop", column, |_| true).unwrap_or_default();
        assert_eq!(word, "abcdefghijklmnop");
        assert!(wide > column);
        assert_eq!(TEXT.too_wide("ab cd", column, |_| true), None);
        assert_eq!(TEXT.too_wide("ab abcdefghijklmnop", column, |word| word.len() < 3), None);
    }

    #[test]
    fn a_word_ends_where_a_line_may_end() {
        let column = 10 * LETTER * TEXT.em / 100;
        for text in [
            "abcdefgh-ijklmnop",
            "abcdefgh\u{ad}ijklmnop",
            "abcdefgh/ijklmnop",
            "abcdefgh—ijklmnop",
            "試験試験試験試験",
        ] {
            assert_eq!(TEXT.too_wide(text, column, |_| true), None, "{text}");
        }
        assert!(TEXT.too_wide("abcdefgh.ijklmnop", column, |_| true).is_some());
    }

    #[test]
    fn square_characters_are_words_of_their_own() {
        assert_eq!(words("試験 ab").collect::<Vec<_>>(), [("試", true), ("験", false), ("ab", true)]);
        assert_eq!(TEXT.lines("試験試験試験", 3 * TEXT.em), 2);
    }

    #[test]
    fn a_column_without_any_width_takes_its_words_all_the_same() {
        assert!(TEXT.lines("abc", 0) >= 1);
    }
}
