/**
 * Nobody learns who said *not this time* (RHY-6): not by an answer, not by a fact, a snapshot or a log
 * line, whatever their role.
 */
import type { PersonId } from '@holdspace/core';
import { describe, expect, it } from 'vitest';
import { systemContext } from '../../src/ledger/command-context.ts';
import { createLog } from '../../src/ops/log.ts';
import type { HttpVisitor } from './http-fixture.ts';
import { meetingOf, type PlaceMember, weeklyCircle } from './place-fixture.ts';

/** Everything that somebody may read over HTTP, without what differs at each reading. */
async function readings(visitor: HttpVisitor, circle: string) {
  const paths = [
    ...['place', 'card', 'agreements', 'desk', 'record', 'meetings', 'rhythm', ''].map((part) =>
      `/api/circles/${circle}/${part}`.replace(/\/$/, ''),
    ),
    ...['/api/circles', '/api/me', '/api/house/staff', '/api/inbox'],
    '/api/house/record?format=json',
  ];
  const answers: Record<string, string> = {};
  for (const path of paths) {
    const { statusCode, body } = await visitor.ask('GET', path);
    answers[path] = `${statusCode} ${body}`;
  }
  return answers;
}

describe('who said not this time', () => {
  it('RHY-6 no answer to anybody else differs by it, staff included', async () => {
    const { join, organiser, fixture, facilitatorLink, id } = await weeklyCircle(3);
    const [ada, ben, cleo] = (await Promise.all(['Ada', 'Ben', 'Cleo'].map(join))) as [
      ...[PlaceMember, PlaceMember, PlaceMember],
    ];
    const rowan = fixture.visitor();
    await rowan.join(facilitatorLink, 'Rowan');
    const everybody = [organiser, rowan, ben.visitor, cleo.visitor];
    const read = () => Promise.all(everybody.map((each) => readings(each, id)));
    await read();
    // What a reading of staff writes in the record is not about seats.
    const withoutRecord = (all: Awaited<ReturnType<typeof read>>) =>
      all.map(({ '/api/house/record?format=json': _, ...rest }) => rest);
    const before = withoutRecord(await read());
    await ada.choose(false);
    const after = await read();
    expect(withoutRecord(after)).toEqual(before);
    expect(JSON.stringify(after)).not.toContain('not-this-time');
    expect(JSON.stringify(after)).not.toMatch(/seat-?(declined|reclaimed|list|token)/i);
  });

  it('RHY-6 who moves up learns that they have a seat, and no more', async () => {
    const { join } = await weeklyCircle(1);
    const [ada, ben] = [await join('Ada'), await join('Ben')];
    const before = await ben.placeBody();
    await ada.choose(false);
    const after = await ben.placeBody();
    expect({ ...after, seat: null, next: null, coming: [] }).toEqual({
      ...{ ...before, seat: null, next: null, coming: [] },
    });
    expect(after.next).toEqual({ ...before.next, seat: 'seat', waitingPlace: null });
    expect(JSON.stringify(after)).not.toContain(ada.id);
  });

  it('RHY-6 no fact and no state has a member next to it, and the key goes with the meeting', async () => {
    const { join, ledger, fixture } = await weeklyCircle(1);
    const { store } = fixture.app.httpContext.ledgers;
    const people = [await join('Ada'), await join('Ben'), await join('Cleo')];
    const from = ledger.version;
    for (const each of people) await each.choose(false);
    await people[0]?.choose(true);
    const entries = async () => (await store.read(ledger.id, from)).entries.map(({ body }) => body);
    const facts = JSON.stringify(await entries());
    expect(facts).toContain('SeatDeclined');
    for (const { id } of people) expect(facts).not.toContain(id);
    expect(JSON.stringify([...ledger.state.seatLists])).not.toMatch(/p_/);
    const key = ledger.words.get(`meeting.${meetingOf(1)}.seats`) ?? 'none';
    expect(key.length).toBeGreaterThan(40);
    const came = people.map(({ id }) => id as PersonId);
    await ledger.handle({ do: 'end-meeting', meeting: meetingOf(1), came }, systemContext);
    expect(ledger.state.seatLists.size).toBe(0);
    const { words } = await store.read(ledger.id, 0);
    expect(JSON.stringify(words)).not.toContain(key);
  });
});

it('RHY-6 no log line says who chose what', async () => {
  const lines: string[] = [];
  const log = createLog('trace', { write: (line) => void lines.push(line) });
  const { join } = await weeklyCircle(1, {}, log);
  const ada = await join('Ada');
  await ada.choose(false);
  const said = lines.join('');
  expect(said).toContain('/api/circles/:circle/meetings/:meeting/seat');
  for (const secret of [ada.id, 'Ada', 'wanted', 'not-this-time'])
    expect(said).not.toContain(secret);
});
