/** Seats of a meeting whose circle keeps a list of them (RHY-6). */
import type { CircleSettings, Standing } from '@holdspace/core';
import { meetingDeadlines } from '@holdspace/core';
import {
  type MeetingSimulation,
  meetingAtDoors,
  meetingStart,
  personId,
  type SimulationAnswer,
} from '@holdspace/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const minute = 60_000;
const share = { do: 'join', seat: 'sharer' } as const;
const wantSeat = { do: 'set-seat', seat: 'sharer' } as const;
const listen = { do: 'set-seat', seat: 'listener' } as const;

/** `seated`: who has a seat by the list of the circle; the others are on the list without one. */
function atDoors(
  seated: readonly string[],
  others: readonly string[],
  settings: Partial<CircleSettings> = {},
) {
  const outside = [...seated, ...others];
  const story = meetingAtDoors({
    sharers: [],
    outside,
    settings: { seats: seated.length, admit: 'everyone', ...settings },
  });
  for (const name of outside) listSeat(story, name, seated.includes(name));
  return story;
}

function listSeat(story: MeetingSimulation, name: string, hasSeat: boolean) {
  story.standings.set(name, { ...(story.standings.get(name) as Standing), hasSeat });
}

const mine = (story: MeetingSimulation, name: string) => {
  const { seat, whereabouts, waitsForSeat } = story.view(name).mine;
  return [whereabouts, seat, waitsForSeat];
};
const waitUntil = (story: MeetingSimulation, at: number) => story.wait(at - story.now);
const beginAt = (story: MeetingSimulation, at: number) => {
  story.ask('rowan', { do: 'begin' });
  waitUntil(story, at);
};
const sharing = (story: MeetingSimulation) =>
  [...story.state.people.values()]
    .filter(({ role, seat, whereabouts }) => {
      const isIn = whereabouts === 'in' || whereabouts === 'stepped-out';
      return role === 'participant' && seat === 'sharer' && (isIn || whereabouts === 'admitted');
    })
    .map(({ id }) => id);

