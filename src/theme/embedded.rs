//! The built-in templates and themes, part of the program; a test compares the lists with the folders.

macro_rules! files {
    ($folder:literal: $($name:literal),* $(,)?) => {
        &[$(($name, include_bytes!(concat!("../../", $folder, "/", $name)))),*]
    };
}

/// The built-in templates by name, all that stand in `templates/`: `build.rs` lists them.
pub(super) const TEMPLATES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/templates.rs"));

/// Files by their paths from the folder of a theme.
type Files = &'static [(&'static str, &'static [u8])];

/// The built-in themes with their files, the one that courses have by default first.
pub(super) const THEMES: &[(&str, Files)] = &[
    (
        "clinic",
        files!["themes/clinic":
            "static/base.css",
            "static/icon.svg",
            "static/sheet.css",
            "static/sheet.js",
            "static/site.css",
            "static/site.js",
            "theme.yaml",
        ],
    ),
    ("notebook", files!["themes/notebook": "static/site.css", "theme.yaml"]),
    ("contrast", files!["themes/contrast": "static/site.css", "theme.yaml"]),
];
