// What `look` takes pictures of, and the page that shows them side by side.

import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { sites } from "./courses.mjs";
import { schemes } from "./pages/matrix.mjs";
import { devices } from "./pages/open.mjs";
import { kinds } from "./site.mjs";

/** How a page is shown: on each device in each scheme, and as it is printed. */
const ways = [
  ...Object.entries(devices).flatMap(([device, options]) =>
    schemes.map((scheme) => ({ way: `${device}-${scheme}`, device, scheme, options: { ...options, colorScheme: scheme } })),
  ),
  { way: "paper", device: "paper", scheme: "light", options: { viewport: { width: 794, height: 1123 }, colorScheme: "light" } },
];

/** All pictures of pages: `{ site, kind, path, way, options, name, is }`; by `is` they are chosen. */
export const pictures = sites.flatMap((site) =>
  [...kinds(site.root)].flatMap(([kind, path]) =>
    ways.map(({ way, device, scheme, options }) => {
      const { theme, course, edition } = site;
      return { site, kind, path, way, options, name: `${kind}-${site.name}-${way}`, is: { kind, theme, course, edition, device, scheme } };
    }),
  ),
);

/** What there is to choose from; a word means the first of these that knows it, or the one that it names: `theme:clinic`. */
const subjects = Object.keys(pictures[0].is).map((subject) => ({
  subject,
  values: [...new Set(pictures.map(({ is }) => is[subject])), ...(subject === "kind" ? ["preview"] : [])],
}));

/** What a word of the command means: `{ subject, value }`. */
function meaning(word) {
  const [value, named] = word.split(":").reverse();
  const found = subjects.find(({ subject, values }) => (!named || named === subject) && values.includes(value));
  if (found) return { subject: found.subject, value };
  const known = subjects.map(({ subject, values }) => `  ${subject}: ${values.join(" ")}`);
  throw new Error(`nothing to look at is called ${word}; there are\n${known.join("\n")}`);
}

/** Whether something is chosen by words: words about one subject are alternatives, each subject has to fit. */
export function choose(words) {
  const meant = words.map(meaning);
  const fits = (is, subject) => meant.some((choice) => choice.subject === subject && choice.value === is[subject]);
  return (is) => meant.every(({ subject }) => fits(is, subject));
}

const style = `body { font: 1rem/1.4 system-ui, sans-serif; margin: 1rem; background: #ddd; color: #111 }
nav a { margin-inline-end: 1rem } section > div { display: flex; gap: 1rem; overflow-x: auto; align-items: flex-start }
figure { margin: 0; flex: none } figcaption { font-size: .8rem; max-width: 24rem }
img { display: block; width: 24rem; max-height: 40rem; object-fit: cover; object-position: top; border: 1px solid #999 }
.phone img { width: 13rem } .phone figcaption { max-width: 13rem }`;

/** The pictures of one kind that are in the folder, side by side. */
function row(kind, target) {
  const figures = pictures
    .filter((picture) => picture.kind === kind && existsSync(join(target, `${picture.name}.png`)))
    .map(({ name, site, way, is }) => {
      const pdf = is.device === "paper" ? ` <a href="${name}.pdf">PDF</a>` : "";
      const image = `<a href="${name}.png"><img src="${name}.png" alt="" loading="lazy"></a>`;
      return `<figure class="${is.device}">${image}<figcaption>${site.name}, ${way}${pdf}</figcaption></figure>`;
    });
  const more = kind === "preview" ? readdirSync(target).filter((name) => /^preview-.*\.png$/.test(name)) : [];
  for (const name of more) figures.push(`<figure><a href="${name}"><img src="${name}" alt=""></a><figcaption>${name}</figcaption></figure>`);
  return figures.length > 0 ? `<section id="${kind}"><h2>${kind}</h2><div>${figures.join("\n")}</div></section>` : "";
}

/** Writes `index.html`, which shows all pictures of the folder, a row for each kind of page. */
export function gallery(target) {
  const rows = subjects[0].values.map((kind) => [kind, row(kind, target)]).filter(([, html]) => html);
  const links = rows.map(([kind]) => `<a href="#${kind}">${kind}</a>`).join("");
  const html = `<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Pages by kind</title><style>${style}</style></head>
<body><nav>${links}</nav>\n${rows.map(([, html]) => html).join("\n")}\n</body></html>\n`;
  writeFileSync(join(target, "index.html"), html);
}
