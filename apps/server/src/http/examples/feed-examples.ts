/** Calls about calendars (RHY-5). */
import { type RouteExamples, sample } from './route-example.ts';

const { circle, meeting } = sample;
const file = '4q0z8f3m1v7c2k9xw5b6t0h3jd0r2c6m9y.ics';
const place = `https://circle.example.org/c/${circle}`;

const calendar = (name: string, alarm: readonly string[]): string =>
  [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Holdspace//Meetings//EN', `NAME:${name}`],
    ...[`X-WR-CALNAME:${name}`, 'BEGIN:VEVENT', `UID:${meeting}`, 'SEQUENCE:1'],
    ...['DTSTAMP:20270302T180000Z', 'DTSTART:20270302T180000Z', 'DTEND:20270302T191500Z'],
    ...['SUMMARY:Appointment', `LOCATION:${place}`, ...alarm, 'STATUS:CONFIRMED'],
    ...['END:VEVENT', 'END:VCALENDAR', ''],
  ].join('\r\n');

export const feedExamples: RouteExamples = {
  'POST /api/circles/{circle}/feed': {
    params: { circle },
    body: { title: 'neutral' },
    answer: { url: `https://circle.example.org/api/feed/${file}`, title: 'neutral' },
  },
  'DELETE /api/circles/{circle}/feed': { params: { circle } },
  'GET /api/circles/{circle}/meetings/{meeting}/appointment.ics': {
    params: { circle, meeting },
    query: { title: 'neutral' },
    answer: calendar('Appointment', [
      ...['BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:-PT15M', 'DESCRIPTION:Appointment'],
      'END:VALARM',
    ]),
  },
  'GET /api/feed/{file}': { params: { file }, answer: calendar('Appointments', []) },
};
