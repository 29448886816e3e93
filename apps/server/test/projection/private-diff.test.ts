import type { OwnState } from '@holdspace/core';
import { describe, expect, it } from 'vitest';
import { type PrivateState, privateDiff } from '../../src/projection/private-diff.ts';

const mine = {
  person: 'ben',
  canSay: true,
  can: { say: true, take: 'not-offered' },
  place: 2,
  receipts: [],
  threads: [],
} as unknown as OwnState;
const whole = (more: Partial<OwnState> = {}, rest: Partial<PrivateState> = {}): PrivateState =>
  structuredClone({ mine: { ...mine, ...more }, ...rest });

describe('what differs', () => {
  it('WIRE-1 nothing travels that stays the same', () => {
    expect(privateDiff(whole(), whole())).toBeNull();
    expect(privateDiff(whole({}, { waiting: [] }), whole({}, { waiting: [] }))).toBeNull();
  });

  it('WIRE-1 of `mine` only the keys that differ, of the rest the wholes', () => {
    expect(privateDiff(whole({ place: 1 }), whole())).toEqual({ mine: { place: 1 } });
    const can = { ...mine.can, take: true as const };
    expect(privateDiff(whole({ can }), whole())).toEqual({ mine: { can } });
    const waiting = [{ id: 'cleo' }] as never;
    expect(privateDiff(whole({}, { waiting }), whole({}, { waiting: [] }))).toEqual({ waiting });
  });

  it('VOI-2 the end of a mute is said, also to who comes back with one', () => {
    expect(privateDiff(whole(), whole({ mutedUntil: null }))).toEqual({ without: ['mutedUntil'] });
    expect(privateDiff(whole({ mutedUntil: 5 }), whole({ mutedUntil: null }))).toEqual({
      mine: { mutedUntil: 5 },
    });
    expect(privateDiff(whole(), null)?.without).toEqual(['mutedUntil']);
    expect(privateDiff(whole({ mutedUntil: null }), null)).not.toHaveProperty('without');
  });

  it('WIRE-6 a person who comes back receives all of it', () => {
    const everything = whole(
      {},
      {
        waiting: [],
        care: {},
        desk: { threads: [], reports: [], backChannel: [], alerts: [], record: [] },
      },
    );
    expect(privateDiff(everything, null)).toEqual({ ...everything, without: ['mutedUntil'] });
  });
});
