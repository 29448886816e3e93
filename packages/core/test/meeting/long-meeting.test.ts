/** What a message costs in a long meeting, and in a large one: counted, not timed. */
import {
  type MeetingState,
  meeting,
  meetingDeadlines,
  type PersonId,
  publicChanges,
  type Standing,
} from '@holdspace/core';
import { begunMeeting } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';

/** A copy of this value of which every reading counts, however deep. */
function counted<T>(value: T, count: () => void): T {
  if (typeof value !== 'object' || value === null) return value;
  return new Proxy(value, {
    get(target, name) {
      if (name === Symbol.iterator || typeof name === 'string') count();
      const found: unknown = Reflect.get(target, name);
      return typeof found === 'function' ? found.bind(target) : counted(found, count);
    },
  });
}

/** A map of which every reading counts, and each entry that is gone through. */
class CountedMap<K, V> extends Map<K, V> {
  onRead: (() => unknown) | null = null;
  override get(key: K) {
    this.onRead?.();
    return super.get(key);
  }
  override *[Symbol.iterator](): MapIterator<[K, V]> {
    for (const entry of super.entries()) {
      this.onRead?.();
      yield entry;
    }
    return undefined;
  }
  override *values(): MapIterator<V> {
    for (const [, value] of this) yield value;
    return undefined;
  }
}

const ada: Standing = { person: 'ada' as PersonId, name: 'Ada', role: 'participant' } as Standing;
const say = { do: 'say', text: 'The same as ever.' } as const;
const context = {
  ...{ now: 3_000_000, actor: ada.person, standing: ada, writes: true, seed: 'seed' },
  present: () => 'here' as const,
};

function longMeeting(messages: number, guests = 0): MeetingState {
  const outside = Array.from({ length: guests }, (_, n) => `guest${n}`);
  const story = begunMeeting({ outside, settings: { seats: 1000 } });
  for (const name of outside) story.ask(name, { do: 'join', seat: 'listener' });
  if (guests > 0) story.ask('rowan', { do: 'admit', who: 'all' });
  for (let n = 0; n < messages; n++) story.ask(n % 2 ? 'ben' : 'ada', say);
  return story.state;
}

/** Decides a message, finds what everybody gets and what is due, as for each message. */
function sayOnce(state: MeetingState) {
  const decided = meeting.decide(state, say, context);
  if ('refused' in decided) throw new Error(decided.refused);
  const changes = publicChanges(state, decided.state, decided.events, new Map());
  expect(changes).toHaveLength(1);
  return { ...decided, due: meetingDeadlines(decided.state) };
}

function messageReads(state: MeetingState): number {
  let reads = 0;
  const { messages } = state;
  Object.defineProperty(messages, 'vector', { value: counted(messages.vector, () => reads++) });
  sayOnce(state);
  return reads;
}

function peopleReads(state: MeetingState): number {
  const people = new CountedMap(state.people);
  const watched = { ...state, people };
  // Once per change of the people everybody is gone through; here it is the message that counts.
  sayOnce(watched);
  let reads = 0;
  people.onRead = () => reads++;
  sayOnce(watched);
  return reads;
}

describe('the cost of a message', () => {
  it('LED-12 is the same after 100 messages and after 10,000', () => {
    // The same rest by 32, so that the last block of the list is as full.
    const [short, long] = [messageReads(longMeeting(100)), messageReads(longMeeting(9988))];
    expect(short).toBeGreaterThan(0);
    expect(long).toBeLessThanOrEqual(short + 20);
  });

  it('LED-12 is the same among 4 people and among 300', () => {
    const [few, many] = [peopleReads(longMeeting(1)), peopleReads(longMeeting(1, 300))];
    expect(few).toBeGreaterThan(0);
    expect(many).toBe(few);
  });

  it('LED-12 leaves the people, their deadlines and the public state as they were', () => {
    const state = longMeeting(10);
    const { state: after, due } = sayOnce(state);
    expect(after.people).toBe(state.people);
    expect(due).toBe(meetingDeadlines(state));
    expect(after.messages.length).toBe(11);
    expect(state.messages.length).toBe(10);
  });
});

describe('a message found by its id', () => {
  it('VOI-6 takes as long at the beginning of a long meeting as at its end', () => {
    const state = longMeeting(5000);
    const readsOf = (at: number) => {
      const message = state.messages.at(at)!.id;
      let reads = 0;
      const { vector } = state.messages;
      Object.defineProperty(state.messages, 'vector', { value: counted(vector, () => reads++) });
      const decided = meeting.decide(state, { do: 'take-back', message }, context);
      Object.defineProperty(state.messages, 'vector', { value: vector });
      expect('events' in decided && decided.events).toMatchObject([{ type: 'TakenBack', message }]);
      return reads;
    };
    expect(readsOf(0)).toBeLessThanOrEqual(readsOf(4998) + 300);
    expect(readsOf(0)).toBeLessThan(1000);
  });

  it('PRV-2 is not found by the id of a turn, and no turn by the id of a message', () => {
    const story = begunMeeting();
    const order = ['ada', 'ben', 'cleo'] as PersonId[];
    story.ask('rowan', { do: 'start-round', prompt: 'What helped?', order });
    story.ask('ada', { do: 'take' });
    story.ask('ada', say);
    const { id, turn } = story.state.messages.at(0)!;
    const unknown = { refused: 'unknown-message' };
    const kind = story.state.settings.resonances[0]!;
    expect(story.ask('ada', { do: 'take-back', message: turn as never })).toEqual(unknown);
    expect(story.ask('ben', { do: 'resonate', kind, turn: id as never })).toEqual(unknown);
    expect(story.ask('ben', { do: 'resonate', kind, turn: turn! })).toHaveLength(1);
  });
});
