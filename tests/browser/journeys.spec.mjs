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
import { APPEARANCES, at, expectNoConsoleErrors, forget, listen, signIn } from "./bothy.mjs";

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

test("a coordinator swaps two seats on a small phone without a script, and puts it back", async ({ browser }) => {
  const context = await browser.newContext({ ...APPEARANCES.phone, viewport: { width: 390, height: 844 }, javaScriptEnabled: false });
  await signIn(context, "coordinator");
  const page = await context.newPage();
  const trouble = listen(page);
  await page.goto(at("/rota"));
  // The week after: all of it is still to come.
  await page.locator(".b-week").first().locator("a").last().click();
  await page.locator("main a[href$='/change']").first().click();
  const holder = (await page.locator("h1").textContent()).replace(" has this seat", "");
  const swaps = page.locator("main a[href*='?with=']");
  expect(await swaps.count()).toBeGreaterThan(0);
  await page.goto(at(await swaps.first().getAttribute("href")));
  await expect(page.locator("h1")).toContainText(`Swap ${holder} and `);
  await page.getByRole("button", { name: "Swap these two seats" }).click();
  const changed = page.locator(".b-changed");
  await expect(changed).toContainText("Swapped, and both are told");
  await expect(changed).toContainText(`It was ${holder}’s.`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth).catch(() => 0);
  expect(wide).toBeLessThanOrEqual(0);
  await changed.getByRole("button", { name: "Undo" }).click();
  await expect(page.locator(".govuk-notification-banner")).toContainText("It is as it was");
  // An old Undo, one page back, says that it is over.
  await page.goBack();
  await page.reload();
  await expect(page.locator(".b-changed")).toContainText("can’t be undone from here");
  expectNoConsoleErrors(trouble);
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

/** A device that holds passkeys and makes sure of its owner, as Chromium pretends to have one. */
async function deviceOf(page) {
  const talk = await page.context().newCDPSession(page);
  await talk.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2",
    transport: "internal",
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  };
  const { authenticatorId } = await talk.send("WebAuthn.addVirtualAuthenticator", { options });
  return {
    held: async () => (await talk.send("WebAuthn.getCredentials", { authenticatorId })).credentials,
    sure: (isUserVerified) => talk.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
    gone: () => talk.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId }),
  };
}

/** Adds a passkey on the page of one's own account. */
async function addPasskey(page, name) {
  await page.goto(at("/account"));
  await page.getByLabel("A name for it").fill(name);
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.locator(".govuk-notification-banner")).toContainText("Your passkey is added");
}

/** Presses the button for passkeys on a device of one's own. */
async function comeInByPasskey(page) {
  await page.goto(at("/sign-in"));
  await page.getByLabel("It is my own").check();
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
}

test("a coordinator adds a passkey and comes in with it, until it is removed", async ({ browser }) => {
  const { context, page, trouble } = await stands(browser, "coordinator", "/account");
  const first = await deviceOf(page);
  // A name is asked for before the device is.
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.locator("form[data-ask] [role=alert]")).toHaveText("Please give it a name.");
  // A 422 with words is an answer, though the console counts it.
  trouble.errors.length = 0;
  await addPasskey(page, "Work laptop");
  expect(await first.held()).toHaveLength(1);
  await expect(page.locator("main")).toContainText("Not used yet");
  await page.getByRole("button", { name: "Sign out here" }).click();

  await page.goto(at("/sign-in"));
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.locator("form[data-ask] [role=alert]")).toHaveText("Please say whose phone or computer this is.");
  await comeInByPasskey(page);
  await page.waitForURL(at("/today"));
  await page.goto(at("/account"));
  await expect(page.locator("main")).toContainText("Last used");
  expectNoConsoleErrors(trouble);

  // The only way in of somebody without a password stays; with a second one on another device it may go.
  const remove = page.getByRole("button", { name: /Remove this one.*Work laptop/ });
  await remove.click();
  await expect(page.locator(".govuk-notification-banner")).toContainText("your only way in");
  // This device has one already.
  await page.getByLabel("A name for it").fill("Again");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.locator("form[data-ask] [role=alert]")).toHaveText("You have a passkey on this device already.");
  const other = await browser.newContext(APPEARANCES.phone);
  await signIn(other, "coordinator");
  const phone = await other.newPage();
  await deviceOf(phone);
  await addPasskey(phone, "Phone");
  await phone.getByRole("button", { name: /Remove this one.*Work laptop/ }).click();
  await expect(phone.locator(".govuk-notification-banner")).toContainText("That passkey is removed");
  await context.clearCookies();
  await comeInByPasskey(page);
  await expect(page.locator(".govuk-error-summary")).toContainText("That passkey does not let you in here");
  expect(new URL(page.url()).pathname).toBe("/sign-in/passkey");
  await context.close();
  await other.close();
});

