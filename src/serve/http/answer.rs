//! From a request to an answer.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::target::{Own, Target, target};
use super::{LONG, Shared, TOO_LONG, events, file};
use crate::fs::Below;
use crate::pipeline::Served;
use crate::serve::rules;
use crate::text::SitePath;
use crate::text::id::fingerprint;

const CLIENT_SCRIPT: &str = include_str!("../client/client.js");
const CLIENT_STYLE: &str = include_str!("../client/client.css");
const RULES_STYLE: &str = include_str!("../client/rules.css");

/// What a page about rules may do: show its text, in its own style.
const RULES_POLICY: &str =
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const MISTAKE: &str = "clinic failed while creating this page: please report this bug\n";

/// Stands for a page that takes longer than `TOO_LONG`.
const LATE: &str =
    "This page takes longer than 30 seconds to create: look in its templates for a loop that runs too long";

/// A page of the course's own static files is read whole, to be shown with the script; this much of it.
const PAGE_BYTES: u64 = 8 * 1024 * 1024;

/// Answers any request.
pub(super) async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let mut response = match refused(&shared, &request) {
        Some(refusal) => refusal,
        None => wanted(shared, request).await,
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // Pages of other sites may not even embed what is here.
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    response
}

/// The answer to a request that nobody should make.
fn refused(shared: &Shared, request: &Request) -> Option<Response> {
    if let Err(why) = shared.server.host_guard.admit(request.headers()) {
        return Some(plain(StatusCode::FORBIDDEN, why));
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let allow = [(header::ALLOW, "GET, HEAD")];
        return Some(
            (allow, plain(StatusCode::METHOD_NOT_ALLOWED, "the preview answers only GET and HEAD requests\n"))
                .into_response(),
        );
    }
    let headers = request.headers();
    let has_body = headers.contains_key(header::TRANSFER_ENCODING)
        || headers.get(header::CONTENT_LENGTH).is_some_and(|length| length != "0");
    has_body.then(|| {
        let close = [(header::CONNECTION, "close")];
        (close, plain(StatusCode::PAYLOAD_TOO_LARGE, "the preview does not accept request bodies\n")).into_response()
    })
}

async fn wanted(shared: Arc<Shared>, request: Request) -> Response {
    let site = Arc::clone(&shared.server.site);
    // Before the page is made: if it changes meanwhile, the browser hears of that.
    let generation = shared.server.broadcaster.generation();
    let base = site.base_path();
    let page = match target(request.uri(), &base) {
        Err(why) => return plain(StatusCode::BAD_REQUEST, why),
        Ok(Target::Own(own)) => return respond_with_own(&shared, own).await,
        Ok(Target::Start) => return redirect(&base, request.uri().query()),
        Ok(Target::Elsewhere) => {
            return plain(StatusCode::NOT_FOUND, format!("there is no page at this address: the site is at {base}\n"));
        }
        Ok(Target::Page(page)) => page,
    };
    let script = Script { base, generation };
    let headers = request.headers().clone();
    let query = request.uri().query().map(str::to_owned);
    // Making a page may take a while, and others should not wait.
    let place = shared.pages.acquire().await;
    let late = script.clone();
    let mut making = spawn_blocking(move || respond(site.get(&page), &headers, query.as_deref(), &script));
    let soon = timeout(LONG, &mut making).await;
    drop(place);
    let made = if soon.is_ok() { soon } else { timeout(TOO_LONG, making).await };
    match made {
        Ok(made) => made.unwrap_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR, MISTAKE)),
        // Its thread goes on, and nobody takes what it makes. The script waits for a template that was mended.
        Err(_) => html(StatusCode::SERVICE_UNAVAILABLE, late.added(note(LATE))),
    }
}

