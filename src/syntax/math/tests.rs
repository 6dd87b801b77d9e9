//! A broad set of formulas against the closed lists, and what becomes of wrong or hostile ones.

use std::sync::LazyLock;

use super::*;

static MATH: LazyLock<Math> = LazyLock::new(Math::default);

/// One formula for each kind of output that the converter has.
const FORMULAS: &[&str] = &[
    "",
    r"x",
    r"E = mc^2",
    r"a_i^2 + b_{ij}' - c''",
    r"\frac{-b \pm \sqrt{b^2 - 4ac}}{2a}",
    r"\dfrac12 + \tfrac12 + \cfrac{1}{2 + \cfrac{1}{3}}",
    r"\sqrt[3]{x} + \binom{n}{k} + \genfrac(]{1pt}{2}{a+b}{c+d}",
    r"{a\atop b} + {a\choose b} + {a \over b} + \genfrac{}{}{0.4ex}{1}{a}{b}",
    r"\sum_{i=0}^{n} i \quad \int_0^\infty e^{-x^2}\,dx \quad \prod\limits_i \lim_{x\to0} \max_x",
    r"\left( \frac{a}{b} \right] \left\{ x \middle| y \right. \Bigl( \bigl[ \biggr) \Biggl\|",
    r"f(x) = \begin{cases} 1 & x > 0 \\ 0 & \text{otherwise} \end{cases}",
    r"\begin{dcases} \frac12 & a \\ b & c \end{dcases} \begin{rcases} a \\ b \end{rcases}",
    r"\begin{aligned} a &= b \\ &= c & d &= e \end{aligned}",
    r"\begin{align} a &= b \\ c &= d \tag{*} \end{align}",
    r"\begin{align*} a &= b \\ c &= d \end{align*}",
    r"\begin{equation} x \label{eq:one} \end{equation} \eqref{eq:one}",
    r"\begin{gather} x \\ y \end{gather} \begin{gathered} x \\ y \end{gathered}",
    r"\begin{multline} a \\ b \\ c \end{multline}",
    r"\begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix} \begin{vmatrix} a & b \\ c & d \end{vmatrix}",
    r"\begin{array}{|l|c:r||} \hline a & b & c \\ \hdashline d & e & f \\ \hline g & h & i \end{array}",
    r"\begin{array}{l|r} a & b \end{array} \begin{array}{:c} a \end{array} \begin{darray}{cc} a & b \end{darray}",
    r"\sum_{\begin{subarray}{l} i < n \\ j < m \end{subarray}} x_{ij}",
    r"\hat{a} \vec{b} \bar{c} \tilde{d} \dot{e} \ddot{f} \overline{gh} \underline{ij} \widehat{kl}",
    r"\overbrace{a+b}^{n} \underbrace{c+d}_{m} \xrightarrow[a]{b} \overset{!}{=} \stackrel{a}{b}",
    r"\mathbb{R} \mathcal{A} \mathfrak{g} \mathbf{x} \mathrm{abc} \mathsf{x} \mathtt{y} \boldsymbol{\alpha}",
    r"\text{if } x \textbf{bold \textit{both}} \texttt{code} \textsf{sans} \textrm{roman} \emph{e} \textsc{caps}",
    r"\text{\tiny a\scriptsize c\footnotesize d\small e\normalsize f\large g\Large h\LARGE i\huge j\Huge k}",
    r"\text{<b> x} \operatorname{\text{<b>}} \operatorname{arg\,max}",
    r"\text{a \sout{s}} \underbar{u}",
    r"a\,b\:c\;d\!e\ f\quad g\qquad h\enspace i~j \hspace{3pt} \kern-3pt \mspace{-4mu} \hspace{-2.5em} \hspace{-1ex}",
    r"\negthinspace x \negmedspace y \negthickspace z",
    r"\cancel{x} \bcancel{y} \xcancel{z}",
    r"\color{red} x \textcolor{blue}{y} \color[RGB]{1,2,3} z \color[HTML]{00ff00} w",
    r"\displaystyle x \textstyle y \scriptstyle z \scriptscriptstyle w",
    r"\phantom{x} \hphantom{y} \vphantom{z} \mathstrut \cramped{x^2} \cramped[\scriptstyle]{x^2}",
    r"\mathrel{R} \mathbin{*} \mathord{=} \mathopen( \mathclose) \mathpunct; \operatorname{sn} x",
    r"\not= \not\subset \notin \neq \leq \geq \ll \approx \equiv \propto \forall \exists \nabla \partial \infty",
    r"a \equiv b \pmod n \bmod m \iff c \implies d \to e \mapsto f",
    r"{}^{14}_{6}\mathrm{C} + \sideset{_a^b}{_c^d}\sum",
    r"x := y, a :: b, |z|, \|v\|, \lfloor x \rfloor, \langle u, v \rangle, \{1, 2\}, 50\%, \$5, \#, \&",
    r"\sum_{\substack{i < n \\ j < m}} \slashed{\partial} \ldots \cdots \vdots \ddots 3.14 3{,}000",
];

