//! Which word stands where, and how much it says there of what is found.

use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;

use super::things::Thing;
use crate::text::fold::Folding;

/// How much a word says of a thing, from 0 to 7.
type Impact = u8;

/// So many impacts there are.
const IMPACTS: usize = 8;

/// In the text of a thing: once, twice or thrice, more often.
const IN_BODY: [Impact; 3] = [0, 1, 2];

/// In what is told beside the title.
const BESIDE: Impact = 3;

/// In a title of at most so many words.
const IN_TITLE: [(usize, Impact); 4] = [(1, 7), (3, 6), (8, 5), (usize::MAX, 4)];

/// A place of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Posting {
    /// The page, by its number among those that are searched.
    pub(super) page: u32,
    /// The thing on that page.
    pub(super) thing: u32,
    /// How much the word says of it.
    pub(super) impact: Impact,
}

/// The places of a word.
#[derive(Clone, Debug, Default)]
pub(super) struct List {
    /// In order.
    pub(super) postings: Vec<Posting>,
    /// On how many pages it stands.
    pub(super) pages: u32,
    /// Whether it stands in more places than are kept.
    pub(super) is_cut: bool,
    /// Once as many are kept as may be: what says no more than this of a thing that comes later is not among them.
    pub(super) least: Option<Impact>,
    /// The page that came last.
    pub(super) last: Option<u32>,
}

impl List {
    /// Adds a place, where no more than so many are kept.
    pub(super) fn push(&mut self, posting: Posting, most: usize) {
        if self.last != Some(posting.page) {
            self.pages += 1;
            self.last = Some(posting.page);
        }
        if self.least.is_some_and(|least| posting.impact <= least) {
            return;
        }
        self.postings.push(posting);
        // Not each time: what is put in order once is twice as many as are kept.
        if self.postings.len() >= 2 * most {
            self.cut_to(most);
        }
    }

    /// Adds the places of `later`, whose pages all come after. Those that say most of both are among those that say most of
    /// each, so that what was cut from either is of no matter.
    fn append(&mut self, later: Self, most: usize) {
        let Self { mut postings, pages, is_cut, least: _, last } = later;
        self.postings.append(&mut postings);
        self.pages += pages;
        self.is_cut |= is_cut;
        self.last = last;
        if self.postings.len() >= 2 * most {
            self.cut_to(most);
        }
    }

    /// Keeps the places that say most, and of those that say as much the first.
    pub(super) fn cut_to(&mut self, most: usize) {
        if self.postings.len() <= most {
            return;
        }
        self.is_cut = true;
        let mut counts = [0; IMPACTS];
        for posting in &self.postings {
            counts[usize::from(posting.impact)] += 1;
        }
        // What is left for an impact, once all that say more have their room.
        let mut room = most;
        for count in counts.iter_mut().rev() {
            *count = room.min(*count);
            room -= *count;
        }
        // They are in order, so that the first of each impact come first.
        self.postings.retain(|posting| {
            let left = &mut counts[usize::from(posting.impact)];
            let is_kept = *left > 0;
            *left -= usize::from(is_kept);
            is_kept
        });
        self.least = self.postings.iter().map(|posting| posting.impact).min();
    }
}

/// All words with their places, as these come in.
pub(super) struct Postings {
    folding: Folding,
    /// So many places of a word are kept.
    most: usize,
    numbers: HashMap<Box<str>, u32>,
    lists: Vec<List>,
    /// Of each word how it stands in the thing at hand.
    here: Vec<Here>,
    /// The words of the thing at hand.
    found: Vec<u32>,
}

/// How a word stands in a thing.
#[derive(Clone, Copy)]
struct Here {
    /// Where it stands first: titles are read before what stands beside them, and that before bodies.
    field: Field,
    /// How often; not at all in things before.
    count: usize,
}

#[derive(Clone, Copy)]
enum Field {
    Title,
    Beside,
    Body,
}

impl Postings {
    pub(super) fn new(folding: Folding, most: usize) -> Self {
        Self { folding, most, numbers: HashMap::new(), lists: Vec::new(), here: Vec::new(), found: Vec::new() }
    }

    /// Adds a thing, in order: pages by their numbers, and the things of a page by their places.
    pub(super) fn add(&mut self, page: usize, place: usize, thing: &Thing<'_>) {
        let words = self.read(&thing.title, Field::Title);
        let in_title = IN_TITLE.iter().find(|(most, _)| words <= *most).map_or(BESIDE, |(_, impact)| *impact);
        for text in &thing.beside {
            self.read(text, Field::Beside);
        }
        self.read(thing.body, Field::Body);
        for word in self.found.drain(..) {
            let Here { field, count } = self.here[word as usize];
            let impact = match field {
                Field::Title => in_title,
                Field::Beside => BESIDE,
                Field::Body => IN_BODY[(count.ilog2() as usize).min(IN_BODY.len() - 1)],
            };
            let posting = Posting { page: page as u32, thing: place as u32, impact };
            self.lists[word as usize].push(posting, self.most);
            self.here[word as usize].count = 0;
        }
    }

    /// Reads the words of a text, and gives how many it has.
    fn read(&mut self, text: &str, field: Field) -> usize {
        let Self { folding, numbers, lists, here, found, most: _ } = self;
        let mut count = 0;
        folding.each_term(text, &mut |term| {
            count += 1;
            let number = numbers.get(term).copied().unwrap_or_else(|| {
                let number = lists.len() as u32;
                numbers.insert(term.into(), number);
                lists.push(List::default());
                here.push(Here { field, count: 0 });
                number
            });
            let here = &mut here[number as usize];
            if here.count == 0 {
                here.field = field;
                found.push(number);
            }
            here.count += 1;
        });
        count
    }

