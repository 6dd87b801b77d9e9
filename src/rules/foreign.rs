//! Keys of other tools, one finding a key over the whole course.

use std::collections::BTreeMap;

use super::RuleInput;
use crate::config::foreign::readers;
use crate::finding::{Finding, Rule};
use crate::text::Place;

/// Where a key stands for the first time, and in how many files.
struct Key<'a> {
    typed: &'a str,
    first: &'a Place,
    files: usize,
}

pub(super) fn find(input: RuleInput<'_>) -> Vec<Finding> {
    let mut keys: BTreeMap<String, Key<'_>> = BTreeMap::new();
    let silent = |document: &crate::parse::Document| document.front.rules.get(&Rule::ForeignKey) == Some(&None);
    for document in input.documents.iter().filter(|document| !silent(document)) {
        for key in &document.front.foreign {
            let first = Key { typed: &key.value, first: &key.place, files: 0 };
            keys.entry(key.value.to_lowercase()).or_insert(first).files += 1;
        }
    }
    keys.values().map(finding).collect()
}

fn finding(key: &Key<'_>) -> Finding {
    let (typed, tools) = (key.typed, tools(key.typed));
    let (more, count) = match key.files {
        1 => (String::new(), "1 file".to_owned()),
        files => (format!("; it appears in {files} files"), format!("{files} files")),
    };
    let message = format!("`{typed}` has no effect here, because it is a key for {tools}{more}");
    Finding::new(Rule::ForeignKey, key.first.clone(), message).brief(format!("`{typed}`, a key for {tools}, in {count}")).help(
        "delete the key, move it under `extra:` to use it in your own templates, or set `rules: { foreign-key: off }` in `clinic.yaml`",
    )
}

/// `Jekyll`, `Jekyll and Hugo`, `other tools, such as Jekyll and Hugo`
fn tools(key: &str) -> String {
    match readers(key).collect::<Vec<_>>().as_slice() {
        [] => "another tool".to_owned(),
        [one] => (*one).to_owned(),
        [one, two] => format!("{one} and {two}"),
        [one, two, ..] => format!("other tools, such as {one} and {two}"),
    }
}
