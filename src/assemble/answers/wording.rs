//! Finds the statement that an author means by its id or its first words.

use std::collections::{BTreeMap, BTreeSet};

use crate::text::id::normalized;

/// How many of a statement's words are shown where it is named.
const WORDS: usize = 7;

/// One statement in all its wordings.
pub(super) struct Wording<'w> {
    /// Its id and earlier ones.
    pub(super) ids: Vec<&'w str>,
    /// As it is shown.
    pub(super) shown: &'w str,
    /// As it was typed.
    pub(super) typed: &'w str,
}

/// What some words mean.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// This statement.
    One(usize),
    /// One of these, nobody knows which.
    Several(Vec<usize>),
    /// None of them.
    Nothing,
}

/// Statements by their ids and words.
pub(super) struct Wordings<'w> {
    statements: Vec<Wording<'w>>,
    ids: BTreeMap<&'w str, usize>,
    /// The plain words of each, as shown and as typed, sorted.
    plain: Vec<(String, usize)>,
}

impl<'w> Wordings<'w> {
    pub(super) fn new(statements: Vec<Wording<'w>>) -> Self {
        let mut ids = BTreeMap::new();
        let mut words = BTreeSet::new();
        for (index, statement) in statements.iter().enumerate() {
            for &id in &statement.ids {
                ids.entry(id).or_insert(index);
            }
            words.insert((plain(statement.shown), index));
            if statement.typed != statement.shown {
                words.insert((plain(statement.typed), index));
            }
        }
        Self { statements, ids, plain: words.into_iter().collect() }
    }

    /// The statement with this id, else the one with these words, else the one that begins with them.
    pub(super) fn meant(&self, target: &str) -> Meaning {
        if let Some(&index) = self.ids.get(target) {
            return Meaning::One(index);
        }
        let wanted = beginning(target);
        if wanted.is_empty() {
            return Meaning::Nothing;
        }
        let start = self.plain.partition_point(|(words, _)| *words < wanted);
        let fitting = self.plain[start..].iter().take_while(|(words, _)| words.starts_with(&wanted));
        let rest = fitting.map(|(words, index)| (&words[wanted.len()..], *index));
        let rest: Vec<(&str, usize)> = rest.collect();
        let whole = |rest: &str| rest.is_empty();
        let at_a_word = |rest: &str| !rest.starts_with(char::is_alphanumeric);
        let any = |_: &str| true;
        // The whole of one statement may be the beginning of another; a word, that of a longer one.
        let ways: [&dyn Fn(&str) -> bool; 3] = [&whole, &at_a_word, &any];
        for way in ways {
            let indexes: BTreeSet<usize> = rest.iter().filter(|(rest, _)| way(rest)).map(|(_, index)| *index).collect();
            match indexes.len() {
                0 => {}
                1 => return indexes.first().map_or(Meaning::Nothing, |index| Meaning::One(*index)),
                _ => return Meaning::Several(indexes.into_iter().collect()),
            }
        }
        Meaning::Nothing
    }

    /// The statement that is spelled most like `target` at its beginning.
    pub(super) fn nearest(&self, target: &str) -> Option<usize> {
        let wanted = beginning(target);
        let length = wanted.chars().count();
        let starts = self.plain.iter().map(|(words, index)| (words.chars().take(length).collect::<String>(), *index));
        let starts: BTreeMap<String, usize> = starts.collect();
        let near = crate::finding::suggest::nearest(&wanted, starts.keys().map(String::as_str))?;
        starts.get(near).copied()
    }

    /// First words of a statement that mean it and no other; its id where there are none.
    pub(super) fn name(&self, index: usize) -> String {
        let statement = &self.statements[index];
        let words: Vec<&str> = statement.shown.split_whitespace().collect();
        let counts = [WORDS, 2 * WORDS, words.len()].into_iter();
        let names = counts.map(|count| words[..count.min(words.len())].join(" "));
        let mut meant = names.filter(|name| self.meant(name) == Meaning::One(index));
        meant.next().unwrap_or_else(|| statement.ids.first().map_or_else(String::new, |id| (*id).to_owned()))
    }

