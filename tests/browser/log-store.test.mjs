// Where the learner's log is kept, in browsers: all tabs append to one store, and what does not work is told plainly.

import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";

import { serve } from "./browser.mjs";
import { browsers } from "./log/browsers.mjs";
import { folder, log, scripts } from "./log/load.mjs";

const page = (scripts) => `<!DOCTYPE html>\n<html lang="en"><head><title>Log</title>\n${
  scripts.map((name) => `<script src="/log/${name}" defer></script>\n`).join("")}</head><body></body></html>\n`;

/** A folder with the scripts, a page with them, and that page once more for who opens it without a server. */
function site() {
  const root = mkdtempSync(join(tmpdir(), "clinic-log-"));
  mkdirSync(join(root, "log"));
  for (const name of scripts) copyFileSync(join(folder, name), join(root, "log", name));
  writeFileSync(join(root, "index.html"), page(scripts));
  for (const name of ["one.html", "two.html"]) writeFileSync(join(root, name), page(scripts).replaceAll('"/log/', '"log/'));
  return root;
}

// ---- What runs in the page ----

const open = async (course = "course") => {
  window.store?.close();
  window.store = await clinicLog.open(course);
  window.told = 0;
  window.store.watch(() => (window.told += 1));
};
const add = async (mistakes) => {
  const made = await Promise.all(mistakes.map((mistake) => store.append({ kind: "entry", fields: { mistake } })));
  return made.flat().map(({ id }) => id);
};
/** What no browser can make smaller. */
const addNoise = async (size) => {
  let symptom = "";
  while (symptom.length < size) symptom += Math.random().toString(36).slice(2);
  await store.append({ kind: "entry", fields: { mistake: "noise", symptom } });
};
/** Makes ready to do something with other tabs at the same time, once one of them calls `startAll`. */
const atOnce = (start) => `async (value) => {
  const start = ${start};
  const channel = new BroadcastChannel("start");
  channel.onmessage = () => start(value);
  window.startAll = () => {
    channel.postMessage("");
    start(value);
  };
}`;
const prepareToAppend = atOnce((mistakes) => {
  for (const mistake of mistakes) store.append({ kind: "entry", fields: { mistake } });
});
const prepareToTake = atOnce((text) => {
  window.taken = store.merge(clinicLog.readCopy(text, store.course).events).then(() => {});
});
const look = async () => ({
  ...store.status,
  mistakes: clinicLog.fold(store.events).entries.map(({ fields }) => fields.mistake),
  events: store.events.map(({ id, device, counter }) => ({ id, device, counter })),
});
/** Waits by what the store tells, since tabs that nobody looks at have slow clocks. */
const until = async (count, problem = "") => new Promise((done) => {
  const isSo = () => store.events.length === count && store.status.problem === problem && done();
  store.watch(isSo);
  isSo();
});
const take = async (text) => store.merge(clinicLog.readCopy(text, store.course).events);
const give = async () => clinicLog.copy(store.course, store.events, 0);

const numbers = (prefix, most) => Array.from({ length: most }, (_, number) => `${prefix}${number}`);
const sorted = (list) => [...list].sort();

/** A site, a page of another site around it, and a browser; for the tests of one suite. */
function stage(start, options) {
  const parts = {};
  before(async () => {
    parts.root = site();
    const server = await serve(parts.root, ["/"], undefined, "http://localhost:*");
    parts.home = `${server.origin}/`;
    // Frames of another site, with and without a place to keep something.
    const outer = await serve(parts.root, ["/"], ({ url }, response) => {
      if (!url.startsWith("/around")) return false;
      const frame = `<iframe ${url.endsWith("sandbox") ? 'sandbox="allow-scripts"' : ""} src="${parts.home}"></iframe>`;
      response.writeHead(200, { "content-type": "text/html" }).end(`<!DOCTYPE html><title>Around</title>${frame}`);
      return true;
    });
    parts.around = `${outer.origin.replace("127.0.0.1", "localhost")}/around`;
    parts.servers = [server, outer];
    parts.browser = await start(options);
  });
  after(async () => {
    await parts.browser?.quit();
    await Promise.all(parts.servers?.map((server) => server.close()) ?? []);
    rmSync(parts.root, { recursive: true, force: true });
  });

  let courses = 0;
  /** A window of its own with some tabs, in each of which the store of a course that nobody else has is open. */
  parts.visit = async (count, steps, { address = parts.home, options } = {}) => {
    const window = await parts.browser.window(options);
    const course = `course-${(courses += 1)}`;
    try {
      const tabs = [];
      for (let number = 0; number < count; number += 1) {
        tabs.push(await window.tab());
        await tabs.at(-1).go(address);
        await tabs.at(-1).run(open, course);
      }
      await steps(...tabs, course);
    } finally {
      await window.close();
    }
  };
  return parts;
}

