//! Finds a browser that can print.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::fs;

/// A browser that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Browser {
    /// Its program.
    pub path: PathBuf,
}

impl fmt::Display for Browser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the browser `{}`", self.path.display())
    }
}

/// Where a browser is looked for.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// A path or name that was given on the command line.
    pub requested: Option<PathBuf>,
    /// What `CLINIC_BROWSER` says.
    pub variable: Option<OsString>,
    /// What `PATH` says.
    pub path: Option<OsString>,
    /// Folders in which programs are installed on this system, with the user's own.
    pub installed: Vec<PathBuf>,
}

/// Programs that are looked for in `PATH`, in this order.
const NAMES: [&str; 9] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
    "brave-browser",
];

/// Where browsers lie below the folders of installed programs on macOS and Windows.
const BELOW: [&str; 7] = [
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "Brave Browser.app/Contents/MacOS/Brave Browser",
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
    "BraveSoftware/Brave-Browser/Application/brave.exe",
];

impl Search {
    /// The first that is there: the one that was asked for, that of the variable, one in `PATH`, one that is installed.
    ///
    /// # Errors
    /// What was named is not there, or nothing is.
    pub fn find(&self) -> Result<Browser> {
        if let Some(requested) = &self.requested {
            return self.named(requested, "`--browser`");
        }
        if let Some(variable) = self.variable.as_ref().filter(|value| !value.is_empty()) {
            return self.named(Path::new(variable), "the environment variable `CLINIC_BROWSER`");
        }
        let in_path = NAMES.iter().find_map(|name| self.in_path(OsStr::new(name)));
        let installed = || {
            let places = self.installed.iter().flat_map(|folder| BELOW.iter().map(|below| folder.join(below)));
            places.into_iter().find(|path| fs::is_file(path))
        };
        in_path.or_else(installed).map(|path| Browser { path }).ok_or_else(|| none(std::env::consts::OS))
    }

    /// A path, or a name in `PATH`.
    fn named(&self, name: &Path, by: &str) -> Result<Browser> {
        let is_bare = name.components().count() == 1;
        let found = if fs::is_file(name) {
            Some(fs::absolute(name)?)
        } else {
            self.in_path(name.as_os_str()).filter(|_| is_bare)
        };
        found.map(|path| Browser { path }).ok_or_else(|| {
            Error::refused(
                format!("{by} specifies the browser `{}`, which does not exist", name.display()),
                "specify the path to Chromium, Chrome, or Edge",
            )
        })
    }

    fn in_path(&self, name: &OsStr) -> Option<PathBuf> {
        let folders = std::env::split_paths(self.path.as_ref()?).filter(|folder| folder.is_absolute());
        let candidates = folders.flat_map(|folder| {
            let plain = folder.join(name);
            let mut with_ending = plain.clone().into_os_string();
            with_ending.push(std::env::consts::EXE_SUFFIX);
            [PathBuf::from(with_ending), plain]
        });
        candidates.into_iter().find(|path| fs::is_file(path))
    }
}

fn none(system: &str) -> Error {
    let install = match system {
        "macos" => "install Google Chrome (`brew install --cask google-chrome`)",
        "windows" => "install Google Chrome or Microsoft Edge (`winget install Google.Chrome`)",
        "linux" => {
            "install Chromium (Debian, Ubuntu: `apt install chromium`; Fedora: `dnf install chromium`; \
                    Arch: `pacman -S chromium`)"
        }
        _ => "install Chromium, Chrome, or Edge",
    };
    Error::refused(
        "clinic cannot find Chromium, Chrome, or Edge on this machine",
        format!(
            "{install}, or set the path to a browser with `--browser`; you can also open the pages at `print/` in any browser and print them from there"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn machine(files: &[&str]) -> (tempfile::TempDir, Search) {
        let root = tempfile::tempdir().unwrap();
        for file in files {
            fs::write(&root.path().join(file), b"").unwrap();
        }
        let path = std::env::join_paths([root.path().join("bin"), root.path().join("local")]).unwrap();
        let search =
            Search { path: Some(path), installed: vec![root.path().join("Applications")], ..Search::default() };
        (root, search)
    }

    fn found(root: &tempfile::TempDir, search: &Search) -> String {
        let browser = search.find().unwrap();
        browser.path.strip_prefix(root.path()).unwrap().to_string_lossy().replace('\\', "/")
    }

    #[test]
    fn the_name_counts_for_more_than_the_place_in_path() {
        let (root, search) = machine(&["bin/msedge", "local/chromium"]);
        assert_eq!(found(&root, &search), "local/chromium");
    }

    #[test]
    fn what_is_asked_for_wins_and_then_the_variable() {
        let (root, search) = machine(&["bin/chromium", "bin/mine", "bin/other"]);
        let search = Search { variable: Some("other".into()), ..search };
        assert_eq!(found(&root, &search), "bin/other");
        let search = Search { requested: Some(root.path().join("bin/mine")), ..search };
        assert_eq!(found(&root, &search), "bin/mine");
    }

    #[test]
    fn what_is_named_and_not_there_is_not_replaced_by_another() {
        let (_root, search) = machine(&["bin/chromium"]);
        let requested = Search { requested: Some("bin/nothing".into()), ..search.clone() };
        assert!(
            requested.find().unwrap_err().to_string().starts_with("`--browser` specifies the browser `bin/nothing`")
        );
        let variable = Search { variable: Some("nothing".into()), ..search.clone() };
        assert!(variable.find().unwrap_err().to_string().contains("`CLINIC_BROWSER`"));
        let empty = Search { variable: Some(OsString::new()), ..search };
        assert!(empty.find().is_ok());
    }

    #[test]
    fn programs_of_macos_and_windows_are_found_where_they_are_installed() {
        for below in BELOW {
            let (root, search) = machine(&[&format!("Applications/{below}")]);
            assert_eq!(found(&root, &search), format!("Applications/{below}"));
        }
    }

    #[test]
    fn a_machine_without_a_browser_is_told_what_to_install() {
        let (_root, search) = machine(&["bin/firefox"]);
        let error = search.find().unwrap_err();
        assert!(error.to_string().contains("cannot find Chromium"));
        for (system, cure) in [("linux", "apt install"), ("macos", "brew"), ("windows", "winget"), ("haiku", "Edge")] {
            let help = none(system).help().unwrap_or_default().to_owned();
            assert!(help.contains(cure) && help.contains("--browser") && help.contains("print/"), "{help}");
        }
    }
}
