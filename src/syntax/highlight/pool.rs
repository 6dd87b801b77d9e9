//! Readers of code, kept for the next block of the same language.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, ThreadId};

use syntaxmate::{Catalog, PreparedLanguage, ScopeStackId, Token, Tokenizer, TokenizerOptions, TokenizerState};

use super::markup::Markup;
use super::{DEEPEST, LONGEST_LINE, scopes};

/// One line may take this many steps of reading (in sixteens); a line of usual code takes a few.
const MOST_POLLS: usize = 128;

/// A block may take this much work, which is counted and not timed, so that it ends at one line on every machine. A
/// step goes over the rest of its line, in some grammars over each rest of it. In this measure 40 KB of usual code take
/// eight million, and the slowest grammars take about a second for all of it.
const MOST_WORK: usize = 64 << 20;

/// What sixteen steps take, for each byte of their line.
const POLL: usize = 32;

/// As many readers of one language may be idle; the one that lay idle longest goes first.
const MOST_IDLE: usize = 64;

/// Idle readers and read grammars, by language.
///
/// A reader stays with its thread. What it keeps lies in that thread's memory: another one that made it grow or shrink
/// would have the allocator of glibc lock memory that its owner is using, and hand pieces of it to whatever comes next, so
/// that from then on both threads wait for each other all the time.
#[derive(Debug, Default)]
pub struct Pool {
    languages: Mutex<BTreeMap<String, Shelf>>,
}

#[derive(Debug)]
struct Shelf {
    grammar: PreparedLanguage,
    idle: Vec<Reader>,
}

impl Pool {
    /// An idle reader of this thread or a new one; `None` where the catalogue cannot give the grammar.
    pub fn take(&self, catalog: &Catalog, language: &str) -> Option<Reader> {
        let mut languages = self.languages.lock().unwrap_or_else(PoisonError::into_inner);
        if !languages.contains_key(language) {
            let grammar = PreparedLanguage::from_catalog(catalog, language).ok()?;
            languages.insert(language.to_owned(), Shelf { grammar, idle: Vec::new() });
        }
        let place = languages.get_mut(language)?;
        let home = thread::current().id();
        let own = place.idle.iter().rposition(|reader| reader.home == home);
        Some(own.map_or_else(|| Reader::new(language, &place.grammar), |at| place.idle.remove(at)))
    }

    /// Keeps a reader for the next block.
    pub fn put(&self, reader: Reader) {
        let mut languages = self.languages.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = languages.get_mut(&reader.language) {
            if place.idle.len() == MOST_IDLE {
                place.idle.remove(0);
            }
            place.idle.push(reader);
        }
    }
}

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It is written.
    Read,
    /// It has too many bytes, and is not written.
    Long,
    /// It is written, and the rest of the block is better left plain, since too much is open.
    Deep,
    /// It is written without colours, and so should the rest of the block be.
    TooMuch,
}

/// Reads blocks of one language, one after the other.
#[derive(Debug)]
pub struct Reader {
    language: String,
    /// The thread it belongs to.
    home: ThreadId,
    tokenizer: Tokenizer,
    state: TokenizerState,
    /// What the block has taken so far.
    work: usize,
    tokens: Vec<Token>,
    /// The classes of scope stacks seen so far; their numbers hold for this tokenizer.
    classes: HashMap<ScopeStackId, Option<&'static str>>,
}

impl Reader {
    fn new(language: &str, grammar: &PreparedLanguage) -> Self {
        // No line is kept, since one that is found again takes fewer steps: where a block ends its colours must not
        // depend on the blocks before. Reading usual code anew takes no longer than looking it up.
        let options = TokenizerOptions { max_line_bytes: LONGEST_LINE + 2, line_cache_entries: 0 };
        let tokenizer = grammar.tokenizer(options);
        let state = tokenizer.initial_state();
        let (tokens, classes) = (Vec::new(), HashMap::new());
        let (language, home) = (language.to_owned(), thread::current().id());
        Self { language, home, tokenizer, state, work: 0, tokens, classes }
    }

    /// Forgets the last block.
    pub fn begin(&mut self) {
        self.state = self.tokenizer.initial_state();
        self.work = 0;
    }

    /// Writes one line.
    pub fn line(&mut self, line: &str, markup: &mut Markup) -> Step {
        if self.work > MOST_WORK || !self.read(line) {
            markup.plain(line);
            return Step::TooMuch;
        }
        let mut written = 0;
        for token in &self.tokens {
            let range = token.range();
            let (Some(gap), Some(text)) = (line.get(written..range.start), line.get(range.clone())) else { continue };
            let class = class_of(&mut self.classes, token);
            markup.plain(gap);
            markup.classed(class, text);
            written = range.end;
        }
        markup.plain(&line[written..]);
        if self.state.depth() > DEEPEST { Step::Deep } else { Step::Read }
    }

    /// Fills `tokens`; false where the line was too much.
    fn read(&mut self, line: &str) -> bool {
        self.tokens.clear();
        let tokens = &mut self.tokens;
        let mut polls = 0;
        let too_much = || {
            polls += 1;
            polls > MOST_POLLS
        };
        let status =
            self.tokenizer.tokenize_line_with_interrupt(line, &mut self.state, |token| tokens.push(token), too_much);
        self.work += line.len() * (line.len() + polls * POLL);
        status.is_ok_and(syntaxmate::HighlightStatus::is_complete)
    }
}

fn class_of(known: &mut HashMap<ScopeStackId, Option<&'static str>>, token: &Token) -> Option<&'static str> {
    let names = || token.scopes().collect::<Vec<_>>();
    match token.scope_stack() {
        Some(stack) => *known.entry(stack).or_insert_with(|| scopes::class_of(&names())),
        None => scopes::class_of(&names()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_stays_with_its_thread() {
        let (pool, catalog) = (Pool::default(), Catalog::bundled());
        let take = || pool.take(&catalog, "rust").unwrap();
        let here = thread::current().id();
        pool.put(take());
        let elsewhere = thread::scope(|scope| scope.spawn(|| (take().home, thread::current().id())).join().unwrap());
        assert_eq!(elsewhere.0, elsewhere.1);
        assert_ne!(elsewhere.0, here);
        let idle = || pool.languages.lock().unwrap()["rust"].idle.len();
        assert_eq!(idle(), 1);
        assert_eq!(take().home, here);
        assert_eq!(idle(), 0, "the one that lay there was taken");
    }
}
