// What hangs on a door and lies in a pocket: every group of the demo on one sheet, with all that it must say.
import { expect, test } from "@playwright/test";
import { APPEARANCES, at } from "./bothy.mjs";
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
