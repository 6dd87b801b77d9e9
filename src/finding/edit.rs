//! Several fixes of one file put in place at once, each no larger than what it changes.

use super::Fix;
use crate::text::{SourceFile, Span};

/// Bytes of a file, and what should stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes.
    pub span: Span,
    /// What should stand there.
    pub text: String,
}

/// Edits of one file that leave one another alone, in its order.
#[derive(Clone, Debug, Default)]
pub struct Edits(Vec<Edit>);

/// Lines before and after edits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedLines {
    /// The first of them, from 1.
    pub first: usize,
    /// What stood there, without the last line break.
    pub old: String,
    /// What stands there now.
    pub new: String,
}

impl Edit {
    /// What `fix` changes in `file`, and not a byte more of its lines; in the line breaks that the file has.
    pub fn of(file: &SourceFile, fix: &Fix) -> Self {
        let (start, end) = (file.line_span(fix.line).start, file.line_span(fix.end_line).end);
        let old = &file.text()[start..end.max(start)];
        let new = in_the_breaks_of(&file.text()[start..], &fix.text);
        let head = common(old.chars(), new.chars());
        let tail = common(old[head..].chars().rev(), new[head..].chars().rev());
        let span = Span::new(start + head, start + old.len() - tail);
        Self { span, text: new[head..new.len() - tail].to_owned() }
    }

    fn is_nothing(&self) -> bool {
        self.span.start == self.span.end && self.text.is_empty()
    }
}

/// `fix` with the line breaks of `text`.
pub fn in_the_breaks_of(text: &str, fix: &str) -> String {
    let first_break = text.find('\n');
    let is_windows = first_break.is_some_and(|at| text[..at].ends_with('\r'));
    if is_windows { fix.replace('\n', "\r\n") } else { fix.to_owned() }
}

/// How many bytes two texts begin with that are the same.
fn common(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other).take_while(|(one, other)| one == other).map(|(same, _)| same.len_utf8()).sum()
}

