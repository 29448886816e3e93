/** States as a snapshot keeps them: each comes back as it was, and the format names their shape. */
import { createHash } from 'node:crypto';
import { circle, desk, house, meeting, PersistentList, stateFormat } from '@holdspace/core';
import { playMeeting, randomMeetingOf } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';
import { decodeState, encodeState } from '../../src/ledger/state-codec.ts';

const seeds = Array.from({ length: 40 }, (_, n) => n + 1);
const through = <State extends object>(state: State, initial: State): State =>
  decodeState(JSON.parse(JSON.stringify(encodeState(state))), initial);

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
      digest.update(JSON.stringify(encodeState(initial)));
    }
    for (const seed of seeds) {
      digest.update(JSON.stringify(encodeState(playMeeting(randomMeetingOf(seed)).state)));
    }
    // States differ from those of before: write this into packages/core/src/state-format.ts.
    expect(stateFormat).toBe(`1.${digest.digest('base64url').slice(0, 16)}`);
  });

  it('LED-6 keeps nothing but plain values, maps, sets and lists', () => {
    for (const value of [new Date(), () => 0, Number.NaN, 1n, Symbol('s')]) {
      expect(() => encodeState({ value })).toThrow('cannot be kept');
    }
    expect(() => encodeState({ $map: [] })).toThrow('cannot be kept');
    const initial = { list: PersistentList.empty<number>(), since: 1 };
    const plain = () => JSON.parse(JSON.stringify(encodeState(initial)));
    expect(decodeState(plain(), initial)).toEqual(initial);
    expect(() => decodeState({ ...plain(), more: 1 }, initial)).toThrow('other fields');
    expect(() => decodeState({ ...plain(), list: [] }, initial)).toThrow('another kind of list');
    expect(() => decodeState({ list: plain().list, other: 1 }, initial)).toThrow('no field since');
    expect(() => decodeState(null, initial)).toThrow('no object');
  });
});
