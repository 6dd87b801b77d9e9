//! The attributes of one element: those kept, and the classes that stand for the others.

use std::borrow::Cow;

use super::classes;

/// Attributes that every validator accepts where the converter writes them.
const KEPT: &[&str] = &[
    "accent",
    "accentunder",
    "display",
    "encoding",
    "form",
    "height",
    "largeop",
    "linethickness",
    "lspace",
    "mathvariant",
    "maxsize",
    "minsize",
    "movablelimits",
    "rspace",
    "stretchy",
    "symmetric",
    "width",
];

/// One element's attributes, without those that are refused.
#[derive(Default)]
pub struct Attributes<'a> {
    kept: Vec<(&'a str, Cow<'a, str>)>,
    classes: Vec<&'static str>,
    display_style: Option<&'a str>,
    script_level: Option<&'a str>,
}

impl<'a> Attributes<'a> {
    /// Reads `name="value"` pairs; what is outside the lists is added to `dropped`.
    pub fn read(text: &'a str, dropped: &mut Vec<String>) -> Self {
        let mut attributes = Self::default();
        let mut rest = text;
        while let Some((name, quoted)) = rest.split_once("=\"") {
            let (value, after) = quoted.split_once('"').unwrap_or((quoted, ""));
            attributes.add(name.trim_start(), value, dropped);
            rest = after;
        }
        let style = classes::of_style(attributes.display_style, attributes.script_level);
        attributes.class(style, "displaystyle, scriptlevel", dropped);
        attributes
    }

    fn add(&mut self, name: &'a str, value: &'a str, dropped: &mut Vec<String>) {
        match name {
            "style" => self.styles(value, dropped),
            "displaystyle" => self.display_style = Some(value),
            "scriptlevel" => self.script_level = Some(value),
            "class" | "notation" => self.class(classes::of_name(value), value, dropped),
            "id" => {}
            _ if KEPT.contains(&name) => self.kept.push((name, length(value))),
            _ => dropped.push(name.to_owned()),
        }
    }

    fn styles(&mut self, declarations: &'a str, dropped: &mut Vec<String>) {
        for declaration in declarations.split(';').filter(|part| !part.trim().is_empty()) {
            self.style(declaration, dropped);
        }
    }

    /// Colours and sizes of text have attributes of their own; a width repeats the attribute beside it.
    fn style(&mut self, declaration: &'a str, dropped: &mut Vec<String>) {
        if let Some(color) = declaration.strip_prefix("color:") {
            self.kept.push(("mathcolor", Cow::Borrowed(color)));
        } else if let Some(size) = declaration.strip_prefix("font-size:") {
            self.kept.push(("mathsize", Cow::Borrowed(size)));
        } else if !(declaration.starts_with("width:") && declaration.ends_with("rem")) {
            self.class(classes::of_declaration(declaration), declaration, dropped);
        }
    }

    fn class(&mut self, class: Option<&'static str>, source: &str, dropped: &mut Vec<String>) {
        match class {
            Some("") => {}
            Some(class) => self.classes.push(class),
            None => dropped.push(source.to_owned()),
        }
    }

    /// Writes each with a space before it.
    pub fn write(&self, out: &mut String) {
        for (name, value) in &self.kept {
            write_attribute(out, name, value);
        }
        if !self.classes.is_empty() {
            write_attribute(out, "class", &self.classes.join(" "));
        }
    }
}

/// `rem` is no unit of `MathML`.
fn length(value: &str) -> Cow<'_, str> {
    match value.strip_suffix("rem") {
        Some(number) => Cow::Owned(format!("{number}em")),
        None => Cow::Borrowed(value),
    }
}

fn write_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    out.push_str(value);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        let mut dropped = Vec::new();
        let mut out = String::new();
        Attributes::read(text, &mut dropped).write(&mut out);
        assert!(dropped.is_empty(), "{dropped:?}");
        out
    }

    #[test]
    fn styles_of_formulas_become_one_class() {
        assert_eq!(written(r#"displaystyle="true" scriptlevel="0""#), r#" class="math-display""#);
        assert_eq!(written(r#"linethickness="0" displaystyle="false""#), r#" linethickness="0" class="math-flat""#);
    }

    #[test]
    fn colours_and_sizes_have_attributes_of_their_own() {
        assert_eq!(written(r#"style="color:#FF0000;""#), r##" mathcolor="#FF0000""##);
        assert_eq!(written(r#"style="font-size:50%""#), r#" mathsize="50%""#);
    }

    #[test]
    fn root_ems_become_ems() {
        assert_eq!(written(r#" width="0.3rem" style="width:0.3rem""#), r#" width="0.3em""#);
    }
}