for (const [name, start] of Object.entries(browsers)) {
  describe(`the store in ${name}`, () => {
    const parts = stage(start, { quota: 4_000_000 });
    const { visit } = parts;

    test("keeps what is appended over a reload, in order and on one device", () =>
      visit(1, async (tab, course) => {
        const ids = await tab.run(add, numbers("m", 5));
        await tab.go(parts.home);
        await tab.run(open, course);
        const { mistakes, events, place, problem, unsaved, framed } = await tab.run(look);
        assert.deepEqual(mistakes, numbers("m", 5));
        assert.deepEqual(events.map(({ id }) => id), ids);
        assert.equal(new Set(events.map(({ device }) => device)).size, 1);
        assert.deepEqual([place, problem, unsaved, framed], ["disk", "", 0, false]);
      }));

    test("loses nothing when two tabs append at once, and each sees what the other wrote", () =>
      visit(2, async (one, two) => {
        await one.run(prepareToAppend, numbers("one", 30));
        await two.run(prepareToAppend, numbers("two", 30));
        await one.run(async () => startAll());
        await Promise.all([one.run(until, 60), two.run(until, 60)]);
        const [seen, other] = [await one.run(look), await two.run(look)];
        assert.deepEqual(sorted(seen.mistakes), sorted([...numbers("one", 30), ...numbers("two", 30)]));
        assert.deepEqual(other.mistakes, seen.mistakes);
        assert.equal(new Set(seen.events.map(({ device }) => device)).size, 1);
      }));

    test("shows at once what is appended, and numbers what a page appends in order", () =>
      visit(1, async (tab) => {
        const [before, counters] = await tab.run(async () => {
          const made = [1, 2, 3].map((number) => store.append({ kind: "entry", fields: { mistake: String(number) } }));
          const before = store.events.length;
          return [before, (await Promise.all(made)).flat().map(({ counter }) => counter)];
        });
        assert.equal(before, 3);
        assert.ok(counters[0] < counters[1] && counters[1] < counters[2], counters.join());
      }));

    test("keeps what is appended while the page goes away", () =>
      visit(1, async (tab, course) => {
        await tab.run(async () => addEventListener("pagehide", () => {
          store.append({ kind: "entry", fields: { mistake: "last words" } });
        }));
        await tab.go("about:blank");
        await tab.go(parts.home);
        await tab.run(open, course);
        assert.deepEqual((await tab.run(look)).mistakes, ["last words"]);
      }));

    test("reads what the other tab wrote before, also where they cannot hear each other", () =>
      visit(2, async (one, two) => {
        for (const tab of [one, two]) await tab.run(async () => { store.close(); delete window.BroadcastChannel; });
        const course = await one.run(async () => store.course);
        for (const tab of [one, two]) await tab.run(open, course);
        await one.run(add, ["first"]);
        await two.run(add, ["second"]);
        assert.deepEqual((await two.run(look)).mistakes, ["first", "second"]);
        assert.deepEqual((await one.run(look)).mistakes, ["first"]);
        await one.run(async () => store.refresh());
        assert.deepEqual((await one.run(look)).mistakes, ["first", "second"]);
      }));

    test("tells who watches when another tab has written, and no longer once that has ended", () =>
      visit(2, async (one, two) => {
        await two.run(async () => { window.end = store.watch(() => (window.ended = true)); window.end(); });
        await one.run(add, ["seen"]);
        await two.run(until, 1);
        assert.deepEqual(await two.run(async () => [window.told > 0, window.ended ?? false]), [true, false]);
      }));

    test("takes over a copy once, in both tabs at the same time, and a cleared log is whole again", () =>
      visit(2, async (one, two) => {
        await one.run(add, numbers("m", 20));
        await two.run(until, 20);
        const copy = await one.run(give);
        assert.equal(await one.run(async () => store.clear()), true);
        await two.run(until, 0);
        for (const tab of [one, two]) await tab.run(prepareToTake, copy);
        await one.run(async () => startAll());
        for (const tab of [one, two]) {
          await tab.run(async () => taken);
          await tab.run(async () => store.refresh());
          assert.equal(await tab.run(give), copy);
        }
        assert.deepEqual(await one.run(take, copy), { added: 0, known: 20, different: 0 });
        const forged = copy.replace('"m3"', '"forged"');
        assert.deepEqual(await one.run(take, forged), { added: 0, known: 19, different: 1 });
        assert.equal(await one.run(give), copy);
      }));

    test("numbers what follows an import after it, whatever the clock says", () =>
      visit(1, async (tab, course) => {
        const stamp = { device: "other", counter: Date.now() + 1e12, time: Date.now(), offset: 0 };
        const foreign = log.make({ kind: "entry", fields: { mistake: "from the future" } }, stamp);
        await tab.run(take, log.copy(course, [foreign], 0));
        await tab.run(add, ["now"]);
        const { mistakes, events } = await tab.run(look);
        assert.deepEqual(mistakes, ["from the future", "now"]);
        assert.equal(events[1].counter, stamp.counter + 1);
      }));

    test("keeps courses apart", () =>
      visit(1, async (tab, course) => {
        await tab.run(add, ["mine"]);
        await tab.run(open, `${course}-other`);
        assert.deepEqual((await tab.run(look)).mistakes, []);
        await tab.run(open, course);
        assert.deepEqual((await tab.run(look)).mistakes, ["mine"]);
      }));

    test("knows how old the last copy is, and of how many events it was", () =>
      visit(1, async (tab, course) => {
        assert.ok(!(await tab.run(look)).copied);
        await tab.run(add, numbers("m", 3));
        await tab.run(async () => store.noteCopy());
        await tab.run(add, ["after"]);
        await tab.go(parts.home);
        await tab.run(open, course);
        const { copied, events } = await tab.run(look);
        assert.deepEqual([copied.count, events.length], [3, 4]);
        assert.ok(Math.abs(copied.time - Date.now()) < 60_000);
      }));

    test("says whether the browser promises to keep what is there", () =>
      visit(1, async (tab) => {
        assert.equal(typeof (await tab.run(look)).persisted, "boolean");
        await tab.run(async () => { navigator.storage.persist = async () => true; });
        assert.equal(await tab.run(async () => store.persist()), true);
        assert.equal((await tab.run(look)).persisted, true);
        await tab.run(async () => { navigator.storage.persist = async () => { throw new Error("asked in vain"); }; });
        assert.equal(await tab.run(async () => store.persist()), false);
      }));

    test("goes on in memory where storage is refused, and says so", () =>
      visit(1, async (tab) => {
        await tab.go(`${parts.around}-sandbox`);
        await tab.runInFrame(open);
        await tab.runInFrame(add, ["kept for now"]);
        const { place, problem, unsaved, framed, mistakes } = await tab.runInFrame(look);
        assert.deepEqual([place, problem, unsaved, framed], ["memory", "refused", 1, true]);
        assert.deepEqual(mistakes, ["kept for now"]);
        assert.equal(await tab.runInFrame(async () => store.clear()), true);
        assert.deepEqual((await tab.runInFrame(look)).mistakes, []);
      }));

    test("says that it stands in a page of another site, where another store or none is", () =>
      visit(1, async (tab, course) => {
        await tab.run(add, ["outside"]);
        await tab.go(parts.around);
        await tab.runInFrame(open, course);
        await tab.runInFrame(add, ["inside"]);
        const { framed, mistakes } = await tab.runInFrame(look);
        assert.deepEqual([framed, mistakes], [true, ["inside"]]);
        await tab.go(parts.home);
        await tab.run(open, course);
        assert.deepEqual((await tab.run(look)).mistakes, ["outside"]);
      }));

    test("writes again what was deleted beneath an open page, once its learner goes on", () =>
      visit(2, async (one, two, course) => {
        await one.run(add, ["before"]);
        await two.run(async (name) => new Promise((done) => {
          store.close();
          indexedDB.deleteDatabase(name).onsuccess = done;
        }).then(() => {}), `clinic-log/${course}`);
        await one.run(until, 1, "gone");
        const gone = await one.run(look);
        assert.deepEqual([gone.problem, gone.unsaved, gone.mistakes], ["gone", 1, ["before"]]);
        await two.run(open, course);
        assert.deepEqual((await two.run(look)).mistakes, []);
        await one.run(add, ["after"]);
        await two.run(until, 2);
        assert.deepEqual((await two.run(look)).mistakes, ["before", "after"]);
        assert.deepEqual([(await one.run(look)).problem, (await one.run(look)).unsaved], ["", 0]);
      }));

    test("lets go for a newer version of the site, and says that this page is old", () =>
      visit(2, async (one, two, course) => {
        await one.run(add, ["before"]);
        await two.run(async (name) => new Promise((done, failed) => {
          store.close();
          const request = indexedDB.open(name, 99);
          request.onsuccess = () => done();
          request.onblocked = () => failed(new Error("blocked"));
        }), `clinic-log/${course}`);
        await one.run(add, ["after"]);
        const { problem, place, unsaved, mistakes } = await one.run(look);
        assert.deepEqual([problem, place, unsaved, mistakes], ["newer", "memory", 1, ["before", "after"]]);
      }));

    test("works in a site that is opened from a folder, over its pages and tabs", async () => {
      const address = pathToFileURL(join(parts.root, "one.html")).href;
      await visit(2, async (one, two, course) => {
        await one.run(add, ["from a folder"]);
        await one.go(address.replace("one", "two"));
        await one.run(open, course);
        const { mistakes, place, problem } = await one.run(look);
        assert.deepEqual([mistakes, place, problem], [["from a folder"], "disk", ""]);
        await one.run(add, ["and another page"]);
        await two.run(until, 2);
      }, { address });
    });

    // Chromium opens no other windows for tests.
    const inPrivate = name === "Firefox" ? test : () => {};
    inPrivate("works in a private window as long as that is open", () =>
      visit(1, async (tab, course) => {
        await tab.run(add, ["in private"]);
        await tab.go(parts.home);
        await tab.run(open, course);
        const { place, problem, mistakes } = await tab.run(look);
        assert.deepEqual([place, problem, mistakes], ["disk", "", ["in private"]]);
        const usual = await parts.browser.window();
        const outside = await usual.tab();
        await outside.go(parts.home);
        await outside.run(open, course);
        assert.deepEqual((await outside.run(look)).mistakes, []);
        await usual.close();
      }, { options: { private: true } }));

    test("says that the disk is full, loses nothing meanwhile, and keeps everything once there is room", () =>
      visit(1, async (tab, course) => {
        await tab.run(add, ["first"]);
        await tab.run(open, "ballast");
        await tab.run(addNoise, 3_000_000);
        await tab.run(open, course);
        await tab.run(addNoise, 1_500_000);
        await tab.run(add, ["after"]);
        const full = await tab.run(look);
        assert.deepEqual([full.place, full.problem], ["memory", "full"]);
        assert.ok(full.unsaved > 0);
        assert.deepEqual(full.mistakes, ["first", "noise", "after"]);

        await tab.makeRoom("clinic-log/ballast");
        await tab.run(add, ["with room"]);
        const { place, problem, unsaved } = await tab.run(look);
        assert.deepEqual([place, problem, unsaved], ["disk", "", 0]);
        await tab.go(parts.home);
        await tab.run(open, course);
        assert.deepEqual((await tab.run(look)).mistakes, ["first", "noise", "after", "with room"]);
      }));
  });

  describe(`the store in ${name}, where a reader lets sites keep nothing`, () => {
    const { visit } = stage(start, { refuses: true });

    test("goes on in memory, and says so", () =>
      visit(1, async (tab) => {
        await tab.run(add, ["kept for now"]);
        const { place, problem, unsaved, framed, mistakes } = await tab.run(look);
        assert.deepEqual([place, problem, unsaved, framed], ["memory", "refused", 1, false]);
        assert.deepEqual(mistakes, ["kept for now"]);
      }));
  });
}
