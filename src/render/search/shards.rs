//! The files of terms: all words in order, cut into parts of about one size, each with its places as text.
//!
//! A part is lines of `SHARED WORD , NUMBERS` with a blank between lines. SHARED is one digit of base 36: so many characters
//! the word has from the one before. NUMBERS are written in digits of base 32, the last of each number as a letter before `g`
//! and `G` … : see [`push_number`]. They are: pages of the word × 2, and 1 more if places were left out; then for each page how
//! many pages after the one before it comes, and for each thing of it `((things after the one before) × 8 + impact) × 2`, and 1
//! more at the last one of the page.

use std::ops::Range;

use rayon::prelude::*;

use super::postings::{List, Posting};

/// Stands behind what a word begins with, where a list is for all words that begin so.
const ANY: char = '*';

/// The places that are kept for all words of one beginning.
const MOST_OF_ANY: usize = 48;

/// The digits of numbers: the first half ends a number, the second half goes on.
pub(super) const DIGITS: &[u8; 64] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";

/// The parts.
#[derive(Debug, Default)]
pub(super) struct Shards {
    /// The first word of each part.
    pub(super) firsts: Vec<Box<str>>,
    pub(super) texts: Vec<String>,
}

impl Shards {
    /// Cuts words in order into at most `parts`.
    pub(super) fn of(mut lists: Vec<(Box<str>, List)>, parts: usize) -> Self {
        let starts = starts(&lists, parts);
        let more = common(&lists, &starts);
        if !more.is_empty() {
            lists.extend(more);
            lists.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        }
        let starts = starts_again(&lists, parts, starts);
        let firsts = starts.iter().map(|start| lists[*start].0.clone()).collect();
        let ends = starts.iter().skip(1).copied().chain([lists.len()]);
        let parts: Vec<Range<usize>> = starts.iter().zip(ends).map(|(start, end)| *start..end).collect();
        Self { firsts, texts: parts.into_par_iter().map(|part| text(&lists[part])).collect() }
    }
}

/// The same once lists for beginnings are among the others.
fn starts_again(lists: &[(Box<str>, List)], parts: usize, before: Vec<usize>) -> Vec<usize> {
    let is_same = lists.iter().all(|(word, _)| !word.ends_with(ANY));
    if is_same { before } else { starts(lists, parts) }
}

/// Where each part begins.
fn starts(lists: &[(Box<str>, List)], parts: usize) -> Vec<usize> {
    let size = |(word, list): &(Box<str>, List)| word.len() + 4 + 2 * list.postings.len();
    let whole: usize = lists.iter().map(size).sum();
    let each = whole.div_ceil(parts.max(1)).max(1);
    let (mut starts, mut written) = (Vec::new(), 0);
    for (at, list) in lists.iter().enumerate() {
        if written >= starts.len() * each {
            starts.push(at);
        }
        written += size(list);
    }
    starts
}

/// Lists for what so many words begin with that they fill more than a part: whoever has typed no more than that gets these
/// instead of several parts.
fn common(lists: &[(Box<str>, List)], starts: &[usize]) -> Vec<(Box<str>, List)> {
    let mut beginnings: Vec<&str> = Vec::new();
    for two in starts.windows(2) {
        let (one, other) = (&*lists[two[0]].0, &*lists[two[1]].0);
        let shared = shared(one, other);
        let ends = one.char_indices().map(|(at, letter)| at + letter.len_utf8()).take(shared);
        beginnings.extend(ends.map(|end| &one[..end]));
    }
    beginnings.sort_unstable();
    beginnings.dedup();
    beginnings.into_iter().map(|beginning| (format!("{beginning}{ANY}").into(), any(lists, beginning))).collect()
}

/// The places of all words that begin so: those that say most.
fn any(lists: &[(Box<str>, List)], beginning: &str) -> List {
    let first = lists.partition_point(|(word, _)| &**word < beginning);
    let words = lists[first..].iter().take_while(|(word, _)| word.starts_with(beginning));
    let mut best: Vec<Posting> = Vec::new();
    let mut pages = 0;
    for (_, list) in words {
        let mut own = list.clone();
        own.cut_to(MOST_OF_ANY);
        best.extend(own.postings);
        pages = pages.max(list.pages);
    }
    best.sort_unstable_by_key(|posting| (posting.page, posting.thing, std::cmp::Reverse(posting.impact)));
    best.dedup_by_key(|posting| (posting.page, posting.thing));
    let mut list = List { postings: best, pages, is_cut: true, ..List::default() };
    list.cut_to(MOST_OF_ANY);
    list
}