describe('seats by the list of the circle', () => {
  it('RHY-6 without a seat one comes in as a listener, and nobody is refused', () => {
    const story = atDoors(['ada', 'ben'], ['cleo']);
    expect(story.ask('cleo', share)).not.toHaveProperty('refused');
    expect(mine(story, 'cleo')).toEqual(['in', 'listener', true]);
    for (const name of ['ada', 'ben']) {
      story.ask(name, share);
      expect(mine(story, name)).toEqual(['in', 'sharer', false]);
    }
  });

  it('RHY-6 seats that nobody took go to listeners who want one, in the order in which they asked', () => {
    const story = atDoors(['ada', 'ben', 'cleo'], ['dov', 'eve', 'fay', 'gil']);
    story.ask('gil', { do: 'join', seat: 'listener' });
    for (const name of ['ada', 'eve', 'dov', 'fay']) story.ask(name, share);
    beginAt(story, meetingStart + 10 * minute - 1);
    expect(sharing(story)).toEqual(['ada']);
    story.wait(1);
    expect(mine(story, 'eve')).toEqual(['in', 'sharer', false]);
    expect(mine(story, 'dov')).toEqual(['in', 'sharer', false]);
    expect(mine(story, 'fay')).toEqual(['in', 'listener', true]);
    // Listening by choice stays listening.
    expect(mine(story, 'gil')).toEqual(['in', 'listener', false]);
    // Who comes late finds the seats taken, waits behind the others, and gets the next one.
    story.ask('ben', share);
    expect(mine(story, 'ben')).toEqual(['in', 'listener', true]);
    story.ask('dov', { do: 'leave' });
    expect(mine(story, 'fay')).toEqual(['in', 'sharer', false]);
    story.ask('eve', listen);
    expect(mine(story, 'ben')).toEqual(['in', 'sharer', false]);
  });

  it('RHY-6 how long seats are kept is a setting, counted from the start', () => {
    const story = atDoors(['ada', 'ben'], ['cleo'], { seatsHeld: 3 * minute });
    story.ask('cleo', share);
    beginAt(story, meetingStart + 3 * minute - 1);
    expect(mine(story, 'cleo')).toEqual(['in', 'listener', true]);
    story.wait(1);
    expect(mine(story, 'cleo')).toEqual(['in', 'sharer', false]);
  });

  it('RHY-6 a seat of somebody who waits to be let in is kept, unless they came by a shared link', () => {
    const story = atDoors(['ada', 'ben'], ['cleo', 'dov'], { admit: 'facilitator' });
    const ben = story.standings.get('ben') as Standing;
    story.standings.set('ben', { ...ben, shared: true });
    for (const name of ['cleo', 'dov', 'ada', 'ben']) story.ask(name, share);
    for (const name of ['cleo', 'dov']) story.ask('rowan', { do: 'admit', who: personId(name) });
    beginAt(story, meetingStart + 11 * minute);
    expect(sharing(story)).toEqual(['cleo']);
    story.ask('rowan', { do: 'admit', who: personId('ada') });
    expect(mine(story, 'ada')).toEqual(['in', 'sharer', false]);
    // LIM-1: the two seats are taken.
    const answer = story.ask('rowan', { do: 'admit', who: personId('ben') });
    expect(answer).toEqual({ refused: 'full' });
    expect(mine(story, 'dov')).toEqual(['in', 'listener', true]);
  });

  it('RHY-6 a turned away person keeps no seat', () => {
    const story = atDoors(['ada'], ['cleo'], { admit: 'facilitator' });
    for (const name of ['ada', 'cleo']) story.ask(name, share);
    story.ask('rowan', { do: 'admit', who: personId('cleo') });
    beginAt(story, meetingStart + 11 * minute);
    expect(mine(story, 'cleo')).toEqual(['in', 'listener', true]);
    story.ask('rowan', { do: 'turn-away', who: personId('ada'), reason: 'other', note: 'Sorry.' });
    expect(mine(story, 'cleo')).toEqual(['in', 'sharer', false]);
  });

  it('RHY-6 who is disconnected or stepped out keeps their place and gets no seat', () => {
    const story = atDoors(['ada', 'ben', 'gil'], ['cleo', 'dov', 'eve']);
    for (const name of ['cleo', 'dov', 'eve']) story.ask(name, share);
    story.ask('rowan', { do: 'begin' });
    story.disconnect('cleo');
    story.ask('dov', { do: 'step-out' });
    waitUntil(story, meetingStart + 10 * minute);
    expect(sharing(story)).toEqual(['eve']);
    story.reconnect('cleo');
    story.ask('dov', { do: 'come-back' });
    expect(sharing(story).toSorted()).toEqual(['cleo', 'dov', 'eve']);
  });

  it('RHY-6 who reads changed agreements gets their seat once they have agreed (AGR-2)', () => {
    const story = atDoors(['ada'], ['cleo']);
    story.ask('cleo', share);
    story.ask('system', { do: 'note-agreements', version: 2, pending: [personId('cleo')] });
    beginAt(story, meetingStart + 10 * minute);
    expect(sharing(story)).toEqual([]);
    story.ask('system', { do: 'note-consent', people: [personId('cleo')] });
    expect(sharing(story)).toEqual(['cleo']);
  });

  it('RHY-6 a second wish keeps the place of the first, and a wish can be taken back', () => {
    const story = atDoors(['ada'], ['cleo', 'dov']);
    for (const name of ['cleo', 'dov']) story.ask(name, share);
    expect(story.ask('cleo', wantSeat)).toEqual([]);
    expect(story.ask('dov', listen)).not.toEqual([]);
    expect(mine(story, 'dov')).toEqual(['in', 'listener', false]);
    expect(story.ask('dov', listen)).toEqual([]);
    story.ask('dov', wantSeat);
    story.ask('cleo', listen);
    story.ask('cleo', wantSeat);
    beginAt(story, meetingStart + 10 * minute);
    expect(sharing(story)).toEqual(['dov']);
  });

  it('RHY-6 who leaves loses their place, and comes back at the end', () => {
    const story = atDoors(['ada'], ['cleo', 'dov']);
    for (const name of ['cleo', 'dov']) story.ask(name, share);
    story.ask('cleo', { do: 'leave' });
    story.ask('cleo', share);
    beginAt(story, meetingStart + 10 * minute);
    expect(sharing(story)).toEqual(['dov']);
  });

  it('RHY-6 a seat that moves up on the list while one listens is taken at once', () => {
    const story = atDoors(['ada', 'ben'], ['cleo']);
    story.ask('cleo', share);
    listSeat(story, 'cleo', true);
    story.ask('cleo', wantSeat);
    expect(mine(story, 'cleo')).toEqual(['in', 'sharer', false]);
  });

  it('RHY-6 a round takes in who gets a seat, at its end', () => {
    const story = atDoors(['ada', 'ben'], ['cleo']);
    for (const name of ['ada', 'cleo']) story.ask(name, share);
    beginAt(story, meetingStart + 10 * minute - 1);
    story.ask('rowan', { do: 'start-round', prompt: 'What helped?' });
    story.wait(1);
    expect(mine(story, 'cleo')).toEqual(['in', 'sharer', false]);
    const upcoming = story.state.round?.upcoming.map(({ person }) => person) ?? [];
    expect([...upcoming, story.state.turn?.person]).toContain('cleo');
  });

  it('LIM-1 without a list a meeting is as it was: full when its seats are taken, and no queue', () => {
    const story = meetingAtDoors({
      sharers: [],
      outside: ['ada', 'ben'],
      settings: { seats: 1, admit: 'everyone' },
    });
    story.ask('ada', share);
    expect(story.ask('ben', share)).toEqual({ refused: 'full' });
    story.ask('ben', { do: 'join', seat: 'listener' });
    expect(story.ask('ben', wantSeat)).toEqual({ refused: 'full' });
    expect(story.view('ben').mine).not.toHaveProperty('waitsForSeat');
    story.ask('ada', { do: 'leave' });
    waitUntil(story, meetingStart + 11 * minute);
    expect(story.state.people.get(personId('ben'))?.seat).toBe('listener');
    const kinds = meetingDeadlines(story.state).map(({ command }) => command);
    expect(kinds).not.toContainEqual(expect.objectContaining({ what: 'seats-kept' }));
  });

  it('RHY-6 facilitators need no seat', () => {
    const story = atDoors(['ada'], []);
    story.ask('sage', { do: 'join', seat: 'sharer' });
    story.ask('ada', share);
    expect(mine(story, 'ada')).toEqual(['in', 'sharer', false]);
  });
});

