// What a width does to a page beyond what the page walk looks at on every screen.
import { expect, test } from "@playwright/test";
import { APPEARANCES, at, contextFor } from "./bothy.mjs";
import * as look from "./looks.mjs";

/** How high the head of a page is, and on how many lines its organisation's name and its places stand. */
async function head(browser, path) {
  const context = await browser.newContext(APPEARANCES.phone);
  const page = await context.newPage();
  await page.goto(at(path));
  const found = await page.evaluate(() => {
    const lines = (selector) => new Set([...document.querySelectorAll(selector)].map((part) => Math.round(part.getBoundingClientRect().top))).size;
    const name = document.querySelector(".b-brand__name");
    const range = document.createRange();
    range.selectNodeContents(name);
    const of = [...range.getClientRects()].map(({ top }) => Math.round(top));
    return { height: document.querySelector(".b-head").offsetHeight, name: new Set(of).size, places: lines(".b-head .b-nav a") };
  });
  await context.close();
  return found;
}

test("the head of a page in Polish is no higher on a phone than in English", async ({ browser }) => {
  const english = await head(browser, "/groups");
  const polish = await head(browser, "/pl/groups");
  expect(polish.name, "lines of the name").toBeLessThanOrEqual(2);
  expect(polish.places, "lines of places").toBe(1);
  expect(polish.height).toBeLessThanOrEqual(english.height + 2);
});

test("on a wide window the week of the rota has the room there is", async ({ browser }) => {
  const page = await (await contextFor(browser, "wide", "coordinator")).newPage();
  await page.goto(at("/rota"));
  const days = await page.locator(".b-rota tbody th").evaluateAll((heads) => heads.map((head) => head.offsetWidth));
  expect(days).toHaveLength(7);
  for (const day of days) expect(day).toBeGreaterThan(190);
  await page.close();
});

test("the look for long lines finds one", async ({ browser }) => {
  const page = await (await contextFor(browser, "wide", null)).newPage();
  await page.goto(at("/privacy"));
  expect(await look.tooLong(page)).toEqual([]);
  await page.evaluate(() => {
    const long = document.querySelector("main p");
    long.style.cssText = "max-inline-size: none; inline-size: 1500px";
    long.textContent = "Words that go on and on without an edge to come back to. ".repeat(5);
  });
  expect((await look.tooLong(page)).length).toBeGreaterThan(0);
  await page.close();
});
