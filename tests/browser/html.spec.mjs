// What a browser forgives and a reader's own software may not: HTML as it is sent, and links.
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { HtmlValidate } from "html-validate";
import { at, contextFor } from "./bothy.mjs";
import { pathOf, screens } from "./screens.mjs";

const vnu = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");

/** Every screen's HTML as it comes over the wire, with its links. */
async function sent(browser) {
  const found = [];
  for (const screen of screens) {
    const context = await contextFor(browser, "unscripted", screen.as);
    const page = await context.newPage();
    const path = await pathOf(screen, page, at);
    await page.close();
    const answer = await context.request.get(at(path));
    found.push({ screen, context, path, html: await answer.text() });
  }
  return found;
}

/** The checker ends with 1 where it found something; what it found comes on standard error. */
function checked(folder) {
  const flags = ["-jar", vnu, "--errors-only", "--skip-non-html", "--format", "json", folder];
  return new Promise((resolve, reject) => {
    execFile("java", flags, { maxBuffer: 1 << 26 }, (error, _stdout, stderr) => {
      if (error?.code === "ENOENT") reject(new Error("java is not on this machine"));
      else resolve(JSON.parse(stderr).messages);
    });
  });
}

test("html: every screen is valid", async ({ browser }) => {
  test.setTimeout(120_000);
  const folder = await mkdtemp(join(tmpdir(), "bothy-html-"));
  try {
    for (const { screen, html } of await sent(browser)) await writeFile(join(folder, `${screen.title}.html`), html);
    const messages = await checked(folder);
    expect(messages.map(({ url, lastLine, message }) => `${url.split("/").pop()}:${lastLine}: ${message}`)).toEqual([]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("html: every screen keeps the rules of good markup", async ({ browser }) => {
  test.setTimeout(120_000);
  const rules = new HtmlValidate({
    extends: ["html-validate:recommended", "html-validate:a11y"],
    rules: {
      // White space and quotes are the template's business; a set of tick boxes shares its name.
      "no-trailing-whitespace": "off",
      "attribute-boolean-style": "off",
      "attribute-empty-style": "off",
      "attr-quotes": "off",
      "no-implicit-button-type": "off",
      "void-style": "off",
      "doctype-style": "off",
      "form-dup-name": "off",
      "long-title": "off",
      "no-raw-characters": "off",
      // role=list brings back what Safari takes from lists without bullets.
      "no-redundant-role": "off",
      "prefer-native-element": "off",
      // Telephone numbers are written as people say them.
      "tel-non-breaking": "off",
    },
  });
  const wrong = [];
  for (const { screen, html } of await sent(browser)) {
    const report = await rules.validateString(html);
    for (const result of report.results) {
      wrong.push(...result.messages.map((one) => `${screen.title}:${one.line}: ${one.ruleId}: ${one.message}`));
    }
  }
  expect(wrong).toEqual([]);
});

test("html: every link on every screen leads somewhere", async ({ browser }) => {
  test.setTimeout(120_000);
  const wrong = [];
  const asked = new Set();
  // What stands on the page of all parts is made up, and so is where it leads.
  const real = (await sent(browser)).filter(({ screen }) => screen.title !== "style");
  for (const { screen, context, path, html } of real) {
    for (const [, raw] of html.matchAll(/<a\s[^>]*?href="([^"]+)"/g)) {
      const link = new URL(raw.replaceAll("&amp;", "&"), at(path));
      const key = `${screen.as} ${link.pathname}${link.search}`;
      if (link.host !== new URL(at("/")).host || asked.has(key) || asked.size >= 400) continue;
      asked.add(key);
      const answer = await context.request.get(link.href);
      if (answer.status() >= 400) wrong.push(`${screen.title}: ${raw} answers ${answer.status()}`);
    }
  }
  expect(wrong).toEqual([]);
});
