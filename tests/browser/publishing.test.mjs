// The files that `clinic init --publish` writes pass their linters and do what they are for: each installs this version of the
// program and builds the course with it. And what a site sends out, by readers that are not ours.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";

import { archive, clean, course, lint, parsed, version, workspace } from "./publishing/hosts.mjs";
import { run } from "./publishing/runner.mjs";
import { base, editions, read } from "./site.mjs";

after(clean);

const source = archive();
const learner = editions.find(({ name }) => name === "learner").root;

/** The shell commands of a workflow, for a linter. */
function checked(script) {
  const told = lint("shellcheck", ["--shell=bash", "-"], { input: script });
  assert.equal(told, "");
}

/** The workflow of GitHub, and that of Codeberg, which has its form. */
const workflows = { github: ".github/workflows/publish.yml", codeberg: ".forgejo/workflows/publish.yml" };

describe("the files of hosts pass their linters", () => {
  for (const [host, path] of Object.entries(workflows)) {
    test(host, () => {
      const { folder } = course(host, source);
      const configuration = join(workspace, "actionlint.yaml");
      // Codeberg has machines of its own, and actions by their whole address.
      writeFileSync(configuration, "self-hosted-runner:\n  labels: [codeberg-small]\n");
      const ignored = ["-ignore", 'specifying action "https://codeberg\\.org/[^"]+@v2" in invalid format'];
      assert.equal(lint("actionlint", ["-config-file", configuration, "-no-color", ...ignored, join(folder, path)]), "");
      assert.equal(lint("check-jsonschema", ["--builtin-schema", "vendor.github-workflows", join(folder, path)]), "");
    });
  }

  test("gitlab", () => {
    const { folder, read } = course("gitlab", source);
    assert.equal(lint("check-jsonschema", ["--builtin-schema", "vendor.gitlab-ci", join(folder, ".gitlab-ci.yml")]), "");
    checked(parsed(read(".gitlab-ci.yml"), "yaml").default.before_script[0]);
  });

  test("netlify", () => {
    const { folder, read } = course("netlify", source);
    const { build, plugins } = parsed(read("netlify.toml"), "toml");
    assert.deepEqual(build, { command: "sh publish.sh", publish: "public" });
    assert.deepEqual(plugins[0].inputs.paths, [".clinic-program", ".clinic/cache"]);
    assert.equal(lint("shellcheck", [join(folder, "publish.sh")]), "");
  });

  test("cloudflare", () => {
    const { folder, read } = course("cloudflare", source);
    const { name, build, assets, compatibility_date } = parsed(read("wrangler.toml"), "toml");
    assert.deepEqual([name, build.command, assets.directory], ["a-course", "sh publish.sh", "./public"]);
    assert.match(compatibility_date, /^\d{4}-\d\d-\d\d$/);
    assert.equal(lint("shellcheck", [join(folder, "publish.sh")]), "");
  });
});

/** The workflow of a course, run for an event. */
function ran(host, event, from = source, more = {}) {
  const { folder, said, read } = course(host, from);
  const workflow = parsed(read(workflows[host]), "yaml");
  const job = workflow.jobs.site ?? workflow.jobs.publish;
  const given = { pages: { base_url: "https://me.github.io/my-course" } };
  return { folder, said, workflow, ...run(workflow, job, { folder, event, given, ...more }) };
}

const site = (folder, path = "index.html") => readFileSync(join(folder, "public", path), "utf8");
const canonical = (address) => `<link rel="canonical" href="${address}">`;

