// What a first visit costs: somebody on a phone, on the last of their data, who has never been here. Counted as it
// goes over the wire: the page, the stylesheets, pictures, scripts, with their heads, squeezed as they are sent.
import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { expect, test } from "@playwright/test";
import { APPEARANCES, at } from "./bothy.mjs";

/** What a first visit of the list of groups may cost. */
const MOST = 60 * 1024;

/** Every answer of a page in a browser that has kept nothing: its address and its bytes on the wire. */
async function firstVisit(browser, path) {
  const context = await browser.newContext(APPEARANCES.phone);
  const page = await context.newPage();
  const wire = await context.newCDPSession(page);
  await wire.send("Network.enable");
  const addresses = new Map();
  const answers = [];
  let lost = 0;
  wire.on("Network.loadingFailed", () => (lost += 1));
  wire.on("Network.requestWillBeSent", ({ requestId, request }) => addresses.set(requestId, request.url));
  wire.on("Network.loadingFinished", ({ requestId, encodedDataLength }) =>
    answers.push({ path: new URL(addresses.get(requestId)).pathname, bytes: encodedDataLength }),
  );
  await page.goto(at(path), { waitUntil: "networkidle" });
  // To the very end of the page, so that what is fetched late is counted too.
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  // "Idle" was reached before: what is asked for now is waited for by counting.
  for (let quiet = 0; quiet < 10; quiet = addresses.size > answers.length + lost ? 0 : quiet + 1) {
    await page.waitForTimeout(100);
  }
  await context.close();
  return answers;
}

const sum = (answers) => answers.reduce((all, { bytes }) => all + bytes, 0);
const told = (answers) => answers.map(({ path, bytes }) => `${path} ${bytes}`).join(", ");

for (const path of ["/", "/groups", "/groups/evening-circle", "/help", "/pl/groups"]) {
  test(`a first visit of ${path} on a phone costs at most 60 KiB`, async ({ browser }) => {
    const answers = await firstVisit(browser, path);
    // The page and both stylesheets at the least: a measure that saw nothing would be content with everything.
    expect(answers.length, told(answers)).toBeGreaterThanOrEqual(3);
    expect(answers.every(({ bytes }) => bytes > 100), told(answers)).toBe(true);
    expect(sum(answers), told(answers)).toBeLessThanOrEqual(MOST);
    console.log(`  ${path}: ${(sum(answers) / 1024).toFixed(1)} KiB (${told(answers)})`);
  });
}

test("the measure of a first visit sees a picture that is fetched late", async ({ browser }) => {
  const heavy = randomBytes(MOST);
  const server = createServer((asked, answer) => {
    if (asked.url === "/late.png") return answer.end(heavy);
    answer.setHeader("content-type", "text/html");
    answer.end('<!doctype html><title>x</title><div style="height:9000px"></div><img src="/late.png" loading="lazy" alt="">');
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  try {
    const answers = await firstVisit(browser, `http://127.0.0.1:${server.address().port}/`);
    expect(told(answers)).toContain("/late.png");
    expect(sum(answers)).toBeGreaterThan(MOST);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
