/** Seats, people who wait and are gone, and joining that pauses by itself (LIM-1, LIM-2). */
import type { CircleSettings } from '@holdspace/core';
import { defaultSettings, meeting } from '@holdspace/core';
import { begunMeeting, type MeetingSimulation, meetingAtDoors, personId } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';

const join = { do: 'join', seat: 'sharer' } as const;
const second = 1000;
const minute = 60 * second;

const names = (count: number) => Array.from({ length: count }, (_, n) => `guest${n}`);
/** A meeting with people outside who came by a link for several. */
function withGuests(count: number, settings: Partial<CircleSettings> = {}, by?: 'name') {
  const outside = names(count);
  const story = begunMeeting({ sharers: ['ada'], outside: [...outside, 'dov'], settings });
  if (by === undefined) for (const name of outside) comesByShared(story, name);
  return { story, guests: outside };
}
function comesByShared(story: MeetingSimulation, name: string) {
  const standing = story.standings.get(name);
  if (standing) story.standings.set(name, { ...standing, shared: true });
}
const whereabouts = (story: MeetingSimulation, name: string) => story.view(name).mine.whereabouts;

describe('seats', () => {
  it('LIM-1 a waiting person holds no seat, however many ask', () => {
    const { story, guests } = withGuests(8, { seats: 2, raidCount: 20 });
    for (const name of guests) expect(story.ask(name, join)).not.toHaveProperty('refused');
    expect(story.ask('dov', join)).not.toHaveProperty('refused');
    story.ask('rowan', { do: 'admit', who: personId('dov') });
    expect(whereabouts(story, 'dov')).toBe('in');
  });

  it('LIM-1 a person who is let in holds the seat before they enter, also stepped out or disconnected', () => {
    const { story, guests } = withGuests(2, { seats: 2 });
    const [first = '', late = ''] = guests;
    story.ask('rowan', { do: 'give-floor', who: personId('ada') });
    story.ask('ada', { do: 'take' });
    story.ask(first, join);
    story.ask(late, join);
    story.ask('rowan', { do: 'admit', who: personId(first) });
    expect(whereabouts(story, first)).toBe('admitted');
    expect(story.ask('rowan', { do: 'admit', who: personId(late) })).toEqual({ refused: 'full' });
    expect(story.ask('rowan', { do: 'admit', who: 'all' })).toEqual({ refused: 'full' });
    expect(story.ask('dov', join)).toEqual({ refused: 'full' });
    story.ask('ada', { do: 'done' });
    story.ask('ada', { do: 'step-out' });
    story.disconnect(first);
    expect(story.ask('rowan', { do: 'admit', who: personId(late) })).toEqual({ refused: 'full' });
    expect(whereabouts(story, late)).toBe('waiting');
    story.ask(late, { do: 'set-seat', seat: 'listener' });
    story.ask('rowan', { do: 'admit', who: personId(late) });
    expect(whereabouts(story, late)).toBe('in');
    expect(story.ask(late, { do: 'set-seat', seat: 'sharer' })).toEqual({ refused: 'full' });
  });

  it('LIM-1 a circle that lets everyone in answers full when its seats are taken', () => {
    const { story, guests } = withGuests(3, { seats: 3, admit: 'everyone' });
    expect(guests.map((name) => 'refused' in story.ask(name, join))).toEqual([false, false, true]);
  });
});

