//! Names of languages.

use syntaxmate::Catalog;

use crate::finding::suggest;

/// Known, and never coloured.
const PLAIN: &[&str] = &["", "text", "txt", "plain", "plaintext", "output", "none", "pseudocode"];

/// Usual names that the catalogue lacks or takes for another language, and its own.
const ALIASES: &[(&str, &str)] = &[
    ("assembly", "asm"),
    ("bash-session", "shellsession"),
    ("conf", "ini"),
    ("cfg", "ini"),
    ("fortran", "fortran-free-form"),
    ("gitconfig", "ini"),
    ("golang", "go"),
    ("h", "c"),
    ("hpp", "cpp"),
    ("htm", "html"),
    ("ipython", "python"),
    ("ksh", "shellscript"),
    ("lisp", "common-lisp"),
    ("mathematica", "wolfram"),
    ("mysql", "sql"),
    ("nasm", "asm"),
    ("nodejs", "javascript"),
    ("objectivec", "objective-c"),
    ("obj-c", "objective-c"),
    ("octave", "matlab"),
    ("patch", "diff"),
    ("pl", "perl"),
    ("pycon", "python"),
    ("rlang", "r"),
    ("sh-session", "shellsession"),
    ("shell-session", "shellsession"),
    ("sqlite", "sql"),
    ("svg", "xml"),
    ("terminal", "shellsession"),
    ("udiff", "diff"),
    ("vbnet", "vb"),
    ("xhtml", "html"),
];

/// What a name stands for.
#[derive(Debug, PartialEq, Eq)]
pub enum Language {
    /// Text without colours.
    Plain,
    /// A language by the catalogue's own name.
    Grammar(String),
}

/// The catalogue of grammars, with further names.
#[derive(Debug)]
pub struct Languages {
    catalog: Catalog,
}

impl Languages {
    /// The catalogue that comes with the program.
    pub fn new() -> Self {
        Self { catalog: Catalog::bundled() }
    }

    /// The catalogue itself.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// The language of that name, in any case.
    pub fn find(&self, name: &str) -> Option<Language> {
        let name = name.trim().to_lowercase();
        if PLAIN.contains(&name.as_str()) {
            return Some(Language::Plain);
        }
        let name = ALIASES.iter().find(|(alias, _)| *alias == name).map_or(name.as_str(), |&(_, own)| own);
        self.catalog.canonical_language(name).map(|id| Language::Grammar(id.to_owned()))
    }

    /// The name nearest to `typed`.
    pub fn nearest(&self, typed: &str) -> Option<String> {
        let ids = self.catalog.languages();
        let theirs = ids.iter().filter_map(|id| self.catalog.language(id));
        let aliases = theirs.flat_map(|language| language.aliases().iter().map(String::as_str));
        let ours = ALIASES.iter().map(|&(alias, _)| alias);
        let plain = PLAIN.iter().copied().filter(|name| !name.is_empty());
        let names = ids.iter().copied().chain(aliases).chain(ours).chain(plain);
        suggest::nearest(typed.trim(), names).map(str::to_owned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_alias_leads_to_a_grammar() {
        let languages = Languages::new();
        for (alias, own) in ALIASES {
            assert_eq!(languages.find(alias), Some(Language::Grammar((*own).to_owned())));
        }
    }

    #[test]
    fn plain_names_are_known() {
        let languages = Languages::new();
        assert!(["", " ", "Text", "output"].iter().all(|name| languages.find(name) == Some(Language::Plain)));
    }

    #[test]
    fn usual_names_are_known() {
        let languages = Languages::new();
        let usual = "js ts py python sh bash zsh yml yaml c++ cpp c c# cs java rust rs go rb php html css scss json toml \
                     xml sql diff console make makefile dockerfile ini md markdown tex latex r kotlin swift haskell lua \
                     powershell ps1 bat asm matlab julia scala jsonc jsx tsx vue regex graphql proto http";
        for name in usual.split_whitespace() {
            assert!(matches!(languages.find(name), Some(Language::Grammar(_))), "{name}");
        }
        assert_eq!(languages.find("klingon"), None);
    }

    #[test]
    fn near_names_are_suggested() {
        let languages = Languages::new();
        assert_eq!(languages.nearest("pyhton").as_deref(), Some("python"));
        assert_eq!(languages.nearest("javascrpt").as_deref(), Some("javascript"));
        assert_eq!(languages.nearest("an unheard-of thing"), None);
    }
}
