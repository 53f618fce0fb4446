// Five things somebody wants to do, walked at 390 px as somebody who was never here would: by the words on the screen
// and by nothing else. Counts taps, screens, what is typed, and how far down each thing to press lies (in heights of
// the phone). No person is asked by this; docs/usability.md says what it can and cannot tell.
//
//   node usability.mjs
import { chromium as browserType } from "@playwright/test";
import { APPEARANCES, at, signIn } from "./bothy.mjs";
import { chromium } from "./chromium.mjs";
import { startDemo } from "./demo.mjs";

/** Each step: what is pressed by its words, or typed into the field of that label; then what is looked for at the end. */
const TASKS = [
  {
    title: "find a group on a Tuesday near a postcode",
    as: null,
    from: "/",
    steps: [{ press: "Find a group" }, { press: "Choose what suits you", ifThere: true }, { type: "How far from you?", text: "EH11 2RS" }, { press: "Tuesday" }, { press: "Show these" }, { press: "New parents together" }],
    until: "Where",
  },
  {
    title: "tell somebody of another service, and note that it was done",
    as: "supporter",
    from: "/my-day",
    steps: [{ press: "More" }, { press: "Other places that help" }, { press: "Harbour Advice Shop" }, { press: "Note that you did", ifThere: true }, { press: "I told somebody" }],
    until: "It is noted",
  },
  {
    title: "who holds tonight’s session, and fill its gap",
    as: "coordinator",
    from: "/today",
    steps: [{ press: "See the session and who could" }, { press: "Ask the people who know this group" }],
    until: "Asked",
  },
  {
    title: "a supporter who cannot come to a session gives the seat up",
    as: "supporter",
    from: "/my-day",
    steps: [{ press: "I can’t make it" }, { press: "I can’t make it" }],
    until: "asked",
  },
  {
    title: "somebody tells a worry about someone else",
    as: null,
    from: "/",
    steps: [{ press: "Tell us a worry" }, { press: "No, not right now" }, { press: "Someone else" }, { type: "Say more, if you like", text: "He has not come for three weeks." }, { press: "Send it to" }],
    until: "Sam",
  },
  {
    title: "a safeguarding lead reads a worry and says that they have it",
    as: "safeguarding",
    from: "/today",
    steps: [{ press: "main a[href*='/concerns/']", by: "selector" }, { press: "I have read it" }],
    until: "has it",
  },
];

/** The first thing on the screen with these words that can be pressed. */
function pressable(page, words) {
  const parts = ["link", "button", "checkbox", "radio"].map((role) => page.getByRole(role, { name: words }));
  const summary = page.locator("summary", { hasText: words });
  const label = page.locator("main label", { hasText: words });
  return parts.reduce((all, one) => all.or(one), summary.or(label)).filter({ visible: true }).first();
}

async function walk(browser, task) {
  const context = await browser.newContext(APPEARANCES.phone);
  if (task.as) await signIn(context, task.as);
  const page = await context.newPage();
  await page.goto(at(task.from));
  const seen = { taps: 0, screens: 1, typed: 0, down: [], lost: [] };
  const began = performance.now();
  for (const step of task.steps) {
    const thing = step.type ? page.getByLabel(step.type).first() : step.by === "selector" ? page.locator(step.press).filter({ visible: true }).first() : pressable(page, step.press);
    if ((await thing.count()) === 0) {
      if (!step.ifThere) seen.lost.push(step.type ?? step.press);
      if (step.ifThere) continue;
      break;
    }
    const far = await thing.evaluate((part) => (part.getBoundingClientRect().top + scrollY) / innerHeight);
    seen.down.push(far.toFixed(1));
    seen.taps += 1;
    const before = page.url();
    if (step.type) {
      await thing.tap();
      await thing.fill(step.text);
      seen.typed += step.text.length;
    } else {
      await thing.tap();
      // A form that stays on its page by script changes no address: then this is all the waiting there is.
      const leads = await thing.evaluate((part) => part.matches("a, button"), null, { timeout: 200 }).catch(() => true);
      if (leads) await page.waitForURL((url) => url.href !== before, { timeout: 4_000 }).catch(() => {});
      await page.waitForLoadState("load");
    }
    if (page.url() !== before) seen.screens += 1;
  }
  if (!(await page.locator("body").innerText()).includes(task.until)) seen.lost.push(`“${task.until}” at the end (${new URL(page.url()).pathname})`);
  seen.seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (process.env.BOTHY_SHOTS) await page.screenshot({ path: `${process.env.BOTHY_SHOTS}/task-${TASKS.indexOf(task) + 1}.png`, fullPage: true });
  await context.close();
  return seen;
}

const { facts, stop } = await startDemo();
process.env.BOTHY_DEMO = JSON.stringify(facts);
const browser = await browserType.launch(chromium);
let lost = 0;
try {
  for (const task of TASKS) {
    const { taps, screens, typed, down, seconds, lost: words } = await walk(browser, task);
    lost += words.length;
    console.log(`${task.title}: ${taps} taps, ${screens} screens, ${typed} letters typed, ${seconds} s of the machine; down the screen ${down.join(", ")}${words.length > 0 ? `; NOT FOUND: ${words.join(", ")}` : ""}`);
  }
} finally {
  await browser.close();
  await stop();
}
process.exitCode = lost === 0 ? 0 : 1;