test("a passkey prompt that comes to nothing is said in words", async ({ browser }) => {
  const context = await browser.newContext(APPEARANCES.desk);
  const page = await context.newPage();
  const device = await deviceOf(page);
  await comeInByPasskey(page);
  // The device has no passkey for this address: to the page that is the same as a prompt somebody closed.
  const says = page.locator("form[data-ask] [role=alert]");
  await expect(says).toContainText("Nothing happened. You stopped it", { timeout: 20_000 });
  expect(new URL(page.url()).pathname).toBe("/sign-in");
  await device.gone();
  await context.close();
});

test("without scripts a page says that email and password do what a passkey does", async ({ browser }) => {
  const context = await browser.newContext(APPEARANCES.unscripted);
  const page = await context.newPage();
  await page.goto(at("/sign-in"));
  await expect(page.getByRole("button", { name: "Sign in with a passkey" })).toBeHidden();
  await expect(page.getByText("Passkeys need a newer browser")).toBeVisible();
  await signIn(context, "coordinator");
  await page.goto(at("/account"));
  await expect(page.getByRole("button", { name: "Add a passkey" })).toBeHidden();
  await expect(page.getByText("To add a passkey you need a newer browser")).toBeVisible();
  await context.close();
});

test("without scripts an administrator signs somebody out whose laptop was stolen", async ({ browser }) => {
  // The laptop, in other hands. All sign-ins of this person end, those of other tests among them: they sign in anew.
  const stolen = await browser.newContext(APPEARANCES.desk);
  await signIn(stolen, "reader");
  const laptop = await stolen.newPage();
  await laptop.goto(at("/account"));
  const name = await laptop.locator("h1").innerText();

  const context = await browser.newContext(APPEARANCES.unscripted);
  await signIn(context, "administrator");
  const page = await context.newPage();
  await page.goto(at(`/people?name=${encodeURIComponent(name)}`));
  await page.locator("main a[href*='/people/person_']").first().click();
  await page.getByRole("link", { name: "Sign them out everywhere" }).click();
  await expect(page.locator("h1")).toHaveText(`Sign ${name} out everywhere`);
  await expect(page.locator("main")).toContainText("What was printed or downloaded stays");
  // A reason is asked for, and nothing has happened until there is one.
  await page.getByRole("button", { name: "Sign them out now" }).click();
  await expect(page.locator(".govuk-error-summary")).toBeVisible();
  await laptop.reload();
  await expect(laptop.locator("h1")).toHaveText(name);
  await page.getByLabel("Why").fill("Laptop stolen on the train");
  await page.getByRole("button", { name: "Sign them out now" }).click();
  await expect(page.locator(".govuk-notification-banner")).toContainText("They are signed out everywhere");
  await laptop.goto(at("/account"));
  expect(new URL(laptop.url()).pathname).toBe("/sign-in");
  await context.close();
  await stolen.close();
  await forget("reader");
});

test("who swaps from the week of one branch comes back to it, and after the undo as well", async ({ browser }) => {
  const { context, page, trouble } = await stands(browser, "coordinator", "/rota");
  const branch = () => new URL(page.url()).searchParams.get("branch");
  await page.locator(".b-week").first().locator("a").last().click();
  // The first branch of which a seat can be changed.
  const all = await page.locator(".b-week--wrap a[href*='branch=']").evaluateAll((links) => links.map((link) => link.href));
  expect(all.length).toBeGreaterThan(1);
  const changes = page.locator("main a[href*='/change?branch=']");
  for (const href of all) {
    await page.goto(href);
    if ((await changes.count()) > 0) break;
  }
  const chosen = branch();
  await changes.first().click();
  expect(branch()).toBe(chosen);
  await expect(page.locator(".b-back")).toHaveAttribute("href", new RegExp(`branch=${chosen}`));
  // The first of them may be of other groups, which are folded away.
  await page.goto(at(await page.locator("main a[href*='?with=']").first().getAttribute("href")));
  await expect(page.locator(".b-back")).toHaveAttribute("href", new RegExp(`branch=${chosen}`));
  await page.getByRole("button", { name: "Swap these two seats" }).click();
  await expect(page.locator(".b-changed")).toBeVisible();
  expect(branch()).toBe(chosen);
  await page.locator(".b-changed").getByRole("button", { name: "Undo" }).click();
  await expect(page.locator(".govuk-notification-banner")).toContainText("It is as it was");
  expect(branch()).toBe(chosen);
  expectNoConsoleErrors(trouble);
  await context.close();
});
