// Worksheets as they come out of a printer: sheets are printed by Chromium, and the files are read back.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { openCourses } from "./paper/courses.mjs";
import {
  expectAddress,
  expectHeads,
  expectLines,
  expectNone,
  expectNumbered,
  expectSizes,
  expectStatements,
  expectTidy,
  expectWhole,
  expectWords,
  labels,
  rowsOf,
  ruledLines,
  tolerance,
  writing,
} from "./paper/expect.mjs";
import { drawn, pages, pagesWith, squeeze, text, words } from "./paper/pdf.mjs";
import { filled, horizontals, margins, qr, verticals } from "./paper/picture.mjs";
import { papers } from "./paper/print.mjs";

const plain = "numbers/plain";
const modules = ["plain", "sixty", "long", "code", "answers"].map((name) => `numbers/${name}`);
const kinds = ["start", "log", "checks", "cards", "completion", "protocol"];
/** Those that are written on; they lead back to the page by a code. */
const written = ["log", "checks", "completion"];

/** The words of answers, which stand nowhere else. */
const secret = /zebrawort\d\d[abc]?/;

/** The starter entry of the log of `numbers/plain`. */
const starter = [
  "Added the discounts of two coupons",
  "The till asked for more than I had",
  "Never asked what the second one is a percentage of",
  "Receipt, with the price after each coupon",
  "Write the base beside the sign",
];

let courses;
before(async () => {
  courses = await openCourses();
});
after(() => courses?.close());

describe("the instruments", { concurrency: 2 }, () => {
  const drawing = `<!doctype html><title>A drawing</title><style>
    @page { size: A4; margin: 0 }
    p, div { position: absolute; margin: 0; left: 20mm }
    .rule { width: 150mm; border-top: .25mm solid #6b6b6b }
    .post { left: 190mm; top: 50mm; height: 81mm; border-left: .3mm solid }
    .box { top: 200mm; border: 3mm solid }
    </style><p style="top: 30mm">Zwölf &amp; mehr: ein unge\u00adbrochenes Wort</p>
    ${Array.from({ length: 10 }, (_, row) => `<div class="rule" style="top: ${50 + 9 * row}mm"></div>`).join("")}
    <div class="post"></div><div class="box"></div>`;
  let pdf;

  before(async () => {
    ({ pdf } = await courses.drawing(drawing));
  });

  test("measure rules in millimetres", async () => {
    const horizontal = await horizontals(pdf, 1);
    const vertical = await verticals(pdf, 1);
    assert.equal(horizontal.length, 10);
    horizontal.forEach(({ y, x0, x1 }, row) => {
      const off = [y - 50 - 9 * row, x0 - 20, x1 - 170].map(Math.abs);
      assert.ok(Math.max(...off) <= tolerance, `rule ${row + 1} is off by ${off}`);
    });
    assert.equal(vertical.length, 1);
    assert.ok(Math.abs(vertical[0].x - 190) <= tolerance && Math.abs(vertical[0].y1 - 131) <= tolerance);
    assert.equal(await ruledLines(pdf, 1, 9), 10);
    assert.equal(await expectLines(pdf, 1, 9), 9);
  });

  test("refuse lines that are half a millimetre off", () => assert.rejects(expectLines(pdf, 1, 9.5), /9\.0\d mm/));

  test("see filled areas and margins", async () => {
    assert.ok(Math.abs((await filled(pdf, 1)) - 6) <= tolerance);
    const { left, right } = await margins(pdf, 1);
    assert.ok(Math.abs(left - 20) <= tolerance && Math.abs(right - 19.7) <= tolerance, `${left} and ${right}`);
    await assert.rejects(expectTidy(pdf), /filled area of [56]\.\d mm/);
    assert.deepEqual(await qr(pdf, 1), []);
  });

  test("read words in their places", async () => {
    const [first] = await words(pdf, 1);
    assert.equal(first.text, "Zwölf");
    assert.ok(Math.abs(first.left - 20) <= 0.5 && Math.abs(first.top - 30) <= 3, JSON.stringify(first));
    assert.match(await text(pdf, 1), /Zwölf & mehr/);
    assert.deepEqual(await pagesWith(pdf, "ein ungebrochenes Wort"), [1]);
    await expectSizes(pdf, "A4", "portrait");
  });
});

