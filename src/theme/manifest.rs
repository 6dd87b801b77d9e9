//! `theme.yaml`, what a theme says about itself.

use crate::config::decode::Decoder;
use crate::config::look::Schemes;
use crate::config::prose;
use crate::finding::{FileFindings, Finding, Fix, Rule};
use crate::model::text::Located;
use crate::syntax::colour::Colour;
use crate::syntax::highlight::CodeColours;
use crate::syntax::markdown::Reader;
use crate::syntax::yaml::Node;
use crate::text::SourceFile;
use crate::text::quote::yaml_scalar;

/// What a theme says about itself; what it leaves out is that of the theme it extends.
#[derive(Clone, Debug, Default)]
pub(super) struct Manifest {
    /// What it looks like, in one line.
    pub(super) description: Option<String>,
    /// The theme whose files it takes; the default one where it says nothing.
    pub(super) extends: Option<Located<String>>,
    /// The ground of pages.
    pub(super) paper: Option<Schemes<Colour>>,
    /// The ground of what is set apart on a page.
    pub(super) surface: Option<Schemes<Colour>>,
    /// The contrast that text has on both.
    pub(super) contrast: Option<f64>,
    /// Colours of code.
    pub(super) code: Option<CodeColours>,
}

/// The contrasts of text that WCAG 2.2 asks for in 1.4.3 and 1.4.6.
const CONTRASTS: [(&str, f64); 2] = [("AA", 4.5), ("AAA", 7.0)];

/// Reads the `theme.yaml` of the theme in the folder `name`.
pub(super) fn read(file: &SourceFile, name: &str, reader: &Reader, findings: &mut Vec<Finding>) -> Manifest {
    let mut yaml = FileFindings::new(file.path());
    let tree = prose::parse(file, 0..file.text().len(), &mut yaml);
    findings.extend(yaml.into_inner());
    let mut decoder = Decoder::new(file, reader);
    let manifest = tree.map(|tree| decoded(&mut decoder, &tree, name)).unwrap_or_default();
    findings.extend(decoder.findings.into_inner());
    manifest
}

fn decoded(decoder: &mut Decoder<'_>, tree: &Node, name: &str) -> Manifest {
    let known = ["name", "description", "extends", "paper", "surface", "contrast", "code"];
    let fields = decoder.fields(tree, "`theme.yaml`", &known);
    if let Some(node) = fields.get("name") {
        check_name(decoder, node, name);
    }
    let mut word = |key: &str| fields.get(key).and_then(|node| decoder.word(node, &format!("`{key}`")));
    let (description, extends) = (word("description"), word("extends"));
    let mut colours = |key: &str| fields.get(key).and_then(|node| decoder.colours(node, key));
    let (paper, surface) = (colours("paper"), colours("surface"));
    Manifest {
        description: description.map(|words| words.value),
        extends,
        paper,
        surface,
        contrast: fields.get("contrast").and_then(|node| decoder.choice(node, "`contrast`", &CONTRASTS)),
        code: fields.get("code").and_then(|node| decoder.code_colours(node)),
    }
}

/// Reports a name that is not that of the folder, by which the theme is chosen.
fn check_name(decoder: &mut Decoder<'_>, node: &Node, name: &str) {
    let Some(typed) = decoder.word(node, "`name`").filter(|typed| typed.value != name) else { return };
    let message = format!("the name `{}` does not match the theme's folder, `{name}`", typed.value);
    let finding = Finding::new(Rule::WrongType, typed.place, message)
        .help("use the folder name here, or rename the folder")
        .fix(Fix::offer(decoder.file, node.span, &yaml_scalar(name)));
    decoder.findings.push(finding);
}
