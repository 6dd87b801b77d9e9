use std::collections::BTreeMap;

use super::super::{Engine, engine};
use crate::text::{SourceFile, SourcePath};
use serde_json::{Value as Json, json};

use super::*;

/// An engine with these templates, all of them an author's.
fn read(templates: &[(&str, &str)]) -> Engine {
    let layer = |(name, text): &(&str, &str)| {
        let file = SourceFile::new(SourcePath::new(format!("templates/{name}")), *text);
        ((*name).to_owned(), vec![Arc::new(file)])
    };
    let (layers, mut findings) = (templates.iter().map(layer).collect(), Vec::new());
    let engine = engine(&layers, &BTreeMap::new(), &mut findings);
    assert!(findings.is_empty(), "{findings:?}");
    engine
}

/// What a page says.
fn view() -> Json {
    let entries: Vec<Json> = (0..20).map(|at| json!({ "title": format!("<{at}>"), "tags": ["a", "b"] })).collect();
    json!({ "entries": entries, "text": "<b>&amp;</b>\n".repeat(10), "long": "<i>x</i>".repeat(100_000), "word": "x" })
}

/// What is told about a template, and where.
fn reported(text: &str) -> (String, String) {
    let finding = short(text).render("a.html", &view()).unwrap_err().finding().unwrap();
    (finding.message, text[finding.place.span().range()].to_owned())
}

/// An engine whose pages may take a twentieth of what they usually may.
fn short(text: &str) -> Engine {
    let mut engine = read(&[("a.html", text)]);
    engine.most = Cost { steps: engine.most.steps / 20, bytes: engine.most.bytes / 20 };
    engine
}

/// Whether a template of this text makes what it would make if nothing were measured.
fn same(text: &str) {
    let mut plain = Tera::new();
    plain.autoescape_on(vec![".html"]);
    plain.add_raw_template("a.html", text).unwrap();
    let made = plain.render("a.html", &tera::Context::from_serialize(&view()).unwrap()).unwrap();
    assert_eq!(short(text).render("a.html", &view()).unwrap(), made, "{text}");
}

#[test]
fn templates_make_what_they_make_unmeasured() {
    for text in [
        "{% for e in entries -%}  <p>{{ e.title }}{% for t in e.tags %} {{ t | upper }} {%- endfor %} </p> {%- else -%} none {% endfor %}",
        "x {% for i in range(end=5) -%}\n  {%- if i == 3 -%} {%- break -%} {%- endif -%} {{- i -}} {% endfor -%} y",
        "{% set a %} {{ text | safe }} {% endset %} {{- a -}} {{ a }} {{ a ~ word }} {{ [a, word, a] | join(sep=\", \") }}",
        "{% set a = [e.title for e in entries if e.title != \"<3>\"] %}{{ a | length }}{{ a }}{{ a[0] ~ a[1]?.b ~ 1 ~ 1.5 }}",
        "{% component c(a, b = [1], c = { \"d\": 1 }) -%} ({{ a }}{{ b }}{{ body or 1 }}) {%- endcomponent c %}x{{ <c a={[word, word]}/> }}{% <c a=\"1\"> %} <u>{{ text }}</u> {% </c> %}",
        "{{ { \"a\": word, ...{ \"b\": [...[word], ...[1, 2]] } } | pairs | length }}{{ word in [word] and not [1] == [2] }}",
        "{% filter upper %} {{ word ~ entries[0].title }} {% endfilter %}{% set a | replace(from=\"x\", to=word ~ \"y\") %}x{% endset %}{{ a }}",
        "{{ word | default(value=[word]) }}{{ nothing | default(value=word ~ word) }}{{ (word ~ word) ~ (1 + 2) }}{{ -1 | abs ~ word }}",
        "{% raw %}{% for %}{% endraw %}{# {% for x in y %} #}{% if word is containing(pat=\"x\") %}{{ text | split(pat=\"\n\") | unique | length }}{% endif %}",
        "{% set html = text | safe %}{% for e in [html, word] %}{{- e -}} | {%- if loop.last %}{{ loop.index }}{% endif %}{% endfor %}",
        "{{ text | indent(width=2) | safe | trim | escape | title | truncate(length=9) }}{{ entries | group_by(attribute=\"title\") | keys | sort | reverse | str }}",
    ] {
        same(text);
    }
}

#[test]
fn what_is_wrong_in_a_template_is_told_as_ever() {
    for (text, words, place) in [
        ("{% set a = text | safe %}{{ a.b.c }}", "Field `b` is not defined", "a.b.c"),
        ("{% set a = text | safe %}{{ a }}{{ nothing }}", "Variable `nothing` is not defined", "nothing"),
        ("{% for x in nothing %}{% endfor %}", "Iteration not possible", "{% for x in nothing %}"),
        ("{{ entries | upper }}", "got `array`", "entries"),
        ("{{ word | replace(from=\"x\") }}", "Missing keyword argument `to`", "replace(from=\"x\")"),
    ] {
        let (message, at) = reported(text);
        assert!(message.contains(words), "{text}: {message}");
        assert_eq!(at, place, "{text}");
    }
}

