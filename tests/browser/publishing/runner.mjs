// Runs a workflow step by step, as the machine of a host does, as far as that can be done here: its shell commands are run, and
// of the actions of others it is only told what they give.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Where an expression looks for `github.event_name` and the like. */
function looked(context, path) {
  return path.split(".").reduce((value, name) => value?.[name], context);
}

/** An expression of the few forms that our workflows use. */
function evaluated(context, expression) {
  const [left, is, right] = expression.trim().split(/\s+(==|!=)\s+/);
  const value = (text) => (/^'.*'$/.test(text) ? text.slice(1, -1) : looked(context, text));
  if (!is) return value(left);
  return (value(left) === value(right)) === (is === "==");
}

const filled = (context, text) =>
  `${text}`.replace(/\$\{\{(.*?)\}\}/g, (_, expression) => {
    const value = evaluated(context, expression);
    if (value === undefined) throw new Error(`nothing is known of ${expression}`);
    return value;
  });

/** The lines that a step wrote into a file that it was given. */
const lines = (file) => (existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : []);

/**
 * Runs the steps of a job in `folder`, up to the first that fails: `{ ran, used, failed, said }`. `event` is `push` or
 * `pull_request`, `given` what actions put out, by the id of their step.
 */
export function run(workflow, job, { folder, event, given = {}, path = process.env.PATH, env = {} }) {
  const github = {
    event_name: event,
    workspace: folder,
    ref_name: "main",
    sha: "0123",
    repository_owner: "me",
    token: "secret",
    event: { repository: { name: "my-course" } },
  };
  const context = { github, runner: { os: "Linux", arch: "X64" }, env: { ...workflow.env }, steps: {} };
  for (const [name, value] of Object.entries(job.env ?? {})) context.env[name] = filled(context, value);
  const result = { ran: [], used: [], failed: undefined, said: "" };
  const files = join(folder, "..", "runner");
  mkdirSync(files, { recursive: true });
  const machine = { path, files, folder, result, env };
  for (const step of job.steps) {
    if (step.if && !evaluated(context, step.if)) continue;
    if (step.uses) {
      const inputs = Object.entries(step.with ?? {}).map(([name, value]) => [name, filled(context, value)]);
      result.used.push({ uses: step.uses, with: Object.fromEntries(inputs) });
      context.steps[step.id] = { outputs: given[step.id] ?? {} };
      continue;
    }
    if (!shell(step, context, machine)) return result;
  }
  return result;
}

/** Runs the shell commands of a step; false where they fail. */
function shell(step, context, machine) {
  const { files, folder, result } = machine;
  const own = Object.entries(step.env ?? {}).map(([name, value]) => [name, filled(context, value)]);
  const [added, output] = ["path", "output"].map((name) => join(files, `${name}-${result.ran.length}`));
  [added, output].forEach((file) => writeFileSync(file, ""));
  const env = {
    ...{ HOME: dirname(folder), PATH: machine.path, GITHUB_PATH: added, GITHUB_OUTPUT: output, GITHUB_WORKSPACE: folder },
    ...context.env,
    ...Object.fromEntries(own),
    ...machine.env,
  };
  // As GitHub runs them, where a workflow names no shell.
  const { status, stdout, stderr } = spawnSync("bash", ["-e", "-c", filled(context, step.run)], { cwd: folder, env, encoding: "utf8" });
  result.said += stdout + stderr;
  result.ran.push(step.name);
  machine.path = [...lines(added).reverse(), machine.path].join(":");
  if (step.id) context.steps[step.id] = { outputs: Object.fromEntries(lines(output).map((line) => line.split(/=(.*)/, 2))) };
  if (status !== 0) result.failed = step.name;
  return status === 0;
}
