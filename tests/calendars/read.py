"""What two Python parsers make of a calendar: one line of JSON for each event that they see between two days.

read.py icalendar|vobject FILE FROM TO   (days as 2026-11-24)

A line is [start, end, summary, status], the times in UTC.
"""

import datetime as dt
import json
import sys

UTC = dt.timezone.utc


def told(start, end, summary, status):
    if start.tzinfo is None or end.tzinfo is None:
        raise SystemExit(f"{summary}: a time without a zone ({start})")
    stamp = lambda at: at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    print(json.dumps([stamp(start), stamp(end), summary, status], ensure_ascii=False))


def by_icalendar(text, begins, ends):
    import icalendar
    import recurring_ical_events

    calendar = icalendar.Calendar.from_ical(text)
    for event in recurring_ical_events.of(calendar, keep_recurrence_attributes=False).between(begins, ends):
        told(event["DTSTART"].dt, event["DTEND"].dt, str(event["SUMMARY"]), str(event.get("STATUS", "")))


def by_vobject(text, begins, ends):
    import vobject

    calendar = vobject.readOne(text)
    for event in calendar.contents.get("vevent", []):
        start, end = event.dtstart.value, event.dtend.value
        starts = event.getrruleset(addRDate=True) or [start]
        for at in starts:
            at = at if at.tzinfo else at.replace(tzinfo=start.tzinfo)
            if begins <= at.astimezone(UTC) < ends:
                status = event.status.value if hasattr(event, "status") else ""
                told(at, at + (end - start), event.summary.value, status)


def main():
    which, file, begins, ends = sys.argv[1:]
    day = lambda text: dt.datetime.fromisoformat(text).replace(tzinfo=UTC)
    with open(file, encoding="utf-8", newline="") as opened:
        text = opened.read()
    {"icalendar": by_icalendar, "vobject": by_vobject}[which](text, day(begins), day(ends))


main()
