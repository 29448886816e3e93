/** The text of a calendar file, where readers differ: ends of lines, marks and control characters. */
import type { MeetingId } from '@holdspace/core';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { calendarFile } from '../../src/calendar/calendar-file.ts';

const start = Date.parse('2026-12-01T18:00:00Z');
const appointment = (title: string, off = false) => ({
  meeting: {
    ...{ meeting: 'g_1' as MeetingId, start, end: start + 3_600_000, ended: off },
    ...(off ? { off: { why: 'cancelled', at: start } as const } : {}),
  },
  title,
  place: 'https://circles.example.org/c/1',
});

describe('a calendar file', () => {
  it('RHY-5 ends each line as RFC 5545 says, the last one too', () => {
    const text = calendarFile('Appointments', [appointment('Appointment')]);
    expect(text.endsWith('\r\nEND:VCALENDAR\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('RHY-5 says the name of a circle as it is, whatever marks are in it', () => {
    const name = 'Grief; loss, and \\new days';
    const calendar = new ICAL.Component(ICAL.parse(calendarFile(name, [appointment(name)])));
    expect(calendar.getFirstSubcomponent('vevent')?.getFirstPropertyValue('summary')).toBe(name);
    // Both are TEXT (RFC 7986); ical.js knows neither, so it gives them as they are written.
    for (const property of ['name', 'x-wr-calname']) {
      expect(calendar.getFirstPropertyValue(property)).toBe('Grief\\; loss\\, and \\\\new days');
    }
  });

  it('RHY-5 stays one calendar where the name of a circle has line ends and control characters', () => {
    const name = 'Tuesdays\r\nBEGIN:VEVENT\nUID:x\u0000\u0085';
    const text = calendarFile(name, [appointment(name)]);
    const calendar = new ICAL.Component(ICAL.parse(text));
    expect(calendar.getAllSubcomponents('vevent')).toHaveLength(1);
    const summary = calendar.getFirstSubcomponent('vevent')?.getFirstPropertyValue('summary');
    expect(summary).toBe('Tuesdays BEGIN:VEVENT UID:x');
    expect(calendar.getFirstPropertyValue('name')).toBe(summary);
  });

  it('RHY-5 gives no alarm for a meeting that does not take place', () => {
    const alarms = (off: boolean) =>
      calendarFile('Appointment', [appointment('Appointment', off)], { alarm: true }).match(
        /^TRIGGER:-PT15M/gm,
      )?.length ?? 0;
    expect([alarms(false), alarms(true)]).toEqual([1, 0]);
  });
});
