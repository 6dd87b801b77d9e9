//! Addresses on the web, as authors and whoever builds a course write them.

use std::str::FromStr;

/// Where a site will be published: an address on the web, with a final `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for BaseUrl {
    type Err = String;

    fn from_str(typed: &str) -> Result<Self, String> {
        let typed = typed.trim();
        if is_web_address(typed) {
            return Ok(Self(format!("{}/", typed.trim_end_matches('/'))));
        }
        Err("it is not a web address; use the full address, such as `https://example.org/course/`".to_owned())
    }
}

/// Whether `typed` is the whole address of a page or folder on the web.
pub(super) fn is_web_address(typed: &str) -> bool {
    let rest = typed.strip_prefix("https://").or_else(|| typed.strip_prefix("http://"));
    let fits = |c: char| !c.is_whitespace() && !c.is_control() && !['?', '#', '"', '<', '>', '\\'].contains(&c);
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/') && rest.chars().all(fits))
}

/// Whether `typed` is an origin, `https://lms.example.org`, as a content-security policy names it: a host, perhaps with all
/// below it (`https://*.example.org`) and with a port, and nothing behind that.
pub(super) fn is_origin(typed: &str) -> bool {
    let rest = typed.strip_prefix("https://").or_else(|| typed.strip_prefix("http://"));
    let Some((host, port)) = rest.map(|rest| rest.split_once(':').unwrap_or((rest, "80"))) else { return false };
    let names = host.strip_prefix("*.").unwrap_or(host).split('.');
    let is_name =
        |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    names.into_iter().all(is_name) && port.parse::<u16>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_with_one_stroke() {
        for typed in ["https://example.org/a", "https://example.org/a/", " https://example.org/a// "] {
            assert_eq!(typed.parse::<BaseUrl>().unwrap().as_str(), "https://example.org/a/");
        }
    }

    #[test]
    fn what_is_no_whole_address_is_refused() {
        for typed in ["", "example.org", "/course/", "ftp://example.org/", "https://", "https:///a", "https://a b/"] {
            assert!(typed.parse::<BaseUrl>().unwrap_err().contains("such as `https://"), "{typed}");
        }
        for typed in ["https://example.org/?a", "https://example.org/#a", "https://example.org/\na", "https://a/\"b"] {
            assert!(typed.parse::<BaseUrl>().is_err(), "{typed:?}");
        }
    }

    #[test]
    fn an_origin_is_a_host_and_nothing_behind_it() {
        for typed in ["https://lms.example.org", "http://localhost:8080", "https://*.example.org", "https://10.0.0.1"] {
            assert!(is_origin(typed), "{typed}");
        }
        for typed in [
            "lms.example.org",
            "https://lms.example.org/",
            "https://lms.example.org/course",
            "https://a.org https://b.org",
            "https://a.org;script-src",
            "https://a.org,b",
            "https://a.*.org",
            "https://*",
            "https://a..org",
            "https://a.org:",
            "https://a.org:99999",
            "'self'",
            "*",
            "",
        ] {
            assert!(!is_origin(typed), "{typed}");
        }
    }
}
