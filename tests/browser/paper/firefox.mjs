// Firefox ESR, driven over Marionette, its own protocol: a TCP connection that needs no other program and no package.
//
// WebDriver BiDi (`browsingContext.print`) and Marionette (`WebDriver:Print`) write the same file, by the code that the
// print dialog uses for "Save to PDF". Both were tried with Firefox ESR 153. Of `@page` both obey the margins (those of the
// request count only where a style names none) and the orientation of each page, on the paper of the request, so that pages
// of both orientations come mixed as from the dialog. The dialog's weakness shows too: a landscape section that flows on
// over several pages turns portrait on the way. `background` and `shrinkToFit` are off, as sheets rely on neither.

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { papers } from "./print.mjs";

/** Whole messages from a stream of `length:JSON`. */
function* messages(buffer) {
  for (;;) {
    const colon = buffer.bytes.indexOf(":");
    if (colon < 0) return;
    const end = colon + 1 + Number(buffer.bytes.subarray(0, colon).toString());
    if (buffer.bytes.length < end) return;
    const message = JSON.parse(buffer.bytes.subarray(colon + 1, end).toString());
    buffer.bytes = buffer.bytes.subarray(end);
    yield message;
  }
}

/** A connection: `ask(command, parameters)` gives the answer. */
async function open(port) {
  const socket = connect(port, "127.0.0.1");
  const waiting = new Map();
  const buffer = { bytes: Buffer.alloc(0) };
  let last = 0;
  socket.on("data", (chunk) => {
    buffer.bytes = Buffer.concat([buffer.bytes, chunk]);
    for (const message of messages(buffer)) {
      // The first message is a greeting, no list.
      if (!Array.isArray(message)) continue;
      const [, id, error, value] = message;
      const { resolve, reject } = waiting.get(id);
      if (error) reject(new Error(`${error.error}: ${error.message}`));
      else resolve(value);
    }
  });
  socket.on("close", () => waiting.forEach(({ reject }) => reject(new Error("Firefox has gone"))));
  await new Promise((ready, failed) => socket.once("connect", ready).once("error", failed));
  const ask = (command, parameters = {}) =>
    new Promise((resolve, reject) => {
      const id = (last += 1);
      waiting.set(id, { resolve, reject });
      const message = JSON.stringify([0, id, command, parameters]);
      socket.write(`${Buffer.byteLength(message)}:${message}`);
    });
  return { ask, close: () => socket.destroy() };
}

/** The port that Firefox has written into its profile. */
async function portOf(profile, browser) {
  const file = join(profile, "MarionetteActivePort");
  while (!existsSync(file)) {
    if (browser.exitCode !== null) throw new Error(`Firefox ended with ${browser.exitCode}`);
    await pause(50);
  }
  return Number(readFileSync(file, "utf8"));
}

/**
 * Starts a Firefox with a profile of its own, in which these preferences are set: `{ ask, print, quit }`. `ask` sends a
 * command of Marionette's.
 */
export async function launchFirefox(preferences = {}) {
  const profile = mkdtempSync(join(tmpdir(), "clinic-firefox-"));
  const lines = Object.entries({ "marionette.port": 0, ...preferences })
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`);
  writeFileSync(join(profile, "user.js"), lines.join(""));
  const args = ["--headless", "--no-remote", "--marionette", "--profile", profile];
  const browser = spawn(process.env.FIREFOX ?? "firefox-esr", args, { stdio: "ignore" });
  const ended = new Promise((end) => browser.once("exit", end));
  const { ask, close } = await open(await portOf(profile, browser));
  await ask("WebDriver:NewSession");
  let count = 0;

  /** Prints an address on a paper that lies in the printer, and gives the file. */
  async function print(address, reader = "A4") {
    await ask("WebDriver:Navigate", { url: address });
    const { width, height } = papers[reader];
    const page = { width: width / 10, height: height / 10 };
    const { value } = await ask("WebDriver:Print", { page, background: false, shrinkToFit: false });
    const pdf = join(profile, `${(count += 1)}.pdf`);
    writeFileSync(pdf, Buffer.from(value, "base64"));
    return pdf;
  }

  async function quit() {
    await ask("Marionette:Quit", { flags: ["eForceQuit"] });
    await ended;
    close();
    rmSync(profile, { recursive: true, force: true });
  }

  return { ask, print, quit };
}
