// The full cross: which page of which kind is visited in which theme, and what was examined.

import { sites, themes, twin } from "../courses.mjs";
import { kinds, required } from "../site.mjs";
import { devices } from "./open.mjs";

export const schemes = ["light", "dark"];

/** The pages of a course that are visited, as the matrix wants them: `{ kind, path }`. */
const wanted = ({ root, only }) =>
  [...kinds(root)].filter(([kind]) => !only || only.includes(kind)).map(([kind, path]) => ({ kind, path }));

/** All that is wanted, as `{ site, kind, path, same }`: `same` is the site in which the same page is looked at. */
export const cells = sites.flatMap((site) =>
  wanted(site).map(({ kind, path }) => ({ site, kind, path, same: twin(site, path) })),
);

/** What is visited of a course. */
export const visited = (site) => cells.filter((cell) => cell.site === site && !cell.same);

/** What was examined: a line for each page, device and scheme. */
const done = new Set();
const mark = ({ name }, kind, device, scheme) => `${name}: ${kind}, ${device}, ${scheme}`;

/** Notes that a page was examined in one scheme on one device. */
export const note = (site, kind, device, scheme) => done.add(mark(site, kind, device, scheme));

/** All that is wanted of a page, by the course in which it is looked at. */
const examinations = ({ site, kind, same }) =>
  Object.keys(devices).flatMap((device) => schemes.map((scheme) => mark(same ?? site, kind, device, scheme)));

/** What of the cross was not examined, and which theme lacks pages of a kind. */
export function missing() {
  const skipped = cells.flatMap(examinations).filter((each) => !done.has(each));
  const lost = themes.flatMap((theme) => {
    const shown = cells.filter(({ site }) => site.theme === theme).map(({ kind }) => kind);
    return required.filter((kind) => !shown.includes(kind)).map((kind) => `${theme}: no page of the kind ${kind}`);
  });
  const keyless = sites.filter(({ edition, root }) => edition === "instructor" && !kinds(root).has("print-answers"));
  return [...lost, ...keyless.map(({ name }) => `${name}: no key`), ...skipped];
}

/** What was examined in each theme, a line each. */
export const table = () =>
  themes.map((theme) => {
    const all = cells.filter(({ site }) => site.theme === theme);
    const own = all.filter(({ same }) => !same);
    const count = own.flatMap(examinations).filter((each) => done.has(each)).length;
    const shown = new Set(all.map(({ kind }) => kind)).size;
    const visits = own.length * Object.keys(devices).length;
    return [
      `${theme}: ${shown} kinds of pages in ${new Set(all.map(({ site }) => site)).size} courses`,
      `${visits} visits with and ${visits} without scripts, ${count} examinations`,
      `${all.length - own.length} pages that are the same to the byte elsewhere`,
    ].join("; ");
  });
