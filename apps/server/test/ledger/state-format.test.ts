/** States as a snapshot keeps them: each comes back as it was, and the format names their shape. */
import { createHash } from 'node:crypto';
import {
  circle,
  defaultSettings,
  desk,
  deskStandingOf,
  house,
  type MeetingId,
  meeting,
  PersistentList,
  type PersonId,
  type SeatToken,
  standingOf,
  stateFormat,
} from '@holdspace/core';
import { playMeeting, randomMeetingOf, SimulatedCircle } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';
import { decodeState, encodeState } from '../../src/ledger/state-codec.ts';

const seeds = Array.from({ length: 40 }, (_, n) => n + 1);
/** As it lies in a snapshot: plain values, and the blocks of its lists. */
const written = (state: object) => {
  const { plain, blocks } = encodeState(state);
  return { plain: JSON.stringify(plain), blocks: blocks.map((encode) => encode()) };
};
const through = <State extends object>(state: State, initial: State): State => {
  const { plain, blocks } = written(state);
  return decodeState(JSON.parse(plain), blocks, initial);
};

/** Some weeks of a circle: its plan, its seats, its people, a pause and a proposal. */
function playCircle(): SimulatedCircle {
  const core = { circle, desk, standingOf, deskStandingOf };
  const played = new SimulatedCircle(core, { ...defaultSettings, seats: 2 });
  const person = (name: string) => name as PersonId;
  const day = 24 * 3_600_000;
  const slots = [1, 2, 3].map((week) => ({
    ...{ meeting: `m${week}` as MeetingId, start: week * 7 * day },
    date: `1970-01-${String(1 + 7 * week).padStart(2, '0')}`,
  }));
  const choose = (name: string, wanted: boolean) => {
    const token = `token of ${name}` as SeatToken;
    const about = { meeting: 'm1' as MeetingId, member: person(name), token };
    played.ask({ do: 'choose-seat', ...about, wanted });
  };
  played.addMember(person('rowan'), 'facilitator', false);
  for (const name of ['ada', 'ben']) played.addMember(person(name), 'participant', false);
  played.ask({
    ...{ do: 'set-rhythm', minutes: 60, slots, next: 28 * day },
    rule: {
      ...{ every: 'week', interval: 1, on: ['th'], at: '00:00' },
      ...{ zone: 'UTC', from: '1970-01-01' },
    },
  });
  played.ask({ do: 'pause', until: null });
  played.ask({ do: 'resume' });
  played.ask({ do: 'key-seats', meeting: 'm1' as MeetingId, key: 'key' });
  choose('ben', false);
  choose('ben', true);
  played.addMember(person('cleo'), 'participant', false);
  choose('ada', false);
  const start = 2 * 7 * day + 3_600_000;
  played.ask({ do: 'move-meeting', meeting: 'm2' as MeetingId, start, end: start + 1 });
  played.ask({ do: 'cancel-meeting', meeting: 'm3' as MeetingId, note: 'A holiday.' });
  return played;
}

describe('a state in a snapshot', () => {
  it('LED-6 comes back as it was, in random meetings, and goes on as if it had stayed', () => {
    for (const seed of seeds) {
      const { state } = playMeeting(randomMeetingOf(seed));
      const back = through(state, meeting.initial);
      expect(back).toEqual(state);
      const last = state.messages.at(state.messages.length - 1);
      if (last) expect(back.messages.indexOf(last.id)).toBe(state.messages.length - 1);
      const fact = { type: 'ClosingPrompted' } as const;
      expect(meeting.evolve(back, fact)).toEqual(meeting.evolve(state, fact));
    }
    for (const { initial } of [circle, desk, house]) {
      expect(through<object>(initial, initial)).toEqual(initial);
    }
  });

  it('LED-6 is believed by programs alone whose evolvers lead to the same states', () => {
    const digest = createHash('sha256');
    for (const { initial } of [circle, desk, house, meeting]) {
      digest.update(JSON.stringify(written(initial)));
    }
    for (const seed of seeds) {
      digest.update(JSON.stringify(written(playMeeting(randomMeetingOf(seed)).state)));
    }
    const { ledger, desk: files } = playCircle();
    for (const { state } of [ledger, files]) digest.update(JSON.stringify(written(state)));
    // States differ from those of before: write this into packages/core/src/state-format.ts.
    expect(stateFormat).toBe(`2.${digest.digest('base64url').slice(0, 16)}`);
  });

  it('LED-6 keeps nothing but plain values, maps, sets and lists', () => {
    for (const value of [new Date(), () => 0, Number.NaN, 1n, Symbol('s')]) {
      expect(() => encodeState({ value })).toThrow('cannot be kept');
    }
    expect(() => encodeState({ $map: [] })).toThrow('cannot be kept');
    const items = PersistentList.empty<object>().append({ value: new Date() });
    expect(() => written({ items })).toThrow('cannot be kept');
    const initial = { list: PersistentList.empty<number>(), since: 1 };
    const plain = () => JSON.parse(written(initial).plain);
    const read = (value: unknown) => decodeState(value, [], initial);
    expect(read(plain())).toEqual(initial);
    expect(() => read({ ...plain(), more: 1 })).toThrow('other fields');
    expect(() => read({ ...plain(), list: [] })).toThrow('another kind of list');
    expect(() => read({ list: plain().list, other: 1 })).toThrow('no field since');
    expect(() => read(null)).toThrow('no object');
  });

  it('LED-6 decodes a block of a list when somebody needs it, and writes it again as it was', () => {
    type Item = { readonly id: string; readonly more?: readonly string[] };
    const empty = PersistentList.empty<Item>(({ id }) => [id]);
    let list = empty;
    for (let n = 0; n < 3000; n++) {
      list = list.append(n === 77 ? { id: `i${n}`, more: ['a', 'b'] } : { id: `i${n}` });
    }
    const { blocks } = written({ list });
    expect(blocks).toHaveLength(94);
    // Blocks that nobody may read: the first of them, and one in the middle.
    const torn = blocks.with(0, 'torn').with(50, 'torn');
    const back = through({ list }, { list: empty }).list;
    expect([...back]).toEqual([...list]);
    expect(back).toEqual(list);
    expect(back.indexOf('i77')).toBe(77);
    expect(back.indexOf('none')).toBe(-1);
    const { plain } = written({ list });
    const partly = decodeState(JSON.parse(plain), torn, { list: empty }).list;
    expect(partly.at(2990)).toEqual({ id: 'i2990' });
    expect(partly.indexOf('i2990')).toBe(2990);
    expect(partly.get('i1700')).toEqual({ id: 'i1700' });
    expect(partly.lastUntil(({ id }) => id === 'i2900')).toHaveLength(99);
    const longer = partly.append({ id: 'new' }).with(2950, { id: 'i2950', more: [] });
    expect(longer.indexOf('new')).toBe(3000);
    expect(written({ list: longer }).blocks[50]).toBe('torn');
    expect(() => partly.at(3)).toThrow();
    const grown = Array.from({ length: 100 }, (_, n) => ({ id: `more${n}` })).reduce(
      (reached, item) => reached.append(item),
      back,
    );
    expect([...grown].map(({ id }) => id).slice(2998, 3002)).toEqual([
      ...['i2998', 'i2999', 'more0', 'more1'],
    ]);
    expect(grown.at(3099)).toEqual({ id: 'more99' });
    expect([...through({ list: grown }, { list: empty }).list]).toEqual([...grown]);
  });
});
