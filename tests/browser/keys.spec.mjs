// Going by keys: somebody who is here all day, and everybody who must never meet a key by chance.
import { expect, test } from "@playwright/test";
import { APPEARANCES, at, expectNoConsoleErrors, listen, signIn } from "./bothy.mjs";

async function begin(browser, role, path, appearance = APPEARANCES.desk) {
  const context = await browser.newContext(appearance);
  if (role) await signIn(context, role);
  const page = await context.newPage();
  const trouble = listen(page);
  await page.goto(at(path));
  return { context, page, trouble };
}

const path = (page) => new URL(page.url()).pathname;

/** Presses one key after the other and waits for the page they lead to. */
async function go(page, letter, to) {
  await page.keyboard.press("g");
  await page.keyboard.press(letter);
  await page.waitForURL((url) => url.pathname === to);
}

test("a coordinator goes from page to page by keys, from a public page too", async ({ browser }) => {
  const { context, page, trouble } = await begin(browser, "coordinator", "/today");
  await go(page, "r", "/rota");
  await go(page, "p", "/people");
  await go(page, "g", "/groups");
  await go(page, "l", "/places");
  await go(page, "t", "/today");
  await page.keyboard.press("?");
  await page.waitForURL((url) => url.pathname === "/account/keys");
  await expect(page.locator("kbd").first()).toBeVisible();
  // The same list, by a link that everybody sees.
  await page.goto(at("/today"));
  await page.locator("footer").getByRole("link", { name: "Keys", exact: true }).click();
  await expect(page.locator("h1")).toHaveText("Keys");
  expectNoConsoleErrors(trouble);
  await context.close();
});

test("j and k go from row to row, and Enter opens the one that has the focus", async ({ browser }) => {
  const { context, page, trouble } = await begin(browser, "coordinator", "/today");
  const here = () => page.evaluate(() => document.activeElement.getAttribute("href"));
  await page.keyboard.press("j");
  const first = await here();
  expect(first).not.toBeNull();
  await page.keyboard.press("j");
  const second = await here();
  expect(await page.evaluate(() => document.activeElement.matches(":focus-visible")), "the focus is seen").toBe(true);
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  expect(await here()).toBe(second);
  for (let press = 0; press < 60; press += 1) await page.keyboard.press("j");
  expect(await here(), "the last row stays").not.toBeNull();
  for (let press = 0; press < 60; press += 1) await page.keyboard.press("k");
  expect(await here()).toBe(first);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname === new URL(first, at("/")).pathname);
  for (const list of ["/rota", "/people", "/groups"]) {
    await page.goto(at(list));
    await page.keyboard.press("j");
    expect(await page.evaluate(() => document.activeElement.closest("main") && document.activeElement.tagName), list).toBe("A");
  }
  expectNoConsoleErrors(trouble);
  await context.close();
});

test("keys rest while somebody types, and with Ctrl, Alt or a late second key", async ({ browser }) => {
  const { context, page, trouble } = await begin(browser, "coordinator", "/people");
  await page.keyboard.press("/");
  const field = page.locator("input[name=name]");
  await expect(field).toBeFocused();
  await page.keyboard.type("gt?jk/gr");
  await expect(field).toHaveValue("gt?jk/gr");
  expect(path(page)).toBe("/people");
  await page.locator("h1").click();
  for (const held of ["Control", "Alt"]) {
    await page.keyboard.press("g");
    await page.keyboard.press(`${held}+t`);
    // Any other key forgets the first.
    await page.keyboard.press("x");
  }
  await page.keyboard.press("g");
  await page.waitForTimeout(1700);
  await page.keyboard.press("t");
  await page.keyboard.press("t");
  await page.waitForTimeout(300);
  expect(path(page)).toBe("/people");
  expectNoConsoleErrors(trouble);
  await context.close();
});

test("no key writes: every letter on every page of the bar sends nothing but questions", async ({ browser }) => {
  const { context, page } = await begin(browser, "coordinator", "/today");
  const sent = [];
  page.on("request", (request) => request.method() !== "GET" && sent.push(`${request.method()} ${request.url()}`));
  for (const screen of ["/today", "/rota", "/account", "/more"]) {
    for (const letter of "abcdefhijklmnopqrstuvwxyz0123456789/.,") {
      if (path(page) !== screen) await page.goto(at(screen));
      await page.evaluate(() => document.activeElement.blur());
      await page.keyboard.press(letter);
    }
  }
  expect(sent).toEqual([]);
  await context.close();
});

test("keys are switched off for a browser, and on again, without a script", async ({ browser }) => {
  const { context, page } = await begin(browser, "coordinator", "/account", { ...APPEARANCES.desk, javaScriptEnabled: false });
  await page.getByRole("link", { name: "See the keys" }).click();
  await page.getByRole("button", { name: "Switch them off here" }).click();
  await expect(page.locator(".govuk-notification-banner")).toContainText("The keys are off in this browser");
  for (const shown of ["/today", "/groups", "/groups/evening-circle", "/rota"]) {
    await page.goto(at(shown));
    await expect(page.locator("script[src*='keys.']")).toHaveCount(0);
  }
  // The same browser, with scripts: nothing goes anywhere.
  const scripted = await browser.newContext(APPEARANCES.desk);
  await scripted.addCookies(await context.cookies());
  const other = await scripted.newPage();
  await other.goto(at("/today"));
  await other.keyboard.press("g");
  await other.keyboard.press("r");
  await other.keyboard.press("?");
  await other.waitForTimeout(300);
  expect(path(other)).toBe("/today");
  await scripted.close();
  await page.goto(at("/account/keys"));
  await page.getByRole("button", { name: "Switch them on here" }).click();
  await expect(page.locator("script[src*='keys.']")).toHaveCount(1);
  await context.close();
});

test("who is not signed in is sent no keys", async ({ browser }) => {
  const { context, page } = await begin(browser, null, "/groups");
  await expect(page.locator("script")).toHaveCount(0);
  await page.keyboard.press("?");
  await page.waitForTimeout(200);
  expect(path(page)).toBe("/groups");
  await context.close();
});
