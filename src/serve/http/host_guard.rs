//! Who may ask: only browsers that were pointed at this server by its own address.
//!
//! A page of any site can make a browser send requests to this machine under a name of that site's own, and would read
//! the answers. The name gives it away.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, header};

use crate::serve::listen;

/// The port of addresses that name none.
const DEFAULT_PORT: u16 = 80;

/// The names by which the server is known.
pub(in crate::serve) struct HostGuard {
    address: SocketAddr,
    /// The name that was given instead of an address.
    name: Option<String>,
    /// Whether others than this machine can ask at all, by whatever address leads here.
    is_open: bool,
    allowed: Vec<String>,
}

impl HostGuard {
    /// For a server at `address`, which `host` was resolved to.
    pub(in crate::serve) fn new(host: &str, address: SocketAddr, allowed: &[String]) -> Self {
        let host = host.trim_start_matches('[').trim_end_matches(']');
        Self {
            address,
            name: host.parse::<IpAddr>().is_err().then(|| host.to_ascii_lowercase()),
            is_open: address.ip().is_unspecified(),
            allowed: allowed.iter().map(|name| name.to_ascii_lowercase()).collect(),
        }
    }

    /// Refuses requests for other servers, with a sentence that says what to do.
    pub(super) fn admit(&self, headers: &HeaderMap) -> Result<(), String> {
        let host = only(headers, &header::HOST).ok_or("the request has no host name\n")?;
        if !self.is_ours(host) {
            return Err(self.refusal(host));
        }
        if !headers.contains_key(header::ORIGIN) {
            return Ok(());
        }
        let origin = only(headers, &header::ORIGIN).unwrap_or_default();
        let authority = origin.split_once("://").map_or("", |(_, authority)| authority);
        if self.is_ours(authority) { Ok(()) } else { Err(self.refusal(origin)) }
    }

    fn refusal(&self, requested: &str) -> String {
        let own = listen::shown(self.address);
        let name = requested.split_once("://").map_or(requested, |(_, authority)| authority);
        let name = name.parse::<Authority>().map_or_else(|_| "NAME".to_owned(), |name| name.host().to_owned());
        format!(
            "this preview does not answer requests for `{requested}`: open http://{own}/, or start the preview with \
             `--allow-host {name}`\n"
        )
    }

    fn is_ours(&self, authority: &str) -> bool {
        let Ok(authority) = authority.parse::<Authority>() else { return false };
        if authority.as_str().contains('@') {
            return false;
        }
        let host = authority.host().to_ascii_lowercase();
        // A proxy or tunnel has a port of its own.
        if self.allowed.contains(&host) {
            return true;
        }
        let ip = host.parse::<Ipv4Addr>().map(IpAddr::V4).ok().or_else(|| {
            let inner = host.strip_prefix('[')?.strip_suffix(']')?;
            inner.parse::<Ipv6Addr>().map(IpAddr::V6).ok()
        });
        let is_local = host == "localhost";
        // What leads here from another machine or out of a container may change the port.
        if self.is_open && (ip.is_some() || is_local) {
            return true;
        }
        let is_loopback = ip.is_some_and(|ip| ip == Ipv4Addr::LOCALHOST || ip == Ipv6Addr::LOCALHOST);
        let is_known = is_local || is_loopback || ip == Some(self.address.ip()) || self.name.as_ref() == Some(&host);
        is_known && authority.port_u16().unwrap_or(DEFAULT_PORT) == self.address.port()
    }
}

/// A header that may stand there once only.
fn only<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host_guard(host: &str, address: &str, allowed: &[&str]) -> HostGuard {
        let allowed: Vec<String> = allowed.iter().map(|name| (*name).to_owned()).collect();
        HostGuard::new(host, address.parse().unwrap(), &allowed)
    }

    fn answers(host_guard: &HostGuard, host: &str, origin: Option<&str>) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().unwrap());
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, origin.parse().unwrap());
        }
        host_guard.admit(&headers).is_ok()
    }

    #[test]
    fn a_preview_for_this_machine_knows_its_own_names() {
        let host_guard = host_guard("127.0.0.1", "127.0.0.1:4000", &[]);
        for host in ["127.0.0.1:4000", "localhost:4000", "LocalHost:4000", "[::1]:4000"] {
            assert!(answers(&host_guard, host, None), "{host}");
        }
        let others = [
            "127.0.0.1:4001",
            "127.0.0.1",
            "localhost",
            "evil.example:4000",
            "localhost.evil.example:4000",
            "192.168.1.2:4000",
            "[::2]:4000",
            "a@127.0.0.1:4000",
            "127.0.0.1:4000@evil.example",
            "",
            "2130706433:4000",
            "127.1:4000",
            "127.0.0.1:4000/x",
        ];
        for host in others {
            assert!(!answers(&host_guard, host, None), "{host}");
        }
    }

    #[test]
    fn a_foreign_page_is_refused_whatever_it_asks_for() {
        let host_guard = host_guard("127.0.0.1", "127.0.0.1:4000", &[]);
        assert!(answers(&host_guard, "127.0.0.1:4000", Some("http://127.0.0.1:4000")));
        assert!(answers(&host_guard, "127.0.0.1:4000", Some("http://localhost:4000")));
        for origin in ["null", "http://evil.example", "http://evil.example:4000", "http://127.0.0.1:9", "http://"] {
            assert!(!answers(&host_guard, "127.0.0.1:4000", Some(origin)), "{origin}");
        }
    }

    #[test]
    fn two_hosts_are_none() {
        let host_guard = host_guard("127.0.0.1", "127.0.0.1:4000", &[]);
        let mut headers = HeaderMap::new();
        assert!(host_guard.admit(&headers).is_err());
        headers.append(header::HOST, "127.0.0.1:4000".parse().unwrap());
        headers.append(header::HOST, "evil.example".parse().unwrap());
        assert!(host_guard.admit(&headers).is_err());
    }

    #[test]
    fn an_open_preview_answers_for_every_address_but_for_no_name() {
        for (host, address) in [("0.0.0.0", "0.0.0.0:4000"), ("::", "[::]:4000")] {
            let host_guard = host_guard(host, address, &["classroom.example"]);
            for host in ["192.168.1.2:4000", "10.0.0.1:8080", "[fe80::1]:4000", "localhost:8080", "classroom.example"] {
                assert!(answers(&host_guard, host, None), "{host}");
            }
            assert!(!answers(&host_guard, "evil.example:4000", None));
            assert!(!answers(&host_guard, "www.classroom.example:4000", None));
        }
    }

    #[test]
    fn a_name_or_address_that_was_asked_for_is_known() {
        assert!(answers(&host_guard("desk.local", "192.168.1.2:4000", &[]), "desk.local:4000", None));
        assert!(answers(&host_guard("desk.local", "192.168.1.2:4000", &[]), "192.168.1.2:4000", None));
        assert!(!answers(&host_guard("192.168.1.2", "192.168.1.2:4000", &[]), "192.168.1.3:4000", None));
        assert!(answers(&host_guard("127.0.0.1", "127.0.0.1:80", &[]), "localhost", None));
    }

    #[test]
    fn the_refusal_says_what_to_do() {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, "evil.example:4000".parse().unwrap());
        assert_eq!(
            host_guard("127.0.0.1", "127.0.0.1:4000", &[]).admit(&headers).unwrap_err(),
            "this preview does not answer requests for `evil.example:4000`: open http://127.0.0.1:4000/, or start the \
             preview with `--allow-host evil.example`\n"
        );
    }
}