/// So many loops inside each other, each of a hundred thousand rounds, around `inside`.
fn loops(many: usize, inside: &str) -> String {
    let begin = |at: usize| format!("{{% for i{at} in range(end=100000) %}}");
    let begins: String = (0..many).map(begin).collect();
    format!("{begins}{inside}{}", "{% endfor %}".repeat(many))
}

#[test]
fn loops_end_when_their_steps_are_used_up() {
    let heavy = format!("{{% for j in range(end=100000) %}}{}{{% endfor %}}", "{{ 1 }}".repeat(20));
    for text in [
        loops(2, &heavy),
        format!("{{% set x %}}{}{{% endset %}}", loops(1, &heavy)),
        format!("{{% component c(n) %}}{heavy}{{% endcomponent %}}{}", loops(1, "{{ <c n={1}/> }}")),
    ] {
        let (message, place) = reported(&text);
        assert!(
            message.contains("the loops on the page take more than 20 million steps, so rendering stops here"),
            "{message}"
        );
        assert_eq!(place, "{% for j in range(end=100000) %}");
    }
    let (message, place) = reported("{{ [[1 for j in range(end=100000)] for i in range(end=99999)] }}");
    assert!(message.contains("million steps") || message.contains("512 MiB"), "{message}");
    assert!(place.starts_with("{{ [[1"), "{place}");
    let (message, place) = reported("{{ [i for i in range(end=100000)] | unique | length }}");
    assert!(message.contains("million steps"), "{message}");
    assert_eq!(place, "unique");
    let twice = "{{ <c n={n + 1}/> }}".repeat(8);
    let calls = format!(
        "{{% component c(n) %}}{{% if n < 19 %}}{twice}{{% endif %}}{{% endcomponent %}}{{{{ <c n={{1}}/> }}}}"
    );
    let (message, _) = reported(&calls);
    assert!(message.contains("million steps"), "{message}");
}

#[test]
fn what_is_collected_ends_when_its_bytes_are_used_up() {
    let x = "x".repeat(10_000);
    for (text, place) in [
        (format!("{{% set y %}}{}{{% endset %}}", loops(1, &x)), "{% for i0 in range(end=100000) %}"),
        (format!("{{% set y %}}{}{{% endset %}}", loops(1, "{{ long }}")), "{% for i0 in range(end=100000) %}"),
        (format!("{{% filter upper %}}{}{{% endfilter %}}", loops(1, "{{ long | safe }}")), "safe"),
        (format!("{{% set z = long | safe %}}{{% set y %}}{}{{% endset %}}", loops(1, "{{ z }}")), "z"),
        (
            format!("{{% set z = [long | safe] %}}{{% set y %}}{}{{% endset %}}", loops(1, "{{ z[0] or 1 }}")),
            "z[0] or 1",
        ),
    ] {
        let (message, at) = reported(&text);
        assert!(message.contains("the output of the page grows to more than 512 MiB"), "{message}");
        assert_eq!(at, place, "{text}");
    }
}

#[test]
fn an_expression_ends_before_it_grows_out_of_all_measure() {
    let many = |word: &str, times: usize, between: &str| vec![word; times].join(between);
    let big = "{% set s = long ~ long ~ long ~ long ~ long ~ long ~ long ~ long %}";
    for (expression, place) in [
        (many("s", 30, " ~ "), ""),
        (format!("[{}] | length", many("s", 12, ", ")), ""),
        ("[s for i in range(end=100000)] | length".to_owned(), ""),
        ("s | replace(from=\"\", to=s) | length".to_owned(), "replace(from=\"\", to=s)"),
        ("s | replace(from=\"x\", to=s) | length".to_owned(), "replace(from=\"x\", to=s)"),
        ("[s, s] | join(sep=s) | length".to_owned(), ""),
        ("[i for i in range(end=100000)] | join(sep=s) | length".to_owned(), "join(sep=s)"),
        ("s | split(pat=\"\") | length".to_owned(), "split(pat=\"\")"),
        (
            "s | replace(from=\"x\", to=\"\n\") | indent(width=1000, blank=true) | length".to_owned(),
            "indent(width=1000, blank=true)",
        ),
        ("[s ~ i for i in range(end=100000)] | length".to_owned(), ""),
        ("[range(end=100000) for i in range(end=100000)] | length".to_owned(), ""),
    ] {
        let (message, at) = reported(&format!("{big}{{{{ {expression} }}}}"));
        assert!(message.contains("the output of the page") || message.contains("the stored value"), "{message}");
        assert!(place.is_empty() || at == place, "{expression}: {at}");
    }
}

#[test]
fn what_a_loop_does_not_run_costs_nothing() {
    let early = "{% for i in range(end=100000) %}{% if i > 3 %}{% break %}{% endif %}{% endfor %}";
    same(&format!("a{{% for j in range(end=20) %}}{early}{{% endfor %}}"));
    let branch = format!("{{% if i0 < 0 %}}{}{{% elif i0 < 0 %}}{}{{% endif %}}", "x".repeat(150), "x".repeat(150));
    same(&format!("a{}", loops(1, &branch)));
}