describe("the workflow of GitHub, step by step", () => {
  test("publishes the site of learners at the address of its pages", () => {
    const { folder, ran: steps, used, failed, said } = ran("github", "push");
    assert.equal(failed, undefined, said);
    assert.deepEqual(steps, ["Install clinic", "Check", "Build"]);
    assert.ok(site(folder).includes(canonical("https://me.github.io/my-course/")));
    assert.match(site(folder, "robots.txt"), /^Sitemap: https:\/\/me\.github\.io\/my-course\/sitemap\.xml$/m);
    assert.ok(!existsSync(join(folder, "public-instructor")));
    assert.ok(existsSync(join(folder, ".clinic/cache")), "nothing is there to be kept for the next run");
    const artifact = used.find(({ uses }) => uses.startsWith("actions/upload-pages-artifact@"));
    assert.equal(artifact.with.path, "public");
    const kept = used.filter(({ uses }) => uses.startsWith("actions/cache@")).map((step) => step.with.path);
    assert.deepEqual(kept, [".clinic-program", ".clinic/cache"]);
  });

  test("installs the very version that wrote it, and once", () => {
    const { folder, failed, said } = ran("github", "push");
    assert.equal(failed, undefined);
    const program = join(folder, ".clinic-program/bin/clinic");
    assert.match(execFileSync(program, ["--version"], { encoding: "utf8" }), new RegExp(`^clinic ${version.replaceAll(".", "\\.")}\\b`));
    assert.ok(said.length > 0);
    // The next run finds it there, whatever has become of the source.
    const workflow = parsed(readFileSync(join(folder, workflows.github), "utf8"), "yaml");
    workflow.env.CLINIC_SOURCE = "file:///nowhere";
    const given = { pages: { base_url: "https://me.github.io/my-course" } };
    assert.equal(run(workflow, workflow.jobs.site, { folder, event: "push", given }).failed, undefined);
  });

  test("checks a pull request, says what is wrong beside its line, and publishes nothing", () => {
    const good = ran("github", "pull_request");
    assert.deepEqual([good.ran, good.failed], [["Install clinic", "Check"], undefined]);
    assert.ok(!existsSync(join(good.folder, "public")));
    assert.equal(good.workflow.jobs.publish.if, "github.event_name != 'pull_request'");
    writeFileSync(join(good.folder, "content/01-first-steps/02-bad.md"), "---\ntitle: Bad\nkind: page\n---\n\n[Nowhere](gone.md)\n");
    const bad = run(good.workflow, good.workflow.jobs.site, { folder: good.folder, event: "pull_request" });
    assert.equal(bad.failed, "Check");
    assert.match(bad.said, /^::error file=content\/01-first-steps\/02-bad\.md,line=6,/m);
  });

  test("has no rights but those that its steps need", () => {
    const { workflow } = ran("github", "pull_request");
    assert.deepEqual(workflow.permissions, { contents: "read" });
    assert.deepEqual(workflow.jobs.site.permissions, { contents: "read", pages: "read" });
    assert.deepEqual(workflow.jobs.publish.permissions, { pages: "write", "id-token": "write" });
  });

  test("takes the program from its repository at the tag of the version", () => {
    const tools = join(workspace, "tools");
    mkdirSync(tools, { recursive: true });
    // It tells what it was asked for, and installs the program that is under test.
    writeFileSync(join(tools, "cargo"), `#!/bin/sh\necho "cargo $*"\ncp "$CLINIC_BIN" "$CLINIC_HOME/bin/clinic"\n`);
    chmodSync(join(tools, "cargo"), 0o755);
    const path = `${tools}:${process.env.PATH}`;
    const env = { CLINIC_BIN: process.env.CLINIC_BIN };
    const { folder, failed, said } = ran("github", "push", "https://github.com/example/clinic", { path, env });
    assert.equal(failed, undefined, said);
    const wanted = `cargo install --git https://github.com/example/clinic.git --tag v${version} --locked --root ${folder}/.clinic-program mistake-clinic`;
    assert.ok(said.split("\n").includes(wanted), said);
  });

  test("stops where the source is not written yet, and says what to write and where", () => {
    const { failed, said, ran: steps } = ran("github", "push", "");
    assert.deepEqual([failed, steps], ["Install clinic", ["Install clinic"]]);
    assert.match(said, /^::error::CLINIC_SOURCE is empty\. Set it at the top of \.github\/workflows\/publish\.yml to the address of the clinic repository or .*\.$/m);
    assert.match(course("github", "").said, /^CLINIC_SOURCE at the top of \.github\/workflows\/publish\.yml is empty:/m);
  });

  test("stops where it was given another version", () => {
    const other = archive(join(workspace, "others"), "#!/bin/sh\necho clinic 0.0.1\n");
    const { failed, said } = ran("github", "push", other);
    assert.equal(failed, "Install clinic");
    assert.match(said, new RegExp(`This is not clinic ${version.replaceAll(".", "\\.")}: clinic 0\\.0\\.1`));
  });

  test("stops where an archive is not the one whose sum was published", () => {
    const folder = join(workspace, "changed");
    const changed = archive(folder);
    const [name] = readdirSync(folder).filter((name) => name.endsWith(".tar.gz"));
    writeFileSync(join(folder, name), "something else");
    const { failed, said } = ran("github", "push", changed);
    assert.equal(failed, "Install clinic");
    assert.match(said, /FAILED/);
  });
});

