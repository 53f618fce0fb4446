// What every browser test shares: where Bothy is, signing in, appearances, listening for trouble.
import { expect } from "@playwright/test";

/** What the demo said of itself when it started. */
export const demo = () => JSON.parse(process.env.BOTHY_DEMO ?? "{}");

/** The full address of a path. */
export const at = (path) => new URL(path, demo().url).href;

/** How a page may be met: by whom, on what. */
export const APPEARANCES = {
  desk: { viewport: { width: 1280, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
  dark: { viewport: { width: 1280, height: 900 }, colorScheme: "dark", reducedMotion: "reduce" },
  narrow: { viewport: { width: 320, height: 256 } },
  wide: { viewport: { width: 1920, height: 1080 } },
  zoomed: { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 },
  forced: { viewport: { width: 1280, height: 900 }, forcedColors: "active" },
  unscripted: { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false },
};

const contexts = new Map();

/**
 * A context of that appearance, signed in as that role (or nobody). Made once and kept: signing
 * in anew for each page would take longer than looking at it.
 */
export async function contextFor(browser, appearance, role) {
  const key = `${appearance}, ${role}`;
  if (!contexts.has(key)) {
    const context = await browser.newContext(APPEARANCES[appearance]);
    if (role) await signIn(context, role);
    contexts.set(key, context);
  }
  return contexts.get(key);
}

/** Lets go of every kept context of a role: somebody ended all its sign-ins, and the next page is to be met by a new one. */
export async function forget(role) {
  for (const [key, context] of contexts) {
    if (!key.endsWith(`, ${role}`)) continue;
    contexts.delete(key);
    await context.close();
  }
}

/** Signs in by role, as the demo allows. Takes a page or a context. */
export async function signIn(pageOrContext, role) {
  const context = typeof pageOrContext.context === "function" ? pageOrContext.context() : pageOrContext;
  const answer = await context.request.post(at(`/demo/sign-in/${role}`), {
    headers: { origin: new URL(demo().url).origin },
    maxRedirects: 0,
  });
  expect([200, 204, 303], `signing in as ${role}`).toContain(answer.status());
}

/** Moves the demo's service time forward, by a duration such as "PT36H". */
export async function advance(request, duration) {
  const answer = await request.post(at("/demo/clock"), {
    headers: { origin: new URL(demo().url).origin },
    data: { advance: duration },
  });
  expect(answer.ok(), `moving the clock by ${duration}: ${answer.status()}`).toBe(true);
}

/** What would have been sent so far. */
export async function outbox(request) {
  const answer = await request.get(at("/demo/outbox"));
  expect(answer.ok()).toBe(true);
  const sent = await answer.json();
  return Array.isArray(sent) ? sent : sent.items;
}

/**
 * Writes down what goes wrong on a page while nobody looks: script errors, broken content
 * policy, and anything asked of another host.
 */
export function listen(page) {
  const trouble = { errors: [], policy: [], elsewhere: [] };
  page.on("pageerror", (error) => trouble.errors.push(String(error)));
  page.on("console", (message) => {
    const text = message.text();
    if (/content.security.policy/i.test(text)) trouble.policy.push(text);
    else if (message.type() === "error") trouble.errors.push(text);
  });
  const ours = new URL(demo().url);
  page.on("request", (request) => {
    const asked = new URL(request.url());
    if (/^(https?|wss?):$/.test(asked.protocol) && asked.host !== ours.host) trouble.elsewhere.push(asked.href);
  });
  return trouble;
}

/** Fails where the page's own scripts or policy complained. */
export function expectNoConsoleErrors(trouble) {
  expect(trouble.errors, "errors in the console").toEqual([]);
  expect(trouble.policy, "content policy broken").toEqual([]);
  expect(trouble.elsewhere, "asked of other hosts").toEqual([]);
}