describe('a waiting person who disconnects', () => {
  it('LIM-1 waits no longer after two minutes, and may ask again', () => {
    const { story } = withGuests(0);
    story.ask('dov', join);
    story.disconnect('dov');
    expect(story.view('rowan').waiting).toMatchObject([{ id: 'dov', away: true }]);
    story.wait(2 * minute - 1);
    expect(whereabouts(story, 'dov')).toBe('waiting');
    story.wait(1);
    expect(whereabouts(story, 'dov')).toBe('outside');
    expect(story.view('rowan').waiting).toEqual([]);
    expect(story.ask('rowan', { do: 'admit', who: personId('dov') })).toEqual({
      refused: 'unknown-person',
    });
    expect(story.ask('dov', { do: 'leave' })).toEqual({ refused: 'not-here' });
    expect(story.ask('dov', { do: 'set-seat', seat: 'listener' })).toEqual({ refused: 'not-here' });
    story.reconnect('dov');
    expect(story.view('dov').mine.can.join).toBe(true);
    story.ask('dov', join);
    expect(whereabouts(story, 'dov')).toBe('waiting');
    expect(story.view('rowan').waiting).not.toMatchObject([{ away: true }]);
  });

  it('LIM-1 a person who is back in time goes on waiting, and so does a person who was let in', () => {
    const { story } = withGuests(0);
    story.ask('dov', join);
    story.disconnect('dov');
    story.wait(minute);
    story.reconnect('dov');
    story.wait(5 * minute);
    expect(whereabouts(story, 'dov')).toBe('waiting');
    story.disconnect('dov');
    story.ask('rowan', { do: 'admit', who: personId('dov') });
    story.wait(5 * minute);
    expect(whereabouts(story, 'dov')).toBe('in');
  });

  it('LIM-1 RND-17 a restart of ours is nobody going: they have their time from the settling on', () => {
    const { story } = withGuests(0, { settle: 30 * second });
    story.ask('dov', join);
    story.restart();
    story.wait(2 * minute);
    expect(whereabouts(story, 'dov')).toBe('waiting');
    story.wait(minute);
    expect(whereabouts(story, 'dov')).toBe('outside');
  });
});

