//! How long each stage of a build takes, and a page of each kind: `cargo bench` in `benches/`.
//!
//! All of it goes through the same doors as the program. The stages up to the plan are told apart by what a run says of
//! itself: it names each when it begins.
#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "a measurement")]

#[path = "../../examples/generate_course/course.rs"]
mod course;

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use mistake_clinic::api::model::Edition;
use mistake_clinic::api::pipeline::preview::{Preview, View};
use mistake_clinic::api::pipeline::{self, Built, Caching, Destination, Options, Served, Site};
use mistake_clinic::api::plan::Rank;
use mistake_clinic::api::publish::{Output, OutputRequest, Publication, Published};
use rayon::prelude::*;
use tempfile::TempDir;
use walkdir::WalkDir;

/// More of them only take longer: nothing that belongs to one module grows with the course. They make more pages than a
/// preview keeps.
const MODULES: usize = 100;

const OPTIONS: Options = Options::hosted(Edition::Learner, false);

/// The stages of reading a course, as a run names them.
const READING: [&str; 5] = ["load", "parse", "assemble", "rules", "plan"];

/// A file of each kind; a star stands for any name.
const KINDS: [(&str, &str); 15] = [
    ("home", "index.html"),
    ("section", "part-1/index.html"),
    ("section radar", "part-1/radar/index.html"),
    ("clinic", "part-1/*/index.html"),
    ("page", "part-1/*/practice/lab/index.html"),
    ("radar", "radar/index.html"),
    ("worksheets", "print/index.html"),
    ("worksheets of a section", "part-1/print/index.html"),
    ("worksheets of a module", "part-1/*/print/index.html"),
    ("worksheets in large print", "part-1/*/print/large/index.html"),
    ("tags", "tags/index.html"),
    ("tag", "tags/*/index.html"),
    ("missing page", "404.html"),
    ("course as data", "course.json"),
    ("sitemap", "sitemap.xml"),
];

/// A course with its site, in a folder that goes away.
struct Measured {
    folder: TempDir,
}

impl Measured {
    fn new() -> Self {
        let measured = Self { folder: tempfile::tempdir().unwrap() };
        course::generate(MODULES, &measured.course()).unwrap();
        build(&measured.course(), &measured.site(), Caching::Off);
        measured
    }

    fn course(&self) -> PathBuf {
        self.folder.path().join("course")
    }

    fn site(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// The names of all files of the site, without those that the program writes for itself.
    fn files(&self) -> Vec<String> {
        let site = self.site();
        let entries = WalkDir::new(&site).sort_by_file_name().into_iter().map(Result::unwrap);
        let files = entries.filter(|entry| entry.file_type().is_file());
        let names = files.map(|entry| entry.path().strip_prefix(&site).unwrap().to_string_lossy().into_owned());
        names.filter(|name| !name.starts_with(".clinic")).collect()
    }
}

fn build(course: &Path, site: &Path, caching: Caching) -> Built {
    let destination = Destination { folder: Some(site.to_owned()), adopt: false };
    let built = pipeline::build(course, OPTIONS, &destination, caching, &mut |_| ()).unwrap();
    assert!(built.published.is_some(), "{:?}", built.report.findings);
    built
}

fn read(course: &Path) -> Site {
    pipeline::read(course, OPTIONS, &mut |_| ()).unwrap()
}

/// Notes how long one stage of a run takes.
struct Clock {
    stage: &'static str,
    began: Option<Instant>,
    took: Duration,
}

impl Clock {
    fn of(stage: &'static str, course: &Path) -> Duration {
        let mut clock = Self { stage, began: None, took: Duration::ZERO };
        let site = pipeline::read(course, OPTIONS, &mut |name| clock.hear(name)).unwrap();
        clock.hear("");
        drop(site);
        clock.took
    }