/// Those of [`FORMULAS`] that the converter knows, in both forms, as it writes them.
fn converted() -> impl Iterator<Item = (&'static str, String)> {
    let each = FORMULAS.iter().flat_map(|&tex| [(tex, false), (tex, true)]);
    each.filter_map(move |(tex, display)| Some((tex, MATH.convert(tex, display).ok()?.mathml)))
}

#[test]
fn nothing_of_the_broad_set_is_dropped() {
    for (tex, mathml) in converted() {
        assert_eq!(rewrite::rewrite(&mathml).unwrap().dropped, [""; 0], "{tex}");
    }
}

#[test]
fn the_converter_knows_the_broad_set() {
    let unknown: Vec<_> = FORMULAS.iter().filter_map(|tex| MATH.to_mathml(tex, true).err()).collect();
    assert_eq!(unknown, []);
}

#[test]
fn no_formula_has_styles_ids_or_unlisted_classes() {
    let mut seen = std::collections::BTreeSet::new();
    for (tex, mathml) in converted() {
        let mathml = rewrite::rewrite(&mathml).unwrap().mathml;
        for refused in [" style=", " id=", "<a ", "<menclose", " displaystyle=", " scriptlevel=", "rem\""] {
            assert!(!mathml.contains(refused), "{refused} in {tex}");
        }
        let lists = mathml.split("class=\"").skip(1).filter_map(|rest| rest.split_once('"'));
        seen.extend(lists.flat_map(|(list, _)| list.split(' ').map(str::to_owned).collect::<Vec<_>>()));
    }
    let listed = |class: &String| CLASSES.iter().any(|(known, _)| known == class);
    assert!(seen.iter().all(listed), "{seen:?}");
    assert!(seen.len() > 30, "the set is no longer broad: {seen:?}");
}

#[test]
fn a_formula_carries_its_tex() {
    let mathml = MATH.to_mathml("a<b", false).unwrap();
    assert_eq!(
        mathml,
        "<math><semantics><mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow>\
         <annotation encoding=\"application/x-tex\">a&lt;b</annotation></semantics></math>"
    );
}

#[test]
fn display_sets_a_block() {
    assert!(MATH.to_mathml("x", true).unwrap().starts_with("<math display=\"block\">"));
}

#[test]
fn errors_name_the_bytes_and_end_without_a_stop() {
    let error = MATH.to_mathml(r"é + \unheard{x}", false).unwrap_err();
    assert_eq!(error.range, 5..13);
    assert_eq!(error.message, r"Unknown command `\unheard`");
    assert_eq!(error.unknown.as_deref(), Some(r"\unheard"));
}

#[test]
fn authors_cannot_write_elements() {
    let names =
        [r"\text{<b>}", r"\operatorname{\text{<script>}}", r"\operatorname{\text{</mo><b><mo>}}", "<b>", r"\&<b>"];
    for mathml in names.iter().filter_map(|tex| MATH.to_mathml(tex, false).ok()) {
        assert!(!mathml.contains("<script") && !mathml.contains("<b>"), "{mathml}");
    }
}

#[test]
fn errors_in_arguments_of_macros_name_what_was_typed() {
    let error = MATH.to_mathml(r"x + \textcolor{blu}{y}", false).unwrap_err();
    assert_eq!((error.range, error.message.as_str()), (14..18, "Unknown color `blu`"));
}

