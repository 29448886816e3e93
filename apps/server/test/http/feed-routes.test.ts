/**
 * Calendar feeds over HTTP (RHY-5). What a feed says is read by two parsers that are not ours:
 * `ical.js`, and `icalendar` of Python.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { type CircleId, type MeetingId, type Rhythm, slotsOf } from '@holdspace/core';
import ICAL from 'ical.js';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { zoneRules } from '../../src/circles/zone-rules.ts';
import { systemContext } from '../../src/ledger/command-context.ts';
import { errorBody, type HttpVisitor, startHttpFixture } from './http-fixture.ts';
import { addStaff } from './staff-fixture.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

interface ReadAppointment {
  readonly id: string;
  readonly start: string;
  readonly end: string;
  readonly state: string;
  readonly sequence: number;
  readonly title: string;
  readonly place: string;
}

function readByIcalJs(text: string): ReadAppointment[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    const instant = (time: ICAL.Time) => time.toJSDate().toISOString().replace('.000Z', 'Z');
    return {
      ...{ id: event.uid, start: instant(event.startDate), end: instant(event.endDate) },
      ...{ state: String(component.getFirstPropertyValue('status')), sequence: event.sequence },
      ...{ title: event.summary, place: event.location },
    };
  });
}

/** As in system-dependencies.mjs. */
const python = ['/usr/bin/python3', 'python3'].find(
  (each) => spawnSync(each, ['-c', 'import icalendar']).status === 0,
);

const readByPython = (text: string): ReadAppointment[] =>
  JSON.parse(
    execFileSync(python ?? 'python3', [join(import.meta.dirname, 'read-calendar.py')], {
      input: text,
      encoding: 'utf8',
    }),
  );

/** What both parsers read; they must agree. */
function appointmentsIn(text: string): Map<string, ReadAppointment> {
  const read = readByIcalJs(text);
  expect(readByPython(text)).toEqual(read);
  return new Map(read.map((each) => [each.id, each]));
}

const rhythm: Rhythm = {
  ...{ every: 'week', interval: 1, on: ['tu'], at: '19:00' },
  ...{ zone: 'Europe/Berlin', from: '2026-03-03' },
};

/** A circle that meets on Tuesdays in Berlin, and a member of it. */
async function startWeekly(environment: Record<string, string> = {}) {
  const house = await startHttpFixture(environment);
  const organiser = await house.organiser();
  const opened = await organiser.openCircle({ name: 'A canary of grief; at 19:00, weekly' });
  const id = opened.id as CircleId;
  const circle = await house.app.ledgers.circle(id);
  const now = house.clock.now;
  const all = slotsOf(rhythm, zoneRules, now, now + 12 * 7 * day);
  const slots = all.map(({ date, start }) => ({ date, start, meeting: `g_${date}` as MeetingId }));
  const plan = { do: 'set-rhythm', rule: rhythm, minutes: 75, slots, next: null } as const;
  expect(await circle.handle(plan, systemContext)).toEqual({ ok: true });
  const member = house.visitor();
  await member.join(opened.invitation.url, 'Cleo');
  return { house, organiser, opened, id, circle, member };
}

const feedOf = async (visitor: HttpVisitor, circle: string, body: object = {}) =>
  (await visitor.ask('POST', `/api/circles/${circle}/feed`, body)).json<{
    url: string;
    title: string;
  }>();
const pathOf = (url: string) => new URL(url).pathname;