impl Edits {
    /// Takes `edit` in; false where another one wants something else of the same bytes.
    pub fn add(&mut self, edit: Edit) -> bool {
        let at = self.0.partition_point(|other| other.span.start < edit.span.start);
        if edit.is_nothing() || self.0.get(at) == Some(&edit) {
            return true;
        }
        let before = at.checked_sub(1).is_none_or(|before| self.0[before].span.end < edit.span.start);
        let after = self.0.get(at).is_none_or(|after| edit.span.end < after.span.start);
        if before && after {
            self.0.insert(at, edit);
        }
        before && after
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &Edit> {
        self.0.iter()
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `text` with all of them in place.
    pub fn put_into(&self, text: &str) -> String {
        let mut written = String::with_capacity(text.len() + 64);
        let mut copied = 0;
        for Edit { span, text: new } in &self.0 {
            written.push_str(&text[copied..span.start]);
            written.push_str(new);
            copied = span.end;
        }
        written.push_str(&text[copied..]);
        written
    }

    /// Each with the place in the new text of what it writes.
    pub fn placed(&self) -> impl Iterator<Item = (&Edit, Span)> {
        let (mut written, mut replaced) = (0, 0);
        self.0.iter().map(move |edit| {
            let start = edit.span.start + written - replaced;
            written += edit.text.len();
            replaced += edit.span.end - edit.span.start;
            (edit, Span::new(start, start + edit.text.len()))
        })
    }

    /// The line, from 1, that byte `at` of `file` is on afterwards.
    pub fn line_after(&self, file: &SourceFile, at: usize) -> usize {
        let before = || self.0.iter().take_while(|edit| edit.span.end <= at);
        let breaks = |text: &str| text.matches('\n').count();
        let made: usize = before().map(|edit| breaks(&edit.text)).sum();
        let gone: usize = before().map(|edit| breaks(&file.text()[edit.span.range()])).sum();
        file.position(at).line + made - gone
    }

    /// The whole lines of `file` that they change, as they were and as they are.
    pub fn lines(&self, file: &SourceFile) -> Vec<ChangedLines> {
        let lines_of = |edit: &Edit| (file.position(edit.span.start).line, file.position(edit.span.end).line);
        let share_a_line = |one: &Edit, next: &Edit| lines_of(one).1 >= lines_of(next).0;
        let changed = |edits: &[Edit]| {
            let (first, last) = (lines_of(&edits[0]).0, lines_of(&edits[edits.len() - 1]).1);
            let (start, end) = (file.line_span(first).start, file.line_span(last).end);
            let own = edits.iter().map(|edit| Edit {
                span: Span::new(edit.span.start - start, edit.span.end - start),
                text: edit.text.clone(),
            });
            let old = file.text()[start..end].to_owned();
            let new = Self(own.collect()).put_into(&old);
            ChangedLines { first, old, new }
        };
        self.0.chunk_by(share_a_line).map(changed).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::SourcePath;

    fn file(text: &str) -> SourceFile {
        SourceFile::new(SourcePath::new("content/a.md"), text)
    }

    fn line(line: usize, text: &str) -> Fix {
        Fix { line, end_line: line, text: text.to_owned(), certain: true }
    }

    #[test]
    fn an_edit_is_no_larger_than_what_changes() {
        let file = file("a: é: b\r\nc\r\n");
        let edit = Edit::of(&file, &line(1, "a: 'é: b'"));
        assert_eq!((&file.text()[edit.span.range()], edit.text.as_str()), ("é: b", "'é: b'"));
        let two = Fix { end_line: 2, ..line(1, "a: é: b\nd") };
        let edit = Edit::of(&file, &two);
        assert_eq!((&file.text()[edit.span.range()], edit.text.as_str()), ("c", "d"));
        assert!(Edit::of(&file, &line(2, "c")).is_nothing());
    }

    #[test]
    fn fixes_of_one_line_are_put_in_place_together() {
        let file = file("x\n{ a: *b*, c: `d` }\ny");
        let mut edits = Edits::default();
        for fixed in ["{ a: *b*, c: '`d`' }", "{ a: '*b*', c: `d` }", "{ a: '*b*', c: `d` }"] {
            assert!(edits.add(Edit::of(&file, &line(2, fixed))));
        }
        assert_eq!(edits.put_into(file.text()), "x\n{ a: '*b*', c: '`d`' }\ny");
        let old = "{ a: *b*, c: `d` }".to_owned();
        assert_eq!(edits.lines(&file), [ChangedLines { first: 2, old, new: "{ a: '*b*', c: '`d`' }".to_owned() }]);
        let new = edits.put_into(file.text());
        let written: Vec<&str> = edits.placed().map(|(_, span)| &new[span.range()]).collect();
        assert_eq!(written, ["'*b*'", "'`d`'"]);
    }

    #[test]
    fn lines_count_in_the_file_as_it_is_afterwards() {
        let file = file("- a\n- b\n- c\n");
        let mut edits = Edits::default();
        assert!(edits.add(Edit { span: Span::new(2, 2), text: "id: x\n  ".to_owned() }));
        assert!(edits.add(Edit { span: Span::new(5, 10), text: " ".to_owned() }));
        assert_eq!(edits.put_into(file.text()), "- id: x\n  a\n- c\n");
        assert_eq!([0, 2, 4, 10].map(|at| edits.line_after(&file, at)), [1, 2, 3, 3]);
    }

    #[test]
    fn two_that_want_different_things_are_not_taken() {
        let file = file("a: b c\n");
        let mut edits = Edits::default();
        assert!(edits.add(Edit::of(&file, &line(1, "a: 'b c'"))));
        assert!(!edits.add(Edit::of(&file, &line(1, "a: b 'c'"))));
        assert_eq!(edits.put_into(file.text()), "a: 'b c'\n");
    }
}