    fn hear(&mut self, name: &str) {
        self.took += self.began.take().map_or(Duration::ZERO, |began| began.elapsed());
        self.began = (name == self.stage).then(Instant::now);
    }
}

fn stages(criterion: &mut Criterion) {
    let measured = Measured::new();
    let course = measured.course();
    let mut group = criterion.benchmark_group("stage");
    group.sample_size(20);
    for stage in READING {
        group.bench_function(stage, |bencher| {
            bencher.iter_custom(|times| (0..times).map(|_| Clock::of(stage, &course)).sum());
        });
    }
    group.bench_function("render", |bencher| {
        bencher.iter_batched(|| read(&course), |site| site.inspect(&mut |_| ()), BatchSize::PerIteration);
    });
    let files: Vec<(String, Vec<u8>)> = measured
        .files()
        .into_iter()
        .map(|name| (name.clone(), fs::read(measured.site().join(name)).unwrap()))
        .collect();
    group.bench_function("publish, new", |bencher| {
        let publish_new = |folder: TempDir| (publish(&files, &course, folder.path()), folder);
        bencher.iter_batched(|| tempfile::tempdir().unwrap(), publish_new, BatchSize::PerIteration);
    });
    group.bench_function("publish, nothing changed", |bencher| {
        let folder = tempfile::tempdir().unwrap();
        publish(&files, &course, folder.path());
        bencher.iter(|| publish(&files, &course, folder.path()));
    });
    group.finish();
}

/// Publishes files from every core, as a build does.
fn publish(files: &[(String, Vec<u8>)], course: &Path, folder: &Path) -> Published {
    let request = OutputRequest { folder, course, protected: &[], edition: OPTIONS.edition.word(), adopt: false };
    let publication = Publication::begin(Output::verify(&request).unwrap()).unwrap();
    files.par_iter().for_each(|(name, bytes)| publication.offer(name, Rank::Page, bytes).unwrap());
    publication.finish().unwrap()
}

fn builds(criterion: &mut Criterion) {
    let measured = Measured::new();
    let course = measured.course();
    let mut group = criterion.benchmark_group("build");
    group.sample_size(20);
    for (name, caching) in [("first", Caching::On), ("without a cache", Caching::Off)] {
        let new_folder = || {
            let _ = fs::remove_dir_all(course.join(".clinic"));
            tempfile::tempdir().unwrap()
        };
        group.bench_function(name, |bencher| {
            let build = |folder: TempDir| (build(&course, folder.path(), caching), folder);
            bencher.iter_batched(new_folder, build, BatchSize::PerIteration);
        });
    }
    group.bench_function("nothing changed", |bencher| {
        build(&course, &measured.site(), Caching::On);
        bencher.iter(|| {
            let built = build(&course, &measured.site(), Caching::On);
            assert_eq!(built.published.map(|published| published.written), Some(0));
        });
    });
    group.finish();
}

fn pages(criterion: &mut Criterion) {
    let measured = Measured::new();
    let files = measured.files();
    let chosen: Vec<(&str, &str)> = KINDS.iter().map(|(kind, pattern)| (*kind, first(&files, pattern))).collect();
    let view = full_view(&measured.course(), &files, &chosen);
    let mut group = criterion.benchmark_group("page");
    for (kind, file) in chosen {
        group.bench_function(kind, |bencher| {
            bencher.iter(|| {
                let served = view.get(black_box(file));
                assert!(matches!(served, Served::Made { .. }), "{file}");
                served
            });
        });
    }
    group.finish();
}

/// A preview that has kept as many pages as it keeps, and none of those that are chosen: it makes these each time.
fn full_view(course: &Path, files: &[String], chosen: &[(&str, &str)]) -> View {
    let (preview, _) = Preview::open(course, OPTIONS, Caching::Off, &mut |_| ()).unwrap();
    let view = preview.view();
    for file in files.iter().filter(|file| chosen.iter().all(|(_, chosen)| chosen != file)) {
        view.get(file);
    }
    view
}

/// The first of `files` that `pattern` is for.
fn first<'f>(files: &'f [String], pattern: &str) -> &'f str {
    let is_for = |file: &str| {
        let (parts, names): (Vec<&str>, Vec<&str>) = (pattern.split('/').collect(), file.split('/').collect());
        parts.len() == names.len() && parts.iter().zip(names).all(|(part, name)| *part == "*" || *part == name)
    };
    let taken = |file: &str| KINDS.iter().any(|(_, other)| *other == file && *other != pattern);
    files
        .iter()
        .find(|file| is_for(file) && !taken(file))
        .unwrap_or_else(|| panic!("there is no {pattern}: {files:#?}"))
}

criterion_group!(benches, stages, builds, pages);
criterion_main!(benches);
