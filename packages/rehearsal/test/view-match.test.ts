import { describe, expect, it } from 'vitest';
import { findDifference, matches, replaceIds } from '../src/format/view-match.ts';

describe('matching', () => {
  it('compares only the named keys, deeply', () => {
    const view = { holder: 'ben', mine: { canSay: true, place: 1 } };
    expect(matches({ mine: { canSay: true } }, view)).toBe(true);
    expect(findDifference({ mine: { place: 2 } }, view)).toEqual({
      path: 'mine.place',
      expected: 2,
      seen: 1,
    });
  });

  it('compares lists by length and item by item', () => {
    const timeline = [
      { by: 'ben', text: 'one' },
      { by: 'cleo', text: 'two' },
    ];
    expect(matches([{ by: 'ben' }, { text: 'two' }], timeline)).toBe(true);
    expect(matches([{ by: 'ben' }], timeline)).toBe(false);
    expect(matches([], timeline)).toBe(false);
    expect(findDifference({ t: [{ by: 'ben' }, { by: 'ben' }] }, { t: timeline })?.path).toBe(
      't[1].by',
    );
  });

  it('finds items in their order', () => {
    const list = [1, 2, 3, 2];
    expect(matches({ contains: [1, 3] }, list)).toBe(true);
    expect(matches({ contains: [2, 3, 2] }, list)).toBe(true);
    expect(matches({ contains: [3, 1] }, list)).toBe(false);
    expect(matches({ contains: [2, 2, 2] }, list)).toBe(false);
  });

  it('finds that items are absent', () => {
    expect(matches({ absent: [{ by: 'ben' }] }, [{ by: 'cleo' }])).toBe(true);
    expect(matches({ absent: [{ by: 'ben' }] }, [{ by: 'cleo' }, { by: 'ben' }])).toBe(false);
    expect(matches({ contains: [1], absent: [2] }, [1, 2])).toBe(false);
  });

  it('treats a missing key as null or false only', () => {
    expect(matches({ mutedUntil: null, removed: false }, {})).toBe(true);
    expect(matches({ removed: true }, {})).toBe(false);
    expect(matches({ text: '' }, {})).toBe(false);
    expect(matches({ mine: { place: 1 } }, {})).toBe(false);
    expect(matches({ holder: null }, { holder: 'ben' })).toBe(false);
  });
});

describe('names', () => {
  it('replaces every id of a person by their key in the file', () => {
    const keys = new Map([['p_1', 'ben']]);
    expect(
      replaceIds(
        { holder: 'p_1', next: ['p_1', 'p_2'], care: { p_1: { by: 'p_1' } }, at: 3 },
        keys,
      ),
    ).toEqual({ holder: 'ben', next: ['ben', 'p_2'], care: { ben: { by: 'ben' } }, at: 3 });
  });
});