describe("the files of other hosts, run here", () => {
  test("codeberg", () => {
    const { folder, failed, said, used } = ran("codeberg", "push");
    assert.equal(failed, undefined, said);
    assert.ok(site(folder).includes(canonical("https://me.codeberg.page/my-course/")));
    assert.deepEqual(used.at(-1).with, { site: "https://me.codeberg.page/my-course/", token: "secret", source: "public/" });
    assert.deepEqual(ran("codeberg", "pull_request").ran, ["Install clinic", "Check"]);
  });

  test("gitlab", () => {
    const { folder, read } = course("gitlab", source);
    const { variables, default: { before_script }, check, pages } = parsed(read(".gitlab-ci.yml"), "yaml");
    const home = variables.CLINIC_HOME.replace("$CI_PROJECT_DIR", folder);
    const env = { ...process.env, ...variables, CLINIC_HOME: home, CI_PAGES_URL: "https://me.gitlab.io/my-course" };
    for (const job of [check, pages]) {
      const script = [...before_script, ...job.script].join("\n");
      const { status, stderr } = spawnSync("sh", ["-e", "-c", script], { cwd: folder, env, encoding: "utf8" });
      assert.equal(status, 0, stderr);
    }
    assert.ok(site(folder).includes(canonical("https://me.gitlab.io/my-course/")));
    assert.deepEqual([check.artifacts.paths, pages.artifacts.paths], [["public/"], ["public/"]]);
  });

  for (const [host, env, address] of [["netlify", { URL: "https://my-course.netlify.app" }, "https://my-course.netlify.app/"], ["cloudflare", {}, null]]) {
    test(host, () => {
      const { folder } = course(host, source);
      const { status, stderr } = spawnSync("sh", ["publish.sh"], { cwd: folder, env: { ...process.env, URL: "", ...env }, encoding: "utf8" });
      assert.equal(status, 0, stderr);
      assert.equal(site(folder).includes('rel="canonical"'), address !== null);
      if (address) assert.ok(site(folder).includes(canonical(address)));
      assert.ok(existsSync(join(folder, "public/_headers")));
    });
  }
});

describe("what the sample sends out", () => {
  const home = base(learner).href;

  test("is a feed that a reader of feeds takes as well formed Atom", () => {
    const script = `
import feedparser, json, sys
feed = feedparser.parse(sys.stdin.buffer.read())
entries = [[entry.id, entry.title, entry.link, entry.updated_parsed[:3], entry.summary] for entry in feed.entries]
print(json.dumps([feed.bozo, feed.version, feed.feed.id, feed.feed.title, feed.feed.updated_parsed[:3], feed.feed.author, feed.feed.link, entries]))`;
    const python = join(process.env.PYTHON_TOOLS, "python");
    const told = JSON.parse(execFileSync(python, ["-c", script], { input: read(learner, "feed.xml"), encoding: "utf8" }));
    const [bozo, form, id, title, updated, author, link, entries] = told;
    assert.deepEqual([Boolean(bozo), form, id, link], [false, "atom10", home, home]);
    assert.ok(title && author);
    assert.ok(entries.length > 0, "the sample has no module with a day");
    assert.deepEqual(updated, entries[0][3]);
    for (const [id, title, link, , summary] of entries) {
      assert.ok(id.startsWith(home) && id === link && title && summary, id);
      assert.ok(existsSync(join(learner, link.slice(home.length), "index.html")), link);
    }
    assert.ok(read(learner, "index.html").includes('<link rel="alternate" type="application/atom+xml" href="feed.xml">'));
  });

  test("is a sitemap of pages that are there, with days", () => {
    const script = `
import json, sys, xml.etree.ElementTree as tree
space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
root = tree.fromstring(sys.stdin.buffer.read())
print(json.dumps([root.tag, [[url.findtext(space + "loc"), url.findtext(space + "lastmod")] for url in root]]))`;
    const python = join(process.env.PYTHON_TOOLS, "python");
    const [tag, urls] = JSON.parse(execFileSync(python, ["-c", script], { input: read(learner, "sitemap.xml"), encoding: "utf8" }));
    assert.equal(tag, "{http://www.sitemaps.org/schemas/sitemap/0.9}urlset");
    assert.ok(urls.some(([, day]) => /^\d{4}-\d\d-\d\d$/.test(day)), "no page has a day");
    for (const [url] of urls) assert.ok(existsSync(join(learner, url.slice(home.length), "index.html")), url);
  });

  test("is data of the course and of each module that can be read back", () => {
    const data = (path) => [...read(learner, path).matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/g)].map(([, json]) => JSON.parse(json));
    const [course] = data("index.html");
    assert.deepEqual([course["@type"], course["@context"], course.url], ["Course", "https://schema.org", home]);
    const modules = JSON.parse(read(learner, "course.json")).modules;
    for (const { url, number } of modules) {
      const path = `${url.slice(home.length)}index.html`;
      const [module] = data(path);
      assert.deepEqual([module["@type"], module.url], ["LearningResource", url]);
      assert.ok(module.name && read(learner, path).includes(`<title>Module ${number}: ${module.name}`) || path.endsWith("/clinic/index.html"), path);
      assert.deepEqual(module.isPartOf, { "@type": "Course", name: course.name, url: home });
    }
  });

  test("sends readers on where a host reads where earlier addresses lead, as the pages there do", () => {
    const path = new URL(home).pathname;
    const lines = read(learner, "_redirects").trim().split("\n").map((line) => line.split(" "));
    assert.ok(lines.length > 0);
    for (const [from, to, status] of lines) {
      assert.equal(status, "301");
      const [page, target] = [from, to].map((address) => join(learner, address.slice(path.length), "index.html"));
      assert.match(readFileSync(page, "utf8"), /http-equiv="refresh"/);
      assert.ok(existsSync(target), to);
    }
  });
});