for (const paper of Object.keys(papers)) {
  describe(`sheets on ${paper}`, { concurrency: 2 }, () => {
    const printed = (course, path) => courses.printed(course, path, paper);
    const only = (kind, more = "") => printed("learner", `${plain}/print/?sheets=${kind}${more}`);

    for (const kind of kinds) {
      test(`${kind}: size, heads, address, nothing in the edge, no blank page`, async () => {
        const { pdf, sheets } = await only(kind);
        assert.ok(sheets.length > 0 && sheets.every((sheet) => sheet.kind === kind), JSON.stringify(sheets));
        await expectSizes(pdf, paper, "portrait");
        const { title, url } = courses.module("learner", plain);
        await expectHeads(pdf, `${title} ${sheets[0].title}`.trim());
        await expectTidy(pdf);
        await expectAddress(pdf, url, written.includes(kind));
      });
    }

    for (const kind of ["log", "cards"]) {
      test(`${kind}: cut into pages that are numbered`, async () => {
        const { pdf, sheets } = await only(kind);
        await expectNumbered(pdf, sheets);
      });
    }

    test("log: every blank box is there, as many on each page, and the example is whole", async () => {
      const { pdf, sheets } = await only("log");
      assert.equal(await blankBoxes(pdf, sheets), 12);
      assert.deepEqual(sheets.map(({ rows }) => rows), [4, 4, 4]);
      await expectWhole(pdf, starter);
    });

    test("log: boxes are as high as the page allows, and each page says what the kinds of mistake mean", async () => {
      const { pdf, sheets } = await only("log");
      const lowest = Math.max(...(await horizontals(pdf, 1)).map(({ y }) => y));
      const left = papers[paper].height - lowest;
      assert.ok(left < 40, `${left.toFixed(1)} mm are left below the boxes`);
      for (const page of await drawn(pdf)) assert.ok(squeeze(page).includes(squeeze("careless: knew how but slipped")));
      assert.equal((await pages(pdf)).length, sheets.length);
    });

    test("log as a table: across, every blank row is there and high enough, and the starter entry is whole", async () => {
      const { pdf, sheets } = await only("log", "&form=table");
      await expectSizes(pdf, paper, "landscape");
      await expectNumbered(pdf, sheets);
      assert.equal(await blankRows(pdf, sheets, 9), 12);
      await expectWhole(pdf, starter);
    });

    test("checks: statements whole on one page, labelled, counted", async () => {
      const { pdf, sheets } = await only("checks");
      await expectStatements(pdf, courses.module("learner", plain).statements, sheets.flatMap((sheet) => sheet.statements));
    });

    test("checks: lines 9 mm apart", async () => {
      const { pdf } = await only("checks", "&line=9");
      assert.ok((await allLines(pdf, 9)) >= 2 * courses.module("learner", plain).statements.length);
    });

    test("cards: both sides of each, cut alike", async () => {
      const { pdf } = await only("cards", "&cards=fold");
      await expectWhole(pdf, courses.module("learner", plain).cards);
      const horizontal = await horizontals(pdf, 1, 80);
      const heights = horizontal.flatMap(({ y }) => horizontal.map((other) => other.y - y));
      const whole = heights.filter((height) => Math.abs(height - 52) <= tolerance);
      assert.ok(whole.length >= 4, `cut lines stand at ${horizontal.map(({ y }) => y.toFixed(1))}`);
    });

    test("completion standard and protocol: nothing lost", async () => {
      const { criteria, steps } = courses.module("learner", plain);
      assert.ok(criteria.length > 2 && steps.length > 2);
      await expectWhole((await only("completion")).pdf, criteria);
      await expectWhole((await only("protocol")).pdf, steps);
    });

    for (const name of modules.slice(1)) {
      test(`checks of ${name}: statements whole, labelled, counted, within the margins`, async () => {
        const { pdf, sheets } = await printed("learner", `${name}/print/?sheets=checks`);
        await expectSizes(pdf, paper, "portrait");
        await expectStatements(pdf, courses.module("learner", name).statements, sheets.flatMap((sheet) => sheet.statements));
        await expectTidy(pdf);
      });
    }

    test("a worksheet by an author: rows to fill in, boxes to tick, ruled lines", () => worksheet(printed, paper));

    test("a pack: each sheet of each module", () => pack(printed, paper));

    test("large print: higher lines and rows, nothing lost", () => large(printed, paper));

    test("an address that names a paper has it whatever lies in the printer", async () => {
      const other = paper === "A4" ? "Letter" : "A4";
      const path = `${plain}/print/?sheets=log,completion&form=table&paper=${paper.toLowerCase()}`;
      const { pdf, sheets } = await courses.printed("learner", path, other);
      await expectSizes(pdf, paper, sheets.map(({ kind }) => (kind === "log" ? "landscape" : "portrait")));
      await expectTidy(pdf);
    });

    test("from right to left: nothing lost, each statement on one page, heads at the right", () => rightToLeft(printed));
  });
}

