import type { Mine } from '@holdspace/core';
import { describe, expect, it } from 'vitest';
import { difference, type PrivateWhole } from '../../src/live/private-part.ts';

const mine = {
  person: 'ben',
  canSay: true,
  can: { say: true, take: 'not-offered' },
  place: 2,
  receipts: [],
  threads: [],
} as unknown as Mine;
const whole = (more: Partial<Mine> = {}, rest: Partial<PrivateWhole> = {}): PrivateWhole =>
  structuredClone({ mine: { ...mine, ...more }, ...rest });

describe('what differs', () => {
  it('WIRE-1 nothing travels that stays the same', () => {
    expect(difference(whole(), whole())).toBeNull();
    expect(difference(whole({}, { waiting: [] }), whole({}, { waiting: [] }))).toBeNull();
  });

  it('WIRE-1 of `mine` only the keys that differ, of the rest the wholes', () => {
    expect(difference(whole({ place: 1 }), whole())).toEqual({ mine: { place: 1 } });
    const can = { ...mine.can, take: true as const };
    expect(difference(whole({ can }), whole())).toEqual({ mine: { can } });
    const waiting = [{ id: 'cleo' }] as never;
    expect(difference(whole({}, { waiting }), whole({}, { waiting: [] }))).toEqual({ waiting });
  });

  it('VOI-2 the end of a mute is said, also to who comes back with one', () => {
    expect(difference(whole(), whole({ mutedUntil: null }))).toEqual({ without: ['mutedUntil'] });
    expect(difference(whole({ mutedUntil: 5 }), whole({ mutedUntil: null }))).toEqual({
      mine: { mutedUntil: 5 },
    });
    expect(difference(whole(), null)?.without).toEqual(['mutedUntil']);
    expect(difference(whole({ mutedUntil: null }), null)).not.toHaveProperty('without');
  });

  it('WIRE-6 who comes back is told all of it', () => {
    const everything = whole(
      {},
      {
        waiting: [],
        care: {},
        desk: { threads: [], reports: [], backChannel: [], alerts: [], record: [] },
      },
    );
    expect(difference(everything, null)).toEqual({ ...everything, without: ['mutedUntil'] });
  });
});