#[test]
fn a_reference_reaches_no_further_than_its_formula() {
    let error = MATH.to_mathml(r"x + \eqref{other}", false).unwrap_err();
    assert_eq!((error.range, error.message.as_str()), (4..17, "The reference does not match a label in this formula"));
}

#[test]
fn long_formulas_are_refused() {
    assert!(MATH.to_mathml(&"x".repeat(10_001), false).unwrap_err().message.contains("longer"));
    assert!(MATH.to_mathml(&"x".repeat(9_000), false).is_ok());
}

#[test]
fn deep_formulas_are_refused_without_an_overflow() {
    for opener in [r"\frac1", r"\sqrt ", r"\hat ", "x^{", r"\left(", r"\begin{matrix}", r"\sqrt[", "{", r"\mathrm{"] {
        let tex = format!("{}x", opener.repeat(9_990 / opener.len()));
        assert!(MATH.to_mathml(&tex, true).is_err(), "{opener}");
    }
    assert!(MATH.to_mathml(&format!("{}x{}", "{".repeat(4_000), "}".repeat(4_000)), true).is_ok());
}

#[test]
fn one_converter_serves_all_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Math>();
}

#[test]
fn a_column_that_ends_where_a_script_is_due() {
    let reported = |tex: &str| MATH.to_mathml(tex, false).unwrap_err();
    assert_eq!(reported(r"\begin{cases}^&\end{cases}").range, 13..15);
    assert_eq!(reported(r"\begin{cases}x_ & y\end{cases}").range, 14..17);
    assert!(MATH.to_mathml(r"\begin{cases}x\_ & y\end{cases}", false).is_ok());
}

proptest::proptest! {
    #[test]
    fn any_text_gives_an_element_or_a_place(tex in r#"(\\[a-z]{1,6}|\\(boxed|text|mbox|tag|limits|left|right|cr|def|newcommand|operatorname|mathop|SI|textcolor|middle|substack|hspace|smash|label)|\\(begin|end)\{(split|alignedat|eqnarray|smallmatrix|align)\}|[{}\[\]_^&'"<>#%~$ ]|\\\\|[a-zé0-9]|\\(begin|end)\{(cases|array)\}){0,20}"#) {
        match MATH.to_mathml(&tex, false) {
            Ok(mathml) => assert!(mathml.starts_with("<math>") && !mathml.contains(" style=")),
            Err(error) => assert!(tex.get(error.range).is_some() && !error.message.ends_with('.')),
        }
    }
}

/// What is seen of a formula, and how it is laid out.
fn seen(mathml: &str) -> String {
    let (shown, _) = mathml.split_once("<annotation").unwrap_or((mathml, ""));
    let (mut text, mut layout) = (String::new(), Vec::new());
    for part in shown.split('<').skip(1) {
        let (tag, words) = part.split_once('>').unwrap_or((part, ""));
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        if !matches!(name, "" | "math" | "semantics" | "mrow" | "mi" | "mn" | "mo" | "mtext" | "mspace" | "mpadded") {
            layout.push(name);
        }
        let is_seen = |c: &char| !c.is_whitespace() && !('\u{2061}'..='\u{2064}').contains(c) && *c != '\u{fe00}';
        text.extend(words.chars().filter(is_seen));
    }
    format!("{text} | {}", layout.join(" ")).trim_end().to_owned()
}

/// Formulas of the kinds that courses use, each with what is seen of it; all were compared with two other converters.
const SEEN: &str = include_str!("../../../tests/fixtures/formulas.txt");

#[test]
fn what_courses_write_is_set_as_it_is_meant() {
    let lines: Vec<&str> = SEEN.lines().filter(|line| !line.starts_with('#')).collect();
    let wrong: Vec<_> = lines
        .chunks(2)
        .filter_map(|pair| {
            let set = MATH.to_mathml(pair[0], true).map_or_else(|error| error.message, |mathml| seen(&mathml));
            (pair[1].trim() != set).then_some((pair[0], set))
        })
        .collect();
    assert!(lines.len() > 600);
    assert_eq!(wrong, []);
}

