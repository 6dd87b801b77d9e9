//! Spans and escaped text.

use super::lines::Lines;

/// HTML in the making: neighbours of one class share a span, white space needs none.
#[derive(Debug)]
pub struct Markup {
    html: String,
    /// The class and the text that are not written yet, for the next piece may belong to them.
    class: Option<&'static str>,
    held: String,
    marked: Lines,
    /// The number of the line that is written, and whether its mark is open.
    line: usize,
    is_open: bool,
}

impl Markup {
    /// Empty, with room for `code`, of which some lines are marked.
    pub fn for_code(code: &str, marked: &Lines) -> Self {
        let html = String::with_capacity(code.len() * 2);
        Self { html, class: None, held: String::new(), marked: marked.clone(), line: 1, is_open: false }
    }

    /// Adds text without a class.
    pub fn plain(&mut self, text: &str) {
        self.classed(None, text);
    }

    /// Adds text of a class.
    pub fn classed(&mut self, class: Option<&'static str>, text: &str) {
        if text.is_empty() {
            return;
        }
        if class != self.class {
            self.write_held();
            self.class = class;
        }
        self.held.push_str(text);
    }

    /// The HTML.
    pub fn finish(mut self) -> String {
        self.write_held();
        self.close();
        self.html
    }

    fn write_held(&mut self) {
        let held = std::mem::take(&mut self.held);
        let class = self.class.filter(|_| !held.trim().is_empty());
        if let Some(class) = class {
            self.open();
            self.html.push_str("<span class=\"");
            self.html.push_str(class);
            self.html.push_str("\">");
            escape(&mut self.html, &held);
            self.html.push_str("</span>");
            return;
        }
        // What has a class stands on one line.
        for line in held.split_inclusive('\n') {
            self.open();
            let words = line.strip_suffix('\n').unwrap_or(line);
            escape(&mut self.html, words);
            if words.len() < line.len() {
                self.close();
                self.html.push('\n');
                self.line += 1;
            }
        }
    }

    /// Opens the mark of a line, unless it is open.
    fn open(&mut self) {
        if !self.is_open && self.marked.has(self.line) {
            self.html.push_str("<mark>");
            self.is_open = true;
        }
    }

    fn close(&mut self) {
        if std::mem::take(&mut self.is_open) {
            self.html.push_str("</mark>");
        }
    }
}

fn escape(html: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>']) {
        html.push_str(&rest[..at]);
        html.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            _ => "&gt;",
        });
        rest = &rest[at + 1..];
    }
    html.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(pieces: &[(Option<&'static str>, &str)]) -> String {
        let mut markup = Markup::for_code("", &Lines::default());
        for &(class, text) in pieces {
            markup.classed(class, text);
        }
        markup.finish()
    }

    #[test]
    fn neighbours_of_one_class_share_a_span() {
        let pieces = [(Some("hl-string"), "\""), (Some("hl-string"), "a"), (None, ";")];
        assert_eq!(html(&pieces), "<span class=\"hl-string\">\"a</span>;");
    }

    #[test]
    fn white_space_needs_no_span() {
        assert_eq!(html(&[(Some("hl-string"), "  \t"), (None, "x")]), "  \tx");
    }

    #[test]
    fn markup_is_escaped() {
        assert_eq!(html(&[(None, "a<b && c>d")]), "a&lt;b &amp;&amp; c&gt;d");
    }

    #[test]
    fn a_mark_goes_around_each_line_and_no_span_goes_over_it() {
        let mut markup = Markup::for_code("", &Lines::of("{2,3,5}"));
        markup.plain("a\n");
        markup.classed(Some("k"), "b");
        markup.plain(" <c\n\nd\n");
        markup.classed(Some("k"), "e");
        assert_eq!(
            markup.finish(),
            "a\n<mark><span class=\"k\">b</span> &lt;c</mark>\n<mark></mark>\nd\n<mark><span class=\"k\">e</span></mark>"
        );
    }
}
