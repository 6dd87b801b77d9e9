//! The words of a text as they are written, one blank between them.

/// Words that grow.
#[derive(Clone, Default)]
pub(super) struct PlainText {
    words: String,
    /// Whether white space follows the last word.
    is_apart: bool,
    /// The same as it was typed, from where on that is something else.
    typed: Option<Box<Self>>,
}

impl PlainText {
    /// Adds words, or parts of them; white space of any kind and length parts them.
    pub(super) fn push(&mut self, text: &str) {
        if let Some(typed) = &mut self.typed {
            typed.add(text);
        }
        self.add(text);
    }

    /// Adds words that are set otherwise than they were typed.
    pub(super) fn push_set(&mut self, typed: &str, set: &str) {
        if typed != set && self.typed.is_none() {
            self.typed = Some(Box::new(self.clone()));
        }
        if let Some(own) = &mut self.typed {
            own.add(typed);
        }
        self.add(set);
    }

    fn add(&mut self, mut text: &str) {
        loop {
            let word = text.trim_start_matches(parts);
            self.is_apart |= word.len() < text.len();
            if word.is_empty() {
                return;
            }
            let end = word.find(parts).unwrap_or(word.len());
            if self.next() > self.words.len() {
                self.words.push(' ');
            }
            self.words.push_str(&word[..end]);
            self.is_apart = false;
            text = &word[end..];
        }
    }

    /// What follows is another word.
    pub(super) fn part(&mut self) {
        self.is_apart = true;
        if let Some(typed) = &mut self.typed {
            typed.is_apart = true;
        }
    }

    /// The byte at which what comes next will stand, where it does not begin with white space.
    pub(super) fn next(&self) -> usize {
        self.words.len() + usize::from(self.is_apart && !self.words.is_empty())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The words as they were typed, where that is something else.
    pub(super) fn typed(&self) -> Option<&str> {
        self.typed.as_ref().map(|typed| typed.words.as_str())
    }

    pub(super) fn into_words(self) -> String {
        self.words
    }
}

/// Whether a character parts words. The narrow blank that belongs to a quotation mark does not.
fn parts(character: char) -> bool {
    character.is_whitespace() && character != '\u{202f}'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(parts: &[&str]) -> PlainText {
        let mut text = PlainText::default();
        for part in parts {
            text.push(part);
        }
        text
    }

    #[test]
    fn one_blank_stands_between_words_however_they_come() {
        for parts in [&[" a  b\n", "\u{a0}c ", "", " "][..], &["a b", " c"], &["a", " ", "b", "\t", "\r\n", "c"]] {
            let words = of(parts).into_words();
            assert_eq!(words, parts.concat().split_whitespace().collect::<Vec<_>>().join(" "));
            assert_eq!(words, "a b c");
        }
        assert_eq!(of(&["un", "like", "ly"]).into_words(), "unlikely");
    }

    #[test]
    fn it_is_known_where_the_next_word_stands() {
        for parts in [&[][..], &[" \n"], &["a"], &[" a", "b"], &["a  ", " "], &["é "]] {
            let mut text = of(parts);
            let next = text.next();
            text.push("word");
            assert_eq!(text.into_words().find("word"), Some(next), "{parts:?}");
        }
    }

    #[test]
    fn words_that_are_parted_stay_so() {
        let mut text = of(&["a"]);
        text.part();
        text.push("b");
        text.part();
        assert_eq!(text.into_words(), "a b");
    }
}
