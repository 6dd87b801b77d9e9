//! Files by which a host builds a course and publishes it: each installs the version of the program that wrote them.

use std::str::FromStr;

/// Where a course is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// GitHub Pages.
    Github,
    /// GitLab Pages.
    Gitlab,
    /// Netlify.
    Netlify,
    /// Cloudflare Workers.
    Cloudflare,
    /// Codeberg Pages.
    Codeberg,
}

const INSTALL: &str = include_str!("files/publish/install.sh");
const SCRIPT: (&str, &str) = ("publish.sh", include_str!("files/publish/publish.sh"));

/// The command that builds, where a script does.
const BUILD: &str = "\"$CLINIC_HOME/bin/clinic\" build --output public";

impl Host {
    /// Each with its name, and what it is called by people.
    pub const ALL: [(Self, &'static str, &'static str); 5] = [
        (Self::Github, "github", "GitHub Pages"),
        (Self::Gitlab, "gitlab", "GitLab Pages"),
        (Self::Netlify, "netlify", "Netlify"),
        (Self::Cloudflare, "cloudflare", "Cloudflare Workers"),
        (Self::Codeberg, "codeberg", "Codeberg Pages"),
    ];

    /// The files that it reads, by their paths in the course, with places to be filled in.
    fn templates(self) -> Vec<(&'static str, &'static str)> {
        match self {
            Self::Github => vec![(".github/workflows/publish.yml", include_str!("files/publish/github.yml"))],
            Self::Gitlab => vec![(".gitlab-ci.yml", include_str!("files/publish/gitlab.yml"))],
            Self::Netlify => vec![("netlify.toml", include_str!("files/publish/netlify.toml")), SCRIPT],
            Self::Cloudflare => vec![("wrangler.toml", include_str!("files/publish/wrangler.toml")), SCRIPT],
            Self::Codeberg => vec![(".forgejo/workflows/publish.yml", include_str!("files/publish/codeberg.yml"))],
        }
    }

    /// The file at the head of which stands where the program comes from.
    pub fn head(self) -> &'static str {
        self.templates().last().map_or("", |(path, _)| path)
    }

    /// What is to be done there once, in a sentence.
    pub fn first_step(self) -> &'static str {
        match self {
            Self::Github => {
                "choose \"GitHub Actions\" as the source under Settings → Pages; then every push to `main` publishes the site"
            }
            Self::Gitlab => "push to the default branch; every push publishes the site",
            Self::Netlify => "connect the repository to Netlify; Netlify reads `netlify.toml`",
            Self::Cloudflare => {
                "connect the repository under Workers & Pages, and set `base_url` in `clinic.yaml`; Cloudflare reads `wrangler.toml`"
            }
            Self::Codeberg => {
                "switch on Actions under Settings → Units → Overview; then every push to `main` publishes the site"
            }
        }
    }

    /// What the course's README says of it.
    pub(super) fn described(self) -> String {
        let (_, _, name) = Self::ALL.into_iter().find(|(host, ..)| *host == self).unwrap_or(Self::ALL[0]);
        format!(
            "The site is published with {name}: {}. Only the learner edition is published; build the instructor edition by hand.\n\
             In `{1}`, `CLINIC_SOURCE` sets where to get `clinic`, and the line below it sets the version.",
            self.first_step(),
            self.head()
        )
    }

    /// The files that it reads, whole; `id` is a name of the course.
    pub(super) fn files(self, source: Option<&ProgramSource>, id: &str) -> Vec<(&'static str, String)> {
        let source = source.map_or("", ProgramSource::as_str);
        let mark = if matches!(self, Self::Github | Self::Codeberg) { "::error::" } else { "" };
        let install = INSTALL.trim_end().replace("{mark}", mark).replace("{head}", self.head());
        // Netlify tells the address of a site; its previews are other pages' copies, and say so.
        let address = if self == Self::Netlify { " ${URL:+--base-url \"$URL\"}" } else { "" };
        let build = format!("{}\n{BUILD}{address}", BUILD.replace("build --output public", "check --format concise"));
        let places = [
            ("{source}", source),
            ("{version}", env!("CARGO_PKG_VERSION")),
            ("{id}", id),
            ("{install}", &install),
            ("{build}", &build),
        ];
        let whole = |text: &str| places.iter().fold(text.to_owned(), |text, (place, value)| put(&text, place, value));
        self.templates().into_iter().map(|(path, text)| (path, whole(text))).collect()
    }
}

