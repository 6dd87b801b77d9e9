//! The preview, as browsers and as others meet it: real files, the real program, real connections.
//!
//! Nothing here waits for a fixed time. Where something must happen it is waited for, with a limit that only a server
//! that hangs can reach.

#![cfg(feature = "serve")]
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the disk from outside")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use crate::support::{BARE_PRACTICE, Course, module, tree};
use serde_json::Value;

/// Only what hangs takes so long.
const HANGS: Duration = Duration::from_secs(40);

// A preview that runs

/// The program, serving a course.
struct Preview {
    child: Child,
    /// `127.0.0.1:4000`
    host: String,
    /// `/` or `/course/`
    base: String,
    /// The line that tells the address.
    greeting: String,
    said: Arc<Said>,
    course: Option<Course>,
}

/// What the program has said beside its result.
#[derive(Default)]
struct Said {
    text: Mutex<String>,
    more: Condvar,
}

impl Said {
    fn wait_for(&self, words: &str) -> String {
        let text = self.text.lock().unwrap();
        let (text, waited) = self.more.wait_timeout_while(text, HANGS, |text| !text.contains(words)).unwrap();
        assert!(!waited.timed_out(), "{words:?} was not said, but: {text}");
        text.clone()
    }
}

impl Preview {
    fn of(course: &Course) -> Self {
        Self::with(course, &[])
    }

    fn with(course: &Course, arguments: &[&str]) -> Self {
        let mut preview = Self::at(&course.path("."), arguments);
        preview.course = Some(course.clone());
        preview
    }

    fn at(folder: &Path, arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_clinic"));
        command.current_dir(folder).arg("serve").args(arguments).env("NO_COLOR", "1").env_remove("COLUMNS");
        if !arguments.contains(&"--port") && !arguments.contains(&"-p") {
            command.args(["--port", "0"]);
        }
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let said = Arc::new(Said::default());
        let (errors, listener) = (BufReader::new(child.stderr.take().unwrap()), Arc::clone(&said));
        thread::spawn(move || {
            for line in errors.lines().map_while(Result::ok) {
                listener.text.lock().unwrap().push_str(&(line + "\n"));
                listener.more.notify_all();
            }
        });
        let mut greeting = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut greeting).unwrap();
        let address = greeting.trim_end().rsplit_once("http://").map(|(_, address)| address.to_owned());
        let Some(address) = address else { panic!("no address: {greeting:?} {}", said.text.lock().unwrap()) };
        let (host, base) = address.split_once('/').unwrap();
        Self { child, host: host.to_owned(), base: format!("/{base}"), greeting, said, course: None }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(HANGS)).unwrap();
        stream.set_write_timeout(Some(HANGS)).unwrap();
        stream
    }

    /// Sends a request as it is, and reads until the server ends the connection.
    fn raw(&self, request: &str) -> Reply {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        read_reply(&mut stream)
    }

    fn ask(&self, method: &str, address: &str, headers: &[&str]) -> Reply {
        let headers = lines(headers);
        self.raw(&format!("{method} {address} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{headers}\r\n", self.host))
    }

    /// Asks for an address below the base path.
    fn get(&self, path: &str) -> Reply {
        self.ask("GET", &format!("{}{path}", self.base), &[])
    }

    /// Every file of a site is served at its address, as it is.
    fn serves(&self, built: &Path) {
        for (path, bytes) in tree(built) {
            if path == ".clinic-manifest.json" {
                continue;
            }
            let is_index = path == "index.html" || path.ends_with("/index.html");
            let address = path.strip_suffix("index.html").filter(|_| is_index).unwrap_or(&path);
            let reply = self.get(&encoded(address));
            assert_eq!(reply.status, 200, "{path}");
            if Path::new(&path).extension().is_some_and(|ending| ending == "html") {
                let page = without_script(&reply.text(), &self.base);
                assert_eq!(page, String::from_utf8(bytes).unwrap(), "{path}");
            } else {
                assert_eq!(reply.body, bytes, "{path}");
            }
        }
    }

    fn events(&self) -> Events {
        Events::of(self, &[])
    }

    #[cfg(unix)]
    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([&format!("-{name}"), &id]).status().unwrap().success());
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        // Not before: the folder goes with the course.
        self.course = None;
    }
}

fn lines(headers: &[&str]) -> String {
    headers.iter().flat_map(|header| [*header, "\r\n"]).collect()
}

/// What came back.
#[derive(Debug)]
struct Reply {
    status: u16,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Reply {
    fn parse(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("no answer: {:?}", String::from_utf8_lossy(bytes)));
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers = lines.map(|line| line.split_once(": ").unwrap());
        let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
        Self { status, headers, body: bytes[end + 4..].to_vec() }
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn expect(&self, status: u16, words: &str) -> &Self {
        assert_eq!(self.status, status, "{self:?} {}", self.text());
        assert!(self.text().contains(words), "{words:?} is not in {}", self.text());
        self
    }
}

/// Everything that comes until the connection ends, in peace or not.
fn read_reply(stream: &mut TcpStream) -> Reply {
    let mut bytes = Vec::new();
    let mut piece = [0; 8192];
    while let Ok(length @ 1..) = stream.read(&mut piece) {
        bytes.extend_from_slice(&piece[..length]);
    }
    Reply::parse(&bytes)
}

/// An event stream.
struct Events {
    lines: BufReader<TcpStream>,
    generation: u64,
    session: String,
    /// How often the server has only said that it is there.
    silent: usize,
}

impl Events {
    /// Opens one, and reads its first event.
    fn of(preview: &Preview, headers: &[&str]) -> Self {
        let mut stream = preview.connect();
        let headers = lines(headers);
        let base = &preview.base;
        let request = format!("GET {base}_clinic/events?since=1 HTTP/1.1\r\nHost: {}\r\n{headers}\r\n", preview.host);
        stream.write_all(request.as_bytes()).unwrap();
        let mut events = Self { lines: BufReader::new(stream), generation: 0, session: String::new(), silent: 0 };
        let hello = events.next("hello");
        hello["session"].as_str().unwrap().clone_into(&mut events.session);
        events.generation = hello["generation"].as_u64().unwrap();
        events
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        assert!(self.lines.read_line(&mut line).unwrap() > 0, "the stream has ended");
        self.silent += usize::from(line.starts_with(": keep-alive"));
        assert!(self.silent < 4, "the stream has nothing to tell");
        line.trim_end().to_owned()
    }

