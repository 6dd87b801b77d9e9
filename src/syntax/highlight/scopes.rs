//! From the grammars' scopes to a few classes by meaning.

/// Every class that may appear in highlighted code.
pub const CLASSES: &[&str] = &[
    "hl-attribute",
    "hl-builtin",
    "hl-comment",
    "hl-constant",
    "hl-deleted",
    "hl-emphasis",
    "hl-escape",
    "hl-function",
    "hl-heading",
    "hl-inserted",
    "hl-keyword",
    "hl-meta",
    "hl-number",
    "hl-operator",
    "hl-property",
    "hl-punctuation",
    "hl-regexp",
    "hl-string",
    "hl-strong",
    "hl-tag",
    "hl-type",
    "hl-variable",
];

/// Scope prefixes and what follows `hl-`; the longest prefix of a scope holds. An empty class ends the search in
/// plain text, where a prefix that is missing leads on to the scope around it.
const TABLE: &[(&str, &str)] = &[
    ("comment", "comment"),
    ("constant", "constant"),
    ("constant.character.escape", "escape"),
    ("constant.character.format", "escape"),
    ("constant.numeric", "number"),
    ("constant.other.color", "number"),
    ("constant.other.option", "attribute"),
    ("constant.other.placeholder", "escape"),
    ("entity.name", "type"),
    ("entity.name.command", "function"),
    ("entity.name.function", "function"),
    ("entity.name.function.decorator", "meta"),
    ("entity.name.namespace", ""),
    ("entity.name.scope-resolution", ""),
    ("entity.name.section", "heading"),
    ("entity.name.tag", "tag"),
    ("entity.name.variable", ""),
    ("entity.other.attribute-name", "attribute"),
    ("entity.other.inherited-class", "type"),
    ("entity.other.prompt-prefix", "meta"),
    ("heading", "heading"),
    ("keyword", "keyword"),
    ("keyword.control.directive", "meta"),
    ("keyword.operator", "operator"),
    ("keyword.operator.access", ""),
    ("keyword.operator.delete", "keyword"),
    ("keyword.operator.expression", "keyword"),
    ("keyword.operator.instanceof", "keyword"),
    ("keyword.operator.logical.python", "keyword"),
    ("keyword.operator.namespace", ""),
    ("keyword.operator.new", "keyword"),
    ("keyword.operator.sizeof", "keyword"),
    ("keyword.operator.word", "keyword"),
    ("keyword.operator.wordlike", "keyword"),
    ("keyword.other.unit", "number"),
    ("markup.bold", "strong"),
    ("markup.changed", "meta"),
    ("markup.deleted", "deleted"),
    ("markup.heading", "heading"),
    ("markup.inline.raw", "string"),
    ("markup.inserted", "inserted"),
    ("markup.italic", "emphasis"),
    ("markup.raw", "string"),
    ("markup.underline.link", "string"),
    ("meta.attribute.rust", "meta"),
    ("meta.diff.header", "heading"),
    ("meta.diff.index", "heading"),
    ("meta.diff.range", "meta"),
    ("meta.embedded", ""),
    ("meta.fstring", ""),
    ("meta.function-call.generic", "function"),
    ("meta.interpolation", ""),
    ("meta.object-literal.key", "property"),
    ("meta.output", ""),
    ("meta.separator", "heading"),
    ("meta.template.expression", ""),
    ("punctuation.definition.attribute.rust", "meta"),
    ("punctuation.definition.interpolation", "escape"),
    ("punctuation.definition.list", "punctuation"),
    ("punctuation.definition.tag", "punctuation"),
    ("punctuation.definition.template-expression", "escape"),
    ("punctuation.section.embedded", "escape"),
    ("punctuation.section.interpolation", "escape"),
    ("punctuation.separator.prompt", "meta"),
    ("source", ""),
    ("storage", "keyword"),
    ("storage.type.annotation", "meta"),
    ("storage.type.built-in", "type"),
    ("storage.type.c", "type"),
    ("storage.type.generic", "type"),
    ("storage.type.java", "type"),
    ("storage.type.numeric", "type"),
    ("storage.type.object", "type"),
    ("storage.type.primitive", "type"),
    ("storage.type.string", "string"),
    ("string", "string"),
    ("string.other.link", "string"),
    ("string.regexp", "regexp"),
    ("string.unquoted.argument", ""),
    ("support", "builtin"),
    ("support.class", "type"),
    ("support.constant", "constant"),
    ("support.function", "builtin"),
    ("support.type", "type"),
    ("support.type.property-name", "property"),
    ("text", ""),
    ("variable", "variable"),
    ("variable.language", "builtin"),
    ("variable.lower-case", ""),
    ("variable.other", "variable"),
    ("variable.other.constant", "constant"),
    ("variable.other.constant.js", ""),
    ("variable.other.constant.jsx", ""),
    ("variable.other.constant.ts", ""),
    ("variable.other.constant.tsx", ""),
    ("variable.other.enummember", "constant"),
    ("variable.other.global", ""),
    ("variable.other.key", "property"),
    ("variable.other.local", ""),
    ("variable.other.member", "property"),
    ("variable.other.object", ""),
    ("variable.other.property", "property"),
    ("variable.other.readwrite", ""),
    ("variable.other.rust", ""),
    ("variable.other.unknown", ""),
    ("variable.parameter.function-call", ""),
    ("variable.parameter.function.language.special", "builtin"),
];

/// The class of a stack of scopes, the outermost first: the innermost that the table knows decides.
pub fn class_of(scopes: &[&str]) -> Option<&'static str> {
    let found = scopes.iter().rev().find_map(|scope| meaning(scope))?;
    CLASSES.iter().copied().find(|class| class.strip_prefix("hl-") == Some(found))
}

fn meaning(scope: &str) -> Option<&'static str> {
    let fitting = TABLE.iter().filter(|(prefix, _)| is_prefix(prefix, scope));
    fitting.max_by_key(|(prefix, _)| prefix.len()).map(|&(_, class)| class)
}

/// `string` stands before `string.quoted`, not before `stringy`.
fn is_prefix(prefix: &str, scope: &str) -> bool {
    scope.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_meaning_is_listed() {
        for (prefix, class) in TABLE {
            assert!(class.is_empty() || CLASSES.contains(&format!("hl-{class}").as_str()), "{prefix}");
        }
    }

    #[test]
    fn every_class_is_used_and_no_prefix_stands_twice() {
        for class in CLASSES {
            assert!(TABLE.iter().any(|(_, meaning)| format!("hl-{meaning}") == *class), "{class}");
        }
        assert!(TABLE.is_sorted_by(|(a, _), (b, _)| a < b));
    }

    #[test]
    fn the_longest_prefix_holds() {
        assert_eq!(class_of(&["source.c", "constant.numeric.decimal.c"]), Some("hl-number"));
        assert_eq!(class_of(&["source.c", "constant.language.c"]), Some("hl-constant"));
    }

    #[test]
    fn the_innermost_known_scope_decides() {
        assert_eq!(class_of(&["source.js", "string.quoted", "punctuation.definition.string"]), Some("hl-string"));
        assert_eq!(class_of(&["source.js", "string.template", "meta.template.expression"]), None);
    }

    #[test]
    fn prefixes_end_at_dots() {
        assert_eq!(class_of(&["stringy"]), None);
    }
}
