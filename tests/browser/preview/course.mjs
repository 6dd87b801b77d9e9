// A small course in a folder of its own, and `clinic serve` with it.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const sentences = (word) => Array.from({ length: 60 }, (_, at) => `Paragraph ${at + 1} about ${word}.\n`).join("\n");

/** A module with two statements, the second with a hint. */
export const module = (title, first = "A small sample is enough.") => `---
title: ${title}
checks:
  - statements:
      - text: '${first}'
        hint: 'For what?'
      - text: 'What is plotted is true.'
        hint: 'Look at the axes.'
---
${sentences(title)}`;

const files = {
  "clinic.yaml": "title: 'Preview'\nbase_url: 'https://example.org/some/course/'\ntheme: { name: mine }\n",
  "content/_index.md": "---\ntitle: Home\n---\nWelcome.\n",
  "content/01-part/_index.md": "---\ntitle: 'The part'\n---\nA part.\n",
  "content/01-part/01-first.md": module("First"),
  "content/01-part/02-second.md": module("Second"),
  "content/01-part/03-third/index.md": module("Third"),
  "templates/parts/footer.html": "<footer class=\"site-foot\"><p>The foot</p></footer>\n",
  "themes/mine/static/extra.txt": "nothing\n",
};

export class Course {
  constructor() {
    this.root = mkdtempSync(join(tmpdir(), "clinic-preview-"));
    for (const [path, text] of Object.entries(files)) this.write(path, text);
    const theme = join(import.meta.dirname, "../../../themes/clinic/static/site.css");
    cpSync(theme, this.at("themes/mine/static/site.css"));
  }

  at(path) {
    return join(this.root, path);
  }

  write(path, text) {
    mkdirSync(dirname(this.at(path)), { recursive: true });
    writeFileSync(this.at(path), text);
  }

  /** As many editors save: beside the file, and then over it. */
  replace(path, text) {
    this.write(`${path}.new~`, text);
    this.rename(`${path}.new~`, path);
  }

  rename(from, to) {
    renameSync(this.at(from), this.at(to));
  }

  remove(path) {
    rmSync(this.at(path), { recursive: true });
  }

  /** Starts `clinic serve`; resolves when it says where. */
  async serve(port = 0) {
    const options = port ? ["--port", `${port}`] : [];
    this.program = spawn(process.env.CLINIC_BIN, ["serve", this.root, ...options], { stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    this.origin = await new Promise((resolve, reject) => {
      const listen = (data) => {
        said += data;
        const address = said.match(/http:\/\/\S+/);
        if (address) resolve(address[0]);
      };
      this.program.stdout.on("data", listen);
      this.program.stderr.on("data", listen);
      this.program.once("exit", () => reject(new Error(`clinic serve ended:\n${said}`)));
    });
    this.port = Number(new URL(this.origin).port);
    return this;
  }

  /** Ends the program as Ctrl-C does; resolves to its exit status. */
  async stop() {
    if (this.program.exitCode !== null) return this.program.exitCode;
    const ended = once(this.program, "exit");
    this.program.kill("SIGINT");
    return (await ended)[0];
  }

  async end() {
    await this.stop();
    rmSync(this.root, { recursive: true, force: true });
  }
}
