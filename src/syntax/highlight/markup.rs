//! Spans and escaped text.

/// HTML in the making: neighbours of one class share a span, white space needs none.
#[derive(Debug)]
pub struct Markup {
    html: String,
    /// The class and the text that are not written yet, for the next piece may belong to them.
    class: Option<&'static str>,
    held: String,
}

impl Markup {
    /// Empty, with room for `code`.
    pub fn for_code(code: &str) -> Self {
        Self { html: String::with_capacity(code.len() * 2), class: None, held: String::new() }
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
        self.html
    }

    fn write_held(&mut self) {
        let class = self.class.filter(|_| !self.held.trim().is_empty());
        if let Some(class) = class {
            self.html.push_str("<span class=\"");
            self.html.push_str(class);
            self.html.push_str("\">");
        }
        escape(&mut self.html, &self.held);
        if class.is_some() {
            self.html.push_str("</span>");
        }
        self.held.clear();
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
        let mut markup = Markup::for_code("");
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
}