describe('a feed of a membership', () => {
  it('RHY-5 has the same instants and states over a clock change, a move and a cancellation, for two parsers', async () => {
    const { house, circle, id, member } = await startWeekly();
    const { url, title } = await feedOf(member, id);
    expect(title).toBe('neutral');
    const calendar = async () => {
      const got = await house.visitor().ask('GET', pathOf(url));
      expect(got.headers['content-type']).toBe('text/calendar; charset=utf-8');
      return appointmentsIn(got.body);
    };
    const before = await calendar();
    // 29 March 2026 is the night of the clock change in Berlin.
    expect(before.get('g_2026-03-24')?.start).toBe('2026-03-24T18:00:00Z');
    expect(before.get('g_2026-03-31')?.start).toBe('2026-03-31T17:00:00Z');
    expect(before.get('g_2026-03-31')).toMatchObject({
      ...{ end: '2026-03-31T18:15:00Z', state: 'CONFIRMED', sequence: 0 },
      ...{ title: 'Appointment', place: `http://localhost:80/c/${id}` },
    });
    const moved = Date.parse('2026-04-01T17:30:00Z');
    const handle = (command: Parameters<typeof circle.handle>[0]) =>
      circle.handle(command, systemContext);
    await handle({
      ...{ do: 'move-meeting', meeting: 'g_2026-03-31' as MeetingId },
      ...{ start: moved, end: moved + 75 * minute },
    });
    await handle({
      ...{ do: 'cancel-meeting', meeting: 'g_2026-03-24' as MeetingId },
      note: 'A canary of words.',
    });
    const after = await calendar();
    expect(after.get('g_2026-03-31')).toMatchObject({
      ...{ start: '2026-04-01T17:30:00Z', state: 'CONFIRMED', sequence: 1 },
    });
    expect(after.get('g_2026-03-24')).toMatchObject({ state: 'CANCELLED', sequence: 1 });
    expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
    const rest = (read: typeof after) =>
      [...read.values()].filter((each) => !/03-(24|31)$/.test(each.id));
    expect(rest(after)).toEqual(rest(before));
  });

  it('RHY-5 keeps what is cancelled for 60 days, and no longer', async () => {
    const { house, circle, id, member } = await startWeekly();
    const { url } = await feedOf(member, id);
    const meeting = 'g_2026-05-19' as MeetingId;
    await circle.handle({ do: 'cancel-meeting', meeting, note: '' }, systemContext);
    const states = async () =>
      appointmentsIn((await house.visitor().ask('GET', pathOf(url))).body).get(meeting)?.state;
    house.clock.now += 60 * day - minute;
    expect(await states()).toBe('CANCELLED');
    house.clock.now += 2 * minute;
    expect(await states()).toBe(undefined);
  });

  it('RHY-5 names nobody and has no words; the name of the circle by choice alone', async () => {
    const { house, circle, id, member } = await startWeekly();
    await circle.handle(
      { do: 'cancel-meeting', meeting: 'g_2026-03-24' as MeetingId, note: 'A canary of words.' },
      systemContext,
    );
    const { url } = await feedOf(member, id);
    const neutral = (await house.visitor().ask('GET', pathOf(url))).body;
    expect(neutral).not.toMatch(/canary|Cleo|grief/i);
    const real = await feedOf(member, id, { title: 'real' });
    expect(real).toEqual({ url, title: 'real' });
    const { body } = await house.visitor().ask('GET', pathOf(url));
    const titles = [...appointmentsIn(body).values()].map(({ title }) => title);
    expect(new Set(titles)).toEqual(new Set(['A canary of grief; at 19:00, weekly']));
    expect(body).not.toMatch(/canary of words|Cleo/);
    // RFC 5545: no line is longer than 75 bytes.
    for (const line of body.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(await feedOf(member, id)).toEqual({ url, title: 'real' });
  });

  it('RHY-5 is read again only where it has changed', async () => {
    const { house, circle, id, member } = await startWeekly();
    const { url } = await feedOf(member, id);
    const guest = house.visitor();
    const first = await guest.ask('GET', pathOf(url));
    expect(first.headers['cache-control']).toMatch(/^private/);
    const etag = String(first.headers['etag']);
    const again = () => guest.ask('GET', pathOf(url), undefined, { 'if-none-match': etag });
    house.clock.now += 3 * 60 * minute;
    expect(await again()).toMatchObject({ statusCode: 304, body: '' });
    // As caches and proxies that compress send it.
    for (const tags of [`W/${etag}`, `"other", W/${etag}`, '*']) {
      const known = await guest.ask('GET', pathOf(url), undefined, { 'if-none-match': tags });
      expect([tags, known.statusCode]).toEqual([tags, 304]);
    }
    const other = await guest.ask('GET', pathOf(url), undefined, { 'if-none-match': '"other"' });
    expect(other.statusCode).toBe(200);
    const meeting = 'g_2026-03-24' as MeetingId;
    await circle.handle({ do: 'cancel-meeting', meeting, note: '' }, systemContext);
    expect((await again()).statusCode).toBe(200);
  });

  it('RHY-5 ends when it is revoked, when its member leaves, and while they are excluded', async () => {
    const { house, circle, id, member } = await startWeekly();
    const statusOf = async (url: string) =>
      (await house.visitor().ask('GET', pathOf(url))).statusCode;
    const { url } = await feedOf(member, id);
    expect((await member.ask('DELETE', `/api/circles/${id}/feed`)).statusCode).toBe(204);
    expect(await statusOf(url)).toBe(404);
    const said = errorBody(await house.visitor().ask('GET', pathOf(url)));
    expect(said.message).toMatch(/no calendar at this address.*new one/);
    const next = await feedOf(member, id);
    expect(next.url).not.toBe(url);
    expect(await statusOf(next.url)).toBe(200);
    const [person] = [...circle.state.members].find(([, { feed }]) => feed) ?? [];
    if (!person) throw new Error('No feed.');
    const exclusion = { do: 'exclude', member: person, until: null, everywhere: false } as const;
    await circle.handle(exclusion, systemContext);
    expect(await statusOf(next.url)).toBe(404);
    await circle.handle({ do: 'lift-exclusion', member: person }, systemContext);
    expect(await statusOf(next.url)).toBe(200);
    await circle.handle({ do: 'forget-me' }, { ...systemContext, actor: person });
    expect(await statusOf(next.url)).toBe(404);
  });

  it('RHY-5 opens nothing but itself, and nobody else reads it, changes it or finds it', async () => {
    const { house, organiser, id, member, circle } = await startWeekly();
    const { url } = await feedOf(member, id);
    const secret = pathOf(url).slice('/api/feed/'.length, -'.ics'.length);
    const guest = house.visitor();
    for (const token of [secret, secret.slice(-26)]) {
      const body = { token, name: 'x', agreed: true };
      const redeemed = await guest.ask('POST', '/api/links/redeem', body);
      expect(errorBody(redeemed).code).toBe('link-not-open');
    }
    const authorization = { authorization: `Bearer ${secret}` };
    expect(
      (await guest.ask('GET', `/api/circles/${id}/card`, undefined, authorization)).statusCode,
    ).toBe(404);
    expect((await guest.ask('POST', `/api/circles/${id}/feed`, {})).statusCode).toBe(404);
    // The organiser's is another one.
    expect((await feedOf(organiser, id)).url).not.toBe(url);
    for (const file of ['x.ics', `${secret}`, `${secret}x.ics`, '.ics', 'a'.repeat(64)]) {
      const got = await guest.ask('GET', `/api/feed/${file}`);
      expect([file, got.statusCode, errorBody(got).code]).toEqual([file, 404, 'not-here']);
    }
    const facts = JSON.stringify([...circle.state.members].map(([, { feed }]) => feed));
    expect(facts).not.toContain(secret.slice(-26));
  });

  it('RHY-5 answers a bad title with a sentence, and keeps the feed', async () => {
    const { id, member } = await startWeekly();
    const { url } = await feedOf(member, id);
    const bad = await member.ask('POST', `/api/circles/${id}/feed`, { title: 'loud' });
    expect([bad.statusCode, errorBody(bad).fields]).toEqual([400, { title: expect.any(String) }]);
    expect(await feedOf(member, id)).toEqual({ url, title: 'neutral' });
  });

  it('RHY-5 leaves its secret in no log', async () => {
    const lines: string[] = [];
    const sink = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    const house = await startHttpFixture({}, pino({ level: 'trace' }, sink));
    const organiser = await house.organiser();
    const opened = await organiser.openCircle();
    const member = house.visitor();
    await member.join(opened.invitation.url, 'Cleo');
    const { url } = await feedOf(member, opened.id);
    await member.ask('GET', pathOf(url));
    await member.ask('PUT', pathOf(url));
    await member.ask('GET', `${pathOf(url)}%`);
    expect(lines.join('')).not.toContain(pathOf(url).slice('/api/feed/'.length, -4));
  });
});

describe('a feed of staff', () => {
  it('RHY-5 has the circles that they lead, and ends with them', async () => {
    const { house, organiser, id } = await startWeekly();
    const other = await organiser.openCircle({ name: 'Thursdays', start: '2026-03-05T19:00:00Z' });
    const { id: staff, visitor } = await addStaff({ house, organiser }, ['facilitator'], [id]);
    const { url } = await feedOf(visitor, id, { title: 'real' });
    const read = async () => [
      ...appointmentsIn((await house.visitor().ask('GET', pathOf(url))).body).values(),
    ];
    expect(new Set((await read()).map(({ place }) => place))).toEqual(
      new Set([`http://localhost:80/c/${id}`]),
    );
    expect((await visitor.ask('POST', `/api/circles/${other.id}/feed`, {})).statusCode).toBe(404);
    await organiser.ask('PATCH', `/api/house/staff/${staff}`, { circles: [id, other.id] });
    expect((await read()).some(({ title }) => title === 'Thursdays')).toBe(true);
    expect((await feedOf(visitor, other.id)).url).toBe(url);
    expect((await organiser.ask('DELETE', `/api/house/staff/${staff}`)).statusCode).toBe(204);
    expect((await house.visitor().ask('GET', pathOf(url))).statusCode).toBe(404);
  });
});

describe('one appointment', () => {
  it('RHY-5 has an alarm 15 minutes before, for members and staff of the circle', async () => {
    const { house, organiser, id, member } = await startWeekly();
    const path = `/api/circles/${id}/meetings/g_2026-03-24/appointment.ics`;
    for (const visitor of [member, organiser]) {
      const got = await visitor.ask('GET', path);
      expect(got.headers['content-disposition']).toContain('appointment.ics');
      expect([...appointmentsIn(got.body).keys()]).toEqual(['g_2026-03-24']);
      const alarm = new ICAL.Component(ICAL.parse(got.body))
        .getFirstSubcomponent('vevent')
        ?.getFirstSubcomponent('valarm');
      expect(String(alarm?.getFirstPropertyValue('trigger'))).toBe('-PT15M');
      expect(got.body).not.toContain('canary');
    }
    expect((await member.ask('GET', `${path}?title=real`)).body).toContain('A canary of grief');
    expect((await house.visitor().ask('GET', path)).statusCode).toBe(404);
    const missing = `/api/circles/${id}/meetings/g_none/appointment.ics`;
    expect((await member.ask('GET', missing)).statusCode).toBe(404);
  });
});
