// Four parsers that are none of ours read a year of every public group's calendar, and what each sees is compared with
// what Bothy's own API says. Run by `cargo xtask calendars`, which installs the parsers.
//
//   BOTHY_PROGRAM        the program
//   CALENDAR_PACKAGES    where the npm packages lie
//   CALENDAR_PYTHON      the Python that has the others
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const PYTHON = process.env.CALENDAR_PYTHON;
const READERS = [
  ["icalendar", PYTHON, join(here, "read.py")],
  ["vobject", PYTHON, join(here, "read.py")],
  ["ical.js", process.execPath, join(here, "read.mjs")],
  ["node-ical", process.execPath, join(here, "read.mjs")],
];
// From each of these on a calendar is read; together they are more than a year with both changes of the clocks.
const CLOCKS = ["2026-11-25T09:12:00Z", "2027-03-01T09:00:00Z", "2027-06-01T09:00:00Z", "2027-10-20T09:00:00Z"];
// The Sundays on which the clocks change; each has to lie within what was read.
const CHANGES = ["2027-03-28", "2027-10-31"];

const utc = (text) => new Date(text).toISOString().replace(".000Z", "Z");

const folder = mkdtempSync(join(tmpdir(), "bothy-calendars-"));
let [agree, disagree, events] = [0, 0, 0];
const spans = [];
try {
  for (const clock of CLOCKS) await from(clock);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const day of CHANGES) {
  const group = spans.find(({ first, last }) => first < day && last > `${day}T99`);
  if (!group) {
    disagree += 1;
    console.error(`no calendar reaches over the change of the clocks on ${day}`);
  }
}
console.log(`\n${agree} calendars were read alike, ${disagree} were not; ${events} events in all, by each of ${READERS.length} parsers.`);
process.exit(disagree === 0 && events > 0 ? 0 : 1);

async function from(clock) {
  const demo = await start(clock);
  try {
    const { url, tokens } = demo.facts;
    const groups = await all(url, "/api/v1/groups?limit=200", tokens.coordinator);
    const sessions = await year(url, clock, tokens.coordinator);
    for (const group of groups) {
      const answer = await fetch(new URL(`/groups/${group.slug}.ics`, url));
      // A group that is being prepared has no calendar that everybody may read.
      if (answer.status === 404) continue;
      const ours = sessions.filter((one) => one.group.slug === group.slug);
      compare(`${clock.slice(0, 10)} ${group.slug}`, clock, await answer.text(), ours);
    }
  } finally {
    await demo.stop();
  }
}

/** Every page of a list of the API. */
async function all(url, path, token) {
  const items = [];
  while (path) {
    const answer = await fetch(new URL(path, url), { headers: { authorization: `Bearer ${token}` } });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    items.push(...(await answer.json()).items);
    path = /<([^>]+)>; rel="next"/.exec(answer.headers.get("link") ?? "")?.[1];
  }
  return items;
}

/** The sessions of sixteen months, as the API says them, asked for quarter by quarter. */
async function year(url, clock, token) {
  const sessions = [];
  const day = (days) => new Date(Date.parse(clock) + days * 86_400_000).toISOString().slice(0, 10);
  for (let days = 0; days < 490; days += 90) {
    const path = `/api/v1/sessions?from=${day(days)}&to=${day(days + 89)}&limit=200`;
    sessions.push(...(await all(url, path, token)));
  }
  return sessions;
}

/** Whether each parser sees in a calendar just the sessions that the API says. */
function compare(name, clock, text, sessions) {
  const file = join(folder, "one.ics");
  writeFileSync(file, text);
  const ids = [...text.matchAll(/^UID:(.*?)\r?$/gm)].map(([, id]) => id);
  const last = sessions.filter(({ id }) => ids.includes(id)).at(-1)?.starts;
  // A calendar holds the next sixty sessions, so ours are asked for up to the last of them.
  const coming = sessions.filter(({ ends, starts }) => last && utc(ends) > utc(clock) && utc(starts) <= utc(last));
  const status = (state) => (state === "called-off" ? "CANCELLED" : "CONFIRMED");
  const said = ({ starts, ends, group, state }) => JSON.stringify([utc(starts), utc(ends), group.name, status(state)]);
  const ours = coming.map(said).sort();
  const [from, to] = [clock.slice(0, 10), new Date(Date.parse(clock) + 600 * 86_400_000).toISOString().slice(0, 10)];
  let alike = ids.length === ours.length;
  if (!alike) console.error(`${name}: ${ids.length} events, and ${ours.length} sessions by the API`);
  for (const [which, program, reader] of READERS) {
    const read = spawnSync(program, [reader, which, file, from, to], { encoding: "utf8", timeout: 60_000 });
    const theirs = read.stdout.split("\n").filter(Boolean).map((line) => JSON.stringify(JSON.parse(line))).sort();
    const missing = ours.filter((one) => !theirs.includes(one));
    const more = theirs.filter((one) => !ours.includes(one));
    if (read.status === 0 && missing.length === 0 && more.length === 0 && theirs.length === ours.length) continue;
    alike = false;
    console.error(`${name}: ${which} differs (${read.status}): without ${missing.slice(0, 3)}; also ${more.slice(0, 3)}`);
    if (read.status !== 0) console.error(read.stderr.slice(-1000));
  }
  events += ids.length;
  if (alike) agree += 1;
  else disagree += 1;
  if (last) spans.push({ first: clock, last: utc(last) });
  console.log(`${alike ? "alike" : "NOT ALIKE"}  ${name}: ${ids.length} events up to ${last?.slice(0, 10) ?? "none"}`);
}

/** The demonstration at a service time, with the tokens that it makes for its people. */
function start(clock) {
  const data = join(folder, clock.slice(0, 10));
  const server = spawn(
    process.env.BOTHY_PROGRAM,
    ["demo", "--json", "--listen", "127.0.0.1:0", "--size", "small", "--clock", clock, "--data", join(data, "data")],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  let words = "";
  server.stderr.on("data", (piece) => (words = (words + piece).slice(-4000)));
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const stop = async () => {
    server.kill("SIGTERM");
    const hard = setTimeout(() => server.kill("SIGKILL"), 10_000);
    await ended;
    clearTimeout(hard);
  };
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the demonstration said nothing for 3 minutes\n${words}`)), 180_000);
    server.once("exit", (code) => reject(new Error(`the demonstration ended at once (${code})\n${words}`)));
    createInterface({ input: server.stdout }).once("line", (line) => {
      clearTimeout(late);
      resolve({ facts: JSON.parse(line), stop });
    });
  });
}
