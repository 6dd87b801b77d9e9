//! What authors choose about the look of their course, and how a theme's values are read.

use crate::config::decode::{Decoder, Fields};
use crate::config::keys::THEME;
use crate::finding::{Finding, Fix, Rule};
use crate::model::text::Located;
use crate::syntax::colour::Colour;
use crate::syntax::highlight::{CodeColours, PALETTES};
use crate::syntax::yaml::{Node, NodeKind};
use crate::text::Span;
use crate::text::quote::yaml_scalar;

/// The keys of a map that has something for light and something for dark pages.
const SCHEMES: [&str; 2] = ["light", "dark"];

/// `theme:`
#[derive(Clone, Debug, Default)]
pub struct ThemeChoice {
    /// Name of a theme; the default theme where it says nothing.
    pub name: Option<Located<String>>,
    /// Accent colour.
    pub accent: Option<Located<Colour>>,
    /// A file of the course.
    pub logo: Option<Located<String>>,
    /// A file of the course.
    pub favicon: Option<Located<String>>,
    /// Colours of code; those of the theme where it says nothing.
    pub code: Option<CodeColours>,
}

/// A colour on light and on dark pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schemes<T> {
    /// On light pages.
    pub light: T,
    /// On dark pages.
    pub dark: T,
}

impl Decoder<'_> {
    /// The value of `theme:`, a name or a map.
    pub(super) fn theme(&mut self, node: &Node) -> ThemeChoice {
        if matches!(node.kind, NodeKind::Scalar(_)) {
            return ThemeChoice { name: self.word(node, "the theme"), ..ThemeChoice::default() };
        }
        let fields = self.fields(node, "`theme`", &THEME);
        self.report_quotes(fields);
        let mut word = |key: &str| fields.get(key).and_then(|node| self.word(node, &format!("`{key}`")));
        let (name, logo, favicon) = (word("name"), word("logo"), word("favicon"));
        ThemeChoice {
            name,
            accent: fields.get("accent").and_then(|node| self.colour(node, "accent")),
            logo,
            favicon,
            code: fields.get("code").and_then(|node| self.code_colours(node)),
        }
    }

    /// A colour as CSS writes it; `key` is its key.
    fn colour(&mut self, node: &Node, key: &str) -> Option<Located<Colour>> {
        let typed = self.word(node, &format!("`{key}`"))?;
        let colour = Colour::parse(&typed.value);
        if colour.is_none() {
            let message = format!("`{}` is not a color such as `#0a6e5c`", typed.value);
            let help = format!("use an opaque CSS color: `{key}: '#0a6e5c'`");
            self.wrong_with_help(node, &message, &help);
        }
        Some(Located { value: colour?, place: typed.place })
    }

    /// Reports a colour without quotes, which is a comment to YAML and so no value at all.
    fn report_quotes(&mut self, fields: Fields<'_>) {
        let Some(key) = fields.key_span("accent").filter(|_| fields.get("accent").is_none()) else { return };
        let line = self.file.line_span(self.file.position(key.end).line);
        let rest = &self.file.text()[key.end..line.end.max(key.end)];
        let Some(at) = rest.find('#') else { return };
        let typed = rest[at..].trim_end();
        let span = Span::new(key.end + at, key.end + at + typed.len());
        let message = format!("`{typed}` is read as a comment, so `accent` has no value");
        let finding = Finding::new(Rule::WrongType, self.place(span), message);
        let colour = typed.split_whitespace().next().filter(|word| Colour::parse(word).is_some());
        let finding = finding.help("write the color in quotes: `accent: '#0a6e5c'`");
        let fix = colour.map(|colour| Fix::offer(self.file, span, &yaml_scalar(colour)));
        self.findings.push(Finding { fix, ..finding });
    }

    /// A map of a colour on light and a colour on dark pages; `key` is its key.
    pub fn colours(&mut self, node: &Node, key: &str) -> Option<Schemes<Colour>> {
        let fields = self.fields(node, &format!("`{key}`"), &SCHEMES);
        let mut half = |scheme: &str| fields.get(scheme).map(|node| self.colour(node, scheme));
        match (half("light"), half("dark")) {
            (Some(light), Some(dark)) => Some(Schemes { light: light?.value, dark: dark?.value }),
            _ if matches!(node.kind, NodeKind::Map(_)) && fields.lacks(&SCHEMES) => {
                let help = format!("write `{key}: {{ light: '#ffffff', dark: '#101010' }}`");
                self.wrong_with_help(node, &format!("`{key}` needs a `light` and a `dark` color"), &help);
                None
            }
            _ => None,
        }
    }

    /// `code:`, the name of a palette, or one for each scheme.
    pub fn code_colours(&mut self, node: &Node) -> Option<CodeColours> {
        let known: Vec<_> = PALETTES.iter().map(|palette| (palette.name, palette)).collect();
        if !matches!(node.kind, NodeKind::Map(_)) {
            return self.choice(node, "`code`", &known).map(CodeColours::of);
        }
        let fields = self.fields(node, "`code`", &SCHEMES);
        let mut half = |scheme: &str| {
            fields.get(scheme).map(|node| self.choice(node, &format!("the `{scheme}` key of `code`"), &known))
        };
        if let (Some(light), Some(dark)) = (half("light"), half("dark")) {
            return Some(CodeColours { light: light?, dark: dark? });
        }
        if fields.lacks(&SCHEMES) {
            let help = "write `code: { light: petrol, dark: dusk }`, or one palette for both";
            self.wrong_with_help(node, "`code` needs a palette for `light` and one for `dark`", help);
        }
        None
    }
}
