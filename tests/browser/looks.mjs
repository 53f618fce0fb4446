// The looks of the page walk. Each gives back a list of what is wrong, in words: empty is good.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe finds; with `rules`, only those. It is injected past the page's content policy. */
export async function axe(page, rules) {
  await page.evaluate(axeSource);
  const only = rules ? { type: "rule", values: rules } : { type: "tag", values: TAGS };
  return page.evaluate(async (runOnly) => {
    const { violations } = await globalThis.axe.run(document, { runOnly, resultTypes: ["violations"] });
    return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
  }, only);
}

/** A page has one h1, a title, a language, a main part, and no link to a place that is not there. */
export function shape(page) {
  return inPage(page, () => {
    const wrong = [];
    const count = (selector) => document.querySelectorAll(selector).length;
    if (count("h1") !== 1) wrong.push(`${count("h1")} h1`);
    if (count("main") !== 1) wrong.push(`${count("main")} main`);
    if (!document.title.trim()) wrong.push("no title");
    if (!document.documentElement.lang) wrong.push("no language");
    for (const link of document.querySelectorAll("a[href^='#']")) {
      const id = link.getAttribute("href").slice(1);
      if (!id || !document.getElementById(id)) wrong.push(`a link to #${id}, which is not there`);
    }
    return wrong;
  });
}

/** Sideways scroll of the page, and what sticks out. A named scroll region may scroll in itself. */
export function sideways(page) {
  return page.evaluate(() => {
    const edge = document.documentElement.clientWidth;
    if (document.scrollingElement.scrollWidth <= edge + 1) return [];
    const region = (part) => part.closest("[tabindex='0'][role=region], pre[tabindex='0']");
    const out = [...document.querySelectorAll("body *")]
      .filter((part) => !region(part))
      .filter((part) => {
        const box = part.getBoundingClientRect();
        return box.width > 0 && (box.right > edge + 1 || box.left < -1);
      })
      .map((part) => `${part.tagName.toLowerCase()}.${part.className} to ${Math.round(part.getBoundingClientRect().right)}`);
    return [`${document.scrollingElement.scrollWidth} px wide on ${edge}`, ...out.slice(-4)];
  });
}

export const turn = (page, direction) => page.evaluate((dir) => void (document.documentElement.dir = dir), direction);

export const enlarge = (page, size = "200%") =>
  page.evaluate((value) => void (document.documentElement.style.fontSize = value), size);

/** The text spacing that WCAG 1.4.12 says a page must bear. */
export const spread = (page) =>
  page.evaluate(() => {
    for (const part of document.querySelectorAll("body, body *")) {
      part.style.setProperty("line-height", "1.5", "important");
      part.style.setProperty("letter-spacing", "0.12em", "important");
      part.style.setProperty("word-spacing", "0.16em", "important");
      if (part.tagName === "P") part.style.setProperty("margin-block-end", "2em", "important");
    }
  });

/** Words cut off at the edge of their box. Things shown to screen readers alone are meant to be. */
export function clipped(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll("body *")]
      .filter((part) => part.clientWidth > 4 && part.clientHeight > 4 && part.textContent.trim())
      .filter((part) => {
        const style = getComputedStyle(part);
        const cut = (axis, size, whole) => ["hidden", "clip"].includes(style[axis]) && whole > size + 2;
        return (
          style.clipPath === "none" &&
          (cut("overflowX", part.clientWidth, part.scrollWidth) || cut("overflowY", part.clientHeight, part.scrollHeight))
        );
      })
      .map((part) => `${part.tagName.toLowerCase()}.${part.className}: ${part.textContent.trim().slice(0, 40)}`),
  );
}

/** Animations that run, and long transitions, for somebody who asked for stillness. */
export function moving(page) {
  return page.evaluate(() => {
    const running = document.getAnimations().filter((one) => one.playState === "running");
    return running.map((one) => `${one.animationName ?? one.transitionProperty ?? "an animation"} runs`);
  });
}

/** Controls without an edge where the reader chose their own colours. */
export function edgeless(page) {
  return page.evaluate(() => {
    const controls = "button, select, textarea, .govuk-button, input:not([type=hidden], [type=radio], [type=checkbox])";
    const shown = (part) => part.checkVisibility({ visibilityProperty: true }) && part.getBoundingClientRect().width > 1;
    return [...document.querySelectorAll(controls)]
      .filter(shown)
      .filter((part) => {
        const style = getComputedStyle(part);
        const edge = (name) => parseFloat(style[`${name}Width`]) > 0 && style[`${name}Style`] !== "none";
        const underlined = style.textDecorationLine.includes("underline");
        return !["borderTop", "borderBottom", "borderLeft", "outline"].some(edge) && !underlined;
      })
      .map((part) => `${part.tagName.toLowerCase()}.${part.className}: ${part.textContent.trim().slice(0, 30)}`);
  });
}

/** What would do nothing for somebody whose browser runs no script. */
export function dead(page) {
  return inPage(page, () => {
    const wrong = [];
    const shown = (part) => part.getClientRects().length > 0;
    for (const link of document.querySelectorAll("a[href='#'], a:not([href]), a[href^='javascript:']")) {
      if (shown(link)) wrong.push(`a link that leads nowhere: ${link.textContent.trim()}`);
    }
    for (const button of document.querySelectorAll("button, input[type=submit]")) {
      if (shown(button) && !button.form) wrong.push(`a button outside a form: ${button.textContent.trim()}`);
      if (button.form && shown(button) && button.type === "button") wrong.push(`a dead button: ${button.textContent.trim()}`);
    }
    return wrong;
  });
}

