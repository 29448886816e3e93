/** A change of a circle's settings reaches every meeting whose doors have not opened, on every node. */
import type { CircleId, MeetingId } from '@holdspace/core';
import { describe, expect, it } from 'vitest';
import { systemContext } from '../../src/ledger/command-context.ts';
import { type HttpFixture, startHttpFixture } from './http-fixture.ts';

const secret = 'a secret of this test, long enough for it';

/** A circle whose next meeting has a ledger already, and two nodes. */
async function nearMeeting() {
  const house = await startHttpFixture({ HOLDSPACE_SECRET: secret });
  const organiser = await house.organiser();
  const { id } = await organiser.openCircle();
  const other = await house.anotherNode();
  const there = other.visitor();
  for (const [name, value] of organiser.jar) there.jar.set(name, value);
  const circle = await house.app.ledgers.circle(id as CircleId);
  const { meeting, start } = circle.state.meetings[0] ?? { meeting: '' as MeetingId, start: 0 };
  const change = (visitor: typeof there, settings: object) =>
    visitor.ask('PATCH', `/api/circles/${id}`, { settings });
  const settingsOn = async ({ app }: Pick<HttpFixture, 'app'>) =>
    (await app.ledgers.meeting(meeting)).state.settings;
  return { house, other, organiser, there, circle, meeting, start, change, settingsOn };
}

describe('settings and meetings that are planned', () => {
  it('RHY-3 a change reaches a meeting that has its ledger, before the answer and on every node', async () => {
    const { house, other, organiser, there, change, settingsOn } = await nearMeeting();
    expect((await settingsOn(house)).seats).toBe(8);
    const wanted = { seats: 5, admit: 'everyone', offer: '45s', aftercare: '5m' };
    expect((await change(there, wanted)).statusCode).toBe(204);
    for (const node of [house, other]) {
      expect(await settingsOn(node)).toMatchObject({
        ...{ seats: 5, admit: 'everyone', offer: 45_000, aftercare: 300_000 },
      });
    }
    expect((await change(organiser, { seats: 6 })).statusCode).toBe(204);
    expect(await settingsOn(other)).toMatchObject({ seats: 6, admit: 'everyone' });
  });

  it('RHY-3 a meeting whose doors are open keeps the old, and the answer names it', async () => {
    const { house, organiser, circle, meeting, start, change, settingsOn } = await nearMeeting();
    const ledger = await house.app.ledgers.meeting(meeting);
    house.clock.now = start - 60_000;
    await ledger.handle({ do: 'due', what: 'doors' }, systemContext);
    expect(ledger.state.phase).toBe('doors');
    const answer = await change(organiser, { seats: 5 });
    expect([answer.statusCode, answer.json()]).toEqual([
      200,
      { kept: [{ id: meeting, start: new Date(start).toISOString() }] },
    ]);
    expect((await settingsOn(house)).seats).toBe(8);
    expect(circle.state.settings.seats).toBe(5);
    // What it has already, it does not keep from the circle.
    expect((await change(organiser, { seats: 8 })).statusCode).toBe(204);
    await change(organiser, { seats: 5 });
    // Moved to another day it closes its doors, and is as the circle is now.
    const later = new Date(start + 86_400_000).toISOString();
    const path = `/api/circles/${circle.state.circle}/meetings/${meeting}`;
    expect((await organiser.ask('PATCH', path, { start: later })).statusCode).toBe(200);
    expect((await settingsOn(house)).seats).toBe(5);
  });

  it('RHY-3 of changes on two nodes at once every meeting has the last, whatever came first', async () => {
    const { house, other, organiser, there, circle, change, settingsOn } = await nearMeeting();
    for (let seats = 2; seats < 22; seats += 2) {
      const answers = await Promise.all([
        change(organiser, { seats, offer: `${seats}s` }),
        change(there, { seats: seats + 1, offer: `${seats + 1}s` }),
      ]);
      expect(answers.map(({ statusCode }) => statusCode)).toEqual([204, 204]);
      await circle.catchUp();
      const { seats: last, offer } = circle.state.settings;
      for (const node of [house, other]) {
        expect(await settingsOn(node)).toMatchObject({ seats: last, offer });
      }
    }
  });

  it('RHY-3 doors that open at the same moment win: the meeting keeps the old, or has the new', async () => {
    const { house, organiser, there, meeting, start, change, settingsOn } = await nearMeeting();
    const ledger = await house.app.ledgers.meeting(meeting);
    house.clock.now = start - 60_000;
    const [answer] = await Promise.all([
      change(there, { seats: 5 }),
      ledger.handle({ do: 'due', what: 'doors' }, systemContext),
    ]);
    const { seats } = await settingsOn(house);
    expect([answer.statusCode, seats]).toEqual(answer.statusCode === 200 ? [200, 8] : [204, 5]);
    expect((await change(organiser, { seats: 4 })).statusCode).toBe(200);
    expect((await settingsOn(house)).seats).toBe(seats);
  });
});
