//! The language of a code block, as the tools that authors come from write it.

/// The language that the line of a fence names: `python`, `{python}`, `{.python .numberLines}`, `rust,editable`,
/// `js {1,3}`, and, where that alone is a name that is `known`, what stands before a sign: `python=`, `js#L1`.
pub(super) fn language<'i>(info: &'i str, known: &dyn Fn(&str) -> bool) -> &'i str {
    let info = info.trim();
    let word = match info.strip_prefix('{') {
        Some(attributes) => first_class(attributes.split('}').next().unwrap_or_default()),
        None => info.split(|c: char| c.is_whitespace() || matches!(c, ',' | '{' | ';')).next().unwrap_or_default(),
    };
    if known(word) {
        return word;
    }
    if ["file=", "title="].iter().any(|attribute| word.starts_with(attribute)) {
        return "";
    }
    let cut = word.find(['=', ':', '#', '!', '[']).map_or(word, |at| &word[..at]);
    if !cut.is_empty() && known(cut) { cut } else { word }
}

/// `python` of `.python .numberLines`, `#cell .python`, `python, echo=FALSE` and `python`.
fn first_class(attributes: &str) -> &str {
    let mut words = attributes.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty());
    let is_name = |word: &&str| !word.starts_with('#') && !word.contains('=');
    words.find(is_name).map_or("", |word| word.trim_start_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_is_found_among_what_other_tools_write() {
        let known =
            |name: &str| ["python", "rust", "c++", "c#", "yaml", "js", "r"].contains(&name.to_lowercase().as_str());
        for (info, name) in [
            ("python", "python"),
            ("Python", "Python"),
            ("{python}", "python"),
            ("{.python}", "python"),
            ("{.python .numberLines startFrom=\"10\"}", "python"),
            ("{ .python }", "python"),
            ("{#cell .python}", "python"),
            ("{r, echo=FALSE}", "r"),
            ("{r setup}", "r"),
            ("rust,editable,ignore", "rust"),
            ("js {1,3-5} title=\"app.js\"", "js"),
            ("js{1,3}", "js"),
            ("c++", "c++"),
            ("C#", "C#"),
            ("python=", "python"),
            ("python=12", "python"),
            ("yaml:config.yml", "yaml"),
            ("js#L1", "js"),
            ("pyhton", "pyhton"),
            ("pyhton=", "pyhton="),
            ("{=html}", ""),
            ("file=a.py", ""),
            ("title=\"A\"", ""),
            ("{}", ""),
            ("", ""),
        ] {
            assert_eq!(language(info, &known), name, "{info}");
        }
    }
}
