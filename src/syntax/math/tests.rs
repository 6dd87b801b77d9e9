//! A broad set of formulas against the closed lists, and what becomes of wrong or hostile ones.

use super::*;

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
    let math = Math::default();
    let each = FORMULAS.iter().flat_map(|&tex| [(tex, false), (tex, true)]);
    each.filter_map(move |(tex, display)| Some((tex, math.convert(tex, display).ok()?.mathml)))
}

#[test]
fn nothing_of_the_broad_set_is_dropped() {
    for (tex, mathml) in converted() {
        assert_eq!(rewrite::rewrite(&mathml).unwrap().dropped, [""; 0], "{tex}");
    }
}

#[test]
fn the_converter_knows_the_broad_set() {
    let math = Math::default();
    let unknown: Vec<_> = FORMULAS.iter().filter_map(|tex| math.to_mathml(tex, true).err()).collect();
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
    let mathml = Math::default().to_mathml("a<b", false).unwrap();
    assert_eq!(
        mathml,
        "<math><semantics><mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow>\
         <annotation encoding=\"application/x-tex\">a&lt;b</annotation></semantics></math>"
    );
}

#[test]
fn display_sets_a_block() {
    assert!(Math::default().to_mathml("x", true).unwrap().starts_with("<math display=\"block\">"));
}

#[test]
fn errors_name_the_bytes_and_end_without_a_stop() {
    let error = Math::default().to_mathml(r"é + \unheard{x}", false).unwrap_err();
    assert_eq!(error.range, 5..13);
    assert_eq!(error.message, r"Unknown command `\unheard`");
    assert_eq!(error.unknown.as_deref(), Some(r"\unheard"));
}

#[test]
fn authors_cannot_write_elements() {
    let math = Math::default();
    let names =
        [r"\text{<b>}", r"\operatorname{\text{<script>}}", r"\operatorname{\text{</mo><b><mo>}}", "<b>", r"\&<b>"];
    for mathml in names.iter().filter_map(|tex| math.to_mathml(tex, false).ok()) {
        assert!(!mathml.contains("<script") && !mathml.contains("<b>"), "{mathml}");
    }
}

#[test]
fn errors_in_arguments_of_macros_name_what_was_typed() {
    let error = Math::default().to_mathml(r"x + \textcolor{blu}{y}", false).unwrap_err();
    assert_eq!((error.range, error.message.as_str()), (14..19, "Unknown color `blu`"));
}

#[test]
fn a_reference_reaches_no_further_than_its_formula() {
    let error = Math::default().to_mathml(r"x + \eqref{other}", false).unwrap_err();
    assert_eq!((error.range, error.message.as_str()), (4..17, "The reference names no label of this formula"));
}

#[test]
fn long_formulas_are_refused() {
    assert!(Math::default().to_mathml(&"x".repeat(10_001), false).unwrap_err().message.contains("longer"));
    assert!(Math::default().to_mathml(&"x".repeat(9_000), false).is_ok());
}

#[test]
fn deep_formulas_are_refused_without_an_overflow() {
    let math = Math::default();
    for opener in [r"\frac1", r"\sqrt ", r"\hat ", "x^{", r"\left(", r"\begin{matrix}", r"\sqrt[", "{", r"\mathrm{"] {
        let tex = format!("{}x", opener.repeat(9_990 / opener.len()));
        assert!(math.to_mathml(&tex, true).is_err(), "{opener}");
    }
    assert!(math.to_mathml(&format!("{}x{}", "{".repeat(4_000), "}".repeat(4_000)), true).is_ok());
}

#[test]
fn one_converter_serves_all_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Math>();
}

#[test]
fn a_column_that_ends_where_a_script_is_due() {
    let told = |tex: &str| Math::default().to_mathml(tex, false).unwrap_err();
    assert_eq!(told(r"\begin{cases}^&\end{cases}").range, 13..15);
    assert_eq!(told(r"\begin{cases}x_ & y\end{cases}").range, 14..17);
    assert!(Math::default().to_mathml(r"\begin{cases}x\_ & y\end{cases}", false).is_ok());
}

proptest::proptest! {
    #[test]
    fn any_text_gives_an_element_or_a_place(tex in r#"(\\[a-z]{1,6}|[{}\[\]_^&'"<>#%~$ ]|\\\\|[a-zé0-9]|\\(begin|end)\{(cases|array)\}){0,20}"#) {
        match Math::default().to_mathml(&tex, false) {
            Ok(mathml) => assert!(mathml.starts_with("<math>") && !mathml.contains(" style=")),
            Err(error) => assert!(tex.get(error.range).is_some() && !error.message.ends_with('.')),
        }
    }
}