    /// The first words of a statement, however common.
    pub(super) fn start(&self, index: usize) -> String {
        let mut words = self.statements[index].shown.split_whitespace();
        let start: Vec<&str> = words.by_ref().take(WORDS).collect();
        let dots = if words.next().is_some() { " …" } else { "" };
        format!("{}{dots}", start.join(" "))
    }
}

/// The plain words of a beginning, without the dots that say so.
fn beginning(target: &str) -> String {
    let target = target.trim();
    plain(target.strip_suffix('…').or_else(|| target.strip_suffix("...")).unwrap_or(target))
}

/// Words in one form, whether they were typed or copied from a page: without marks of markdown, quotation marks and
/// capitals.
fn plain(text: &str) -> String {
    let no_mark = |c: &char| {
        !matches!(c, '*' | '_' | '`' | '~' | '\\' | '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』')
    };
    let straight = |c: char| if matches!(c, '’' | '‘') { '\'' } else { c };
    let words: String = normalized(text).chars().filter(no_mark).map(straight).flat_map(char::to_lowercase).collect();
    normalized(&words).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wordings(statements: &[(&'static str, &'static str)]) -> Wordings<'static> {
        let wording = |(id, text): &(&'static str, &'static str)| Wording { ids: vec![*id], shown: text, typed: text };
        Wordings::new(statements.iter().map(wording).collect())
    }

    #[test]
    fn first_words_need_not_be_typed_to_the_letter() {
        let two = wordings(&[("a", "We *retry* `f(x)` until it works."), ("b", "“Don’t” is \\_no\\_ rule.")]);
        for words in
            ["We retry", "we  retry\n`f(x)`", "\"We *retry* f(x) until …", "We retry f(x) until it works.", "W", "a"]
        {
            assert_eq!(two.meant(words), Meaning::One(0), "{words}");
        }
        for words in ["Don't is _no_", "\"Don't\" is…", "don’t..."] {
            assert_eq!(two.meant(words), Meaning::One(1), "{words}");
        }
        for words in ["retry", "", "\"\"", "We retried", "c"] {
            assert_eq!(two.meant(words), Meaning::Nothing, "{words}");
        }
    }

    #[test]
    fn the_whole_wins_over_a_beginning_and_a_word_over_a_part_of_one() {
        let many =
            wordings(&[("a", "A tree is a graph"), ("b", "A tree is a graphic novel"), ("c", "A tree is a graph too")]);
        assert_eq!(many.meant("A tree is a graph"), Meaning::One(0));
        assert_eq!(many.meant("A tree is a graphi"), Meaning::One(1));
        assert_eq!(many.meant("A tree is"), Meaning::Several(vec![0, 1, 2]));
        let two = wordings(&[("a", "Or else"), ("b", "Orders are facts")]);
        assert_eq!(two.meant("Or"), Meaning::One(0));
    }

    #[test]
    fn a_script_without_blanks_has_first_words_too() {
        let two = wordings(&[("a", "木は閉路のないグラフである。"), ("b", "木の葉は緑である。")]);
        assert_eq!(two.meant("木は"), Meaning::One(0));
        assert_eq!(two.meant("木"), Meaning::Several(vec![0, 1]));
    }

    #[test]
    fn a_name_means_its_statement_alone() {
        let long = "One two three four five six seven eight";
        let two =
            wordings(&[("a", long), ("b", "One two three four five six seven nine"), ("c", "Same"), ("d", "Same")]);
        assert_eq!(two.name(0), long);
        assert_eq!(two.name(2), "c");
        assert_eq!(two.start(0), "One two three four five six seven …");
        assert_eq!(two.nearest("One tow thre"), Some(1));
    }
}
