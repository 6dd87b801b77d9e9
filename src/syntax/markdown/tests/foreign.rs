//! Marks of other tools.

use super::*;

fn findings(text: &str) -> Vec<Finding> {
    let (_, findings) = body(text);
    findings.into_iter().filter(|finding| finding.rule == Rule::ForeignMark).collect()
}

/// The marks that are told in a text, with their lines.
fn told(text: &str) -> Vec<(usize, String)> {
    let findings = findings(text);
    let of = |finding: &Finding| {
        let line = text[..finding.place.span().start].matches('\n').count() + 1;
        (line, finding.message.split('`').nth(1).unwrap_or_default().to_owned())
    };
    findings.iter().map(of).collect()
}

#[test]
fn each_mark_is_told_where_it_stands() {
    for (text, mark) in [
        (":::tip Remember\nText\n", ":::tip"),
        ("::: {.column}\nText\n:::\n", "::: {.column}"),
        ("!!! note \"Title\"\nText\n", "!!! note"),
        ("??? tip\nText\n", "??? tip"),
        ("???+ tip\nText\n", "???+ tip"),
        ("```mermaid\ngraph TD\n```\n", "mermaid"),
        ("```{mermaid}\ngraph TD\n```\n", "{mermaid}"),
        ("```js {1,3-5} showLineNumbers\nx\n```\n", "showLineNumbers"),
        ("```py hl_lines=\"1 2\" linenums=\"1\"\nx\n```\n", "linenums=\"1\""),
        ("```js showLineNumbers\nx\n```\n", "showLineNumbers"),
        ("=== \"Python\"\n    x\n", "=== \"Python\""),
        ("--8<-- \"a.md\"\n", "--8<-- \"a.md\""),
        ("{{#include a.rs}}\n", "{{#include a.rs}}"),
        ("See {{< youtube abc >}}.\n", "{{< youtube abc >}}"),
        ("{{% notice %}}\n", "{{% notice %}}"),
        ("{% include a.html %}\n", "{% include a.html %}"),
        ("import Tabs from '@theme/Tabs';\n", "import Tabs from '@theme/Tabs';"),
        ("```{note}\nText\n```\n", "{note}"),
        ("```{figure} a.png\n```\n", "{figure} a.png"),
        ("See {ref}`a-label`.\n", "{ref}"),
        ("(a-target)=\n## Heading\n", "(a-target)="),
        ("[TOC]\n", "[TOC]"),
        ("%% hidden %%\n", "%% hidden"),
        ("See [[Other page]].\n", "[[Other page]]"),
        ("As shown [@knuth1984].\n", "[@knuth1984]"),
        ("So \\(see above\\) is.\n", "\\(see above\\)"),
        ("So \\\\(x\\\\) is.\n", "\\\\(x\\\\)"),
        ("\\\\[x = 1\\\\]\n", "\\\\[x = 1\\\\]"),
        ("It is ==m*ark==ed* here.\n", "==m*ark=="),
        ("H~2~O\n", "~2~"),
        ("x^2^\n", "^2^"),
        ("![a](a.png){width=50%}\n", "{width=50%}"),
        ("# Title {.plain}\n", "{.plain}"),
        ("Done :smile:\n", ":smile:"),
        ("> !!! note\n", "!!! note"),
    ] {
        assert_eq!(told(text), [(1, mark.to_owned())], "{text}");
    }
}

#[test]
fn what_is_meant_as_text_is_no_mark() {
    for text in [
        "`{% raw %}` and `[[x]]` and ``:smile:``",
        "```jinja\n{% include %}\n:::tip\n!!! note\n```",
        "```{python}\nx\n```",
        "```{code-cell} python\nx\n```",
        "```{r, echo=FALSE}\nx\n```",
        "    {{< figure >}}",
        "$\\{x \\mid x^2^3\\}$",
        "[[1]](https://example.org) and [[2]][ref]\n\n[ref]: a.md",
        "a == b, x==y and y==z, 2^10 and 2^20, a=b",
        "at 10:30:15, ratio 1:2:3, std::vec::Vec, key: value: more",
        "\\[sic\\] and \\[[x\\]",
        "~~struck~~ out",
        "## Heading {#own}",
        "He wrote: !!! and ??? too. Import taxes from abroad.",
        "::: \n:::",
        "<span>{% x %}</span> is not so",
        "| a |\n|---|\n| `==x==` |",
    ] {
        let told: Vec<_> = told(text).into_iter().filter(|(_, mark)| !mark.starts_with("{% x")).collect();
        assert!(told.is_empty(), "{text}: {told:?}");
    }
}

#[test]
fn each_kind_is_told_once_with_the_number_of_others() {
    let text = "[[a]] and [[b]]\n\n[[c]]\n\nH~2~O\n";
    let messages: Vec<String> = findings(text).into_iter().map(|finding| finding.message).collect();
    assert_eq!(messages.len(), 2, "{messages:?}");
    assert!(messages[0].ends_with(" (and 2 more in this text)"), "{messages:?}");
}

#[test]
fn boxes_become_the_nearest_alert() {
    for (text, alert) in [
        ("!!! danger\n", "[!CAUTION]"),
        (":::info\n", "[!NOTE]"),
        ("::: {.callout-tip}\n", "[!NOTE]"),
        ("!!! hint\n", "[!TIP]"),
        (":::warning[Title]\n", "[!WARNING]"),
    ] {
        let help = findings(text).into_iter().find_map(|finding| finding.help).unwrap();
        assert!(help.contains(alert), "{text}: {help}");
    }
}