/// How many characters two words begin with in common.
fn shared(one: &str, other: &str) -> usize {
    one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count()
}

fn text(lists: &[(Box<str>, List)]) -> String {
    let mut text = String::new();
    let mut before = "";
    for (word, list) in lists {
        if !text.is_empty() {
            text.push(' ');
        }
        let shared = shared(before, word).min(35);
        let own = word.char_indices().nth(shared).map_or(word.len(), |(at, _)| at);
        text.push(char::from(DIGITS[shared]));
        text.push_str(&word[own..]);
        text.push(',');
        push_list(list, &mut text);
        before = word;
    }
    text
}

fn push_list(list: &List, text: &mut String) {
    push_number(list.pages * 2 + u32::from(list.is_cut), text);
    let mut before = 0;
    for things in list.postings.chunk_by(|one, other| one.page == other.page) {
        push_number(things[0].page - before, text);
        before = things[0].page;
        let mut place = 0;
        for (at, posting) in things.iter().enumerate() {
            let is_last = at + 1 == things.len();
            push_number(((posting.thing - place) * 8 + u32::from(posting.impact)) * 2 + u32::from(is_last), text);
            place = posting.thing;
        }
    }
}

/// Writes a number in digits of base 32, the lowest first: each but the last as one of the second half of [`DIGITS`].
pub(super) fn push_number(mut number: u32, text: &mut String) {
    while number >= 32 {
        text.push(char::from(DIGITS[(32 + number % 32) as usize]));
        number /= 32;
    }
    text.push(char::from(DIGITS[number as usize]));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(postings: &[(u32, u32, u8)]) -> List {
        let mut list = List::default();
        for (page, thing, impact) in postings {
            list.push(Posting { page: *page, thing: *thing, impact: *impact }, 256);
        }
        list
    }

    fn words(words: &[&str]) -> Vec<(Box<str>, List)> {
        words.iter().map(|word| ((*word).into(), list(&[(1, 0, 7)]))).collect()
    }

    #[test]
    fn a_part_is_written_in_few_characters() {
        let lists =
            vec![("loop".into(), list(&[(0, 0, 7), (0, 3, 1), (40, 2, 4)])), ("loops".into(), list(&[(5, 0, 0)]))];
        let shards = Shards::of(lists, 1);
        assert_eq!(shards.texts, ["0loop,40eP1E1F1 4s,251"]);
    }

    #[test]
    fn numbers_end_with_a_digit_of_the_first_half() {
        let written = |number| {
            let mut text = String::new();
            push_number(number, &mut text);
            text
        };
        assert_eq!([0, 31, 32, 63, 1024].map(written), ["0", "v", "w1", "_1", "ww1"]);
    }

    #[test]
    fn words_are_cut_into_parts_in_their_order() {
        let shards = Shards::of(words(&["a", "b", "c", "d"]), 2);
        assert_eq!(shards.firsts, ["a", "c"].map(Into::<Box<str>>::into));
        assert_eq!(shards.texts, ["0a,21f 0b,21f", "0c,21f 0d,21f"]);
        assert_eq!(Shards::of(Vec::new(), 4).texts, Vec::<String>::new());
        assert_eq!(Shards::of(words(&["a"]), 4).texts.len(), 1);
    }

    #[test]
    fn what_fills_a_part_by_itself_has_a_list_for_all_of_it() {
        let lists: Vec<String> = (0..40).map(|number| format!("con{number:02}")).collect();
        let lists: Vec<&str> = lists.iter().map(String::as_str).collect();
        let shards = Shards::of(words(&[&["a"][..], &lists, &["z"]].concat()), 4);
        let all = shards.texts.join(" ");
        for beginning in ["c*,", "o*,", "n*,"] {
            assert!(all.contains(beginning), "{beginning}: {all}");
        }
        assert!(!all.contains("a*") && !all.contains("z*"));
    }
}
