//! `@import` and `url(…)` in style sheets: where each stands, what it names, and what it says besides.

use std::ops::Range;

/// An `@import` of a sheet of the theme.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Import<'t> {
    /// Where it starts and ends, with its `;`.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The address as it is typed: `under/site.css`.
    pub(super) address: &'t str,
    pub(super) behind: Behind<'t>,
}

/// What stands between an address and the end of its `@import`.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Behind<'t> {
    Nothing,
    /// `layer(a) screen`
    Condition(&'t str),
    /// Something that cannot be part of it, as its `;` is missing.
    NoEnd,
}

/// The places that take in another sheet of the theme, in their order. Those with the address of a site or from its root
/// are the browser's.
pub(super) fn imports(text: &str) -> impl Iterator<Item = Import<'_>> {
    let mut scanner = Scanner { text, at: 0 };
    std::iter::from_fn(move || scanner.next_import()).filter(|import| {
        !import.address.is_empty() && !import.address.contains(':') && !import.address.starts_with('/')
    })
}

/// The places of the addresses in `url(…)`, without quotes and blanks around them, in their order.
pub(super) fn urls(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut scanner = Scanner { text, at: 0 };
    std::iter::from_fn(move || scanner.next_url())
}

/// Goes through a style sheet by its tokens, so that it knows what stands in a comment, a string or an address.
struct Scanner<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scanner<'t> {
    fn next_import(&mut self) -> Option<Import<'t>> {
        while let Some(byte) = self.peek() {
            let start = self.at;
            if byte == b'@' {
                self.go(1);
                if self.name().eq_ignore_ascii_case("import") {
                    return Some(self.import(start));
                }
            } else {
                self.token();
            }
        }
        None
    }

    fn next_url(&mut self) -> Option<Range<usize>> {
        while self.peek().is_some() {
            if let Some(address) = self.token() {
                return Some(address);
            }
        }
        None
    }

    /// The `@import` that starts at `start`, of which the word was read.
    fn import(&mut self, start: usize) -> Import<'t> {
        self.blank();
        let address = self.address();
        let mut end = self.at;
        self.blank();
        let first = self.at;
        loop {
            self.blank();
            match self.peek() {
                None | Some(b';' | b'{' | b'}') => break,
                Some(_) => drop(self.token()),
            }
            end = self.at;
        }
        let condition = &self.text[first.min(end)..end];
        let behind = match self.peek() {
            Some(b'{') => Behind::NoEnd,
            _ if first >= end => Behind::Nothing,
            _ if condition.starts_with('@') => Behind::NoEnd,
            _ => Behind::Condition(condition),
        };
        if self.peek() == Some(b';') {
            self.go(1);
            end = self.at;
        }
        Import { start, end, address, behind }
    }

    /// What an `@import` names: a string, `url(…)`, or, as nobody should write it, a bare word.
    fn address(&mut self) -> &'t str {
        if matches!(self.peek(), Some(b'"' | b'\'')) {
            let content = self.string();
            return &self.text[content];
        }
        let start = self.at;
        if self.name().eq_ignore_ascii_case("url") && self.peek() == Some(b'(') {
            let content = self.url();
            return &self.text[content];
        }
        self.go_while(|byte| !byte.is_ascii_whitespace() && !b";{}\"'".contains(&byte));
        &self.text[start..self.at]
    }

    /// Goes over one token that is no `@import`; gives the address in a `url(…)`.
    fn token(&mut self) -> Option<Range<usize>> {
        match self.peek() {
            Some(b'"' | b'\'') => {
                self.string();
            }
            Some(b'/') if self.is_at_comment() => self.comment(),
            Some(byte) if is_of_name(byte) => {
                if self.name().eq_ignore_ascii_case("url") && self.peek() == Some(b'(') {
                    return Some(self.url());
                }
            }
            _ => self.go(1),
        }
        None
    }

    /// Goes over spaces and comments.
    fn blank(&mut self) {
        loop {
            self.go_while(|byte| byte.is_ascii_whitespace());
            if !self.is_at_comment() {
                return;
            }
            self.comment();
        }
    }

    fn comment(&mut self) {
        let end = self.text[self.at + 2..].find("*/").map_or(self.text.len(), |end| self.at + end + 4);
        self.at = end;
    }

    fn name(&mut self) -> &'t str {
        let start = self.at;
        self.go_while(is_of_name);
        &self.text[start..self.at]
    }

    /// What stands between two quotes, or between the first and the end of its line.
    fn string(&mut self) -> Range<usize> {
        let quote = self.peek();
        self.go(1);
        let start = self.at;
        self.go_while(|byte| Some(byte) != quote && !b"\n\r\x0c".contains(&byte));
        let content = start..self.at;
        if self.peek() == quote {
            self.go(1);
        }
        content
    }

    /// What stands in the brackets of `url(…)`.
    fn url(&mut self) -> Range<usize> {
        self.go(1);
        self.go_while(|byte| byte.is_ascii_whitespace());
        let content = if matches!(self.peek(), Some(b'"' | b'\'')) {
            let content = self.string();
            self.go_while(|byte| byte.is_ascii_whitespace());
            content
        } else {
            let start = self.at;
            self.go_while(|byte| byte != b')');
            start..start + self.text[start..self.at].trim_end().len()
        };
        if self.peek() == Some(b')') {
            self.go(1);
        }
        content
    }

    fn is_at_comment(&self) -> bool {
        self.text.as_bytes()[self.at..].starts_with(b"/*")
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// A `\` takes the byte behind it along.
    fn go_while(&mut self, is_part: impl Fn(u8) -> bool) {
        while let Some(byte) = self.peek().filter(|byte| is_part(*byte)) {
            self.go(if byte == b'\\' { 2 } else { 1 });
        }
        // The byte behind a `\` may have been the first of several.
        while !self.text.is_char_boundary(self.at) {
            self.at += 1;
        }
    }

    fn go(&mut self, bytes: usize) {
        self.at = self.text.len().min(self.at + bytes);
    }
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_\\".contains(&byte) || !byte.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(text: &str) -> Vec<&str> {
        imports(text).map(|import| import.address).collect()
    }

    /// The text without its imports, and what stands behind the address of each.
    fn rest(text: &str) -> (String, Vec<Behind<'_>>) {
        let (mut rest, mut at, mut behind) = (String::new(), 0, Vec::new());
        for import in imports(text) {
            rest.push_str(&text[at..import.start]);
            at = import.end;
            behind.push(import.behind);
        }
        (rest + &text[at..], behind)
    }

    #[test]
    fn every_spelling_of_an_address_is_read() {
        for typed in [
            "@import \"a.css\";",
            "@import 'a.css' ;",
            "@import\"a.css\";",
            "@IMPORT \"a.css\";",
            "@Import URL( 'a.css' );",
            "@import url(a.css);",
            "@import/* base */url( a.css )/**/;",
            "@import\n  a.css\n;",
            "@import \"a.css\"",
        ] {
            let text = format!("/* x */{typed}");
            assert_eq!(addresses(&text), ["a.css"], "{typed}");
            assert_eq!(rest(&text), ("/* x */".to_owned(), vec![Behind::Nothing]), "{typed}");
        }
    }

    #[test]
    fn every_address_of_a_picture_is_found() {
        let all = |text: &str| urls(text).map(|at| text[at].to_owned()).collect::<Vec<_>>();
        let text =
            "a{b:url(x.png)} c{d:URL( \"y z.png\" ),Url(\n'w.png'\t)} /* url(no.png) */ e{f:\"url(no)\"} g{h:curl(no)}";
        assert_eq!(all(text), ["x.png", "y z.png", "w.png"]);
        assert_eq!(all("@import url(a.css); b{c:url(d.png"), ["a.css", "d.png"]);
    }

    #[test]
    fn what_stands_beside_an_import_on_its_line_stays() {
        let text = "@charset \"utf-8\";@import 'a.css';@import 'b.css'; /* c */ x{}\n@media print{@import 'c.css'}";
        assert_eq!(addresses(text), ["a.css", "b.css", "c.css"]);
        assert_eq!(rest(text).0, "@charset \"utf-8\"; /* c */ x{}\n@media print{}");
    }

    #[test]
    fn a_condition_and_a_missing_end_are_told_apart() {
        for (text, behind) in [
            ("@import 'a.css' layer(a);", Behind::Condition("layer(a)")),
            ("@import 'a.css' /* ; */ supports(display: grid) screen /* x */;b{}", {
                Behind::Condition("supports(display: grid) screen")
            }),
            ("@import url(a.css)print", Behind::Condition("print")),
            ("@import 'a.css'\n:root{}", Behind::NoEnd),
            ("@import 'a.css'\n@import 'b.css';", Behind::NoEnd),
        ] {
            assert_eq!(rest(text).1, [behind], "{text}");
        }
    }

    #[test]
    fn comments_strings_and_addresses_are_known_from_each_other() {
        for text in [
            "@import url(https://x.org/*/a.png);@import 'a.css';",
            "x{background:url(https://x.org/*/a.png)}\n@import 'a.css';",
            "x{content:\"/*\"}@import 'a.css';",
            "x{content:'\\'/*'}@import 'a.css';",
            "x{content:\"é\\é/*\"}@import 'a.css';",
            "x{content:\"open /*\n}@import 'a.css';",
            "/* it's */@import 'a.css';/* url( */",
            "/*/ @import 'x.css'; */@import 'a.css';",
            "x{b:curl(/* ) */1)}@import 'a.css';",
        ] {
            assert_eq!(addresses(text), ["a.css"], "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_an_import_is_none() {
        for text in [
            "/* @import 'a.css'; */",
            "x{content:\"@import 'a.css';\"}",
            "@important 'a.css';",
            "@import-x 'a.css';",
            ".\\@import{}",
            "x{b:url(@import)}",
            "/* open @import 'a.css';",
            "@import \"https://x.org/a.css\";@import '//x.org/a.css';@import '/a.css';@import 'data:text/css,';",
            "@import",
            "@import ;",
            "@",
            "\\",
            "'",
            "url(",
            "/*",
        ] {
            assert_eq!(addresses(text), [""; 0], "{text}");
        }
    }
}
