//! What a site sends out: to search engines, to who shows links to it, to readers of its feed, and to its host.
#![expect(clippy::disallowed_methods, reason = "the tests look at the disk from outside")]

use serde_json::{Value, json};

use crate::support::{Built, Course, module};

/// A course that knows its address, with a module of two days and one that was never dated.
fn dated() -> Course {
    Course::with("clinic.yaml", "title: 'C & D'\nid: cd\ndescription: 'All & more'\nbase_url: https://example.org/c\n")
        .and("content/01-s/_index.md", "---\ntitle: S\nupdated: 2026-03-01\n---\n")
        .and("content/01-s/01-a.md", module("'A < B'", "description: 'Of \\\"A\\\"'\ndate: 2026-01-02\ntags: [x, y]\n"))
        .and("content/01-s/02-b/index.md", module("B", "date: 2026-01-03\nupdated: 2026-02-03\n"))
        .and(
            "content/01-s/02-b/practice/01-lab.md",
            "---\ntitle: Lab\nupdated: 2026-04-05\n---\n\n## Mistake check\n\n1. One.\n",
        )
        .and("content/01-s/03-c.md", module("C", ""))
}

const PICTURE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"/>";

fn meta(property: &str, content: &str) -> String {
    format!("<meta property=\"og:{property}\" content=\"{content}\">")
}

/// The linked data of a page.
fn linked(built: &Built, path: &str) -> Option<Value> {
    let page = built.expect_file(path);
    let (_, rest) = page.text().split_once("<script type=\"application/ld+json\">")?;
    let (data, _) = rest.split_once("</script>")?;
    Some(serde_json::from_str(data).unwrap_or_else(|error| panic!("{path}: {error}: {data}")))
}

// The address

#[test]
fn who_builds_says_where_the_site_will_be() {
    let course = dated();
    course.run(&["build", "--base-url", "https://example.net/x"]).success();
    let home = std::fs::read_to_string(course.path("public/index.html"));
    assert!(home.is_ok_and(|home| home.contains("<link rel=\"canonical\" href=\"https://example.net/x/\">")));
    let missing = std::fs::read_to_string(course.path("public/404.html"));
    assert!(missing.is_ok_and(|missing| missing.contains("href=\"/x/\"")));
    // The next run is asked for something else, and the one after that for what the configuration says.
    course.run(&["build", "--base-url", "https://example.net/y/"]).success();
    let robots = |wanted: &str| {
        let robots = std::fs::read_to_string(course.path("public/robots.txt"));
        assert!(robots.is_ok_and(|robots| robots.contains(wanted)), "{wanted}");
    };
    robots("Sitemap: https://example.net/y/sitemap.xml\n");
    course.run(&["build"]).success();
    robots("Sitemap: https://example.org/c/sitemap.xml\n");
    course.run(&["check", "--base-url", "https://example.net/y/"]).success();
}

#[test]
fn the_id_of_a_course_does_not_follow_the_address_that_it_is_built_for() {
    let id = |arguments: &[&str]| {
        let course =
            Course::with("content/01-a.md", module("A", "")).and("clinic.yaml", "title: C\nbase_url: https://a.org/\n");
        course.run(&[&["build"], arguments].concat()).success();
        let data = std::fs::read_to_string(course.path("public/course.json")).unwrap_or_default();
        serde_json::from_str::<Value>(&data).map(|data| data["id"].clone()).unwrap_or_default()
    };
    let own = id(&[]);
    assert!(own.is_string());
    assert_eq!(own, id(&["--base-url", "https://b.org/"]));
}

#[test]
fn an_address_that_is_none_is_refused_before_anything_is_read() {
    for typed in ["example.org", "ftp://example.org/", "https://", "https://example.org/?a", ""] {
        let output = Course::with("clinic.yaml", "title: [\n").run(&["build", "--base-url", typed]).code(2);
        let told = String::from_utf8_lossy(&output.get_output().stderr).into_owned();
        assert!(told.contains("use the full address, such as `https://example.org/course/`"), "{typed}: {told}");
    }
}

// Links to it

#[test]
fn a_page_tells_who_shows_a_link_to_it_what_it_is() {
    let built = dated().build();
    let page = built.expect_file("s/a/index.html");
    page.contains(&meta("title", "A &lt; B"))
        .contains(&meta("type", "article"))
        .contains(&meta("site_name", "C &amp; D"));
    page.contains(&meta("description", "Of &quot;A&quot;")).contains(&meta("url", "https://example.org/c/s/a/"));
    page.contains("<meta name=\"twitter:card\" content=\"summary\">").lacks("og:image");
    built.expect_file("index.html").contains(&meta("type", "website"));
    built.expect_file("s/a/print/index.html").lacks("og:");
    dated().instructor().expect_file("s/a/index.html").lacks("og:").lacks("twitter:").lacks("ld+json");
}

