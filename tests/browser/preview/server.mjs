// A server that speaks to the preview's script as `clinic serve` does, and says what a test tells it to.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

import { headers } from "../browser.mjs";

const client = join(import.meta.dirname, "../../../src/serve/client");
/** As hosts send it with a page of the sample. */
const { "content-security-policy": strict } = headers(process.env.CLINIC_SITE, "index.html");

export class Preview {
  /** Answers by address below `/base/`: `{ type, text, status }`, or the text of a page. */
  files = {};
  generation = 1;
  session = "first";
  findings = { generation: 1, complete: true, errors: 0, warnings: 0, findings: [] };
  /** Every request, as `GET /base/ 200`. */
  requests = [];
  streams = new Set();

  async start(port = 0) {
    this.server = createServer((request, response) => this.answer(request, response));
    await new Promise((ready) => this.server.listen(port, "127.0.0.1", ready));
    this.port = this.server.address().port;
    this.origin = `http://127.0.0.1:${this.port}/base/`;
    return this;
  }

  async stop() {
    this.streams.clear();
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  /** Changes answers, and says so. */
  change(files) {
    Object.assign(this.files, files);
    this.generation += 1;
    this.send("change", { generation: this.generation });
  }

  /** Says what is wrong. */
  find(findings, counts) {
    const errors = findings.filter(({ severity }) => severity === "error").length;
    const warnings = findings.length - errors;
    this.findings = { generation: this.generation, complete: true, errors, warnings, ...counts, findings };
    this.send("findings", this.findings);
  }

  send(event, data) {
    for (const stream of this.streams) stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  answer(request, response) {
    const path = new URL(request.url, this.origin).pathname.replace("/base/", "");
    const end = (status, headers, body) => {
      this.requests.push(`${request.method} ${path} ${status}`);
      const all = { "cache-control": "no-store", "content-security-policy": strict, ...headers };
      response.writeHead(status, all).end(body);
    };
    if (path === "_clinic/events") return this.listen(request, response);
    const own = { "_clinic/client.js": "text/javascript", "_clinic/client.css": "text/css" }[path];
    if (own) return end(200, { "content-type": own }, readFileSync(join(client, path.slice("_clinic/".length))));
    // Browsers ask the host for it whatever a page says.
    if (path === "/favicon.ico") return end(204, {});
    const file = this.files[path] ?? { status: 404, text: this.files["404.html"] ?? "<h1>Not found</h1>" };
    const { type = "text/html; charset=utf-8", text = file, status = 200 } = file;
    if (!type.startsWith("text/html")) return end(status, { "content-type": type }, text);
    const etag = `"${createHash("sha256").update(text).digest("hex").slice(0, 16)}"`;
    if (request.headers["if-none-match"] === etag) return end(304, { etag });
    const script = `<script src="/base/_clinic/client.js" data-generation="${this.generation}" defer></script>`;
    const page = text.includes("</body>") ? text.replace("</body>", `${script}</body>`) : text + script;
    end(status, { "content-type": type, etag }, page);
  }

  listen(request, response) {
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    this.streams.add(response);
    request.on("close", () => this.streams.delete(response));
    const hello = { generation: this.generation, session: this.session };
    response.write(`event: hello\ndata: ${JSON.stringify(hello)}\n\n`);
    response.write(`event: findings\ndata: ${JSON.stringify(this.findings)}\n\n`);
  }
}
