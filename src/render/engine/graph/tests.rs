use super::*;

fn read(templates: &[(&str, &str)]) -> (Vec<Fault>, BTreeMap<String, Size>) {
    let outlines: Vec<(&str, Outline)> = templates.iter().map(|(name, text)| (*name, Outline::of(text))).collect();
    Graph::new(outlines.iter().map(|(name, outline)| (*name, outline))).read()
}

/// The ways of all faults.
fn ways(templates: &[(&str, &str)]) -> Vec<String> {
    read(templates)
        .0
        .iter()
        .map(|fault| format!("{:?} {}: {}", fault.kind, fault.template, fault.path.join(" → ")))
        .collect()
}

/// Templates of which each says what `link` makes of the number of the next; the last one is plain.
fn chained(many: usize, link: impl Fn(usize) -> String) -> Vec<(String, String)> {
    let text = |at: usize| if at + 1 < many { link(at + 1) } else { "{% block b %}x{% endblock %}".to_owned() };
    (0..many).map(|at| (format!("a{at:04}"), text(at))).collect()
}

fn faults(templates: &[(String, String)]) -> Vec<Fault> {
    let templates: Vec<(&str, &str)> = templates.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    read(&templates).0
}

#[test]
fn a_circle_is_told_once_with_all_its_members() {
    let include = |name: &str| format!("{{% if x %}}{{% include \"{name}\" %}}{{% endif %}}");
    assert_eq!(ways(&[("a", &include("a"))]), ["Circle a: `a` → `a`"]);
    assert_eq!(
        ways(&[("a", &include("b")), ("b", &include("a")), ("z", &include("a"))]),
        ["Circle b: `a` → `b` → `a`"]
    );
    assert_eq!(
        ways(&[("a", "{% extends \"b\" %}"), ("b", "{% extends 'c' %}"), ("c", "{% extends `b` %}")]),
        ["Circle c: `b` → `c` → `b`"]
    );
    let two = [("a", include("b")), ("b", include("a")), ("c", include("d")), ("d", include("c"))];
    let two: Vec<(&str, &str)> = two.iter().map(|(name, text)| (*name, text.as_str())).collect();
    assert_eq!(ways(&two).len(), 2, "each circle by itself");
}

#[test]
fn a_circle_may_lead_through_layers_components_and_blocks() {
    let over = [("a", "{% include \"under/a\" %}"), ("b", "{% include 'a' %}"), ("under/a", "{% include \"b\" %}")];
    assert_eq!(ways(&over), ["Circle b: `a` → `under/a` → `b` → `a`"]);
    let component = [("a", "{% component c() %}{% include \"a\" %}{% endcomponent %}{{ <c/> }}")];
    assert_eq!(ways(&component), ["Circle a: `a` → `a`"]);
    let mixed = [("a", "{% extends \"b\" %}"), ("b", "{% include \"a\" %}")];
    assert_eq!(ways(&mixed), ["Circle b: `a` → `a`"]);
    let above = [
        ("base", "{% block a %}{% block b %}{% endblock %}{% endblock %}"),
        ("child", "{% extends \"base\" %}{% block b %}{% block a %}{{ super() }}{% endblock %}{% endblock %}"),
    ];
    assert_eq!(
        ways(&above),
        ["Circle child: block `a` of `child` → block `a` of `base` → block `b` of `child` → block `a` of `child`"]
    );
}

#[test]
fn what_looks_like_a_circle_and_ends_is_none() {
    for templates in [
        // A component that calls itself ends where its arguments say so.
        vec![(
            "a",
            "{% component tree(n) %}{% if n %}{{ <tree n={n.below}/> }}{% endif %}{% endcomponent %}{{ <tree n={n}/> }}",
        )],
        // A template of the same name one layer beneath.
        vec![("a", "{% extends \"under/a\" %}"), ("under/a", "{% extends \"under/a\" %}"), ("under/under/a", "x")],
        // The parent would take its child in, in a block that the child replaces.
        vec![
            ("a", "{% extends \"b\" %}{% block x %}{% endblock %}"),
            ("b", "{% block x %}{% include \"a\" %}{% endblock %}"),
        ],
        // Two ways to one template.
        vec![("a", "{% include \"b\" %}{% include \"c\" %}"), ("b", "{% include \"c\" %}"), ("c", "")],
        vec![("a", "{% include \"none\" %}{% include \"none\" %}")],
    ] {
        let (faults, sizes) = read(&templates);
        assert_eq!(faults, []);
        assert_eq!(sizes.len(), templates.len());
    }
}

#[test]
fn what_stands_too_deep_is_told_once() {
    let links: [&dyn Fn(usize) -> String; 3] = [
        &|next| format!("{{% include \"a{next:04}\" %}}"),
        &|next| format!("{{% include \"a{next:04}\" %}}{{% include \"a{next:04}\" %}}"),
        &|next| format!("{{% extends \"a{next:04}\" %}}{{% block b %}}{{{{ super() }}}}{{% endblock %}}"),
    ];
    for (at, link) in links.iter().enumerate() {
        // The body of the last and its block are two more.
        let fits = if at == 1 { 16 } else { MOST_DEEP - 1 };
        assert_eq!(faults(&chained(fits, link)), [], "{at}");
        let reported = faults(&chained(2_000, link));
        let first = reported.first().map(|fault| (fault.kind, fault.broken.contains("a0000")));
        assert_eq!(first, Some((FaultKind::Deep, true)), "{at}");
    }
    assert_eq!(faults(&chained(150, links[0])).len(), 1, "those beneath are not too deep by themselves");
}

#[test]
fn what_comes_to_too_many_is_told() {
    let reported = faults(&chained(40, |next| format!("{{% include \"a{next:04}\" %}}{{% include \"a{next:04}\" %}}")));
    let kinds: Vec<(FaultKind, &str)> = reported.iter().map(|fault| (fault.kind, fault.template.as_str())).collect();
    assert_eq!(kinds, [(FaultKind::Many, "a0023")], "the smallest that does");
}
