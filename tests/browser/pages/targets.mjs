// Whether what is pressed can be hit with a thumb.
//
// A target is what a press on it sets off: a link, a button, a menu, the heading of what can be opened; a box to tick
// together with its label. It is large enough if it is 44 px high and 24 px wide, or if a circle of 44 px around its middle
// touches no other target, nor the circle of another small one, so that whoever aims at it cannot hit another. A link in a
// line of running text is excepted: its height is that of the line, and more would tear the text apart. The cells of a row
// stand in one line.

/** Runs in the browser: the targets that are too small, with their sizes. */
function findSmall() {
  const HIGH = 44;
  const WIDE = 24;
  const seen = { checkOpacity: false, checkVisibilityCSS: true };
  const selector = "a[href], button, select, summary, textarea, input:not([type=hidden]), [role=button], [tabindex='0'][role]";
  const words = (text) => text.match(/\p{L}{2,}/gu)?.length ?? 0;

  /** Words of the block around a link that are no part of any target: text that the link is a part of. */
  function runs(link) {
    let block = link.parentElement;
    while (/^(inline|contents)/.test(getComputedStyle(block).display)) block = block.parentElement;
    block = block.closest("tr") ?? block;
    const text = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let count = 0;
    while (text.nextNode()) if (!text.currentNode.parentElement.closest(selector)) count += words(text.currentNode.data);
    return count >= 2;
  }

  const inside = ({ left, right, bottom }) => right > 0 && left < innerWidth && bottom + scrollY > 0;
  const boxes = (element) => [element, ...(element.labels ?? [])].map((part) => part.getBoundingClientRect());
  const around = (all) => {
    const left = Math.min(...all.map((box) => box.left));
    const top = Math.min(...all.map((box) => box.top));
    const right = Math.max(...all.map((box) => box.right));
    const bottom = Math.max(...all.map((box) => box.bottom));
    return { left, top, right, bottom, width: right - left, height: bottom - top };
  };
  const targets = [...document.querySelectorAll(selector)]
    .filter((element) => element.checkVisibility(seen) && !element.disabled)
    .map((element) => ({ element, box: around(boxes(element)) }))
    .filter(({ box }) => box.width > 0 && box.height > 0 && inside(box));

  const isSmall = ({ box }) => box.height < HIGH - 0.5 || box.width < WIDE - 0.5;
  const isText = ({ element }) => getComputedStyle(element).display === "inline" && runs(element);
  const middle = ({ left, right, top, bottom }) => ({ x: (left + right) / 2, y: (top + bottom) / 2 });

  /** Whether the circle around one target touches another target, or the circle around that where it is small. */
  function touches(one, other) {
    const { x, y } = middle(one.box);
    const { left, right, top, bottom } = other.box;
    const reach = Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
    if (reach < HIGH / 2 - 0.5) return true;
    const to = middle(other.box);
    return isSmall(other) && Math.hypot(to.x - x, to.y - y) < HIGH - 0.5;
  }

  return targets
    .filter((target) => isSmall(target) && !isText(target))
    .flatMap((target) => {
      const near = targets.find((other) => other !== target && touches(target, other));
      const name = ({ element }) => element.outerHTML.replace(/\s+/g, " ").slice(0, 100);
      const size = `${target.box.width.toFixed(1)} × ${target.box.height.toFixed(1)}`;
      return near ? [`${size} is too small for a thumb: ${name(target)} beside ${name(near)}`] : [];
    });
}

/** The targets of the page that a thumb may miss. */
export const smallTargets = (page) => page.evaluate(findSmall);