/** The blank rows that are seen on a log: as many as its page tells of on each sheet, all of one height. */
async function blankRows(pdf, sheets, line) {
  const most = Math.max(...sheets.map(({ rows }) => rows));
  const { height } = await rowsOf(pdf, sheets.findIndex(({ rows }) => rows === most) + 1, line);
  assert.ok(height >= writing(line) - tolerance, `rows are ${height.toFixed(1)} mm high for lines of ${line} mm`);
  for (const [index, { rows }] of sheets.entries()) {
    const { count } = await rowsOf(pdf, index + 1, line, height);
    const seen = `page ${index + 1} has ${rows} rows, and ${count} are seen that are ${height.toFixed(1)} mm high`;
    // Starter entries stand above those of the first page, and may be as high.
    assert.ok(index === 0 ? count >= rows : count === rows, seen);
  }
  return sheets.reduce((sum, { rows }) => sum + rows, 0);
}

/** The blank boxes that are seen on a log: as many as its page tells of on each sheet, each with all its fields. */
async function blankBoxes(pdf, sheets) {
  const texts = await drawn(pdf);
  for (const [index, { rows }] of sheets.entries()) {
    for (const words of ["Root cause", "Repair evidence", "Retested after"]) {
      const seen = squeeze(texts[index]).split(squeeze(words)).length - 1;
      assert.ok(seen - rows === 0 || (index === 0 && seen - rows === 1), `page ${index + 1} has ${rows} boxes, and “${words}” ${seen} times`);
    }
  }
  return sheets.reduce((sum, { rows }) => sum + rows, 0);
}

/** The pairs of lines on all pages, each pair `line` apart. */
async function allLines(pdf, line) {
  let count = 0;
  for (let page = 1; page <= (await pages(pdf)).length; page += 1) count += await expectLines(pdf, page, line);
  return count;
}

async function worksheet(printed, paper) {
  const { pdf } = await printed("learner", "numbers/checkpoint/print/?line=9");
  await expectSizes(pdf, paper, "portrait");
  await expectTidy(pdf);
  await expectHeads(pdf, "Checkpoint on numbers");
  await expectNone(pdf, secret);
  await expectWhole(pdf, [
    "Fill this in with evidence: a receipt, a headline, a line of a program.",
    "I say how exact a measurement is",
    "Let a partner choose one, and ask for the reason.",
    "Write to yourself what you believed about averages a month ago.",
    "Keep this sheet with your log.",
  ]);
  await expectAddress(pdf, "https://example.org/paper/numbers/checkpoint/");
  const count = (await pages(pdf)).length;
  let [rows, lines] = [0, 0];
  for (let page = 1; page <= count; page += 1) {
    rows += (await rowsOf(pdf, page, 9)).count;
    lines = Math.max(lines, await ruledLines(pdf, page, 9));
  }
  assert.ok(rows >= 6, `${rows} rows of the skills matrix have room to write`);
  assert.equal(lines, 6);
}

async function pack(printed, paper) {
  const { pdf, sheets } = await printed("learner", "numbers/print/");
  const found = await pages(pdf);
  await expectSizes(pdf, paper, found.map((page) => page.orientation));
  await expectTidy(pdf);
  await expectNone(pdf, secret);
  assert.ok(found.every((page) => page.orientation === "portrait"));
  assert.ok(sheets.some(({ kind }) => kind === "page"), "the pack holds the section's worksheet");
  for (const name of modules) {
    const { statements } = courses.module("learner", name);
    const own = sheets.filter(({ kind }) => kind === "checks").flatMap((sheet) => sheet.statements);
    for (const statement of statements) {
      assert.ok(own.includes(statement.name), `${statement.name} is missing`);
      assert.notDeepEqual(await pagesWith(pdf, statement.text), [], statement.label);
    }
  }
}

