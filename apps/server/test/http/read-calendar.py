"""Prints the appointments of a calendar, as icalendar reads them, as JSON: one more reader for RHY-5."""
import json
import sys
from datetime import timezone

from icalendar import Calendar


def instant(value):
    return value.dt.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


calendar = Calendar.from_ical(sys.stdin.buffer.read())
json.dump(
    [
        {
            "id": str(event["UID"]),
            "start": instant(event["DTSTART"]),
            "end": instant(event["DTEND"]),
            "state": str(event["STATUS"]),
            "sequence": int(event["SEQUENCE"]),
            "title": str(event["SUMMARY"]),
            "place": str(event["LOCATION"]),
        }
        for event in calendar.walk("VEVENT")
    ],
    sys.stdout,
)