/// The program's own files and the event stream.
async fn respond_with_own(shared: &Shared, own: Own) -> Response {
    match own {
        Own::Script => ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], CLIENT_SCRIPT).into_response(),
        Own::Style => style(CLIENT_STYLE),
        Own::RulesStyle => style(RULES_STYLE),
        Own::Rule(rule) => about_rules(move || rules::page(rule)).await,
        Own::Rules => about_rules(rules::index).await,
        Own::Events => match Arc::clone(&shared.streams).try_acquire_owned() {
            Ok(permit) => events::stream(&shared.server.broadcaster, permit),
            Err(_) => plain(StatusCode::SERVICE_UNAVAILABLE, "too many pages are waiting for changes\n"),
        },
    }
}

fn style(sheet: &'static str) -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], sheet).into_response()
}

/// A page that no script follows: it changes with the program alone.
async fn about_rules(make: impl FnOnce() -> String + Send + 'static) -> Response {
    let Ok(page) = spawn_blocking(make).await else {
        return plain(StatusCode::INTERNAL_SERVER_ERROR, MISTAKE);
    };
    ([(header::CONTENT_SECURITY_POLICY, RULES_POLICY)], html(StatusCode::OK, page.into_bytes())).into_response()
}

fn respond(served: Served, requested: &HeaderMap, query: Option<&str>, script: &Script) -> Response {
    match served {
        Served::Made { bytes, file } => whole(bytes, &file, requested, script),
        Served::Copied { on_disk, file } => copied(&on_disk, &file, requested, script),
        Served::Elsewhere(path) => {
            redirect(&format!("{}{}", script.base, SitePath::new(path.trim_start_matches('/')).encoded()), query)
        }
        Served::Missing(page) => {
            let page = if page.is_empty() { note("There is no page at this address") } else { page };
            html(StatusCode::NOT_FOUND, script.added(page))
        }
        Served::Unmade(why) => {
            let page = note(&format!("This page cannot be shown: {why}"));
            html(StatusCode::INTERNAL_SERVER_ERROR, script.added(page))
        }
    }
}

/// A file of the course.
fn copied(on_disk: &Below, path: &str, requested: &HeaderMap, script: &Script) -> Response {
    let is_page = media_type(path).starts_with("text/html");
    let mut opened = match file::open(on_disk) {
        Ok(Some(opened)) => opened,
        Ok(None) => return plain(StatusCode::NOT_FOUND, "the file no longer exists\n"),
        Err(error) => return plain(StatusCode::INTERNAL_SERVER_ERROR, format!("{error}\n")),
    };
    match if is_page { opened.short(PAGE_BYTES) } else { Ok(None) } {
        Ok(Some(bytes)) => whole(bytes, path, requested, script),
        Ok(None) => part(opened, path, requested),
        Err(error) => plain(StatusCode::INTERNAL_SERVER_ERROR, format!("the file cannot be read: {error}\n")),
    }
}

/// A page for want of a template.
fn note(text: &str) -> Vec<u8> {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Preview</title></head>\
         <body><p>{text}</p></body></html>\n"
    )
    .into_bytes()
}

/// Something that was made now, unless the browser has it.
fn whole(bytes: Vec<u8>, path: &str, requested: &HeaderMap, script: &Script) -> Response {
    let tag = format!("\"{}\"", &fingerprint(&bytes)[..32]);
    let media_type = media_type(path);
    let about = [(header::CONTENT_TYPE, media_type.clone()), (header::ETAG, tag.clone())];
    if is_known(requested, &tag) {
        return (StatusCode::NOT_MODIFIED, about).into_response();
    }
    let bytes = if media_type.starts_with("text/html") { script.added(bytes) } else { bytes };
    (about, sized(bytes)).into_response()
}

fn part(opened: file::ServedFile, path: &str, requested: &HeaderMap) -> Response {
    let about = [(header::CONTENT_TYPE, media_type(path))];
    if is_known(requested, &opened.tag) {
        return (StatusCode::NOT_MODIFIED, about, [(header::ETAG, opened.tag)]).into_response();
    }
    (about, file::answer(opened, requested)).into_response()
}