#[test]
fn a_page_is_shown_with_its_own_image_or_that_of_the_course() {
    let course = dated()
        .and("clinic.yaml", "title: C\nbase_url: https://example.org/c/\nimage: /img/course.svg\n")
        .and("static/img/course.svg", PICTURE)
        .and("content/01-s/own.svg", PICTURE)
        .and("content/01-s/01-a.md", module("A", "image: own.svg\n"));
    let built = course.build();
    built.expect_no_findings();
    let own = built.expect_file("s/a/index.html");
    own.contains(&meta("image", "https://example.org/c/s/own.svg")).contains(&meta("image:width", "4"));
    own.contains("<meta name=\"twitter:card\" content=\"summary_large_image\">");
    built.expect_file("s/own.svg");
    for page in ["index.html", "s/index.html", "s/b/index.html", "radar/index.html"] {
        built.expect_file(page).contains(&meta("image", "https://example.org/c/img/course.svg"));
    }
    assert_eq!(
        linked(&built, "index.html").map(|data| data["image"].clone()),
        Some(json!("https://example.org/c/img/course.svg"))
    );
}

#[test]
fn an_image_that_is_not_there_is_told_at_its_place() {
    let course = dated().and(
        "content/01-s/01-a.md",
        "---\ntitle: A\nradar: [{ mistake: M, where: W, symptom: S, repair: R }]\nimage: gone.png\n---\n",
    );
    course.check().expect_findings(&["missing-image content/01-s/01-a.md:4:8"]);
    let course = dated().and("clinic.yaml", "title: C\nimage: gone.png\n");
    course.check().expect_findings(&["missing-image clinic.yaml:2:8"]);
}

#[test]
fn the_image_of_a_page_that_is_withheld_is_withheld_too() {
    let course = dated()
        .and("content/01-s/04-key.md", module("Key", "edition: instructor\nimage: key.svg\n"))
        .and("content/01-s/key.svg", PICTURE);
    course.build().expect_no_findings().expect_no_file("s/key.svg");
    course.instructor().expect_file("s/key.svg");
}

// Linked data

#[test]
fn the_course_and_its_modules_are_told_as_data() {
    let built = dated().build();
    let course = json!({
        "@context": "https://schema.org", "@type": "Course", "name": "C & D", "url": "https://example.org/c/",
        "description": "All & more", "inLanguage": "en"
    });
    assert_eq!(linked(&built, "index.html"), Some(course));
    let module = json!({
        "@context": "https://schema.org", "@type": "LearningResource", "name": "A < B",
        "url": "https://example.org/c/s/a/", "description": "Of \"A\"", "inLanguage": "en",
        "datePublished": "2026-01-02", "keywords": ["x", "y"],
        "isPartOf": { "@type": "Course", "name": "C & D", "url": "https://example.org/c/" }
    });
    assert_eq!(linked(&built, "s/a/index.html"), Some(module));
    for page in ["s/index.html", "s/b/practice/lab/index.html", "s/a/print/index.html", "radar/index.html", "404.html"]
    {
        assert_eq!(linked(&built, page), None, "{page}");
    }
}

#[test]
fn no_title_ends_the_data_that_it_stands_in() {
    let title = "</script><script>alert(1)</script><!--";
    let course = Course::with("clinic.yaml", format!("title: '`{title}`'\nbase_url: https://example.org/\n"));
    let built = course.and("content/01-a.md", module(&format!("'`{title}`'"), "")).build();
    assert_eq!(linked(&built, "index.html").map(|data| data["name"].clone()), Some(json!(title)));
    assert_eq!(linked(&built, "a/index.html").map(|data| data["name"].clone()), Some(json!(title)));
    built.expect_file("a/index.html").lacks("<script>");
}

// Search engines and readers of feeds

#[test]
fn a_sitemap_tells_when_pages_changed_that_say_so() {
    let sitemap = dated().build();
    let sitemap = sitemap.expect_file("sitemap.xml");
    sitemap.contains("<url><loc>https://example.org/c/s/</loc><lastmod>2026-03-01</lastmod></url>");
    sitemap.contains("<url><loc>https://example.org/c/s/a/</loc><lastmod>2026-01-02</lastmod></url>");
    sitemap.contains("<url><loc>https://example.org/c/s/b/</loc><lastmod>2026-02-03</lastmod></url>");
    sitemap.contains("<url><loc>https://example.org/c/s/c/</loc></url>");
    sitemap.contains("<url><loc>https://example.org/c/s/a/print/</loc></url>");
}

#[test]
fn a_feed_lists_modules_by_the_day_of_the_last_change_in_them() {
    let built = dated().build();
    let feed = built.expect_file("feed.xml");
    feed.contains_in_order(&[
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">",
        "<id>https://example.org/c/</id>",
        "<title>C &amp; D</title>",
        "<subtitle>All &amp; more</subtitle>",
        "<updated>2026-04-05T00:00:00Z</updated>",
        "<link rel=\"self\" type=\"application/atom+xml\" href=\"https://example.org/c/feed.xml\"/>",
        "<author><name>C &amp; D</name></author>",
        "<id>https://example.org/c/s/b/</id>",
        "<updated>2026-04-05T00:00:00Z</updated>",
        "<published>2026-01-03T00:00:00Z</published>",
        "<id>https://example.org/c/s/a/</id>",
        "<title>A &lt; B</title>",
        "<summary>Of &quot;A&quot;</summary>",
    ]);
    feed.says("<entry>", 2);
    built
        .expect_file("index.html")
        .contains("<link rel=\"alternate\" type=\"application/atom+xml\" href=\"feed.xml\">");
}

