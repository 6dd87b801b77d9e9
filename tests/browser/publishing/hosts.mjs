// Courses with the files of a host, as `clinic init` writes them, and an archive of the program as a release has it.

import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const program = process.env.CLINIC_BIN;
/** A folder with the programs of `requirements.txt`. */
const tools = process.env.PYTHON_TOOLS;

/** `0.1.0` */
export const version = execFileSync(program, ["--version"], { encoding: "utf8" }).match(/^clinic (\S+)/)[1];

/** A folder that goes away with the tests. */
export const workspace = mkdtempSync(join(tmpdir(), "clinic-publishing-"));
export const clean = () => rmSync(workspace, { recursive: true });

/** Where archives lie: `clinic-<version>-<target>.tar.gz`, with the program in a folder of that name, and its sum beside it. */
export const archives = join(workspace, "archives");

/** Makes an archive of this program, which may be a script that only says that it is one. */
export function archive(folder = archives, script = undefined) {
  const machine = execFileSync("uname", ["-m"], { encoding: "utf8" }).trim();
  const name = `clinic-${version}-${machine}-unknown-linux-gnu`;
  mkdirSync(join(folder, name), { recursive: true });
  const file = join(folder, name, "clinic");
  if (script) writeFileSync(file, script);
  else cpSync(program, file);
  chmodSync(file, 0o755);
  execFileSync("tar", ["-czf", `${name}.tar.gz`, name], { cwd: folder });
  writeFileSync(join(folder, `${name}.tar.gz.sha256`), execFileSync("sha256sum", [`${name}.tar.gz`], { cwd: folder }));
  return `file://${folder}`;
}

let count = 0;

/** A new course with the files of `host`: its folder, and what `init` said. */
export function course(host, source) {
  const folder = join(workspace, `${host}-${count++}`);
  const args = ["init", folder, "--title", "A course", "--publish", host, ...(source ? ["--source", source] : [])];
  const { status, stderr } = spawnSync(program, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return { folder, said: stderr, read: (path) => readFileSync(join(folder, path), "utf8") };
}

/** Runs one of the tools; what it says where it has something to say. */
export function lint(tool, args, options = {}) {
  const env = { ...process.env, PATH: `${tools}:${process.env.PATH}` };
  const { status, stdout, stderr, error } = spawnSync(join(tools, tool), args, { encoding: "utf8", env, ...options });
  if (error) throw error;
  return status === 0 ? "" : stdout + stderr || `status ${status}`;
}

/** The value of a YAML or TOML text, by parsers that are not ours. */
export function parsed(text, language) {
  const read = {
    yaml: "ruamel.yaml.YAML(typ='safe', pure=True).load(sys.stdin)",
    toml: "tomllib.load(sys.stdin.buffer)",
  }[language];
  const library = { yaml: "ruamel.yaml", toml: "tomllib" }[language];
  const script = `import json, sys, ${library}; print(json.dumps(${read}))`;
  return JSON.parse(execFileSync(join(tools, "python"), ["-c", script], { input: text, encoding: "utf8" }));
}