#[test]
fn every_usual_command_is_set_in_a_line_and_on_its_own() {
    for tex in usual::USES.lines() {
        assert!(MATH.to_mathml(tex, true).is_ok(), "{tex}");
        assert!(MATH.to_mathml(tex, false).is_ok(), "{tex}");
    }
    assert!(usual::USES.lines().count() > 500);
}

#[test]
fn nothing_of_what_courses_write_is_dropped() {
    let formulas = SEEN.lines().filter(|line| !line.starts_with(['#', ' '])).chain(usual::USES.lines());
    for tex in formulas {
        let converted = MATH.convert(tex, true).unwrap();
        assert_eq!(rewrite::rewrite(&converted.mathml).unwrap().dropped, [""; 0], "{tex}");
    }
}

fn shown(tex: &str) -> String {
    seen(&MATH.to_mathml(tex, true).unwrap())
}

#[test]
fn a_tag_stands_at_the_side_where_one_can() {
    assert_eq!(shown(r"x = y \tag{1}"), "x=y(1) | mtable mtr mtd mtd mtd");
    assert_eq!(shown(r"a \tag{1} \\ b"), "a(1)b | mtable mtr mtd mtd mtd mtr mtd mtd mtd");
    assert_eq!(shown(r"\begin{aligned} x &= y \tag{1} \end{aligned}"), "x=y(1) | mtable mtr mtd mtd");
    assert_eq!(shown(r"x \tag*{see $y$}"), "xseey |");
    let inline = MATH.to_mathml(r"x \tag{1}", false).unwrap();
    assert_eq!(seen(&inline), "x(1) |");
}

#[test]
fn lines_without_an_environment_are_lines() {
    assert_eq!(shown(r"a \\ b"), "ab | mtable mtr mtd mtr mtd");
    assert_eq!(shown(r"a \\"), "a |");
    assert_eq!(shown(r"a \\[2pt] b \\* c"), "abc | mtable mtr mtd mtr mtd mtr mtd");
    assert_eq!(shown(r"\begin{matrix} a \\ [b] \end{matrix}"), "a[b] | mtable mtr mtd mtr mtd");
}

