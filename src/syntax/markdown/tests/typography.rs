//! What is set otherwise than it was typed, and what is not.

use std::sync::LazyLock;

use super::*;

type Marks = [&'static str; 4];

const ENGLISH: Marks = ["“", "”", "‘", "’"];
const GERMAN: Marks = ["„", "“", "‚", "‘"];
const FRENCH: Marks = ["«\u{202f}", "\u{202f}»", "“", "”"];
const JAPANESE: Marks = ["「", "」", "『", "』"];

fn reader(marks: Marks, any_html: bool) -> Reader {
    let [open, close, inner_open, inner_close] = marks.map(str::to_owned);
    let quotes = Quotes { outer: [open, close], inner: [inner_open, inner_close] };
    Reader::new(MarkdownSettings { quotes: Some(quotes), any_html, highlight: false, ..settings() })
}

/// Reads a text as a run, with a reader that sets it.
fn run(marks: Marks, text: &str) -> Fragment {
    let reader = reader(marks, false);
    read(text, |_, origin| reader.inline(text, Form::Prose, origin)).0
}

fn set_in(marks: Marks, cases: &[(&str, &str)]) {
    for (typed, wanted) in cases {
        assert_eq!(html(&run(marks, typed)), *wanted, "{typed}");
    }
}

/// In a body, too, where the words are a paragraph.
fn set(cases: &[(&str, &str)]) {
    set_in(ENGLISH, cases);
    for (typed, wanted) in cases {
        assert_eq!(body_of(typed).0, format!("<p>{wanted}</p>"), "{typed}");
    }
}

fn stays(cases: &[&str]) {
    for typed in cases {
        let shown = html(&run(ENGLISH, typed));
        let plain = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        assert_eq!(plain, *typed);
    }
}

fn body_of(text: &str) -> (String, Fragment) {
    static ENGLISH_READER: LazyLock<Reader> = LazyLock::new(|| reader(ENGLISH, false));
    let (body, _) = read(text, |_, origin| Body::of(&ENGLISH_READER, text, false, origin));
    (html(&body.fragment), body.fragment)
}

fn body_is(cases: &[(&str, &str)]) {
    for (typed, wanted) in cases {
        assert_eq!(body_of(typed).0, *wanted, "{typed}");
    }
}

// Quotation marks

#[test]
fn marks_around_words_open_and_close() {
    set(&[
        ("a \"word\" here", "a “word” here"),
        ("\"Stop!\" she said.", "“Stop!” she said."),
        ("(\"yes\", \"no\")", "(“yes”, “no”)"),
        ("say \"a\"; \"b\": \"c\"?", "say “a”; “b”: “c”?"),
        ("well-\"known\"-ish", "well-“known”-ish"),
        ("one \"?\" and \"...\"", "one “?” and “…”"),
        ("\"Stop!\"she said", "“Stop!”she said"),
        ("a 'word' here", "a ‘word’ here"),
        ("\"\"", "“”"),
    ]);
}

#[test]
fn marks_inside_of_others_are_the_other_ones() {
    set(&[
        ("\"He said 'no'.\"", "“He said ‘no’.”"),
        ("\"He said \"no\" twice\"", "“He said ‘no’ twice”"),
        ("'He said \"no\" twice'", "‘He said “no” twice’"),
        ("\"'No' is 'no'\"", "“‘No’ is ‘no’”"),
        ("“He said \"no\" twice”", "“He said ‘no’ twice”"),
        ("\"a “b” \"c\" d\"", "“a “b” ‘c’ d”"),
    ]);
}

#[test]
fn each_language_has_its_own() {
    let typed = "\"Er sagt 'nein' und geht's an\", so \"A\"";
    set_in(GERMAN, &[(typed, "„Er sagt ‚nein‘ und geht’s an“, so „A“")]);
    set_in(
        FRENCH,
        &[
            ("\"Il dit \"non\"\", l'air grave", "«\u{202f}Il dit “non”\u{202f}», l’air grave"),
            ("\"l'\"État\"\"", "«\u{202f}l’“État”\u{202f}»"),
        ],
    );
    set_in(JAPANESE, &[("彼は\"はい\"と言った", "彼は「はい」と言った"), ("「彼は'はい'と」", "「彼は『はい』と」")]);
}

#[test]
fn narrow_blanks_inside_of_marks_stay_in_plain_words() {
    assert_eq!(&*run(FRENCH, "\"mot\" et *\"mot\"*").text, "«\u{202f}mot\u{202f}» et «\u{202f}mot\u{202f}»");
}

#[test]
fn a_prefix_may_stand_before_a_mark_where_a_script_writes_it_so() {
    let arabic = ["«", "»", "‹", "›"];
    set_in(arabic, &[("قال \"نعم\" و\"لا\"", "قال «نعم» و«لا»")]);
    set_in(["”", "”", "’", "’"], &[("צה\"ל אמר \"כן\"", "צה\"ל אמר ”כן”")]);
}

#[test]
fn what_is_opened_in_one_paragraph_may_be_closed_in_another() {
    body_is(&[("\"One.\n\n\"Two.\"", "<p>“One.</p>\n<p>“Two.”</p>")]);
    body_is(&[("\"One.\n\nTwo.\"", "<p>“One.</p>\n<p>Two.”</p>")]);
}

#[test]
fn markup_between_is_looked_through() {
    set(&[
        ("\"*a* b\"", "“<em>a</em> b”"),
        ("*\"a\"*", "<em>“a”</em>"),
        ("**\"a** b\"", "<strong>“a</strong> b”"),
        ("\"`a`\" and '`b`'", "“<code>a</code>” and ‘<code>b</code>’"),
        ("`Vec`'s and `x`'s", "<code>Vec</code>’s and <code>x</code>’s"),
        ("l'*eau*", "l’<em>eau</em>"),
        ("a \"<kbd>X</kbd>\" b", "a “<kbd>X</kbd>” b"),
    ]);
    let formula = html(&run(ENGLISH, "\"$a$\" and '$b$'"));
    assert!(formula.starts_with("“<math") && formula.ends_with("</math>’"), "{formula}");
    body_is(&[("\"a\nb\"", "<p>“a\nb”</p>"), ("- \"a\"\n- it's\n", "<ul>\n<li>“a”</li>\n<li>it’s</li>\n</ul>")]);
    let (note, _) = body_of("\"a\"[^1]\n\n[^1]: \"b\"");
    assert!(note.starts_with("<p>“a”<sup") && note.contains("“b”"), "{note}");
}

// Apostrophes

#[test]
fn apostrophes_are_always_the_same() {
    set(&[
        ("it's the dogs' food", "it’s the dogs’ food"),
        ("rock'n'roll in the '90s", "rock’n’roll in the ’90s"),
        ("'Tis what the '68 and 'em meant", "’Tis what the ’68 and ’em meant"),
        ("the 1980's", "the 1980’s"),
        ("\"the dogs' food\"", "“the dogs’ food”"),
        ("year '90'", "year ‘90’"),
    ]);
    set_in(GERMAN, &[("geht's, Hans' Hut, '68", "geht’s, Hans’ Hut, ’68")]);
}

#[test]
fn feet_and_inches_stay() {
    stays(&["5'10\"", "a 6\" disk", "6' tall", "a \" b ' c"]);
}

// Dashes and ellipses

#[test]
fn hyphens_become_dashes() {
    set(&[
        ("pages 1--2", "pages 1–2"),
        ("so -- he said -- it is", "so – he said – it is"),
        ("so---he said---it is", "so—he said—it is"),
        ("---No lo sé", "—No lo sé"),
        ("so --and only so-- it is", "so –and only so– it is"),
        ("New York--London", "New York–London"),
        ("*a*--*b*", "<em>a</em>–<em>b</em>"),
    ]);
}

#[test]
fn dots_become_ellipses() {
    set(&[
        ("wait...", "wait…"),
        ("wait....", "wait…."),
        ("\"...and so on\" [...]", "“…and so on” […]"),
        ("1...9", "1…9"),
    ]);
}

#[test]
fn options_arrows_paths_and_leaders_stay() {
    stays(&[
        "run it with --fix",
        "--fix does it",
        "[--all], (--all), -f/--force, -f|--force or --a=b",
        "the name is .......... here",
        "just {'a': \"...\", 'b': {'c': 'd'}} because",
        "a ---- b",
        "a --> b <-- c",
        "go test ./... and ../.../x",
    ]);
}

// What is not prose

#[test]
fn code_formulas_and_addresses_stay() {
    set(&[
        ("`\"a\" -- b...`", "<code>\"a\" -- b...</code>"),
        ("<kbd>\"a\"</kbd> \"b\"", "<kbd>\"a\"</kbd> “b”"),
        ("see https://example.org/a--b/it's... now", "see https://example.org/a--b/it's... now"),
        ("\"https://example.org/a--b\"", "“https://example.org/a--b”"),
        ("'www.example.org/a--b'", "‘www.example.org/a--b’"),
        ("<https://example.org/a--b>", "<a href=\"{0}\">https://example.org/a--b</a>"),
        ("[\"a\"](b--c.md)", "<a href=\"{0}\">“a”</a>"),
    ]);
    let text = "[a](b--c'd.md)";
    assert_eq!(run(ENGLISH, text).links[0].destination, "b--c'd.md");
    body_is(&[("```\n\"a\" -- b...\n```", "<pre tabindex=\"0\"><code>\"a\" -- b...\n</code></pre>")]);
    let (table, _) = body_of("| a | b |\n|---|:--|\n| \"x\" | -- |");
    assert!(table.contains("<td>“x”</td><td class=\"align-start\">–</td>"), "{table}");
    body_is(&[("a\n\n---\n\nb", "<p>a</p>\n<hr>\n<p>b</p>")]);
}

#[test]
fn what_is_escaped_stays() {
    set(&[
        (r#"\"a\" and \'b\' and "c""#, "\"a\" and 'b' and “c”"),
        (r"a \-- b and \--- c and a\.... b", "a -- b and --- c and a.... b"),
        ("&quot;a&quot; \"b\" &amp; 'c'", "\"a\" “b” &amp; ‘c’"),
        (r#"\*a\* "b" &lt; it's"#, "*a* “b” &lt; it’s"),
    ]);
}

#[test]
fn titles_alternatives_and_html_are_set_where_they_are_words() {
    body_is(&[
        ("![it's \"a\"](b--c.png)", "<p><img src=\"{0}\" alt=\"it’s “a”\"{image 0}></p>"),
        ("x [a](b.md \"it's -- c\")", "<p>x <a href=\"{0}\" title=\"it’s – c\">a</a></p>"),
        ("![a](b.png \"it's\")", "<figure><img src=\"{0}\" alt=\"a\"{image 0}><figcaption>it’s</figcaption></figure>"),
        (
            "<details><summary>It's \"so\"</summary>\n\nIt's.\n\n</details>",
            "<details><summary>It’s “so”</summary>\n<p>It’s.</p>\n</details>",
        ),
    ]);
    let (shown, _) = body_of("<div title=\"it's\">\n\nx\n\n</div>");
    assert!(shown.contains("title=\"it's\""), "{shown}");
    let any = reader(ENGLISH, true);
    let text = "<div title=\"it's -- a\">it's</div>\n\n\"a\" <b title='it\"s'>it's</b> <script>a('x', \"y\")</script>";
    let (body, _) = read(text, |_, origin| Body::of(&any, text, false, origin));
    let shown = html(&body.fragment);
    assert!(shown.contains("<div title=\"it's -- a\">it's</div>"), "{shown}");
    assert!(shown.contains("“a” <b title='it\"s'>it’s</b> <script>a('x', \"y\")</script>"), "{shown}");
}

#[test]
fn alerts_and_tabs_have_titles_that_are_set() {
    let (shown, _) = body_of("> [!NOTE] \"It's\" so\n> it's");
    assert!(shown.contains("<p class=\"alert-title\">“It’s” so</p>\n<p>it’s</p>"), "{shown}");
    let (shown, _) = body_of("> [!TAB It's \"A\"]\n> it's");
    assert!(shown.contains("<p class=\"tab-title\">It’s “A”</p>\n<p>it’s</p>"), "{shown}");
    let (shown, _) = body_of("!!! note \"It's so\"\n    it's");
    assert!(shown.contains("<p class=\"alert-title\">It’s so</p>\n<p>it’s</p>"), "{shown}");
    let (_, fragment) = body_of("> [!ANSWER] It's \"so\"\n> \"it's\"");
    let nested =
        fragment.pieces.iter().find_map(|piece| if let Piece::Nested(nested) = piece { Some(nested) } else { None });
    let nested = nested.unwrap();
    assert_eq!((nested.title.as_str(), &*nested.fragment.text), ("It’s “so”", "“it’s”"));
}

#[test]
fn the_title_of_a_page_in_a_preset_may_be_quoted() {
    let reader = reader(FRENCH, false);
    let text = "Finir \"{where}\" *ici*";
    let (preset, _) = read(text, |_, origin| reader.inline(text, Form::Preset, origin));
    assert_eq!(html(&preset), "Finir «\u{202f}{where}\u{202f}» <em>ici</em>");
    assert_eq!(preset.words_at("X"), "Finir «\u{202f}X\u{202f}» ici");
}

// What is made of the words that were typed

#[test]
fn names_of_places_are_those_of_what_was_typed() {
    for heading in ["It's \"so\" -- or...", "a--b", "'90s", "x 1--2 y {#own}", "`a`'s \"b\""] {
        let text = format!("## {heading}\n");
        let (plain, _) = body(&text);
        let (_, set) = body_of(&text);
        let (plain, set) = (plain.fragment.headings()[0].clone(), set.headings()[0].clone());
        assert_eq!(set.id, plain.id, "{heading}");
        assert!(heading.starts_with("a--b") || set.text != plain.text || heading.contains("own"), "{heading}");
    }
    assert_eq!(body_of("## It's \"so\" -- or...\n").1.headings()[0].text, "It’s “so” – or…");
}

#[test]
fn the_words_are_known_as_they_were_typed() {
    for text in ["It's \"so\"", "*It's* `x` \"so\" -- and ![it's](a.png)", "plain", "*plain*", "\"{where}\" it's"] {
        let (plain, _) = read(text, |reader, origin| reader.inline(text, Form::Prose, origin));
        for form in [Form::Prose, Form::Claim, Form::Preset] {
            let reader = reader(ENGLISH, false);
            let (set, _) = read(text, |_, origin| reader.inline(text, form, origin));
            assert_eq!(set.words_as_typed(), &plain.text, "{text}");
            assert_eq!(set.typed.is_some(), set.text != plain.text, "{text}");
        }
    }
}

#[test]
fn what_is_found_and_linked_is_the_same() {
    for text in TEXTS {
        let (plain, findings) = body(text);
        let reader = reader(ENGLISH, false);
        let (set, other) = read(text, |_, origin| Body::of(&reader, text, false, origin));
        assert_eq!(findings, other, "{text}");
        let (plain, set) = (plain.fragment, set.fragment);
        assert_eq!(
            (&plain.links, plain.counts, plain.pieces.len()),
            (&set.links, set.counts, set.pieces.len()),
            "{text}"
        );
        assert_ne!(html(&plain), html(&set), "{text}");
    }
}

const TEXTS: [&str; 6] = [
    "> [!ANSWR] it's\n> \"a\" [!ANSWER] b\n",
    "\"a\" :::tip \"b\"\n\n==it's== and ~b~ {{< x \"y\" >}} it's",
    "| a | b |\n|---|---|\n| it's | `x|y` | z |\n",
    "it's [a] (b.md) and [c](d.md \"e's\") and $x y \"z\"",
    "<div class=\"a\">it's</div>\n\nit's <b>\"a\"</b> <i>b",
    "[^a]: it's\n\n\"b\"[^a] [!INSTRUCTOR] it's",
];
