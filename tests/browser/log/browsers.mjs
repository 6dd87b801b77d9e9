// Chromium and Firefox behind one door, for what both have to do: windows with tabs, in which functions run.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

import { launchFirefox } from "../paper/firefox.mjs";

/** A function with its arguments, as a text that gives a promise. */
const call = (action, values) => `(${action})(...${JSON.stringify(values)})`;

/** A tab: `go` to an address, `run` a function with plain arguments in its page, or in the frame of it. */
function chromiumTab(page) {
  const run = (action, ...values) => page.evaluate(call(action, values));
  const runInFrame = (action, ...values) => page.frames()[1].evaluate(call(action, values));
  return { page, run, runInFrame, go: (address) => page.goto(address, { waitUntil: "load" }) };
}

/** The browser that readers have: the headless shell keeps less apart, and knows no settings. */
const executable = {
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
};

/** A browser whose reader lets sites keep nothing: the settings are those of a profile. */
async function refusingContext() {
  const profile = mkdtempSync(join(tmpdir(), "clinic-chromium-"));
  mkdirSync(join(profile, "Default"));
  const settings = { profile: { default_content_setting_values: { cookies: 2 } } };
  writeFileSync(join(profile, "Default/Preferences"), JSON.stringify(settings));
  const context = await chromium.launchPersistentContext(profile, executable);
  return { context, end: () => rmSync(profile, { recursive: true, force: true }) };
}

/** Chromium takes how much a site may keep by its address. */
async function openChromium({ quota, refuses } = {}) {
  const browser = refuses ? undefined : await chromium.launch(executable);
  const window = async () => {
    const { context, end } = refuses ? await refusingContext() : { context: await browser.newContext() };
    const tab = async () => {
      const opened = chromiumTab(await context.newPage());
      if (!quota) return opened;
      const devtools = await context.newCDPSession(opened.page);
      const allow = async (address, quotaSize) => {
        const { origin } = new URL(address);
        if (origin !== "null") await devtools.send("Storage.overrideQuotaForOrigin", { origin, quotaSize });
      };
      const go = async (address) => {
        await allow(address, quota);
        await opened.go(address);
      };
      // What is deleted takes up room until Chromium gets round to tidying up.
      const makeRoom = () => allow(opened.page.url(), 100 * quota);
      return { ...opened, go, makeRoom };
    };
    return { tab, close: async () => { await context.close(); end?.(); } };
  };
  return { window, quit: () => browser?.close() };
}

/** Runs in a page. */
const deleted = async (database) => new Promise((done) => {
  indexedDB.deleteDatabase(database).onsuccess = () => done();
});

/** Firefox does one thing after the other, each in the tab that was chosen before. */
async function openFirefox({ quota, refuses } = {}) {
  const { ask, quit } = await launchFirefox({
    ...(quota && { "dom.quotaManager.temporaryStorage.fixedLimit": quota / 1000 }),
    ...(refuses && { "network.cookie.cookieBehavior": 2 }),
  });
  await ask("WebDriver:SetTimeouts", { script: 15_000, pageLoad: 15_000 });
  // The one from which all others are opened.
  const home = await ask("WebDriver:GetWindowHandle");
  let order = Promise.resolve();
  const inOrder = (act) => {
    const done = order.then(act);
    order = done.catch(() => {});
    return done;
  };
  const evaluate = async (action, values) => {
    const script = `const tell = arguments[0];
      ${call(action, values)}.then((value) => tell({ value }), (error) => tell({ error: String(error) }));`;
    const { value: said } = await ask("WebDriver:ExecuteAsyncScript", { script, args: [] });
    if (said.error) throw new Error(said.error);
    return said.value;
  };
  const inWindow = (handle, act) => inOrder(async () => {
    await ask("WebDriver:SwitchToWindow", { handle, focus: false });
    return act();
  });
  const tabOf = ({ handle }) => {
    const chosen = (act) => inWindow(handle, act);
    return {
      run: (action, ...values) => chosen(() => evaluate(action, values)),
      go: (url) => chosen(() => ask("WebDriver:Navigate", { url })),
      runInFrame: (action, ...values) => chosen(async () => {
        await ask("WebDriver:SwitchToFrame", { id: 0 });
        try {
          return await evaluate(action, values);
        } finally {
          await ask("WebDriver:SwitchToParentFrame");
        }
      }),
      makeRoom: (database) => chosen(() => evaluate(deleted, [database])),
      close: () => chosen(() => ask("WebDriver:CloseWindow")),
    };
  };
  const window = async (options = {}) => {
    const opened = [];
    const tab = async () => {
      const type = options.private ? "window" : "tab";
      opened.push(tabOf(await inWindow(home.value ?? home, () => ask("WebDriver:NewWindow", { type, ...options }))));
      return opened.at(-1);
    };
    return { tab, close: async () => { for (const each of opened) await each.close(); } };
  };
  return { window, quit };
}

/**
 * Both browsers, as functions that start them: `{ window, quit }`. With `quota` a site may keep that many bytes, with
 * `refuses` nothing at all. `makeRoom` of a tab frees what a database takes up that was made to be in the way.
 */
export const browsers = { Chromium: openChromium, Firefox: openFirefox };