    /// The words of this and of `later`, whose pages all come after.
    pub(super) fn and(mut self, later: Self) -> Self {
        let Self { numbers, mut lists, .. } = later;
        // In any order: the words are put in theirs at the end.
        let words: Vec<(Box<str>, u32)> = numbers.into_iter().collect();
        for (word, number) in words {
            let list = std::mem::take(&mut lists[number as usize]);
            if let Some(own) = self.numbers.get(&word) {
                self.lists[*own as usize].append(list, self.most);
            } else {
                self.numbers.insert(word, self.lists.len() as u32);
                self.lists.push(list);
                self.here.push(Here { field: Field::Body, count: 0 });
            }
        }
        self
    }

    /// The words in order, each with its places.
    pub(super) fn into_lists(self) -> Vec<(Box<str>, List)> {
        let (mut lists, most) = (self.lists, self.most);
        let mut words: Vec<(Box<str>, u32)> = self.numbers.into_iter().collect();
        words.par_sort_unstable();
        let taken = words.into_iter().map(|(word, number)| {
            let mut list = std::mem::take(&mut lists[number as usize]);
            list.cut_to(most);
            (word, list)
        });
        taken.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOST: usize = 256;

    fn lists(things: &[(usize, &str, &str, &str)]) -> Vec<(Box<str>, List)> {
        let mut postings = Postings::new(Folding::of("en"), MOST);
        let mut place = (0, 0);
        for (page, title, beside, body) in things {
            place = if place.0 == *page { (*page, place.1) } else { (*page, 0) };
            postings.add(*page, place.1, &Thing::of(title, beside, body));
            place.1 += 1;
        }
        postings.into_lists()
    }

    fn impacts(lists: &[(Box<str>, List)], word: &str) -> Vec<(u32, u32, u8)> {
        let (_, list) = lists.iter().find(|(own, _)| **own == *word).unwrap();
        list.postings.iter().map(|posting| (posting.page, posting.thing, posting.impact)).collect()
    }

    #[test]
    fn a_title_says_more_than_what_stands_beside_it_and_that_more_than_a_text() {
        let lists = lists(&[
            (0, "Loops", "", ""),
            (0, "Two loops", "", ""),
            (1, "A title of four", "loops", "loops"),
            (2, "", "", "loops and loops and loops and loops"),
            (3, "Other", "", "loops once"),
            (4, "A title of more than eight words is not about loops", "", ""),
        ]);
        assert_eq!(impacts(&lists, "loops"), [(0, 0, 7), (0, 1, 6), (1, 0, 3), (2, 0, 2), (3, 0, 0), (4, 0, 4)]);
    }

    #[test]
    fn words_of_several_parts_are_those_of_the_whole() {
        let texts: Vec<(usize, String)> =
            (0..5 * MOST).map(|page| (page, format!("all {} w{}", page % 5, page % 700))).collect();
        let read = |texts: &[(usize, String)]| {
            let mut postings = Postings::new(Folding::of("en"), MOST);
            for (page, text) in texts {
                let title = if page % 3 == 0 { text.as_str() } else { "" };
                postings.add(*page, 0, &Thing::of(title, "", text));
            }
            postings
        };
        let told = |postings: Postings| {
            let lists = postings.into_lists().into_iter();
            let told = lists
                .map(|(word, List { postings, pages, is_cut, least: _, last: _ })| (word, postings, pages, is_cut));
            told.collect::<Vec<_>>()
        };
        let parts = texts.chunks(100).map(read).reduce(Postings::and).unwrap();
        let (parts, whole) = (told(parts), told(read(&texts)));
        assert!(whole.iter().any(|(_, _, _, is_cut)| *is_cut) && whole.len() > 700);
        assert!(parts == whole);
    }

    #[test]
    fn of_a_word_that_is_everywhere_the_places_are_kept_that_say_most() {
        let texts = (0..3 * MOST).map(|page| if page % 7 == 0 { (page, "it", "", "") } else { (page, "", "", "it") });
        let texts: Vec<(usize, &str, &str, &str)> = texts.collect();
        let lists = lists(&texts);
        let list = &lists[0].1;
        assert_eq!((list.postings.len(), list.pages, list.is_cut), (MOST, 3 * MOST as u32, true));
        assert!((0..3 * MOST as u32).step_by(7).all(|page| list.postings.iter().any(|posting| posting.page == page)));
        let places: Vec<_> = list.postings.iter().map(|posting| (posting.page, posting.thing)).collect();
        assert!(places.is_sorted_by(|one, other| one < other));
    }

    #[test]
    fn of_those_that_say_as_much_the_first_are_kept_in_whatever_order_they_come() {
        for step in [1, 3, 5, 7] {
            let postings = (0..5 * MOST as u32).map(|page| Posting { page, thing: 0, impact: (page * step % 8) as u8 });
            let mut list = List::default();
            postings.clone().for_each(|posting| list.push(posting, MOST));
            list.cut_to(MOST);
            let mut expected: Vec<Posting> = postings.collect();
            expected.sort_by_key(|posting| std::cmp::Reverse(posting.impact));
            expected.truncate(MOST);
            expected.sort_by_key(|posting| posting.page);
            assert_eq!((list.postings, list.pages), (expected, 5 * MOST as u32), "{step}");
        }
    }
}
