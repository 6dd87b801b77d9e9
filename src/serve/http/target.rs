//! What a request asks for.

use axum::http::Uri;

use crate::finding::Rule;
use crate::text::address::decode_exactly;

/// Where a request leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// To an address of the site, decoded and below its base path, without `/` at its start.
    Page(String),
    /// To what the program serves besides the site.
    Own(Own),
    /// To the start of the site, from the root of the host or without the final slash.
    Start,
    /// To another part of the host.
    Elsewhere,
}

/// What the program serves besides the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Own {
    /// The script of every page.
    Script,
    /// Its style sheet.
    Style,
    /// The stream of events.
    Events,
    /// The guide's page about a rule.
    Rule(Rule),
    /// The guide's page about all rules.
    Rules,
    /// The style sheet of these pages.
    RulesStyle,
}

impl Own {
    /// What lies at this address below the base path. Other addresses in the folder may be those of a course.
    fn at(path: &str) -> Option<Self> {
        match path.strip_prefix("_clinic/")? {
            "client.js" => Some(Self::Script),
            "client.css" => Some(Self::Style),
            "events" => Some(Self::Events),
            "rules/" => Some(Self::Rules),
            "rules.css" => Some(Self::RulesStyle),
            other => Rule::from_id(other.strip_prefix("rules/")?.strip_suffix('/')?).map(Self::Rule),
        }
    }
}

/// Reads the address of a request to a site at `base`. Fails, with the reason, where no browser would have sent it.
pub(super) fn target(uri: &Uri, base: &str) -> Result<Target, &'static str> {
    if uri.authority().is_some() || uri.scheme().is_some() {
        return Err("the address of a request must start with `/`: this server is not a proxy\n");
    }
    let path = decode_exactly(uri.path()).ok_or("the address is not UTF-8\n")?;
    if path.contains(['\\', '\0']) || path.chars().any(char::is_control) {
        return Err("the address contains characters that are not allowed in page addresses\n");
    }
    if !path.starts_with('/') || path.split('/').any(|name| name == "." || name == "..") {
        return Err("the address points outside the site\n");
    }
    let base = decode_exactly(base).unwrap_or_else(|| base.to_owned());
    let Some(below) = path.strip_prefix(&base) else {
        let is_start = path == "/" || path == base.trim_end_matches('/');
        return Ok(if is_start { Target::Start } else { Target::Elsewhere });
    };
    Ok(Own::at(below).map_or_else(|| Target::Page(below.to_owned()), Target::Own))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(address: &str, base: &str) -> Result<Target, &'static str> {
        target(&address.parse().unwrap(), base)
    }

    fn page(path: &str) -> Target {
        Target::Page(path.to_owned())
    }

    #[test]
    fn addresses_are_decoded_once() {
        assert_eq!(read("/a/b/?q=1", "/"), Ok(page("a/b/")));
        assert_eq!(read("/%C3%BC%20b/", "/"), Ok(page("ü b/")));
        assert_eq!(read("/100%2525/", "/"), Ok(page("100%25/")));
        assert_eq!(read("/", "/"), Ok(page("")));
        assert_eq!(read("/_clinic/events?since=3", "/"), Ok(Target::Own(Own::Events)));
    }

    #[test]
    fn rules_that_there_are_have_a_page() {
        assert_eq!(read("/_clinic/rules/", "/"), Ok(Target::Own(Own::Rules)));
        assert_eq!(read("/_clinic/rules/raw-html/", "/"), Ok(Target::Own(Own::Rule(Rule::RawHtml))));
        assert_eq!(read("/_clinic/rules/raw/", "/"), Ok(page("_clinic/rules/raw/")));
    }

    #[test]
    fn a_base_path_is_part_of_every_address() {
        assert_eq!(read("/my%20course/a/", "/my%20course/"), Ok(page("a/")));
        assert_eq!(read("/my%20course/_clinic/client.js", "/my%20course/"), Ok(Target::Own(Own::Script)));
        assert_eq!(read("/", "/course/"), Ok(Target::Start));
        assert_eq!(read("/course", "/course/"), Ok(Target::Start));
        assert_eq!(read("/courses/", "/course/"), Ok(Target::Elsewhere));
        assert_eq!(read("/_clinic/events", "/course/"), Ok(Target::Elsewhere));
    }

    #[test]
    fn nothing_leads_out_of_the_site() {
        for address in ["/../a", "/a/../../b", "/%2e%2e/a", "/%2E./a", "/a/./b", "/..%2fa", "/a%2f..%2fb", "/a/.."] {
            assert_eq!(read(address, "/"), Err("the address points outside the site\n"), "{address}");
        }
        for address in ["/a%00", "/a%5Cb", "/..%5c..%5cb", "/a%0d%0ab"] {
            assert!(read(address, "/").is_err(), "{address}");
        }
        assert!(read("/%ff", "/").is_err());
        assert!(read("http://evil.example/a", "/").is_err());
    }

    #[test]
    fn names_with_dots_are_names_like_others() {
        assert_eq!(read("/tags/.net/", "/"), Ok(page("tags/.net/")));
        assert_eq!(read("/%2ewell-known/x", "/"), Ok(page(".well-known/x")));
        assert_eq!(read("/...a/..b/c..", "/"), Ok(page("...a/..b/c..")));
        assert_eq!(read("/_clinic/", "/"), Ok(page("_clinic/")));
    }
}