/// `text` with lines in a place, each as far from the margin as the place is.
fn put(text: &str, place: &str, lines: &str) -> String {
    let Some(at) = text.find(place) else { return text.to_owned() };
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let margin = &text[start..at];
    let lines: Vec<String> = if margin.trim().is_empty() {
        lines.split('\n').map(|line| if line.is_empty() { String::new() } else { format!("{margin}{line}") }).collect()
    } else {
        return text.replace(place, lines);
    };
    format!("{}{}{}", &text[..start], lines.join("\n"), &text[at + place.len()..])
}

/// Where the program comes from, for those who install it: its repository, an address that ends in `.git`, or a folder that
/// holds the archives of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgramSource(String);

/// Hosts on which an address of two names is that of a repository.
const FORGES: [&str; 3] = ["https://github.com/", "https://gitlab.com/", "https://codeberg.org/"];

impl ProgramSource {
    /// The public address of the program, where it is known.
    pub fn public() -> Option<Self> {
        env!("CARGO_PKG_REPOSITORY").parse().ok()
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ProgramSource {
    type Err = String;

    fn from_str(typed: &str) -> Result<Self, String> {
        let typed = typed.trim();
        let rest = ["https://", "http://", "ssh://", "file://"].iter().find_map(|scheme| typed.strip_prefix(scheme));
        // Whatever else a shell or YAML would read in it stands in no address.
        let fits = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#[]@!&()*+,;=%".contains(c);
        if rest.is_none_or(str::is_empty) || !typed.chars().all(fits) {
            return Err(
                "it is not a valid address that starts with `https://`, `http://`, `ssh://`, or `file://`".to_owned()
            );
        }
        let typed = typed.trim_end_matches('/');
        let names = FORGES.iter().find_map(|forge| typed.strip_prefix(forge)).map(|names| names.split('/').count());
        let is_repository = names == Some(2);
        let bare = typed.strip_suffix(".git").unwrap_or(typed);
        Ok(Self(if is_repository { format!("{bare}.git") } else { typed.to_owned() }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_filled_in() {
        let source: ProgramSource = "https://example.org/clinic.git".parse().unwrap();
        for (host, name, _) in Host::ALL {
            let files = host.files(Some(&source), "my-course");
            let whole: String = files.iter().map(|(_, text)| text.as_str()).collect();
            for place in ["{source}", "{version}", "{id}", "{install}", "{build}", "{mark}", "{head}"] {
                assert!(!whole.contains(place), "{name}: {place}");
            }
            assert_eq!(whole.matches("https://example.org/clinic.git").count(), 1, "{name}");
            assert_eq!(whole.matches(concat!("'", env!("CARGO_PKG_VERSION"), "'")).count(), 1, "{name}");
            let head = files.iter().find(|(path, _)| *path == host.head()).unwrap();
            assert!(head.1.contains("CLINIC_SOURCE"), "{name}");
            assert!(!whole.contains("--edition"), "{name} builds another edition than that of learners");
        }
    }

    #[test]
    fn lines_keep_the_margin_of_their_place() {
        assert_eq!(put("a:\n    {x}\nb {x}\n", "{x}", "1\n\n  2"), "a:\n    1\n\n      2\nb {x}\n");
        assert_eq!(put("a {x} {x}\n", "{x}", "1"), "a 1 1\n");
    }

    #[test]
    fn a_repository_is_known_by_its_ending() {
        let parsed = |typed: &str| typed.parse::<ProgramSource>().map(|source| source.0);
        for (typed, wanted) in [
            ("https://github.com/a/clinic", "https://github.com/a/clinic.git"),
            ("https://codeberg.org/a/clinic.git/", "https://codeberg.org/a/clinic.git"),
            (
                "https://github.com/a/clinic/releases/download/v1.0.0",
                "https://github.com/a/clinic/releases/download/v1.0.0",
            ),
            ("https://example.org/archives/", "https://example.org/archives"),
            ("file:///tmp/clinic.git", "file:///tmp/clinic.git"),
        ] {
            assert_eq!(parsed(typed).as_deref(), Ok(wanted));
        }
        for typed in
            ["", "clinic", "git@example.org:a/clinic.git", "https://", "https://a/'b", "https://a/$(b)", "https://a b"]
        {
            assert!(parsed(typed).is_err(), "{typed}");
        }
    }
}
