// Stories of people, from the first page to the last. A story's title is a sentence; each begins
// with a context of its own, so that nobody carries another's sign-in.
//
//   import { advance, at, expectNoConsoleErrors, listen, outbox, signIn } from "./bothy.mjs";
//
//   test("Joan hands her seat back on her phone", async ({ browser }) => {
//     const context = await browser.newContext(APPEARANCES.phone);
//     const page = await context.newPage();
//     const trouble = listen(page);
//     await signIn(page, "supporter");
//     …
//     expectNoConsoleErrors(trouble);
//   });
import { expect, test } from "@playwright/test";
import { APPEARANCES, at, expectNoConsoleErrors, listen } from "./bothy.mjs";

test("a guest finds help from every public page in one tap", async ({ browser }) => {
  const context = await browser.newContext(APPEARANCES.phone);
  const page = await context.newPage();
  const trouble = listen(page);
  for (const path of ["/", "/groups", "/reach", "/concern"]) {
    await page.goto(at(path));
    await page.locator("a[href$='/help']:visible").first().click();
    await expect(page.locator("h1")).toBeVisible();
    expect(new URL(page.url()).pathname).toBe("/help");
    // A number can be rung from the page itself.
    await expect(page.locator("main a[href^='tel:']").first()).toBeVisible();
  }
  expectNoConsoleErrors(trouble);
  await context.close();
});