async function large(printed, paper) {
  const checks = await printed("learner", `${plain}/print/?size=large&sheets=checks`);
  await expectSizes(checks.pdf, paper, "portrait");
  await expectTidy(checks.pdf);
  const { statements } = courses.module("learner", plain);
  await expectStatements(checks.pdf, statements, checks.sheets.flatMap((sheet) => sheet.statements));
  assert.ok((await allLines(checks.pdf, 13)) >= statements.length);
  const log = await printed("learner", `${plain}/print/?size=large&sheets=log&form=table`);
  await expectNumbered(log.pdf, log.sheets);
  assert.equal(await blankRows(log.pdf, log.sheets, 13), 12);
  // A text of two thousand letters is longer than a large page, and may be broken there.
  const long = await printed("learner", "numbers/long/print/?size=large&sheets=checks");
  await expectTidy(long.pdf);
  await expectWords(long.pdf, courses.module("learner", "numbers/long").statements.map(({ text }) => text));
}

/** The letters of a word in the order of the alphabet: readers of files put joined letters in one order or the other. */
const letters = (word) => [...squeeze(word).replace(/[^\p{L}\p{N}]/gu, "")].sort().join("");

async function rightToLeft(printed) {
  const { pdf, sheets } = await printed("rtl", "numbers/percent/print/?sheets=checks,cards");
  await expectTidy(pdf);
  const { statements, cards } = courses.module("rtl", "numbers/percent");
  const texts = (await drawn(pdf)).map((page) => page.split(/\s+/).map(letters));
  for (const text of [...statements.map(({ text }) => text), ...cards]) {
    const wanted = text.split(/\s+/).map(letters).filter(Boolean);
    const whole = texts.some((page) => wanted.every((word) => page.includes(word)));
    assert.ok(whole, `on no page stand all words of “${text}”`);
  }
  const [{ width }] = await pages(pdf);
  const title = sheets[0].title.split(" ").map(letters);
  const head = (await words(pdf, 1)).filter((word) => title.includes(letters(word.text)));
  assert.ok(head.some(({ left }) => left > width / 2), JSON.stringify(head));
}

