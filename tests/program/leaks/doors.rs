//! What is withheld. `@` is a made-up word, `%` the last one once more, `~` a file that is called after one and holds it,
//! `CODED` the same with its first letter as HTML may write it.

pub const CODED: char = '\u{1}';

/// Marks that withhold what follows, and what they lead.
pub const MARKS: [&str; 6] =
    ["[!ANSWER]\n", "[!INSTRUCTOR]\n", "[!ANSWER] @\n", "[!answer]\n", "[!Instructor] @\n\n", "[!ANSWER]\n\n"];

/// Texts in a withheld quote that are right.
pub const INSIDE: [&str; 28] = [
    "@ and more.",
    "Lazy @\nlines of @",
    "## Heading @\n\nText",
    "## Named {#@}\n\nText",
    "- item @\n- item\n\n  > @",
    "1. @\n\n   ```text\n   @\n   ```",
    "```rust\nlet @ = 1; // @\n```",
    "| @ | b |\n|---|---|\n| c | @ |",
    "Sum $x_{@}$ and\n\n$$\\text{@}$$",
    "![Picture of @](~.svg \"@\")",
    "![ ](~.svg)\n\nText @",
    "[link @](~.pdf \"@\")",
    "[link][@]\n\n[%]: ~.csv \"@\"",
    "Note.[^@]\n\n[^%]: @ in a note.\n\n    @",
    "<img src=\"~.png\" alt=\"@\">",
    "<a href='~.zip?x#y'>@</a>",
    "<div style=\"background: url('~.webp')\">@</div>",
    "<kbd>@</kbd> and <mark>@</mark>",
    "<details>\n<summary>@</summary>\n\n@\n\n</details>",
    "Term @\n: Meaning @",
    "> [!NOTE]\n> @",
    "> [!INSTRUCTOR]\n> @",
    "<!-- @ -->\nText",
    "- [ ] @\n- [x] @",
    "<a id=\"@\"></a>Text <https://example.org/@>",
    "<style>\nmain { background: URL( \"~.webp\" ) }\n</style>",
    "<script>fetch('~.json')</script>",
    "<img src=\"\u{1}.png\" alt=\"\">",
];

/// Texts in a withheld quote of which something is told.
pub const TOLD: [&str; 13] = [
    "[gone @](@-gone.md)",
    "![gone @](@-gone.png)",
    "No note.[^@]",
    "Formula $\\@{x}$",
    "```@\ncode\n```",
    "<span class=\"@\">@</span>",
    "(swapped @)[@.md]",
    "| a |\n|---|\n| @ | @ |",
    "See [@ words][@ name]",
    "# Top @",
    "#### Skipped @",
    "$\\text{@} \\quad \\text{@}$ @@@@@@@@@@@@@@@@@@@@",
    "[anchor @](#@)",
];

/// What is nearly a mark.
pub const NEAR: [&str; 36] = [
    "> [ANSWER]\n> @",
    "> [!ANSWER]: @\n> @",
    "> [!ANSWER].\n> @",
    "> [!ANSWER]-\n> @",
    "> [!ANSWER\n> @",
    "> !ANSWER\n> @",
    "> (!INSTRUCTOR)\n> @",
    "> [！ANSWER]\n> @",
    "> ［!ANSWER］\n> @",
    "> \\[!ANSWER]\n> @",
    "> `[!ANSWER]`\n> @",
    "> **[!ANSWER]**\n> @",
    "> [!ANSWER]\n\n> @",
    "> [!ANSWER]\n\n@",
    "> [!ANSWER]\n- @\n- @",
    "> [!\u{200b}ANSWER]\n> @",
    "> \u{feff}[!ANSWER]\n> @",
    "> <!-- c --> [!ANSWER]\n> @",
    "> [!ANSWRE]\n> @",
    "> [!SOLUTION]\n> @",
    "> [!LÖSUNG] @\n> @",
    "[!ANSWER]\n@",
    "- [!INSTRUCTOR] @",
    "| a |\n|---|\n| [!ANSWER] @ |",
    "## [!ANSWER] @",
    "<details>\n> [!ANSWER]\n> @\n</details>",
    "- item\n\n      > [!ANSWER]\n      > @",
    "Cited.[^a]\n\n> [!INSTRUCTOR]\n> Text\n>\n> [^a]: @",
    "See [b].\n\n> [!ANSWER]\n> See [b].\n>\n> [b]: ~.pdf \"@\"",
    "> text\n> [!INSTRUCTOR]\n> @",
    "\\[!ANSWER\\] @",
    "- \\[!INSTRUCTOR] @",
    "&#91;!ANSWER] @",
    "> <kbd>[!ANSWER]</kbd>\n> @",
    "<kbd>x</kbd> [!ANSWER] @",
    "Text &amp; \\[x\\] [!ANSWER] @",
];

/// Answers as values of `answer:` that are right.
pub const ANSWERS: [&str; 7] = [
    "'@'",
    "{ error: '@', why: '@', correction: '@' }",
    "\n  error: '@ ![p](~.svg)'\n  correction: |\n    @\n\n    - @ [x](~.pdf \"@\")",
    "\n  why: '$\\text{@}$ and `@`'",
    "|\n  @ <img src=\"~.png\">\n\n  ## Heading @",
    "'<b>@</b> <a href=\"~.zip\">@</a>'",
    "\n  correction: >\n    @ folded\n    @",
];

/// The same, of which something is told.
pub const TOLD_ANSWERS: [&str; 13] = [
    "@: @",
    "@ #@",
    "{ eror: '@' }",
    "[ '@', '@' ]",
    "\n  error: @: @\n  why: @",
    "\n  correction: '[x](@.md)'",
    "\n  correction: '$\\@$'",
    "\n  error: '@'\n  error: '@'",
    "\"@\\tx\"",
    "'@' @",
    "{ error: @",
    "|\n  No note.[^@]",
    "\n  Lösung: '@'",
];

/// Texts of a course under names that nothing reads, where everything is copied.
pub const STRAY: [(&str, &str); 14] = [
    ("one.md~", PAGE),
    ("#one.md#", PAGE),
    ("one.md.orig", PAGE),
    (".one.md.swp", PAGE),
    ("one.md.bak", PAGE),
    ("one.mdx", PAGE),
    ("one.txt", PAGE),
    ("one.txt", "---\n{title: Old @,\n edition: instructor}\n---\n@\n"),
    ("one", "---\n  title: Old\n  edition:\n    instructor\n---\n@\n"),
    ("one.csv", "a,b\r\r> [!ANSWER]\r> @\r"),
    ("one.diff", "@@ -1,2 +1,2 @@\n   - text: One\n-    answer: @\n+    answer: @\n"),
    ("one.patch", "--- a/one.md\n+++ b/one.md\n@@ -1 +1,2 @@\n title: @\n+edition: instructor\n"),
    ("fix.patch", "--- a/content/01-unit/01-one.md\n+++ b/content/01-unit/01-one.md\n@@ -9 +9 @@\n-@\n+@\n"),
    ("one.json", "[{ \"for\": \"Claim\", \"answer\": \"@\" }]\n"),
];

const PAGE: &str = "---\ntitle: Old @\nchecks: [@]\n---\n@\n\n> [!ANSWER]\n> @\n";

/// Where they lie.
pub const STRAY_IN: [&str; 5] =
    ["content/01-unit", "content/01-unit/02-bundle/practice", "static", "static/deep", "themes/mine/static"];
