//! Code in, spans out; and hostile code.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;

/// Grammars are read once for all tests.
static SHARED: LazyLock<Highlighter> = LazyLock::new(Highlighter::new);

fn html(language: &str, code: &str) -> String {
    SHARED.html(language, code, &Lines::default()).html
}

/// Where the colours end.
fn plain(language: &str, code: &str) -> Option<Plain> {
    SHARED.html(language, code, &Lines::default()).plain
}

/// The code that a browser would show.
fn shown(html: &str) -> String {
    let mut text = String::new();
    for piece in html.split('<') {
        text.push_str(piece.split_once('>').map_or(piece, |(_, text)| text));
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[test]
fn code_gets_spans_by_meaning() {
    assert_eq!(
        html("py", "def f(x):  # say\n    return \"a\\n\"\n"),
        "<span class=\"hl-keyword\">def</span> <span class=\"hl-function\">f</span>\
         (<span class=\"hl-variable\">x</span>):  <span class=\"hl-comment\"># say</span>\n    \
         <span class=\"hl-keyword\">return</span> <span class=\"hl-string\">\"a</span>\
         <span class=\"hl-escape\">\\n</span><span class=\"hl-string\">\"</span>\n"
    );
}

#[test]
fn consoles_show_prompts() {
    assert_eq!(html("console", "$ ls -l\n<none>\n"), "<span class=\"hl-meta\">$</span> ls -l\n&lt;none&gt;\n");
}

#[test]
fn diffs_show_both_sides() {
    assert_eq!(
        html("diff", "@@ -1 +1 @@\n-old\n+new\n same\n"),
        "<span class=\"hl-meta\">@@ -1 +1 @@</span>\n<span class=\"hl-deleted\">-old</span>\n\
         <span class=\"hl-inserted\">+new</span>\n same\n"
    );
}

#[test]
fn plain_and_unknown_languages_are_escaped_only() {
    for language in ["", "text", "output", "klingon"] {
        assert_eq!(html(language, "if a < b & c"), "if a &lt; b &amp; c");
    }
}

#[test]
fn windows_line_ends_survive() {
    assert_eq!(shown(&html("c", "int x;\r\nint y;\r\n")), "int x;\r\nint y;\r\n");
}

#[test]
fn a_long_line_stays_plain_between_coloured_ones() {
    let long = format!("{} = 1", "a".repeat(LONGEST_LINE));
    let html = html("py", &format!("x = 1\n{long}\nx = 1\n"));
    let lines: Vec<&str> = html.lines().collect();
    assert_eq!(lines[1], long);
    assert!(lines[0].contains("hl-number") && lines[0] == lines[2]);
}

#[test]
fn a_long_block_stays_plain() {
    assert!(!html("py", &"x = 1\n".repeat(11_000)).contains("<span"));
    assert!(html("py", &"x = 1\n".repeat(10_000)).contains("<span"));
}

#[test]
fn what_stays_plain_says_where_and_why() {
    let long = format!("x = 1\n{}\nx = 1\n", "a".repeat(LONGEST_LINE + 1));
    assert_eq!(plain("py", &long), Some(Plain::Line(2)));
    assert_eq!(plain("py", &"x = 1\n".repeat(11_000)), Some(Plain::Block));
    assert_eq!(plain("js", &format!("let x;\n{}\n1\n", "[".repeat(201))), Some(Plain::Depth(3)));
    assert_eq!(plain("js", &format!("let x;\n{}", "[".repeat(8_000))), Some(Plain::Work(2)));
}

#[test]
fn what_is_coloured_or_has_no_language_says_nothing() {
    let minified = "{\"key\":[1,2,3],\"other\":\"text\"},".repeat(20);
    for code in ["x = 1\n".repeat(10_000), format!("[{minified}1]\n"), "[".repeat(201), "[".repeat(150) + "\n1\n"] {
        assert_eq!(plain("js", &code), None, "{code:.40}");
    }
    for language in ["text", "", "klingon"] {
        assert_eq!(plain(language, &"[".repeat(100_000)), None);
    }
}

#[test]
fn the_colours_of_slow_code_end_at_one_line_on_every_machine() {
    let line = format!("[{}0],\n", "1,".repeat(350));
    let slow = line.repeat(80);
    let first = plain("json", &slow);
    assert!(matches!(first, Some(Plain::Work(line)) if line > 20), "{first:?}");
    assert_eq!(shown(&html("json", &slow)), slow);
    html("json", &line);
    assert_eq!(plain("json", &slow), first, "whatever was read before");
}

#[test]
fn deep_code_goes_on_without_colours() {
    for brackets in ["[".repeat(20_000), "[".repeat(8_000), "[[[[[[[[\n".repeat(5_000), "[".repeat(190) + "\n1"] {
        assert_eq!(shown(&html("js", &brackets)), brackets);
    }
    let lines = format!("{}\n1\n", "[".repeat(1_000));
    assert!(html("js", &lines).ends_with("\n1\n"));
}

#[test]
fn what_a_block_gives_does_not_depend_on_the_blocks_before() {
    let highlighter = Highlighter::new();
    let html = |code: &str| highlighter.html("js", code, &Lines::default()).html;
    let first = html("let a = `x${1}`;\n");
    html("/* never closed\n");
    html(&"[".repeat(8_000));
    assert_eq!(html("let a = `x${1}`;\n"), first);
}

#[test]
fn marks_are_around_what_would_be_there_without() {
    let code = "/* a\n   b */\nlet c = `d\n${e}`;\n";
    for language in ["js", "text", "unknown"] {
        let marked = SHARED.html(language, code, &Lines::of("{1,3-4}")).html;
        assert_eq!(marked.replace("<mark>", "").replace("</mark>", ""), html(language, code), "{language}");
        let lines: Vec<bool> =
            marked.lines().map(|line| line.starts_with("<mark>") && line.ends_with("</mark>")).collect();
        assert_eq!(lines, [true, false, true, true], "{marked}");
    }
}

#[test]
fn one_highlighter_serves_all_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Highlighter>();
}

#[test]
fn grammars_give_listed_classes_and_the_code_back() {
    let highlighter = Highlighter::new();
    let code = "# a \"b\" <c d='e'> 'f' // g\nfn main() { let x = 0x1f; } /* h */\n@i $j %k\n";
    // Every fifth of some 260, for reading them all takes seconds.
    for language in highlighter.languages.catalog().languages().into_iter().step_by(5) {
        let html = highlighter.html(language, code, &Lines::default()).html;
        assert_eq!(shown(&html), code, "{language}");
        for class in html.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(CLASSES.contains(&class), "{class} in {language}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_code_comes_back(
        language in prop::sample::select(vec!["js", "py", "rust", "console", "diff", "html", "yaml", "sh", "md", "c++", "text"]),
        code in r#"([ -~]{0,9}|[\n\r\t\x00é𝄞]|"|'|/\*|\*/|<[a-z]+|&lt;|`|\$\{|```|\{|\}|#|//){0,30}"#,
    ) {
        prop_assert_eq!(shown(&html(language, &code)), code);
    }
}
