// What two JavaScript parsers make of a calendar: one line of JSON for each event that they see between two days.
//
//   read.mjs ical.js|node-ical FILE FROM TO   (days as 2026-11-24; the packages lie in CALENDAR_PACKAGES)
//
// A line is [start, end, summary, status], the times in UTC.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const need = createRequire(join(process.env.CALENDAR_PACKAGES, "package.json"));
const [which, file, from, to] = process.argv.slice(2);
const text = readFileSync(file, "utf8");
const [begins, ends] = [new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`)];

const stamp = (at) => at.toISOString().replace(".000Z", "Z");
const told = (start, end, summary, status) => {
  if (start >= begins && start < ends) console.log(JSON.stringify([stamp(start), stamp(end), summary, status ?? ""]));
};

async function byIcalJs() {
  const ICAL = (await import(pathToFileURL(need.resolve("ical.js")))).default;
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  for (const part of calendar.getAllSubcomponents("vevent")) {
    const event = new ICAL.Event(part);
    const status = part.getFirstPropertyValue("status");
    if (!event.isRecurring()) {
      told(event.startDate.toJSDate(), event.endDate.toJSDate(), event.summary, status);
      continue;
    }
    const each = event.iterator();
    for (let at = each.next(); at && at.toJSDate() < ends; at = each.next()) {
      const seen = event.getOccurrenceDetails(at);
      told(seen.startDate.toJSDate(), seen.endDate.toJSDate(), event.summary, status);
    }
  }
}

async function byNodeIcal() {
  const ical = need("node-ical");
  for (const event of Object.values(ical.sync.parseICS(text))) {
    if (event.type !== "VEVENT") continue;
    const summary = typeof event.summary === "object" ? event.summary.val : event.summary;
    if (!event.rrule) {
      told(new Date(event.start), new Date(event.end), summary, event.status);
      continue;
    }
    for (const one of ical.expandRecurringEvent(event, { from: begins, to: ends })) {
      told(new Date(one.start), new Date(one.end), summary, event.status);
    }
  }
}

await { "ical.js": byIcalJs, "node-ical": byNodeIcal }[which]();
