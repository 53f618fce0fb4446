// Lighthouse on the pages a guest meets first, as on a slow phone, against a demo of our own:
//
//   PUPPETEER_SKIP_DOWNLOAD=1 npm install --prefix ../../target/lighthouse lighthouse@13.5.0
//   node lighthouse.mjs
//
// It is 40 MB of packages for one measurement, so it is installed beside what is built and not with the tests. Every
// score is to be 1.0; what took a point away is said. With two other builds running, the figure for speed is of them.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium } from "./chromium.mjs";
import { startDemo } from "./demo.mjs";

const run = promisify(execFile);
const target = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "target");
const program = join(process.env.BOTHY_LIGHTHOUSE ?? join(target, "lighthouse"), "node_modules", "lighthouse", "cli", "index.js");
const PATHS = ["/", "/groups", "/groups/evening-circle", "/help"];
const KINDS = ["performance", "accessibility"];

/** What Lighthouse says of one page: a score for each kind, and what took from it. */
async function measure(url) {
  const out = join(process.env.BOTHY_LIGHTHOUSE ?? join(target, "lighthouse"), "last.json");
  const flags = ["--headless=new", ...chromium.args].join(" ");
  const asked = [url, "--quiet", "--no-enable-error-reporting", `--only-categories=${KINDS.join(",")}`];
  await run(process.execPath, [program, ...asked, "--output=json", `--output-path=${out}`, `--chrome-flags=${flags}`], {
    env: { ...process.env, CHROME_PATH: chromium.executablePath },
  });
  const report = JSON.parse(await readFile(out, "utf8"));
  const scores = KINDS.map((kind) => [kind, report.categories[kind].score]);
  const took = KINDS.flatMap((kind) => report.categories[kind].auditRefs)
    .filter(({ weight, id }) => weight > 0 && (report.audits[id].score ?? 1) < 1)
    .map(({ id }) => `${id} ${report.audits[id].score} ${report.audits[id].displayValue ?? ""}`.trim());
  return { scores, took };
}

const { facts, stop } = await startDemo();
let whole = true;
try {
  for (const path of process.argv.slice(2).length > 0 ? process.argv.slice(2) : PATHS) {
    const { scores, took } = await measure(new URL(path, facts.url).href);
    whole &&= scores.every(([, score]) => score === 1);
    console.log(`${path}  ${scores.map(([kind, score]) => `${kind} ${score}`).join(", ")}${took.length > 0 ? `  (${took.join("; ")})` : ""}`);
  }
} finally {
  await stop();
}
process.exitCode = whole ? 0 : 1;
