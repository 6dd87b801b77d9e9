//! Environments: those that the converter lacks, and what is said at their beginning.

use super::columns;
use super::environments::{self, Options};
use super::shape::Shaper;
use super::tex::{Token, text};

impl Shaper<'_> {
    pub(super) fn environment(&mut self) {
        let start = self.at;
        let span = self.tokens[start].span.clone();
        self.at += 1;
        let name = text(&self.argument());
        let meaning = environments::of_name(&name);
        let tags =
            std::mem::replace(&mut self.tags, meaning.map_or(environments::takes_tags(&name), |known| known.tags));
        if let Some(meaning) = meaning {
            self.write(meaning.open, &span);
            self.options(meaning.options);
        } else {
            self.out.extend(self.tokens[start..self.at].iter().cloned());
        }
        self.sequence(true);
        self.tags = tags;
        let end = self.at;
        let Some(last) = self.peek().filter(|token| token.is(r"\end")).map(|token| token.span.clone()) else { return };
        self.at += 1;
        let closed = text(&self.argument());
        match meaning {
            Some(meaning) if closed == name => self.write(meaning.close, &last),
            // The converter tells which name it expected.
            _ => self.out.extend(self.tokens[end..self.at].iter().cloned()),
        }
    }

    fn options(&mut self, options: Options) {
        if matches!(options, Options::Place | Options::Columns)
            && let Some(place) = self.bracketed().filter(|inner| inner.len() == 1).map(<[_]>::len)
        {
            self.at += place + 2;
        }
        self.skip_space_before("{", options);
        if !self.next_is("{") {
            return;
        }
        match options {
            Options::Count => self.skip_argument(),
            Options::Columns => {
                let span = self.tokens[self.at].span.clone();
                let typed = text(&self.argument());
                // What cannot be taken is left to the converter, which tells it.
                let columns = columns::plain(&typed).unwrap_or(typed);
                self.out.extend(["{".to_owned(), columns, "}".to_owned()].map(|part| Token::new(part, &span)));
            }
            Options::None | Options::Place => {}
        }
    }

    fn skip_space_before(&mut self, text: &str, options: Options) {
        let at = self.at;
        if matches!(options, Options::Count | Options::Columns) {
            self.skip_space();
            if !self.next_is(text) {
                self.at = at;
            }
        }
    }
}