#[test]
fn a_switch_reaches_to_the_end_of_its_cell() {
    let mathml = MATH.to_mathml(r"\begin{array}{ll} \rm a & b \\ \displaystyle c & d \end{array}", true).unwrap();
    assert_eq!(seen(&mathml), "abcd | mtable mtr mtd mtd mtr mtd mtd");
    assert!(mathml.contains(r#"<mi mathvariant="normal">a</mi>"#) && mathml.contains("<mi>b</mi>"), "{mathml}");
}

#[test]
fn formulas_within_text_are_formulas() {
    assert_eq!(shown(r"\text{if $x^2$ is 5\% of \textbf{it}}"), "ifx2is5%ofit | msup b");
    let mathml = MATH.to_mathml(r"\text{5\% of a_b costs \$3}", false).unwrap();
    assert!(mathml.replace('\u{a0}', " ").contains("<mtext>5% of a_b costs $3</mtext>"), "{mathml}");
}

#[test]
fn limits_stand_below_what_authors_make_an_operator_of() {
    assert_eq!(shown(r"\operatorname{mex}\limits_{x} x"), "mexxx | munder");
    assert_eq!(shown(r"\mathop{A}_a^b x"), "Abax | munder mover");
    assert_eq!(shown(r"\operatorname{\mathbf{grad}} f"), "𝐠𝐫𝐚𝐝f |");
}

#[test]
fn what_older_tex_and_the_web_write_is_known() {
    assert_eq!(shown(r"\cases{a & b \cr c & d \cr}"), "{abcd | mtable mtr mtd mtd mtr mtd mtd");
    assert_eq!(shown(r"\pmatrix{1 & 2 \cr 3 & 4}"), "(1234) | mtable mtr mtd mtd mtr mtd mtd");
    assert_eq!(shown(r"\require{cancel} \unicode{x263A} {\large x} \cancelto{0}{y}"), "☺xy0 | msup");
    let colour = |tex: &str| MATH.to_mathml(tex, false).unwrap();
    assert!(colour(r"\color{#f80} x").contains("#ff8800") || colour(r"\color{#f80} x").contains("#FF8800"));
    assert!(colour(r"\textcolor[RGB]{1,2,3}{x} y").contains("#010203"));
}

#[test]
fn quantities_have_upright_units() {
    assert_eq!(shown(r"\SI{9.81}{m/s^2}"), "9.81m/s2 | msup");
    assert_eq!(shown(r"\SI{3e-8}{\kilo\metre\per\second\squared}"), "3×10−8kms−2 | msup msup");
    assert_eq!(shown(r"\si{\kg.\square\metre} \num{1.2+-0.1} \ang{30}"), "kgm21.2±0.130° | msup");
    assert_eq!(shown(r"\si{\zetta\joule} \si{\zepto\second} \si{\yocto\gram}"), "ZJzsyg |");
    let error = MATH.to_mathml(r"\SI{3}{\unheard}", true).unwrap_err();
    assert_eq!(error.range, 7..15);
}

#[test]
fn numbers_may_hold_commands_and_be_a_power_alone() {
    for (typed, same) in [
        (r"\num{2 \times 10^3}", r"2\times 10^3"),
        (r"\num{2 x 10^3}", r"2\times 10^3"),
        (r"\num{\approx 3e4}", r"\approx 3\times 10^{4}"),
        (r"\num{2\pi x r}", r"2\pi\times r"),
        (r"\num{\exp x}", r"\exp\times "),
        (r"\num{e5}", "10^{5}"),
        (r"\num{-E-5}", "-10^{-5}"),
        (r"\num{1,5 +- 0,1 e3}", r"1{,}5\pm 0{,}1\times 10^{3}"),
        (r"\num{3e}", "3e"),
        (r"\num{1{,}5e3}", r"1{,}5\times 10^{3}"),
        (r"\num{2\mathrm{ex}}", r"2\mathrm{ex}"),
        (r"\num{}", ""),
    ] {
        assert_eq!(shown(typed), shown(same), "{typed}");
    }
}

#[test]
fn formulas_define_commands_for_themselves() {
    assert_eq!(shown(r"\newcommand{\half}[1]{\frac{#1}{2}} \half{x}"), "x2 | mfrac");
    assert_eq!(shown(r"\newcommand{\f}[2][n]{#1_{#2}} \f{a} \f[m]{b}"), "namb | msub msub");
    assert_eq!(shown(r"\def\p#1#2{(#1,#2)} \p ab"), "(a,b) |");
    assert_eq!(shown(r"\def\half{1/2} x^\half y"), "x1/2y | msup");
    let reported = |tex: &str| MATH.to_mathml(tex, false).unwrap_err();
    assert!(reported(r"\def\a{\a} x\a").message.contains("uses itself"));
    assert_eq!(reported(r"x \def\a#1{#1#1} \a").range, 17..19);
    assert!(reported(r"\def\a{\b\b}\def\b{\c\c}\def\c{\a\a}\a").message.contains("uses itself"));
}

#[test]
fn errors_stand_where_they_were_typed_whatever_was_rewritten() {
    let reported = |tex: &str| MATH.to_mathml(tex, true).unwrap_err();
    for tex in [
        r"\begin{split} a &= \unheard \end{split}",
        r"\boxed{\mbox{a} + \unheard}",
        r"\begin{array}{@{}l@{}} \text{$a$ and $\unheard$} \cr b \end{array}",
        r"\def\x#1{#1+#1} \x{\unheard}",
        r"a \tag{1} \\ \unheard",
    ] {
        let error = reported(tex);
        assert_eq!(&tex[error.range.clone()], r"\unheard", "{tex}: {error:?}");
        assert_eq!(error.unknown.as_deref(), Some(r"\unheard"));
    }
    assert_eq!(reported(r"\frac{a}{b").range, 8..9);
    assert_eq!(reported(r"\alpha }").range, 7..8);
}

#[test]
fn macros_grow_and_nest_without_an_overflow() {
    let body = "#1".repeat(3_000);
    let reported = |tex: &str| MATH.to_mathml(tex, true).unwrap_err().message;
    assert!(reported(&format!(r"\def\a#1{{{body}}}\a{{{}}}", "x".repeat(3_000))).contains("too large"));
    let deep = format!(r"\def\a#1{{{}#1{}}}", "{".repeat(10), "}".repeat(10));
    let nested = format!("{deep}{}x{}", r"\a{".repeat(400), "}".repeat(400));
    assert!(MATH.to_mathml(&nested, true).is_ok());
    let fractions = format!(r"\def\a#1{{\frac{{#1}}{{2}}}}{}x{}", r"\a{".repeat(900), "}".repeat(900));
    assert!(reported(&fractions).contains("levels deep"));
    let boxes = format!("{}x{}", r"\boxed{".repeat(300), "}".repeat(300));
    assert!(MATH.to_mathml(&boxes, true).is_err());
}

fn with(macros: &[(&str, &str)]) -> Math {
    Math::new(macros.iter().map(|(name, meaning)| ((*name).to_owned(), (*meaning).to_owned())).collect())
}

#[test]
fn a_course_has_macros_of_its_own() {
    let math = with(&[("R", r"\mathbb{R}"), ("norm", r"\left\|#1\right\|"), ("grad", r"\nabla")]);
    let shown = |tex: &str| seen(&math.to_mathml(tex, false).unwrap());
    assert_eq!(shown(r"\norm{x} \in \R^n"), "‖x‖∈ℝn | msup");
    assert_eq!(shown(r"\grad f"), "∇f |");
    assert!(math.faults().is_empty());
    let mathml = math.to_mathml(r"\R", false).unwrap();
    assert!(mathml.contains(r#"<annotation encoding="application/x-tex">\R</annotation>"#), "{mathml}");
}

#[test]
fn a_faulty_macro_is_told_once() {
    let math =
        with(&[("a", r"\b"), ("b", r"x\a"), ("c", r"\frca{1}{2}"), ("d", "#0"), ("e", r"\c"), ("f", "y"), ("g", "{x")]);
    let faults: Vec<_> = math.faults().iter().map(|(name, fault)| (name.as_str(), fault.as_str())).collect();
    assert_eq!(
        faults,
        [
            ("a", r"`\a` uses itself, so its expansion would never end"),
            ("b", r"`\b` uses itself, so its expansion would never end"),
            ("c", r"unknown command `\frca`; did you mean `\frac`?"),
            ("d", "`#` must be followed by an argument number from 1 to 9"),
            ("g", "the brace `{` is not closed"),
        ]
    );
    assert!(math.to_mathml(r"\c", false).unwrap_err().reported);
    assert!(math.to_mathml(r"\e", false).unwrap_err().reported);
    assert!(!math.to_mathml(r"\f + \h", false).unwrap_err().reported);
}

#[test]
fn a_mistyped_command_finds_its_neighbour() {
    let math = with(&[("gradient", r"\nabla")]);
    assert_eq!(math.nearest(r"\aplha").as_deref(), Some(r"\alpha"));
    assert_eq!(math.nearest(r"\gradint").as_deref(), Some(r"\gradient"));
    assert_eq!(math.nearest(r"\xyzzyx"), None);
}

#[test]
fn wide_formulas_are_told_by_their_width() {
    let wide = |tex: &str| width(&MATH.to_mathml(tex, true).unwrap());
    let near =
        |tex: &str, ems: u32| assert!((ems * 85..ems * 115).contains(&(wide(tex) * 100)), "{tex}: {}", wide(tex));
    // Measured in Chromium with DejaVu Math.
    near(r"f(x) = \frac{1}{\sigma\sqrt{2\pi}} \exp\left(-\frac{(x-\mu)^2}{2\sigma^2}\right)", 146);
    near(&vec![r"\frac{10}{11}"; 40].join("+"), 1049);
    near(&vec!["x_{1}"; 40].join("+"), 1003);
    assert!(wide(r"\begin{matrix} aaaaaaaa & b \\ a & bbbbbbbb \end{matrix}") > wide("aaaaaaaabbbbbbbb"));
    assert_eq!(wide(r"\frac{aaaa}{b}"), wide(r"\frac{b}{aaaa}"));
    assert!(wide("x^{aaaa}") < wide("xaaaa"));
    assert_eq!(step(30), None);
    assert_eq!(step(100_000), WIDTHS.last().copied());
    assert!(step(400).is_some_and(|step| (44..=54).contains(&step)));
}
