//! The pass over the converter's output: inline styles and refused attributes become classes, ids and links go.

use super::attributes::Attributes;

/// What the pass hands on.
#[derive(Debug, Default)]
pub struct Rewritten {
    /// The element, without `style`, `id` and links.
    pub mathml: String,
    /// How deep its elements are nested.
    pub depth: usize,
    /// Styles, classes and attributes outside the lists; a test sees to it that this stays empty.
    #[cfg_attr(not(test), expect(dead_code, reason = "only a test asks"))]
    pub dropped: Vec<String>,
}

/// Elements of HTML that the converter writes inside text.
const HTML: &[&str] = &["a", "b", "code", "em", "i", "s", "span", "u"];

/// Elements of `MathML` that it writes.
const ELEMENTS: &[&str] = &[
    "annotation",
    "math",
    "menclose",
    "mfrac",
    "mi",
    "mmultiscripts",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
    "mprescripts",
    "mroot",
    "mrow",
    "mspace",
    "msqrt",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
    "semantics",
];

/// Reads the converter's output tag by tag; `None` where it is not well-formed or has an element outside the list.
pub fn rewrite(mathml: &str) -> Option<Rewritten> {
    let mut pass = Pass::default();
    let mut rest = mathml;
    while let Some(start) = rest.find('<') {
        pass.out.push_str(&rest[..start]);
        let end = start + tag_end(&rest[start..])?;
        let operator = pass.tag(&rest[start + 1..end - 1])?;
        rest = &rest[end..];
        if operator {
            rest = pass.operator(rest)?;
        }
    }
    pass.finish(rest)
}

/// The length of the tag at the start of `text`, quoted values passed over.
fn tag_end(text: &str) -> Option<usize> {
    let mut quoted = false;
    let end = text.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b'>' && !quoted
    });
    end.map(|end| end + 1)
}

#[derive(Default)]
struct Pass<'a> {
    out: String,
    /// Open elements: the converter's name, and the name that is written, if any.
    open: Vec<(&'a str, Option<&'a str>)>,
    /// Where the start tags of open tables end in `out`.
    tables: Vec<usize>,
    depth: usize,
    dropped: Vec<String>,
}

impl<'a> Pass<'a> {
    /// True where an operator begins.
    fn tag(&mut self, tag: &'a str) -> Option<bool> {
        if let Some(name) = tag.strip_prefix('/') {
            self.end(name)?;
            return Some(false);
        }
        let (inner, empty) = tag.strip_suffix('/').map_or((tag, false), |inner| (inner, true));
        let (name, attributes) = inner.split_once(' ').unwrap_or((inner, ""));
        if !self.belongs(name) {
            return None;
        }
        let written = written(name, attributes);
        if let Some(written) = written {
            self.start(written, attributes, empty);
        }
        if !empty {
            self.open.push((name, written));
            self.depth = self.depth.max(self.open.len());
        }
        Some(name == "mo" && !empty)
    }

    fn belongs(&self, name: &str) -> bool {
        ELEMENTS.contains(&name) || HTML.contains(&name) && self.open.iter().any(|&(open, _)| open == "mtext")
    }

    fn start(&mut self, name: &str, attributes: &'a str, empty: bool) {
        let attributes = Attributes::read(attributes, &mut self.dropped);
        self.out.push('<');
        self.out.push_str(name);
        attributes.write(&mut self.out);
        self.out.push_str(if empty { "/>" } else { ">" });
        if name == "mtable" && !empty {
            self.tables.push(self.out.len());
        }
    }

    fn end(&mut self, name: &str) -> Option<()> {
        let (open, written) = self.open.pop()?;
        if name == "mtable" {
            self.line_below();
        }
        if let Some(written) = written {
            self.out.push_str("</");
            self.out.push_str(written);
            self.out.push('>');
        }
        (open == name).then_some(())
    }

    /// The converter writes a line below a table as one above a row without cells, of which it has one.
    fn line_below(&mut self) {
        let Some(start) = self.tables.pop() else { return };
        let Some(row) = self.out[start..].rfind("<mtr>").map(|at| start + at) else { return };
        let line = [("math-bt-solid", "math-bb-solid"), ("math-bt-dashed", "math-bb-dashed")]
            .into_iter()
            .find(|(above, _)| self.out[row..].starts_with(&format!("<mtr><mtd class=\"{above}")));
        let is_empty = self.out[row..].ends_with("\"></mtd></mtr>") && self.out[row..].matches('<').count() == 4;
        if let Some((_, below)) = line.filter(|_| is_empty)
            && self.out[..start].ends_with("\">")
        {
            self.out.truncate(row);
            self.out.insert_str(start - 2, &format!(" {below}"));
        }
    }