describe("what a reader may choose", { concurrency: 2 }, () => {
  const only = (options) => courses.printed("learner", `${plain}/print/?${options}`);

  for (const line of [7, 13]) {
    test(`lines ${line} mm apart, and rows of whole lines`, async () => {
      const { pdf } = await only(`sheets=checks&line=${line}`);
      assert.ok((await allLines(pdf, line)) >= courses.module("learner", plain).statements.length);
      const log = await only(`sheets=log&form=table&line=${line}`);
      assert.equal(await blankRows(log.pdf, log.sheets, line), 12);
      await expectNumbered(log.pdf, log.sheets);
      await expectTidy(log.pdf);
    });
  }

  test("thirty rows are thirty rows, on numbered pages", async () => {
    const { pdf, sheets } = await only("sheets=log&form=table&rows=30");
    assert.equal(await blankRows(pdf, sheets, 9), 30);
    await expectNumbered(pdf, sheets);
    await expectSizes(pdf, "A4", "landscape");
    await expectHeads(pdf, "Mistake Symptom");
  });

  test("a page that is filled has room for no further row", async () => {
    const { pdf, sheets } = await only("sheets=log&form=table&rows=fill");
    await expectNumbered(pdf, sheets);
    for (const [index, page] of (await pages(pdf)).entries()) {
      const { height, count } = await rowsOf(pdf, index + 1, 9);
      assert.ok(sheets[index].rows > 0 && count >= sheets[index].rows);
      const horizontal = await horizontals(pdf, index + 1, 200);
      const free = page.height - Math.max(...horizontal.map(({ y }) => y));
      // Below the table are the foot and the margin.
      assert.ok(free < height + 40, `page ${index + 1}: ${free.toFixed(0)} mm below the last of ${count} rows`);
    }
  });

  test("room for the punch: at the left, on a log that lies across at the top", async () => {
    for (const [kind, side] of [["checks", "left"], ["log", "left"], ["log&form=table", "top"]]) {
      const { pdf } = await only(`sheets=${kind}&punch=yes`);
      for (let page = 1; page <= (await pages(pdf)).length; page += 1) {
        const free = (await margins(pdf, page))[side];
        assert.ok(free >= 24, `${kind}, page ${page}: ${free.toFixed(1)} mm at the ${side}`);
      }
      await expectTidy(pdf);
    }
  });

  test("hints and starter entries are there, or not", async () => {
    const hint = "There are seven. Begin with the first fraction.";
    const long = (options) => courses.printed("learner", `numbers/long/print/?sheets=checks&hints=${options}`);
    assert.notDeepEqual(await pagesWith((await long("yes")).pdf, hint), []);
    assert.deepEqual(await pagesWith((await long("no")).pdf, hint), []);
    assert.notDeepEqual(await pagesWith((await only("sheets=log&starter=yes")).pdf, starter[0]), []);
    assert.deepEqual(await pagesWith((await only("sheets=log&starter=no")).pdf, starter[0]), []);
  });

  test("two-sided and plain cards hold the same texts", async () => {
    for (const cards of ["duplex", "single"]) {
      const { pdf } = await only(`sheets=cards&cards=${cards}`);
      await expectWhole(pdf, courses.module("learner", plain).cards);
      await expectTidy(pdf);
    }
  });

  test("without scripts the sheets are those of the author, in both sizes, with a place for a name on each page", async () => {
    for (const [path, query] of [[`${plain}/print/`, ""], [`${plain}/print/large/`, "size=large"]]) {
      const { pdf, sheets } = await courses.printedWithoutScripts("learner", path);
      const scripted = await only(query);
      // What flows is cut into pages by the script alone.
      const held = (all) => all.flatMap(({ kind, rows, cards, statements }) => [...Array(rows + cards).fill(kind), ...statements]);
      assert.deepEqual(held(sheets), held(scripted.sheets), path);
      const texts = await drawn(pdf);
      await expectWords(scripted.pdf, [texts.join(" ")]);
      const checks = texts.filter((page) => page.includes("Mistake checks"));
      assert.ok(checks.length > 1 && checks.every((page) => /\bName\b/.test(page)), path);
    }
  });

  test("a page of what flows says which it is and has a place for a name, and no page is spent on a head", async () => {
    const { pdf, sheets } = await only("sheets=checks");
    await expectNumbered(pdf, sheets);
    const texts = await drawn(pdf);
    assert.ok(texts.length > 1 && texts.every((page) => /\bName\b/.test(page)));
    await expectTidy(pdf);
  });

  test("paper is saved: fewer pages, nothing lost", async () => {
    const all = "sheets=start,log,checks,cards,completion";
    const [usual, saving] = [await only(all), await only(`${all}&save=yes`)];
    const counts = [await pages(usual.pdf), await pages(saving.pdf)].map(({ length }) => length);
    assert.ok(counts[1] < 0.75 * counts[0], String(counts));
    await expectTidy(saving.pdf);
    const { statements, criteria } = courses.module("learner", plain);
    await expectStatements(saving.pdf, statements, saving.sheets.flatMap((sheet) => sheet.statements));
    await expectWhole(saving.pdf, criteria);
  });

  for (const paper of Object.keys(papers)) {
    for (const sheets of ["cards", "start,cards", "log,cards", "checks,cards,completion", "start,log,checks,cards,completion,review,page"]) {
      test(`fronts and backs share a leaf, and their cuts meet: ${sheets} on ${paper}`, async () => {
        const { pdf, sheets: found } = await courses.printed("learner", `${plain}/print/?sheets=${sheets}&cards=duplex`, paper);
        const texts = (await drawn(pdf)).map(squeeze);
        const cards = courses.module("learner", plain).cards.map(squeeze);
        const { width } = (await pages(pdf))[0];
        for (let card = 0; card < cards.length; card += 2) {
          const [front, back] = [cards[card], cards[card + 1]].map((face) => texts.findIndex((text) => text.includes(face)));
          assert.ok(front % 2 === 0 && back === front + 1, `front on page ${front + 1}, back on page ${back + 1}`);
        }
        const [fronts, backs] = [await verticals(pdf, 1, 50), await verticals(pdf, 2, 50)];
        const mirrored = backs.map(({ x }) => width - x).sort((a, b) => a - b);
        fronts.forEach(({ x }, at) => assert.ok(Math.abs(x - mirrored[at]) <= tolerance, `cuts at ${x} and ${mirrored[at]} mm`));
        const heights = async (page) => (await horizontals(pdf, page, 170)).map(({ y }) => y);
        const [above, below] = [await heights(1), await heights(2)];
        above.forEach((y, at) => assert.ok(Math.abs(y - below[at]) <= tolerance, `cuts at ${y} and ${below[at]} mm`));
        assert.ok(fronts.length >= 3 && above.length >= 4 && found.length > 0);
      });
    }
  }
});