const people = ['ada', 'ben', 'cleo', 'dov', 'eve', 'fay'];
const act = fc.oneof(
  fc.record({
    do: fc.constantFrom('share', 'listen', 'want', 'leave', 'out', 'back', 'drop', 'connect'),
    who: fc.constantFrom(...people),
  }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 15 * minute }) }),
);

type Act = typeof act extends fc.Arbitrary<infer Generated> ? Generated : never;

function play(story: MeetingSimulation, step: Act): SimulationAnswer {
  if (step.do === 'wait') {
    story.wait('ms' in step ? step.ms : 0);
    return [];
  }
  const who = 'who' in step ? step.who : '';
  const commands = {
    share,
    listen: { do: 'join', seat: 'listener' },
    want: wantSeat,
    leave: { do: 'leave' },
    out: { do: 'step-out' },
    back: { do: 'come-back' },
  } as const;
  if (step.do === 'drop') return story.disconnect(who);
  return step.do === 'connect' ? story.reconnect(who) : story.ask(who, commands[step.do]);
}

describe('seats by the list of the circle, in random meetings', () => {
  const meetings = fc.record({
    seats: fc.integer({ min: 1, max: 4 }),
    seated: fc.subarray(people),
    steps: fc.array(act, { maxLength: 60 }),
  });

  it('RHY-6 never are more seats taken than there are, and none is taken from who has it', () => {
    fc.assert(
      fc.property(meetings, ({ seats, seated, steps }) => {
        const listed = seated.slice(0, seats);
        const others = people.filter((each) => !listed.includes(each));
        const story = atDoors(listed, others, { seats });
        story.ask('rowan', { do: 'begin' });
        for (const step of steps) {
          const before = sharing(story);
          const answer = play(story, step);
          const after = sharing(story);
          expect(after.length).toBeLessThanOrEqual(seats);
          expect(answer).not.toEqual({ refused: 'full' });
          const lost = before.filter((each) => !after.includes(each));
          if (story.state.phase === 'aftercare' || story.state.phase === 'closed') break;
          expect(lost.filter((each) => 'who' in step && each !== step.who)).toEqual([]);
          if (story.now < meetingStart + 10 * minute) {
            expect(after.filter((each) => !listed.includes(each))).toEqual([]);
          }
          expect(story.replayedState().seatQueue).toEqual(story.state.seatQueue);
        }
      }),
      { numRuns: 150, seed: 2071 },
    );
  });

  it('RHY-6 after the time nobody waits for a seat who is there, while one is free', () => {
    fc.assert(
      fc.property(meetings, ({ seats, seated, steps }) => {
        const listed = seated.slice(0, seats);
        const others = people.filter((each) => !listed.includes(each));
        const story = atDoors(listed, others, { seats });
        story.ask('rowan', { do: 'begin' });
        for (const step of steps) {
          play(story, step);
          const isOver = story.state.phase !== 'opening';
          if (isOver || story.now < meetingStart + 10 * minute) continue;
          const waiting = story.state.seatQueue.filter(
            (each) =>
              story.state.people.get(each)?.whereabouts === 'in' &&
              story.state.people.get(each)?.seat === 'listener' &&
              story.present(each) !== 'away',
          );
          expect(waiting.length === 0 || sharing(story).length === seats).toBe(true);
        }
      }),
      { numRuns: 150, seed: 2071 },
    );
  });
});
