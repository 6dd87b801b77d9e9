//! Text in XML.

use std::fmt::Write as _;

/// `text` as the content of an element or the value of an attribute. What no XML may hold is left out.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => escaped.push(c),
        }
    }
    escaped
}

/// Adds `<name>text</name>` on a line of its own.
pub(super) fn element(xml: &mut String, name: &str, text: &str) {
    let _ = writeln!(xml, "<{name}>{}</{name}>", escaped(text));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_would_read_is_escaped_and_what_it_may_not_hold_is_left_out() {
        assert_eq!(escaped("a < b & \"c\" > d\u{1}\u{b}\n"), "a &lt; b &amp; &quot;c&quot; &gt; d\n");
    }
}