describe("a class set", { concurrency: 2 }, () => {
  const seeds = [11, 12, 13, 14];
  const version = (seed) => courses.printed("learner", `${plain}/print/?sheets=checks&seed=${seed}`);

  test("four versions and one key agree on the label of every statement", async () => {
    const { statements } = courses.module("learner", plain);
    const key = await courses.printed("instructor", `${plain}/print/answers/`);
    const known = await labels(key.pdf, statements);
    for (const seed of seeds) {
      const { pdf, sheets } = await version(seed);
      assert.deepEqual(await labels(pdf, statements), known, `seed ${seed}`);
      await expectStatements(pdf, statements, sheets.flatMap((sheet) => sheet.statements));
    }
  });

  test("neighbours have their statements in different orders, and a seed always gives the same", async () => {
    const orders = await Promise.all(
      seeds.map(async (seed) => (await version(seed)).sheets.flatMap((sheet) => sheet.statements).join()),
    );
    assert.equal(new Set(orders).size, seeds.length);
    const again = await courses.printed("learner", `${plain}/print/?seed=11&sheets=checks`);
    assert.equal(again.sheets.flatMap((sheet) => sheet.statements).join(), orders[0]);
  });

  test("without a seed the order is the author's", async () => {
    const { sheets } = await courses.printed("learner", `${plain}/print/?sheets=checks&seed=off`);
    const names = courses.module("learner", plain).statements.map(({ name }) => name);
    assert.deepEqual(sheets.flatMap((sheet) => sheet.statements), names);
  });
});

describe("answers", { concurrency: 2 }, () => {
  const all = [...kinds, "page", "review"].join();

  for (const course of ["learner", "instructor"]) {
    test(`no answer on any sheet for learners, ${course} edition`, async () => {
      const paths = ["numbers/answers/print/", "numbers/answers/print/large/", "numbers/checkpoint/print/", "numbers/print/"];
      for (const path of paths) {
        assert.doesNotMatch(courses.html(course, `${path}index.html`), secret, path);
        // What a reader must choose is packed; it comes out with the rest here.
        await expectNone((await courses.printed(course, `${path}?sheets=${all}`)).pdf, secret);
      }
    });
  }

  test("the learner edition has no key", () => {
    assert.throws(() => courses.html("learner", "numbers/answers/print/answers/index.html"), { code: "ENOENT" });
  });

  for (const paper of Object.keys(papers)) {
    test(`the key holds every answer beside its statement, ${paper}`, async () => {
      const { pdf } = await courses.printed("instructor", "numbers/answers/print/answers/", paper);
      await expectSizes(pdf, paper, "portrait");
      await expectTidy(pdf);
      const { statements } = courses.module("learner", "numbers/answers");
      await labels(pdf, statements);
      for (const [index, { text, label }] of statements.entries()) {
        const [page] = await pagesWith(pdf, text);
        const word = `zebrawort0${index + 1}`;
        for (const part of ["a", "b", "c"]) {
          assert.deepEqual(await pagesWith(pdf, word + part), [page], `${label}: ${word}${part}`);
        }
      }
    });
  }
});

describe("a review", () => {
  test("takes statements of several modules by turns", async () => {
    const { pdf, sheets } = await courses.printed("learner", "numbers/print/?sheets=review");
    assert.ok(sheets.length > 0 && sheets.every(({ kind }) => kind === "review"), JSON.stringify(sheets));
    const names = sheets.flatMap((sheet) => sheet.statements);
    const from = names.map((name) => name.split("#")[0]);
    assert.ok(new Set(from).size >= 3, `statements are of ${[...new Set(from)]}`);
    const turns = from.slice(1).filter((module, index) => module !== from[index]).length;
    assert.ok(turns > names.length / 2, `${turns} turns among ${names.length} statements`);
    const known = modules.flatMap((name) => courses.module("learner", name).statements);
    await expectWhole(pdf, known.filter(({ name }) => names.includes(name)).map(({ text }) => text));
    assert.ok(names.every((name) => known.some((statement) => statement.name === name)));
    await expectTidy(pdf);
    await expectNone(pdf, secret);
  });
});