describe('many at once', () => {
  const raid = (story: MeetingSimulation, guests: readonly string[]) =>
    guests.map((name) => {
      const answer = story.ask(name, join);
      return 'refused' in answer ? answer.refused : 'ok';
    });

  it('LIM-2 joining pauses by itself, and facilitators see since when', () => {
    const { story, guests } = withGuests(40);
    const answers = raid(story, guests);
    expect(answers.filter((each) => each === 'ok')).toHaveLength(9);
    expect(answers.filter((each) => each === 'paused')).toHaveLength(31);
    expect(story.view('rowan').joining?.pausedAt).toBe(story.now);
    expect(story.view('ada').joining).toBeUndefined();
    expect(story.view('guest30').mine.can.join).toBe('paused');
    expect(whereabouts(story, 'guest3')).toBe('waiting');
  });

  it('LIM-2 a first meeting of as many as there are seats begins without a pause', () => {
    const { story, guests } = withGuests(8);
    expect(new Set(raid(story, guests))).toEqual(new Set(['ok']));
    const twelve = withGuests(12, { seats: 12 });
    expect(new Set(raid(twelve.story, twelve.guests))).toEqual(new Set(['ok']));
  });

  it('LIM-2 members and people invited by name neither count nor are held back', () => {
    const invited = withGuests(30, {}, 'name');
    expect(new Set(raid(invited.story, invited.guests))).toEqual(new Set(['ok']));
    const { story, guests } = withGuests(20);
    raid(story, guests);
    expect(story.view('rowan').joining?.pausedAt).not.toBeNull();
    expect(story.ask('dov', join)).not.toHaveProperty('refused');
    const member = 'guest15';
    story.standings.set(member, { ...story.standings.get(member)!, known: true });
    expect(story.ask(member, join)).not.toHaveProperty('refused');
    story.ask('ada', { do: 'leave' });
    expect(story.ask('ada', join)).not.toHaveProperty('refused');
  });

  it('LIM-2 slowly more than can be looked at is a raid too', () => {
    const { story, guests } = withGuests(24);
    const answers = guests.map((name) => {
      story.wait(30 * second);
      return raid(story, [name])[0];
    });
    expect(answers.filter((each) => each === 'ok')).toHaveLength(17);
  });

  it('LIM-2 asking in and leaving over and over is one person', () => {
    const { story } = withGuests(1);
    for (let n = 0; n < 40; n++) {
      story.ask('guest0', join);
      story.ask('guest0', { do: 'leave' });
    }
    expect(story.view('rowan').joining?.pausedAt).toBeNull();
  });

  it('LIM-2 one press goes on, and a raid that goes on pauses again', () => {
    const { story, guests } = withGuests(40);
    raid(story, guests.slice(0, 20));
    expect(story.ask('ada', { do: 'unlock' })).toEqual({ refused: 'not-facilitator' });
    story.ask('rowan', { do: 'unlock' });
    story.wait(1);
    expect(story.view('rowan').joining?.pausedAt).toBeNull();
    expect(story.ask('rowan', { do: 'unlock' })).toEqual([]);
    const again = raid(story, guests.slice(20));
    expect(again.filter((each) => each === 'ok')).toHaveLength(9);
  });

  it('LIM-2 the same people who leave and ask again pause nothing twice', () => {
    const { story, guests } = withGuests(12);
    const raiders = guests.slice(0, 9);
    raid(story, raiders);
    expect(story.view('rowan').joining?.pausedAt).not.toBeNull();
    story.ask('rowan', { do: 'unlock' });
    story.wait(1);
    for (const name of raiders) story.ask(name, { do: 'leave' });
    expect(new Set(raid(story, raiders))).toEqual(new Set(['ok']));
    expect(story.view('rowan').joining?.pausedAt).toBeNull();
    expect(raid(story, guests.slice(9))).toEqual(['ok', 'ok', 'ok']);
  });

  it('LIM-2 a pause that nobody ended ends by itself', () => {
    const { story, guests } = withGuests(20);
    raid(story, guests);
    story.wait(5 * minute);
    expect(story.view('guest15').mine.can.join).toBe(true);
  });

  it('LIM-2 one press turns away all newcomers by shared links, or several by name', () => {
    const { story, guests } = withGuests(20);
    story.ask('dov', join);
    raid(story, guests);
    const away = { do: 'turn-away', reason: 'safety' } as const;
    const some = [personId('guest0'), personId('guest1'), personId('guest0'), personId('nobody')];
    expect(story.ask('rowan', { ...away, who: some })).toMatchObject([
      { type: 'TurnedAway', person: 'guest0' },
      { type: 'TurnedAway', person: 'guest1' },
    ]);
    expect(story.ask('rowan', { ...away, who: [personId('guest0')] })).toEqual([]);
    expect(story.ask('rowan', { ...away, who: [personId('nobody')] })).toEqual({
      refused: 'unknown-person',
    });
    story.ask('rowan', { ...away, who: 'all' });
    expect(story.view('rowan').waiting).toMatchObject([{ id: 'dov' }]);
    expect(story.ask('rowan', { ...away, who: 'all' })).toEqual({ refused: 'unknown-person' });
    story.deliverOutbox();
    expect(story.receipts).toHaveLength(9);
    expect(story.ask('guest0', join)).toEqual({ refused: 'not-here' });
  });

  it('LIM-3 the circle is notified of each newcomer who was turned away', () => {
    const { story } = withGuests(2);
    story.deliverOutbox();
    for (const name of ['guest0', 'guest1']) story.ask(name, join);
    story.ask('rowan', { do: 'turn-away', who: 'all', reason: 'other' });
    const messages = story.core
      .meetingOutbox(story.state, story.words)
      .filter(({ to }) => to === 'circle');
    expect(messages.map(({ command }) => command)).toEqual([
      { do: 'note-turned-away', member: 'guest0' },
      { do: 'note-turned-away', member: 'guest1' },
    ]);
  });
});

describe('a meeting that was planned before', () => {
  it('LIM-1 LIM-2 has the defaults of settings that did not exist', () => {
    const { waitingGrace: _, raidCount: __, raidWindow: ___, ...settings } = defaultSettings;
    const scheduled = { type: 'MeetingScheduled', circle: 'c', meeting: 'm', start: 0, end: 1 };
    const state = meeting.evolve(meeting.initial, { ...scheduled, settings } as never);
    expect(state.settings).toEqual(defaultSettings);
    expect(meetingAtDoors().state.settings.waitingGrace).toBe(2 * minute);
  });
});