/** Bars and menus: of no use on paper. */
export function bars(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll("body *")]
      .filter((part) => part.checkVisibility() && part.getBoundingClientRect().height > 1)
      .filter((part) => part.tagName === "NAV" || getComputedStyle(part).position === "fixed")
      .map((part) => `${part.tagName.toLowerCase()}.${part.className}`),
  );
}

/** How many A4 sheets the page prints on. */
export async function sheets(page) {
  const paper = await page.pdf({ format: "A4" });
  return paper.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

/**
 * Walks with the Tab key from the top to the end. Every stop must be seen, have a ring, and lie
 * under nothing; every control must be a stop; and the walk must end.
 */
export async function keyboard(page, most = 120) {
  const expected = await page.evaluate(countStops);
  const wrong = [];
  const seen = new Set();
  for (let step = 0; step < most; step += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(describeStop);
    if (!stop || seen.has(stop.mark)) break;
    seen.add(stop.mark);
    wrong.push(...stop.wrong);
  }
  if (seen.size < Math.min(expected, most)) wrong.push(`${seen.size} stops for ${expected} controls`);
  return wrong;
}

/** How many stops there ought to be: a set of radios is one. */
function countStops() {
  const controls = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const open = [...document.querySelectorAll(controls)].filter(
    (part) => part.checkVisibility({ visibilityProperty: true }) && !part.disabled && part.tabIndex >= 0 && !part.closest("[inert]"),
  );
  const radios = new Set();
  return open.filter((part) => {
    if (part.type !== "radio") return true;
    const set = `${part.form?.id} ${part.name}`;
    return !radios.has(set) && radios.add(set);
  }).length;
}

/** The stop we are at, and what is wrong with it; null where the walk has left the page. */
function describeStop() {
  const part = document.activeElement;
  if (!part || part === document.body || part === document.documentElement) return null;
  globalThis.stops ??= new WeakMap();
  globalThis.lastStop ??= 0;
  if (!globalThis.stops.has(part)) globalThis.stops.set(part, (globalThis.lastStop += 1));
  const box = part.getBoundingClientRect();
  const named = `${part.tagName.toLowerCase()} "${(part.textContent || part.name || part.ariaLabel || "").trim().slice(0, 30)}"`;
  const wrong = [];
  const ringed = (one) => {
    const style = getComputedStyle(one);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  };
  // A native radio shows its ring on the drawn dot beside it.
  const marks = [part, ...(part.labels ?? [])];
  const drawn = part.labels?.[0] && getComputedStyle(part.labels[0], "::before");
  if (!marks.some(ringed) && !(drawn && (drawn.boxShadow !== "none" || drawn.outlineStyle !== "none"))) wrong.push(`${named} has no ring`);
  if (box.bottom <= 0 || box.top >= innerHeight) wrong.push(`${named} is out of sight`);
  else {
    const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
    const y = Math.min(Math.max(box.top + Math.min(box.height, innerHeight) / 2, 1), innerHeight - 1);
    const over = document.elementFromPoint(x, y);
    const bar = over?.closest("body *") && [over, ...parents(over)].find((one) => ["fixed", "sticky"].includes(getComputedStyle(one).position));
    if (bar && !bar.contains(part)) wrong.push(`${named} lies under ${bar.className || bar.tagName}`);
  }
  return { mark: globalThis.stops.get(part), wrong };

  function parents(one) {
    const found = [];
    for (let up = one.parentElement; up; up = up.parentElement) found.push(up);
    return found;
  }
}

/** Runs a look in the page. It works without the page's scripts too: ours are not the page's. */
const inPage = (page, check) => page.evaluate(check);

/** Lines of words too long to find the way back from: more than `most` letters from one edge to the other. */
export function tooLong(page, most = 95) {
  return page.evaluate((limit) => {
    const wrong = [];
    const blocks = "p, ul, ol, dl, table, div, form, details, section, h1, h2, h3, label, fieldset, pre";
    for (const part of document.querySelectorAll("main p, main li, main dd, main td, main .govuk-hint, footer p")) {
      const words = part.textContent.trim().replace(/\s+/g, " ");
      if (words.length <= limit || part.querySelector(blocks) || !part.checkVisibility()) continue;
      // A sheet of A4 is as wide as it is.
      if (part.closest("[class*=b-paper]")) continue;
      const range = document.createRange();
      range.selectNodeContents(part);
      // How wide the words would be on one line, and how wide the widest line is.
      const pieces = [...range.getClientRects()].filter(({ width }) => width > 0);
      const whole = pieces.reduce((sum, { width }) => sum + width, 0);
      const letters = Math.round((words.length * range.getBoundingClientRect().width) / whole);
      if (letters > limit) wrong.push(`${letters} letters in a line of ${part.tagName.toLowerCase()}.${part.className}: ${words.slice(0, 50)}`);
    }
    return wrong;
  }, most);
}