#[test]
fn there_is_a_feed_only_where_something_is_dated_and_at_an_address() {
    dated().instructor().expect_no_file("feed.xml");
    let without = dated().and("clinic.yaml", "title: C\n").build();
    without.expect_no_file("feed.xml").expect_file("index.html").lacks("atom+xml").lacks("ld+json");
    let undated =
        Course::with("content/01-a.md", module("A", "")).and("clinic.yaml", "title: C\nbase_url: https://a.org/\n");
    undated.build().expect_no_file("feed.xml").expect_file("sitemap.xml");
    let withheld = undated.and("content/02-b.md", module("B", "date: 2026-01-01\nedition: instructor\n"));
    withheld.build().expect_no_file("feed.xml");
}

#[test]
fn a_feed_holds_the_fifty_newest() {
    let mut course = dated();
    for number in 0..60 {
        let path = format!("content/01-s/{:03}-m.md-{number}.md", 100 + number);
        course = course.and(&path, module(&format!("M{number}"), &format!("date: 2026-05-{:02}\n", 1 + number % 28)));
    }
    let built = course.build();
    let feed = built.expect_file("feed.xml");
    feed.says("<entry>", 50).contains("2026-05-28").lacks("https://example.org/c/s/a/");
}

// Hosts

#[test]
fn a_host_is_told_what_to_send() {
    let built = dated().and("clinic.yaml", "title: C\nbase_url: https://example.org/c/\nframe_ancestors: [https://lms.example.org, 'https://*.school.example:8443']\n").build();
    built.expect_no_findings().expect_file(".nojekyll");
    let headers = built.expect_file("_headers");
    assert!(headers.text().starts_with("/c/*\n  Content-Security-Policy: default-src 'none'; script-src 'self'; "));
    headers.contains("; frame-ancestors 'self' https://lms.example.org https://*.school.example:8443\n");
    headers.lacks("unsafe").contains("\n  X-Content-Type-Options: nosniff\n");
    // Files whose names tell what they hold, and no others, are kept for good.
    let kept: Vec<&str> = headers.text().lines().filter_map(|line| line.strip_prefix("/c/assets/")).collect();
    assert!(kept.iter().any(|name| name.starts_with("site.") && name.rsplit('.').next() == Some("css")), "{kept:?}");
    for name in kept {
        built.expect_file(&format!("assets/{name}"));
        assert!(name.split('.').any(|part| part.len() == 10), "{name} has no digest in it");
    }
    headers
        .says("Cache-Control: public, max-age=31536000, immutable\n", headers.text().matches("\n/c/assets/").count());
    dated().build().expect_file("_headers").contains("; frame-ancestors 'self'\n");
}

#[test]
fn what_is_no_site_for_a_frame_is_told() {
    let lines = "frame_ancestors: [https://lms.example.org/course, \"'none'\", 'https://a.org; script-src *']\n";
    let course = dated().and("clinic.yaml", format!("title: C\n{lines}"));
    course.check().expect_findings(&[
        "wrong-type clinic.yaml:2:19",
        "wrong-type clinic.yaml:2:51",
        "wrong-type clinic.yaml:2:61",
    ]);
    dated().and("clinic.yaml", "title: C\nframe_ancestors: https://lms.example.org\n").check().expect_no_findings();
}

#[test]
fn earlier_addresses_are_told_to_hosts_that_lead_on_themselves() {
    let course =
        dated().and("content/01-s/03-c.md", module("C", "aliases: [/old/, '/a b/', /older.html, '/x/:y/', '/z*/']\n"));
    let built = course.build();
    let wanted = "/c/a%20b/ /c/s/c/ 301\n/c/old/ /c/s/c/ 301\n/c/older.html /c/s/c/ 301\n";
    assert_eq!(built.expect_file("_redirects").text(), wanted);
    built.expect_file("old/index.html").contains("http-equiv=\"refresh\"");
    dated().build().expect_no_file("_redirects");
}

#[test]
fn files_for_hosts_that_are_the_authors_own_stay() {
    let course = dated()
        .and("content/01-s/03-c.md", module("C", "aliases: [/old/]\n"))
        .and("static/_headers", "/*\n  X-Mine: yes\n")
        .and("static/_redirects", "/mine /yours 302\n")
        .and("static/.nojekyll", "mine");
    let built = course.build();
    built.expect_no_findings();
    assert_eq!(built.expect_file("_headers").text(), "/*\n  X-Mine: yes\n");
    assert_eq!(built.expect_file("_redirects").text(), "/mine /yours 302\n");
    assert_eq!(built.expect_file(".nojekyll").text(), "mine");
}
