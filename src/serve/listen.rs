//! Finds a port to listen at.

use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::path::Path;

use crate::error::{Error, Result};

/// Where the search for a free port begins, and how many are tried.
const PORTS: std::ops::Range<u16> = 4000..4100;

/// Listens at `port` of `host`, or at the first free one.
pub(super) fn listen(host: &str, port: Option<u16>) -> Result<(TcpListener, SocketAddr)> {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let bound = match port {
        Some(port) => TcpListener::bind((host, port)).map_err(|why| refused(host, port, &why)),
        None => first_free(host),
    };
    let listener = bound?;
    let address = listener.local_addr().map_err(|source| Error::io("listen on", Path::new(host), source))?;
    listener.set_nonblocking(true).map_err(|source| error("listen on", address, source))?;
    Ok((listener, address))
}

fn first_free(host: &str) -> Result<TcpListener> {
    for port in PORTS {
        match TcpListener::bind((host, port)) {
            Err(why) if why.kind() == ErrorKind::AddrInUse => {}
            bound => return bound.map_err(|why| refused(host, port, &why)),
        }
    }
    Err(Error::refused(
        format!("all ports from {} to {} are in use", PORTS.start, PORTS.end - 1),
        "stop another preview, or choose a port with `--port`",
    ))
}

fn refused(host: &str, port: u16, why: &io::Error) -> Error {
    match why.kind() {
        ErrorKind::AddrInUse => Error::refused(
            format!("port {port} is in use by another program"),
            "leave out `--port` to use the first free port, or choose another port",
        ),
        ErrorKind::PermissionDenied => {
            Error::refused(format!("port {port} cannot be used: {why}"), "choose port 1024 or higher")
        }
        _ => Error::refused(
            format!("cannot listen on `{host}`: {why}"),
            "set `--host` to an address on this machine, such as 127.0.0.1, or to 0.0.0.0 for all addresses",
        ),
    }
}

/// The system refused the server something.
pub(super) fn error(action: &'static str, address: SocketAddr, source: io::Error) -> Error {
    Error::io(action, Path::new(&address.to_string()), source)
}

/// The address to open in a browser of this machine.
pub(super) fn shown(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}
