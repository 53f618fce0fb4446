// What hangs on a door and lies in a pocket: every group of the demo on one sheet, with all that it must say.
import { expect, test } from "@playwright/test";
import { APPEARANCES, at, signIn } from "./bothy.mjs";
import * as look from "./looks.mjs";

test("every group prints on one sheet and says all that it must", async ({ browser }) => {
  test.setTimeout(240_000);
  const context = await browser.newContext(APPEARANCES.desk ?? {});
  const page = await context.newPage();
  const paths = new Set();
  for (let next = "/groups"; next; ) {
    await page.goto(at(next));
    const links = page.locator("main a[href^='/groups/']:not([href$='.ics'])");
    for (const link of await links.all()) paths.add((await link.getAttribute("href")).split("#")[0]);
    const more = page.locator("main a[rel='next']");
    next = (await more.count()) > 0 ? await more.first().getAttribute("href") : null;
  }
  expect(paths.size).toBeGreaterThan(5);
  const thick = [];
  for (const path of paths) {
    await page.goto(at(path));
    await page.emulateMedia({ media: "print" });
    await expect(page.locator("h1")).toBeVisible();
    for (const label of ["When", "Where", "How", "Who may come"]) {
      await expect(page.getByText(label, { exact: true }).first(), `${path} says “${label}” on paper`).toBeVisible();
    }
    await page.emulateMedia({ media: null });
    const count = await look.sheets(page);
    if (count !== 1) thick.push(`${path} takes ${count} sheets`);
  }
  expect(thick).toEqual([]);
  await context.close();
});

/** The sizes of all letters of a part of a page that are printed, in points, without doubles. */
async function sizes(page, selector) {
  return page.evaluate((chosen) => {
    const found = new Set();
    for (const part of document.querySelectorAll(chosen)) {
      const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      for (let text = walker.nextNode(); text; text = walker.nextNode()) {
        const around = text.parentElement;
        const seen = text.data.trim() !== "" && around.getClientRects().length > 0;
        if (!seen || around.closest(".govuk-visually-hidden")) continue;
        found.add(parseFloat(getComputedStyle(around).fontSize) * 0.75 * (around.currentCSSZoom ?? 1));
      }
    }
    return [...found].sort((one, two) => one - two);
  }, selector);
}

test("posters and cards of every group take one sheet, and nothing on them is cut off or too small", async ({ browser }) => {
  test.setTimeout(240_000);
  const context = await browser.newContext(APPEARANCES.desk ?? {});
  const page = await context.newPage();
  await page.goto(at("/groups"));
  const links = await page.locator("main a[href^='/groups/']:not([href$='.ics'])").all();
  const paths = new Set();
  for (const link of links) paths.add((await link.getAttribute("href")).split("#")[0]);
  const wrong = [];
  const prints = [["/poster", ".b-poster", 12], ["/poster?type=large", ".b-poster", 18], ["/card", ".b-cutcard", 9]];
  for (const path of paths) {
    for (const [then, part, least] of prints) {
      await page.goto(at(`${path}${then}`));
      await page.emulateMedia({ media: "print" });
      await expect(page.locator(part).first()).toBeVisible();
      const over = await page.evaluate((chosen) => {
        const cut = [...document.querySelectorAll(chosen)].filter((one) => one.scrollHeight > one.clientHeight + 1);
        return cut.map((one) => `${one.scrollHeight} of ${one.clientHeight}`);
      }, part);
      if (over.length > 0) wrong.push(`${path}${then} is cut off: ${over[0]}`);
      const [smallest] = await sizes(page, part);
      if (!(smallest >= least)) wrong.push(`${path}${then} has letters of ${smallest} points`);
      await page.emulateMedia({ media: null });
      const count = await look.sheets(page);
      if (count !== 1) wrong.push(`${path}${then} takes ${count} sheets`);
    }
  }
  expect(paths.size).toBeGreaterThan(3);
  expect(wrong).toEqual([]);
  await context.close();
});

test("a group’s page in large type is 18 points and more on paper", async ({ browser }) => {
  const context = await browser.newContext(APPEARANCES.desk ?? {});
  const page = await context.newPage();
  await page.goto(at("/groups/evening-circle?type=large"));
  await page.emulateMedia({ media: "print" });
  const [smallest] = await sizes(page, "main, .b-helpnow");
  expect(smallest).toBeGreaterThanOrEqual(18);
  await context.close();
});

test("the week of the rota prints on one landscape sheet for the wall, without bars and buttons", async ({ browser }) => {
  const context = await browser.newContext(APPEARANCES.phone);
  await signIn(context, "coordinator");
  const page = await context.newPage();
  await page.goto(at("/rota"));
  await page.locator(".b-week").first().locator("a").last().click();
  const sessions = await page.locator(".b-slot").count();
  expect(sessions).toBeGreaterThan(3);
  const paper = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  expect(paper.match(/\/Type\s*\/Page\b/g)?.length).toBe(1);
  const [, width, height] = paper.match(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/).map(Number);
  expect(width).toBeGreaterThan(height);
  await page.emulateMedia({ media: "print" });
  for (const hidden of [".b-nav--tabs", ".b-week", "main button"]) await expect(page.locator(hidden).first()).toBeHidden();
  await expect(page.locator(".b-slot:visible")).toHaveCount(sessions);
  await context.close();
});

test("each register of the week pack is one sheet and begins on a page of its own", async ({ browser }) => {
  test.setTimeout(120_000);
  const context = await browser.newContext(APPEARANCES.desk ?? {});
  await signIn(context, "coordinator");
  const page = await context.newPage();
  await page.goto(at("/rota/pack"));
  const registers = await page.locator(".b-paper--register").count();
  expect(registers).toBeGreaterThan(2);
  const whole = await look.sheets(page);
  const alone = async (chosen, index) => {
    await page.evaluate(([selector, at]) => {
      const kept = document.querySelectorAll(selector)[at];
      for (const part of document.querySelectorAll(".b-paper")) part.hidden = part !== kept;
    }, [chosen, index]);
    return look.sheets(page);
  };
  const before = (await alone(".b-paper--rota", 0)) + (await alone(".b-paper--phones", 0));
  const thick = [];
  for (let index = 0; index < registers; index += 1) {
    const count = await alone(".b-paper--register", index);
    if (count !== 1) thick.push(`register ${index + 1} takes ${count} sheets`);
  }
  expect(thick).toEqual([]);
  // Whatever ended on the page before: each part begins a new one, so the sheets add up.
  expect(whole).toBe(before + registers);
  await context.close();
});
