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
import { APPEARANCES, at, expectNoConsoleErrors, listen, signIn } from "./bothy.mjs";

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

/** Opens a page in a context of its own and marks its window: the mark is gone once the page was loaded anew. */
async function stands(browser, role, path) {
  const context = await browser.newContext(APPEARANCES.desk);
  await signIn(context, role);
  const page = await context.newPage();
  const trouble = listen(page);
  await page.goto(at(path));
  await page.evaluate(() => (window.standing = true));
  return { context, page, trouble, still: () => page.evaluate(() => window.standing === true) };
}

/** What has the focus, in a word or two. */
const focused = (page) => page.evaluate(() => `${document.activeElement.tagName} ${document.activeElement.className}`);

test("a coordinator takes a duty by keyboard and nothing jumps", async ({ browser }) => {
  const { context, page, trouble, still } = await stands(browser, "coordinator", "/today");
  const open = page.locator("form[action$='/take'] button");
  const before = await open.count();
  expect(before).toBeGreaterThan(1);
  const item = await open.last().evaluate((button) => button.closest("[id^='duty-']").id);
  await open.last().focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(".govuk-notification-banner")).toBeVisible();
  expect(await still(), "the page was loaded anew").toBe(true);
  await expect(open).toHaveCount(before - 1);
  await expect(page.locator(`#${item} form[action$='/give-back']`)).toHaveCount(1);
  // The focus is on what was said, not on the button of another duty.
  expect(await focused(page)).toContain("govuk-notification-banner");
  expect(new URL(page.url()).pathname).toBe("/today");
  await expect(page.locator(".govuk-notification-banner")).toBeInViewport();
  // And back again, so that the next test finds the day as it was.
  await page.locator(`#${item} summary`).click();
  await page.locator(`#${item} form[action$='/give-back'] button`).click();
  await expect(open).toHaveCount(before);
  expect(await still()).toBe(true);
  expectNoConsoleErrors(trouble);
  await context.close();
});

test("a double press takes one duty, not the one that moved up as well", async ({ browser }) => {
  const { context, page, still } = await stands(browser, "coordinator", "/today");
  const open = page.locator("form[action$='/take'] button");
  const before = await open.count();
  const first = await open.first().evaluate((button) => button.closest("[id^='duty-']").id);
  await open.first().dblclick({ delay: 60 });
  await expect(page.locator(".govuk-notification-banner")).toBeVisible();
  await page.waitForTimeout(500);
  await expect(open).toHaveCount(before - 1);
  expect(await still()).toBe(true);
  await page.locator(`#${first} summary`).click();
  await page.locator(`#${first} form[action$='/give-back'] button`).click();
  await expect(open).toHaveCount(before);
  await context.close();
});

/** Opens a session to come that wants somebody who can be asked. */
async function sessionInNeed(page) {
  await page.goto(at("/rota"));
  const found = await page.locator("main a[href*='/sessions/']").evaluateAll((links) => links.map((link) => link.href));
  for (const href of found.slice(0, 40)) {
    await page.goto(href);
    const asking = await page.locator("form[action$='/ask'] button:visible").count();
    if (asking > 0 && (await page.locator("textarea[name=reason]").count()) > 0) return;
  }
  throw new Error("the demonstration has no session in need");
}

test("half-typed words stay while another button of the page is pressed", async ({ browser }) => {
  const { context, page, trouble, still } = await stands(browser, "coordinator", "/rota");
  await sessionInNeed(page);
  await page.evaluate(() => (window.standing = true));
  await page.locator("textarea[name=reason]").fill("Morag and I talked it ov");
  await page.locator("form[action$='/ask'] button:visible").first().click();
  await expect(page.locator(".govuk-notification-banner")).toBeVisible();
  expect(await still(), "the page was loaded anew").toBe(true);
  await expect(page.locator("textarea[name=reason]")).toHaveValue("Morag and I talked it ov");
  expectNoConsoleErrors(trouble);
  await context.close();
});

test("who was signed out meanwhile is asked to sign in, not shown an empty page", async ({ browser }) => {
  const { context, page } = await stands(browser, "coordinator", "/today");
  await context.clearCookies();
  await page.locator("form[action$='/take'] button").first().click();
  await expect(page.locator("h1")).toBeVisible();
  await expect(page).toHaveURL(/sign-in/);
  await context.close();
});

test("where the script cannot send, the browser does", async ({ browser }) => {
  const { context, page, still } = await stands(browser, "coordinator", "/today");
  await page.route("**/duties/**", (route) => (route.request().resourceType() === "document" ? route.continue() : route.abort()));
  const open = page.locator("form[action$='/take'] button");
  const before = await open.count();
  const item = await open.last().evaluate((button) => button.closest("[id^='duty-']").id);
  await open.last().click();
  await expect(page.locator(".govuk-notification-banner")).toBeVisible();
  expect(await still(), "the browser sent it").not.toBe(true);
  await expect(open).toHaveCount(before - 1);
  await page.locator(`#${item} summary`).click();
  await page.unroute("**/duties/**");
  await page.locator(`#${item} form[action$='/give-back'] button`).click();
  await expect(open).toHaveCount(before);
  await context.close();
});