    /// The data of the next event of this kind.
    fn next(&mut self, kind: &str) -> Value {
        loop {
            let Some(name) = self.line().strip_prefix("event: ").map(str::to_owned) else { continue };
            let data = loop {
                if let Some(data) = self.line().strip_prefix("data: ") {
                    break serde_json::from_str(data).unwrap();
                }
            };
            if name == kind {
                return data;
            }
        }
    }

    fn next_change(&mut self) -> u64 {
        self.generation = self.next("change")["generation"].as_u64().unwrap();
        self.generation
    }

    /// Waits for findings of which this is true.
    fn findings(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let found = self.next("findings");
            if wanted(&found) {
                return found;
            }
        }
    }
}

fn course() -> Course {
    Course::with("clinic.yaml", BARE_PRACTICE)
        .and("content/_index.md", "---\ntitle: Home\n---\nWelcome.\n")
        .and("content/01-proofs.md", module("Proofs", "---\nFirst words.\n"))
        .and("content/02-trees/index.md", module("Trees", "---\nA ![tree](tree.svg).\n"))
        .and("content/02-trees/tree.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
        .and("static/film.mp4", (0..=255).cycle().take(1000).collect::<Vec<u8>>())
        .and("static/ü b.txt", "für alle\n")
        .and("static/.well-known/secret.txt", "s")
}

/// Saves a file in one piece, as good editors do; what is read is then never half of it.
fn save(course: &Course, path: &str, content: impl AsRef<[u8]>) {
    let (folder, name) = path.rsplit_once('/').unwrap_or((".", path));
    let beside = format!("{folder}/.saving-{name}");
    course.write(&beside, content);
    fs::rename(course.path(&beside), course.path(path)).unwrap();
}

/// A path as it stands in a request.
fn encoded(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._".contains(&byte);
    path.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// A page without what is added on its way to the browser.
fn without_script(page: &str, base: &str) -> String {
    let start = format!("<script src=\"{base}_clinic/client.js\" data-generation=\"");
    let (before, rest) = page.split_once(&start).unwrap_or_else(|| panic!("no script in {page}"));
    let (generation, after) = rest.split_once("\" defer></script>").unwrap();
    assert!(generation.parse::<u64>().is_ok());
    format!("{before}{after}")
}

// What is served

#[test]
fn what_is_served_is_what_is_built() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("site");
    let output = tempfile::tempdir().unwrap();
    let built = output.path().join("public");
    crate::support::clinic().current_dir(&sample).args(["build", "--output"]).arg(&built).assert().success();
    let before = tree(&sample);
    let preview = Preview::at(&sample, &[]);
    assert_eq!(preview.base, "/courses/se-by-its-mistakes/");
    preview.serves(&built);
    assert!(tree(&sample) == before, "a preview writes nothing");
}

#[test]
#[cfg(unix)]
fn whatever_a_name_is_made_of_it_is_served() {
    let page = |title: &str, more: &str| format!("---\ntitle: {title}\nkind: page\n{more}---\n[Tree](t%20+~.svg)\n");
    let tags = "tags: [.NET, ..foo, C++, c#, 100 %, a+b, ~x, é, Жук, 漢字, 'q&a', 'a/b', '..', etc., '?', '<i>', index.html]\n";
    let aliases =
        "aliases: [/.well-known/x/, '/a b/', '/50%25/', '/…/', '/q&a;b=c/', /~me/, /..up/, /old.html, '/[1]/#2/']\n";
    let course = Course::with("content/01-a.md", page("A", &format!("{tags}{aliases}")))
        .and("clinic.yaml", "title: Course\nbase_url: https://example.org/a%20b/\nrules: { windows-name: off }\n")
        .and("content/t +~.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
        .and("content/50 %.md", page("Half", ""))
        .and("content/..dots.md", page("Dots", ""))
        .and("content/c#/_index.md", "---\ntitle: C\n---\n")
        .and("content/c#/¿qué?.md", page("Q", ""))
        .and("content/_clinic/_index.md", "---\ntitle: C\n---\n")
        .and("static/.nojekyll", "n")
        .and("static/.well-known/a%20b.txt", "a")
        .and("static/..foo/ü+.txt", "u")
        .and("static/[1] #?&'^`{|}\".txt", "x");
    let built = course.build();
    let files = built.tree();
    for wanted in ["tags/.net/index.html", "tags/..foo/index.html", ".well-known/x/index.html", "_clinic/index.html"] {
        assert!(files.contains_key(wanted), "{wanted}: {:#?}", files.keys());
    }
    let preview = Preview::of(&course);
    assert_eq!(preview.base, "/a%20b/");
    preview.serves(built.folder());
}

#[test]
fn everything_has_its_type_and_its_headers() {
    let preview = Preview::of(&course());
    for (path, media_type) in [
        ("", "text/html; charset=utf-8"),
        ("proofs/", "text/html; charset=utf-8"),
        ("proofs/print/", "text/html; charset=utf-8"),
        ("trees/tree.svg", "image/svg+xml; charset=utf-8"),
        ("film.mp4", "video/mp4"),
        ("%C3%BC%20b.txt", "text/plain; charset=utf-8"),
        ("course.json", "application/json; charset=utf-8"),
        ("_clinic/client.js", "text/javascript; charset=utf-8"),
        ("_clinic/client.css", "text/css; charset=utf-8"),
        ("_clinic/rules.css", "text/css; charset=utf-8"),
        ("_clinic/rules/", "text/html; charset=utf-8"),
        ("_clinic/rules/raw-html/", "text/html; charset=utf-8"),
    ] {
        let reply = preview.get(path);
        assert_eq!((reply.status, reply.header("content-type")), (200, media_type), "{path}");
        assert_eq!(reply.header("cache-control"), "no-store", "{path}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
    }
}

#[test]
fn head_says_what_get_would() {
    let preview = Preview::of(&course());
    for path in ["/", "/proofs/", "/film.mp4", "/nowhere/", "/course.json"] {
        let (get, head) = (preview.ask("GET", path, &[]), preview.ask("HEAD", path, &[]));
        assert_eq!(head.status, get.status, "{path}");
        assert_eq!(head.header("content-length"), get.body.len().to_string(), "{path}");
        assert_eq!(head.header("content-type"), get.header("content-type"), "{path}");
        assert!(head.body.is_empty(), "{path}");
    }
}

#[test]
fn a_part_of_a_file_is_given() {
    let preview = Preview::of(&course());
    let whole = preview.get("film.mp4");
    assert_eq!(whole.header("accept-ranges"), "bytes");
    let part = |range: &str| preview.ask("GET", "/film.mp4", &[&format!("Range: {range}")]);
    let middle = part("bytes=250-259");
    assert_eq!((middle.status, middle.header("content-range")), (206, "bytes 250-259/1000"));
    assert_eq!(middle.body, [250, 251, 252, 253, 254, 255, 0, 1, 2, 3]);
    assert_eq!(part("bytes=-4").body, whole.body[996..]);
    assert_eq!(part("bytes=990-").body, whole.body[990..]);
    let after = part("bytes=1000-");
    assert_eq!((after.status, after.header("content-range")), (416, "bytes */1000"));
    assert_eq!(part("bytes=0-1,4-5").body, whole.body, "several parts are the whole");
    let outdated = preview.ask("GET", "/film.mp4", &["Range: bytes=0-1", "If-Range: \"other\""]);
    assert_eq!((outdated.status, outdated.body.len()), (200, 1000));
}

#[test]
fn a_page_that_the_browser_has_is_not_sent_again() {
    let course = course();
    let preview = Preview::of(&course);
    let mut events = preview.events();
    for path in ["/proofs/", "/film.mp4", "/course.json"] {
        let tag = preview.ask("GET", path, &[]).header("etag").to_owned();
        let again = preview.ask("GET", path, &[&format!("If-None-Match: {tag}")]);
        assert_eq!((again.status, again.body.len(), again.header("etag")), (304, 0, &*tag), "{path}");
    }
    let tag = |path| preview.get(path).header("etag").to_owned();
    let before = (tag("proofs/"), tag("trees/"));
    save(&course, "content/01-proofs.md", module("Proofs", "---\nOther words.\n"));
    events.next_change();
    let after = (tag("proofs/"), tag("trees/"));
    assert_ne!(after.0, before.0);
    assert_eq!(after.1, before.1, "the number of the change is no part of the page");
}

#[test]
fn addresses_without_their_slash_lead_to_it() {
    let preview = Preview::of(&course());
    let reply = preview.get("proofs?q=1");
    assert_eq!((reply.status, reply.header("location")), (307, "/proofs/?q=1"));
    // Whatever stands before it, no address leads to another host.
    for path in ["//evil.example/proofs", "///proofs", "/%2Fevil.example"] {
        assert_eq!(preview.ask("GET", path, &[]).status, 404, "{path}");
    }
}

#[test]
fn what_is_not_there_is_the_course_s_own_page() {
    let preview = Preview::of(&course());
    let reply = preview.get("nowhere/");
    assert_eq!((reply.status, reply.header("content-type")), (404, "text/html; charset=utf-8"));
    let page = preview.get("404.html");
    assert_eq!(page.status, 200);
    assert_eq!(reply.body, page.body, "with the script, so that it goes when the page comes");
}

#[test]
fn findings_name_a_page_of_the_preview_that_explains_their_rule() {
    let course = course().and("content/03-lost.md", module("Lost", "---\nSee [what is gone](gone.md).\n"));
    let preview = Preview::of(&course);
    let told = Events::of(&preview, &[]).findings(|told| told["errors"] == 1);
    assert_eq!(told["findings"][0]["rule"], "broken-link");
    let address = format!("_clinic/{}", told["findings"][0]["page"].as_str().unwrap());
    let reply = preview.get(&address);
    reply.expect(200, "<h1>broken-link</h1>").expect(200, "href=\"../../rules.css\"");
    assert!(!reply.text().contains("<script"), "nothing in it changes: {}", reply.text());
    let policy = reply.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; style-src 'self';"), "{policy}");
    preview.get("_clinic/rules/").expect(200, "<a href=\"broken-link/\">");
    for unknown in ["_clinic/rules/no-such-rule/", "_clinic/rules/_index/", "_clinic/rules/broken-link/x"] {
        assert_eq!(preview.get(unknown).status, 404, "{unknown}");
    }
}

#[test]
fn nothing_is_written_but_a_cache_and_that_only_where_it_may_be() {
    for (arguments, is_kept) in [(&["--no-cache"][..], false), (&[], true)] {
        let course = course();
        let before = tree(&course.path(""));
        let preview = Preview::with(&course, arguments);
        // Both are over: the course was read, and its documents are kept before anything is looked for in it.
        Events::of(&preview, &[]).findings(|told| told["complete"] == true);
        let after = tree(&course.path(""));
        let written: Vec<&String> = after.keys().filter(|path| !before.contains_key(*path)).collect();
        assert!(written.iter().all(|path| path.starts_with(".clinic/")), "{written:?}");
        assert_eq!(written.iter().any(|path| path.starts_with(".clinic/cache/documents-")), is_kept, "{written:?}");
        assert!(before.iter().all(|(path, bytes)| after.get(path) == Some(bytes)));
    }
}

#[test]
fn the_site_is_mounted_where_it_will_be() {
    let course = course().and("clinic.yaml", "title: Course\nbase_url: https://example.org/my/course/\n");
    let preview = Preview::of(&course);
    assert_eq!(preview.greeting, format!("serving Course at http://{}/my/course/\n", preview.host));
    for start in ["/", "/my/course"] {
        let reply = preview.ask("GET", start, &[]);
        assert_eq!((reply.status, reply.header("location")), (307, "/my/course/"), "{start}");
    }
    preview.get("proofs/").expect(200, "src=\"/my/course/_clinic/client.js\"");
    assert_eq!(preview.get("proofs").header("location"), "/my/course/proofs/");
    for path in ["/proofs/", "/my/courses/", "/favicon.ico", "/_clinic/client.js"] {
        let reply = preview.ask("GET", path, &[]);
        reply.expect(404, "the site is at /my/course/");
        assert_eq!(reply.header("content-type"), "text/plain; charset=utf-8");
    }
    preview.get("nowhere/").expect(404, "href=\"/my/course/");
}

#[test]
fn a_page_among_static_files_hears_of_changes_too() {
    let preview = Preview::of(&course().and("static/old.html", "<p>Old</p>"));
    let reply = preview.get("old.html");
    assert_eq!(without_script(&reply.text(), "/"), "<p>Old</p>");
}

// Who may ask, and for what

#[test]
fn a_foreign_host_is_refused() {
    let preview = Preview::of(&course());
    let port = preview.host.rsplit_once(':').unwrap().1;
    let ask = |host: &str, more: &str| {
        preview.raw(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n"))
    };
    for host in [format!("127.0.0.1:{port}"), format!("localhost:{port}"), format!("[::1]:{port}")] {
        ask(&host, "").expect(200, "Welcome");
    }
    for host in [format!("evil.example:{port}"), "evil.example".into(), "127.0.0.1:1".into(), "192.168.1.2".into()] {
        ask(&host, "").expect(403, "does not answer requests for");
    }
    ask("evil.example", "").expect(403, "--allow-host evil.example");
    preview.raw("GET / HTTP/1.0\r\n\r\n").expect(403, "has no host name");
    ask(&preview.host, "Host: evil.example\r\n").expect(403, "");
    ask(&preview.host, "Origin: http://evil.example\r\n")
        .expect(403, "does not answer requests for `http://evil.example`");
    let stream = preview.ask("GET", "/_clinic/events", &["Origin: null"]);
    stream.expect(403, "does not answer");
    let own = format!("Origin: http://{}", preview.host);
    assert_eq!(Events::of(&preview, &[&own]).generation, 1);
}

#[test]
fn an_open_preview_warns_and_answers_for_addresses_and_allowed_names() {
    let arguments = ["--host", "0.0.0.0", "--allow-host", "class.example", "--edition", "instructor"];
    let preview = Preview::with(&course(), &arguments);
    assert!(preview.host.starts_with("127.0.0.1:"), "an address to open: {}", preview.host);
    let warning = preview.said.wait_for("warning: anyone");
    assert!(warning.contains("can read this preview, including all answers"), "{warning}");
    let ask = |host: &str| preview.raw(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
    for host in ["192.168.1.2:4000", "[fe80::1]:4000", "class.example"] {
        ask(host).expect(200, "Welcome");
    }
    ask("evil.example").expect(403, "--allow-host evil.example");
}

#[test]
fn nothing_leads_out_of_the_site() {
    let course = course().and("secret.txt", "secret").and("content/.hidden.md", "# Hidden\n");
    let preview = Preview::of(&course);
    let refused = [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/proofs/../../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e%2f%2e%2e%2fetc/passwd",
        "/..%5csecret.txt",
        "/..%c0%afsecret.txt",
        "/proofs%00.html",
        "/proofs%0d%0aX:y",
        "http://evil.example/proofs/",
        "http://127.0.0.1/proofs/",
    ];
    for address in refused {
        let reply = preview.ask("GET", address, &[]);
        assert_eq!(reply.status, 400, "{address}: {}", reply.text());
    }
    // Whether a bare backslash is part of an address at all is for the parser to say.
    let reply = preview.ask("GET", "/..\\secret.txt", &[]);
    assert_eq!(reply.status, 400, "{}", reply.text());
    for address in ["/.hidden/", "/.git/config", "/%2ehidden/", "/secret.txt", "/clinic.yaml", "/etc/passwd"] {
        let reply = preview.ask("GET", address, &[]);
        assert_eq!(reply.status, 404, "{address}");
        assert!(!reply.text().contains("secret\n") && !reply.text().contains("title:"), "{address}");
    }
}

#[test]
fn a_preview_only_answers_questions() {
    let preview = Preview::of(&course());
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"] {
        let reply = preview.ask(method, "/", &[]);
        assert_eq!((reply.status, reply.header("allow")), (405, "GET, HEAD"), "{method}");
    }
    let reply = preview.ask("GET", "/", &["Content-Length: 5"]);
    assert_eq!((reply.status, reply.header("connection")), (413, "close"));
    let reply = preview.ask("GET", "/", &["Transfer-Encoding: chunked"]);
    assert_eq!(reply.status, 413);
    assert_eq!(preview.raw("what is this\r\n\r\n").status, 400);
}

#[test]
fn a_header_of_a_megabyte_is_refused() {
    let preview = Preview::of(&course());
    for head in ["GET / HTTP/1.1\r\nX: ", "GET /"] {
        let mut stream = preview.connect();
        let mut writer = stream.try_clone().unwrap();
        let sending = thread::spawn(move || {
            let _ = writer.write_all(head.as_bytes());
            for _ in 0..1024 {
                // The server hangs up long before the end.
                if writer.write_all(&[b'a'; 1024]).is_err() {
                    break;
                }
            }
        });
        let status = read_reply(&mut stream).status;
        assert!([431, 414].contains(&status), "{status}");
        sending.join().unwrap();
    }
    let many = "X: 1\r\n".repeat(1000);
    let request = format!("GET / HTTP/1.1\r\nHost: {}\r\n{many}\r\n", preview.host);
    assert_eq!(preview.raw(&request).status, 431);
    preview.get("").expect(200, "Welcome");
}

#[test]
fn a_client_that_sends_a_byte_a_second_is_cut_off_and_holds_up_nobody() {
    let preview = Preview::of(&course());
    let mut slow = preview.connect();
    let mut writer = slow.try_clone().unwrap();
    let sending = thread::spawn(move || {
        for byte in b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: and so on and on and on".iter().cycle() {
            if writer.write_all(&[*byte]).is_err() {
                break;
            }
            thread::sleep(Duration::from_secs(1));
        }
    });
    for _ in 0..20 {
        preview.get("proofs/").expect(200, "First words");
    }
    let mut answer = Vec::new();
    // Ends with the connection; the limit of the stream is what a server that waits for ever would meet.
    let ended = slow.read_to_end(&mut answer);
    assert!(!matches!(&ended, Err(why) if why.kind() == std::io::ErrorKind::WouldBlock), "{ended:?}");
    sending.join().unwrap();
}

#[test]
fn a_client_that_takes_nothing_holds_up_nobody() {
    let course = course().and("static/large.bin", vec![7; 30_000_000]);
    let preview = Preview::of(&course);
    let lazy: Vec<TcpStream> = (0..40)
        .map(|_| {
            let mut stream = preview.connect();
            let request = format!("GET /large.bin HTTP/1.1\r\nHost: {}\r\n\r\n", preview.host);
            stream.write_all(request.as_bytes()).unwrap();
            stream
        })
        .collect();
    for _ in 0..20 {
        preview.get("proofs/").expect(200, "First words");
    }
    assert_eq!(preview.get("large.bin").body.len(), 30_000_000);
    drop(lazy);
}

#[test]
fn fifty_streams_and_a_burst_of_connections_are_all_answered() {
    let course = course();
    let preview = Preview::of(&course);
    let mut streams: Vec<Events> = (0..50).map(|_| preview.events()).collect();
    let mut burst: Vec<TcpStream> = (0..200).map(|_| preview.connect()).collect();
    for stream in &mut burst {
        let request = format!("GET /proofs/ HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", preview.host);
        stream.write_all(request.as_bytes()).unwrap();
    }
    for stream in &mut burst {
        read_reply(stream).expect(200, "First words");
    }
    save(&course, "content/01-proofs.md", module("Proofs", "---\nOther words.\n"));
    for stream in &mut streams {
        assert_eq!(stream.next_change(), 2);
    }
}

#[test]
fn streams_leave_room_for_pages() {
    let preview = Preview::of(&course());
    let streams: Vec<Events> = (0..240).map(|_| preview.events()).collect();
    preview.get("_clinic/events").expect(503, "too many pages");
    preview.get("").expect(200, "Welcome");
    drop(streams);
}

#[test]
fn a_connection_serves_many_pages() {
    let preview = Preview::of(&course());
    let mut stream = preview.connect();
    let request = |more: &str| format!("GET /proofs/ HTTP/1.1\r\nHost: {}\r\n{more}\r\n", preview.host);
    stream.write_all((request("") + &request("") + &request("Connection: close\r\n")).as_bytes()).unwrap();
    let mut answers = String::new();
    stream.read_to_string(&mut answers).unwrap();
    assert_eq!(answers.matches("HTTP/1.1 200 OK").count(), 3);
}

// Changes

#[test]
fn a_change_is_served_and_told() {
    let course = course();
    let preview = Preview::of(&course);
    let mut events = preview.events();
    assert_eq!(events.generation, 1);
    preview.get("proofs/").expect(200, "data-generation=\"1\"");
    save(&course, "content/01-proofs.md", module("Proofs", "---\nOther words.\n"));
    assert_eq!(events.next_change(), 2);
    preview.get("proofs/").expect(200, "Other words.").expect(200, "data-generation=\"2\"");
    let said = preview.said.wait_for("content/01-proofs.md: rebuilt 1 page in ");
    assert!(said.lines().last().unwrap().ends_with(" s, no findings"), "{said}");
    // Whoever comes later begins with the present state.
    assert_eq!(preview.events().generation, 2);
}

#[test]
fn files_folders_and_addresses_come_and_go() {
    let course = course();
    let preview = Preview::of(&course);
    let mut events = preview.events();
    course.remove("content/01-proofs.md");
    events.next_change();
    preview.get("proofs/").expect(404, "");
    assert!(!preview.get("").text().contains("proofs/"), "the home page follows");
    fs::rename(course.path("content/02-trees"), course.path("content/02-forests")).unwrap();
    events.next_change();
    preview.get("forests/").expect(200, "Trees");
    preview.get("forests/tree.svg").expect(200, "<svg");
    preview.get("trees/").expect(404, "");
    preview.get("").expect(200, "forests/");
    save(&course, "content/03-new/deep/_index.md", "---\ntitle: Deep\n---\n");
    save(&course, "content/03-new/deep/01-down.md", module("Down", ""));
    while preview.get("new/deep/down/").status != 200 {
        events.next_change();
    }
    // As editors save: another file takes the place of the one that was there.
    course.write("content/03-new/deep/.01-down.tmp", module("Down", "---\nSaved by renaming.\n"));
    fs::rename(course.path("content/03-new/deep/.01-down.tmp"), course.path("content/03-new/deep/01-down.md")).unwrap();
    while !preview.get("new/deep/down/").text().contains("Saved by renaming") {
        events.next_change();
    }
}

#[test]
fn pages_are_there_while_everything_is_read_anew() {
    let mut course = course();
    for number in 0..200 {
        course = course.and(&format!("content/03-many/{number}.md"), module(&format!("Module {number}"), ""));
    }
    let preview = Arc::new(Preview::of(&course));
    let done = Arc::new(AtomicBool::new(false));
    let (reader, ended) = (Arc::clone(&preview), Arc::clone(&done));
    let asking = thread::spawn(move || {
        let mut answers = 0;
        while !ended.load(Ordering::Relaxed) {
            for path in ["", "proofs/", "many/100/"] {
                reader.get(path).expect(200, "data-generation");
                answers += 1;
            }
        }
        answers
    });
    let mut events = preview.events();
    for round in 0..5 {
        save(&course, "clinic.yaml", format!("{BARE_PRACTICE}description: Round {round}.\n"));
        events.next_change();
        save(&course, "content/01-proofs.md", module("Proofs", &format!("---\nRound {round}.\n")));
        events.next_change();
    }
    done.store(true, Ordering::Relaxed);
    assert!(asking.join().unwrap() > 0);
}

#[test]
fn a_new_title_is_new_wherever_it_stands() {
    let course = course().and("content/03-last.md", module("Last", "builds_on: [proofs]\n"));
    let preview = Preview::of(&course);
    let mut events = preview.events();
    save(&course, "content/01-proofs.md", module("Evidence", "---\nFirst words.\n"));
    events.next_change();
    for path in ["", "proofs/", "proofs/print/", "trees/", "last/", "radar/home/"] {
        let page = preview.get(path).text();
        assert!(page.contains("Evidence") && !page.contains(">Proofs<"), "{path} has the old title:\n{page}");
    }
}

#[test]
fn everything_that_makes_the_site_is_watched() {
    let course = course();
    let preview = Preview::of(&course);
    let mut events = preview.events();
    let mut shows = |path: &str, text: &str, at: &str, words: &str| {
        save(&course, path, text);
        while !preview.get(at).text().contains(words) {
            events.next_change();
        }
    };
    shows("clinic.yaml", "title: Another title\n", "", "Another title");
    shows("templates/page-note.html", "unused", "", "Another title");
    shows("templates/404.html", "own 404 page", "nowhere", "own 404 page");
    shows("i18n/en.yaml", "nav.home: Start here\n", "course.json", "Another title");
    shows("static/new.txt", "one", "new.txt", "one");
    shows("static/new.txt", "two", "new.txt", "two");
    shows("clinic.yaml", "title: Another title\ntheme: own\n", "", "Another title");
    shows("themes/own/static/site.css", "body{color:red}", "", "Another title");
    shows("clinic.yaml", "title: Third title\nanswers: ../course-answers\n", "", "Third title");
}

#[test]
fn what_changes_nothing_is_told_to_nobody() {
    let course = course();
    let preview = Preview::of(&course);
    let mut events = preview.events();
    let page = fs::read(course.path("content/01-proofs.md")).unwrap();
    fs::File::open(course.path("content/02-trees/index.md"))
        .unwrap()
        .set_modified(std::time::SystemTime::UNIX_EPOCH)
        .unwrap();
    save(&course, "content/01-proofs.md", &page);
    save(&course, "content/.01-proofs.md.swp", "x");
    save(&course, "content/01-proofs.md~", "x");
    save(&course, "public/index.html", "x");
    save(&course, "notes.txt", "x");
    save(&course, "content/01-proofs.md", module("Proofs", "---\nOther words.\n"));
    assert_eq!(events.next_change(), 2);
    preview.get("proofs/").expect(200, "Other words.");
    save(&course, "content/01-proofs.md", &page);
    assert_eq!(events.next_change(), 3);
}

#[test]
fn the_site_that_is_built_beside_a_preview_is_no_change() {
    let course = course();
    let preview = Preview::of(&course);
    let mut events = preview.events();
    course.run(&["build"]).success();
    course.run(&["build", "--edition", "instructor"]).success();
    save(&course, "content/01-proofs.md", module("Proofs", "---\nOther words.\n"));
    assert_eq!(events.next_change(), 2);
}

#[test]
fn where_the_system_tells_nothing_files_are_looked_at() {
    let course = course();
    let preview = Preview::with(&course, &["--poll"]);
    preview.said.wait_for("polling the files for changes");
    let mut events = preview.events();
    save(&course, "content/01-proofs.md", module("Proofs", "---\nOther words.\n"));
    events.next_change();
    preview.get("proofs/").expect(200, "Other words.");
}

#[test]
fn a_session_is_that_of_one_start() {
    let course = course();
    let (one, other) = (Preview::of(&course), Preview::of(&course));
    assert_eq!(one.events().session, one.events().session);
    assert_ne!(one.events().session, other.events().session);
}

// Mistakes

#[test]
fn findings_are_told_and_go_when_they_are_mended() {
    let course = course();
    let preview = Preview::of(&course);
    let mut events = preview.events();
    course
        .write("content/01-proofs.md", "---\ntitle: Proofs\ntags: [a]\ntitle: Again: now\n---\nBody [away](no.md).\n");
    events.next_change();
    let found = events.findings(|found| found["errors"].as_u64() > Some(0) && found["complete"] == true);
    assert_eq!(found["generation"], 2);
    let finding = found["findings"].as_array().unwrap().iter().find(|one| one["rule"] == "yaml-syntax").unwrap();
    assert_eq!(finding["path"], "content/01-proofs.md");
    assert_eq!((&finding["line"], &finding["severity"]), (&4.into(), &"error".into()));
    assert_eq!(finding["source"]["text"], "title: Again: now");
    assert!(finding["fix"]["text"].as_str().unwrap().contains('\''), "{finding}");
    preview.said.wait_for("error[yaml-syntax]");
    preview.get("trees/").expect(200, "Trees");
    // Whoever opens a page now hears of it, too.
    assert_eq!(preview.events().findings(|_| true)["errors"], found["errors"]);
    save(&course, "content/01-proofs.md", module("Proofs", "---\nMended.\n"));
    events.next_change();
    events.findings(|found| found["complete"] == true && found["errors"] == 0);
    preview.get("proofs/").expect(200, "Mended.");
}

#[test]
fn a_finding_shows_the_line_that_was_saved() {
    let old = "---\ntitle: A\nkind: page\n---\nold one\nold two\nold three\n";
    let course = course().and("content/03-a.md", old);
    let preview = Preview::of(&course);
    let mut events = preview.events();
    for (broken, column) in [("xx: {", 5), ("xx: [", 5), ("&x: y", 1)] {
        save(&course, "content/03-a.md", format!("---\ntitle: A\nkind: page\n{broken}\n---\nnew\n"));
        // First what was seen at once, then all of the course.
        let mut is_complete = false;
        while !is_complete {
            let found = events.findings(|found| found["errors"] == 1);
            is_complete = found["complete"] == true;
            let told = &found["findings"][0];
            assert_eq!((&told["line"], &told["column"]), (&4.into(), &column.into()), "{told}");
            assert_eq!(told["source"]["text"], broken, "{told}");
            assert!(told["fix"].is_null() || told["fix"]["line"] == 4, "{told}");
        }
        save(&course, "content/03-a.md", old);
        events.findings(|found| found["complete"] == true && found["errors"] == 0);
        preview.get("a/").expect(200, "old three");
    }
    let said = preview.said.wait_for("&x: y");
    assert!(said.contains("xx: {") && !said.contains("old one"), "{said}");
}

#[test]
fn findings_in_what_learners_may_not_see_are_told_without_words() {
    let course = course()
        .and("content/03-a.md", "---\ntitle: A\nchecks:\n  - statements:\n      - text: one\n        answer: zq: the answer\n---\n[gone](open.md)\n")
        .and("content/04-b.md", module("B", "---\n> [!INSTRUCTOR]\n> See [zq](zq-gone.md).\n\n> [ANSWER]\n> zq\n"))
        .and("content/05-draft.md", "---\ntitle: zq\ndraft: true\n---\n[zq](zq-gone.md)\n")
        .and("answers/01-proofs.yaml", "- for: zq\n  answer: zq\n");
    let told = |arguments: &[&str]| {
        let preview = Preview::with(&course, arguments);
        let told = Events::of(&preview, &[]).findings(|found| found["complete"] == true);
        let said = preview.said.wait_for("answers/01-proofs.yaml");
        (told["findings"].as_array().unwrap().clone(), said)
    };
    let (learners, said) = told(&[]);
    assert!(said.contains("answer: zq: the answer"), "the terminal shows all of it: {said}");
    let words = serde_json::to_string(&learners).unwrap();
    assert!(!words.replace("zq: the answer", "zq").contains("zq"), "{words}");
    let of = |path: &str| learners.iter().filter(|finding| finding["path"] == path).count();
    assert_eq!((of("content/04-b.md"), of("content/05-draft.md"), of("answers/01-proofs.yaml")), (2, 2, 1), "{words}");
    let open = learners.iter().find(|finding| finding["rule"] == "broken-link" && finding["path"] == "content/03-a.md");
    assert_eq!(open.unwrap()["source"]["text"], "[gone](open.md)", "what everybody sees is shown");
    let (instructors, _) = told(&["--edition", "instructor"]);
    assert!(serde_json::to_string(&instructors).unwrap().contains("answer: zq: the answer"));
}

#[test]
fn a_broken_configuration_leaves_the_last_good_site() {
    let good = "title: Course\nbase_url: https://example.org/course/\n";
    let course = course().and("clinic.yaml", good);
    let preview = Preview::of(&course);
    let mut events = preview.events();
    events.findings(|found| found["complete"] == true);
    save(&course, "clinic.yaml", "title: [Course\nbase_url: https://example.org/course/\n");
    events.findings(|found| found["errors"].as_u64() > Some(0));
    preview.get("proofs/").expect(200, "First words");
    course.remove("clinic.yaml");
    events.findings(|found| found["findings"][0]["rule"] == "unreadable");
    preview.get("proofs/").expect(200, "First words");
    save(&course, "clinic.yaml", good.replace("Course", "Mended"));
    events.findings(|found| found["errors"] == 0);
    preview.get("").expect(200, "Mended");
}

#[test]
fn a_broken_template_leaves_the_last_good_pages() {
    let course = course();
    let preview = Preview::of(&course);
    let mut events = preview.events();
    events.findings(|found| found["complete"] == true);
    // One cannot be read, the other cannot be used.
    for broken in ["{% if %}", "{% extends \"under/clinic.html\" %}{% block main %}{{ no_such_value }}{% endblock %}"] {
        save(&course, "templates/clinic.html", broken);
        let found = events.findings(|found| found["complete"] == true && found["errors"].as_u64() > Some(0));
        assert_eq!(found["findings"][0]["rule"], "broken-template", "{found}");
        assert_eq!(found["findings"][0]["path"], "templates/clinic.html");
        preview.get("proofs/").expect(200, "First words");
        course.remove("templates/clinic.html");
        events.findings(|found| found["complete"] == true && found["errors"] == 0);
        preview.get("proofs/").expect(200, "First words");
    }
}

#[cfg(unix)]
#[test]
fn a_template_that_never_ends_holds_up_nothing_but_its_own_pages() {
    let endless = "{% for i in range(end=100000) %}{% for j in range(end=100000) %}{% endfor %}{% endfor %}";
    let course = course();
    let mut preview = Preview::of(&course);
    let mut events = preview.events();
    events.findings(|found| found["complete"] == true);
    course.write("templates/parts/footer.html", "Short.");
    events.next_change();
    events.findings(|found| found["complete"] == true);
    save(&course, "templates/parts/footer.html", endless);
    events.next_change();
    // Who asked is gone again.
    for _ in 0..3 {
        let request = format!("GET {}proofs/ HTTP/1.1\r\nHost: {}\r\n\r\n", preview.base, preview.host);
        preview.connect().write_all(request.as_bytes()).unwrap();
    }
    preview.get("film.mp4").expect(200, "");
    save(&course, "templates/parts/footer.html", "Mended.");
    events.findings(|found| found["complete"] == true && found["errors"] == 0);
    preview.get("proofs/").expect(200, "Mended.");
    let told = Instant::now();
    preview.signal("INT");
    assert!(preview.child.wait().unwrap().success());
    assert!(told.elapsed() < Duration::from_secs(5), "the end waits for a page: {:?}", told.elapsed());
}

#[test]
fn a_deleted_theme_leaves_the_last_good_site() {
    let course = course().and("clinic.yaml", "title: Course\ntheme: own\n").and("themes/own/static/own.css", "a{}");
    let preview = Preview::of(&course);
    let mut events = preview.events();
    events.findings(|found| found["complete"] == true);
    fs::remove_dir_all(course.path("themes")).unwrap();
    events.findings(|found| found["findings"][0]["rule"] == "unknown-theme");
    preview.get("proofs/").expect(200, "First words");
    save(&course, "themes/own/static/own.css", "a{}");
    events.findings(|found| found["complete"] == true && found["errors"] == 0);
}

#[test]
fn a_course_that_is_broken_from_the_start_is_served_as_far_as_it_goes() {
    let broken = "---\ntitle: Proofs: now\n---\n";
    let course = course().and("content/01-proofs.md", broken).and("templates/clinic.html", "{{ no_such_value }}");
    let preview = Preview::of(&course);
    preview.said.wait_for("yaml-syntax");
    preview.get("").expect(200, "Welcome");
    let reply = preview.get("trees/");
    reply.expect(500, "This page cannot be shown").expect(500, "_clinic/client.js");
    let mut events = preview.events();
    course.remove("templates/clinic.html");
    events.next_change();
    preview.get("trees/").expect(200, "Trees");
}

#[test]
fn a_broken_configuration_from_the_start_is_mended_without_a_restart() {
    let course = course().and("clinic.yaml", b"title: \xff\n");
    let preview = Preview::of(&course);
    let mut events = preview.events();
    events.findings(|found| found["findings"].to_string().contains("not-utf8"));
    save(&course, "clinic.yaml", "title: Mended\n");
    events.next_change();
    preview.get("").expect(200, "Mended");
}

// Start and end

#[test]
fn a_port_that_is_taken_is_an_error_that_says_so() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let failed = course().command(&["serve", "-p", &port]).assert().code(2);
    let said = String::from_utf8(failed.get_output().stderr.clone()).unwrap();
    assert!(said.contains(&format!("error: port {port} is in use by another program")), "{said}");
    assert!(said.contains("leave out `--port`"), "{said}");
}

#[test]
fn a_quiet_preview_says_where_it_is_and_what_is_wrong_and_no_more() {
    let course = course();
    let preview = Preview::with(&course, &["-q", "-p", "0"]);
    assert!(preview.greeting.contains("at http://"), "{}", preview.greeting);
    assert_eq!(preview.get("").status, 200);
    course.write("content/01-new.md", module("New", "---\n[gone](gone.md)\n"));
    let said = preview.said.wait_for("broken-link");
    assert!(said.starts_with("error[broken-link]"), "nothing is said before it: {said}");
}

#[test]
fn a_free_port_is_found() {
    let course = course();
    let start = || {
        let mut child = Command::new(env!("CARGO_BIN_EXE_clinic"));
        let mut child = child.arg("serve").arg(course.path(".")).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut greeting = String::new();
        BufReader::new(child.as_mut().unwrap().stdout.take().unwrap()).read_line(&mut greeting).unwrap();
        (child.unwrap(), greeting.trim_end().trim_end_matches('/').rsplit_once(':').unwrap().1.parse::<u16>().unwrap())
    };
    let ((mut one, first), (mut other, second)) = (start(), start());
    one.kill().and_then(|()| one.wait()).unwrap();
    other.kill().and_then(|()| other.wait()).unwrap();
    assert!((4000..4100).contains(&first) && (4000..4100).contains(&second) && first != second, "{first} {second}");
}

#[test]
fn a_course_that_is_not_there_is_an_error() {
    let empty = tempfile::tempdir().unwrap();
    crate::support::clinic().arg("serve").arg(empty.path()).assert().code(2);
    let host = course().command(&["serve", "--host", "no such host"]).assert().code(2);
    let said = String::from_utf8(host.get_output().stderr.clone()).unwrap();
    assert!(
        said.contains("cannot listen on `no such host`") && said.contains("help: set `--host` to an address"),
        "{said}"
    );
}

#[cfg(unix)]
#[test]
fn it_ends_when_it_is_told_to_whoever_is_listening() {
    for signal in ["INT", "TERM"] {
        let mut preview = Preview::of(&course());
        let mut events = preview.events();
        let idle = preview.connect();
        preview.signal(signal);
        let status = preview.child.wait().unwrap();
        assert!(status.success(), "{signal}: {status}");
        let said = preview.said.wait_for("the preview has stopped");
        assert!(!said.contains("panicked"), "{said}");
        let mut rest = String::new();
        let _ = events.lines.read_to_string(&mut rest);
        drop(idle);
    }
}