    /// The converter does not escape the names of operators, which authors choose: `\operatorname{\text{<b>}}`.
    fn operator(&mut self, rest: &'a str) -> Option<&'a str> {
        let (text, _) = rest.split_once("</mo>")?;
        let plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        self.out.push_str(&plain.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"));
        Some(&rest[text.len()..])
    }

    fn finish(mut self, rest: &str) -> Option<Rewritten> {
        self.out.push_str(rest);
        self.open.is_empty().then_some(Rewritten { mathml: self.out, depth: self.depth, dropped: self.dropped })
    }
}

/// The element that stands for one of the converter's; `None` where only its content stays.
fn written<'a>(name: &'a str, attributes: &str) -> Option<&'a str> {
    match name {
        // A reference inside a formula needs no link, and its target no id: ids must be unique on the page.
        "a" => None,
        // An empty row that the converter's own style sheet would draw a stroke with.
        "mrow" if attributes.starts_with("class=\"menclose-") => None,
        // Not drawn by all browsers: a row with a class is.
        "menclose" => Some("mrow"),
        other => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mathml(text: &str) -> String {
        rewrite(text).unwrap().mathml
    }

    #[test]
    fn styles_become_classes() {
        let cell = r#"<mtd style="text-align: left;justify-items: start;padding-right: 0;">x</mtd>"#;
        assert_eq!(mathml(cell), r#"<mtd class="math-left math-pr-0">x</mtd>"#);
    }

    #[test]
    fn an_unknown_style_is_dropped_and_told() {
        let rewritten = rewrite(r#"<mi style="position: fixed" onclick="x">x</mi>"#).unwrap();
        assert_eq!(rewritten.mathml, "<mi>x</mi>");
        assert_eq!(rewritten.dropped, ["position: fixed", "onclick"]);
    }

    #[test]
    fn strokes_need_no_extra_rows() {
        let row = r#"<mrow class="menclose-updiagonalstrike"></mrow>"#;
        let strike = format!(r#"<menclose notation="updiagonalstrike"><mi>x</mi>{row}</menclose>"#);
        assert_eq!(mathml(&strike), r#"<mrow class="math-cancel-up"><mi>x</mi></mrow>"#);
    }

    #[test]
    fn a_line_below_a_table_is_as_wide_as_the_table() {
        let row = "<mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr>";
        let last = r#"<mtr><mtd style="border-top:0.05em solid currentcolor;"></mtd></mtr>"#;
        let table = format!(r#"<mtable displaystyle="false" scriptlevel="0">{row}{last}</mtable>"#);
        assert_eq!(mathml(&table), format!(r#"<mtable class="math-text math-bb-solid">{row}</mtable>"#));
        let whole = format!(r#"<mtable class="">{row}</mtable>"#).replace(r#" class="""#, "");
        assert_eq!(mathml(&whole), whole);
    }

    #[test]
    fn links_and_ids_go() {
        assert_eq!(mathml(r##"<mtext><a href="#>">(1)</a></mtext>"##), "<mtext>(1)</mtext>");
        assert_eq!(mathml(r#"<mtd id="a"></mtd>"#), "<mtd></mtd>");
    }

    #[test]
    fn depth_counts_open_elements() {
        assert_eq!(rewrite("<math><mrow><mi>x</mi><mspace/></mrow></math>").unwrap().depth, 3);
    }

    #[test]
    fn names_of_operators_are_escaped() {
        assert_eq!(mathml("<mo><script>&&lt;</mo>"), "<mo>&lt;script&gt;&amp;&lt;</mo>");
    }

    #[test]
    fn what_is_not_well_formed_is_refused() {
        for text in [
            "<script></script>",
            "<mrow><b></b></mrow>",
            "<mo></mo></mo>",
            "<mi><mn></mi></mn>",
            "<mi>",
            "</mi>",
            "<mi",
            "<mo>x",
        ] {
            assert!(rewrite(text).is_none(), "{text}");
        }
    }
}
