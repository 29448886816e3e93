/**
 * Calendar files (RFC 5545) of meetings: instances only, times in UTC, one UID for each meeting, a
 * SEQUENCE that rises with each change (RHY-5). They hold no names of people and no words.
 */
import type { PlannedMeeting } from '@holdspace/core';
import ical, { ICalAlarmType, ICalEventStatus } from 'ical-generator';

export interface Appointment {
  readonly meeting: PlannedMeeting;
  readonly title: string;
  /** The address of the place page, without a secret. */
  readonly place: string;
}

/** What an appointment and a calendar say about what they are, unless their person chose more. */
export const neutralTitles = { appointment: 'Appointment', calendar: 'Appointments' } as const;

/** Seconds after which a calendar may look again; many wait for much longer. */
const refreshInterval = 60 * 60;
/** Seconds before the start. */
const alarmLead = 15 * 60;

/** On one line: a calendar can hold no control character (RFC 5545). */
const onOneLine = (title: string): string => title.replace(/\p{Cc}+/gu, ' ').trim();

/** `ical-generator` writes the name of a calendar as it gets it. */
const escapedText = (text: string): string => text.replace(/[\\;,]/g, '\\$&');

/** The same appointments give the same text. */
export function calendarFile(
  name: string,
  appointments: readonly Appointment[],
  { alarm = false }: { readonly alarm?: boolean } = {},
): string {
  const calendar = ical({
    name: escapedText(onOneLine(name)),
    prodId: '//Holdspace//Meetings//EN',
    ttl: refreshInterval,
  });
  for (const { meeting: planned, title, place } of appointments) {
    const { meeting, start, end, off, revision = 0 } = planned;
    const summary = onOneLine(title);
    calendar.createEvent({
      id: meeting,
      sequence: revision,
      // Which version this is says the sequence; nothing tells when somebody changed it.
      stamp: new Date(start),
      start: new Date(start),
      end: new Date(end),
      summary,
      location: place,
      status: off ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      ...(alarm &&
        !off && {
          alarms: [{ type: ICalAlarmType.display, trigger: alarmLead, description: summary }],
        }),
    });
  }
  return `${calendar.toString()}\r\n`;
}
