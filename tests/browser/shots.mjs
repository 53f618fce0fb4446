// Takes a picture of every screen, for docs/screens: node shots.mjs [TITLE]
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium as browserType } from "@playwright/test";
import { at, contextFor } from "./bothy.mjs";
import { chromium } from "./chromium.mjs";
import { startDemo } from "./demo.mjs";
import { shrink } from "./png.mjs";
import { pathOf, screens } from "./screens.mjs";

const folder =
  process.env.BOTHY_SHOTS ?? join(dirname(fileURLToPath(import.meta.url)), "..", "..", "docs", "screens");
const wanted = process.argv[2] ?? "";

const { facts, stop } = await startDemo();
process.env.BOTHY_DEMO = JSON.stringify(facts);
const browser = await browserType.launch(chromium);
let bytes = 0;
let missing = 0;
try {
  await mkdir(folder, { recursive: true });
  for (const screen of screens.filter(({ title }) => title.includes(wanted))) {
    for (const appearance of ["desk", "phone", ...(screen.dark ? ["dark"] : [])]) {
      const page = await (await contextFor(browser, appearance, screen.as)).newPage();
      try {
        const answer = await page.goto(at(await pathOf(screen, page, at)), { waitUntil: "load" });
        if (answer.status() !== 200) throw new Error(`answers ${answer.status()}`);
        const picture = shrink(await page.screenshot({ fullPage: true, scale: "css", animations: "disabled" }));
        await writeFile(join(folder, `${screen.title}-${appearance}.png`), picture);
        bytes += picture.length;
        console.log(`${screen.title}-${appearance}.png  ${Math.round(picture.length / 1024)} kB`);
      } catch (why) {
        missing += 1;
        console.error(`${screen.title}-${appearance}: ${why.message.split("\n")[0]}`);
      }
      await page.close();
    }
  }
} finally {
  await browser.close();
  await stop();
}
console.log(`${(bytes / 1048576).toFixed(1)} MB in all`);
process.exitCode = missing === 0 ? 0 : 1;
