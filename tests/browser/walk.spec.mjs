// The page walk: every screen, met by every kind of reader. One test for a screen and a way of
// meeting it, so that its name says who would have been shut out.
import { expect, test } from "@playwright/test";
import { at, contextFor, expectNoConsoleErrors, listen } from "./bothy.mjs";
import * as look from "./looks.mjs";
import { pathOf, screens } from "./screens.mjs";

/** Opens a screen in an appearance, gives its page to the check, and closes it. */
function meet(screen, name, appearance, check) {
  test(`${screen.title}: ${name}`, async ({ browser }) => {
    const context = await contextFor(browser, appearance, screen.as);
    const page = await context.newPage();
    try {
      const path = await pathOf(screen, page, at);
      const trouble = listen(page);
      const answer = await page.goto(at(path), { waitUntil: "load" });
      expect(answer.status(), `${path} as ${screen.as ?? "a guest"}`).toBe(200);
      expect(new URL(page.url()).pathname, "sent somewhere else").toBe(new URL(path, at("/")).pathname);
      await check(page, trouble, answer);
    } finally {
      await page.close();
    }
  });
}

for (const screen of screens) {
  meet(screen, "desk", "desk", async (page) => {
    expect(await look.shape(page)).toEqual([]);
    expect(await look.axe(page)).toEqual([]);
  });

  meet(screen, "phone", "phone", async (page) => {
    expect(await look.axe(page)).toEqual([]);
    expect(await look.sideways(page)).toEqual([]);
  });

  meet(screen, "dark, and nothing moves", "dark", async (page) => {
    expect(await look.axe(page, ["color-contrast"])).toEqual([]);
    expect(await look.moving(page)).toEqual([]);
  });

  meet(screen, "320 px", "narrow", async (page) => {
    expect(await look.sideways(page)).toEqual([]);
    await look.turn(page, "rtl");
    expect(await look.sideways(page), "right to left").toEqual([]);
  });

  meet(screen, "1920 px", "wide", async (page) => {
    expect(await look.sideways(page)).toEqual([]);
    expect(await look.tooLong(page)).toEqual([]);
  });

  meet(screen, "text at 200 %", "desk", async (page) => {
    await look.enlarge(page);
    expect(await look.sideways(page)).toEqual([]);
    await look.enlarge(page, "100%");
    await look.spread(page);
    expect(await look.sideways(page), "text spacing").toEqual([]);
    expect(await look.clipped(page), "text spacing").toEqual([]);
  });

  meet(screen, "forced colours", "forced", async (page) => {
    expect(await page.evaluate(() => matchMedia("(forced-colors: active)").matches)).toBe(true);
    expect(await look.edgeless(page)).toEqual([]);
  });

  meet(screen, "without JavaScript", "unscripted", async (page) => {
    expect(await look.shape(page)).toEqual([]);
    expect(await look.dead(page)).toEqual([]);
  });

  meet(screen, "keyboard", "zoomed", async (page) => {
    expect(await look.keyboard(page)).toEqual([]);
  });

  meet(screen, "print", "desk", async (page) => {
    await page.emulateMedia({ media: "print" });
    expect(await look.bars(page), "bars on paper").toEqual([]);
    expect(await look.sheets(page)).toBeLessThanOrEqual(screen.sheets ?? 10);
  });

  meet(screen, "content policy, and nothing asked of others", "desk", async (page, trouble, answer) => {
    const policy = answer.headers()["content-security-policy"] ?? "";
    expect(policy, "a policy that begins with nothing").toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe-|\*|https?:/);
    await page.waitForLoadState("networkidle", { timeout: 2_000 }).catch(() => {
      // A page with a live stream is never idle; what it asked for until now is enough.
    });
    expectNoConsoleErrors(trouble);
  });
}
