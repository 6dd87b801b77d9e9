//! Text that says once what it says often, for scripts that hand it to a page: most of what sheets are made of stands in
//! each of their rows. The script of print pages puts it together again (`unpacked` in `sheet.js`).

use std::sync::LazyLock;

/// What a text may point back to besides itself: the bare markup of sheets. It is handed to browsers once for all pages, and may say
/// anything: what is not in it is only written out.
pub(super) const PRIMER: &str = include_str!("packed/primer.html");

/// Stands before digits that say how much of what came before comes once more, and how far back that begins.
const MARK: char = '~';

/// The digits are this character and those that follow it: none of them means anything in a script.
const ZERO: u32 = '%' as u32;
const BASE: usize = 55;

/// No page is as long as five digits can say.
const MOST_DIGITS: u32 = 5;

/// A repeat is worth pointing to from this length, since the mark and its digits take five characters at least.
const LEAST: usize = 8;

/// How many earlier places are looked at for the longest repeat, so that a text of one character takes no long time.
const TRIES: usize = 64;

/// The text in short, and how many digits say how far back a repeat begins.
pub(super) fn packed(text: &str) -> (String, usize) {
    let mut past = Past::before(text);
    let width = (1..=MOST_DIGITS).find(|width| BASE.pow(*width) > past.text.len()).unwrap_or(MOST_DIGITS);
    let mut short = String::with_capacity(text.len() / 2);
    let mut at = PRIMED.text.len();
    while at < past.text.len() {
        let (from, length) = past.longest(at);
        if length >= LEAST {
            short.push(MARK);
            put_length(&mut short, length);
            put(&mut short, at - from, width);
        } else if past.text[at] == MARK {
            short.push(MARK);
            put_length(&mut short, 0);
        } else {
            short.push(past.text[at]);
        }
        let next = at + if length >= LEAST { length } else { 1 };
        for place in at..next {
            past.add(place);
        }
        at = next;
    }
    (short, width as usize)
}

/// A length as digits that are added up: the last digit that there is says that one more follows.
fn put_length(short: &mut String, length: usize) {
    let mut left = length;
    while left >= BASE - 1 {
        put(short, BASE - 1, 1);
        left -= BASE - 1;
    }
    put(short, left, 1);
}

/// A number with so many digits.
fn put(short: &mut String, number: usize, width: u32) {
    for place in (0..width).rev() {
        let digit = number / BASE.pow(place) % BASE;
        short.extend(char::from_u32(ZERO + digit as u32));
    }
}

/// A text, and where each of its words of [`LEAST`] characters stood so far.
#[derive(Clone)]
struct Past {
    text: Vec<char>,
    /// By the hash of a word its last place, and by each place the one before it with the same hash; both count from one.
    last: Vec<u32>,
    before: Vec<u32>,
}

/// What stands before every text.
static PRIMED: LazyLock<Past> = LazyLock::new(|| {
    let text: Vec<char> = PRIMER.chars().collect();
    let length = text.len();
    let mut past = Past { before: vec![0; length], text, last: vec![0; 1 << 15] };
    (0..length).for_each(|place| past.add(place));
    past
});

impl Past {
    /// The primer with a text behind it, of which nothing stood so far.
    fn before(text: &str) -> Self {
        let mut past = PRIMED.clone();
        let start = past.text.len();
        past.text.extend(text.chars());
        past.before.resize(past.text.len(), 0);
        // These words end in the text.
        (start.saturating_sub(LEAST - 1)..start).for_each(|place| past.add(place));
        past
    }

    /// The hash of the word at a place.
    fn hash(&self, at: usize) -> Option<usize> {
        let word = self.text.get(at..at + LEAST)?;
        let hash =
            word.iter().fold(0u32, |hash, letter| (hash.rotate_left(5) ^ u32::from(*letter)).wrapping_mul(0x9E37_79B1));
        Some((hash >> 17) as usize)
    }

    fn add(&mut self, at: usize) {
        if let Some(hash) = self.hash(at) {
            self.before[at] = self.last[hash];
            self.last[hash] = at as u32 + 1;
        }
    }

    /// Where the longest repeat of what stands at a place begins, and how long it is.
    fn longest(&self, at: usize) -> (usize, usize) {
        let Some(hash) = self.hash(at) else { return (0, 0) };
        let earlier = |place: &u32| self.before.get(place.checked_sub(1)? as usize).copied();
        let places = std::iter::successors(Some(self.last[hash]), earlier);
        let (mut best, mut most) = (0, 0);
        for place in places.take_while(|place| *place > 0).take(TRIES) {
            let from = place as usize - 1;
            // It ends before it would reach into itself.
            let (repeat, now) = (&self.text[from..at], &self.text[at..]);
            let is_longer = repeat.len() > most && now.len() > most && repeat[most] == now[most];
            let length = if is_longer { repeat.iter().zip(now).take_while(|(one, two)| one == two).count() } else { 0 };
            if length > most {
                (best, most) = (from, length);
            }
        }
        (best, most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the script of print pages makes of it.
    fn unpacked(short: &str, width: usize) -> String {
        let mut given = short.chars();
        let mut text: Vec<char> = PRIMER.chars().collect();
        let start = text.len();
        while let Some(character) = given.next() {
            if character != MARK {
                text.push(character);
                continue;
            }
            let mut digit = || (u32::from(given.next().unwrap()) - ZERO) as usize;
            let mut length = 0;
            let mut more = BASE - 1;
            while more == BASE - 1 {
                more = digit();
                length += more;
            }
            if length == 0 {
                text.push(MARK);
                continue;
            }
            let back = (0..width).fold(0, |back, _| BASE * back + digit());
            let from = text.len() - back;
            text.extend_from_within(from..from + length);
        }
        text[start..].iter().collect()
    }

    #[test]
    fn what_is_packed_comes_out_as_it_was() {
        let long = "<li data-x=\"ä\">one</li>\n".repeat(500);
        let texts =
            ["", "~", "a~~b~", "ab", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "𝒳𝒴𝒵 𝒳𝒴𝒵 𝒳𝒴𝒵 𝒳𝒴𝒵", &long, PRIMER];
        for text in texts {
            let (short, width) = packed(text);
            assert_eq!(unpacked(&short, width), text, "{short}");
        }
    }

    #[test]
    fn what_stands_in_each_row_is_written_once() {
        let row = |name: &str| {
            format!("<div data-clinic=\"statement\" data-clinic-id=\"{name}\">Ask the {name} line.</div>\n")
        };
        let text = ["loops", "lists", "words"].map(row).concat();
        let (short, _) = packed(&text);
        assert_eq!(short.matches("Ask the ").count(), 1, "{short}");
        assert!(!short.contains("data-clinic-id"), "the primer says that: {short}");
        assert!(short.len() * 2 < text.len(), "{short}");
    }

    #[test]
    fn a_text_of_one_letter_takes_few_characters_and_steps() {
        let text = "x".repeat(200_000);
        let (short, width) = packed(&text);
        assert!(short.len() * 5 < text.len(), "{}", short.len());
        assert_eq!(unpacked(&short, width), text);
    }
}
