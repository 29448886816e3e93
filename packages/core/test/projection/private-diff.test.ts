import { describe, expect, it } from 'vitest';
import { careChange, type OwnState, type PrivateState, privateDiff } from '../../src/index.ts';

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

const diffOf = (now: PrivateState, sent: PrivateState | null, differences = false) =>
  privateDiff(now, sent, { byItem: differences, differences });

describe('what differs', () => {
  it('WIRE-1 nothing travels that stays the same', () => {
    expect(diffOf(whole(), whole())).toBeNull();
    expect(diffOf(whole({}, { waiting: [] }), whole({}, { waiting: [] }))).toBeNull();
  });

  it('WIRE-1 of `mine` only the keys that differ, of the rest the wholes', () => {
    expect(diffOf(whole({ place: 1 }), whole())).toEqual({ mine: { place: 1 } });
    const can = { ...mine.can, take: true as const };
    expect(diffOf(whole({ can }), whole())).toEqual({ mine: { can } });
    const waiting = [{ id: 'cleo' }] as never;
    expect(diffOf(whole({}, { waiting }), whole({}, { waiting: [] }))).toEqual({ waiting });
  });

  it('VOI-2 the end of a mute is said, also to who comes back with one', () => {
    expect(diffOf(whole(), whole({ mutedUntil: null }))).toEqual({ without: ['mutedUntil'] });
    expect(diffOf(whole({ mutedUntil: 5 }), whole({ mutedUntil: null }))).toEqual({
      mine: { mutedUntil: 5 },
    });
    expect(diffOf(whole(), null)?.without).toEqual(['mutedUntil']);
    expect(diffOf(whole({ mutedUntil: null }), null)).not.toHaveProperty('without');
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
    expect(diffOf(everything, null)).toEqual({ ...everything, without: ['mutedUntil'] });
  });

  it('WIRE-1 of `can`, care and the lists of people only what differs, to who reads that', () => {
    const [ada, ben] = [
      { id: 'ada', name: 'Ada' },
      { id: 'ben', name: 'Ben' },
    ] as never[];
    const rest = { waiting: [ada], removed: [], care: { cleo: { turns: 0, link: '' } } } as never;
    const can = { ...mine.can, take: true as const };
    expect(diffOf(whole({ can }, rest), whole({}, rest), true)).toEqual({ can: { take: true } });
    const more = { waiting: [ada, ben], removed: [ben], care: { dov: { turns: 1, link: '' } } };
    expect(diffOf(whole({}, more as never), whole({}, rest), true)).toEqual({
      careChange: { put: { dov: { turns: 1, link: '' } }, gone: ['cleo'] },
      waitingChange: { put: [{ item: ben }] },
      removedChange: { put: [{ item: ben }] },
    });
    expect(diffOf(whole({}, rest), whole(), true)).toEqual(rest);
    expect(diffOf(whole({}, rest), whole({}, rest), true)).toBeNull();
  });

  it('WIRE-1 one person who enters is all that travels of the care for five hundred', () => {
    const care = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, n) => [`p${n}`, { turns: 0, link: 'A' }]),
      );
    const change = careChange(care(500) as never, care(499) as never);
    expect(change).toEqual({ put: { p499: { turns: 0, link: 'A' } } });
  });
});
