//! The built-in templates and themes, part of the program; a test compares the lists with the folders.

macro_rules! files {
    ($kind:ident $folder:literal: $($name:literal),* $(,)?) => {
        &[$(($name, $kind!(concat!("../../", $folder, "/", $name)))),*]
    };
}

/// The built-in templates by name.
pub(super) const TEMPLATES: &[(&str, &str)] = files![include_str "templates":
    "404.html",
    "alias.html",
    "base.html",
    "clinic.html",
    "guide.html",
    "home.html",
    "packs.html",
    "page.html",
    "parts/answer.html",
    "parts/banner.html",
    "parts/clinic-contents.html",
    "parts/clinic-path.html",
    "parts/columns.html",
    "parts/contents-line.html",
    "parts/contents.html",
    "parts/counts.html",
    "parts/entries.html",
    "parts/footer.html",
    "parts/group-body.html",
    "parts/header.html",
    "parts/heading.html",
    "parts/icon.html",
    "parts/link-list.html",
    "parts/link.html",
    "parts/meta.html",
    "parts/module-contents.html",
    "parts/module-facts.html",
    "parts/module-leads.html",
    "parts/page-foot.html",
    "parts/page-head.html",
    "parts/pager.html",
    "parts/part-body.html",
    "parts/part-cards.html",
    "parts/part-checks.html",
    "parts/part-completion.html",
    "parts/part-log.html",
    "parts/part-protocol.html",
    "parts/part-radar.html",
    "parts/row-table.html",
    "parts/scheme.html",
    "parts/section-cards.html",
    "parts/section-nav.html",
    "parts/sheet-answers.html",
    "parts/sheet-asked.html",
    "parts/sheet-cards.html",
    "parts/sheet-checks.html",
    "parts/sheet-completion.html",
    "parts/sheet-controls.html",
    "parts/sheet-group.html",
    "parts/sheet-head.html",
    "parts/sheet-log.html",
    "parts/sheet-page.html",
    "parts/sheet-protocol.html",
    "parts/sheet-running.html",
    "parts/sheet-ticks.html",
    "parts/statement.html",
    "parts/turn-title.html",
    "print.html",
    "radar.html",
    "section-radar.html",
    "section.html",
    "tag.html",
    "tags.html",
];

/// Files by their paths from the folder of a theme.
type Files = &'static [(&'static str, &'static [u8])];

/// The built-in themes with their files, the one that courses have by default first.
pub(super) const THEMES: &[(&str, Files)] = &[
    (
        "clinic",
        files![include_bytes "themes/clinic":
            "static/base.css",
            "static/icon.svg",
            "static/sheet.css",
            "static/sheet.js",
            "static/site.css",
            "static/site.js",
            "theme.yaml",
        ],
    ),
    ("notebook", files![include_bytes "themes/notebook": "static/site.css", "theme.yaml"]),
    ("contrast", files![include_bytes "themes/contrast": "static/site.css", "theme.yaml"]),
];