/// Whether the browser says that it has this.
fn is_known(requested: &HeaderMap, tag: &str) -> bool {
    let known = requested.get_all(header::IF_NONE_MATCH).iter().filter_map(|known| known.to_str().ok());
    known
        .flat_map(|known| known.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}

fn html(status: StatusCode, bytes: Vec<u8>) -> Response {
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], sized(bytes)).into_response()
}

fn plain(status: StatusCode, text: impl Into<String>) -> Response {
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text.into()).into_response()
}

/// A body whose length is also said where only the headers were asked for.
fn sized(bytes: Vec<u8>) -> ([(header::HeaderName, String); 1], Body) {
    ([(header::CONTENT_LENGTH, bytes.len().to_string())], bytes.into())
}

/// To another address of the site, for now: the author may change it with the next keystroke.
fn redirect(to: &str, query: Option<&str>) -> Response {
    let to = query.map_or_else(|| to.to_owned(), |query| format!("{to}?{query}"));
    (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, to)]).into_response()
}

/// The type of a file of the site. Whatever is text is UTF-8, as everything that clinic writes.
fn media_type(path: &str) -> String {
    let guess = mime_guess::from_path(path).first_or_octet_stream();
    let is_text = guess.type_() == "text"
        || matches!(guess.essence_str(), "application/json" | "application/javascript" | "application/xml")
        || guess.suffix().is_some_and(|suffix| suffix == "xml" || suffix == "json");
    if is_text { format!("{}; charset=utf-8", guess.essence_str()) } else { guess.essence_str().to_owned() }
}

/// The script that listens for changes, as it is added to pages on their way to the browser.
#[derive(Clone)]
struct Script {
    base: String,
    generation: u64,
}

impl Script {
    /// The page with the script before the end of its body.
    fn added(&self, mut page: Vec<u8>) -> Vec<u8> {
        const END: &[u8] = b"</body";
        let base = self.base.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
        let generation = self.generation;
        let script =
            format!("<script src=\"{base}_clinic/client.js\" data-generation=\"{generation}\" defer></script>");
        let end = page.windows(END.len()).rposition(|end| end.eq_ignore_ascii_case(END)).unwrap_or(page.len());
        page.splice(end..end, script.into_bytes());
        page
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_says_that_it_is_utf_8() {
        let wanted = [
            ("a/index.html", "text/html; charset=utf-8"),
            ("assets/site.css", "text/css; charset=utf-8"),
            ("a.js", "text/javascript; charset=utf-8"),
            ("course.json", "application/json; charset=utf-8"),
            ("sitemap.xml", "text/xml; charset=utf-8"),
            ("tree.SVG", "image/svg+xml; charset=utf-8"),
            ("cards.txt", "text/plain; charset=utf-8"),
            ("a.webmanifest", "application/manifest+json; charset=utf-8"),
            ("a.png", "image/png"),
            ("a.mp4", "video/mp4"),
            ("a.woff2", "font/woff2"),
            ("a.pdf", "application/pdf"),
            ("CNAME", "application/octet-stream"),
        ];
        for (path, media_type) in wanted {
            assert_eq!(super::media_type(path), media_type, "{path}");
        }
    }

    #[test]
    fn the_script_stands_at_the_end_of_the_body() {
        let script = Script { base: "/a&b/".into(), generation: 7 };
        let added = |page: &str| String::from_utf8(script.added(page.as_bytes().to_vec())).unwrap();
        let tag = "<script src=\"/a&amp;b/_clinic/client.js\" data-generation=\"7\" defer></script>";
        assert_eq!(
            added("<body><code></body></code></BODY></html>"),
            format!("<body><code></body></code>{tag}</BODY></html>")
        );
        assert_eq!(added("bare"), format!("bare{tag}"));
    }

    #[test]
    fn a_known_tag_is_found_in_a_list() {
        let mut headers = HeaderMap::new();
        assert!(!is_known(&headers, "\"a\""));
        headers.insert(header::IF_NONE_MATCH, "\"b\", W/\"a\"".parse().unwrap());
        assert!(is_known(&headers, "\"a\"") && !is_known(&headers, "\"c\""));
    }
}
